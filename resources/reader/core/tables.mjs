// The tables of an opened package: cells as they stand in the CSV files, titles, and change marks.

import { text } from "./bytes.mjs";
import { refuse } from "./refusal.mjs";
import { NotStrict, listed, load, named, string } from "./strict.mjs";

export const MISSING = ["unknown", "not_asked", "none", "withheld"];
const CHANGES = ["new", "corrected", "retracted"];
const LINES = "records.jsonl";
const LONGEST = 1024 * 1024;
const MOST_LINES = 200_000;
const TABLE = /^data\/([a-z0-9_-]+)\.csv$/;
const NAMES = ["id", "code", "kind", "change", "level", "values", "words", "precision", "withheld"];

// Rows of cells of a CSV text as Python's csv module writes it; refused if it is not well formed.
export function readCsv(source) {
  const rows = [];
  let [row, at] = [[], 0];
  while (at < source.length) {
    const [cell, next] = source[at] === '"' ? quoted(source, at + 1) : bare(source, at);
    row.push(cell);
    at = next;
    if (source[at] === ",") {
      at++;
      // A comma at the very end of a line has an empty cell behind it.
      if (at === source.length || source[at] === "\r") row.push("");
      if (at < source.length && source[at] !== "\r") continue;
    }
    if (source.startsWith("\r\n", at)) at += 2;
    else if (at < source.length) refuse("notAPackage");
    rows.push(row);
    row = [];
  }
  return rows;
}

function quoted(source, from) {
  const parts = [];
  for (let at = from; ; ) {
    const end = source.indexOf('"', at);
    if (end < 0) refuse("notAPackage");
    parts.push(source.slice(at, end));
    if (source[end + 1] !== '"') return [parts.join('"'), end + 1];
    at = end + 2;
  }
}

const CELL = /[^,\r\n"]*/y;

function bare(source, at) {
  CELL.lastIndex = at;
  return [CELL.exec(source)[0], CELL.lastIndex];
}

// Every table: `{kind, title, columns: [{name, title, about, hxl}], rows, records}`; `records` are all
// of the package by id, with code and change.
export function tablesOf(files) {
  try {
    const described = describedOf(files);
    const records = recordsOf(files);
    const paths = [...files.keys()].filter((path) => TABLE.test(path));
    return paths.map((path) => tableOf(path, text(files.get(path)), described.get(path), records));
  } catch (error) {
    if (error instanceof NotStrict || error instanceof TypeError) refuse("notAPackage");
    throw error;
  }
}

function tableOf(path, source, described, records) {
  const [names, tags, ...rows] = readCsv(source);
  if (!names || tags?.length !== names.length) refuse("notAPackage");
  if (rows.some((row) => row.length !== names.length)) refuse("notAPackage");
  const columns = names.map((name, at) => ({ name, title: name, about: "", ...described?.columns.get(name), hxl: tags[at] }));
  const kind = TABLE.exec(path)[1];
  return { kind, title: described?.title || kind.replaceAll("_", " "), columns, rows, records };
}

// Titles of tables and columns by path, from datapackage.json.
function describedOf(files) {
  const raw = files.get("datapackage.json");
  if (raw === undefined) return new Map();
  const found = new Map();
  for (const each of listed(member(load(raw), "resources"))) {
    const columns = listed(member(member(each, "schema"), "fields")).map((field) => [
      string(member(field, "name")),
      { title: string(member(field, "title")), about: string(field.get("description") ?? "") },
    ]);
    found.set(string(member(each, "path")), { title: string(member(each, "title")), columns: new Map(columns) });
  }
  return found;
}

function member(value, name) {
  if (!(value instanceof Map) || !value.has(name)) throw new NotStrict();
  return value.get(name);
}

// By a record's id, its code, and whether it is new, corrected or retracted.
function recordsOf(files) {
  const raw = files.get(LINES);
  const found = new Map();
  if (raw === undefined || !raw.length) return found;
  const lines = text(raw).split("\n");
  if (lines.pop() !== "") refuse("notAPackage");
  if (lines.length > MOST_LINES || lines.some((each) => each.length > LONGEST)) refuse("tooLarge");
  for (const each of lines) {
    const { id, code, change } = named(load(each), ...NAMES);
    if (found.has(string(id, 64)) || !CHANGES.includes(change)) refuse("notAPackage");
    found.set(id, { code: string(code, 40), change });
  }
  return found;
}

// How many records are new, corrected and retracted.
export function changeCounts(table) {
  const at = table.columns.findIndex((each) => each.name === "id");
  const counts = Object.fromEntries(CHANGES.map((each) => [each, 0]));
  for (const row of table.rows) counts[changeOf(table, row, at)] += 1;
  return counts;
}

// The change of a row: what records.jsonl says of its id, else its own cell.
export function changeOf(table, row, at = table.columns.findIndex((each) => each.name === "id")) {
  const own = row[table.columns.findIndex((each) => each.name === "change")];
  return table.records.get(row[at])?.change ?? (CHANGES.includes(own) ? own : "new");
}

// The rows that hold every one of these words, whatever their case and accents; the id, which is only
// noise to a reader, is not looked at.
export function matchingRows(table, words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return table.rows;
  const id = table.columns.findIndex((each) => each.name === "id");
  table.folded ??= table.rows.map((row) => folded(row.filter((_, at) => at !== id).map((each) => spoken(table, each)).join("\n")));
  return table.rows.filter((_, at) => wanted.every((word) => table.folded[at].includes(word)));
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

// A cell as people read it: a link to a record of this package by that record's code.
export function spoken(table, given) {
  return given.length < 36 ? given : given.replace(ID, (id) => table.records.get(id)?.code ?? id);
}

function folded(given) {
  return given.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();
}

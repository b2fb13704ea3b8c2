// One table: search, pages of rows, cells in their own direction, and one record in full.

import { MISSING, changeOf, matchingRows, spoken } from "../core/tables.mjs";
import { byId, el } from "./dom.mjs";

const ROWS_A_PAGE = 100;
const SHORT = 14; // letters that stay on one line, such as a date
const APART = ["id", "change"]; // shown with the record, and as a mark beside its code

export class TableView {
  constructor() {
    this.clear();
    byId("search").addEventListener("input", () => this.search());
    byId("empty-columns").addEventListener("change", () => this.draw());
    byId("page-back").addEventListener("click", () => this.turn(-1));
    byId("page-on").addEventListener("click", () => this.turn(1));
    byId("record-close").addEventListener("click", () => byId("record").close());
  }

  clear() {
    this.table = undefined;
    this.rows = [];
    byId("record").close();
    byId("search").value = "";
    for (const each of ["grid", "count", "table-changes", "record-facts", "record-title"]) byId(each).replaceChildren();
  }

  show(table, changes) {
    this.clear();
    this.table = table;
    this.filled = filledColumns(table);
    byId("table-changes").textContent = changes;
    byId("empty-columns-row").hidden = this.filled.size === table.columns.length;
    this.search();
  }

  search() {
    if (!this.table) return;
    this.rows = matchingRows(this.table, byId("search").value);
    this.first = 0;
    this.draw();
  }

  turn(pages) {
    this.first += pages * ROWS_A_PAGE;
    this.draw();
    byId("grid-scroll").scrollTop = 0;
  }

  draw() {
    if (!this.table) return;
    const { columns } = this.table;
    const all = byId("empty-columns").checked;
    const shown = [...columns.keys()].filter((at) => !APART.includes(columns[at].name) && (all || this.filled.has(at)));
    const rows = this.rows.slice(this.first, this.first + ROWS_A_PAGE);
    byId("grid").replaceChildren(
      el("caption", {}, this.table.title),
      el("thead", {}, el("tr", {}, shown.map((at) => heading(columns[at])))),
      el("tbody", {}, rows.map((row) => this.row(row, shown))),
    );
    this.count(rows.length);
  }

  count(here) {
    const [total, all] = [this.rows.length, this.table.rows.length];
    const of = total === all ? number(total) : `${number(total)} found, of ${number(all)}`;
    byId("count").textContent = here ? `${number(this.first + 1)}–${number(this.first + here)} of ${of}` : `Nothing found, of ${number(all)}`;
    byId("page-back").disabled = this.first === 0;
    byId("page-on").disabled = this.first + here >= total;
  }

  row(row, shown) {
    const { columns } = this.table;
    const change = changeOf(this.table, row);
    const cells = shown.map((at, place) => (place === 0 ? this.head(row, at, change) : cell(columns[at], spoken(this.table, row[at]))));
    return el("tr", { className: change }, cells);
  }

  // The first cell names the record, marks its change, and opens it in full.
  head(row, at, change) {
    const button = el("button", { type: "button", className: "link", title: "Show this record in full" }, row[at]);
    button.addEventListener("click", () => this.open(row, change));
    const mark = change === "new" ? undefined : el("span", { className: "mark" }, change);
    return el("th", { scope: "row" }, button, mark);
  }

  open(row, change) {
    const { columns } = this.table;
    byId("record-title").textContent = `${row[0]}${change === "new" ? "" : ` — ${change}`}`;
    byId("record-facts").replaceChildren(
      ...columns.map((each, at) => el("div", {}, el("dt", { title: each.about }, each.title, el("small", {}, each.hxl)), value("dd", each.name === "id" ? row[at] : spoken(this.table, row[at])))),
    );
    byId("record").showModal();
    byId("record-close").focus();
  }
}

const number = (value) => value.toLocaleString("en");

function heading({ title, about, hxl }) {
  return el("th", { scope: "col", title: about, dir: "auto" }, title, el("small", { dir: "ltr" }, hxl));
}

// The title is said again beside each cell on paper, where a table this wide has no room.
function cell({ title }, given) {
  const made = el("td", { className: given.length <= SHORT ? "short" : "" }, value("bdi", given));
  made.dataset.title = title;
  return made;
}

function value(tag, given) {
  return el(tag, { dir: "auto", className: MISSING.includes(given) ? "missing" : "" }, given);
}

// The columns in which any row says more than that there is nothing.
function filledColumns({ columns, rows }) {
  return new Set([...columns.keys()].filter((at) => at === 0 || rows.some((row) => row[at] !== "" && !MISSING.includes(row[at]))));
}

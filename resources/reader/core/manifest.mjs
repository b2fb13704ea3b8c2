// The manifest of a package, read strictly: call this only after its signature was found right.

import { PADDING } from "./archive.mjs";
import { refusal, refuse } from "./refusal.mjs";
import { NotStrict, day, entries, hex64, listed, load, matching, moment, named, string, strings, whole } from "./strict.mjs";

export const FORMAT = "fieldapp-package/1";
export const NAMESPACE = "fieldapp-package";
export const PATH = "manifest.json";
export const SIGNATURE = "manifest.json.sig";
export const MOST = 1024 * 1024;
export const MOST_SIGNATURE = 4096;
const MOST_BYTES = 2 ** 31;
const LEVELS = ["low", "moderate", "high", "severe"];
const NAMES = [
  "format", "id", "created", "sender", "recipients", "agreement", "sensitivity", "marking",
  "attribution", "keep_until", "onward_sharing", "ask", "contact_point", "shape", "method",
  "epoch", "sequence", "previous", "void", "counts", "files",
];

export function readManifest(raw) {
  try {
    const plain = load(raw);
    checkFormat(plain);
    return read(named(plain, ...NAMES));
  } catch (error) {
    throw error instanceof NotStrict ? refusal("notAPackage") : error;
  }
}

function checkFormat(plain) {
  const found = plain instanceof Map ? plain.get("format") : undefined;
  if (typeof found !== "string") refuse("notAPackage");
  if (found !== FORMAT) refuse(found.startsWith("fieldapp-package/") ? "newerPackage" : "notAPackage");
}

function read(plain) {
  const sequence = whole(plain.sequence, 1);
  return {
    id: matching(/^[0-9a-f]{32}$/, plain.id),
    created: moment(plain.created),
    sender: senderOf(plain.sender),
    recipients: recipientsOf(plain.recipients, sequence),
    agreement: termsOf(plain.agreement),
    sensitivity: LEVELS.includes(plain.sensitivity) ? plain.sensitivity : refuse("notAPackage"),
    marking: string(plain.marking, 200),
    attribution: string(plain.attribution, 200),
    keepUntil: day(plain.keep_until),
    onwardSharing: string(plain.onward_sharing, 200),
    ask: askOf(plain.ask),
    contactPoint: string(plain.contact_point),
    shape: string(plain.shape, 200),
    method: methodOf(plain.method),
    epoch: matching(/^[0-9a-f]{16}$/, plain.epoch),
    sequence,
    previous: plain.previous === "" ? "" : hex64(plain.previous),
    void: voidOf(plain.void, sequence),
    counts: entries(plain.counts, 100).map(([kind, number]) => [string(kind, 64), whole(number)]),
    files: filesOf(plain.files),
  };
}

function senderOf(plain) {
  const each = named(plain, "fingerprint", "station", "name");
  return { fingerprint: hex64(each.fingerprint), station: string(each.station, 200), name: string(each.name, 200) };
}

function recipientsOf(plain, sequence) {
  const found = listed(plain, 100).map((value) => {
    const each = named(value, "fingerprint", "since");
    return { fingerprint: hex64(each.fingerprint), since: whole(each.since, 1, sequence) };
  });
  if (!found.length || new Set(found.map((each) => each.fingerprint)).size !== found.length) {
    throw new NotStrict();
  }
  return found;
}

function termsOf(plain) {
  const each = named(plain, "reference", "title", "purpose", "clauses");
  const [reference, title, purpose] = [each.reference, each.title, each.purpose].map((value) => string(value));
  return { reference, title, purpose, clauses: strings(each.clauses, 200) };
}

function askOf(plain) {
  const each = named(plain, "what", "by");
  return { what: strings(each.what, 20), by: day(each.by) };
}

function methodOf(plain) {
  const each = named(plain, "counting_unit", "definition_set", "coverage");
  const [unit, definitions, coverage] = [each.counting_unit, each.definition_set, each.coverage].map((value) => string(value));
  return { unit, definitions, coverage };
}

function voidOf(plain, sequence) {
  const found = listed(plain, 10000).map((each) => whole(each, 1, sequence - 1));
  if (found.some((each, at) => at && each <= found[at - 1])) throw new NotStrict();
  return found;
}

function filesOf(plain) {
  const found = listed(plain).map((value) => {
    const each = named(value, "path", "size", "sha256");
    return { path: string(each.path, 400), size: whole(each.size), sha256: hex64(each.sha256) };
  });
  const paths = new Set(found.map((each) => each.path));
  if (paths.size !== found.length || [PATH, SIGNATURE, PADDING].some((each) => paths.has(each))) {
    refuse("mismatch");
  }
  if (found.reduce((sum, each) => sum + each.size, 0) > MOST_BYTES) refuse("tooLarge");
  return found;
}

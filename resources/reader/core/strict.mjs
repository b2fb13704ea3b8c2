// JSON from outside, read strictly: one spelling, bounded nesting, exact names and types.

import { text } from "./bytes.mjs";

// The text is not what was expected; callers say so in their own words.
export class NotStrict extends Error {}

const DEEPEST = 16;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

// What a JSON number says beyond its value: 1 and 1.0 are not the same where a whole one is asked.
class Fraction {
  constructor(value) {
    this.value = value;
  }
}

function fail() {
  throw new NotStrict();
}

// Read JSON with no name twice, no NaN and no deep nesting. Objects come as Maps without a prototype
// to trip over; fractions come as `Fraction`.
export function load(given) {
  let source = given;
  if (typeof given !== "string") {
    try {
      source = text(given);
    } catch {
      fail();
    }
  }
  return new Reading(source).whole();
}

class Reading {
  constructor(source) {
    this.source = source;
    this.at = 0;
  }

  whole() {
    const value = this.value(DEEPEST);
    this.space();
    return this.at === this.source.length ? value : fail();
  }

  match(form) {
    form.lastIndex = this.at;
    const found = form.exec(this.source);
    if (found) this.at = form.lastIndex;
    return found;
  }

  space() {
    this.match(SPACE);
    return this.source[this.at];
  }

  take(mark) {
    if (this.space() !== mark) return false;
    this.at++;
    return true;
  }

  value(left) {
    const first = this.space();
    if (first === "{") return left ? this.object(left - 1) : fail();
    if (first === "[") return left ? this.list(left - 1) : fail();
    if (first === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.source.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  number() {
    const found = this.match(NUMBER) ?? fail();
    const value = Number(found[0]);
    return found[1] || found[2] ? new Fraction(value) : value;
  }

  object(left) {
    const found = new Map();
    this.at++;
    if (this.take("}")) return found;
    do {
      if (this.space() !== '"') fail();
      const name = this.string();
      if (found.has(name) || !this.take(":")) fail();
      found.set(name, this.value(left));
    } while (this.take(","));
    return this.take("}") ? found : fail();
  }

  list(left) {
    const found = [];
    this.at++;
    if (this.take("]")) return found;
    do found.push(this.value(left));
    while (this.take(","));
    return this.take("]") ? found : fail();
  }

  string() {
    const parts = [];
    this.at++;
    for (;;) {
      parts.push(this.match(PLAIN)[0]);
      const mark = this.source[this.at++];
      if (mark === '"') return parts.join("");
      if (mark !== "\\") fail();
      parts.push(this.escape());
    }
  }

  escape() {
    const mark = this.source[this.at++];
    if (mark !== "u") return ESCAPES[mark] ?? fail();
    const digits = this.source.slice(this.at, this.at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail();
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

// An object with exactly these names.
export function named(value, ...names) {
  if (!(value instanceof Map) || value.size !== names.length) fail();
  if (!names.every((name) => value.has(name))) fail();
  return Object.fromEntries(value);
}

// Text of bounded length; letters beyond the first plane count once.
export function string(value, most = 4000) {
  if (typeof value !== "string") fail();
  if (value.length > most && (value.length > 2 * most || [...value].length > most)) fail();
  return value;
}

export function whole(value, least = 0, most = 2 ** 40) {
  return Number.isSafeInteger(value) && value >= least && value <= most ? value : fail();
}

export function listed(value, most = 1000) {
  return Array.isArray(value) && value.length <= most ? value : fail();
}

export function strings(value, most = 1000) {
  return listed(value, most).map((each) => string(each));
}

export function matching(form, value) {
  return form.test(string(value)) ? value : fail();
}

export function hex64(value) {
  return matching(/^[0-9a-f]{64}$/, value);
}

// A date to the day, the month or the year; or nothing.
export function day(value) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(string(value, 10));
  if (value === "") return value;
  return found && isDate(...found.slice(1, 4).map((each) => Number(each ?? 1))) ? value : fail();
}

function isDate(year, month, day) {
  if (!year || month < 1 || month > 12) return false;
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return day >= 1 && day <= last;
}

// A time with its UTC offset.
export function moment(value) {
  const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(?:Z|[+-](\d{2}):(\d{2}))$/;
  const found = form.exec(string(value, 40)) ?? fail();
  const [year, month, date, hour, minute, second, hours, minutes] = found.slice(1).map((each) => Number(each ?? 0));
  if (!isDate(year, month, date) || hour > 23 || minute > 59 || second > 59) fail();
  return hours > 23 || minutes > 59 ? fail() : value;
}

// Where an object holds what it will, such as counts by kind.
export function entries(value, most) {
  return value instanceof Map && value.size <= most ? [...value] : fail();
}

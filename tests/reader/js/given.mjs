// What Python wrote for these tests, and the reader's own code.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.FIELDAPP_READER_CASES;

export const core = await import(pathToFileURL(process.env.FIELDAPP_READER_CORE).href);
export const told = JSON.parse(readFileSync(join(folder, "told.json"), "utf8"));

export function bytes(name) {
  return new Uint8Array(readFileSync(join(folder, name)));
}

export function words(name) {
  return readFileSync(join(folder, name), "utf8");
}

export function keep(name, content) {
  writeFileSync(join(folder, name), content);
}

export async function ourKeys() {
  const keys = new core.keys.Keys();
  await keys.take(words("keys.txt"));
  await keys.take(words("signing"));
  return keys;
}

export function theSender() {
  return core.cards.readSender(words("card.json"));
}

// That this is refused in a sentence of ours, and not by an error that nobody meant.
export async function refused(action, sentence = /./) {
  await assert.rejects(async () => action(), (error) => {
    assert.equal(error.name, "Refusal", error.stack);
    assert.match(error.message, sentence);
    return true;
  });
}

export function flipped(content, at, mask = 1) {
  const made = content.slice();
  made[at] ^= mask;
  return made;
}

// Numbers that look drawn by lot and are the same in every run.
export function* lots(seed) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

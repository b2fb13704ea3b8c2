// The parts: strict JSON, CSV, ZIP sizes, cards and codes, keys, signatures.

import assert from "node:assert/strict";
import { test } from "node:test";

import { core, keep, lots, ourKeys, refused, theSender, told, words } from "./given.mjs";

const { load, NotStrict } = core.strict;

function plain(value) {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  if (Array.isArray(value)) return value.map(plain);
  return value?.constructor?.name === "Fraction" ? value.value : value;
}

function* values(lot, left) {
  const draw = () => lot.next().value;
  const letters = ["a", "é", "\u2028", "\ud83c\udf3e", '"', "\\", "\n", "\u0001", "/", "ي", "__proto__"];
  const some = () => Array.from({ length: Math.floor(draw() * 4) }, () => letters[Math.floor(draw() * letters.length)]).join("");
  const value = (deep) => {
    const kind = Math.floor(draw() * (deep ? 7 : 5));
    if (kind === 5) return Array.from({ length: Math.floor(draw() * 4) }, () => value(deep - 1));
    if (kind === 6) return Object.fromEntries(Array.from({ length: Math.floor(draw() * 4) }, (_, at) => [`${some()}${at}`, value(deep - 1)]));
    return [null, true, some(), Math.floor(draw() * 2e9) - 1e9, draw() * 10 ** Math.floor(draw() * 40 - 20)][kind];
  };
  for (;;) yield value(left);
}

test("strict JSON reads what JSON is", () => {
  const some = values(lots(11), 4);
  for (let number = 0; number < 500; number++) {
    const { value } = some.next();
    for (const space of [undefined, 1]) {
      assert.deepEqual(plain(load(JSON.stringify(value, undefined, space))), JSON.parse(JSON.stringify(value)));
    }
  }
});

test("strict JSON refuses what is not, and what is said twice or too deep", () => {
  const wrong = [
    "", "{", "[1,]", "{,}", '{"a":1,}', "01", "1.", ".5", "+1", "- 1", "NaN", "Infinity", "-Infinity", "'a'",
    '"a', '"\\x"', '"\\u12"', '"\n"', '"\t"', "tru", "nulll", "1 2", '{"a":1 "b":2}', '{"a" 1}', "{1:2}", "\ufeff1", "\u00a01",
    '{"a":1,"a":1}', '{"a":1,"\\u0061":2}', `${"[".repeat(17)}${"]".repeat(17)}`, "[".repeat(100_000),
  ];
  for (const each of wrong) assert.throws(() => load(each), NotStrict, each.slice(0, 20));
  assert.throws(() => load(Uint8Array.of(0x22, 0xff, 0x22)), NotStrict);
  assert.equal(load(`${"[".repeat(16)}${"]".repeat(16)}`).length, 1);
});

test("a whole number is not a fraction, a text has a bound, a date is a date", () => {
  const { day, moment, string, whole } = core.strict;
  assert.equal(whole(load("7")), 7);
  for (const each of ["1.0", "1e0", "true", '"1"', "-1", "1099511627777"]) assert.throws(() => whole(load(each)), NotStrict);
  assert.equal(string("\ud83c\udf3e".repeat(5), 5).length, 10);
  assert.throws(() => string("\ud83c\udf3e".repeat(6), 5), NotStrict);
  for (const each of ["", "2025", "2025-11", "2024-02-29", "2000-02-29"]) assert.equal(day(each), each);
  for (const each of ["2025-13", "2025-02-29", "1900-02-29", "2025-11-31", "25", "2025-1", "0000", " 2025"]) assert.throws(() => day(each), NotStrict);
  assert.ok(moment("2025-11-24T12:41+00:00") && moment("2025-11-24T12:41:59.123456Z"));
  for (const each of ["2025-11-24T12:41", "2025-11-24T24:00+00:00", "2025-02-30T12:41+00:00"]) assert.throws(() => moment(each), NotStrict);
});

test("CSV comes back as Python wrote it", async () => {
  assert.deepEqual(core.tables.readCsv(words("rows.csv")), JSON.parse(words("rows.json")));
  for (const each of ['a"b', '"a', '"a"b', "a\nb", "a\rb"]) await refused(() => core.tables.readCsv(each));
});

test("padded sizes are those of FieldApp", () => {
  for (const [size, padded] of told.padded) assert.equal(core.archive.paddedSize(size), padded);
});

test("a card gives the same fingerprint and the same 40 digits", () => {
  const sender = theSender();
  assert.equal(sender.print, told.fingerprint);
  assert.equal(sender.code, told.code);
  const lines = core.cards.readSender(`# of El Fasher\n${told.signing} a comment\n${told.recipients.join("\n")}`);
  assert.equal(lines.code, told.code);
  assert.equal(core.cards.digits(`${"0".repeat(63)}7`), `${"00000 ".repeat(7)}00007`);
});

test("a signing key alone makes no code", () => {
  for (const each of [told.signing, told.allowed]) {
    const sender = core.cards.readSender(each);
    assert.equal(sender.code, "");
    assert.match(sender.keyPrint, /^SHA256:[A-Za-z0-9+/]{43}$/);
  }
  assert.equal(core.cards.readSender(told.allowed).principal, told.fingerprint.slice(0, 8));
});

test("no changed card is a card", async () => {
  const card = words("card.json");
  const body = JSON.parse(card);
  const wrong = [
    card.replace("El Fasher", "El Fashar"), card.replace("card/1", "card/2"), card.slice(0, -3), `${card}x`, "{}", '{"format": "fieldapp-card/1"}',
    JSON.stringify({ ...body, more: 1 }), JSON.stringify({ ...body, signature: body.signature.replace("A", "B") }), " ".repeat(70_000),
  ];
  for (const each of wrong) await refused(() => core.cards.readSender(each));
});

test("what is no key line is no sender", async () => {
  const [kind, key] = told.signing.split(" ");
  const wrong = ["", "hello", kind, `${kind} AAAA`, `ssh-rsa ${key}`, `${told.signing}\n${told.signing}`, told.recipients[0], `${told.signing}\nage1qq`, `${kind} ${key.replace("A", "B")}`];
  for (const each of wrong) await refused(() => core.cards.readSender(each));
});

test("keys are taken once, with their public halves, and forgotten", async () => {
  const keys = await ourKeys();
  await keys.take(words("keys.txt"));
  assert.equal(keys.identities.length, 2);
  assert.ok(core.cards.isHybrid(keys.recipients[0]) && !core.cards.isHybrid(keys.recipients[1]));
  assert.ok(keys.fingerprints.has(told.receiver));
  assert.equal(keys.fingerprints.size, 6);
  keys.forget();
  assert.ok(keys.empty && keys.signing === undefined && keys.fingerprints.size === 0);
});

test("what is no key is refused, and leaves those that are here", async () => {
  const keys = await ourKeys();
  const [hybrid] = keys.identities;
  const wrong = ["", "# only a comment", "hello", hybrid.slice(0, -1), `${hybrid.slice(0, -1)}A`, hybrid.toLowerCase(), hybrid.replace("PQ-", ""), " ".repeat(70_000)];
  for (const each of wrong) await refused(() => keys.take(each));
  await refused(() => keys.take("-----BEGIN AGE ENCRYPTED FILE-----\n"), /locked with a passphrase/);
  await refused(() => keys.take(locked()), /not support/);
  assert.equal(keys.identities.length, 2);
});

test("keys made here are a card for FieldApp, and a locked file for us", async () => {
  const { locked, making } = core;
  const passphrase = "seven quiet herons cross the wadi";
  const made = await making.makeKeys(" Legal aid ", "Clinic", passphrase, "2026-01-05");
  keep("made-card.json", made.card);
  assert.ok(locked.isLocked(made.keyFile) && !locked.isLocked(made.card));
  const inside = await locked.unlock(made.keyFile, passphrase);
  keep("made-keys.txt", inside);
  const keys = new core.keys.Keys();
  await keys.take(inside);
  const card = core.cards.readCard(new TextDecoder().decode(made.card));
  assert.equal(card.code, made.code);
  assert.equal(card.name, "Legal aid");
  assert.ok(keys.fingerprints.has(card.print));
  await refused(() => making.makeKeys("", "", passphrase, "2026-01-05"), /name/);
  await refused(() => making.makeKeys("a\u202eb", "", passphrase, "2026-01-05"), /card/);
  await refused(() => making.makeKeys("Legal aid", "", "herons", "2026-01-05"), /too short/);
});

// A key file as ssh-keygen begins it where it has a passphrase.
function locked() {
  const { utf8, join, toBase64 } = core.bytes;
  const parts = ["aes256-ctr", "bcrypt", "salt and rounds"].map((each) => core.sshsig.wireString(utf8(each)));
  const content = toBase64(join(utf8("openssh-key-v1\0"), ...parts, new Uint8Array(200)));
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${content}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

test("no broken signing key is a key", async () => {
  const { readSigningKey } = core.signingKey;
  const whole = words("signing");
  const rows = whole.trim().split("\n");
  const inside = Buffer.from(rows.slice(1, -1).join(""), "base64");
  assert.equal(readSigningKey(whole).seed.length, 32);
  assert.equal(readSigningKey(`${whole}`.replaceAll("\n", "\r\n")).seed.length, 32);
  for (let at = 0; at < inside.length - 8; at++) {
    const changed = Buffer.from(inside);
    changed[at] ^= 1;
    const made = [rows[0], changed.toString("base64"), rows.at(-1)].join("\n");
    try {
      readSigningKey(made);
      // The comment and the public half outside the secret part may say what they will.
    } catch (error) {
      assert.equal(error.name, "Refusal", error.stack);
    }
  }
  for (const each of ["", "hello", rows.slice(0, -1).join("\n"), [rows[0], "AAAA", rows.at(-1)].join("\n")]) await refused(() => readSigningKey(each));
});

test("a signature is for one message, one key and one purpose", () => {
  const { isSignedBy, publicKey, sign } = core.sshsig;
  const seed = core.signingKey.readSigningKey(words("signing"));
  const key = publicKey(seed.line);
  const message = core.bytes.utf8("herons");
  const made = sign(seed.seed, message, "fieldapp-receipt");
  assert.ok(isSignedBy(key, made, message, "fieldapp-receipt"));
  assert.ok(!isSignedBy(key, made, core.bytes.utf8("heron"), "fieldapp-receipt"));
  assert.ok(!isSignedBy(key, made, message, "fieldapp-package"));
  assert.ok(!isSignedBy(publicKey(told.signing), made, message, "fieldapp-receipt"));
  for (const each of ["", made.replace("SIGNATURE", "SIGN"), `${made}\n`, made.replace("\n", "\r\n"), made.slice(0, 100)]) {
    assert.ok(!isSignedBy(key, each, message, "fieldapp-receipt"));
  }
});

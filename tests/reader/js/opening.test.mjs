// A package is opened only as its sender made it; every other is refused, and nothing is given out.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bytes, core, flipped, keep, lots, ourKeys, refused, theSender, told, words } from "./given.mjs";

const { openContent, openPackage } = core.opening;
const good = bytes("good.age");

test("a good package opens, with its terms, its files and who it is for", async () => {
  const opened = await openPackage(good, await ourKeys(), theSender());
  assert.equal(opened.manifest.sequence, 1);
  assert.equal(opened.manifest.sender.fingerprint, told.fingerprint);
  assert.equal(opened.us.fingerprint, told.receiver);
  assert.ok(opened.files.has("summary.pdf"));
  const [table] = core.tables.tablesOf(opened.files);
  assert.equal(table.rows.length, 2);
  assert.equal(table.columns[0].title, "Code");
  assert.equal(table.columns[0].hxl, "#meta+code");
  assert.deepEqual(core.tables.changeCounts(table), { new: 2, corrected: 0, retracted: 0 });
  assert.equal(core.tables.matchingRows(table, `MARKET ${table.rows[1][0].toLowerCase()}`).length, 1);
  assert.equal(core.tables.matchingRows(table, "nowhere").length, 0);
});

test("every package that FieldApp refuses is refused here too", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  assert.ok(told.faults.length > 40);
  for (const [number, name] of told.faults.entries()) {
    await refused(() => openPackage(bytes(`fault-${number}.age`), keys, sender)).catch((error) => assert.fail(`${name}: ${error.message}`));
  }
});

test("some refusals have a sentence of their own", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  const fault = (name) => bytes(`fault-${told.faults.indexOf(name)}.age`);
  const sentences = {
    "another key": /not signed by the sender/,
    "another version": /version/,
    "another sender": /names another sender/,
    "not for us": /not addressed/,
    "other content": /do not match its signed manifest/,
    "no ZIP of 5 bytes": /not a package/,
  };
  for (const [name, sentence] of Object.entries(sentences)) await refused(() => openPackage(fault(name), keys, sender), sentence);
});

test("every flipped byte of the encrypted file is refused", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  const start = Buffer.from(good).indexOf("\n---") + 50;
  const [header, all] = [lots(7), lots(8)];
  const at = [
    ...Array.from({ length: 40 }, () => Math.floor(header.next().value * start)),
    ...Array.from({ length: 20 }, (_, number) => start + number),
    ...Array.from({ length: 20 }, (_, number) => good.length - 1 - number),
    ...Array.from({ length: 24 }, () => Math.floor(all.next().value * good.length)),
  ];
  for (const each of at) await refused(() => openPackage(flipped(good, each), keys, sender));
});

test("no file cut short or made longer is opened", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  for (const length of [0, 1, 21, 22, 500, 3000, 40_000, good.length - 1]) {
    await refused(() => openPackage(good.slice(0, length), keys, sender));
  }
  await refused(() => openPackage(Uint8Array.of(...good, 0), keys, sender));
});

test("every flipped byte of manifest, signature, headers and directory is refused", async () => {
  const [keys, sender, content] = [await ourKeys(), theSender(), bytes("good.zip")];
  await openContent(content, keys, sender);
  const at = [];
  for (let each = 0; each < told.firstFiles; each += 13) at.push(each);
  for (let each = told.directory; each < content.length; each++) at.push(each);
  for (const each of at) await refused(() => openContent(flipped(content, each, 4), keys, sender));
});

test("only the right key opens it, and it says so", async () => {
  const stranger = new core.keys.Keys();
  await stranger.take(told.stranger);
  await refused(() => openPackage(good, stranger, theSender()), /None of the keys/);
});

test("with half of the keys that the sender has, it is not addressed to us", async () => {
  const [hybrid] = (await ourKeys()).identities;
  const half = new core.keys.Keys();
  await half.take(hybrid);
  await refused(() => openPackage(good, half, theSender()), /not addressed/);
});

test("the public halves of keys kept elsewhere are enough to be who is addressed", async () => {
  const whole = await ourKeys();
  const keys = new core.keys.Keys();
  await keys.take([whole.identities[0], whole.recipients[1], `${whole.signing.line} me@here`].join("\n"));
  assert.equal((await openPackage(good, keys, theSender())).us.fingerprint, told.receiver);
});

test("other files say what they are", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  const utf8 = core.bytes.utf8;
  await refused(() => openPackage(utf8("hello"), keys, sender), /not encrypted with age/);
  await refused(() => openPackage(utf8("-----BEGIN AGE ENCRYPTED FILE-----\n"), keys, sender), /turned into text/);
  await refused(() => openPackage(utf8("age-encryption.org/v1\n-> scrypt a 18\n"), keys, sender), /passphrase/);
});

test("a receipt is written for the sender, signed with our key", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  const opened = await openPackage(good, keys, sender);
  const made = await core.receipt.writeReceipt(opened, keys.signing);
  assert.match(made.name, /^receipt-[0-9a-f]{8}\.age$/);
  keep("receipt.age", made.content);
  await refused(() => openPackage(made.content, keys, sender), /None of the keys/);
});

test("no receipt without the right signing key, or without the sender's card", async () => {
  const [keys, sender] = [await ourKeys(), theSender()];
  const opened = await openPackage(good, keys, sender);
  const { readSigningKey } = core.signingKey;
  await refused(() => core.receipt.writeReceipt(opened, undefined), /must be signed/);
  await refused(() => core.receipt.writeReceipt(opened, { ...keys.signing, seed: undefined }), /must be signed/);
  const other = { ...readSigningKey(words("signing")), line: told.signing };
  await refused(() => core.receipt.writeReceipt(opened, other), /not the one/);
  const bare = await openPackage(good, keys, core.cards.readSender(told.signing));
  await refused(() => core.receipt.writeReceipt(bare, keys.signing), /signing key alone/);
});

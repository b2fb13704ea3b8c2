// Whom a person trusts as the sender: a card, or key lines; the fingerprint, and the 40-digit code.

import { sha256 } from "@noble/hashes/sha2.js";
import { bech32 } from "@scure/base";

import { hex, utf8 } from "./bytes.mjs";
import { refusal, refuse } from "./refusal.mjs";
import { isSignedBy, keyFingerprint, publicKey, publicLine } from "./sshsig.mjs";
import { NotStrict, day, load, named, string, strings } from "./strict.mjs";

export const FORMAT = "fieldapp-card/1";
export const NAMESPACE = "fieldapp-card";
const MOST = 64 * 1024;
const NAMES = ["name", "organisation", "station", "signing_key", "recipients", "created"];
const CLASSIC = { prefix: "age", bytes: 32 };
const HYBRID = { prefix: "age1pq", bytes: 1216 };

// SHA-256 in hex of the key lines: signing key first, if there is one, then the recipients sorted.
export function fingerprint(line, recipients) {
  const lines = [...(line ? [line] : []), ...[...recipients].sort()];
  return hex(sha256(utf8(lines.map((each) => `${each}\n`).join(""))));
}

// The fingerprint of every set of these recipients: a sender may know all of our keys, or some.
export function fingerprintsWith(line, recipients) {
  const found = new Set();
  for (let chosen = 1; chosen < 2 ** recipients.length; chosen++) {
    found.add(fingerprint(line, recipients.filter((_, at) => chosen & (2 ** at))));
  }
  return found;
}

// The 40 digits that two people compare by voice, in eight groups of five.
export function digits(print) {
  const code = (BigInt(`0x${print}`) % 10n ** 40n).toString().padStart(40, "0");
  return code.match(/.{5}/g).join(" ");
}

export function isHybrid(recipient) {
  return recipient.startsWith("age1pq1");
}

// Whether this is a whole age recipient of one of the two types that packages use.
export function isRecipient(given) {
  const wanted = isHybrid(given) ? HYBRID : CLASSIC;
  try {
    const { prefix, words } = bech32.decode(given, false);
    return given === given.toLowerCase() && prefix === wanted.prefix && bech32.fromWords(words).length === wanted.bytes;
  } catch {
    return false;
  }
}

// A sender: `key` checks signatures. `print` and `code` are there only where all keys are known;
// from a signing key alone no code can be made, and none may be taken from the package.
function sender({ name = "", station = "", key, recipients = [], principal = "" }) {
  const print = recipients.length ? fingerprint(publicLine(key), recipients) : "";
  const code = print ? digits(print) : "";
  return { name, station, key, recipients, principal, print, code, keyPrint: keyFingerprint(key) };
}

// Whom the person gave as sender: a card file, or a signing line and perhaps age recipients.
export function readSender(given) {
  const plain = given.trim();
  if (given.length > MOST) refuse("card");
  return plain.startsWith("{") ? readCard(plain) : fromLines(plain);
}

// Read a card and check that its own key signed it; this does not say whose key it is.
export function readCard(given) {
  try {
    return cardOf(given);
  } catch (error) {
    throw error instanceof NotStrict ? refusal("card") : error;
  }
}

function cardOf(given) {
  const whole = named(load(given), "format", "body", "signature");
  if (whole.format !== FORMAT) throw new NotStrict();
  const body = string(whole.body, MOST);
  const card = named(load(body), ...NAMES);
  const key = publicKey(string(card.signing_key)) ?? refuse("card");
  const recipients = strings(card.recipients, 8);
  if (!isSignedBy(key, string(whole.signature), utf8(body), NAMESPACE)) refuse("card");
  if (!recipients.length || new Set(recipients).size !== recipients.length) refuse("card");
  if (!recipients.every(isRecipient) || day(card.created).length !== 10) refuse("card");
  const [name, , station] = [card.name, card.organisation, card.station].map(oneLine);
  return sender({ name, station, key, recipients });
}

function oneLine(value) {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(string(value, 200)) ? refuse("card") : value;
}

// `ssh-ed25519 AAAA… comment`, or a line of allowed signers; then age1… lines, if they were given.
function fromLines(plain) {
  const lines = plain.split(/\r?\n/).map((each) => each.trim()).filter((each) => each && !each.startsWith("#"));
  const recipients = lines.filter((each) => each.startsWith("age1"));
  const [line, ...more] = lines.filter((each) => !each.startsWith("age1"));
  if (line === undefined || more.length || !recipients.every(isRecipient)) refuse("senderKey");
  const at = line.indexOf("ssh-ed25519 ");
  const key = at >= 0 ? publicKey(line.slice(at)) : undefined;
  if (key === undefined) refuse("senderKey");
  const principal = /^fieldapp-([0-9a-f]{8})\s/.exec(line.slice(0, at))?.[1] ?? "";
  return sender({ key, recipients: [...new Set(recipients)], principal });
}

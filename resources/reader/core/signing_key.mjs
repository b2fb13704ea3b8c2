// The recipient's signing key: an OpenSSH private key file for a receipt, or only its public line.

import { ed25519 } from "@noble/curves/ed25519.js";
import { randomBytes } from "@noble/hashes/utils.js";

import { fromBase64, join, same, text, toBase64, utf8 } from "./bytes.mjs";
import { Refusal, refuse } from "./refusal.mjs";
import { publicKey, publicLine, wireString } from "./sshsig.mjs";

const MAGIC = "openssh-key-v1\0";
const MOST = 16 * 1024;
const FILE = /^-----BEGIN OPENSSH PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----$/;

// `{line, seed}`; the seed is undefined where only the public line was given.
export function readSigningKey(given) {
  const plain = given.trim();
  if (plain.length > MOST) refuse("signingKey");
  const file = FILE.exec(plain);
  if (file) return fromFile(fromBase64(file[1].replace(/\s/g, "")) ?? refuse("signingKey"));
  const key = publicKey(plain) ?? refuse("signingKey");
  return { line: publicLine(key), seed: undefined };
}

class Wire {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(size) {
    if (this.at + size > this.bytes.length) refuse("signingKey");
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  number() {
    return this.take(4).reduce((sum, each) => sum * 256 + each, 0);
  }

  string() {
    return this.take(this.number());
  }

  word() {
    try {
      return text(this.string());
    } catch (error) {
      throw error instanceof Refusal ? error : new TypeError("not text");
    }
  }
}

function fromFile(bytes) {
  const wire = new Wire(bytes);
  if (!same(wire.take(MAGIC.length), utf8(MAGIC))) refuse("signingKey");
  const [cipher, derivation] = [wire.word(), wire.word()];
  wire.string();
  if (cipher !== "none" || derivation !== "none") refuse("lockedSigningKey");
  if (wire.number() !== 1) refuse("signingKey");
  wire.string();
  return fromSecretPart(new Wire(wire.string()));
}

function fromSecretPart(wire) {
  const checks = [wire.number(), wire.number()];
  if (checks[0] !== checks[1] || wire.word() !== "ssh-ed25519") refuse("signingKey");
  const [key, secret] = [wire.string(), wire.string()];
  // The secret part is the seed, and the public key again behind it.
  const seed = secret.slice(0, 32);
  if (secret.length !== 64 || !same(secret.subarray(32), key)) refuse("signingKey");
  if (!same(ed25519.getPublicKey(seed), key)) refuse("signingKey");
  return { line: publicLine(key), seed };
}

// A key file as ssh-keygen writes it, not locked; whoever keeps it locks it.
export function writeSigningKey(seed) {
  const key = ed25519.getPublicKey(seed);
  const words = (...parts) => join(...parts.map((each) => wireString(typeof each === "string" ? utf8(each) : each)));
  const check = randomBytes(4);
  const secret = join(check, check, words("ssh-ed25519", key, join(seed, key), ""));
  const padding = Uint8Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, at) => at + 1);
  const head = join(utf8(MAGIC), words("none", "none", ""), Uint8Array.of(0, 0, 0, 1));
  const content = join(head, words(words("ssh-ed25519", key), join(secret, padding)));
  const rows = toBase64(content).match(/.{1,70}/g);
  return `${["-----BEGIN OPENSSH PRIVATE KEY-----", ...rows, "-----END OPENSSH PRIVATE KEY-----"].join("\n")}\n`;
}

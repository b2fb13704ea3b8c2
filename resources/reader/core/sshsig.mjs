// SSHSIG signatures with Ed25519, which ssh-keygen makes and checks too.
//
// The rules are: hash sha512 only, the exact namespace, Ed25519 only, and the key inside the
// signature must be the key that the person trusts. The key inside is never trusted by itself.

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

import { fromBase64, join, same, toBase64, utf8 } from "./bytes.mjs";

const MAGIC = utf8("SSHSIG");
const TYPE = "ssh-ed25519";
const COLUMNS = 70;
const MOST = 4096;
const ARMOR = /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{1,76}\n)+)-----END SSH SIGNATURE-----\n?$/;

export function wireString(content) {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, content.length);
  return join(size, content);
}

function keyBlob(key) {
  return join(wireString(utf8(TYPE)), wireString(key));
}

// The 32 bytes of a public line as OpenSSH writes it; undefined where it is none.
export function publicKey(line) {
  const [kind, encoded] = line.trim().split(" ");
  const blob = fromBase64(encoded ?? "");
  if (kind !== TYPE || /[\n\r]/.test(line.trim()) || blob === undefined) return undefined;
  const key = blob.subarray(-32);
  return same(blob, keyBlob(key)) ? key : undefined;
}

// Type and key of a public line, without a comment.
export function publicLine(key) {
  return `${TYPE} ${toBase64(keyBlob(key))}`;
}

// What `ssh-keygen -l` calls a key by.
export function keyFingerprint(key) {
  return `SHA256:${toBase64(sha256(keyBlob(key))).replace(/=+$/, "")}`;
}

function signed(message, namespace) {
  const parts = [utf8(namespace), new Uint8Array(0), utf8("sha512"), sha512(message)];
  return join(MAGIC, ...parts.map(wireString));
}

function blobOf(key, namespace, made) {
  const parts = [keyBlob(key), utf8(namespace), new Uint8Array(0), utf8("sha512")];
  const signature = join(wireString(utf8(TYPE)), wireString(made));
  return join(MAGIC, Uint8Array.of(0, 0, 0, 1), ...parts.map(wireString), wireString(signature));
}

// Whether this key signed this message for this namespace.
export function isSignedBy(key, armored, message, namespace) {
  const found = armored.length <= MOST && ARMOR.exec(armored);
  const blob = found ? fromBase64(found[1].replaceAll("\n", "")) : undefined;
  if (blob === undefined || blob.length < 64) return false;
  // Only the last 64 bytes may vary, so the rest is compared and nothing need be parsed.
  const made = blob.subarray(-64);
  if (!same(blob, blobOf(key, namespace, made))) return false;
  try {
    return ed25519.verify(made, signed(message, namespace), key, { zip215: false });
  } catch {
    return false;
  }
}

// An armored signature; `seed` is the secret half of the key.
export function sign(seed, message, namespace) {
  const made = ed25519.sign(signed(message, namespace), seed);
  const encoded = toBase64(blobOf(ed25519.getPublicKey(seed), namespace, made));
  const rows = encoded.match(new RegExp(`.{1,${COLUMNS}}`, "g"));
  return `${["-----BEGIN SSH SIGNATURE-----", ...rows, "-----END SSH SIGNATURE-----"].join("\n")}\n`;
}

// Bytes: joining, comparing, base64 in its one spelling, and the checksum of ZIP files.

import { bytesToHex } from "@noble/hashes/utils.js";

export { bytesToHex as hex };

const encoder = new TextEncoder();

export function utf8(text) {
  return encoder.encode(text);
}

// The text of UTF-8 bytes; throws a TypeError where they are none. A byte order mark is kept.
export function text(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

export function same(one, other) {
  if (one.length !== other.length) return false;
  let found = 0;
  for (let at = 0; at < one.length; at++) found |= one[at] ^ other[at];
  return found === 0;
}

export function toBase64(bytes) {
  let binary = "";
  for (const each of bytes) binary += String.fromCharCode(each);
  return btoa(binary);
}

// Bytes of base64 in its one spelling; undefined where it is not that.
export function fromBase64(given) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(given) || given.length % 4) return undefined;
  const bytes = Uint8Array.from(atob(given), (each) => each.charCodeAt(0));
  return toBase64(bytes) === given ? bytes : undefined;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

// The CRC-32 of bytes, or of more bytes behind those of `crc`.
export function crc32(bytes, crc = 0) {
  let value = ~crc;
  for (let at = 0; at < bytes.length; at++) value = TABLE[(value ^ bytes[at]) & 255] ^ (value >>> 8);
  return ~value >>> 0;
}

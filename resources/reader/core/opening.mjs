// Opening a package: decrypt, signature first, then every file; nothing is given out before all fits.

import { sha256 } from "@noble/hashes/sha2.js";
import { Decrypter } from "age-encryption";

import { Archive, PADDING } from "./archive.mjs";
import { hex, text } from "./bytes.mjs";
import { MOST, MOST_SIGNATURE, NAMESPACE, PATH, SIGNATURE, readManifest } from "./manifest.mjs";
import { refuse } from "./refusal.mjs";
import { isSignedBy } from "./sshsig.mjs";

export const MOST_FILE = 256 * 1024 * 1024; // all of it is in memory, more than once
const RECEIPT = "receipt.json";
const INTRO = "age-encryption.org/v1\n";

// An opened package: manifest, its hash, who signed, as whom we are addressed, the public halves of
// our keys, and its files.
export async function openPackage(file, keys, sender) {
  return openContent(await decrypted(file, keys), keys, sender);
}

// The same for the ZIP inside.
export async function openContent(content, keys, sender) {
  const archive = new Archive(content);
  if (archive.entries[0].path === RECEIPT) refuse("receipt");
  archive.checkPadding();
  const raw = await signedManifest(archive, sender);
  const manifest = readManifest(raw);
  checkSender(manifest, sender);
  const known = keys.fingerprints;
  const us = manifest.recipients.find((each) => known.has(each.fingerprint)) ?? refuse("notForUs");
  const files = await checkedFiles(archive, manifest);
  return { manifest, manifestHash: hex(sha256(raw)), sender, us, recipients: [...keys.recipients], files };
}

async function decrypted(file, keys) {
  checkKind(file);
  const decrypter = new Decrypter();
  keys.identities.forEach((each) => decrypter.addIdentity(each));
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    return refuse(/no identity matched/.test(error?.message) ? "noMatch" : "damaged");
  }
}

function checkKind(file) {
  if (file.length > MOST_FILE) refuse("tooLarge");
  const start = new TextDecoder().decode(file.subarray(0, 64));
  if (/^\s*-----BEGIN AGE/.test(start)) refuse("armored");
  if (!start.startsWith(INTRO)) refuse("notAnAgeFile");
  if (start.slice(INTRO.length).startsWith("-> scrypt ")) refuse("passphraseFile");
}

// The raw bytes of the manifest, once the signature over them was found right.
async function signedManifest(archive, sender) {
  const [first, second] = archive.entries;
  if (first.path !== PATH || second?.path !== SIGNATURE) refuse("notAPackage");
  const raw = await archive.read(PATH, MOST);
  const armored = await archive.read(SIGNATURE, MOST_SIGNATURE);
  if (armored.some((each) => each > 127)) refuse("notAPackage");
  return isSignedBy(sender.key, text(armored), raw, NAMESPACE) ? raw : refuse("unknownSender");
}

function checkSender(manifest, sender) {
  const print = manifest.sender.fingerprint;
  if (sender.print && print !== sender.print) refuse("otherSender");
  if (sender.principal && !print.startsWith(sender.principal)) refuse("otherSender");
}

// Every file by its path; refused with a file too many, too few, or with other content.
async function checkedFiles(archive, manifest) {
  const rest = archive.entries.filter((each) => ![PATH, SIGNATURE, PADDING].includes(each.path));
  const listed = new Map(manifest.files.map((each) => [each.path, each]));
  if (rest.length !== listed.size) refuse("mismatch");
  if (rest.some((each) => listed.get(each.path)?.size !== each.size)) refuse("mismatch");
  const files = new Map();
  for (const each of manifest.files) {
    const content = await archive.read(each.path);
    if (hex(sha256(content)) !== each.sha256) refuse("mismatch");
    files.set(each.path, content);
  }
  return files;
}

// Key files locked with a passphrase, as `age -p` locks them.

import { Decrypter, Encrypter, armor } from "age-encryption";

import { text, utf8 } from "./bytes.mjs";
import { refuse } from "./refusal.mjs";

const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const INTRO = "age-encryption.org/v1\n-> scrypt ";
export const SHORTEST = 20; // letters of a passphrase for a new file; five words have more

// Whether this is a locked file, plain or as text.
export function isLocked(bytes) {
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  return start.startsWith(INTRO) || start.trimStart().startsWith(BEGIN);
}

// The text inside, if the passphrase is right.
export async function unlock(bytes, passphrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.normalize("NFC"));
  try {
    const start = new TextDecoder().decode(bytes);
    const file = start.startsWith(INTRO) ? bytes : armor.decode(start);
    return text(await decrypter.decrypt(file));
  } catch {
    return refuse("wrongPassphrase");
  }
}

// A text as a locked file.
export async function lock(content, passphrase) {
  if ([...passphrase].length < SHORTEST) refuse("weakPassphrase");
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize("NFC"));
  return utf8(armor.encode(await encrypter.encrypt(utf8(content))));
}

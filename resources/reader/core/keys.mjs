// The recipient's own keys: read from what was pasted or from a key file, held in memory only.

import { identityToRecipient } from "age-encryption";

import { fingerprintsWith, isRecipient } from "./cards.mjs";
import { refuse } from "./refusal.mjs";
import { readSigningKey } from "./signing_key.mjs";

const MOST = 64 * 1024;
const MOST_KEYS = 6; // every set of them may be what the sender has, so this is 63 sets
const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]+$/;
const SIGNING = /-----BEGIN OPENSSH PRIVATE KEY-----[\s\S]+?-----END OPENSSH PRIVATE KEY-----/g;

// What a key file holds: secret keys that open, public halves, and perhaps a signing key.
export class Keys {
  constructor() {
    this.forget();
  }

  forget() {
    this.identities = [];
    this.recipients = [];
    this.signing = undefined;
  }

  get empty() {
    return !this.identities.length;
  }

  // Take the keys of a text, beside those that are here; a key that is here already stays once.
  async take(given) {
    if (given.length > MOST) refuse("identity");
    if (given.includes("-----BEGIN AGE ENCRYPTED FILE-----")) refuse("lockedIdentity");
    const blocks = given.match(SIGNING) ?? [];
    const lines = given.replace(SIGNING, "").split(/\r?\n/).map((each) => each.trim());
    const kept = lines.filter((each) => each && !each.startsWith("#"));
    const signing = [...blocks, ...kept.filter((each) => each.startsWith("ssh-ed25519 "))];
    const rest = kept.filter((each) => !each.startsWith("ssh-ed25519 "));
    if (!signing.length && !rest.length) refuse("identity");
    if (signing.length > 1) refuse("signingKey");
    const found = await identitiesOf(rest);
    const read = signing.map(readSigningKey);
    this.put(found, read[0]);
  }

  put(found, signing) {
    const recipients = new Set([...this.recipients, ...found.recipients]);
    if (recipients.size > MOST_KEYS) refuse("tooManyKeys");
    this.identities = [...new Set([...this.identities, ...found.identities])];
    this.recipients = [...recipients];
    if (signing) this.signing = signing;
  }

  // Every fingerprint that the sender may know these keys by: the sender may have all or some of them.
  get fingerprints() {
    const bare = fingerprintsWith("", this.recipients);
    const signed = this.signing ? fingerprintsWith(this.signing.line, this.recipients) : [];
    return new Set([...bare, ...signed]);
  }
}

// Secret keys with their public halves; age1… lines count as public halves of keys kept elsewhere.
async function identitiesOf(lines) {
  const [identities, recipients] = [[], []];
  for (const line of lines) {
    if (isRecipient(line)) {
      recipients.push(line);
    } else if (IDENTITY.test(line)) {
      identities.push(line);
      recipients.push(await publicHalf(line));
    } else {
      refuse("identity");
    }
  }
  return { identities, recipients };
}

async function publicHalf(identity) {
  try {
    return await identityToRecipient(identity);
  } catch {
    return refuse("identity");
  }
}

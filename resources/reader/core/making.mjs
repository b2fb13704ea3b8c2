// New keys for a person who can install nothing: a locked key file to keep, and a card to hand out.

import { ed25519 } from "@noble/curves/ed25519.js";
import { generateHybridIdentity, identityToRecipient } from "age-encryption";

import { utf8 } from "./bytes.mjs";
import { FORMAT, NAMESPACE, readCard } from "./cards.mjs";
import { lock } from "./locked.mjs";
import { refuse } from "./refusal.mjs";
import { writeSigningKey } from "./signing_key.mjs";
import { publicLine, sign } from "./sshsig.mjs";

// `{keyFile, card, code}`: the file is locked with the passphrase, the card is public.
export async function makeKeys(name, organisation, passphrase, today) {
  if (!name.trim()) refuse("noName");
  const identity = await generateHybridIdentity();
  const recipient = await identityToRecipient(identity);
  const seed = ed25519.utils.randomSecretKey();
  const lines = [
    `# Secret keys for opening packages, made ${today}. Give nobody this file.`,
    `# public key: ${recipient}`,
    identity,
    writeSigningKey(seed),
  ];
  const card = cardFile({ name: name.trim(), organisation: organisation.trim(), recipient, seed, today });
  // Read as everyone will read it, so that no card is handed out that nobody takes.
  const { code } = readCard(card);
  return { keyFile: await lock(lines.join("\n"), passphrase), card: utf8(card), code };
}

function cardFile({ name, organisation, recipient, seed, today }) {
  const plain = {
    name,
    organisation,
    station: "",
    signing_key: publicLine(ed25519.getPublicKey(seed)),
    recipients: [recipient],
    created: today,
  };
  const body = JSON.stringify(plain, undefined, 1);
  const whole = { format: FORMAT, body, signature: sign(seed, utf8(body), NAMESPACE) };
  return `${JSON.stringify(whole, undefined, 1)}\n`;
}

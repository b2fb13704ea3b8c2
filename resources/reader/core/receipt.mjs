// The receipt: the recipient's signed word that a package was opened, encrypted for its sender.

import { Encrypter } from "age-encryption";

import { write } from "./archive.mjs";
import { fingerprintsWith, isHybrid } from "./cards.mjs";
import { utf8 } from "./bytes.mjs";
import { refuse } from "./refusal.mjs";
import { sign } from "./sshsig.mjs";

const FORMAT = "fieldapp-receipt/1";
const NAMESPACE = "fieldapp-receipt";
const PATH = "receipt.json";

// `{name, content}` of the file to send back.
export async function writeReceipt(opened, signing, now = new Date()) {
  if (!signing?.seed) refuse("noSigningKey");
  if (!opened.sender.recipients.length) refuse("noCard");
  if (!fingerprintsWith(signing.line, opened.recipients).has(opened.us.fingerprint)) refuse("receiptKey");
  const plain = {
    format: FORMAT,
    package: opened.manifest.id,
    manifest: opened.manifestHash,
    sender: opened.manifest.sender.fingerprint,
    receiver: opened.us.fingerprint,
    state: "opened",
    when: now.toISOString().replace(/\.\d+Z$/, "+00:00"),
  };
  const raw = utf8(`${JSON.stringify(plain, undefined, 1)}\n`);
  const zip = write([[PATH, raw], [`${PATH}.sig`, utf8(sign(signing.seed, raw, NAMESPACE))]]);
  return { name: `receipt-${plain.package.slice(0, 8)}.age`, content: await encrypted(zip, opened.sender.recipients) };
}

// For the sender's hybrid keys, or the classic ones where there is no other: the two never mix.
async function encrypted(content, recipients) {
  const hybrid = recipients.filter(isHybrid);
  const encrypter = new Encrypter();
  (hybrid.length ? hybrid : recipients).forEach((each) => encrypter.addRecipient(each));
  return encrypter.encrypt(content);
}

// Why something is refused: one plain sentence without a value in it, and what to do next.

export class Refusal extends Error {
  constructor(sentence, remedy) {
    super(sentence);
    this.name = "Refusal";
    this.remedy = remedy;
  }
}

const AGAIN = "Do not use it. Ask the sender to check and send it again.";
const CALL = "Call the sender, over a line that you trust, before you use anything from it.";

const WORDS = {
  notAnAgeFile: ["This file is not encrypted with age, so it is no package.", "Choose the file package-….age that the sender gave you."],
  armored: ["This file was turned into text on its way.", "Ask the sender for the package file itself, as an attachment or on a stick."],
  passphraseFile: ["This file is locked with a passphrase, not for your key, so it is no package.", AGAIN],
  noMatch: ["None of the keys given here opens this file.", "Check that you gave your own key, all of its lines; else ask the sender for which key it was sealed."],
  damaged: ["This file is damaged, or somebody changed it.", AGAIN],
  notAPackage: ["The content is not a package, or its layout is broken.", AGAIN],
  newerPackage: ["This package is of a version that this reader does not know.", "Ask the sender for the newer reader, or for a package of version 1."],
  mismatch: ["The files in this package do not match its signed manifest.", AGAIN],
  unknownSender: ["This package was not signed by the sender whose card or key you gave.", CALL],
  otherSender: ["The signature is by the key that you gave, but the package names another sender.", CALL],
  notForUs: ["This package is not addressed to the keys given here.", "If you gave the sender a signing key as well, give it here too. If it is still refused, call the sender."],
  tooLarge: ["This package is larger than this page can open.", "Use the age program, or FieldApp, on a computer where they may be installed."],
  receipt: ["This file is a receipt, not a package.", "A receipt goes back to the sender: only their FieldApp reads it."],
  card: ["This is not a usable card, or it was changed.", "Ask the sender for the card again."],
  senderKey: ["This is neither a card nor a signing key.", "Choose the sender's card, or paste the whole line from ssh-ed25519 to its end."],
  identity: ["This is not a usable key.", "Give the lines that begin with AGE-SECRET-KEY-, whole, as age-keygen wrote them."],
  lockedIdentity: ["This key file is locked with a passphrase.", "Choose the file, then type its passphrase."],
  lockedHere: ["This key file is locked with a passphrase.", "Close the package and open it again with this file: its signing key then stays for the receipt."],
  wrongPassphrase: ["This passphrase does not open the key file.", "Check the spelling and the keyboard layout, then try again."],
  weakPassphrase: ["This passphrase is too short.", "Use five words or more that do not belong together."],
  noName: ["A card needs a name.", "Write the name by which the sender knows you or your office."],
  tooManyKeys: ["These are more keys than this page tries.", "Give only the key that the sender has of you."],
  signingKey: ["This is not a usable signing key.", "Choose the OpenSSH key file that begins with BEGIN OPENSSH PRIVATE KEY, of type ed25519."],
  lockedSigningKey: ["This signing key is locked with a passphrase, which this page does not support.", "Write the receipt with ssh-keygen and age, or tell the sender by voice that you opened it."],
  noSigningKey: ["A receipt must be signed with the signing key that the sender has of you.", "Choose your OpenSSH key file. If you gave the sender none, tell them by voice."],
  receiptKey: ["This signing key is not the one that the package is addressed with.", "Choose the signing key whose public line you gave to the sender."],
  noCard: ["A receipt is encrypted for the sender, and a signing key alone cannot do that.", "Close the package and open it again with the sender's card."],
  oldBrowser: ["This browser is too old to open a package.", "Use Chrome, Edge or Firefox of the last two years."],
};

// The refusal of this name; a name that is not there is a fault of ours and says so.
export function refusal(name) {
  return new Refusal(...WORDS[name]);
}

export function refuse(name) {
  throw refusal(name);
}

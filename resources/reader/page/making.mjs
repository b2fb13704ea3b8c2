// Making keys in the page, for who has none: the key file is saved locked, the card goes to the sender.

import { makeKeys } from "../core/making.mjs";
import { byId, save, say, sayRefused } from "./dom.mjs";

const FIELDS = ["own-name", "own-organisation", "own-passphrase", "own-again"];

export class Making {
  constructor() {
    byId("make-keys").addEventListener("click", () => this.make());
    byId("save-keys").addEventListener("click", () => save("reader-keys.age", this.made.keyFile, "application/octet-stream"));
    byId("save-card").addEventListener("click", () => save("card.json", this.made.card, "application/json"));
  }

  async make() {
    const line = byId("made-said");
    const [name, organisation, passphrase, again] = FIELDS.map((each) => byId(each).value);
    if (passphrase !== again) {
      say(line, "refused", "The two passphrases differ.", "Type the same one twice.");
      return;
    }
    byId("make-keys").disabled = true;
    say(line, "plain", "Making the keys…");
    try {
      await new Promise((resolve) => setTimeout(resolve, 30));
      this.made = await makeKeys(name, organisation, passphrase, new Date().toISOString().slice(0, 10));
      this.clearFields();
      byId("own-code").textContent = this.made.code;
      byId("made").hidden = false;
      say(line, "good", "The keys are made, and not saved yet.", "Save both files now.");
      byId("save-keys").focus();
    } catch (error) {
      sayRefused(line, error);
    }
    byId("make-keys").disabled = false;
  }

  clearFields() {
    for (const each of FIELDS) byId(each).value = "";
  }

  forget() {
    this.made = undefined;
    this.clearFields();
    byId("own-code").textContent = "";
    byId("made").hidden = true;
    say(byId("made-said"), "plain", "");
  }
}

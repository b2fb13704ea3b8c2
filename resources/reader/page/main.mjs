// The page: three things are given, the package is opened, and all of it can be forgotten.

import { isHybrid, readSender } from "../core/cards.mjs";
import { Keys } from "../core/keys.mjs";
import { isLocked, unlock } from "../core/locked.mjs";
import { MOST_FILE, openPackage } from "../core/opening.mjs";
import { refusal } from "../core/refusal.mjs";
import { tablesOf } from "../core/tables.mjs";
import { byId, el, say, sayRefused } from "./dom.mjs";
import { Making } from "./making.mjs";
import { Shown } from "./shown.mjs";
import { bytesOf, dropsNowhereElse, takesFile, takesText } from "./taking.mjs";

const MOST_TEXT = 64 * 1024;
const KEYS_WAIT = 60_000; // how long keys stay while the page is out of sight
const CONTENT_WAIT = 600_000; // and the content

class Page {
  constructor() {
    this.keys = new Keys();
    this.making = new Making();
    this.shown = new Shown(this.keys, () => this.close());
    this.waits = [];
    this.turn = 0;
    this.forget();
    this.connect();
  }

  connect() {
    takesFile("package-file", byId("step-package"), (file) => this.attempt("package-said", () => this.takePackage(file)));
    takesFile("key-file", byId("step-key"), (file) => this.attempt("key-said", () => this.takeKeyFile(file)));
    takesFile("sender-file", byId("step-sender"), (file) => this.attempt("sender-said", () => this.takeSenderFile(file)));
    takesText("key-text", (given) => this.attempt("key-said", () => this.takeKeys(given)));
    takesText("sender-text", (given) => this.attempt("sender-said", () => this.takeSender(given)));
    dropsNowhereElse();
    byId("open").addEventListener("click", () => this.open());
    byId("unlock").addEventListener("submit", (event) => {
      event.preventDefault();
      this.attempt("key-said", () => this.unlock());
    });
    byId("forget-keys").addEventListener("click", () => this.forgetKeys("The keys are forgotten."));
    byId("forget").addEventListener("click", () => this.forget());
    document.addEventListener("visibilitychange", () => this.watch());
    addEventListener("pagehide", () => this.forget());
  }

  // Try something that may be refused, and say so on the line of its step.
  async attempt(lineId, action) {
    const line = byId(lineId);
    try {
      say(line, "plain", "");
      await action();
    } catch (error) {
      sayRefused(line, error);
    }
    this.allow();
  }

  async takePackage(file) {
    this.file = undefined;
    if (file.size > MOST_FILE) throw refusal("tooLarge");
    this.file = await bytesOf(file);
    say(byId("package-said"), "plain", `${file.name}, ${sizeOf(file.size)}.`);
  }

  async takeKeyFile(file) {
    if (file.size > MOST_TEXT) throw refusal("identity");
    const content = await bytesOf(file);
    if (isLocked(content)) this.askPassphrase(content);
    else await this.takeKeys(await file.text());
  }

  askPassphrase(content) {
    this.locked = content;
    byId("unlock").hidden = !content;
    byId("passphrase").value = "";
    if (content) byId("passphrase").focus();
  }

  async unlock() {
    say(byId("key-said"), "plain", "Unlocking…");
    const passphrase = byId("passphrase").value;
    await new Promise((resolve) => setTimeout(resolve, 30)); // so that the word is painted
    await this.takeKeys(await unlock(this.locked, passphrase));
    this.askPassphrase(undefined);
    say(byId("key-said"), "plain", "");
  }

  async takeKeys(given) {
    await this.keys.take(given);
    this.listKeys();
  }

  listKeys() {
    const told = this.keys.recipients.map((each) => `${isHybrid(each) ? "Hybrid key" : "X25519 key"} ${each.slice(0, 12)}…${each.slice(-6)}`);
    if (this.keys.signing) told.push(`Signing key …${this.keys.signing.line.slice(-8)}${this.keys.signing.seed ? "" : " (public line only)"}`);
    byId("keys").replaceChildren(...told.map((each) => el("li", {}, each)));
    byId("forget-keys").hidden = !told.length;
  }

  async takeSenderFile(file) {
    if (file.size > MOST_TEXT) throw refusal("card");
    this.takeSender(await file.text());
  }

  takeSender(given) {
    this.sender = undefined;
    this.sender = readSender(given);
    const { name, station, print } = this.sender;
    const who = [name, station && `(${station})`].filter(Boolean).join(" ");
    say(byId("sender-said"), "plain", print ? `The card says: ${who || "no name"}.` : "A signing key, without a card.", "Anyone can write that: the digits tell.");
  }

  allow() {
    byId("open").disabled = !(this.file && !this.keys.empty && this.sender);
  }

  async open() {
    const line = byId("open-said");
    const turn = this.turn;
    byId("open").disabled = true;
    say(line, "plain", "Opening…");
    try {
      // So that the word is painted before the work begins.
      await new Promise((resolve) => setTimeout(resolve, 30));
      const opened = await openPackage(this.file, this.keys, this.sender);
      const tables = tablesOf(opened.files);
      if (turn !== this.turn) return; // forgotten in the meantime
      this.file = undefined;
      this.keys.identities = []; // opened: the secret half is not needed any more
      this.listKeys();
      say(line, "plain", "");
      byId("opening").hidden = true;
      this.shown.show(opened, tables);
    } catch (error) {
      this.shown.clear();
      if (turn === this.turn) sayRefused(line, error);
    }
    this.allow();
  }

  // Back to the three steps, without package and keys; the sender stays.
  close() {
    this.turn += 1;
    this.shown.clear();
    this.file = undefined;
    this.forgetKeys("");
    say(byId("package-said"), "plain", "");
    byId("opening").hidden = false;
    byId("package-file").focus();
  }

  forgetKeys(sentence) {
    this.keys.forget();
    this.askPassphrase(undefined);
    this.listKeys();
    this.shown.sayWhichKey();
    say(byId("key-said"), "plain", sentence);
    this.allow();
  }

  forget() {
    this.sender = undefined;
    this.making.forget();
    for (const each of ["sender-said", "open-said"]) say(byId(each), "plain", "");
    for (const each of ["key-text", "sender-text"]) byId(each).value = "";
    this.close();
  }

  // While the page is out of sight, keys go after a minute and content after ten.
  watch() {
    this.waits.forEach(clearTimeout);
    this.waits = [];
    if (document.visibilityState !== "hidden") return;
    this.waits = [
      setTimeout(() => this.forgetKeys("The keys were forgotten, because the page was out of sight."), KEYS_WAIT),
      setTimeout(() => this.forget(), CONTENT_WAIT),
    ];
  }
}

function sizeOf(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function isNewEnough() {
  return typeof DecompressionStream === "function" && Array.prototype.at !== undefined && canInflate();
}

function canInflate() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

if (isNewEnough()) {
  new Page();
} else {
  sayRefused(byId("open-said"), refusal("oldBrowser"));
}

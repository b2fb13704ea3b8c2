// An opened package on the page: who signed it, its terms, its tables, its files, and the receipt.

import { utf8 } from "../core/bytes.mjs";
import { isLocked } from "../core/locked.mjs";
import { writeReceipt } from "../core/receipt.mjs";
import { refusal } from "../core/refusal.mjs";
import { changeCounts } from "../core/tables.mjs";
import { byId, el, fact, save, say, sayRefused } from "./dom.mjs";
import { TableView } from "./table_view.mjs";
import { bytesOf, takesFile, takesText } from "./taking.mjs";
import { words } from "reader:words";

const SAVED = [
  ["summary.pdf", "Save the summary (not encrypted)", "application/pdf"],
  ["data.xlsx", "Save the tables for Excel (not encrypted)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
];

const FEW_CLAUSES = 4;

export class Shown {
  constructor(keys, close) {
    this.keys = keys;
    this.view = new TableView();
    byId("close").addEventListener("click", close);
    addEventListener("beforeprint", () => (byId("clauses-box").open = true));
    byId("compared").addEventListener("change", () => this.allow());
    byId("write-receipt").addEventListener("click", () => this.receipt());
    takesFile("signing-file", byId("receipt"), async (file) => this.takeSigning(new TextDecoder().decode(await bytesOf(file))));
    takesText("signing-text", (given) => this.takeSigning(given));
  }

  show(opened, tables) {
    this.opened = opened;
    byId("compared").checked = false;
    this.showMarking(opened.manifest);
    this.showSignature(opened);
    byId("terms").replaceChildren(...termsOf(opened));
    this.showClauses(opened.manifest.agreement.clauses);
    byId("gaps").textContent = gapsOf(opened);
    this.showTables(tables);
    this.showFiles(opened);
    this.sayWhichKey();
    this.allow();
    byId("opened").hidden = false;
    byId("opened-title").focus();
  }

  // Take everything of a package out of the page.
  clear() {
    this.opened = undefined;
    byId("opened").hidden = true;
    for (const each of ["marking", "level", "from", "code", "terms", "clauses", "gaps", "kinds", "files", "all-files"]) {
      byId(each).replaceChildren();
    }
    for (const each of ["receipt-said", "save-said"]) say(byId(each), "plain", "");
    byId("print-marking").textContent = "";
    byId("compared").checked = false;
    this.view.clear();
  }

  showMarking(manifest) {
    const [marking, level] = [words.marking[manifest.marking] ?? manifest.marking, words.level[manifest.sensitivity]];
    byId("marking").textContent = marking.toUpperCase();
    byId("level").textContent = `Sensitivity: ${level}`;
    byId("banner").dataset.level = manifest.sensitivity;
    byId("print-marking").textContent = marking.toUpperCase();
  }

  // Many clauses stay folded, but never on paper.
  showClauses(clauses) {
    byId("clauses-title").textContent = `Clauses applied (${clauses.length})`;
    byId("clauses").replaceChildren(...clauses.map((each) => el("li", { dir: "auto" }, each)));
    byId("clauses-box").hidden = !clauses.length;
    byId("clauses-box").open = clauses.length <= FEW_CLAUSES;
  }

  showSignature({ manifest, sender }) {
    const who = sender.name || manifest.sender.name;
    byId("from").textContent = `Signature good: key of ${who} (${sender.station || manifest.sender.station}).`;
    byId("code").textContent = sender.code || sender.keyPrint;
    byId("code-how").textContent = sender.code
      ? "Only your ears tell whether this is really their key. Have them read the 40 digits of their own card to you, by voice or radio:"
      : "From a signing key alone the 40 digits cannot be made, and the name above is only what the package says. Have the sender read this fingerprint of their key to you, by voice or radio:";
  }

  showTables(tables) {
    const buttons = tables.map((table) => el("button", { type: "button" }, `${table.title} (${table.rows.length.toLocaleString("en")})`));
    const choose = (at) => {
      buttons.forEach((each, number) => each.setAttribute("aria-pressed", String(number === at)));
      this.view.show(tables[at], changesIn(tables[at]));
    };
    buttons.forEach((each, at) => each.addEventListener("click", () => choose(at)));
    byId("kinds").replaceChildren(...buttons);
    byId("tables").hidden = !tables.length;
    if (tables.length) choose(0);
  }

  showFiles({ files, manifest }) {
    const offered = SAVED.filter(([path]) => files.has(path)).map(([path, label, type]) => {
      const button = el("button", { type: "button", className: "save" }, label);
      const name = `package-${manifest.id.slice(0, 8)}-${path}`;
      button.addEventListener("click", () => {
        save(name, files.get(path), type);
        say(byId("save-said"), "plain", "Saved in clear.", "Keep it on an encrypted disk only, and delete it when you have read it.");
      });
      return button;
    });
    byId("files").replaceChildren(...offered);
    const rows = manifest.files.map((each) => el("li", {}, el("code", {}, each.path), ` ${each.size.toLocaleString("en")} bytes, `, el("code", {}, each.sha256)));
    byId("all-files").replaceChildren(...rows);
  }

  // What leaves this page waits for the voice.
  allow() {
    const compared = byId("compared").checked;
    for (const each of document.querySelectorAll("button.save")) each.disabled = !compared;
    byId("write-receipt").disabled = !compared;
    byId("not-compared").hidden = compared;
  }

  async takeSigning(given) {
    const line = byId("receipt-said");
    try {
      if (isLocked(utf8(given))) throw refusal("lockedHere");
      await this.keys.take(given);
      this.keys.identities = [];
      say(line, "plain", "");
      this.sayWhichKey();
    } catch (error) {
      sayRefused(line, error);
    }
  }

  sayWhichKey() {
    const { signing } = this.keys;
    byId("signing-said").textContent = signing?.seed ? `Signing key …${signing.line.slice(-8)} is here, in memory only.` : "No signing key is here yet.";
  }

  async receipt() {
    const line = byId("receipt-said");
    try {
      const { name, content } = await writeReceipt(this.opened, this.keys.signing);
      save(name, content, "application/octet-stream");
      this.keys.signing = undefined;
      this.sayWhichKey();
      say(line, "good", "The receipt is written.", "Send it back to the sender by any way: it is encrypted for them. The signing key is forgotten.");
    } catch (error) {
      sayRefused(line, error);
    }
  }
}

function changesIn(table) {
  const counts = changeCounts(table);
  return Object.entries(counts).filter(([, number]) => number).map(([change, number]) => `${number.toLocaleString("en")} ${change}`).join(", ");
}

function termsOf({ manifest, us }) {
  const { agreement, ask, method } = manifest;
  const asks = ask.what.map((each) => words.ask[each] ?? each).join(", ");
  return [
    fact("Agreement", `${agreement.title} (${agreement.reference})`),
    fact("Only for", agreement.purpose),
    fact("Keep until", manifest.keepUntil || "as the agreement says"),
    fact("Passing it on", words.onward_sharing[manifest.onwardSharing] ?? manifest.onwardSharing),
    fact("Attribution", words.attribution[manifest.attribution] ?? manifest.attribution),
    fact("Asked of you", asks && (ask.by ? `${asks}, by ${ask.by}` : asks)),
    fact("What was counted", method.unit, method.definitions),
    fact("Coverage and gaps", method.coverage),
    fact("Whom to call", manifest.contactPoint),
    fact("Package", `${manifest.id.slice(0, 8)}, number ${manifest.sequence}, made ${manifest.created.replace("T", " ")}`),
    fact("Holds", manifest.counts.map(([kind, number]) => `${kind.replaceAll("_", " ")}: ${number.toLocaleString("en")}`).join(", ")),
    fact("Addressed to", `you (${us.fingerprint.slice(0, 8)})${manifest.recipients.length > 1 ? ` and ${manifest.recipients.length - 1} more` : ""}`),
  ].flat();
}

function gapsOf({ manifest, us }) {
  const before = manifest.sequence - us.since;
  const never = manifest.void.length ? ` Never sent: ${manifest.void.join(", ")}.` : "";
  if (!before) return `None should have come to you before it.${never}`;
  return `Packages for you count from number ${us.since}. This page keeps no memory, so it cannot tell whether one before this is missing: look yourself.${never}`;
}

// Making elements: everything shown is set as text, never as markup.

import { Refusal } from "../core/refusal.mjs";

export function byId(id) {
  return document.getElementById(id);
}

// An element with properties and children; a name with a dash is an attribute.
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "scope") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((each) => each !== undefined));
  return made;
}

// A term and what it says, or nothing where there is nothing to say.
export function fact(term, ...told) {
  const said = told.flat().filter((each) => each !== undefined && each !== "");
  if (!said.length) return [];
  return [el("div", {}, el("dt", {}, term), ...said.map((each) => el("dd", { dir: "auto" }, each)))];
}

// Give a file to the person under this name, without the network and without keeping it.
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Say why something was refused; what nobody meant is told without its words.
export function sayRefused(line, error) {
  if (error instanceof Refusal) say(line, "refused", error.message, error.remedy);
  else say(line, "refused", "Something went wrong, and nothing is shown.", "Try again, or use the age program or FieldApp.");
}

// Say something in a message line: `refused`, `good` or `plain`.
export function say(line, manner, sentence, remedy = "") {
  line.className = `message ${manner}`;
  line.replaceChildren(...(sentence ? [el("strong", {}, sentence)] : []), ...(remedy ? [` ${remedy}`] : []));
}

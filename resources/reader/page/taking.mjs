// Taking in what the person gives: a file chosen or dropped, or text pasted, which is not left in the field.

import { byId } from "./dom.mjs";

// A place that takes one file; `taken` gets it.
export function takesFile(inputId, zone, taken) {
  const input = byId(inputId);
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) taken(file);
    input.value = ""; // so that the same file can be chosen again
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.remove("over");
    const [file] = event.dataTransfer.files;
    if (file) taken(file);
  });
}

// A field that takes text. What is pasted never gets into it, so no browser can keep it.
export function takesText(fieldId, taken) {
  const field = byId(fieldId);
  const take = (given) => {
    field.value = "";
    if (given.trim()) taken(given);
  };
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    take(event.clipboardData.getData("text/plain"));
  });
  field.addEventListener("change", () => take(field.value));
}

// A file dropped beside the places must not make the browser show it in place of this page.
export function dropsNowhereElse() {
  for (const each of ["dragover", "drop"]) document.addEventListener(each, (event) => event.preventDefault());
}

export async function bytesOf(file) {
  return new Uint8Array(await file.arrayBuffer());
}

// Makes reader.html from its parts: one file, no address in it, and a policy that allows no other script.
//
//   node build.mjs MODULES OUT          the page
//   node build.mjs MODULES OUT --core   everything but the page, as a module for the tests

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [modules, out, what] = process.argv.slice(2);
const { build } = createRequire(join(resolve(modules), "reader.cjs"))("esbuild");
const MADE_FROM = ["age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base"];
const VOCABULARIES = ["ask", "attribution", "level", "marking", "onward_sharing"];

function read(...parts) {
  return readFileSync(join(here, ...parts), "utf8").replaceAll("\r\n", "\n"); // else the hashes differ
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
}

function licences() {
  const told = MADE_FROM.map((name) => {
    const file = readdirSync(join(modules, name)).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${versionOf(name)}\n\n${readFileSync(join(modules, name, file), "utf8").trim()}`;
  });
  return escaped(told.join("\n\n----\n\n"));
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// The words for the codes of a manifest, from the vocabularies of the app, so that they have one home.
function words() {
  const found = VOCABULARIES.map((name) => {
    const [, ...rows] = read("..", "vocab", `${name}.csv`).split("\n").filter((each) => each.trim());
    return [name, Object.fromEntries(rows.map(codeAndLabel))];
  });
  return Object.fromEntries(found);
}

function codeAndLabel(row) {
  const found = /^([^,"]+),(?:"((?:[^"]|"")*)"|([^,]*))/.exec(row);
  return [found[1], found[2]?.replaceAll('""', '"') ?? found[3]];
}

const wordsOfTheApp = {
  name: "words",
  setup(building) {
    building.onResolve({ filter: /^reader:words$/ }, ({ path }) => ({ path, namespace: "words" }));
    building.onLoad({ filter: /.*/, namespace: "words" }, () => ({ contents: `export const words = ${JSON.stringify(words())};`, loader: "js" }));
  },
};

async function bundle(entry) {
  const made = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "ascii",
    legalComments: "none", // the licences stand in the page, whole
    minify: what !== "--core",
    nodePaths: [resolve(modules)],
    plugins: [wordsOfTheApp],
    logLevel: "warning",
    write: false,
  });
  return made.outputFiles[0].text.trim();
}

function hashOf(content) {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

function policy(script, style) {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types",
  ].join("; ");
}

async function page() {
  const script = (await bundle("page/main.mjs")).replaceAll("</script", "<\\/script");
  const style = read("page.css").trim();
  const parts = {
    POLICY: policy(script, style),
    STYLE: style,
    SCRIPT: script,
    LICENCES: licences(),
    VERSION: `Reader ${JSON.parse(read("package.json")).version}, with ${MADE_FROM.slice(0, 1).map((name) => `${name} ${versionOf(name)}`)}.`,
  };
  return read("page.html").replace(/@([A-Z]+)@/g, (_, name) => parts[name]);
}

const made = what === "--core" ? await bundle("core/core.mjs") : await page();
mkdirSync(dirname(resolve(out)), { recursive: true });
writeFileSync(out, made);
if (what !== "--core") {
  process.stdout.write(`${out}: ${Buffer.byteLength(made)} bytes\nSHA-256 ${createHash("sha256").update(made).digest("hex")}\n`);
}

// Everything but the page, in one place for the tests.

export * as archive from "./archive.mjs";
export * as bytes from "./bytes.mjs";
export * as cards from "./cards.mjs";
export * as keys from "./keys.mjs";
export * as locked from "./locked.mjs";
export * as making from "./making.mjs";
export * as manifest from "./manifest.mjs";
export * as opening from "./opening.mjs";
export * as receipt from "./receipt.mjs";
export * as refusal from "./refusal.mjs";
export * as signingKey from "./signing_key.mjs";
export * as sshsig from "./sshsig.mjs";
export * as strict from "./strict.mjs";
export * as tables from "./tables.mjs";

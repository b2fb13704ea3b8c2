// The ZIP inside a package: read only if it is written exactly as the format says, and written so.
//
// The rules are: entries stand one behind the other from the first byte, each local header says
// exactly what the directory says, every date is 1980-01-01, and there is no comment, no extra field
// and no attribute, so there can be no link, no second reading and nothing hidden in between.

import { crc32, join, same, text, utf8 } from "./bytes.mjs";
import { refuse } from "./refusal.mjs";

export const PADDING = "padding";
const SMALLEST = 64 * 1024;
const MOST_ENTRIES = 1000;
const MOST_BYTES = 2 ** 31;
const STORED = 0;
const DEFLATED = 8;
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_SIZE, CENTRAL_SIZE, END_SIZE] = [30, 46, 22];
const NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
const PATH = new RegExp(`^(?:[a-z0-9][a-z0-9_-]{0,63}/){0,3}${NAME}(?:\\.[a-z0-9]{1,8}){0,3}$`);
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

// Numbers of 2 or 4 bytes, one behind the other, little end first.
function packed(...numbers) {
  return join(
    ...numbers.map(([size, value]) =>
      Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** at) % 256),
    ),
  );
}

const two = (...values) => values.map((value) => [2, value]);
const four = (...values) => values.map((value) => [4, value]);

// The part that a local header and a line of the directory have in common.
function common(entry) {
  return [...two(20, 0, entry.method, 0, 0x0021), ...four(entry.crc, entry.packed, entry.size)];
}

function localOf(entry) {
  const name = utf8(entry.path);
  return join(packed(...four(LOCAL), ...common(entry), ...two(name.length, 0)), name);
}

function centralOf(entry) {
  const name = utf8(entry.path);
  const rest = [...two(name.length, 0, 0, 0, 0), ...four(0, entry.offset)];
  return join(packed(...four(CENTRAL), ...two(20), ...common(entry), ...rest), name);
}

function endOf(count, size, start) {
  return packed(...four(END), ...two(0, 0, count, count), ...four(size, start), ...two(0));
}

const contentOf = (entry) => entry.offset + LOCAL_SIZE + entry.path.length;
const behind = (entry) => contentOf(entry) + entry.packed;

// The Padme size: at most 12 percent more, and one of few.
export function paddedSize(size) {
  if (size <= SMALLEST) return SMALLEST;
  const exponent = Math.floor(Math.log2(size));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(size / step) * step;
}

export class Archive {
  // Read and check the directory and every local header; no content but the padding.
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.entries = this.directory();
    this.byPath = new Map(this.entries.map((each) => [each.path, each]));
    checkPaths(this.entries.map((each) => each.path));
    for (const each of this.entries) {
      const local = localOf(each);
      if (!same(bytes.subarray(each.offset, each.offset + local.length), local)) refuse("notAPackage");
    }
  }

  directory() {
    const total = this.bytes.length;
    if (total < END_SIZE || total > MOST_BYTES) refuse("notAPackage");
    const at = total - END_SIZE;
    const [count, size, start] = [
      this.view.getUint16(at + 8, true),
      this.view.getUint32(at + 12, true),
      this.view.getUint32(at + 16, true),
    ];
    if (!same(this.bytes.subarray(at), endOf(count, size, start))) refuse("notAPackage");
    if (!count || count > MOST_ENTRIES || start + size + END_SIZE !== total) refuse("notAPackage");
    return this.lines(start, at, count);
  }

  lines(start, end, count) {
    const found = [];
    let [at, offset] = [start, 0];
    for (let number = 0; number < count; number++) {
      const entry = this.line(at, end, offset);
      at += CENTRAL_SIZE + entry.path.length;
      offset = behind(entry);
      if (offset > start) refuse("notAPackage");
      found.push(entry);
    }
    if (at !== end || offset !== start) refuse("notAPackage");
    if (found.reduce((sum, each) => sum + each.size, 0) > MOST_BYTES) refuse("tooLarge");
    return found;
  }

  // One line of the directory; it must be spelt as we would spell it.
  line(at, end, offset) {
    if (at + CENTRAL_SIZE > end) refuse("notAPackage");
    const [view, wide] = [this.view, (where) => this.view.getUint32(at + where, true)];
    const length = view.getUint16(at + 28, true);
    const name = this.bytes.subarray(at + CENTRAL_SIZE, Math.min(at + CENTRAL_SIZE + length, end));
    if (name.some((each) => each > 127)) refuse("notAPackage");
    const method = view.getUint16(at + 10, true);
    const entry = { path: text(name), method, crc: wide(16), packed: wide(20), size: wide(24), offset };
    const spelt = centralOf(entry);
    if (!same(this.bytes.subarray(at, at + spelt.length), spelt)) refuse("notAPackage");
    if ((method !== STORED && method !== DEFLATED) || !PATH.test(entry.path)) refuse("notAPackage");
    if (method === STORED && entry.packed !== entry.size) refuse("notAPackage");
    return entry;
  }

  // Refuse a package whose size tells more than it should, or with anything in its padding.
  checkPadding() {
    const last = this.entries.at(-1);
    if (last.path !== PADDING || last.method !== STORED) refuse("notAPackage");
    if (paddedSize(this.bytes.length) !== this.bytes.length) refuse("notAPackage");
    const zeros = this.packedOf(last);
    if (zeros.some((each) => each) || crc32(zeros) !== last.crc) refuse("notAPackage");
  }

  packedOf(entry) {
    return this.bytes.subarray(contentOf(entry), behind(entry));
  }

  // The content of a file, checked against its size and checksum.
  async read(path, most = MOST_BYTES) {
    const entry = this.byPath.get(path) ?? refuse("notAPackage");
    if (entry.size > most) refuse("tooLarge");
    const raw = this.packedOf(entry);
    const content = entry.method === STORED ? raw : await inflated(raw, entry.size);
    if (content.length !== entry.size || crc32(content) !== entry.crc) refuse("notAPackage");
    return content;
  }
}

// Unpack, and stop at the first byte beyond what the directory says, so that a bomb stays small.
async function inflated(raw, size) {
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const [content, rest] = [new Uint8Array(size), { at: 0 }];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (rest.at + value.length > size) refuse("notAPackage");
      content.set(value, rest.at);
      rest.at += value.length;
    }
  } catch {
    reader.cancel().catch(() => {});
    refuse("notAPackage");
  }
  return rest.at === size ? content : refuse("notAPackage");
}

// Refuse a name twice in any case, a file that is also a folder, and names of devices.
function checkPaths(paths) {
  const folded = paths.map((each) => each.toLowerCase());
  const folders = folded.flatMap((each) => [...each.matchAll(/\//g)].map((mark) => each.slice(0, mark.index)));
  const known = new Set(folded);
  if (known.size !== folded.length || folders.some((each) => known.has(each))) refuse("notAPackage");
  if (paths.some((path) => path.split("/").some((part) => DEVICES.test(part)))) refuse("notAPackage");
}

// The ZIP of a receipt: stored files, no padding.
export function write(files) {
  const parts = [];
  const entries = [];
  let offset = 0;
  for (const [path, content] of files) {
    const entry = { path, method: STORED, crc: crc32(content), packed: content.length, size: content.length, offset };
    entries.push(entry);
    parts.push(localOf(entry), content);
    offset = behind(entry);
  }
  const directory = join(...entries.map(centralOf));
  return join(...parts, directory, endOf(entries.length, directory.length, offset));
}

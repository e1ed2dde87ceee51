/** Bytes of the index to values. The format is described in docs/search-index.md. */

import { IndexError } from "./site.js";

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes[3] === 0;

async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** CRC-32, as gzip has it. */
function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  }
  return ~sum >>> 0;
}

/** A file's payload. What a server has gunzipped already nobody has checked: its checksum is before the payload. */
export async function unpack(bytes) {
  const whole = isGzip(bytes) ? await gunzip(bytes) : bytes;
  const payload = whole.subarray(4);
  const sum = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  if (whole === bytes && checksum(payload) !== sum) throw new IndexError("a file of the index is damaged");
  return payload;
}

/** Sums of numbers up to each of them. */
export function sums(numbers) {
  let total = 0;
  return numbers.map((number) => (total += number));
}

/** Reads a payload from front to back. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new IndexError("a file of the index ends too soon");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  column() {
    return new Uint32Array(this.varint()).map(() => this.varint());
  }

  blob() {
    const length = this.varint();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Names of files, 16 hexadecimal digits each. */
  names() {
    return Array.from(this.blob(), (byte) => byte.toString(16).padStart(2, "0")).join("").match(/.{16}/g) ?? [];
  }

  /** Front-coded terms. */
  terms() {
    const [shared, more, rest] = [this.column(), this.column(), this.blob()];
    const text = new TextDecoder();
    const term = new Uint8Array(1 << 16);
    let at = 0;
    return Array.from(shared, (kept, i) => {
      term.set(rest.subarray(at, at + more[i]), kept);
      at += more[i];
      return text.decode(term.subarray(0, kept + more[i]));
    });
  }
}

/** A dictionary shard: terms with their frequency and the number of their packs, each [{name, day}, …]: parts, from their days. */
export function decodeShard(bytes) {
  const reader = new Reader(bytes);
  const [terms, frequency, steps] = [reader.terms(), reader.column(), reader.column()];
  const pack = sums(Array.from(steps, (step) => (step & 1 ? -(step + 1) / 2 : step / 2)));
  const [names, part, day] = [reader.names(), reader.column(), reader.column()];
  const packs = names.map((name, i) => [{ name, day: part[i] > 1 ? day[i] : 0 }]);
  for (let i = names.length - 1; i > 0; i--) if (part[i] > 1 && part[i - 1] === part[i] - 1) packs[i - 1].push(...packs[i]);
  return { terms, frequency, pack, packs };
}

/** A pack: `terms` with the number of their stem (`stems`); list i is `documents` and `levels` from ends[i - 1] to ends[i]. The positions are
 *  in blocks, which end after so many postings (`covered`) and, in their `files`, bytes (`sizes`).
 *  `firstOf(day)` is the number of the first document of a day. */
export function decodePack(bytes, firstOf) {
  const reader = new Reader(bytes);
  const stems = Array.from(reader.column()).flatMap((size, stem) => Array(size).fill(stem));
  const terms = reader.terms();
  const [runs, days, counts, gaps] = [reader.column(), reader.column(), reader.column(), reader.column()];
  const documents = new Uint32Array(gaps.length);
  let [run, at] = [0, 0];
  const ends = runs.map((count) => {
    let day = 0;
    for (const stop = run + count; run < stop; run++) {
      day += days[run];
      let next = firstOf(day);
      for (const end = at + counts[run]; at < end; at++) {
        next += gaps[at];
        documents[at] = next++;
      }
    }
    return at;
  });
  const [levels, covered, sizes] = [reader.blob(), sums(reader.column()), reader.column()];
  return { stems, terms, documents, ends, levels, covered, blocks: blocksIn(sizes, reader.column(), reader.names()) };
}

/** Where each block is: {file, low, high}. A file begins with eight bytes that are no matter. */
function blocksIn(sizes, counts, files) {
  const blocks = [];
  files.forEach((file, i) => {
    let high = 8;
    for (let left = counts[i]; left > 0; left--) blocks.push({ file, low: high, high: (high += sizes[blocks.length]) });
  });
  return blocks;
}

/** A column of filters: the values, and the places of those of each document (up to its `ends`) among them. */
export function decodeColumn(bytes) {
  const reader = new Reader(bytes);
  reader.blob(); // which file it is
  reader.column();
  return { values: reader.terms(), ends: sums(reader.column()), numbers: reader.column() };
}

/** A block of positions, as a function: number of a posting in it -> its positions, in order. */
export async function decodePositions(bytes) {
  const reader = new Reader(await gunzip(bytes));
  const ends = sums(reader.column());
  const [first, gap] = [planes(reader), planes(reader)];
  return (posting) => {
    const start = posting && ends[posting - 1];
    const more = Array.from({ length: ends[posting] - start - 1 }, (_, i) => gap(start - posting + i));
    return sums([first(posting), ...more]);
  };
}

/** Numbers in three planes of bytes, as a function of their place; a plane is empty if all its bytes are 0. */
function planes(reader) {
  const [low, middle, high] = [reader.blob(), reader.blob(), reader.blob()];
  return (i) => low[i] | (middle[i] << 8) | (high[i] << 16);
}

/** Bytes of the index to values. The format is described in docs/search-index.md. */

const NAME_BYTES = 8;

/** A file's payload: its bytes, gunzipped unless a server has done that already. */
export async function unpack(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8 || bytes[3] !== 0) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads a payload from front to back. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError("the file ends too soon");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  column() {
    const values = new Uint32Array(this.varint());
    for (let i = 0; i < values.length; i++) values[i] = this.varint();
    return values;
  }

  blob() {
    const length = this.varint();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Names of files, 16 hexadecimal digits each. */
  names() {
    const bytes = this.blob();
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return Array.from({ length: bytes.length / NAME_BYTES }, (_, i) => hex.slice(16 * i, 16 * i + 16));
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

/** A dictionary shard: terms with their frequency and their pack, and the table of packs. */
export function decodeShard(bytes) {
  const reader = new Reader(bytes);
  const shard = { terms: reader.terms(), frequency: reader.column() };
  let pack = 0;
  shard.pack = reader.column().map((step) => (pack += step & 1 ? -(step + 1) / 2 : step / 2));
  return { ...shard, names: reader.names(), part: reader.column(), day: reader.column() };
}

/** A pack: `terms` in `groups` of one stem; list i is `documents` and `levels` from ends[i - 1] to ends[i].
 *  `firstOf(month)` is the number of the first document of a day. */
export function decodePack(bytes, firstOf) {
  const reader = new Reader(bytes);
  const groups = reader.column();
  const terms = reader.terms();
  const [runs, days, counts, gaps] = [reader.column(), reader.column(), reader.column(), reader.column()];
  const [documents, ends] = decodeLists(runs, days, counts, gaps, firstOf);
  return { groups, terms, documents, ends, levels: reader.blob(), covered: reader.column(), parts: reader.names() };
}

function decodeLists(runs, days, counts, gaps, firstOf) {
  const documents = new Uint32Array(gaps.length);
  const ends = new Uint32Array(runs.length);
  let [run, at] = [0, 0];
  runs.forEach((count, list) => {
    let day = 0;
    for (const stop = run + count; run < stop; run++) {
      day += days[run];
      let next = firstOf(day);
      for (const end = at + counts[run]; at < end; at++) {
        next += gaps[at];
        documents[at] = next++;
      }
    }
    ends[list] = at;
  });
  return [documents, ends];
}

/** A column of filters: the values, and of each document the places of its own among them. */
export function decodeColumn(bytes) {
  const reader = new Reader(bytes);
  reader.blob(); // which file it is
  reader.column();
  return { values: reader.terms(), counts: reader.column(), numbers: reader.column() };
}

/** A file of positions: the gaps between them, and where those of each posting begin. */
export function decodePositions(bytes) {
  const reader = new Reader(bytes);
  reader.blob(); // which file it is
  reader.column();
  const ends = reader.column();
  let total = 0;
  ends.forEach((count, i) => (ends[i] = total += count));
  const planes = [0, 8, 16].map((shift) => [reader.blob(), shift]);
  const gaps = new Uint32Array(total);
  for (const [plane, shift] of planes) plane.forEach((byte, i) => (gaps[i] |= byte << shift));
  return { ends, gaps };
}

/** Whether a position is in identifier or subject. */
export const inHeading = (position) => position < 64;

/** The positions of one posting, in order. */
export function positionsOf({ ends, gaps }, posting) {
  let position = 0;
  return Array.from(gaps.subarray(posting ? ends[posting - 1] : 0, ends[posting]), (gap) => (position += gap));
}

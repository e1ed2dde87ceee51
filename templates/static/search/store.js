/** The files of the index: fetched once each, decoded, kept. */

import { decodeColumn, decodePack, decodePositions, decodeShard, sums, unpack } from "./codec.js";
import { daysFrom } from "./dates.js";
import { hasAny } from "./lists.js";
import { COLUMNS } from "./query.js";
import { fetchBytes, IndexError } from "./site.js";
import { compare } from "./words.js";

const VERSION = 6;
const HOLE = 8192; // bytes between two blocks that are fetched with them rather than by two requests

const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** The last place in `length` of which `before(place)` is true, or -1; true comes before false. */
export function last(length, before) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class Store {
  /** Fetch the root; `before`, a store opened earlier, is kept while the root is the same. */
  static async open(before) {
    const head = json(await fetchBytes("/search/index.json", { cache: "no-store" }));
    if (head.version !== VERSION) throw new IndexError(`the index is of version ${head.version}, not ${VERSION}`);
    if (before?.name === head.root) return before;
    const store = new Store();
    store.name = head.root;
    store.root = await store.json("root", head.root);
    store.documents = store.root.documents;
    const of = (odd) => sums(store.root.days.filter((_, i) => i % 2 === odd));
    store.days = of(0);
    store.firsts = [0, ...of(1)]; // the first document of each day, and behind the last
    store.numbers = new Map(store.days.map((day, i) => [day, store.firsts[i]]));
    return store;
  }

  #kept = new Map(); // path -> what was decoded
  #blocks = new Map(); // of positions, once decoded
  #whole = new Map(); // path -> the file, where a server sends all of it

  #once(folder, name, decode) {
    const path = `/search/${folder}/${name}.bin`;
    return once(this.#kept, path, () => fetchBytes(path).then(unpack).then(decode));
  }

  json(folder, name) {
    return this.#once(folder, name, json);
  }

  facets() {
    return this.json("facets", this.root.facets);
  }

  /** Number of the first document of a day or of what follows it. */
  firstFrom(day) {
    return this.firsts[last(this.days.length, (i) => this.days[i] < day) + 1];
  }

  /** Documents [low, high) of a period: a year, month or day. */
  rangeOf(period) {
    return daysFrom(period).map((day) => this.firstFrom(day));
  }

  // -- terms --------------------------------------------------------------------------------------

  shard(number) {
    return this.#once("terms", this.root.terms[number][1], decodeShard);
  }

  /** The number of the shard a term is in, if it is in any. */
  shardOf(term) {
    const { terms } = this.root;
    return Math.max(0, last(terms.length, (i) => compare(terms[i][0], term) <= 0));
  }

  /** Where a term is: {term, frequency, packs}; or undefined. */
  async find(term) {
    if (!this.root.terms.length) return undefined;
    const shard = await this.shard(this.shardOf(term));
    const at = last(shard.terms.length, (i) => compare(shard.terms[i], term) < 0) + 1;
    return shard.terms[at] === term ? placeIn(shard, at) : undefined;
  }

  /** Where all words with a prefix are. */
  async findPrefix(prefix) {
    const found = [];
    for (let number = this.shardOf(prefix); number < this.root.terms.length; number++) {
      const shard = await this.shard(number);
      let at = last(shard.terms.length, (i) => compare(shard.terms[i], prefix) < 0) + 1;
      for (; shard.terms[at]?.startsWith(prefix); at++) if (!shard.terms[at].includes(":")) found.push(placeIn(shard, at));
      if (at < shard.terms.length) break;
    }
    return found;
  }

  // -- postings -----------------------------------------------------------------------------------

  /** The lists of a term, or of all forms of its stem, in packs that `within`, the hits so far, can need:
   *  {pack, word, low, documents, levels}; `low` is the first posting. */
  async lists({ term, packs }, forms, within) {
    const asked = packs.filter(({ day }, i) =>
      hasAny(within, this.firstFrom(day), i + 1 < packs.length ? this.firstFrom(packs[i + 1].day) : this.documents));
    const found = await Promise.all(asked.map(({ name }) => this.#once("packs", name, (bytes) => decodePack(bytes, (day) => this.numbers.get(day)))));
    return found.flatMap((pack) => {
      const own = pack.terms.indexOf(term);
      const isOwn = (i) => i === own || (forms && pack.stems[i] === (pack.stems[own] ?? 0)); // a part need not have the form itself
      return Array.from(pack.terms.keys()).filter(isOwn).map((i) => {
        const [low, high] = [i && pack.ends[i - 1], pack.ends[i]];
        const [documents, levels] = [pack.documents, pack.levels].map((values) => values.subarray(low, high));
        return { pack, word: pack.terms[i], low, documents, levels };
      });
    });
  }

  /** The positions of some postings of a pack, which are in order. */
  async positions({ covered, blocks }, postings) {
    const places = postings.map((posting) => last(covered.length, (i) => covered[i] <= posting) + 1);
    const asked = [...new Set(places)];
    this.#askFor(asked.map((place) => blocks[place]).filter((block) => !this.#blocks.has(block)));
    const known = new Map();
    for (const place of asked) known.set(place, await this.#blocks.get(blocks[place]));
    return postings.map((posting, i) => known.get(places[i])(posting - (places[i] && covered[places[i] - 1])));
  }

  /** Fetch some blocks of positions, those that lie together by one request. */
  #askFor(blocks) {
    const spans = [];
    for (const block of blocks) {
      const span = spans.at(-1);
      if (span?.file !== block.file || block.low - span.high > HOLE) spans.push({ ...block, blocks: [block] });
      else Object.assign(span, { high: block.high, blocks: [...span.blocks, block] });
    }
    for (const span of spans) {
      const fetched = this.#range(`/search/positions/${span.file}.bin`, span.low, span.high);
      for (const block of span.blocks) {
        once(this.#blocks, block, async () =>
          decodePositions((await fetched).subarray(block.low - span.low, block.high - span.low)));
      }
    }
  }

  /** Bytes [low, high) of a file. A server that knows no ranges sends all of it, which is kept: so one request at a time. */
  async #range(path, low, high) {
    const before = this.#whole.get(path);
    const turn = async () => {
      const whole = await before;
      return whole ?? fetchBytes(path, { headers: { Range: `bytes=${low}-${high - 1}` } });
    };
    const found = turn();
    const isRange = ({ length }) => length === high - low; // no block is a whole file
    this.#whole.set(path, found.then((bytes) => (isRange(bytes) ? null : bytes), () => null));
    return isRange(await found) ? found : (await found).subarray(low, high);
  }

  // -- documents ----------------------------------------------------------------------------------

  /** How many of some documents, in order, have each value of a filter: Map of value -> documents. */
  async counts(kind, documents) {
    const counts = new Map();
    let first = 0;
    await Promise.all(this.root.rows.map(async ([count, , names]) => {
      const start = first;
      first += count;
      const [low, high] = [start, first].map((end) => last(documents.length, (i) => documents[i] < end) + 1);
      if (low === high) return;
      const { values, ends, numbers } = await this.#once("columns", names[COLUMNS.indexOf(kind)], decodeColumn);
      const found = new Uint32Array(values.length);
      for (const document of documents.subarray(low, high)) {
        const place = document - start;
        for (let i = place && ends[place - 1]; i < ends[place]; i++) found[numbers[i]]++;
      }
      found.forEach((n, value) => n && counts.set(values[value], (counts.get(values[value]) ?? 0) + n));
    }));
    return counts;
  }

  /** What is shown of a document: {url, identifier, title, date, post, classification, specimen}. */
  async row(document) {
    let left = document;
    const directory = this.root.rows.find(([count]) => (left -= count) < 0);
    left += directory[0];
    const { counts, files } = await this.json("rows", directory[1]);
    const file = counts.findIndex((count) => (left -= count) < 0);
    const rows = await this.json("rows", files[file]);
    const [url, identifier, title, date, post, classification, specimen] = rows[left + counts[file]];
    return { url, identifier, title, date, post, classification, specimen };
  }
}

const placeIn = (shard, at) =>
  ({ term: shard.terms[at], frequency: shard.frequency[at], packs: shard.packs[shard.pack[at]] });

/** What is known by a key, made where it is not; not kept if that fails, so that another try makes it again. */
function once(known, key, make) {
  if (!known.has(key)) {
    const made = make();
    made.catch(() => known.delete(key));
    known.set(key, made);
  }
  return known.get(key);
}

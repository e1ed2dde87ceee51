/** The files of the index: fetched once each, decoded, kept. */

import { decodeColumn, decodePack, decodePositions, decodeShard, unpack } from "./codec.js";
import { daysFrom } from "./dates.js";
import { COLUMNS } from "./query.js";
import { fetchBytes, IndexError } from "./site.js";
import { compare } from "./words.js";

const VERSION = 5;

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
    store.#use(await store.json("root", head.root));
    return store;
  }

  #kept = new Map();

  #use(root) {
    this.documents = root.documents;
    this.root = root;
    this.days = [];
    this.firsts = [0]; // the first document of each day, and behind the last
    for (let i = 0; i < root.days.length; i += 2) {
      this.days.push(root.days[i] + (this.days.at(-1) ?? 0));
      this.firsts.push(this.firsts.at(-1) + root.days[i + 1]);
    }
    this.numbers = new Map(this.days.map((day, i) => [day, this.firsts[i]]));
  }

  #once(folder, name, decode) {
    const path = `${folder}/${name}.bin`;
    if (!this.#kept.has(path)) {
      const made = fetchBytes(`/search/${path}`).then(unpack).then(decode);
      made.catch(() => this.#kept.delete(path)); // so that another try fetches again
      this.#kept.set(path, made);
    }
    return this.#kept.get(path);
  }

  json(folder, name) {
    return this.#once(folder, name, json);
  }

  shard(number) {
    return this.#once("terms", this.root.terms[number][1], decodeShard);
  }

  pack(name) {
    return this.#once("packs", name, (bytes) => decodePack(bytes, (day) => this.numbers.get(day)));
  }

  positions(name) {
    return this.#once("positions", name, decodePositions);
  }

  facets() {
    return this.json("facets", this.root.facets);
  }

  /** How many of some documents, in order, have each value of a filter: Map of value -> documents. */
  async counts(kind, documents) {
    const counts = new Map();
    const asked = [];
    let [first, i] = [0, 0];
    for (const [count, , names] of this.root.rows) {
      const start = i;
      while (i < documents.length && documents[i] < first + count) i++;
      if (i > start) asked.push([names[COLUMNS.indexOf(kind)], documents.subarray(start, i), first]);
      first += count;
    }
    await Promise.all(asked.map(async ([name, own, base]) => {
      const column = await this.#once("columns", name, decodeColumn);
      const found = new Uint32Array(column.values.length);
      let [document, at] = [base, 0];
      for (const wanted of own) {
        while (document < wanted) at += column.counts[document++ - base];
        for (let k = 0; k < column.counts[wanted - base]; k++) found[column.numbers[at + k]]++;
      }
      found.forEach((n, value) => n && counts.set(column.values[value], (counts.get(column.values[value]) ?? 0) + n));
    }));
    return counts;
  }

  /** Number of the first document of a day or of what follows it. */
  firstFrom(day) {
    return this.firsts[last(this.days.length, (i) => this.days[i] < day) + 1];
  }

  /** Documents [low, high) of a period: a year, month or day. */
  rangeOf(period) {
    return daysFrom(period).map((day) => this.firstFrom(day));
  }

  /** The number of the shard a term is in, if it is in any. */
  shardOf(term) {
    const { terms } = this.root;
    return Math.max(0, last(terms.length, (i) => compare(terms[i][0], term) <= 0));
  }

  /** Where a term stands: {shard, at}, or null. */
  async find(term) {
    if (!this.root.terms.length) return null;
    const shard = await this.shard(this.shardOf(term));
    const at = last(shard.terms.length, (i) => compare(shard.terms[i], term) <= 0);
    return at >= 0 && shard.terms[at] === term ? { shard, at } : null;
  }

  /** Where all words with a prefix stand. */
  async findPrefix(prefix) {
    const found = [];
    for (let number = this.shardOf(prefix); number < this.root.terms.length; number++) {
      const shard = await this.shard(number);
      const first = last(shard.terms.length, (i) => compare(shard.terms[i], prefix) < 0) + 1;
      let at = first;
      for (; at < shard.terms.length && shard.terms[at].startsWith(prefix); at++) {
        if (!shard.terms[at].includes(":")) found.push({ shard, at });
      }
      if (at < shard.terms.length) break;
    }
    return found;
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

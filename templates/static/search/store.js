/** The files of the index: fetched once each, decoded, kept. */

import { decodePack, decodePositions, decodeShard, unpack } from "./codec.js";
import { siteUrl } from "./site.js";
import { compare } from "./words.js";

const VERSION = 5;
const DAY = 864e5; // in milliseconds

/** Of a date: 1970 is 0; months and days beyond the last run on. */
const sinceEpoch = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
const FIRST = sinceEpoch(1700, 1, 1);

/** The index, or a part of it, cannot be had. */
export class IndexError extends Error {}

async function fetchFile(path, options) {
  let response;
  try {
    response = await fetch(siteUrl(`/search/${path}`), options);
  } catch (cause) {
    throw new IndexError(`${path} cannot be fetched`, { cause });
  }
  if (!response.ok) throw new IndexError(`${path}: the server answered ${response.status}`);
  return response;
}

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
    const head = await (await fetchFile("index.json", { cache: "no-store" })).json();
    if (head.version !== VERSION) throw new IndexError(`the index is of version ${head.version}, not ${VERSION}`);
    if (before?.name === head.root) return before;
    const store = new Store();
    store.name = head.root;
    store.use(await store.json("root", head.root));
    return store;
  }

  #kept = new Map();

  use(root) {
    this.documents = root.documents;
    this.root = root;
    this.days = root.days.filter((_, i) => i % 2 === 0);
    this.counts = root.days.filter((_, i) => i % 2);
    this.firsts = new Map();
    let first = 0;
    this.days.forEach((step, i) => {
      this.days[i] = step + (i ? this.days[i - 1] : 0);
      this.firsts.set(this.days[i], first);
      first += this.counts[i];
    });
  }

  #once(folder, name, decode) {
    const path = `${folder}/${name}.bin`;
    if (!this.#kept.has(path)) {
      const made = fetchFile(path).then((r) => r.arrayBuffer()).then(unpack).then(decode);
      made.catch(() => this.#kept.delete(path)); // so that another try fetches again
      this.#kept.set(path, made);
    }
    return this.#kept.get(path);
  }

  json(folder, name) {
    return this.#once(folder, name, (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }

  shard(number) {
    return this.#once("terms", this.root.terms[number][1], decodeShard);
  }

  pack(name) {
    return this.#once("packs", name, (bytes) => decodePack(bytes, (day) => this.firsts.get(day)));
  }

  positions(name) {
    return this.#once("positions", name, decodePositions);
  }

  facets() {
    return this.json("facets", this.root.facets);
  }

  /** Years that have documents: [[2009, 12], …] */
  years() {
    const years = new Map();
    this.days.forEach((day, i) => {
      const year = new Date((FIRST + day) * DAY).getUTCFullYear();
      years.set(year, (years.get(year) ?? 0) + this.counts[i]);
    });
    return [...years];
  }

  /** Number of the first document of a day or of what follows it. */
  firstFrom(day) {
    const at = last(this.days.length, (i) => this.days[i] < day) + 1;
    return at < this.days.length ? this.firsts.get(this.days[at]) : this.documents;
  }

  #firstOf(year, month, day) {
    return this.firstFrom(sinceEpoch(year, month, day) - FIRST);
  }

  /** Documents [low, high) of the years from and to, each '' for open. */
  range(from, to) {
    return [from ? this.#firstOf(Number(from), 1, 1) : 0, to ? this.#firstOf(Number(to) + 1, 1, 1) : this.documents];
  }

  /** Documents [low, high) of a date: a year, month or day. */
  rangeOf({ year, month, day }) {
    const next = [month ? year : year + 1, day || !month ? month : month + 1, day ? day + 1 : 1];
    return [this.#firstOf(year, month || 1, day || 1), this.#firstOf(next[0], next[1] || 1, next[2])];
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

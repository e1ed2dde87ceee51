/** Answers queries: clauses and filters to a list of documents with scores. */

import { choices, fitting, problem } from "./choose.js";
import { inHeading, positionsOf } from "./codec.js";
import { dateIn } from "./dates.js";
import { any, both, either, everything, filter, NONE, ordered, unscored } from "./lists.js";
import { groupsOf, identifierIn, parse } from "./query.js";
import { last } from "./store.js";
import { variants } from "./variants.js";

const FORMS = 64; // of a prefix: the most frequent
const K1 = 1.2;
const HEADING = [0, 3, 3.5, 4, 4.5]; // what a word gets in a heading, by its share: more than from any text
const EXACT = 1e6; // what the cable of an identifier and those of a date have above all others

const frequencyOf = ({ shard, at }) => shard.frequency[at];

// The share of a posting in identifier or subject is told by a frequency no text has: sums keep both apart.
const HEADED = 1024;
const shareOf = (frequency) => Math.min(HEADING.length - 1, Math.floor(frequency / HEADED));

/** BM25's weight of a level. */
const saturated = (frequency) => ((K1 + 1) * frequency) / (frequency + 1);
const weight = (frequency) => saturated(frequency % HEADED) + HEADING[shareOf(frequency)];
const frequencyAt = Float32Array.from({ length: 80 }, (_, level) =>
  2 ** (((level & 15) - 8) / 2) + (level >> 4) * HEADED);

/** Packs that hold the lists of a term, of those the ones that `within` (hits so far) can need. */
function packsOf(store, { shard, at }, within) {
  const chosen = [];
  for (let i = shard.pack[at]; ; i++) {
    const more = shard.part[i] > 0 && shard.part[i + 1] === shard.part[i] + 1;
    const low = shard.part[i] > 1 ? store.firstFrom(shard.day[i]) : 0;
    const high = more ? store.firstFrom(shard.day[i + 1]) : store.documents;
    if (hasAny(within.documents, low, high)) chosen.push(shard.names[i]);
    if (!more) return chosen;
  }
}

/** Whether sorted documents have one in [low, high). */
function hasAny(documents, low, high) {
  const at = last(documents.length, (i) => documents[i] < low) + 1;
  return at < documents.length && documents[at] < high;
}

/** Numbers [low, high) of the lists of a term: its own, or those of all forms of its stem. */
function listsOf(pack, term, forms) {
  const at = pack.terms.indexOf(term);
  if (forms && pack.groups.length === 1) return [0, pack.groups[0]]; // a part need not have the form itself
  if (at < 0) return [0, 0];
  if (!forms) return [at, at + 1];
  let low = 0;
  for (const size of pack.groups) {
    if (at < low + size) return [low, low + size];
    low += size;
  }
  return [at, at + 1];
}

/** Postings of list `number` as {documents, scores}, the scores still frequencies. */
function listAt(pack, number) {
  const [low, high] = [number ? pack.ends[number - 1] : 0, pack.ends[number]];
  const levels = pack.levels.subarray(low, high);
  return {
    documents: pack.documents.subarray(low, high),
    scores: Float32Array.from(levels, (level) => frequencyAt[level]),
    low,
  };
}

/** All postings of a term, and the words they stand for. */
async function readTerm(store, place, forms, within) {
  const term = place.shard.terms[place.at];
  const packs = await Promise.all(packsOf(store, place, within).map((name) => store.pack(name)));
  const lists = packs.map((pack) => {
    const [low, high] = listsOf(pack, term, forms);
    const numbers = Array.from({ length: high - low }, (_, i) => low + i);
    return { list: any(numbers.map((i) => listAt(pack, i))), words: pack.terms.slice(low, high) };
  });
  return { list: any(lists.map(({ list }) => list)), words: [...new Set(lists.flatMap(({ words }) => words))] };
}

/** Frequencies to BM25 scores; `count` is how many documents have it. */
function scored(list, count, total) {
  const idf = Math.log(1 + (total - count + 0.5) / (count + 0.5));
  return { documents: list.documents, scores: list.scores.map((frequency) => idf * weight(frequency)) };
}

async function readPrefix(store, places, within) {
  const best = places.sort((a, b) => frequencyOf(b) - frequencyOf(a)).slice(0, FORMS);
  const read = await Promise.all(best.map((place) => readTerm(store, place, false, within)));
  return { list: any(read.map(({ list }) => list)), words: read.flatMap(({ words }) => words) };
}

/** Lists of single terms with the packs they are of, for their positions. */
async function readPlaces(store, place, within) {
  const term = place.shard.terms[place.at];
  const packs = await Promise.all(packsOf(store, place, within).map((name) => store.pack(name)));
  const own = packs.filter((pack) => pack.terms.includes(term));
  return own.map((pack) => ({ pack, ...listAt(pack, pack.terms.indexOf(term)) }));
}

/** document -> positions of a term, for some documents. */
async function readPositions(store, lists, documents) {
  const wanted = lists.flatMap(({ pack, documents: listed, low }) =>
    Array.from(listed, (document, i) => [document, pack, low + i]).filter(([document]) => documents.has(document)));
  return new Map(await Promise.all(wanted.map(async ([document, pack, posting]) =>
    [document, await positionsIn(store, pack, posting)])));
}

async function positionsIn(store, pack, posting) {
  let left = posting;
  const part = pack.covered.findIndex((count) => (left -= count) < 0);
  return positionsOf(await store.positions(pack.parts[part]), left + pack.covered[part]);
}

/** Documents in which the words stand one after the other. The rarest word is read first, the others
 *  only where the phrase is still possible. */
async function readPhrase(store, places, within) {
  const words = await Promise.all(places.map((place) => readPlaces(store, place, within)));
  const lists = words.map((lists) => any(lists.map(({ documents, scores }) => ({ documents, scores }))));
  const candidates = [unscored(within), ...lists].reduce(both);
  let starts = new Map(Array.from(candidates.documents, (document) => [document, null]));
  const order = Array.from(words.keys()).sort((a, b) => frequencyOf(places[a]) - frequencyOf(places[b]));
  for (const i of order) starts = narrowed(starts, await readPositions(store, words[i], starts), i);
  const list = filter(candidates, (document) => starts.has(document));
  const heading = (score) => HEADED * Math.max(1, Math.floor(score / HEADED / places.length));
  const scores = list.scores.map((score, i) =>
    (score % HEADED) / places.length + (starts.get(list.documents[i]).some(inHeading) ? heading(score) : 0));
  return { list: { documents: list.documents, scores }, words: [] };
}

/** document -> where the phrase can begin, given where its word `i` stands; null: anywhere. */
function narrowed(starts, positions, i) {
  const left = new Map();
  for (const [document, before] of starts) {
    const known = before && new Set(before);
    const kept = positions.get(document).map((position) => position - i).filter((start) => !known || known.has(start));
    if (kept.length) left.set(document, kept);
  }
  return left;
}

/** Where the terms of a clause stand, and about how many documents they have; `taken`: the form of a
 *  word that stands in for one that no cable has. */
async function plan(store, clause) {
  if (clause.kind === "filter") return planFilter(store, clause);
  if (clause.kind === "prefix") {
    const places = await store.findPrefix(clause.words[0]);
    return { ...clause, places, missing: !places.length, count: places.reduce((sum, p) => sum + frequencyOf(p), 0) };
  }
  const places = await Promise.all(clause.words.map((word) => store.find(word)));
  const other = clause.kind === "word" && !places[0] ? await formOf(store, clause.words[0]) : null;
  return { ...clause, ...planned(other ? [other.place] : places), taken: other?.word };
}

function planned(places) {
  const missing = places.some((place) => !place);
  return { places, missing, count: missing ? 0 : Math.min(...places.map(frequencyOf)) };
}

/** The first form of a word that some cable has. */
async function formOf(store, word) {
  for (const other of variants(word)) {
    const place = await store.find(other);
    if (place) return { word: other, place };
  }
  return null;
}

/** `tag:SCUL`: a filter among the words, by code or by name. */
async function planFilter(store, clause) {
  const known = choices(await store.facets());
  const values = fitting(known, clause.key, clause.value);
  const place = values.length === 1 ? await store.find(`${clause.key}:${values[0]}`) : null;
  return { ...clause, ...planned([place]), problem: problem(known, clause.key, clause.value, values) };
}

function read(store, clause, within) {
  if (clause.kind === "prefix") return readPrefix(store, clause.places, within);
  if (clause.kind === "phrase") return readPhrase(store, clause.places, within);
  return readTerm(store, clause.places[0], clause.kind === "word", within);
}

/** Documents of any clause of a group with their scores, and what to mark. */
async function readGroup(store, group, within) {
  const lists = await Promise.all(group.map(async (clause) => {
    const { list, words } = await read(store, clause, within);
    if (clause.kind === "filter") return { list: unscored(list), mark: { words: new Set() } };
    const count = Math.max(clause.kind === "phrase" ? 0 : clause.count, list.documents.length);
    const mark = clause.kind === "phrase" ? { phrase: clause.words } : { words: new Set(words) };
    return { list: scored(list, Math.min(count, store.documents), store.documents), mark };
  }));
  return { list: any(lists.map(({ list }) => list)), marks: lists.map(({ mark }) => mark) };
}

/** The cables whose identifier a query is, with or without the year. */
async function named(store, state, clauses) {
  const isPlain = clauses.every(({ or, not, kind }) => !or && !not && kind !== "filter");
  const word = isPlain && identifierIn(state.q);
  const place = word && (await store.find(word));
  if (!place) return NONE;
  const { list } = await readTerm(store, place, false, everything(0, store.documents));
  const own = filter(list, (_, i) => shareOf(list.scores[i]));
  return { documents: own.documents, scores: own.scores.map(() => EXACT) };
}

/** The date a query is, with `count`, its cables, and their list: a year is a word as well, and has none. */
function dated(store, state) {
  const date = dateIn(state.q);
  if (!date) return { date: null, list: NONE };
  const [low, high] = store.rangeOf(date);
  const { documents, scores } = everything(low, date.month ? high : low);
  return { date: { ...date, count: high - low }, list: { documents, scores: scores.fill(EXACT) } };
}

/** Documents that pass the filters: any of the posts, any of the classifications, all of the tags. */
async function filtered(store, state) {
  const [low, high] = store.range(state.from, state.to);
  let hits = everything(low, high);
  const sets = [["post", state.post], ["class", state.class], ...state.tag.map((tag) => ["tag", [tag]])];
  for (const [kind, values] of sets) {
    if (!values.length) continue;
    const places = await Promise.all(values.map((value) => store.find(`${kind}:${value}`)));
    const read = await Promise.all(places.filter(Boolean).map((place) => readTerm(store, place, false, hits)));
    const list = any(read.map(({ list }) => list));
    hits = both(hits, unscored(list));
  }
  return hits;
}

/** Run a query: {documents in order, marks, missing, taken, problems, date}. `marks` are what to highlight: {words: Set}
 *  or {phrase: [words]}; `missing` the words that no cable has, as typed; `taken` pairs of such a word and the form
 *  taken for it; `problems` what is wrong with filters among the words; `date` a date that the query is, with
 *  `count`, its cables. A query that is an identifier or a date has no words missing. */
export async function search(store, state) {
  const clauses = await Promise.all(parse(state.q).map((clause) => plan(store, clause)));
  const all = await filtered(store, state);
  const found = await matching(store, clauses, all);
  const own = await named(store, state, clauses);
  const { date, list } = dated(store, state);
  const hits = [own, list].map((whole) => both(all, whole)).reduce(either, found.hits);
  const isUnderstood = own.documents.length || date?.month;
  return {
    documents: ordered(hits, state.sort || (clauses.length ? "best" : "new")),
    marks: found.marks,
    missing: isUnderstood ? [] : clauses.filter(({ not }) => !not).flatMap(missingOf),
    taken: clauses.filter(({ taken }) => taken).map(({ typed, taken }) => [typed[0], taken]),
    problems: clauses.map((clause) => clause.problem).filter(Boolean),
    date,
  };
}

function missingOf({ typed, places, kind, missing, taken }) {
  if (!missing || taken) return [];
  return kind === "prefix" ? typed : typed.filter((_, i) => !places[i]);
}

/** Documents that have a clause of every group and no clause that is not wanted. The rarest group is
 *  read first, phrases last. A word that no cable has is left out of its group. */
async function matching(store, clauses, all) {
  const groups = groupsOf(clauses).map((group) => group.filter(({ missing }) => !missing));
  if (groups.some((group) => !group.length)) return { hits: NONE, marks: [] };
  const rank = (group) => group.reduce((sum, { kind, count }) => sum + (kind === "phrase" ? 2 ** 32 : 0) + count, 0);
  let hits = all;
  const marks = [];
  for (const group of groups.sort((a, b) => rank(a) - rank(b))) {
    const { list, marks: own } = await readGroup(store, group, hits);
    hits = both(hits, list);
    marks.push(...own);
  }
  for (const clause of clauses.filter(({ not, missing }) => not && !missing)) {
    const unwanted = new Set((await read(store, clause, hits)).list.documents);
    hits = filter(hits, (document) => !unwanted.has(document));
  }
  return { hits, marks };
}

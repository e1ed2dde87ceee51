/** Answers queries: clauses and filters to a list of documents with scores. */

import { choices, fitting, periodIn, problem } from "./choose.js";
import { inHeading, positionsOf } from "./codec.js";
import { dateIn, daysFrom, daysOfEra, ERAS } from "./dates.js";
import { any, both, either, everything, filter, NONE, ordered, unscored } from "./lists.js";
import { groupsOf, identifierIn, KINDS, ONE, parse } from "./query.js";
import { last } from "./store.js";
import { variants } from "./suggest.js";

const FORMS = 64; // of a prefix: the most frequent
const K1 = 1.2;
const HEADING = [0, 3, 3.5, 4, 4.5]; // what a word gets in a heading, by its share: more than from any text
const EXACT = 1e6; // what the cable of an identifier and those of a date have above all others

const frequencyOf = ({ shard, at }) => shard.frequency[at];

// The share of a posting in identifier or subject is told by a frequency no text has: sums keep both apart.
const HEADED = 1024;
const shareOf = (frequency) => Math.min(HEADING.length - 1, Math.floor(frequency / HEADED));

/** BM25's weight of a frequency. */
function weight(frequency) {
  const inText = frequency % HEADED;
  return ((K1 + 1) * inText) / (inText + 1) + HEADING[shareOf(frequency)];
}
const frequencyAt = Float32Array.from({ length: 80 }, (_, level) =>
  2 ** (((level & 15) - 8) / 2) + (level >> 4) * HEADED);

// -- lists of terms -------------------------------------------------------------------------------

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
const hasAny = (documents, low, high) => documents[last(documents.length, (i) => documents[i] < low) + 1] < high;

/** Numbers [low, high) of the lists of a term: its own, or those of all forms of its stem. */
function listsIn(pack, term, forms) {
  if (forms && pack.groups.length === 1) return [0, pack.groups[0]]; // a part need not have the form itself
  const at = pack.terms.indexOf(term);
  if (at < 0 || !forms) return at < 0 ? [0, 0] : [at, at + 1];
  let low = 0;
  for (const size of pack.groups) {
    if (at < low + size) return [low, low + size];
    low += size;
  }
}

/** The lists of a term: {pack, word, low, documents, scores}, the scores still frequencies. */
async function listsOf(store, place, forms, within) {
  const packs = await Promise.all(packsOf(store, place, within).map((name) => store.pack(name)));
  return packs.flatMap((pack) => {
    const [first, end] = listsIn(pack, place.shard.terms[place.at], forms);
    return pack.terms.slice(first, end).map((word, i) => {
      const [low, high] = [first + i ? pack.ends[first + i - 1] : 0, pack.ends[first + i]];
      const scores = Float32Array.from(pack.levels.subarray(low, high), (level) => frequencyAt[level]);
      return { pack, word, low, documents: pack.documents.subarray(low, high), scores };
    });
  });
}

/** What a clause finds: {list, marks, starts}; `starts` gives, for documents (keys of a Map), where it stands in each. */
async function read(store, clause, within) {
  if (clause.kind === "phrase") return readPhrase(store, clause, within);
  if (clause.kind === "near") return readNear(store, clause, within);
  if (clause.range) return { list: unscored(everything(...clause.range)), marks: [] };
  const best = clause.places.slice().sort((a, b) => frequencyOf(b) - frequencyOf(a)).slice(0, FORMS);
  const lists = (await Promise.all(best.map((place) => listsOf(store, place, clause.kind === "word", within)))).flat();
  const list = any(lists);
  if (clause.kind === "filter") return { list: unscored(list), marks: [] };
  const marks = [{ words: new Set(lists.map(({ word }) => word)) }];
  return { list, marks, starts: (documents) => positionsIn(store, lists, documents) };
}

/** document -> positions in some lists, for some documents. */
async function positionsIn(store, lists, documents) {
  const found = new Map();
  await Promise.all(lists.flatMap(({ pack, documents: listed, low }) =>
    Array.from(listed.keys()).filter((i) => documents.has(listed[i])).map(async (i) => {
      let left = low + i;
      const file = pack.covered.findIndex((count) => (left -= count) < 0);
      const positions = positionsOf(await store.positions(pack.parts[file]), left + pack.covered[file]);
      found.set(listed[i], [...(found.get(listed[i]) ?? []), ...positions]);
    })));
  return found;
}

/** Documents in which the words stand one after the other. The positions of the rarest word are read first, those of
 *  others only where the phrase is still possible. */
async function readPhrase(store, { places, words }, within) {
  const parts = await Promise.all(places.map((place) => read(store, { kind: "exact", places: [place] }, within)));
  const candidates = [unscored(within), ...parts.map(({ list }) => list)].reduce(both);
  let starts = new Map(Array.from(candidates.documents, (document) => [document, null]));
  const order = Array.from(words.keys()).sort((a, b) => frequencyOf(places[a]) - frequencyOf(places[b]));
  for (const i of order) {
    const positions = await parts[i].starts(starts);
    starts = narrowed(starts, (document, before) => {
      const known = before && new Set(before);
      return positions.get(document).map((position) => position - i).filter((start) => !known || known.has(start));
    });
  }
  return { list: placed(candidates, starts, words.length), marks: [{ phrase: words }], starts: async () => starts };
}

/** Documents in which each part stands at most so many words from the one before it, on either side. */
async function readNear(store, { parts, gaps }, within) {
  const found = await Promise.all(parts.map((part) => read(store, part, within)));
  const candidates = [unscored(within), ...found.map(({ list }) => list)].reduce(both);
  const sizes = parts.map(({ kind, words }) => (kind === "phrase" ? words.length : 1));
  let starts = await found[0].starts(new Map(Array.from(candidates.documents, (document) => [document, null])));
  starts = narrowed(starts, (document, before) => (hasAny(candidates.documents, document, document + 1) ? before : []));
  for (let i = 1; i < parts.length; i++) {
    const [positions, gap] = [await found[i].starts(starts), gaps[i - 1]];
    const isNear = (a, b) => (a < b ? b - a - sizes[i - 1] < gap && b - a >= sizes[i - 1]
      : a - b - sizes[i] < gap && a - b >= sizes[i]);
    starts = narrowed(starts, (document, before) =>
      (positions.get(document) ?? []).filter((b) => before.some((a) => isNear(a, b))));
  }
  return { list: placed(candidates, starts, parts.length), marks: found.flatMap(({ marks }) => marks) };
}

/** document -> where something stands, where `keep(document, before)` leaves any. */
function narrowed(starts, keep) {
  const kept = Array.from(starts, ([document, before]) => [document, keep(document, before)]);
  return new Map(kept.filter(([, places]) => places.length));
}

/** The documents that have a place, with the mean of the scores of `size` parts; in a heading, as a word of one. */
function placed(candidates, starts, size) {
  const list = filter(candidates, (document) => starts.has(document));
  const heading = (score) => HEADED * Math.max(1, Math.floor(score / HEADED / size));
  const scores = list.scores.map((score, i) =>
    (score % HEADED) / size + (starts.get(list.documents[i]).some(inHeading) ? heading(score) : 0));
  return { documents: list.documents, scores };
}

// -- clauses --------------------------------------------------------------------------------------

/** Where the terms of a clause stand, and about how many documents they have; `taken`: the form of a word that stands in
 *  for one that no cable has. */
async function plan(store, clause) {
  if (clause.kind === "filter") return planFilter(store, clause);
  if (clause.kind === "near") {
    const parts = await Promise.all(clause.parts.map((part) => plan(store, part)));
    const places = parts.flatMap((part) => (part.kind === "prefix" ? [part.places[0]] : part.places));
    return { ...clause, parts, places, ...counted(parts.some(({ missing }) => missing), parts.map(({ count }) => count)) };
  }
  if (clause.kind === "prefix") {
    const places = await store.findPrefix(clause.words[0]);
    return { ...clause, places, missing: !places.length, count: places.reduce((sum, p) => sum + frequencyOf(p), 0) };
  }
  const places = await Promise.all(clause.words.map((word) => store.find(word)));
  const other = clause.kind === "word" && !places[0] ? await formOf(store, clause.words[0]) : null;
  return { ...clause, ...planned(other ? [other.place] : places), taken: other?.word };
}

const counted = (missing, counts) => ({ missing, count: missing ? 0 : Math.min(...counts) });

const planned = (places) =>
  ({ places, ...counted(places.some((place) => !place), places.map((place) => place && frequencyOf(place))) });

/** The first form of a word that some cable has. */
async function formOf(store, word) {
  for (const other of variants(word)) {
    const place = await store.find(other);
    if (place) return { word: other, place };
  }
  return null;
}

/** `tag:SCUL`: a filter among the words, by code or by name; `before:2009-06`, a range of documents. */
async function planFilter(store, clause) {
  const { key, value } = clause;
  const known = choices(await store.facets());
  if (key === "before" || key === "after") {
    const date = periodIn(value) ?? dateIn(value);
    const [low, high] = date ? store.rangeOf(date) : [0, 0];
    const told = date ? "" : `“${value}” is no date: write 2009, 2009-06 or 2009-06-24.`;
    return ranged(clause, date && (key === "before" ? [0, low] : [high, store.documents]), told);
  }
  const values = fitting(known, key, value);
  const told = problem(known, key, value, values);
  if (key === "era") return ranged(clause, values.length === 1 && eraOf(store, values[0]), told);
  const place = values.length === 1 ? await store.find(`${key}:${values[0]}`) : null;
  return { ...clause, ...planned([place]), problem: told };
}

const ranged = (clause, range, told) =>
  ({ ...clause, range, places: [null], missing: !range, count: range ? range[1] - range[0] : 0, problem: told });

const eraOf = (store, value) => daysOfEra(value).map((day) => store.firstFrom(day));

/** Documents of any clause of a group with their scores, and what to mark. */
async function readGroup(store, group, within) {
  const found = await Promise.all(group.map(async (clause) => {
    const { list, marks } = await read(store, clause, within);
    if (clause.kind === "filter") return { list, marks };
    const least = clause.words.length > 1 ? 0 : Math.min(clause.count, store.documents);
    const count = Math.max(least, list.documents.length);
    const idf = Math.log(1 + (store.documents - count + 0.5) / (count + 0.5));
    return { list: { documents: list.documents, scores: list.scores.map((n) => idf * weight(n)) }, marks };
  }));
  return { list: any(found.map(({ list }) => list)), marks: found.flatMap(({ marks }) => marks) };
}

/** Documents that have a clause of every group and no clause that is not wanted. The rarest group is read first, what
 *  needs positions last. A word that no cable has is left out of its group. */
async function matching(store, clauses, all) {
  const groups = groupsOf(clauses).map((group) => group.filter(({ missing }) => !missing));
  if (groups.some((group) => !group.length)) return { hits: NONE, marks: [] };
  const rank = (group) => group.reduce((sum, { words, count }) => sum + (words.length > 1 ? 2 ** 32 : 0) + count, 0);
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

// -- searches -------------------------------------------------------------------------------------

/** The cables whose identifier a query is, with or without the year. */
async function named(store, state, clauses) {
  const isPlain = clauses.every(({ or, not, kind }) => !or && !not && kind !== "filter");
  const word = isPlain && identifierIn(state.q);
  const place = word && (await store.find(word));
  if (!place) return NONE;
  const { list } = await read(store, { kind: "exact", places: [place] }, everything(0, store.documents));
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

/** Documents that pass the filters: any value of what a cable has one of, all values of what it has several of. */
async function filtered(store, state) {
  const [low, high] = [state.from && daysFrom(periodIn(state.from))[0], state.to && daysFrom(periodIn(state.to))[1]];
  let hits = everything(state.from ? store.firstFrom(low) : 0, state.to ? store.firstFrom(high) : store.documents);
  for (const kind of KINDS) {
    for (const values of ONE.includes(kind) ? [state[kind]] : state[kind].map((value) => [value])) {
      if (!values.length) continue;
      const places = await Promise.all(values.map((value) => kind !== "era" && store.find(`${kind}:${value}`)));
      const clause = { kind: "filter", places: places.filter(Boolean) };
      const list = kind === "era" ? any(values.map((value) => everything(...eraOf(store, value))))
        : (await read(store, clause, hits)).list;
      hits = both(hits, unscored(list));
    }
  }
  return hits;
}

/** Run a query: {documents in order, hits (sorted by number), own, marks, missing, taken, problems, date}. `own`: how many
 *  cables the query is the identifier of; `marks` are what to highlight: {words: Set} or {phrase: [words]}; `missing` the
 *  words that no cable has, as typed; `taken` pairs of such a word and the form taken for it; `problems` what is wrong with
 *  filters among the words; `date` a date that the query is, with `count`, its cables. A query that is an identifier or a
 *  date has no words missing. */
export async function search(store, state) {
  const clauses = await Promise.all(parse(state.q).map((clause) => plan(store, clause)));
  const all = await filtered(store, state);
  const found = await matching(store, clauses, all);
  const own = await named(store, state, clauses);
  const { date, list } = dated(store, state);
  const hits = [own, list].map((whole) => both(all, whole)).reduce(either, found.hits);
  return {
    documents: ordered(hits, state.sort || (clauses.length ? "best" : "new")),
    hits: hits.documents,
    own: own.documents.length,
    marks: found.marks,
    missing: own.documents.length || date?.month ? [] : clauses.filter(({ not }) => !not).flatMap(missingOf),
    taken: clauses.flatMap(takenIn),
    problems: clauses.map((clause) => clause.problem).filter(Boolean),
    date,
  };
}

/** [word as typed, form taken for it] of a clause, or of the parts of one with NEAR. */
const takenIn = ({ parts = [], typed, taken }) => (taken ? [[typed[0], taken]] : parts.flatMap(takenIn));

function missingOf({ typed, places, kind, missing, taken }) {
  if (!missing || taken) return [];
  return kind === "prefix" ? typed : typed.filter((_, i) => !places[i]);
}

/** How many of the cables found have each value of a filter. Of what a cable has one of, as if none were chosen: what
 *  another choice would add. */
export async function countsOf(store, state, kind, found) {
  const isOpen = ONE.includes(kind) && state[kind].length;
  const { hits } = isOpen ? await search(store, { ...state, [kind]: [] }) : found;
  if (kind !== "era") return store.counts(kind, hits);
  const upTo = (day) => last(hits.length, (i) => hits[i] < store.firstFrom(day)) + 1;
  const counts = ERAS.map(([value]) => [value, daysOfEra(value).map(upTo)]).map(([value, [a, b]]) => [value, b - a]);
  return new Map(counts.filter(([, count]) => count));
}

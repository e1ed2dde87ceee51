/** Answers queries: clauses and filters to documents with scores. */

import { choices, fitting, problem } from "./choose.js";
import { dateIn, daysFrom, daysOfEra, ERAS } from "./dates.js";
import { both, documentsIn, either, everything, nothing, ordered, scored, unscored, without } from "./lists.js";
import { groupsOf, identifierIn, KINDS, ONE, parse } from "./query.js";
import { last } from "./store.js";
import { variants } from "./suggest.js";

const FORMS = 64; // of a prefix: the most frequent
const K1 = 1.2;
const HEADING = [0, 3, 3.5, 4, 4.5]; // what a word gets in a heading, by its share: more than from any text
const EACH = 20; // what a word gets in any cable that has it, more than where it stands: of words joined by OR more come first
const HEADINGS = 64; // positions of identifier and subject
const EXACT = 1e6; // what the cable of an identifier and those of a date have above all others

// Until it is weighed, the score of a hit is a frequency; a share of a heading is in it as one that no text has: sums keep both.
const HEADED = 1024;
const shareOf = (frequency) => Math.min(HEADING.length - 1, Math.floor(frequency / HEADED));
const frequencyAt = Float32Array.from({ length: 80 }, (_, level) => 2 ** (((level & 15) - 8) / 2) + (level >> 4) * HEADED);

/** BM25's weight of a frequency. */
function weight(frequency) {
  const inText = frequency % HEADED;
  return ((K1 + 1) * inText) / (inText + 1) + HEADING[shareOf(frequency)];
}

// -- plans: where the terms of a clause are -------------------------------------------------------

/** A clause with `count`, how many documents may have it, 0 if none; the typed words that are `missing`, and [such a word, form
 *  `taken` for it]. */
async function plan(store, clause) {
  if (clause.kind === "filter") return planTyped(store, clause);
  if (clause.kind === "near") {
    const parts = await Promise.all(clause.parts.map((part) => plan(store, part)));
    const [missing, taken] = [parts.flatMap((part) => part.missing), parts.flatMap((part) => part.taken)];
    return { ...clause, parts, count: Math.min(...parts.map(({ count }) => count)), missing, taken };
  }
  if (clause.kind === "prefix") {
    const places = await store.findPrefix(clause.words[0]);
    const count = places.reduce((sum, { frequency }) => sum + frequency, 0);
    return { ...clause, places, count, missing: count ? [] : clause.typed, taken: [] };
  }
  const places = await Promise.all(clause.words.map((word) => store.find(word)));
  const other = clause.kind === "word" && !places[0] && (await formOf(store, clause.words[0]));
  if (other) return { ...clause, ...planned([other.place]), taken: [[clause.typed[0], other.word]] };
  return { ...clause, ...planned(places), missing: clause.typed.filter((_, i) => !places[i]) };
}

const planned = (places) =>
  ({ places, count: Math.min(...places.map((place) => place?.frequency ?? 0)), missing: [], taken: [] });

/** The first form of a word that some cable has. */
async function formOf(store, word) {
  for (const other of variants(word)) {
    const place = await store.find(other);
    if (place) return { word: other, place };
  }
  return null;
}

/** `tag:SCUL`: a filter among the words, by code or by name; `before:2009-06`, a range of documents. */
async function planTyped(store, clause) {
  const { key, value } = clause;
  if (key !== "before" && key !== "after") {
    const known = choices(await store.facets());
    const values = fitting(known, key, value);
    const found = values.length === 1 ? await planFilter(store, key, values[0]) : planned([null]);
    return { ...clause, ...found, problem: problem(known, key, value, values) };
  }
  const date = dateIn(value);
  if (!date) return { ...clause, ...planned([null]), problem: `“${value}” is no date: write 2009, 2009-06 or 2009-06-24.` };
  const [low, high] = store.rangeOf(date);
  return { ...clause, ...ranged(key === "before" ? [0, low] : [high, store.documents]) };
}

const ranged = ([low, high]) => ({ ...planned([]), range: [low, high], count: Math.max(0, high - low) });

/** A value of a filter. */
async function planFilter(store, kind, value) {
  const found = kind === "era" ? ranged(daysOfEra(value).map((day) => store.firstFrom(day)))
    : planned([await store.find(`${kind}:${value}`)]);
  return { kind: "filter", words: [], ...found };
}

// -- reading: {hits, marks, starts}; `starts` gives where it stands in some documents -------------

function read(store, clause, within) {
  if (clause.kind === "phrase" || clause.kind === "near") return readPlaced(store, clause, within);
  return clause.range ? { hits: everything(store.documents, ...clause.range), marks: [] } : readTerms(store, clause, within);
}

async function readTerms(store, { kind, places }, within) {
  const best = places.slice().sort((a, b) => b.frequency - a.frequency).slice(0, FORMS);
  const lists = (await Promise.all(best.map((place) => store.lists(place, kind === "word", within)))).flat();
  const hits = nothing(store.documents);
  for (const { documents, levels } of lists) {
    documents.forEach((document, i) => (hits[document] = Math.max(0, hits[document]) + frequencyAt[levels[i]]));
  }
  if (kind === "filter") return { hits: unscored(hits), marks: [] };
  const marks = [{ words: new Set(lists.map(({ word }) => word)) }];
  return { hits, marks, starts: (wanted) => positionsIn(store, lists, wanted) };
}

/** document -> positions in some lists, of the documents that `wanted` has. */
async function positionsIn(store, lists, wanted) {
  const found = new Map();
  for (const { pack, documents, low } of lists) {
    const chosen = Array.from(documents.keys()).filter((i) => wanted.has(documents[i]));
    const positions = await store.positions(pack, chosen.map((i) => low + i));
    chosen.forEach((i, k) => found.set(documents[i], (found.get(documents[i]) ?? []).concat(positions[k])));
  }
  for (const positions of found.values()) positions.sort((a, b) => a - b);
  return found;
}

/** Documents in which words stand one after the other, or parts near one another. The rarest is read first, of the others what
 *  may still be needed; then where they stand, in documents in which it is still possible. */
async function readPlaced(store, clause, within) {
  const isPhrase = clause.kind === "phrase";
  const parts = isPhrase ? wordsOf(clause) : partsOf(clause);
  const rarest = parts.slice().sort((a, b) => a.count - b.count);
  let hits = unscored(within);
  for (const part of rarest) {
    part.found = await read(store, part, hits);
    hits = both(hits, part.found.hits);
  }
  let starts = null;
  for (const { found, shift, windows } of isPhrase ? rarest : parts) {
    const before = starts ?? { has: (document) => hits[document] >= 0 };
    const stands = (document, at) => !starts || follows(before.get(document), at, windows);
    const positions = Array.from(await found.starts(before)).filter(([document]) => before.has(document));
    const kept = positions.map(([document, own]) => [document, own.map((at) => at - shift).filter((at) => stands(document, at))]);
    starts = new Map(kept.filter(([, own]) => own.length));
  }
  const marks = isPhrase ? [{ phrase: clause.words }] : parts.flatMap(({ found }) => found.marks);
  return { hits: placed(hits, starts, parts.length), marks, starts: async () => starts };
}

/** The words of a phrase as parts: less its place in the phrase, each stands where all others do. */
const wordsOf = ({ places }) =>
  places.map((place, shift) => ({ kind: "exact", ...planned([place]), shift, windows: [[0, 0]] }));

/** The parts of a NEAR, and how far each may stand behind the one before: two windows, on either side of it. */
const partsOf = ({ parts, gaps }) => parts.map((part, i) => {
  const [size, before] = [part, parts[i - 1]].map((one) => (one?.kind === "phrase" ? one.words.length : 1));
  return { ...part, shift: 0, windows: [[before, before + gaps[i - 1] - 1], [1 - size - gaps[i - 1], -size]] };
});

/** Whether a position is in one of the windows behind any of sorted positions. */
const follows = (before, at, windows) => windows.some(([low, high]) =>
  at - before[last(before.length, (i) => before[i] < at - high) + 1] >= low);

/** The documents that have a place, with the mean of the scores of `size` parts; in a heading, as a word of one. */
const placed = (hits, starts, size) => scored(hits, (score, document) => {
  if (!starts.has(document)) return -1;
  const isHeaded = starts.get(document).some((position) => position < HEADINGS);
  return (score % HEADED) / size + (isHeaded ? HEADED * Math.max(1, Math.floor(score / HEADED / size)) : 0);
});

// -- clauses together -----------------------------------------------------------------------------

/** Documents of any clause of a group, weighed, and what to mark. A word that no cable has is left out. */
async function readGroup(store, group, within) {
  const found = await Promise.all(group.filter(({ count }) => count).map(async (clause) => {
    const { hits, marks } = await read(store, clause, within);
    return { hits: clause.kind === "filter" ? hits : weighed(hits, clause), marks };
  }));
  return { hits: found.map(({ hits }) => hits).reduce(either, nothing(store.documents)), marks: found.flatMap(({ marks }) => marks) };
}

function weighed(hits, { words, count }) {
  const least = words.length > 1 ? 0 : Math.min(count, hits.length);
  const frequency = Math.max(least, documentsIn(hits).length);
  const idf = Math.log(1 + (hits.length - frequency + 0.5) / (frequency + 0.5));
  return scored(hits, (score) => idf * (EACH + weight(score)));
}

/** Documents of `all` that have a clause of every group and no clause that is not wanted. The rarest group is read first, what
 *  needs positions last. */
async function matching(store, clauses, all) {
  const groups = groupsOf(clauses);
  const rank = (group) => group.reduce((sum, { words, count }) => sum + (count && words.length > 1 ? 2 ** 32 : 0) + count, 0);
  let hits = all;
  const marks = [];
  for (const group of groups.sort((a, b) => rank(a) - rank(b))) {
    const found = await readGroup(store, group, hits);
    hits = both(hits, found.hits);
    marks.push(...found.marks);
  }
  for (const clause of clauses.filter(({ not, count }) => not && count)) {
    hits = without(hits, (await read(store, clause, hits)).hits);
  }
  return { hits, marks };
}

/** Documents that pass the filters: any value of what a cable has one of, all values of what it has several of. */
async function filtered(store, state) {
  const [low, high] = [state.from && daysFrom(dateIn(state.from))[0], state.to && daysFrom(dateIn(state.to))[1]];
  let hits = everything(store.documents, state.from ? store.firstFrom(low) : 0, state.to ? store.firstFrom(high) : store.documents);
  for (const kind of KINDS) {
    for (const values of ONE.includes(kind) ? [state[kind]] : state[kind].map((value) => [value])) {
      const group = await Promise.all(values.map((value) => planFilter(store, kind, value)));
      if (group.length) hits = both(hits, (await readGroup(store, group, hits)).hits);
    }
  }
  return hits;
}

// -- searches -------------------------------------------------------------------------------------

/** The cables whose identifier a query is, with or without the year. */
async function named(store, state, clauses) {
  const isPlain = clauses.every(({ or, not, kind }) => !or && !not && kind !== "filter");
  const word = isPlain && identifierIn(state.q);
  const place = word && (await store.find(word));
  if (!place) return nothing(store.documents);
  const { hits } = await read(store, { kind: "exact", places: [place] }, everything(store.documents));
  return scored(hits, (score) => (shareOf(score) ? EXACT : -1));
}

/** The date a query is, with `count`, its cables, and these: a year is a word as well, and has none. */
function dated(store, state) {
  const date = dateIn(state.q);
  if (!date) return { date, days: nothing(store.documents) };
  const [low, high] = store.rangeOf(date);
  return { date: { ...date, count: high - low }, days: nothing(store.documents).fill(EXACT, low, date.month ? high : low) };
}

/** Run a query: {documents in order, hits (sorted by number), own, marks, missing, taken, problems, date}. `own`: how many
 *  cables the query is the identifier of; `marks` are what to highlight: {words: Set} or {phrase: [words]}; `missing` the
 *  words that no cable has, as typed; `taken` pairs of such a word and the form taken for it; `problems` what is wrong with
 *  filters among the words; `date` a date that the query is, with `count`, its cables. A query that is an identifier or a
 *  date has no words missing. */
export async function search(store, state) {
  const clauses = await Promise.all(parse(state.q).map((clause) => plan(store, clause)));
  const all = await filtered(store, state);
  const { hits: found, marks } = await matching(store, clauses, all);
  const [names, { date, days }] = [await named(store, state, clauses), dated(store, state)];
  const hits = [names, days].map((whole) => both(all, whole)).reduce(either, found);
  const own = documentsIn(names).length;
  return {
    documents: ordered(hits, state.sort || (clauses.length ? "best" : "new")),
    hits: documentsIn(hits),
    own,
    marks,
    missing: own || date?.month ? [] : clauses.filter(({ not }) => !not).flatMap(({ missing }) => missing),
    taken: clauses.flatMap(({ taken }) => taken),
    problems: clauses.map((clause) => clause.problem).filter(Boolean),
    date,
  };
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

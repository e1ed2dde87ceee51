/** What a reader typed, and what the address of the page says. Pure. */

import { locate, words } from "./words.js";

/** Filters of which a cable has one, so that any value will do; of the others it has several, all wanted. */
export const ONE = ["post", "country", "class", "era"];
export const COLUMNS = ["post", "country", "class", "caption", "tag"]; // in the order the root names them
export const KINDS = [...COLUMNS, "era"];
export const KEYS = [...KINDS, "before", "after"];

const PIECES = new RegExp(`(-?)(?:(${KEYS.join("|")}):)?(?:"([^"]*)"?|([^\\s"]+))`, "gi");
const OPERATORS = ["AND", "OR", "NOT"];
const NEAR = /^NEAR(?:\/(\d{1,3}))?$/;
const WIDE = 10; // words between, for NEAR without a number

/** 'ab "c d" =e f* g-h -i tag:J k NEAR/5 l' -> clauses {kind, words, typed, text, or, not}. Kinds: word (all
 *  forms), exact, prefix, phrase, near (with `parts` and the `gaps` between them), filter (with `key` and
 *  `value`). What is joined by a hyphen or a full stop is a phrase. `typed`: the words as they were typed;
 *  `not`: behind - or NOT; `or`: behind OR, so one of the same group as the clause before it. */
export function parse(text) {
  const found = [];
  let before = ""; // the operator that waits for its clause
  for (const [piece, sign, key, quoted, bare] of text.replace(/[“”„«»]/g, '"').matchAll(PIECES)) {
    const isNear = NEAR.test(piece) && found.length && found.at(-1).kind !== "filter";
    if (isNear || (OPERATORS.includes(piece) && (found.length || piece === "NOT"))) {
      before = piece;
      continue;
    }
    const made = key ? filterOf(piece, key, quoted ?? bare) : clause(piece.slice(sign.length), quoted, bare);
    if (!made) continue;
    const not = sign === "-" || before === "NOT";
    const near = before.match(NEAR);
    if (near && !sign && !key) found.push(joined(found.pop(), made, Number(near[1] ?? WIDE), before));
    else found.push({ ...made, not, or: before === "OR" && !not && !found.at(-1).not });
    before = "";
  }
  return before ? [...found, { ...clause(before, undefined, before), not: false, or: false }] : found;
}

/** Two clauses with NEAR between them, the first perhaps such a pair already. */
function joined(first, next, gap, operator) {
  const { parts, gaps } = first.kind === "near" ? first : { parts: [first], gaps: [] };
  const [both, typed] = [[...first.words, ...next.words], [...first.typed, ...next.typed]];
  const text = `${first.text} ${operator} ${next.text}`;
  return { ...first, kind: "near", parts: [...parts, next], gaps: [...gaps, gap], words: both, typed, text };
}

const filterOf = (text, key, value) =>
  value.trim() && { kind: "filter", key: key.toLowerCase(), value: value.trim(), words: [], typed: [], text };

function clause(piece, quoted, bare) {
  const text = quoted ?? bare;
  const found = locate(text);
  if (!found.length) return null;
  const kind = found.length > 1 ? "phrase"
    : quoted !== undefined || bare.startsWith("=") ? "exact" : bare.endsWith("*") ? "prefix" : "word";
  const typed = found.map(({ start, end }) => text.slice(start, end));
  return { kind, words: found.map(({ word }) => word), typed, text: piece };
}

/** Clauses as groups, of each of which one clause must match: 'a b OR c' -> [[a], [b, c]]. */
export const groupsOf = (clauses) => clauses.filter(({ not }) => !not).reduce((groups, one) =>
  (one.or ? [...groups.slice(0, -1), [...groups.at(-1), one]] : [...groups, [one]]), []);

const isQuoted = (text) => /^".*"$/.test(text);
const told = (text) => (isQuoted(text) ? text : `“${text.replace(/^[-(]+|\)+$/g, "")}”`);
const hasBracket = ({ kind, text }) => kind !== "filter" && !isQuoted(text) && /^-?\(|\)$/.test(text);

/** What operators were taken to mean, in words; brackets are none. */
function spelled(clauses) {
  const wanted = groupsOf(clauses).map((group) => group.map(({ text }) => told(text)).join(" or "));
  const unwanted = clauses.filter(({ not }) => not).map(({ text }) => told(text.replace(/^-/, "")));
  const parts = [
    wanted.length && `with ${wanted.join(", and with ")}`,
    unwanted.length && `without ${unwanted.join(" or ")}`,
  ];
  const meant = clauses.some(({ or }) => or) ? ": OR joins the words on both sides of it" : "";
  const brackets = clauses.some(hasBracket) ? ` Brackets group nothing${meant}.` : "";
  return `Cables ${parts.filter(Boolean).join(", ")}.${brackets}`;
}

const MEANT = { or: "either of the words beside it", not: "without the word behind it" };

/** Sentences on how a query was read, where that may not be what it seems to say. */
export function reading(q) {
  const clauses = parse(q);
  const small = clauses.slice(1, -1).find(({ text }) => Object.hasOwn(MEANT, text))?.text;
  const lone = clauses.find(({ text }) => OPERATORS.includes(text) || NEAR.test(text))?.text;
  return [
    clauses.some(({ or, not }) => or || not) && spelled(clauses),
    q && !clauses.length && `There is no word or number in “${q}” to look for.`,
    small && `“${small}” was looked for as a word. In capitals, it means: ${MEANT[small]}.`,
    lone && `“${lone}” was looked for as a word, as it does not stand between two.`,
  ].filter(Boolean);
}

/** 'a b' -> 'a OR b', any of the words; '' for what is more than several words. */
export function wider(q) {
  const clauses = parse(q);
  const isPlain = clauses.length > 1 && clauses.every(({ kind, or, not }) => kind === "word" && !or && !not);
  return isPlain ? clauses.map(({ text }) => text).join(" OR ") : "";
}

/** '2009 Tashkent 0208' -> '9tashkent208', the word an identifier is in the index; '' if it cannot be one. */
export function identifierIn(text) {
  const parts = words(text).join("").match(/^(?:(?:19|20)?(\d\d?))?(\p{L}+)0*(\d+)$/u);
  return parts ? [parts[1] ? Number(parts[1]) : "", parts[2], parts[3]].join("") : "";
}

const PARTS = ["q", ...KINDS, "from", "to", "sort"]; // of an address, in order

/** '?q=…&tag=A&tag=B' -> {q, post: [], …, tag: ['A', 'B'], from, to, sort} */
export function stateFrom(search) {
  const given = new URLSearchParams(search);
  const all = (key) => [...new Set(given.getAll(key).filter(Boolean))];
  const one = (key) => given.get(key)?.trim() ?? "";
  return Object.fromEntries(PARTS.map((key) => [key, (KINDS.includes(key) ? all : one)(key)]));
}

/** The other way; what is not set is left out. */
export function searchFrom(state) {
  const pairs = ([key, value]) => [...new Set([value].flat())].filter(Boolean).map((one) => [key, one]);
  const set = Object.entries(state).flatMap(pairs);
  return set.length ? `?${new URLSearchParams(set)}` : "";
}

/** True if there is nothing to look for. */
export const isEmpty = (state) => !parse(state.q).length && !searchFrom({ ...state, q: "", sort: "" });

/** Whether the first year or month is after the last. */
export const isReversed = ({ from, to }) => Boolean(from && to) && from.slice(0, to.length) > to;

/** What a reader typed, and what the address of the page says. Pure. */

import { locate, words } from "./words.js";

/** Filters of which a cable has one, so that any value will do, and those of which it has several, all wanted. */
export const ONE = ["post", "country", "class", "era"];
export const COLUMNS = ["post", "country", "class", "caption", "tag"]; // in the order the root names them
export const KINDS = [...COLUMNS, "era"];
export const KEYS = [...KINDS, "before", "after"];

const PIECES = new RegExp(`(-?)(?:(${KEYS.join("|")}):)?(?:"([^"]*)"?|([^\\s"]+))`, "gi");
const OPERATORS = ["AND", "OR", "NOT"];
const NEAR = /^NEAR(?:\/(\d{1,3}))?$/;
const WIDE = 10; // words between, for NEAR without a number

/** 'ab "c d" =e f* g-h -i tag:J k NEAR/5 l' -> clauses {kind, words, typed, text, or, not}. Kinds: word (all forms), exact,
 *  prefix, phrase, near (with `parts` and the `gaps` between them), filter (with `key` and `value`). What is joined by a
 *  hyphen or a full stop is a phrase. `typed`: the words as they were typed; `not`: behind - or NOT; `or`: behind OR, so
 *  one of the same group as the clause before it. */
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
    if (near && !sign && !key) found.push(joined(found.pop(), made, Number(near[1] ?? WIDE), piece, before));
    else found.push({ ...made, not, or: before === "OR" && !not && !found.at(-1).not });
    before = "";
  }
  return before ? [...found, { ...clause(before, undefined, before), not: false, or: false }] : found;
}

function joined(first, next, gap, piece, operator) {
  const { parts, gaps } = first.kind === "near" ? first : { parts: [first], gaps: [] };
  const [both, typed] = [[...first.words, ...next.words], [...first.typed, ...next.typed]];
  const text = `${first.text} ${operator} ${piece}`;
  return { ...first, kind: "near", parts: [...parts, next], gaps: [...gaps, gap], words: both, typed, text };
}

const filterOf = (text, key, value) =>
  value.trim() && { kind: "filter", key: key.toLowerCase(), value: value.trim(), words: [], typed: [], text };

function clause(piece, quoted, bare) {
  const text = quoted ?? bare;
  const found = locate(text);
  if (!found.length) return null;
  const made = { words: found.map(({ word }) => word), typed: found.map(({ start, end }) => text.slice(start, end)) };
  return { ...made, kind: kindOf(made.words, quoted, bare), text: piece };
}

function kindOf(found, quoted, bare) {
  if (found.length > 1) return "phrase";
  if (quoted !== undefined || bare.startsWith("=")) return "exact";
  return bare.endsWith("*") ? "prefix" : "word";
}

/** Clauses as groups, of each of which one clause must match: 'a b OR c' -> [[a], [b, c]]. */
export function groupsOf(clauses) {
  const groups = [];
  for (const one of clauses.filter(({ not }) => !not)) {
    if (one.or) groups.at(-1).push(one);
    else groups.push([one]);
  }
  return groups;
}

const isQuoted = (text) => /^".*"$/.test(text);
const bare = (text) => (isQuoted(text) ? text : text.replace(/^[-(]+|\)+$/g, ""));
const hasBracket = ({ kind, text }) => kind !== "filter" && !isQuoted(text) && /^-?\(|\)$/.test(text);

/** What operators were taken to mean, in words; '' if there are none. Brackets are no operators. */
export function spelled(clauses) {
  if (!clauses.some(({ or, not }) => or || not)) return "";
  const told = ({ text }) => (isQuoted(text) ? text : `“${bare(text)}”`);
  const wanted = groupsOf(clauses).map((group) => group.map(told).join(" or "));
  const unwanted = clauses.filter(({ not }) => not).map(({ text }) => told({ text: text.replace(/^-/, "") }));
  const parts = [
    wanted.length ? `with ${wanted.join(", and with ")}` : "",
    unwanted.length ? `without ${unwanted.join(" or ")}` : "",
  ];
  const meant = clauses.some(({ or }) => or) ? ": OR joins the words on both sides of it" : "";
  return `Cables ${parts.filter(Boolean).join(", ")}.${clauses.some(hasBracket) ? ` Brackets group nothing${meant}.` : ""}`;
}

/** '2009 Tashkent 0208' -> '9tashkent208', the word an identifier is in the index; '' if it cannot be one. */
export function identifierIn(text) {
  const parts = words(text).join("").match(/^(?:(?:19|20)?(\d\d?))?(\p{L}+)0*(\d+)$/u);
  return parts ? [parts[1] ? Number(parts[1]) : "", parts[2], parts[3]].join("") : "";
}

const SINGLE = ["q", "from", "to", "sort"];

/** '?q=…&tag=A&tag=B' -> {q, post: [], …, tag: ['A', 'B'], from, to, sort} */
export function stateFrom(search) {
  const given = new URLSearchParams(search);
  const one = SINGLE.map((key) => [key, (given.get(key) ?? "").trim()]);
  return Object.fromEntries([...one, ...KINDS.map((key) => [key, [...new Set(given.getAll(key).filter(Boolean))]])]);
}

/** The other way; what is not set is left out. */
export function searchFrom(state, more = {}) {
  const given = new URLSearchParams();
  for (const key of ["q", ...KINDS, "from", "to", "sort"]) {
    for (const value of [state[key]].flat()) if (value) given.append(key, value);
  }
  for (const [key, value] of Object.entries(more)) given.append(key, value);
  const text = given.toString();
  return text ? `?${text}` : "";
}

/** True if there is nothing to look for. */
export const isEmpty = (state) =>
  !parse(state.q).length && !state.from && !state.to && KINDS.every((key) => !state[key].length);

/** What a reader typed, and what the address of the page says. Pure. */

import { words } from "./words.js";

const PIECES = /(-?)(?:(tag|post|class):)?(?:"([^"]*)"?|([^\s"]+))/gi;
const OPERATORS = ["AND", "OR", "NOT"];

/** 'ab "c d" =e f* g-h -i tag:J' -> clauses {kind, words, text, or, not}. Kinds: word (all forms), exact,
 *  prefix, phrase, filter. What is joined by a hyphen or a full stop is a phrase. `not`: behind - or NOT;
 *  `or`: behind OR, so one of the same group as the clause before it. */
export function parse(text) {
  const found = [];
  let before = ""; // the operator that waits for its clause
  for (const [piece, sign, key, quoted, bare] of text.replace(/[“”„«»]/g, '"').matchAll(PIECES)) {
    if (OPERATORS.includes(piece) && (found.length || piece === "NOT")) {
      before = piece;
      continue;
    }
    const made = key ? filter(piece, key, quoted ?? bare) : clause(piece.slice(sign.length), quoted, bare);
    if (!made) continue;
    const not = sign === "-" || before === "NOT";
    found.push({ ...made, not, or: before === "OR" && !not && !found.at(-1).not });
    before = "";
  }
  return before ? [...found, { ...clause(before, undefined, before), not: false, or: false }] : found;
}

function filter(text, key, value) {
  return value.trim() ? { kind: "filter", key: key.toLowerCase(), value: value.trim(), words: [], text } : null;
}

function clause(piece, quoted, bare) {
  const found = words(quoted ?? bare);
  if (!found.length) return null;
  if (found.length > 1) return { kind: "phrase", words: found, text: piece };
  if (quoted !== undefined || bare.startsWith("=")) return { kind: "exact", words: found, text: piece };
  return { kind: bare.endsWith("*") ? "prefix" : "word", words: found, text: piece };
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

/** What operators were taken to mean, in words; '' if there are none. */
export function spelled(clauses) {
  if (!clauses.some(({ or, not }) => or || not)) return "";
  const told = ({ text }) => (/^".*"$/.test(text) ? text : `“${text}”`);
  const wanted = groupsOf(clauses).map((group) => group.map(told).join(" or "));
  const unwanted = clauses.filter(({ not }) => not).map((one) => told({ text: one.text.replace(/^-/, "") }));
  const parts = [
    wanted.length ? `with ${wanted.join(", and with ")}` : "",
    unwanted.length ? `without ${unwanted.join(" or ")}` : "",
  ];
  return `Cables ${parts.filter(Boolean).join(", ")}.`;
}

/** '2009 Tashkent 0208' -> '9tashkent208', the word an identifier is in the index; '' if it cannot be one. */
export function identifierIn(text) {
  const parts = words(text).join("").match(/^(?:(?:19|20)?(\d\d?))?(\p{L}+)0*(\d+)$/u);
  return parts ? [parts[1] ? Number(parts[1]) : "", parts[2], parts[3]].join("") : "";
}

const MANY = ["post", "tag", "class"];
const ONE = ["q", "from", "to", "sort"];

/** '?q=…&tag=A&tag=B' -> {q, post: [], tag: ['A', 'B'], class: [], from, to, sort} */
export function stateFrom(search) {
  const given = new URLSearchParams(search);
  const one = ONE.map((key) => [key, (given.get(key) ?? "").trim()]);
  const many = MANY.map((key) => [key, [...new Set(given.getAll(key).filter(Boolean))]]);
  return Object.fromEntries([...one, ...many]);
}

/** The other way; what is not set is left out. */
export function searchFrom(state) {
  const given = new URLSearchParams();
  for (const key of ["q", "post", "tag", "from", "to", "class", "sort"]) {
    for (const value of [state[key]].flat()) if (value) given.append(key, value);
  }
  const text = given.toString();
  return text ? `?${text}` : "";
}

/** True if there is nothing to look for. */
export const isEmpty = (state) =>
  !parse(state.q).length && !state.from && !state.to && MANY.every((key) => !state[key].length);

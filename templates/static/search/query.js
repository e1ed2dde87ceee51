/** What a reader typed, and what the address of the page says. Pure. */

import { words } from "./words.js";

const PIECES = /"([^"]*)"?|([^\s"]+)/g;

/** 'ab "c d" =e f* g-h' -> clauses {kind, words, text}; all must match. Kinds: word (all forms),
 *  exact, prefix, phrase. What is joined by a hyphen or a full stop is a phrase. */
export function parse(text) {
  const typographic = text.replace(/[“”„«»]/g, '"');
  return [...typographic.matchAll(PIECES)].map(([piece, quoted, bare]) => clause(piece, quoted, bare)).filter(Boolean);
}

function clause(piece, quoted, bare) {
  const found = words(quoted ?? bare);
  if (!found.length) return null;
  if (found.length > 1) return { kind: "phrase", words: found, text: piece };
  if (quoted !== undefined || bare.startsWith("=")) return { kind: "exact", words: found, text: piece };
  return { kind: bare.endsWith("*") ? "prefix" : "word", words: found, text: piece };
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

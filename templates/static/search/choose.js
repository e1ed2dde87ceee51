/** What can be chosen in a filter, and what somebody meant by what was typed. Pure. */

import { words } from "./words.js";

const NAMED = 3; // choices told where several fit

/** Choices from the facet file: {post: Map, tag: Map, class: Map} of value -> {name, count}. */
export function choices(facets) {
  const named = (rows) => new Map(rows.map(([value, name, count]) => [value, { name, count }]));
  return Object.fromEntries(Object.entries(facets).map(([kind, rows]) => [kind, named(rows)]));
}

/** 'Embassy Tashkent (TASHKENT)' */
export function label(known, kind, value) {
  const name = known[kind]?.get(value)?.name;
  return name ? `${name} (${value})` : value;
}

const folded = (text) => ` ${words(text).join(" ")} `;

const COUNT = /\s*\(\d[\d.,\s'’]*\)\s*$/; // behind a suggestion: how many cables

/** What the site calls a value: its code, its name, both ('Embassy Tashkent (TASHKENT)', 'SCUL Cultural Affairs'). */
const callings = (code, name) => [code, name, name + code.trimStart(), code + name.trimStart()];

/** Values that fit: the code itself, else those that are called so, with a number of cables or a country behind it,
 *  else those with that beginning of words in it. */
export function fitting(known, kind, typed) {
  const text = typed.replace(COUNT, "");
  const wanted = folded(text);
  if (!wanted.trim()) return [];
  const first = folded(text.split(",")[0]);
  const all = [...known[kind]].map(([value, { name }]) => ({ value, code: folded(value), name: folded(name) }));
  const tests = [
    ({ value }) => value.toLowerCase() === text.trim().toLowerCase(),
    ({ code, name }) => callings(code, name).includes(wanted),
    ({ name }) => kind === "post" && name === first,
    ({ code, name }) => [code, name].some((text) => text.includes(wanted.trimEnd())),
  ];
  for (const test of tests) {
    const found = all.filter(test);
    if (found.length) return found.map(({ value }) => value);
  }
  return [];
}

const KINDS = { post: "post", tag: "tag", class: "classification" };

/** Why a filter cannot be set; '' if one value fits. */
export function problem(known, kind, typed, values) {
  if (values.length === 1 || !typed.trim()) return "";
  if (!values.length) return `No ${KINDS[kind]} here is called “${typed}”.`;
  const few = values.slice(0, NAMED).map((value) => label(known, kind, value)).join(", ");
  const others = values.length - NAMED;
  return `“${typed}” could be ${few}${others > 0 ? ` or ${others} more` : ""}: choose one.`;
}

const isYear = (text) => /^\d{4}$/.test(text);

/** Whether the first year is after the last. */
export const isReversed = ({ from, to }) => isYear(from) && isYear(to) && from > to;

/** {from, to}: what is wrong with the years, '' if nothing is. */
export function yearProblems({ from, to }) {
  const told = (text) => (!text || isYear(text) ? "" : `“${text}” is not a year: write four digits, like 1985.`);
  return { from: told(from), to: isReversed({ from, to }) ? `No year is both from ${from} on and up to ${to}.` : told(to) };
}

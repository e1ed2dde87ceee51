/** What can be chosen in a filter, and what somebody meant by what was typed. Pure. */

import { dateIn, ERAS } from "./dates.js";
import { words } from "./words.js";

const NAMED = 3; // choices told where several fit

/** Choices from the facet file, and the eras: {post: Map, tag: Map, …} of value -> {name, count}. */
export function choices(facets) {
  const named = (rows) => new Map(rows.map(([value, name, count]) => [value, { name, count }]));
  const eras = named(ERAS.map(([value, name]) => [value, name, 0]));
  return { ...Object.fromEntries(Object.entries(facets).map(([kind, rows]) => [kind, named(rows)])), era: eras };
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
  const all = Array.from(known[kind] ?? [], ([value, { name }]) => ({ value, code: folded(value), name: folded(name) }));
  const tests = [
    ({ value }) => value.toLowerCase() === text.trim().toLowerCase(),
    ({ code, name }) => callings(code, name).includes(wanted),
    ({ name }) => kind === "post" && name === first,
    ({ code, name }) => [code, name].some((called) => called.includes(wanted.trimEnd())),
  ];
  const found = tests.map((test) => all.filter(test)).find((some) => some.length) ?? [];
  return found.map(({ value }) => value);
}

/** Why a filter cannot be set; '' if one value fits. */
export function problem(known, kind, typed, values) {
  if (values.length === 1 || !typed.trim()) return "";
  if (!values.length) return `No ${kind === "class" ? "classification" : kind} here is called “${typed}”.`;
  const few = values.slice(0, NAMED).map((value) => label(known, kind, value)).join(", ");
  const others = values.length - NAMED;
  return `“${typed}” could be ${few}${others > 0 ? ` or ${others} more` : ""}: choose one.`;
}

/** '2009', '2009-06' -> {year, month}, or null. */
export const periodIn = (text) => (/^\d{4}(-\d\d)?$/.test(text) ? dateIn(text) : null);

/** Whether the first year or month is after the last. */
export const isReversed = ({ from, to }) => Boolean(periodIn(from) && periodIn(to)) && from.slice(0, to.length) > to;

/** {from, to}: what is wrong with the years, '' if nothing is. */
export function yearProblems({ from, to }) {
  const told = (text) => (!text || periodIn(text) ? "" : `“${text}” is not a year: write four digits, like 1985.`);
  return { from: told(from), to: isReversed({ from, to }) ? `No year is both from ${from} on and up to ${to}.` : told(to) };
}

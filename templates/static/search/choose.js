/** What can be chosen in a filter, and what somebody meant by what was typed. Pure. */

import { ERAS } from "./dates.js";
import { words } from "./words.js";

const NAMED = 3; // choices told where several fit

/** Choices from the facet file, and the eras: {post: Map, tag: Map, …} of value -> {name, count}. */
export function choices(facets) {
  const named = (rows) => new Map(rows.map(([value, name, count]) => [value, { name, count }]));
  const known = Object.entries({ ...facets, era: ERAS });
  return Object.fromEntries(known.map(([kind, rows]) => [kind, named(rows)]));
}

/** 'Embassy Tashkent (TASHKENT)' */
export function label(known, kind, value) {
  const name = known[kind]?.get(value)?.name;
  if (name && kind === "era") return `${value}, ${name}`;
  return name ? `${name} (${value})` : value;
}

const COUNT = /\s*\(\d[\d.,\s'’]*\)\s*$/; // behind a suggestion: how many cables

const folded = (text) => ` ${words(text).join(" ")} `;

/** Values that fit: the code itself, else those that are called so (by code, name or both, as the site prints
 *  them), with a number of cables or a country behind it, else those with that beginning of words in it. */
export function fitting(known, kind, typed) {
  const text = typed.replace(COUNT, "");
  const [wanted, first] = [text, text.split(",")[0]].map(folded);
  if (!wanted.trim()) return [];
  const tests = [
    ([value]) => value.toLowerCase() === text.trim().toLowerCase(),
    ([, code, name]) => [code, name, name + code.slice(1), code + name.slice(1)].includes(wanted),
    ([, , name]) => kind === "post" && name === first,
    ([, code, name]) => (code + name).includes(wanted.trimEnd()),
  ];
  const all = Array.from(known[kind] ?? [], ([value, { name }]) => [value, folded(value), folded(name)]);
  return (tests.map((test) => all.filter(test)).find((some) => some.length) ?? []).map(([value]) => value);
}

/** Why a filter cannot be set; '' if one value fits. */
export function problem(known, kind, typed, values) {
  if (values.length === 1 || !typed.trim()) return "";
  if (!values.length) return `No ${kind === "class" ? "classification" : kind} here is called “${typed}”.`;
  const few = values.slice(0, NAMED).map((value) => label(known, kind, value)).join(", ");
  const others = values.length - NAMED;
  return `“${typed}” could be ${few}${others > 0 ? ` or ${others} more` : ""}: choose one.`;
}

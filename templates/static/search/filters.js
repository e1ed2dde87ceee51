/** The filters: what can be chosen, and what has been. */

import { chip, element, number } from "./view.js";

const byId = (id) => document.getElementById(id);

/** Choices from the facet file: {post: Map, tag: Map, class: Map} of value -> {name, count}. */
export function choices({ posts, tags, classes }) {
  const named = (rows) => new Map(rows.map(([value, name, count]) => [value, { name, count }]));
  return { post: named(posts), tag: named(tags), class: named(classes.map(([value, count]) => [value, "", count])) };
}

/** 'Embassy Tashkent (TASHKENT)' */
export function label(known, kind, value) {
  const name = known[kind]?.get(value)?.name;
  return name ? `${name} (${value})` : value;
}

/** Fill the lists of the form. */
export function offer(known, years) {
  for (const kind of ["post", "tag"]) {
    byId(`${kind}-choices`).replaceChildren(...Array.from(known[kind], ([value, { name, count }]) =>
      element("option", { value, label: `${name ? `${name}, ` : ""}${value} (${number(count)})` })));
  }
  byId("class").append(...Array.from(known.class, ([value, { count }]) =>
    element("option", { value }, `${value} (${number(count)})`)));
  for (const [id, year] of [["from", years[0]], ["to", years.at(-1)]]) {
    if (year) byId(id).setAttribute("placeholder", year[0]);
  }
}

/** The value that somebody typed the code or the name of; '' if none. */
export function chosen(known, kind, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return "";
  const found = [...known[kind]].find(([value, { name }]) => [value, name].some((t) => t.toLowerCase() === wanted));
  return found?.[0] ?? "";
}

const NAMES = { post: "Post", tag: "Tag", class: "Classification", from: "From", to: "To" };

/** Show the filters that are set; `change(state)` is called with a state less one of them. */
export function showActive(known, state, change) {
  const chips = Object.keys(NAMES).flatMap((kind) => [state[kind]].flat().filter(Boolean).map((value) => {
    const rest = Array.isArray(state[kind]) ? state[kind].filter((other) => other !== value) : "";
    return chip(`${NAMES[kind]}: ${label(known, kind, value)}`, () => change({ ...state, [kind]: rest }));
  }));
  byId("active").replaceChildren(...chips);
  byId("active").hidden = !chips.length;
}

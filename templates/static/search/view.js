/** What the page shows, as elements. Text goes in as text, never as HTML. */

import { siteUrl } from "./site.js";

/** element("a", {class: "x", href: "…"}, "text", child, …) */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The element in a <template> of the page, with what belongs where a class is of that name. */
export function filled(id, contents) {
  const made = document.getElementById(id).content.firstElementChild.cloneNode(true);
  for (const [name, content] of Object.entries(contents)) {
    made.querySelector(`.${name}`).replaceChildren(...[content].flat());
  }
  return made;
}

export const number = (value) => value.toLocaleString(document.documentElement.lang || undefined);

export const cables = (count) => `${number(count)} ${count === 1 ? "cable" : "cables"}`;

/** Pieces of an excerpt, hits in <mark>. */
export const pieces = (parts) => parts.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

const LEVEL = /^(?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|LIMITED|UNCLAS)|/i;

/** One hit, like a row of any other list of cables; the excerpt comes later. */
export function hit({ url, identifier, date, classification, specimen }, title, post) {
  const level = `level-${classification.match(LEVEL)[0].toLowerCase().replace(" ", "-")}`;
  const heading = title.length ? title : identifier;
  const day = date.slice(0, 10);
  const item = filled("hit", { day, "row-title": heading, id: identifier, post, class: classification });
  item.querySelector("time").dateTime = date;
  item.querySelector("a").href = siteUrl(url).href;
  if (classification) item.querySelector(".class").classList.add(level);
  else item.querySelector(".class").remove();
  if (!specimen) item.querySelector(".specimen").remove();
  return item;
}

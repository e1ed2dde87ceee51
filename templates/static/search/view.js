/** What the page shows, as elements. Text goes in as text, never as HTML. */

import { siteUrl } from "./site.js";

/** element("a", {class: "x", href: "…"}, "text", child, …) */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const number = (value) => value.toLocaleString(document.documentElement.lang || undefined);

export const cables = (count) => `${number(count)} ${count === 1 ? "cable" : "cables"}`;

const LEVELS = ["TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "LIMITED", "UNCLAS"];

function level(classification) {
  const found = LEVELS.find((name) => classification.toUpperCase().startsWith(name));
  return found ? ` level-${found.toLowerCase().replace(" ", "-")}` : "";
}

/** One hit, like a row of any other list of cables; the excerpt comes later. */
export function hit(row, post, title) {
  const excerpt = element("p", { class: "excerpt" });
  const item = element(
    "li",
    {},
    element("time", { datetime: row.date }, row.date.slice(0, 10)),
    element(
      "div",
      {},
      element("a", { class: "row-title", href: siteUrl(row.url).href }, ...(title.length ? title : [row.title || row.identifier])),
      element(
        "p",
        { class: "row-note" },
        element("span", { class: "id" }, row.identifier),
        " ",
        element("span", {}, post),
        " ",
        element("span", { class: `class${level(row.classification)}` }, row.classification),
        ...(row.specimen ? [" ", element("span", { class: "specimen" }, "Specimen")] : []),
      ),
      excerpt,
    ),
  );
  return { item, excerpt };
}

/** The other ways to a cable. */
export function browse() {
  const link = (path, text) => element("a", { href: siteUrl(path).href }, text);
  return element("p", {}, "Or look through the cables by ", link("/tag/", "tag"), ", by ", link("/post/", "post"),
    " or by ", link("/date/", "date"), ".");
}

/** Pieces of an excerpt, hits in <mark>. */
export const pieces = (parts) => parts.map(({ text, hit: isHit }) => (isHit ? element("mark", {}, text) : text));

/** A filter that is set, as a button that takes it away. */
export function chip(text, remove) {
  const button = element("button", { type: "button", class: "chip", "aria-label": `Remove filter: ${text}` }, text);
  button.addEventListener("click", remove);
  return element("li", {}, button);
}

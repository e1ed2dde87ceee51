/** The filters: what can be chosen, and what has been. */

import { label } from "./choose.js";
import { chip, element, number } from "./view.js";

const byId = (id) => document.getElementById(id);

/** Fill the lists of the form, anew if the site was; what was chosen stays. */
export function offer(known, years) {
  for (const kind of ["post", "tag"]) {
    byId(`${kind}-choices`).replaceChildren(...Array.from(known[kind], ([value, { name, count }]) =>
      element("option", { value, label: `${name ? `${name}, ` : ""}${value} (${number(count)})` })));
  }
  const list = byId("class");
  const chosen = list.value;
  list.replaceChildren(list.options[0], ...Array.from(known.class, ([value, { count }]) =>
    element("option", { value }, `${value} (${number(count)})`)));
  list.value = known.class.has(chosen) ? chosen : "";
  for (const [id, year] of [["from", years[0]], ["to", years.at(-1)]]) {
    if (year) byId(id).setAttribute("placeholder", year[0]);
  }
}

const NOTED = ["post", "tag", "from", "to"];

/** A place beside each box for what is wrong with it, read out when it changes. */
export function addNotes() {
  for (const id of NOTED) {
    byId(id).closest("p").after(element("p", { id: `${id}-note`, class: "filter-note", role: "status", "aria-live": "polite" }));
    byId(id).setAttribute("aria-describedby", `${id}-note`);
  }
}

/** Say what is wrong with a box; '' takes it away. */
export function note(id, text) {
  if (byId(`${id}-note`).textContent !== text) byId(`${id}-note`).textContent = text;
  if (text) byId(id).setAttribute("aria-invalid", "true");
  else byId(id).removeAttribute("aria-invalid");
}

const NAMES = { post: "Post", tag: "Tag", class: "Classification", from: "From", to: "To" };

/** Show these chips; the focus stays at its place among them, whoever shows them anew, and whenever. */
function place(chips) {
  const list = byId("active");
  const buttons = () => [...list.querySelectorAll("button")];
  const focused = buttons().indexOf(document.activeElement);
  list.replaceChildren(...chips);
  list.hidden = !chips.length;
  buttons()[focused]?.focus();
}

/** Show the filters that are set; `change(state)` is called with a state less one of them. */
export function showActive(known, state, change) {
  const chips = Object.keys(NAMES).flatMap((kind) => [state[kind]].flat().filter(Boolean).map((value) => {
    const rest = Array.isArray(state[kind]) ? state[kind].filter((other) => other !== value) : "";
    return [`${NAMES[kind]}: ${label(known, kind, value)}`, { ...state, [kind]: rest }];
  })).map(([text, less]) => chip(text, (event) => {
    change(less);
    const isLost = !byId("active").contains(document.activeElement);
    if (isLost && !event.detail) byId("q").focus(); // a tap would open the keyboard of a telephone
  }));
  place(chips);
}

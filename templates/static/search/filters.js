/** The filters: what can be chosen, with counts that follow the query, and what has been. */

import { fitting, label } from "./choose.js";
import { KINDS } from "./query.js";
import { chip, element, number } from "./view.js";

const byId = (id) => document.getElementById(id);

export const TYPED = ["post", "country", "tag"]; // the others are lists
export const LISTS = KINDS.filter((kind) => !TYPED.includes(kind));
const OFFERED = 60; // values at a time

/** Fill a list with the values that are known; those that no cable found has are left out once `counts` are known. */
export function fillList(known, kind, counts) {
  const list = byId(kind);
  const chosen = list.value;
  const told = Array.from(known[kind] ?? [], ([value, { name }]) => {
    const text = kind === "era" ? `${value}, ${name}` : value;
    return [value, counts ? `${text} (${number(counts.get(value) ?? 0)})` : text];
  }).filter(([value]) => !counts || counts.get(value) || value === chosen);
  list.replaceChildren(list.options[0], ...told.map(([value, text]) => element("option", { value }, text)));
  list.value = known[kind]?.has(chosen) ? chosen : "";
}

/** A box with a list below it of the values that fit what is typed. `counted()` promises [known, counts];
 *  `choose(value)` is called with the one taken,
 *  `fail(error)` if nothing can be counted. */
export function combobox(kind, counted, choose, fail) {
  const box = byId(kind);
  const list = element("ul", { id: `${kind}-list`, role: "listbox", tabindex: "-1", "aria-label": box.labels[0].textContent, hidden: "" });
  box.after(list);
  const options = () => [...list.children];
  let [at, asked] = [-1, 0];
  const mark = (place) => {
    at = place;
    options().forEach((option, i) => option.setAttribute("aria-selected", i === at));
    if (at >= 0) box.setAttribute("aria-activedescendant", options()[at].id);
    else box.removeAttribute("aria-activedescendant");
    options()[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    asked++;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const take = (option) => {
    box.value = "";
    close();
    choose(option.dataset.value);
  };
  const offer = async () => {
    const mine = ++asked;
    const [known, counts] = await counted();
    if (mine !== asked || document.activeElement !== box) return;
    const wanted = box.value.trim() ? new Set(fitting(known, kind, box.value)) : known[kind];
    const values = [...counts].filter(([value]) => wanted.has(value)).sort((a, b) => b[1] - a[1]).slice(0, OFFERED);
    list.replaceChildren(...values.map(([value, count], i) => element("li",
      { id: `${kind}-${i}`, role: "option", "data-value": value, "aria-selected": "false" },
      element("span", {}, label(known, kind, value)), " ", element("span", { class: "count" }, number(count)))));
    list.hidden = !values.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
  };
  const open = () => offer().catch(fail);
  const onKey = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) open();
    else if (step) mark(Math.min(Math.max(at + step, -1), options().length - 1));
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return event.key === "Enter" && close();
    return event.preventDefault();
  };
  box.addEventListener("keydown", onKey);
  for (const kindOfEvent of ["focus", "click", "input"]) box.addEventListener(kindOfEvent, open);
  box.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => event.target.closest("li") && take(event.target.closest("li")));
}

const NOTED = [...TYPED, "from", "to"];

/** A place beside each box for what is wrong with it, read out when it changes. */
export function addNotes() {
  for (const id of NOTED) {
    byId(id).parentElement.after(element("p", { id: `${id}-note`, class: "filter-note", role: "status", "aria-live": "polite" }));
    byId(id).setAttribute("aria-describedby", `${id}-note`);
  }
}

/** Say what is wrong with a box; '' takes it away. */
export function note(id, text) {
  if (byId(`${id}-note`).textContent !== text) byId(`${id}-note`).textContent = text;
  if (text) byId(id).setAttribute("aria-invalid", "true");
  else byId(id).removeAttribute("aria-invalid");
}

const NAMES = {
  post: "Post", country: "Country", tag: "Tag", class: "Classification", caption: "Caption", era: "Era", from: "From", to: "To",
};

/** Show the filters that are set; `change(state)` is called with a state less one of them. The focus stays at its place
 *  among the chips, whoever shows them anew, and whenever. */
export function showActive(known, state, change) {
  const list = byId("active");
  const buttons = () => [...list.querySelectorAll("button")];
  const focused = buttons().indexOf(document.activeElement);
  list.replaceChildren(...Object.keys(NAMES).flatMap((kind) => [state[kind]].flat().filter(Boolean).map((value) => {
    const rest = Array.isArray(state[kind]) ? state[kind].filter((other) => other !== value) : "";
    return chip(`${NAMES[kind]}: ${label(known, kind, value)}`, (event) => {
      change({ ...state, [kind]: rest });
      const isLost = !list.contains(document.activeElement);
      if (isLost && !event.detail) byId("q").focus(); // a tap would open the keyboard of a telephone
    });
  })));
  list.hidden = !list.children.length;
  buttons()[focused]?.focus();
}

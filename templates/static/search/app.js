/** The search page: the address says what is looked for; the form, the chart and the hits follow it. */

import { bars, draw } from "./chart.js";
import { choices, fitting, label, problem } from "./choose.js";
import { countsOf, search } from "./engine.js";
import { cableTexts, excerpt, fragment, quotable } from "./excerpt.js";
import { advice, remarks } from "./hints.js";
import { isEmpty, isReversed, KINDS, searchFrom, stateFrom } from "./query.js";
import { Store } from "./store.js";
import { cables, element, hit, number, pieces } from "./view.js";

const SHOWN = 20; // hits at a time
const PAUSE = 300; // milliseconds without a key before a search begins

const byId = (id) => document.getElementById(id);
const [form, box, hits, more, status, hints, active, narrow] =
  ["search", "q", "hits", "more", "status", "hints", "active", "narrow"].map(byId);
const fields = ["q", "from", "to", "sort"].map(byId);
const filters = KINDS.map(byId);
const [boxes, menus] = [filters.filter(({ list }) => list), filters.filter(({ list }) => !list)];

let known = choices({}); // what can be chosen
let opened = Promise.resolve(null); // the index; after an error the next search tries again
let shown = null; // {store, state, found, offered} of what is shown
let run = 0; // a slow answer to an earlier question is dropped
let pause = 0; // the timer while somebody types
let isTyping = false; // what is typed in one go is one step back

/** The index as it is now: a site may be published anew while its search is open. */
const open = () => (opened = opened.catch(() => null).then((before) => Store.open(before)));

/** Learn what can be chosen in an index; words can be searched without that. */
const learn = async (store) => (known = await store.facets().then(choices, () => known));

/** Take a new state into the address and show it. It is a step back, unless it goes on with what is typed. */
function go(state, { opening, isTyped = false } = {}) {
  clearTimeout(pause);
  const address = location.pathname + searchFrom(state);
  const how = isTyped && isTyping ? "replaceState" : "pushState";
  isTyping = isTyped;
  if (address !== location.pathname + location.search) history[how](null, "", address);
  show({ opening });
}

/** Search while somebody types: the first letters are a step, the next ones none. */
function type() {
  const state = stateFrom(location.search);
  const q = box.value.trim();
  if (q !== state.q) go({ ...state, q }, { isTyped: true });
}

/** Search for what the form says, once it is known what can be chosen; `changed` may be a menu. */
async function take(changed) {
  clearTimeout(pause);
  status.textContent = "Searching…";
  const opening = open();
  await opening.then(learn).catch(() => {}); // what is wrong with the index, the search tells
  const state = stateFrom(location.search);
  for (const { id, value } of fields) state[id] = value.trim();
  if (menus.includes(changed)) state[changed.id] = [changed.value];
  for (const filter of boxes) {
    const values = fitting(known, filter.id, filter.value);
    note(filter, problem(known, filter.id, filter.value, values));
    if (values.length !== 1) continue; // what was typed stays
    state[filter.id].push(...values);
    filter.value = "";
  }
  go(state, { opening });
}

/** Say beside a box what is wrong with it; '' takes it away. */
function note(field, text) {
  field.setCustomValidity(text);
  const place = byId(`${field.id}-note`);
  if (place.value !== text) place.value = text; // so that it is read out once
}

/** Show what the address says, the first `count` hits of it. */
async function show({ count = SHOWN, opening = open() } = {}) {
  const mine = ++run;
  const state = fillForm(stateFrom(location.search));
  const isAsked = !isEmpty(state);
  status.textContent = isAsked ? "Searching…" : "";
  shown = null;
  try {
    const store = await opening;
    const [found] = await Promise.all([search(store, state), learn(store)]);
    const answer = { store, state, found, offered: new Set() };
    const total = found.documents.length;
    const rows = await rowsOf(answer, 0, isAsked ? count : 0);
    const told = [...remarks(answer), ...(isAsked && !total ? await advice(answer) : [])];
    if (mine !== run) return;
    shown = answer;
    showActive(state);
    const years = total ? bars(store, found.hits, state) : [];
    draw(byId("years"), years, (from, to) => go({ ...stateFrom(location.search), from, to }));
    hints.replaceChildren(...told);
    hits.replaceChildren();
    append(rows);
    byId("tips").hidden = isAsked && total > 0;
    menus.forEach((menu) => fill(menu));
    if (!isAsked || narrow.matches(":focus-within, :hover")) offer(document.activeElement);
    if (isAsked) status.textContent = total ? cables(total) : `0 of ${cables(store.documents)}`;
  } catch (error) {
    if (mine !== run) return;
    for (const list of [hits, hints]) list.replaceChildren();
    more.hidden = true;
    fail(error);
  }
}

/** Put what the address says into the form. What can be looked for: of years that are none a note tells. */
function fillForm(typed) {
  const state = { ...typed };
  for (const field of fields) {
    if (field.value.trim() !== typed[field.id]) field.value = typed[field.id];
    if (!field.pattern) continue;
    const isYear = !field.validity.patternMismatch;
    note(field, isYear ? "" : `“${typed[field.id]}” is not a year: write four digits, like 1985.`);
    if (!isYear) state[field.id] = "";
  }
  if (isReversed(state)) note(byId("to"), `No year is both from ${state.from} on and up to ${state.to}.`);
  showActive(state);
  return state;
}

/** The filters that are set, each a button that takes it away. The focus stays at its place among them. */
function showActive(state) {
  const focused = [...active.children].findIndex((item) => item.contains(document.activeElement));
  const chip = (kind, value) => {
    const text = `${byId(kind).labels[0].textContent}: ${label(known, kind, value)}`;
    const rest = searchFrom({ ...state, [kind]: [state[kind]].flat().filter((other) => other !== value) });
    const told = `Remove filter: ${text}`;
    return element("button", { type: "button", class: "chip", value: rest, "aria-label": told }, text);
  };
  active.replaceChildren(...[...KINDS, "from", "to"].flatMap((kind) =>
    [state[kind]].flat().filter(Boolean).map((value) => element("li", {}, chip(kind, value)))));
  active.hidden = !active.children.length;
  active.children[focused]?.firstElementChild.focus();
}

/** Tell of an error. */
function fail(error) {
  console.warn(error);
  const told = `The search index cannot be read (${error.message}).`;
  status.textContent = `${told} Check the connection and search again.`;
}

/** Hits as items of the list -> their rows of the index. */
async function rowsOf({ store, found: { documents, marks } }, from, count) {
  const next = Array.from(documents.subarray(from, from + count), (document) => store.row(document));
  const called = ({ post }) => known.post?.get(post)?.name || post;
  return new Map((await Promise.all(next)).map((row) =>
    [hit(row, pieces(excerpt(row.title, marks)), called(row)), row]));
}

/** Append hits. Excerpts come as their hits are seen; a cable that cannot be fetched goes without. */
function append(rows) {
  const { state, found: { documents, marks, own } } = shown;
  hits.append(...rows.keys());
  more.hidden = isEmpty(state) || hits.children.length >= documents.length;
  const seen = new IntersectionObserver((entries) => entries.forEach(async ({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    seen.unobserve(target);
    const found = excerpt(quotable(await cableTexts(rows.get(target).url), marks), marks);
    if (!found.length) return target.querySelector(".excerpt").remove();
    if (!own) target.querySelector("a").hash = fragment(found); // a cable named is read from its beginning
    target.querySelector(".excerpt").append(...pieces(found));
  }), { rootMargin: "200px" });
  setTimeout(() => rows.forEach((_, item) => seen.observe(item)), isTyping ? 2 * PAUSE : 0);
}

/** Append the next hits, the first with the focus; all is shown anew if the site was published anew. */
async function showMore() {
  const [asked, from] = [shown, hits.children.length];
  const rows = asked && (await rowsOf(asked, from, SHOWN).catch(() => null));
  if (shown !== asked || hits.children.length !== from) return;
  isTyping = false;
  if (rows) append(rows);
  else await show({ count: from + SHOWN });
  hits.children[from]?.querySelector("a").focus();
}

/** Offer in the menus, and in the box that is used, what would be found: once somebody comes near. */
function offer(used) {
  const asked = shown;
  const isDue = (filter) => (filter === used || menus.includes(filter)) && !asked.offered.has(filter);
  for (const filter of asked ? filters.filter(isDue) : []) {
    asked.offered.add(filter);
    counted(filter.id).then((counts) => shown === asked && fill(filter, counts)).catch(fail);
  }
}

/** How many of the cables found have each value of a filter; of all cables, the facets tell. */
async function counted(kind) {
  const { store, state, found } = shown;
  if (!isEmpty(state) || kind === "era") return countsOf(store, state, kind, found);
  return new Map(Array.from(known[kind] ?? [], ([value, { count }]) => [value, count]));
}

/** Fill the list of a filter: with all values, or, with `counts`, with those that would be found. */
function fill(filter, counts) {
  const { id, list } = filter;
  const chosen = shown.state[id];
  const count = (value) => counts?.get(value) ?? 0;
  const text = (value) => label(known, id, value) + (counts ? ` (${number(count(value))})` : "");
  const values = [...new Set([...(known[id]?.keys() ?? []), ...chosen])]
    .filter((value) => !counts || count(value) || chosen.includes(value));
  if (list) {
    values.sort((a, b) => count(b) - count(a));
    list.replaceChildren(...values.map((value) => element("option", { value: text(value) })));
  } else {
    filter.replaceChildren(filter.options[0], ...values.map((value) => new Option(text(value), value)));
    filter.value = chosen.at(-1) ?? "";
  }
}

/** A link to another search, or a filter taken away, is followed without leaving the page. */
function follow(event) {
  const to = event.target.closest(".chip, #hints a[href^='?']:not(.again)");
  if (!to || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(stateFrom(to.search ?? to.value));
  const isLost = to.matches(".chip") && !active.contains(document.activeElement);
  if (isLost && !event.detail) box.focus(); // a tap would open the keyboard of a telephone
}

/** Keys move the focus along the box and the titles of the hits. */
function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const stops = [box, ...hits.querySelectorAll("a")];
  const at = stops.indexOf(event.target);
  const inList = at >= 0 && { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1], Escape: box }[event.key];
  const next = event.key === "/" && !event.target.matches("input, select, textarea") ? box : inList;
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (event.key === "Escape") go({ ...stateFrom(location.search), q: "" });
}

/** Enter on the identifier of the one cable shown opens that; else the form is a search. */
function submit(event) {
  event.preventDefault();
  const { state, found } = shown ?? {};
  const isNamed = found?.own === 1 && found.documents.length === 1 && state.q === box.value.trim();
  if (isNamed && document.activeElement === box && !isTyping) location.assign(hits.querySelector("a").href);
  else take();
}

function onInput({ target }) {
  const isOffered = target.list && [...target.list.options].some(({ value }) => value === target.value);
  if (isOffered) take(); // as it was chosen
  if (target !== box) return;
  clearTimeout(pause);
  if (box.value.trim().length !== 1) pause = setTimeout(type, PAUSE);
}

byId("stalled").remove(); // what says that this script has not run
narrow.open = matchMedia("(min-width: 46rem)").matches;
form.addEventListener("submit", submit);
form.addEventListener("input", onInput);
form.addEventListener("change", ({ target }) => target !== box && take(target));
for (const kind of ["pointerenter", "focusin"]) narrow.addEventListener(kind, ({ target }) => offer(target));
more.addEventListener("click", showMore);
document.addEventListener("click", follow);
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", () => {
  isTyping = false;
  show();
});
window.addEventListener("online", () => shown || show());
await show();

/** The search page: the form, the address and the hits kept in step. */

import { choices, fitting, isReversed, label, problem, yearProblems } from "./choose.js";
import { datePath, dateWords } from "./dates.js";
import { search } from "./engine.js";
import { cableTexts, excerpt, quotable } from "./excerpt.js";
import { addNotes, note, offer, showActive } from "./filters.js";
import { isEmpty, parse, searchFrom, spelled, stateFrom } from "./query.js";
import { siteUrl } from "./site.js";
import { IndexError, Store } from "./store.js";
import { suggest } from "./suggest.js";
import { browse, cables, element, hit, pieces } from "./view.js";
import { words } from "./words.js";

const SHOWN = 20; // hits at a time

const byId = (id) => document.getElementById(id);
const form = byId("search");
const box = byId("q");
const hits = byId("hits");
const more = byId("more");
const status = byId("status");
const hints = byId("hints");

let known = { post: new Map(), tag: new Map(), class: new Map() };
let opened = Promise.resolve(null); // the index; after an error the next search tries again
let offered = null; // the index whose filters are known
let run = 0; // a slow answer to an earlier question is dropped

/** The index as it is now: a site may be published anew while its search is open. */
function open() {
  opened = opened.catch(() => null).then((before) => Store.open(before));
  return opened;
}

/** Know and offer the filters of an index, if they are of another than those offered. */
async function offerFilters(store) {
  if (store === offered) return;
  known = choices(await store.facets());
  offered = store;
  offer(known, store.years());
  showActive(known, withoutBadYears(stateFrom(location.search)), go);
}

const fields = ["q", "from", "to", "sort"];

/** The state of the form; filters with chips are in the address. */
function stateOfForm() {
  const state = stateFrom(location.search);
  for (const id of fields) state[id] = byId(id).value.trim();
  for (const kind of ["post", "tag", "class"]) {
    const value = kind === "class" ? byId(kind).value : meant(kind, byId(kind).value);
    if (value) {
      state[kind] = [...new Set([...state[kind], value])];
      byId(kind).value = "";
    }
  }
  return state;
}

/** The one value that somebody meant; if there is none, or several, the box says so and keeps what was typed. */
function meant(kind, typed) {
  const values = fitting(known, kind, typed);
  note(kind, problem(known, kind, typed, values));
  return values.length === 1 ? values[0] : "";
}

/** A state without the years that are none: the boxes say what is wrong with them. */
function withoutBadYears(state) {
  const wrong = yearProblems(state);
  for (const [id, told] of Object.entries(wrong)) note(id, told);
  const isYear = (text) => /^\d{4}$/.test(text);
  return { ...state, from: isYear(state.from) ? state.from : "", to: isYear(state.to) ? state.to : "" };
}

/** Take a new state: into the address, the form and the list. */
function go(state, opening) {
  const address = location.pathname + searchFrom(state);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  return show(SHOWN, opening);
}

/** Show what the address says, the first `count` of it, found in an index that is being opened or in that of now. */
async function show(count = SHOWN, opening = null) {
  const mine = ++run;
  const typed = stateFrom(location.search);
  for (const id of fields) byId(id).value = typed[id];
  const state = withoutBadYears(typed);
  showActive(known, state, go);
  clear();
  byId("tips").hidden = !isEmpty(state);
  if (isEmpty(state)) return;
  status.textContent = "Searching…";
  try {
    const store = await (opening ?? open());
    offerFilters(store).catch(console.warn); // meanwhile; the words can be searched without them
    const found = await search(store, state);
    if (mine === run) await showFound(store, found, () => mine === run, count);
  } catch (error) {
    if (mine === run) showError(error);
  }
}

function clear() {
  hits.replaceChildren();
  hints.replaceChildren();
  more.hidden = true;
  status.textContent = "";
}

async function showFound(store, found, current, count) {
  const total = found.documents.length;
  tell(found);
  if (!total) {
    status.textContent = `0 of ${cables(store.documents)}`;
    await showHints(store, found, current);
    return;
  }
  more.onclick = () => showMore(store, found, current, SHOWN, true).catch((error) => current() && showAnew(error));
  await showMore(store, found, current, count, false);
  if (current()) status.textContent = cables(total);
}

/** Append the next hits; the focus goes to the first of them if a reader asked. */
async function showMore(store, found, current, count, focus) {
  const from = hits.children.length;
  const next = Array.from(found.documents.slice(from, from + count));
  const rows = await Promise.all(next.map((document) => store.row(document)));
  if (!current() || hits.children.length !== from) return;
  const made = rows.map((row) => ({ row, ...hit(row, label(known, "post", row.post)) }));
  hits.append(...made.map(({ item }) => item));
  more.hidden = from + next.length >= found.documents.length;
  if (focus) made[0]?.item.querySelector("a").focus();
  for (const { row, excerpt: place } of made) fillIn(place, row.url, found.marks); // as the pages come
}

/** More is in files that are gone once the site was published anew: then in those that took their place. */
async function showAnew(error) {
  if (!(error instanceof IndexError)) return showError(error);
  const from = hits.children.length;
  await show(from + SHOWN);
  hits.children[from]?.querySelector("a").focus();
}

/** Put the excerpt in its place; a cable that cannot be fetched goes without. */
async function fillIn(place, url, marks) {
  const texts = await cableTexts(url);
  if (texts) place.append(...pieces(excerpt(quotable(texts, marks), marks)));
  else place.remove();
}

const hint = (...told) => hints.append(element("p", {}, ...told));

/** Say what a query was taken to mean where it is not what was typed, letter by letter. */
function tell({ documents, taken, missing, problems, date }) {
  const state = stateFrom(location.search);
  const { q } = state;
  if (isReversed(state)) tellReversed(state);
  if (date) tellDate(state, date);
  const meaning = spelled(parse(q));
  if (meaning) hint(meaning);
  for (const [word, other] of taken) hint(`No cable has “${word}”. Showing “${other}”.`);
  for (const told of problems) hint(told);
  if (documents.length) for (const word of new Set(missing)) hint(`No cable has “${word}”.`);
  const [, key] = documents.length ? [] : (q.match(/(?:^|\s)-?(\p{L}+):\S/u) ?? []);
  if (key && !["tag", "post", "class"].includes(key.toLowerCase())) {
    hint(`“${key}:” is no filter. There are tag:, post: and class:, and the boxes above.`);
  }
}

function tellReversed(state) {
  const { from, to } = state;
  hint("The years are reversed. Search ", stateLink({ ...state, from: to, to: from }, `from ${to} to ${from}`), " instead?");
}

/** A query that is a date leads to the pages of its cables; a year, which may be any number, to the boxes. */
function tellDate(state, date) {
  const { year, month, day, count } = date;
  const page = (found) => element("a", { href: siteUrl(datePath(found)).href }, `Cables of ${dateWords(found)}`);
  if (!month) {
    const boxes = { ...state, q: "", from: String(year), to: String(year) };
    if (count) hint("Looking for a year? ", stateLink(boxes, `Cables of ${year}`), ", or set the years above.");
  } else if (count) hint(page(date));
  else hint(`No cable is of ${dateWords(date)}.`);
}

/** What to try when nothing was found. */
async function showHints(store, { missing, problems, date }, current) {
  const state = stateFrom(location.search);
  for (const word of new Set(missing)) {
    const near = await suggest(store, words(word)[0]);
    if (!current()) return;
    const links = near.flatMap((other, i) => [i ? ", " : "", suggestion(state, word, other)]);
    hint(`No cable has “${word}”.`, ...(near.length ? [" Did you mean ", ...links, "?"] : []));
  }
  if (!missing.length && !problems.length && !isReversed(state) && !(date?.month && !date.count)) {
    hint(state.q
      ? "Each of these is in some cable, but no cable has all of them. Try fewer words or filters."
      : "No cable passes all of these filters. Take one away.");
  }
  hints.append(browse());
  byId("tips").hidden = false;
}

function suggestion(state, word, other) {
  const q = state.q.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "iu"), other);
  return stateLink({ ...state, q: q === state.q ? other : q }, other);
}

/** A link to another search, which is gone to without leaving the page. */
function stateLink(state, text) {
  const link = element("a", { href: searchFrom(state) }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(stateFrom(link.search));
  });
  return link;
}

function showError(error) {
  console.warn(error);
  clear();
  status.textContent = location.protocol === "file:"
    ? "Search does not work on pages opened as files: the browser does not let them read the index. Open the site through a web server."
    : `The search index cannot be read (${error.message}). Check the connection and search again.`;
}

/** Move the focus along the box and the titles of the hits. */
function move(step) {
  const stops = [box, ...hits.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (at >= 0) stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  return at >= 0;
}

const isField = (target) => target.matches("input, select, textarea");

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const inList = event.target === box || hits.contains(event.target);
  if (event.key === "/" && !isField(event.target)) box.focus();
  else if (event.key === "Escape" && inList) {
    box.focus();
    go({ ...stateFrom(location.search), q: "" });
  } else if (!(inList && event.key === "ArrowDown" && move(1)) && !(inList && event.key === "ArrowUp" && move(-1))) {
    return;
  }
  event.preventDefault();
}

/** Search for what the form says, once it is known what can be chosen; without that, for the words. */
async function take() {
  status.textContent = "Searching…";
  const opening = open();
  await opening.then(offerFilters).catch(() => {}); // what is wrong with the index, the search tells
  go(stateOfForm(), opening);
}

function listen() {
  form.noValidate = true; // the notes say more
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  form.addEventListener("change", (event) => event.target !== box && take());
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => show());
}

addNotes();
listen();
await Promise.all([open().then(offerFilters).catch(showError), show()]);

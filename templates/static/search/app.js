/** The search page: the form, the address and the hits kept in step. */

import { bars, draw } from "./chart.js";
import { choices, fitting, isReversed, label, periodIn, problem, yearProblems } from "./choose.js";
import { datePath, dateWords } from "./dates.js";
import { countsOf, search } from "./engine.js";
import { cableTexts, excerpt, fragment, quotable } from "./excerpt.js";
import { addNotes, combobox, fillList, LISTS, note, showActive, TYPED } from "./filters.js";
import { isEmpty, KEYS, KINDS, parse, searchFrom, spelled, stateFrom } from "./query.js";
import { IndexError, siteUrl } from "./site.js";
import { Store } from "./store.js";
import { suggest } from "./suggest.js";
import { browse, cables, element, hit, pieces } from "./view.js";
import { words } from "./words.js";

const SHOWN = 20; // hits at a time
const PAUSE = 300; // milliseconds without a key before a search begins
const RELEASE = 8; // digits of the name of an index that name the release

const byId = (id) => document.getElementById(id);
const [form, box, hits, more, status, hints, years] = ["search", "q", "hits", "more", "status", "hints", "years"].map(byId);
const fields = ["q", "from", "to", "sort"];

let known = {};
let opened = Promise.resolve(null); // the index; after an error the next search tries again
let offered = null; // the index whose filters are known
let latest = null; // {store, state, found} of what is shown
let run = 0; // a slow answer to an earlier question is dropped
let pause = 0; // the timer while somebody types
let isTyping = false; // what is typed in one go is one step back

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
  const state = withoutBadYears(stateFrom(location.search));
  const counts = (kind) => isEmpty(state) && kind !== "era" && new Map(Array.from(known[kind], ([value, { count }]) => [value, count]));
  for (const kind of LISTS) fillList(known, kind, counts(kind));
  showActive(known, state, go);
  if (isEmpty(state)) showYears({ store, state, found: await search(store, state) });
}

/** The values of a filter with how many cables have each, of those shown. */
async function counted(kind) {
  const { store, state, found } = latest ?? (await everything());
  return [known, await countsOf(store, state, kind, found)];
}

async function everything() {
  const [store, state] = [await open(), stateFrom("")];
  await offerFilters(store);
  return { store, state, found: await search(store, state) };
}

/** Count for the lists, once somebody comes near them. */
async function countLists() {
  const asked = latest;
  if (!asked || asked.isCounted) return;
  asked.isCounted = true;
  const counts = await Promise.all(LISTS.map((kind) => countsOf(asked.store, asked.state, kind, asked.found)));
  if (latest === asked) LISTS.forEach((kind, i) => fillList(known, kind, counts[i]));
}

function showYears({ store, state, found }) {
  const shown = bars(store, found.hits, state);
  byId("chart").hidden = shown.length < 2;
  draw(years, shown, (from, to) => go({ ...stateFrom(location.search), from, to }));
}

/** The state of the form; filters with chips are in the address. */
function stateOfForm() {
  const state = stateFrom(location.search);
  for (const id of fields) state[id] = byId(id).value.trim();
  for (const kind of KINDS) {
    const value = TYPED.includes(kind) ? meant(kind, byId(kind).value) : byId(kind).value;
    if (!value) continue;
    state[kind] = [...new Set([...state[kind], value])];
    byId(kind).value = "";
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
  for (const [id, told] of Object.entries(yearProblems(state))) note(id, told);
  return { ...state, from: periodIn(state.from) ? state.from : "", to: periodIn(state.to) ? state.to : "" };
}

/** Take a new state: into the address, the form and the list. It is a step back, unless it goes on with what is typed. */
function go(state, opening = null, isTyped = false) {
  clearTimeout(pause);
  const address = location.pathname + searchFrom(state);
  const how = isTyped && isTyping ? "replaceState" : "pushState";
  isTyping = isTyped;
  if (address !== location.pathname + location.search) history[how](null, "", address);
  return show(SHOWN, opening);
}

/** Show what the address says, the first `count` of it, found in an index that is being opened or in that of now. */
async function show(count = SHOWN, opening = null, isAgain = false) {
  const mine = ++run;
  const typed = stateFrom(location.search);
  for (const id of fields) if (byId(id).value.trim() !== typed[id]) byId(id).value = typed[id];
  const state = withoutBadYears(typed);
  showActive(known, state, go);
  byId("tips").hidden = !isEmpty(state);
  latest = null;
  if (isEmpty(state)) {
    clear();
    if (offered) showYears({ store: offered, state, found: await search(offered, state) });
    return;
  }
  status.textContent = "Searching…";
  let store = null;
  try {
    store = await (opening ?? open());
    offerFilters(store).catch(console.warn); // meanwhile; the words can be searched without them
    const found = await search(store, state);
    if (mine !== run) return;
    latest = { store, state, found };
    clear();
    if (offered) for (const kind of LISTS) fillList(known, kind, null);
    if (byId("narrow").matches(":focus-within")) countLists().catch(console.warn);
    showYears(latest);
    await showFound(latest, () => mine === run, count);
  } catch (error) {
    if (mine !== run) return;
    const now = error instanceof IndexError && store && !isAgain && (await open().catch(() => null));
    if (now && now !== store) await show(count, null, true); // published anew meanwhile
    else showError(error);
  }
}

function clear() {
  hits.replaceChildren();
  hints.replaceChildren();
  more.hidden = true;
  status.textContent = "";
}

async function showFound({ store, state, found }, current, count) {
  const total = found.documents.length;
  tell(found, state);
  tellRelease(store, total);
  if (!total) {
    status.textContent = `0 of ${cables(store.documents)}`;
    await showHints(store, state, found, current);
    return;
  }
  more.onclick = () => showMore(store, found, current, SHOWN, true).catch((error) => current() && showAnew(error));
  await showMore(store, found, current, count, false);
  if (current()) status.textContent = cables(total);
}

/** Append the next hits; the focus goes to the first of them if a reader asked. Excerpts come as they are seen. */
async function showMore(store, found, current, count, focus) {
  const from = hits.children.length;
  const next = Array.from(found.documents.subarray(from, from + count));
  const rows = await Promise.all(next.map((document) => store.row(document)));
  if (!current() || hits.children.length !== from) return;
  const made = rows.map((row) =>
    ({ row, ...hit(row, label(known, "post", row.post), pieces(excerpt(row.title, found.marks))) }));
  hits.append(...made.map(({ item }) => item));
  more.hidden = from + next.length >= found.documents.length;
  if (focus) made[0]?.item.querySelector("a").focus();
  const seen = new IntersectionObserver((entries) => entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    if (current()) fillIn(made.find(({ item }) => item === target), found.marks);
  }), { rootMargin: "200px" });
  setTimeout(() => made.forEach(({ item }) => seen.observe(item)), isTyping && !focus ? 2 * PAUSE : 0);
}

/** More is in files that are gone once the site was published anew: then in those that took their place. */
async function showAnew(error) {
  if (!(error instanceof IndexError)) return showError(error);
  const from = hits.children.length;
  await show(from + SHOWN);
  hits.children[from]?.querySelector("a").focus();
}

/** Put the excerpt in its place; a cable that cannot be fetched goes without. */
async function fillIn({ row, item, excerpt: place }, marks) {
  const texts = await cableTexts(row.url);
  if (!texts) return place.remove();
  const found = excerpt(quotable(texts, marks), marks);
  item.querySelector("a").hash = fragment(found);
  place.append(...pieces(found));
}

const hint = (...told) => hints.append(element("p", {}, ...told));

/** Say what a query was taken to mean where it is not what was typed, letter by letter. */
function tell({ documents, taken, missing, problems, date }, state) {
  const { q, from, to } = state;
  if (isReversed(state)) {
    hint("The years are reversed. Search ", stateLink({ ...state, from: to, to: from }, `from ${to} to ${from}`), " instead?");
  }
  if (date) tellDate(state, date);
  const meaning = spelled(parse(q));
  if (meaning) hint(meaning);
  for (const [word, other] of taken) hint(`No cable has “${word}”. Showing “${other}”.`);
  for (const told of problems) hint(told);
  if (documents.length) for (const word of new Set(missing)) hint(`No cable has “${word}”.`);
  const [, key] = documents.length ? [] : (q.match(/(?:^|\s)-?(\p{L}+):\S/u) ?? []);
  if (key && !KEYS.includes(key.toLowerCase())) {
    hint(`“${key}:” is no filter. There are ${KEYS.map((one) => `${one}:`).join(", ")}.`);
  }
}

/** A query that is a date leads to the pages of its cables; a year, which may be any number, to the boxes. */
function tellDate(state, date) {
  const { year, month, count } = date;
  if (!month) {
    const boxes = { ...state, q: "", from: String(year), to: String(year) };
    if (count) hint("Looking for a year? ", stateLink(boxes, `Cables of ${year}`), ", or set the years above.");
  } else if (count) hint(element("a", { href: siteUrl(datePath(date)).href }, `Cables of ${dateWords(date)}`));
  else hint(`No cable is of ${dateWords(date)}.`);
}

/** Whether somebody came by the address of a search in another release than this one: then it says so. */
function tellRelease(store, total) {
  const asked = new URLSearchParams(location.search).get("release");
  const now = store.name.slice(0, RELEASE);
  if (asked && asked !== now) hint(`This search was made in release ${asked}; this is release ${now}, with ${cables(total)} found.`);
}

/** What to try when nothing was found, and a link that proves it. */
async function showHints(store, state, { missing, problems, date }, current) {
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
  const release = store.name.slice(0, RELEASE);
  hints.append(browse());
  hint(`0 of ${cables(store.documents)} in release ${release}. `,
    element("a", { href: searchFrom(state, { release }) }, "A link that repeats this search"));
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
  clear();
  status.textContent = failure(error);
}

/** What to tell of an error. */
function failure(error) {
  console.warn(error);
  return location.protocol === "file:" && !(error instanceof IndexError)
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

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const inList = event.target === box || hits.contains(event.target);
  if (event.key === "/" && !event.target.matches("input, select, textarea")) box.focus();
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
  clearTimeout(pause);
  isTyping = false;
  status.textContent = "Searching…";
  const opening = open();
  await opening.then(offerFilters).catch(() => {}); // what is wrong with the index, the search tells
  go(stateOfForm(), opening);
}

/** Search while somebody types: the first letters are a step, the next ones none. */
function type() {
  const q = box.value.trim();
  if (q !== stateFrom(location.search).q) go({ ...stateFrom(location.search), q }, null, true);
}

/** Whether a query is the identifier of the one cable shown. */
const isNamed = (state) => latest?.found.own === 1 && latest.found.documents.length === 1 && latest.state.q === state.q;

function listen() {
  form.noValidate = true; // the notes say more
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const link = hits.querySelector("a");
    if (link && document.activeElement === box && isNamed({ q: box.value.trim() }) && !isTyping) location.assign(link.href);
    else take();
  });
  form.addEventListener("change", (event) => event.target !== box && take());
  box.addEventListener("input", () => {
    clearTimeout(pause);
    if (box.value.trim().length !== 1) pause = setTimeout(type, PAUSE);
  });
  const near = () => countLists().catch(console.warn);
  for (const kind of ["pointerenter", "focusin"]) byId("narrow").addEventListener(kind, near);
  for (const kind of TYPED) {
    combobox(kind, () => counted(kind), (value) => {
      const state = stateFrom(location.search);
      note(kind, "");
      go({ ...state, [kind]: [...new Set([...state[kind], value])] });
    }, (error) => (status.textContent = failure(error)));
  }
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => {
    isTyping = false;
    show();
  });
  window.addEventListener("online", () => latest || show());
}

byId("narrow").open = matchMedia("(min-width: 46rem)").matches;
addNotes();
listen();
await Promise.all([open().then(offerFilters).catch(showError), show()]);

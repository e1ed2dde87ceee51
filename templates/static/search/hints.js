/** What the page says of a search beside its hits, in paragraphs of text and links. */

import { datePath, dateWords } from "./dates.js";
import { isReversed, KEYS, reading, searchFrom, wider } from "./query.js";
import { siteUrl } from "./site.js";
import { suggest } from "./suggest.js";
import { cables, element, filled } from "./view.js";
import { words } from "./words.js";

const FEW = 10; // hits: with fewer, those that have some of the words are offered
const RELEASE = 8; // digits of the name of an index that name the release

const paragraphs = (told) => told.filter(Boolean).map((one) => element("p", {}, ...[one].flat()));

/** A link to another search, which the page takes up without being left. */
const linkTo = (state, text) => element("a", { href: searchFrom(state) }, text);

/** What is said of any search: how it was understood, where that is not what was typed, letter by letter. */
export function remarks({ store, state, found }) {
  const { documents, taken, missing, problems, date } = found;
  const { q, from, to } = state;
  const key = !documents.length && q.match(/(?:^|\s)-?(\p{L}+):\S/u)?.[1];
  const [release, asked] = [releaseOf(store), new URLSearchParams(location.search).get("release")];
  return paragraphs([
    isReversed(state) && ["The years are reversed. Search ",
      linkTo({ ...state, from: to, to: from }, `from ${to} to ${from}`), " instead?"],
    date && ofDate(state, date),
    ...reading(q),
    ...taken.map(([word, other]) => `No cable has “${word}”. Showing “${other}”.`),
    ...problems,
    ...(documents.length ? [...new Set(missing)].map((word) => `No cable has “${word}”.`) : []),
    key && !KEYS.includes(key.toLowerCase()) && `“${key}:” is no filter. There are ${KEYS.join(":, ")}:.`,
    asked && asked !== release && `This search was made in release ${asked}; `
      + `this is release ${release}, with ${cables(documents.length)} found.`,
    documents.length > 0 && offer(state, found),
  ]);
}

const releaseOf = (store) => store.name.slice(0, RELEASE);

/** A link to more where few cables have all of the words, unless one cable or a date was asked for. */
function offer(state, { documents, own, date }) {
  const q = documents.length < FEW && !own && !date && wider(state.q);
  return q && linkTo({ ...state, q }, "Cables with any of these words");
}

/** A query that is a date leads to the pages of its cables; a year, which may be any number, to the boxes. */
function ofDate(state, { count, ...date }) {
  if (!count) return date.month && `No cable is of ${dateWords(date)}.`;
  const text = `Cables of ${dateWords(date)}`;
  if (date.month) return element("a", { href: siteUrl(datePath(date)).href }, text);
  const boxes = { ...state, q: "", from: String(date.year), to: String(date.year) };
  return ["Looking for a year? ", linkTo(boxes, text), ", or set the years above."];
}

/** What to try when nothing was found, and a link that proves it. */
export async function advice({ store, state, found }) {
  const { missing, problems, date } = found;
  const isTold = missing.length || problems.length || isReversed(state) || (date?.month && !date.count);
  const why = state.q
    ? "Each of these is in some cable, but no cable has all of them. Try fewer words or filters."
    : "No cable passes all of these filters. Take one away.";
  const lacking = await Promise.all([...new Set(missing)].map(async (word) => {
    const near = await suggest(store, words(word)[0]);
    const corrected = (other) => linkTo({ ...state, q: replaced(state.q, word, other) }, other);
    const links = near.flatMap((other) => [", ", corrected(other)]);
    return [`No cable has “${word}”.`, ...(near.length ? [" Did you mean ", ...links.slice(1), "?"] : [])];
  }));
  const release = releaseOf(store);
  const nothing = filled("nothing", { total: cables(store.documents), release });
  nothing.querySelector(".again").href = searchFrom({ ...state, release });
  return [...paragraphs([...lacking, !isTold && why, offer(state, found)]), nothing];
}

/** A query with a word changed; that alone, if it stands nowhere by itself. */
function replaced(q, word, other) {
  const changed = q.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "iu"), other);
  return changed === q ? other : changed;
}

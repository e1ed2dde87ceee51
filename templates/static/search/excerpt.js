/** Excerpts: the passage of a text with most of the words that were looked for. */

import { fetchBytes } from "./site.js";
import { locate } from "./words.js";

const LENGTH = 40; // words in an excerpt
const LEAD = 8; // of them before the first hit
const FRAGMENTS = 8; // words that are marked in the page opened

const RULE = /[-=_*~.]{3,}/g; // a line drawn with signs
const UNCUT = /\([^()\n]{0,40}\)\S{0,40}|\S{1,40}/g; // what no passage begins or ends in: '(U)'

const plain = (block) => block.textContent.replace(RULE, " ").replace(/\s+/g, " ").trim();
const joined = (blocks) => blocks.map(plain).join("\n");

/** The texts of a cable's page: prose, prose with tables, facts. No page: no texts, as they are a comfort. */
export async function cableTexts(url) {
  const bytes = await fetchBytes(url).catch(() => new Uint8Array());
  const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
  const blocks = [...page.querySelectorAll("article .cable-text > *")];
  const facts = [...page.querySelectorAll(".dateline, .facts.key .codes li, .signature")];
  return [joined(blocks.filter((block) => !block.matches("pre.table"))), joined(blocks), ...facts.map(plain)];
}

/** The best text to quote: the first that has a hit; of facts all that have one. */
export function quotable([prose, all, ...facts], marks) {
  const hasHit = (text) => marked(locate(text), marks).some((mark) => mark >= 0);
  return [prose, all].find(hasHit) ?? (facts.filter(hasHit).join(" · ") || prose);
}

/** For every word of a text the number of the mark it is part of, or -1. */
export function marked(found, marks) {
  const of = found.map(({ word }) => marks.findIndex(({ words }) => words?.has(word)));
  marks.forEach(({ phrase }, mark) => phrase && found.forEach((_, i) => {
    if (phrase.every((word, k) => found[i + k]?.word === word)) of.fill(mark, i, i + phrase.length);
  }));
  return of;
}

/** The first word of the passage that has most different marks, then most hits. */
function bestStart(of) {
  let [best, start] = [0, 0];
  of.forEach((mark, i) => {
    if (mark < 0) return;
    const inside = of.slice(i, i + LENGTH - LEAD).filter((other) => other >= 0);
    const value = new Set(inside).size * LENGTH + inside.length;
    if (value > best) [best, start] = [value, Math.max(0, i - LEAD)];
  });
  return start;
}

/** A passage in pieces: [{text, hit}]; none if the text has no words. Pure. */
export function excerpt(text, marks) {
  const found = locate(text);
  if (!found.length) return [];
  const of = marked(found, marks);
  const first = bestStart(of);
  const end = Math.min(found.length, first + LENGTH);
  const uncut = Array.from(text.matchAll(UNCUT), ({ 0: { length }, index }) => [index, index + length]);
  const start = first && uncut.findLast(([from]) => from <= found[first].start)[0];
  const stop = end < found.length ? uncut.find(([, to]) => to >= found[end - 1].end)[1] : text.length;
  const hits = found.filter((one, i) => of[i] >= 0 && one.start >= start && one.end <= stop);
  const pieces = [{ text: start ? "… " : "" }];
  let at = start;
  for (const one of hits.filter(({ start: from }, i) => from !== hits[i - 1]?.start)) { // of one run, one
    pieces.push({ text: text.slice(at, one.start) }, { text: text.slice(one.start, one.end), hit: true });
    at = one.end;
  }
  pieces.push({ text: text.slice(at, stop) }, { text: stop < text.length ? " …" : "" });
  return pieces.filter(({ text: some }) => some);
}

const quoted = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** The end of an address that has the browser go to the passage, the first hit by the words before it. */
export function fragment(pieces) {
  const first = pieces.findIndex(({ hit }) => hit);
  if (first < 0) return "";
  const [before] = (pieces[first - 1]?.text ?? "").replace("…", "").split("\n").slice(-1);
  const lead = before.trim().split(/\s+/).slice(-3).join(" ");
  const hits = pieces.filter(({ hit }) => hit).map(({ text }) => text);
  const forms = new Map(hits.map((text) => [text.toLowerCase(), quoted(text)]));
  const [one, ...others] = [...forms.values()].slice(0, FRAGMENTS);
  return `#:~:text=${lead ? `${quoted(lead)}-,` : ""}${[one, ...others].join("&text=")}`;
}

/** Excerpts: the passage of a text with most of the words that were looked for. */

import { fetchBytes } from "./site.js";
import { locate } from "./words.js";

const LENGTH = 40; // words in an excerpt
const LEAD = 8; // of them before the first hit
const NEAR = 40; // characters a passage may be longer at either end, so as not to cut into a bracket

const RULE = /[-=_*~.]{3,}/g; // a line drawn with signs

/** The texts of a cable's page: {prose, all, facts}. Null if the page cannot be had: an excerpt is a comfort. */
export async function cableTexts(url) {
  try {
    const html = new TextDecoder().decode(await fetchBytes(url));
    const page = new DOMParser().parseFromString(html, "text/html");
    const body = page.querySelector("article .cable-text") ?? page.querySelector(".cable-text");
    if (!body) return null;
    const blocks = Array.from(body.children);
    const facts = page.querySelectorAll(".dateline, .facts.key .codes li, .signature");
    return {
      prose: joined(blocks.filter((block) => !block.matches("pre.table"))),
      all: joined(blocks),
      facts: Array.from(facts, plain),
    };
  } catch {
    return null;
  }
}

const plain = (block) => block.textContent.replace(RULE, " ").replace(/\s+/g, " ").trim();
const joined = (blocks) => blocks.map(plain).join("\n");

/** The best text to quote: prose that has a hit, else tables, else the facts that have one. */
export function quotable({ prose, all, facts }, marks) {
  const hasHit = (text) => marked(locate(text), marks).some((mark) => mark >= 0);
  return [prose, all].find(hasHit) ?? (facts.filter(hasHit).join(" · ") || prose);
}

/** For every word of a text the number of the mark it is part of, or -1. */
export function marked(found, marks) {
  const of = found.map(({ word }) => marks.findIndex(({ words }) => words?.has(word)));
  marks.forEach(({ phrase }, mark) => {
    if (!phrase) return;
    found.forEach((_, i) => {
      if (phrase.every((word, k) => found[i + k]?.word === word)) of.fill(mark, i, i + phrase.length);
    });
  });
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

/** Back from a place to the blank before it, or to a bracket that is open there: whole portion marks, '(U)'. */
function backed(text, at) {
  const before = text.slice(Math.max(0, at - NEAR), at);
  return at - before.match(/\([^()\n]*$|\S*$/)[0].length;
}

/** On from a place to the next blank, behind a bracket that is open there. */
function onward(text, at) {
  return at + text.slice(at, at + NEAR).match(/^[^()\n]*\)\S*|^\S*/)[0].length;
}

/** A passage in pieces: [{text, hit}]. Pure. */
export function excerpt(text, marks) {
  const found = locate(text);
  if (!found.length) return [];
  const of = marked(found, marks);
  const first = bestStart(of);
  const end = Math.min(found.length, first + LENGTH);
  const start = first ? backed(text, found[first].start) : 0;
  const stop = end < found.length ? onward(text, found[end - 1].end) : text.length;
  const pieces = first ? [{ text: "… ", hit: false }] : [];
  let at = start;
  for (let i = 0; i < found.length && found[i].end <= stop; i++) {
    if (of[i] < 0 || found[i].start < at) continue;
    if (found[i].start > at) pieces.push({ text: text.slice(at, found[i].start), hit: false });
    pieces.push({ text: text.slice(found[i].start, found[i].end), hit: true });
    at = found[i].end;
  }
  if (stop > at) pieces.push({ text: text.slice(at, stop), hit: false });
  if (end < found.length) pieces.push({ text: " …", hit: false });
  return pieces;
}

const FRAGMENTS = 8; // words that are marked in the page opened

const quoted = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** The end of an address that has the browser go to the passage and mark its words, the first by the words before it. */
export function fragment(pieces) {
  const first = pieces.findIndex(({ hit }) => hit);
  if (first < 0) return "";
  const [before] = (pieces[first - 1]?.text ?? "").replace("…", "").split("\n").slice(-1);
  const lead = before.trim().split(/\s+/).slice(-3).join(" ");
  const forms = new Map(pieces.filter(({ hit }) => hit).map(({ text }) => [text.toLowerCase(), quoted(text)]));
  const [one, ...others] = [...forms.values()].slice(0, FRAGMENTS);
  return `#:~:text=${lead ? `${quoted(lead)}-,` : ""}${[one, ...others].join("&text=")}`;
}

/** Excerpts: the passage of a text with most of the words that were looked for. */

import { siteUrl } from "./site.js";
import { locate } from "./words.js";

const LENGTH = 40; // words in an excerpt
const LEAD = 8; // of them before the first hit

const RULE = /[-=_*~.]{3,}/g; // a line drawn with signs

/** The texts of a cable's page: {prose, all, facts}. Null if the page cannot be had: an excerpt is a comfort. */
export async function cableTexts(url) {
  try {
    const response = await fetch(siteUrl(url));
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
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

/** A passage in pieces: [{text, hit}]. Pure. */
export function excerpt(text, marks) {
  const found = locate(text);
  if (!found.length) return [];
  const of = marked(found, marks);
  const first = bestStart(of);
  const end = Math.min(found.length, first + LENGTH);
  const pieces = first ? [{ text: "… ", hit: false }] : [];
  let at = found[first].start;
  for (let i = first; i < end; i++) {
    if (of[i] < 0 || found[i].start < at) continue;
    if (found[i].start > at) pieces.push({ text: text.slice(at, found[i].start), hit: false });
    pieces.push({ text: text.slice(found[i].start, found[i].end), hit: true });
    at = found[i].end;
  }
  const stop = end < found.length ? found[end - 1].end : text.length;
  if (stop > at) pieces.push({ text: text.slice(at, stop), hit: false });
  if (end < found.length) pieces.push({ text: " …", hit: false });
  return pieces;
}

/** Text to words, exactly as sitegen/search/words.py does it; tests/search/vectors.json holds both to it. */

const LONGEST = 64;
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŧ: "t", ς: "σ",
};
const SPECIAL = /[ßæœøđðþłıħŧς]/g;
const APOSTROPHES = /['`’‘ʼʻ]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const RUNS = /[\p{L}\p{N}\p{M}'`’‘ʼʻ\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+/gu;

const plain = (text) => text.replace(SPECIAL, (letter) => LETTERS[letter]).replace(APOSTROPHES, "'");

/** The words of a text, in order. */
export function words(text) {
  const folded = plain(plain(text.toLowerCase()).replace(INVISIBLE, "")
    .normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, ""))
    .replace(/'s(?![\p{L}\p{N}])/gu, "")
    .replaceAll("'", "")
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${folded} `
    .replace(/ 0+(?=[0-9])/g, " ")
    .replace(/(?<= )xxxx+(?= )/g, "xxxx")
    .split(" ")
    .filter(Boolean)
    .map((word) => [...word].slice(0, LONGEST).join(""));
}

/** The words of a text with the places they take in it: [{word, start, end}]. */
export function locate(text) {
  const found = [];
  for (const run of text.matchAll(RUNS)) {
    for (const word of words(run[0])) {
      found.push({ word, start: run.index, end: run.index + run[0].length });
    }
  }
  return found;
}

/** Order of code points, which is that of the index (JavaScript's own is of UTF-16 units). */
export function compare(a, b) {
  if (a === b) return 0;
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((c, i) => c !== right[i]);
  if (at < 0) return -1;
  return at < right.length && left[at].codePointAt(0) < right[at].codePointAt(0) ? -1 : 1;
}

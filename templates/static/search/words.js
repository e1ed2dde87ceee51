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
    .split(" ").filter(Boolean).map((word) => [...word].slice(0, LONGEST).join(""));
}

/** The words of a text with the places they take in it: [{word, start, end}]. */
export const locate = (text) => [...text.matchAll(RUNS)].flatMap(({ 0: run, index }) =>
  words(run).map((word) => ({ word, start: index, end: index + run.length })));

/** Order of code points, which is that of the index (JavaScript's own is of UTF-16 units). */
export function compare(a, b) {
  const [left, right] = [[...a, ""], [...b, ""]]; // the end of a text comes before any letter
  const at = left.findIndex((letter, i) => letter !== right[i]);
  return at < 0 ? 0 : (left[at].codePointAt(0) ?? -1) - (right[at].codePointAt(0) ?? -1);
}

/** Hits: of each document its score, or -1 where it is none. Pure. */

const NO = -1;

export const nothing = (size) => new Float32Array(size).fill(NO);

/** Documents low to high, each with score 0. */
export const everything = (size, low = 0, high = size) => nothing(size).fill(0, low, high);

/** Documents of both; scores are added. */
export const both = (a, b) => a.map((score, i) => (score < 0 || b[i] < 0 ? NO : score + b[i]));

/** Documents of either; scores are added. */
export const either = (a, b) => a.map((score, i) => (score < 0 || b[i] < 0 ? Math.max(score, b[i]) : score + b[i]));

/** Documents of the first that are none of the second. */
export const without = (a, b) => a.map((score, i) => (b[i] < 0 ? score : NO));

/** The same documents, each with another score. */
export const scored = (hits, scoreOf) => hits.map((score, document) => (score < 0 ? NO : scoreOf(score, document)));

export const unscored = (hits) => scored(hits, () => 0);

/** Whether any document in [low, high) is a hit. */
export function hasAny(hits, low, high) {
  while (low < high && hits[low] < 0) low++;
  return low < high;
}

/** The documents, sorted. */
export function documentsIn(hits) {
  const found = new Uint32Array(hits.length);
  let size = 0;
  for (let i = 0; i < hits.length; i++) if (hits[i] >= 0) found[size++] = i;
  return found.slice(0, size);
}

/** Documents in the order wanted: 'new', 'old' or 'best' (the newer first where scores are equal). */
export function ordered(hits, sort) {
  const documents = documentsIn(hits);
  if (sort === "old") return documents;
  if (sort === "new") return documents.reverse();
  return documents.sort((a, b) => hits[b] - hits[a] || b - a);
}

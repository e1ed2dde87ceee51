/** Sorted lists of hits, {documents, scores}, and their sums and products. Pure. */

export const NONE = { documents: new Uint32Array(0), scores: new Float32Array(0) };

/** Documents low to high, each with score 0. */
export const everything = (low, high) => {
  const size = Math.max(0, high - low);
  return { documents: Uint32Array.from({ length: size }, (_, i) => low + i), scores: new Float32Array(size) };
};

/** The same documents, each with score 0. */
export const unscored = ({ documents }) => ({ documents, scores: new Float32Array(documents.length) });

/** Keep the places that `wanted(document, place)` says. */
export function filter(list, wanted) {
  const places = [];
  list.documents.forEach((document, i) => wanted(document, i) && places.push(i));
  return pick(list, places);
}

const pick = (list, places) => ({
  documents: Uint32Array.from(places, (i) => list.documents[i]),
  scores: Float32Array.from(places, (i) => list.scores[i]),
});

/** Documents of either list; scores are added. */
export function either(a, b) {
  if (!a.documents.length) return b;
  if (!b.documents.length) return a;
  const [documents, scores] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.documents.length || j < b.documents.length) {
    const document = Math.min(a.documents[i] ?? Infinity, b.documents[j] ?? Infinity);
    let score = 0;
    if (a.documents[i] === document) score += a.scores[i++];
    if (b.documents[j] === document) score += b.scores[j++];
    documents.push(document);
    scores.push(score);
  }
  return { documents: Uint32Array.from(documents), scores: Float32Array.from(scores) };
}

/** Documents of both lists; scores are added. */
export function both(a, b) {
  const [documents, scores] = [[], []];
  for (let i = 0, j = 0; i < a.documents.length && j < b.documents.length; ) {
    const step = a.documents[i] - b.documents[j];
    if (step === 0) {
      documents.push(a.documents[i]);
      scores.push(a.scores[i] + b.scores[j]);
    }
    if (step <= 0) i++;
    if (step >= 0) j++;
  }
  return { documents: Uint32Array.from(documents), scores: Float32Array.from(scores) };
}

/** All lists in one, by a tree of sums. */
export function any(lists) {
  if (lists.length < 2) return lists[0] ?? NONE;
  const middle = lists.length >> 1;
  return either(any(lists.slice(0, middle)), any(lists.slice(middle)));
}

/** Documents in the order wanted: 'new', 'old' or 'best' (the newer first where scores are equal). */
export function ordered(list, sort) {
  if (sort === "old") return list.documents;
  if (sort === "new") return list.documents.slice().reverse();
  const places = Array.from(list.documents.keys());
  places.sort((a, b) => list.scores[b] - list.scores[a] || b - a);
  return Uint32Array.from(places, (i) => list.documents[i]);
}

/** Sorted lists of hits, {documents, scores}, and their sums and products. Pure. */

const list = (documents, scores) => ({ documents, scores });
const empty = (size) => list(new Uint32Array(size), new Float32Array(size));
const cut = ({ documents, scores }, size) => list(documents.subarray(0, size), scores.subarray(0, size));

export const NONE = empty(0);

/** Documents low to high, each with score 0. */
export function everything(low, high) {
  const made = empty(Math.max(0, high - low));
  for (let i = 0; i < made.documents.length; i++) made.documents[i] = low + i;
  return made;
}

/** The same documents, each with score 0. */
export const unscored = ({ documents }) => list(documents, new Float32Array(documents.length));

/** Keep the places that `wanted(document, place)` says. */
export function filter({ documents, scores }, wanted) {
  const made = empty(documents.length);
  let size = 0;
  for (let i = 0; i < documents.length; i++) {
    if (!wanted(documents[i], i)) continue;
    made.documents[size] = documents[i];
    made.scores[size++] = scores[i];
  }
  return cut(made, size);
}

/** Documents of both lists; scores are added. */
export function both(a, b) {
  const made = empty(Math.min(a.documents.length, b.documents.length));
  let size = 0;
  for (let i = 0, j = 0; i < a.documents.length && j < b.documents.length; ) {
    const step = a.documents[i] - b.documents[j];
    if (step === 0) {
      made.documents[size] = a.documents[i];
      made.scores[size++] = a.scores[i] + b.scores[j];
    }
    if (step <= 0) i++;
    if (step >= 0) j++;
  }
  return cut(made, size);
}

/** Documents of either list; scores are added. */
export function either(a, b) {
  if (!a.documents.length) return b;
  if (!b.documents.length) return a;
  const [left, right] = [a.documents.length, b.documents.length];
  const made = empty(left + right);
  let size = 0;
  for (let i = 0, j = 0; i < left || j < right; size++) {
    const step = i === left ? 1 : j === right ? -1 : a.documents[i] - b.documents[j];
    made.documents[size] = step <= 0 ? a.documents[i] : b.documents[j];
    made.scores[size] = (step <= 0 ? a.scores[i++] : 0) + (step >= 0 ? b.scores[j++] : 0);
  }
  return cut(made, size);
}

/** All lists in one, by a tree of sums. */
export function any(lists) {
  if (lists.length < 2) return lists[0] ?? NONE;
  const middle = lists.length >> 1;
  return either(any(lists.slice(0, middle)), any(lists.slice(middle)));
}

/** Documents in the order wanted: 'new', 'old' or 'best' (the newer first where scores are equal). */
export function ordered({ documents, scores }, sort) {
  if (sort === "old") return documents;
  if (sort === "new") return documents.slice().reverse();
  const places = documents.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || b - a);
  return places.map((i) => documents[i]);
}

/** Words of the dictionary for one that is not in it: spelt like it ("Did you mean"), or forms of it. */

const MOST = 3;

/** Letters to change, add, drop or swap with their neighbour to make b of a. */
export function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed, swapped);
    }
  }
  return rows[a.length][b.length];
}

/** Up to three words near a misspelt one, the likeliest first; of the shard the word would be in. */
export async function suggest(store, word) {
  if (!store.root.terms.length || word.length < 3) return [];
  const { terms, frequency } = await store.shard(store.shardOf(word));
  const limit = word.length < 5 ? 1 : 2;
  const isLikely = (term) => Math.abs(term.length - word.length) <= limit && !term.includes(":");
  return terms.map((term, i) => [term, isLikely(term) && distance(word, term), frequency[i]])
    .filter(([, far]) => far && far <= limit)
    .sort(([, far, often], [, farther, seldom]) => far - farther || seldom - often)
    .slice(0, MOST).map(([term]) => term);
}

const ENDINGS = [["ies", "y"], ["es", ""], ["s", ""], ["ing", ""], ["ing", "e"], ["ed", ""], ["ed", "e"]];

/** Plain English forms of a word that no cable has, the likeliest first: 'harbors' -> ['harbor', …]. */
export function variants(word) {
  if (!/^[a-z]{4,}$/.test(word)) return [];
  const bare = ENDINGS.filter(([end]) => word.endsWith(end))
    .map(([end, put]) => word.slice(0, -end.length) + put);
  const known = [...bare, ...bare.map((stem) => stem.replace(/([^aeiou])\1$/, "$1"))]; // stopped: stop
  const longer = [word, ...known].flatMap((stem) => [`${stem}s`, `${stem}es`, stem.replace(/y$/, "ies"),
    ...["ed", "ing"].map((end) => stem.replace(/e$/, "") + end)]);
  return [...new Set([...known, ...longer])].filter((other) => other !== word && other.length > 2);
}

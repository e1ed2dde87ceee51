/** "Did you mean": words of the dictionary that are spelt like one that is not in it; and other forms of a word. */

const MOST = 3;

/** Letters to change, add, drop or swap with their neighbour to make a of b; over `limit`: limit + 1. */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** Up to three words near a misspelt one, the likeliest first; of the shard the word would be in. */
export async function suggest(store, word) {
  if (!store.root.terms.length || word.length < 3) return [];
  const shard = await store.shard(store.shardOf(word));
  const limit = word.length < 5 ? 1 : 2;
  const near = [];
  shard.terms.forEach((term, i) => {
    if (term === word || term.includes(":")) return;
    const far = distance(word, term, limit);
    if (far <= limit) near.push({ term, far, frequency: shard.frequency[i] });
  });
  near.sort((a, b) => a.far - b.far || b.frequency - a.frequency);
  return near.slice(0, MOST).map(({ term }) => term);
}

const ENDINGS = [["ies", "y"], ["es", ""], ["s", ""], ["ing", ""], ["ing", "e"], ["ed", ""], ["ed", "e"]];

/** Plain English forms of a word that is in no cable, the likeliest first: 'harbors' -> ['harbor', …]; 'policy' -> ['policys', …, 'policies', …] */
export function variants(word) {
  if (!/^[a-z]{4,}$/.test(word)) return [];
  const bare = ENDINGS.filter(([end]) => word.endsWith(end)).map(([end, put]) => word.slice(0, -end.length) + put);
  const single = bare.map((stem) => stem.replace(/([b-df-hj-np-tv-z])\1$/, "$1")); // stopped, stop
  const known = [...bare, ...single];
  const longer = [word, ...known].flatMap((stem) => {
    const short = stem.replace(/e$/, "");
    return [`${stem}s`, `${stem}es`, stem.replace(/y$/, "ies"), `${short}ed`, `${short}ing`];
  });
  return [...new Set([...known, ...longer])].filter((other) => other !== word && other.length > 2);
}

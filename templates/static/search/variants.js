/** Plain English forms of a word that is in no cable, the likeliest first. Pure. */

const ENDINGS = [["ies", "y"], ["es", ""], ["s", ""], ["ing", ""], ["ing", "e"], ["ed", ""], ["ed", "e"]];

/** 'harbors' -> ['harbor', …]; 'policy' -> ['policys', …, 'policies', …] */
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

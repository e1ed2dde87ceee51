// The site's own reader of the index, outside a browser: a search a line on stdin, what it finds a line on stdout.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

globalThis.document = { documentElement: { dataset: { root: "./" } } };
globalThis.location = {};
globalThis.fetch = async (url, { headers } = {}) => {
  const bytes = await readFile(fileURLToPath(url));
  const [, first, last] = headers?.Range?.match(/^bytes=(\d+)-(\d+)$/) ?? [];
  return new Response(last ? bytes.subarray(Number(first), Number(last) + 1) : bytes, { status: last ? 206 : 200 });
};
const scripts = pathToFileURL(`${process.argv[2]}/`);
const { countsOf, search } = await import(new URL("engine.js", scripts));
const { Store } = await import(new URL("store.js", scripts));
const { bars } = await import(new URL("chart.js", scripts));

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, state, kinds } = JSON.parse(line);
  location.href = pathToFileURL(`${folder}/`).href;
  const store = await Store.open();
  const found = await search(store, state);
  const counts = {};
  for (const kind of kinds) counts[kind] = Object.fromEntries(await countsOf(store, state, kind, found));
  console.log(JSON.stringify({ documents: [...found.documents], counts, bars: bars(store, found.hits, state) }));
}

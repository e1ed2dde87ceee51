/** Where the root of the site is, which pages say in <html data-root>, and how to read its files. */

const { dataset } = document.documentElement;

/** The portable edition has each file as a script as well: pages opened as files may load those alone. */
const isPortable = dataset.portable !== undefined;

/** '/cable/x.html' -> its URL, wherever the site is mounted. */
export const siteUrl = (path) => new URL(
  path.slice(1).replace(/^$|\/$/, isPortable ? "$&index.html" : "$&"), new URL(dataset.root, location.href));

/** The index, or a part of it, cannot be had. */
export class IndexError extends Error {}

const waiting = new Map();
globalThis.sitegenFile = (path, base64) => waiting.get(path)?.(base64);

function byScript(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(path, (base64) => resolve(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))));
    script.onload = script.onerror = () => {
      script.remove();
      reject(new IndexError(`${path} cannot be read`)); // no matter once it has been
    };
    const isNamed = path.endsWith(".bin") || location.protocol === "file:"; // by its content, or never kept
    script.src = `${siteUrl(path)}.js${isNamed ? "" : `?${Date.now()}`}`;
    document.head.append(script);
  });
}

/** The bytes of a file of the site. */
export async function fetchBytes(path, options) {
  if (isPortable) return byScript(path);
  const response = await fetch(siteUrl(path), options).catch((cause) => {
    throw new IndexError(`${path.split("/").at(-1)} cannot be fetched`, { cause });
  });
  if (!response.ok) throw new IndexError(`${path}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

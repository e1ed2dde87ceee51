/** The one place that knows where the root of the site is: pages say it in <html data-root>. */

/** '/cable/x.html' -> its URL, wherever the site is mounted. */
export const siteUrl = (path) =>
  new URL(path.slice(1), new URL(document.documentElement.dataset.root, location.href));

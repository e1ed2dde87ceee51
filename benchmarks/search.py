"""What a search costs a reader: bytes, requests and milliseconds by class of query, in Chromium, on a built site.

    .venv/bin/python -m sitegen build /tmp/corpus
    .venv/bin/python benchmarks/search.py /tmp/corpus/output           from a host that gives ranges of files
    .venv/bin/python benchmarks/search.py /tmp/corpus/output --plain   from `python -m http.server`, which gives none
    .venv/bin/python benchmarks/search.py /tmp/corpus/output --peers /tmp/made

`--peers` asks Pagefind the same queries, those of the kinds it knows, of the pages that Hugo makes of the same cables
(benchmarks/build.py has them made: MADE has a folder `md` or `content`).

Each query is asked on a first visit of its own, then once more with all it needs at hand. The words are drawn from the
index: rare, common, three common ones, prefixes; phrases and NEAR from titles; words with a tag. Bytes are those of a
host that compresses pages, scripts and styles; files of the index are compressed already.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from build import hugo, pagefind
from playwright.sync_api import Browser, Page, Request, sync_playwright

FINDER = Path(__file__).parent.parent / "scripts" / "browser.py"
EACH = 10  # queries of a class

DRAW = """async (each) => {
  const script = (name) => import(new URL(`../static/search/${name}.js`, location.href));
  const [{ Store }, { words }] = await Promise.all([script("store"), script("words")]);
  const store = await Store.open();
  const step = (list, n) => Array.from({ length: n }, (_, i) => list[Math.floor((i * list.length) / n)]);
  const shards = step(store.root.terms.map((_, i) => i), Math.min(12, store.root.terms.length));
  const found = (await Promise.all(shards.map((i) => store.shard(i)))).flatMap((shard) =>
    shard.terms.map((term, i) => [term, shard.frequency[i]])).filter(([term]) => /^[a-z]{3,}$/.test(term));
  const common = found.slice().sort((a, b) => b[1] - a[1]).slice(0, 3 * each).map(([term]) => term);
  const rare = step(found.filter(([, n]) => n < 4).map(([term]) => term), each);
  const isMiddle = ([, n]) => n > store.documents / 500 && n < store.documents / 20;
  const middle = step(found.filter(isMiddle).map(([term]) => term), each);
  const some = step(Array.from({ length: store.documents }, (_, i) => i), 4 * each);
  const rows = await Promise.all(some.map((i) => store.row(i)));
  const inWords = rows.map(({ title }) => words(title).filter((word) => /^[a-z]+$/.test(word)));
  const titles = inWords.filter((title) => title.length > 2);
  const tags = (await store.facets()).tag.sort((a, b) => b[2] - a[2]).map(([tag]) => tag);
  const upTo = Array.from({ length: each }, (_, i) => i);
  return {
    rare,
    middle,
    common: common.slice(0, each),
    "three common": upTo.map((i) => `${common[i]} ${common[i + each]} ${common[i + 2 * each]}`),
    phrase: upTo.map((i) => `"${titles[i % titles.length].slice(0, 3).join(" ")}"`),
    near: upTo.map((i) => `${titles[i % titles.length][0]} NEAR/5 ${titles[i % titles.length][2]}`),
    prefix: middle.map((word) => `${word.slice(0, 4)}*`),
    filter: upTo.map((i) => `${middle[i]} tag:${tags[i % tags.length]}`),
  };
}"""
AGAIN = """async (q) => {
  const script = (name) => import(new URL(`../static/search/${name}.js`, location.href));
  const [{ search }, { Store }, { stateFrom }] = await Promise.all(["engine", "store", "query"].map(script));
  const store = await Store.open();
  const state = stateFrom(`?q=${encodeURIComponent(q)}`);
  await search(store, state);
  const start = performance.now();
  await search(store, state);
  return performance.now() - start;
}"""


# What Pagefind's reader can be asked as well.
PEER_KINDS = ("rare", "middle", "common", "three common", "phrase", "filter")
PEER_OPEN = """async () => (await import("/pagefind/pagefind.js")).init()"""
PEER_ASK = """async ([query, filters]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query, { filters });
  await Promise.all(results.slice(0, 10).map((one) => one.data()));
  const start = performance.now();
  await pagefind.search(query, { filters });
  return performance.now() - start;
}"""


class Cost(NamedTuple):
    """Of one query: what it fetched of the index, in so many requests; for its hits; and its time, all loaded."""

    loaded: int
    requests: int
    hits: int
    ms: float


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


class _RangeHost(_Host):
    """As most hosts are: what a range of bytes is asked of, that range is given."""

    def do_GET(self) -> None:
        if (asked := range_in(self.headers)) is None:
            return super().do_GET()
        data = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {asked.start}-{asked.stop - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(asked)))
        self.end_headers()
        self.wfile.write(data[asked.start : asked.stop])
        return None


def range_in(headers: Mapping[str, str] | Message) -> range | None:
    """The bytes that are asked for, if not all."""
    found = re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("range") or "")
    return range(int(found[1]), int(found[2]) + 1) if found else None


@contextmanager
def served(folder: Path, host: type[_Host] = _Host) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@cache
def sent(path: Path) -> int:
    """Bytes of a file over the wire."""
    if path.is_dir():
        path /= "index.html"
    data = path.read_bytes() if path.exists() else b""
    return min(len(data), len(gzip.compress(data)))  # what is compressed already is sent as it is


class Site(NamedTuple):
    """A site that is served, and how."""

    folder: Path
    base: str
    host: type[_Host]


def noted(page: Page, site: Site) -> dict[str, int]:
    """Bytes of what a page fetches from now on, by path and range."""
    sizes: dict[str, int] = {}

    def note(request: Request) -> None:
        path = unquote(urlsplit(request.url).path).lstrip("/")
        asked = range_in(request.headers) if site.host is _RangeHost else None
        sizes[f"{path} {asked or ''}"] = len(asked) if asked else sent(site.folder / path)

    page.on("requestfinished", note)
    return sizes


def fetched(browser: Browser, site: Site, address: str) -> tuple[dict[str, int], Page]:
    """What a first visit of an address fetches, by path and range; and the page, left open."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    sizes = noted(page, site)
    page.goto(site.base + address)
    page.wait_for_load_state("networkidle")
    return dict(sizes), page  # not what is fetched later


def cost(browser: Browser, site: Site, query: str, visit: Collection[str]) -> Cost:
    sizes, page = fetched(browser, site, f"search/?q={quote(query)}")
    more = {path: size for path, size in sizes.items() if path not in visit}
    hits = {path for path in more if path.startswith(("search/rows/", "cable/"))}
    index = [more[path] for path in more if path.startswith("search/") and path not in hits]
    made = Cost(
        sum(index), len(index), sum(more[path] for path in hits), page.evaluate(AGAIN, query)
    )
    page.context.close()
    return made


def peer_visit(browser: Browser, site: Site) -> tuple[dict[str, int], Page]:
    """What Pagefind's reader fetches before it is asked anything, by path; and the page, left open."""
    _, page = fetched(browser, site, "404.html")
    sizes = noted(page, site)
    page.evaluate(PEER_OPEN)
    page.wait_for_load_state("networkidle")
    return sizes, page


def peer_cost(browser: Browser, site: Site, query: str) -> Cost:
    """The same of Pagefind: the texts that it quotes are in files of their own."""
    visit, page = peer_visit(browser, site)
    visit = dict(visit)
    more = noted(page, site)
    text, _, tag = query.partition(" tag:")
    ms = page.evaluate(PEER_ASK, [text, {"tag": tag} if tag else {}])
    page.wait_for_load_state("networkidle")
    hits = {path for path in more if path.rstrip().endswith(".pf_fragment")}
    index = [size for path, size in more.items() if path not in hits and path not in visit]
    page.context.close()
    return Cost(sum(index), len(index), sum(more[path] for path in hits), ms)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


def line(name: str, some: Sequence[Cost]) -> str:
    index, hits = [c.loaded / 1000 for c in some], [c.hits / 1000 for c in some]
    ms, requests = [c.ms for c in some], [c.requests for c in some]
    return (
        f"| {name} | {statistics.median(index):.1f} | {p95(index):.1f} | {statistics.median(requests):.0f} "
        f"| {statistics.median(hits):.1f} | {statistics.median(ms):.1f} | {p95(ms):.1f} |"
    )


def rows(queries: Mapping[str, Sequence[str]], ask: Callable[[str], Cost]) -> Iterator[str]:
    """The table of what queries cost, by kind."""
    yield "| queries | kB, median | kB, p95 | requests | kB of hits | ms, median | ms, p95 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    everything: list[Cost] = []
    for name, some in queries.items():
        found = [ask(query) for query in dict.fromkeys(some) if query]
        everything += found
        yield line(name, found)
    yield line("all", everything)


def measure(folder: Path, browser: Browser, host: type[_Host]) -> dict[str, list[str]]:
    """Print what queries cost on a site of ours; the queries."""
    with served(folder, host) as base:
        site = Site(folder, base, host)
        visit, page = fetched(browser, site, "search/")
        queries: dict[str, list[str]] = page.evaluate(DRAW, EACH)
        first = sum(size for path, size in visit.items() if "facets" not in path)
        rest = sum(visit.values()) - first
        print(f"first visit: {first / 1000:.1f} kB; filters: {rest / 1000:.1f} kB\n")
        for row in rows(queries, lambda query: cost(browser, site, query, visit)):
            print(row, flush=True)
    return queries


def measure_peer(corpus: Path, browser: Browser, queries: Mapping[str, Sequence[str]]) -> None:
    """Print what the same queries cost by Pagefind, of the pages that Hugo makes."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "hugo"
        hugo(corpus, folder)
        pagefind(folder)
        with served(folder, _Host) as base:
            site = Site(folder, base, _Host)
            visit, _ = peer_visit(browser, site)
            size = sum(visit.values()) / 1000
            print(f"\nPagefind: script, engine and list of pages {size:.1f} kB\n")
            own = {kind: queries[kind] for kind in PEER_KINDS}
            for row in rows(own, lambda query: peer_cost(browser, site, query)):
                print(row, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("site", type=Path, help="the output folder of a build")
    parser.add_argument("--plain", action="store_true", help="from a host that knows no ranges")
    parser.add_argument("--peers", type=Path, metavar="MADE", help="Pagefind as well")
    options = parser.parse_args()
    chromium = subprocess.run(
        [sys.executable, str(FINDER)], check=True, capture_output=True, text=True
    )
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium.stdout.strip(), args=flags)
        host = _Host if options.plain else _RangeHost
        queries = measure(options.site, browser, host)
        if options.peers:
            measure_peer(options.peers, browser, queries)
        browser.close()


if __name__ == "__main__":
    main()

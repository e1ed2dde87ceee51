"""What answers queries: the search page of a site, Pagefind's own reader, plain BM25. Each gives the identifiers of the
first ten cables it finds."""

from __future__ import annotations

import html
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page
from queries import texts

from sitegen.search import Entry
from sitegen.search.postings import stems
from sitegen.search.words import words

Ranker = Callable[[str], list[str]]

MOST = 10
K1, B = 1.2, 0.75
OFFERS = ("Did you mean", "any of these words")  # on the search page, the better first
PAGEFIND = """async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, 10).map((one) => one.data()));
  return found.map(({ meta }) => meta.identifier);
}"""


class SearchPage:
    """The search page of a site, as a reader has it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.clicks = page, site, 0
        self.asked, self.found = "", list[str]()

    def typed(self, query: str) -> list[str]:
        """What is found."""
        self.asked, self.found = query, self._at(f"?q={quote(query)}")
        return self.found

    def offered(self, query: str) -> list[str]:
        """What is found, then what the page offers where that is little or nothing: another spelling,
        else cables with any of the words. That is one click."""
        found = self.found if self.asked == query else self.typed(query)
        hints = self.page.locator("#hints p")
        links = [hints.filter(has_text=text).locator("a") for text in OFFERS]
        chosen = next((link.first for link in links if link.count()), None)
        if chosen is None:
            return found
        self.clicks, self.asked = self.clicks + 1, ""
        more = self._at(chosen.get_attribute("href") or "")
        return list(dict.fromkeys([*found, *more]))[:MOST]

    def _at(self, search: str) -> list[str]:
        self.page.goto(f"{self.site}search/{search}")
        return self._shown()

    def _shown(self) -> list[str]:
        status = self.page.locator("#status", has_text=re.compile(r"\bcables?\b"))
        status.wait_for()
        if (status.text_content() or "").startswith("0 of"):
            self.page.get_by_text("A link that repeats this search").wait_for()  # the last hint
        return self.page.locator("#hits .id").all_text_contents()[:MOST]


def pagefind(page: Page, site: str) -> Ranker:
    """Pagefind's reader in a page of the site that it indexed."""
    page.goto(site)

    def ranked(query: str) -> list[str]:
        found: list[str] = page.evaluate(PAGEFIND, query)
        return found

    return ranked


def write_pagefind(entries: Sequence[Entry], folder: Path) -> None:
    """A site with a page for each cable, of the same words, and Pagefind's index of it."""
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Search</title>", "utf-8")
    for one in entries:
        (folder / f"{one.identifier}.html").write_text(_page(one), "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def _page(entry: Entry) -> str:
    """The subject is the heading, as on the pages of sitegen."""
    name, subject, *others = (html.escape(text) for text in texts(entry))
    own = f'<p>{name}</p><p data-pagefind-meta="identifier">{html.escape(entry.identifier)}</p>'
    body = "\n".join(f"<p>{text}</p>" for text in others)
    heading = f"<h1>{subject}</h1>" if subject else ""
    return (
        f'<!doctype html><html lang="en"><title>{subject or name}</title>'
        f"<article data-pagefind-body>{heading}{own}\n{body}</article></html>"
    )


class Bm25:
    """BM25 of all words of a cable alike, stems as ours; a cable need not have all words of the query."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.names = [one.identifier for one in entries]
        self.counts = [Counter(_stems(" ".join(texts(one)))) for one in entries]
        self.lengths = [counts.total() for counts in self.counts]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.frequency = Counter(stem for counts in self.counts for stem in counts)

    def __call__(self, query: str) -> list[str]:
        scores = [(self._score(number, query), number) for number in range(len(self.names))]
        best = sorted((-score, number) for score, number in scores if score)[:MOST]
        return [self.names[number] for _, number in best]

    def _score(self, number: int, query: str) -> float:
        counts, share = self.counts[number], self.lengths[number] / self.mean
        found = ((counts[stem], self._idf(stem)) for stem in _stems(query))
        return sum(
            idf * count * (K1 + 1) / (count + K1 * (1 - B + B * share)) for count, idf in found
        )

    def _idf(self, stem: str) -> float:
        have = self.frequency[stem]
        return math.log(1 + (len(self.names) - have + 0.5) / (have + 0.5))


def _stems(text: str) -> list[str]:
    return stems(words(text))

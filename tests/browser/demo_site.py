"""The demo collection as built, for tests to look at: its folder, its kinds of page, its cables."""

from __future__ import annotations

import fcntl
import html
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import html5lib
import pytest
from playwright.sync_api import Page, Request, expect

from sitegen.build import build
from sitegen.config import open_project

ROOT = Path(__file__).parent.parent.parent
BASE = "https://cables.example/archive/"

SEED = "cable/2009/02/09TASHKENT208.html"
TABLE = "cable/1978/08/78HONGKONG9921.html"
LONG = "cable/2010/07/10DAKAR602.html"

# One page of every kind. The query of the last but one has hits in many cables.
KINDS = {
    "home": "",
    "seed": SEED,
    "cable with a table": TABLE,
    "cable with embedded documents": LONG,
    "tags": "tag/",
    "tag": "tag/SCUL/",
    "posts": "post/",
    "post": "post/TASHKENT/",
    "dates": "date/",
    "year": "date/2009/",
    "month": "date/2009/02/",
    "day": "date/2009/02/24/",
    "classifications": "classification/",
    "classification": "classification/UNCLASSIFIED/",
    "about": "about/",
    "how to read": "how-to-read-a-cable/",
    "search": "search/",
    "search with hits": "search/?q=embassy&from=1985",
    "404": "404.html",
}

Temporary = pytest.TempPathFactory
ServeFolder = Callable[..., str]


class Cable(NamedTuple):
    """A cable as its page shows it."""

    identifier: str
    title: str
    date: str
    post: str
    classification: str
    tags: frozenset[str]
    paragraphs: tuple[str, ...]


def demo(temporary: Temporary, base_url: str = "") -> Path:
    """The built demo: built once, whatever the number of test processes."""
    shared = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / ("demo-based" if base_url else "demo")
    with _alone(shared / "demo.lock"):
        if not folder.exists():
            draft = folder.with_name(f"{folder.name}-draft")
            content = str(ROOT / "content")
            build(open_project(ROOT, content=content, output=str(draft), base_url=base_url), jobs=1)
            draft.rename(folder)
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@cache
def cables(folder: Path) -> tuple[Cable, ...]:
    """All cables, read from their pages, not from anything the search is made of."""
    pages = sorted(folder.glob("cable/**/*.html"))
    return tuple(_read(path) for path in pages if not is_way_on(path))


def is_way_on(path: Path) -> bool:
    """Whether it is the page of another name of a cable, which leads to the cable's own."""
    return '<meta http-equiv="refresh"' in path.read_text("utf-8")


def _read(path: Path) -> Cable:
    page = path.read_text("utf-8")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    text = tree.find('.//div[@class="cable-text"]')
    assert text is not None
    blocks = [" ".join("".join(block.itertext()).split()) for block in _blocks(text)]
    known = dict(re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page))
    kicker = tree.find('.//p[@class="kicker"]/span')
    assert kicker is not None
    return Cable(
        identifier=known["technical_report_number"],
        title=html.unescape(known["title"]),
        date=known["publication_date"].replace("/", "-"),
        post=html.unescape(known["author"]),
        classification="".join(kicker.itertext()).strip(),
        tags=frozenset(re.findall(r'<a class="code" href="[./]*/tag/([^/"]+)/">', page)),
        paragraphs=tuple(filter(None, blocks)),
    )


def _blocks(text: object) -> Iterator[html5lib.treebuilders.etree.Element]:  # type: ignore[name-defined]
    """What a phrase may not span: paragraphs, headings, tables."""
    for element in text.iter():  # type: ignore[attr-defined]
        if element.tag in {"p", "h2", "h3", "pre"}:
            yield element


def see_all_hits(page: Page) -> None:
    """Scroll through the hits, as excerpts come when they are seen, and back to the top."""
    expect(page.locator("#hits > li").first).to_be_visible()
    for hit in page.locator("#hits > li").all():
        hit.scroll_into_view_if_needed()
    expect(page.locator("#hits .excerpt:empty")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")


class Traffic:
    """What a page asks its host for."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        page.on("requestfinished", lambda request: self.requests.append(request))

    def paths(self) -> list[str]:
        return [urlsplit(request.url).path for request in self.requests]

    def sizes(self) -> dict[str, int]:
        """Bytes of the body as sent, by path."""
        return {
            urlsplit(request.url).path: request.sizes()["responseBodySize"]
            for request in self.requests
        }

"""How good the order of hits is: nDCG@10, and how often the first hit is right, beside Pagefind and plain BM25.

    .venv/bin/pip install 'pagefind[bin]'
    .venv/bin/python benchmarks/relevance.py

Two collections: the demo, with queries judged by hand, and invented cables of sixteen topics. From both, queries are
drawn that should find one cable: words of its subject or of a paragraph, its identifier, a phrase, a word misspelt. All
three search the same words. sitegen is asked on its search page, Pagefind through its own reader, in the same Chromium.
Where sitegen finds fewer than ten, its page may offer another spelling, or cables with any of the words: a second
column counts what a click on the first of these adds below. BM25 takes cables with any of the words.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import invented
from playwright.sync_api import Browser, sync_playwright
from queries import Query, judged, known_items, of_topics
from rankers import MOST, Bm25, Ranker, SearchPage, pagefind, write_pagefind
from search import FINDER, served

from sitegen import catalog
from sitegen.indexing import entry
from sitegen.search import Entry
from sitegen.workspace import work_folder

DEMO = Path(__file__).parent.parent / "content"
OFFERED = "and what it offers"
CABLES, EACH = 400, 40  # invented; queries of a kind


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Discounted gain of the first ten, as a share of what is possible; the gain of grade 2 is 3, of grade 1 is 1."""

    def gain(some: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(some[:MOST]))

    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(name, 0) for name in dict.fromkeys(found)]) / best


def is_first_right(found: Sequence[str], grades: Mapping[str, int]) -> bool:
    """Whether no cable would have been a better first hit."""
    return bool(found) and grades.get(found[0], 0) == max(grades.values())


# -- collections -----------------------------------------------------------------------------------


def build(content: Path, folder: Path) -> tuple[Path, list[Entry]]:
    """The site of some content, and its cables as search sees them."""
    command = [sys.executable, "-m", "sitegen", "build", str(folder), "--content", str(content)]
    subprocess.run(command, check=True, capture_output=True)
    output = folder / "output"
    with closing(catalog.open_readonly(work_folder(output) / "cache.sqlite")) as db:
        return output, list(map(entry, catalog.cables(db, list(catalog.identifiers(db)))))


def demo(folder: Path) -> tuple[Path, list[Entry], list[Query]]:
    output, entries = build(DEMO, folder)
    return output, entries, [*judged(), *known_items(entries, EACH // 2)]


def made(folder: Path) -> tuple[Path, list[Entry], list[Query]]:
    cables = invented.write(CABLES, folder / "content")
    output, entries = build(folder / "content", folder)
    return output, entries, [*of_topics(cables, EACH), *known_items(entries, EACH)]


COLLECTIONS: Mapping[str, Callable[[Path], tuple[Path, list[Entry], list[Query]]]] = {
    "the demo": demo,
    "invented cables": made,
}

# -- results ---------------------------------------------------------------------------------------

Result = tuple[Query, dict[str, list[str]]]


def table(names: Sequence[str], results: Sequence[Result]) -> Iterator[str]:
    """A row for each kind of query, and one for all."""
    titles = [f"{what}: {name}" for what in ("nDCG@10", "first right") for name in names]
    yield f"| queries | number | {' | '.join(titles)} |"
    yield "|---|" + "---:|" * (1 + len(titles))
    for kind in dict.fromkeys(query.kind for query, _ in results):
        yield _row(kind, names, [one for one in results if one[0].kind == kind])
    yield _row("all", names, results)


def _row(kind: str, names: Sequence[str], some: Sequence[Result]) -> str:
    gains = [sum(ndcg(found[name], q.grades) for q, found in some) / len(some) for name in names]
    firsts = [
        sum(is_first_right(found[name], q.grades) for q, found in some) / len(some)
        for name in names
    ]
    return f"| {kind} | {len(some)} | {' | '.join(f'{value:.3f}' for value in gains + firsts)} |"


def worse(results: Sequence[Result], own: str) -> Iterator[str]:
    """The queries for which another is better."""
    for query, found in results:
        gains = {name: ndcg(some, query.grades) for name, some in found.items()}
        if gains[own] < max(gains.values()):
            told = ", ".join(f"{name} {gain:.2f}" for name, gain in gains.items())
            yield f"{query.kind}: {query.text}: {told}\n    {found[own]} of {dict(query.grades)}"


def measure(name: str, browser: Browser, folder: Path, options: argparse.Namespace) -> None:
    """Print the table of a collection."""
    folder.mkdir()
    output, entries, asked = COLLECTIONS[name](folder)
    with served(output) as site, served(folder / "pagefind") as peer:
        page = SearchPage(browser.new_page(), site)
        rankers: dict[str, Ranker] = {"sitegen": page.typed, OFFERED: page.offered}
        rankers["BM25"] = Bm25(entries)
        if not options.alone:
            write_pagefind(entries, folder / "pagefind")
            rankers["Pagefind"] = pagefind(browser.new_page(), peer)
        results = [
            (query, {own: ranker(query.text) for own, ranker in rankers.items()}) for query in asked
        ]
    print(f"\n{name.capitalize()}: {len(entries):,} cables, {page.clicks} offers taken.\n")
    print("\n".join(table(list(rankers), results)), flush=True)
    if options.worse:
        print("\n" + "\n".join(worse(results, OFFERED)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--alone", action="store_true", help="without Pagefind")
    parser.add_argument("--worse", action="store_true", help="the queries others answer better")
    options = parser.parse_args()
    chromium = subprocess.run(
        [sys.executable, str(FINDER)], check=True, capture_output=True, text=True
    )
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        path = chromium.stdout.strip()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in COLLECTIONS:
            measure(name, browser, Path(work) / name.replace(" ", "-"), options)
        browser.close()


if __name__ == "__main__":
    main()

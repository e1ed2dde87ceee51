"""benchmarks/relevance.py: how it counts, what it asks, and that a handful of its queries are answered well."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from demo_site import ROOT, ServeFolder, Temporary, cables, demo
from playwright.sync_api import Page
from sources import cable, read

from sitegen.indexing import entry

BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def relevance() -> Iterator[Any]:
    """The benchmark's module. Afterwards its neighbours are known no more: their names are short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        yield __import__("relevance")
    for name, module in list(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or "/").parent == BENCHMARKS:
            del sys.modules[name]


GAINS = [
    pytest.param(["a", "b"], {"a": 2, "b": 1}, 1.0, True, id="the best order"),
    pytest.param(["b", "a"], {"a": 2, "b": 1}, 0.797, False, id="the wrong way round"),
    pytest.param(["x", "a"], {"a": 2}, 0.631, False, id="one too late"),
    pytest.param(["a", "a"], {"a": 2, "b": 2}, 0.613, True, id="one twice, one missing"),
    pytest.param([], {"a": 2}, 0.0, False, id="nothing"),
    pytest.param([*"0123456789", "a"], {"a": 2}, 0.0, False, id="behind the tenth"),
]


@pytest.mark.parametrize(("found", "grades", "gain", "is_right"), GAINS)
def test_an_order_has_a_worth(
    relevance: Any, found: list[str], grades: Mapping[str, int], gain: float, is_right: bool
) -> None:
    assert relevance.ndcg(found, grades) == pytest.approx(gain, abs=0.001)
    assert relevance.is_first_right(found, grades) is is_right


def test_what_was_judged_is_in_the_demo(relevance: Any, tmp_path_factory: Temporary) -> None:
    known = {cable.identifier for cable in cables(demo(tmp_path_factory))}
    asked = relevance.judged()
    assert len(asked) >= 60
    assert {name for query in asked for name in query.grades} <= known
    assert all(max(query.grades.values()) == 2 for query in asked)


def test_invented_cables_are_read_without_doubt(relevance: Any) -> None:
    for number in range(32):
        made = relevance.invented.cable(number)
        found = read(made.text)
        assert (found.cable and found.cable.identifier, found.diagnostics) == (made.identifier, ())


def test_known_items_are_drawn_alike_each_time(relevance: Any) -> None:
    texts = [relevance.invented.cable(number).text for number in range(64)]
    entries = [entry(cable(text)) for text in texts]
    queries = list(relevance.known_items(entries, 8))
    assert queries == list(relevance.known_items(entries, 8))
    assert {query.kind: 8 for query in queries} == {
        kind: sum(query.kind == kind for query in queries)
        for kind in dict.fromkeys(query.kind for query in queries)
    }
    ranked = relevance.Bm25(entries)
    gains = [relevance.ndcg(ranked(query.text), query.grades) for query in queries]
    assert sum(gains) / len(gains) > 0.7, "what is drawn from a cable tells it from others"


HANDFUL = (
    "library books",
    "harbor crane Montevideo",
    "fisheries talks",
    "UNSCR 1540",
    "scarf",
)


def test_the_first_hit_is_right(
    relevance: Any, page: Page, tmp_path_factory: Temporary, serve_folder: ServeFolder
) -> None:
    reader = relevance.SearchPage(page, serve_folder(demo(tmp_path_factory)))
    chosen = [query for query in relevance.judged() if query.text in HANDFUL]
    assert len(chosen) == len(HANDFUL)
    for query in chosen:
        found = reader.typed(query.text)
        assert relevance.is_first_right(found, query.grades), query.text
        assert relevance.ndcg(found, query.grades) > 0.8, query.text


def test_what_the_page_offers_is_a_click_more(
    relevance: Any, page: Page, tmp_path_factory: Temporary, serve_folder: ServeFolder
) -> None:
    reader = relevance.SearchPage(page, serve_folder(demo(tmp_path_factory)))
    assert (reader.typed("hippopotmus clause"), reader.clicks) == ([], 0)
    assert reader.offered("hippopotmus clause") == ["00NAIROBI4471"]
    assert set(reader.offered("double bass lost")[:2]) == {"85NAIROBI1402", "66REYKJAVIK391"}
    assert reader.clicks == 2

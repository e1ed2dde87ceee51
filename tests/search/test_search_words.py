"""Words: the same in Python and in the browser, by one table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from search_site import ServeFolder, write_site

from sitegen.search.words import LONGEST, SPACE_MARK, fold_spaces, words

VECTORS: list[tuple[str, list[str]]] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text("utf-8")
)


@pytest.mark.parametrize(("text", "wanted"), VECTORS)
def test_words_by_the_table(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


def test_the_browser_finds_the_same_words(
    page: Page, tmp_path: Path, serve_folder: ServeFolder
) -> None:
    write_site(tmp_path, [])
    page.goto(serve_folder(tmp_path) + "search/")
    found = page.evaluate(
        """async (texts) => {
             const { words } = await import(new URL("../static/search/words.js", location.href));
             return texts.map((text) => words(text));
           }""",
        [text for text, _ in VECTORS],
    )
    assert found == [wanted for _, wanted in VECTORS]


@given(st.text())
def test_words_of_words_are_the_same(text: str) -> None:
    once = words(text)
    assert all(0 < len(word) <= LONGEST and word.isalnum() for word in once)
    assert words(" ".join(once)) == once


@given(st.lists(st.text()))
def test_folding_together_is_folding_one_by_one(texts: list[str]) -> None:
    together = " ".join(word[:LONGEST] for word in fold_spaces(texts).split()).split(SPACE_MARK)
    if all(text.isascii() for text in texts):
        assert [part.split() for part in together[:-1]] == [words(text) for text in texts]
    assert len(together) == len(texts) + 1
    assert not together[-1]

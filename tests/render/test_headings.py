"""A hand-written page has one first heading, and without a title is called by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen import load
from sitegen.render import first_heading, page_html


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("# Head\n\nText", "Head"),
        ("Intro.\n\n# Head *of* `it` & more\n", "Head of it & more"),
        ("Head\n====\n", "Head"),
        ("```\n# no heading\n```\n", ""),
        ("## Second level\n", ""),
    ],
)
def test_the_first_heading(markdown: str, wanted: str) -> None:
    assert first_heading(page_html(markdown)) == wanted


def test_later_headings_of_the_first_level_are_of_the_second() -> None:
    made = page_html("# A\n\n# B\n\n# C\n")
    assert re.findall(r"<(h\d)[^>]*>(\w)</(h\d)>", made) == [
        ("h1", "A", "h1"),
        ("h2", "B", "h2"),
        ("h2", "C", "h2"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# My head\n\nText", "My head"),
        ("---\norder: 3\n---\n\n# My head\n", "My head"),
        ("---\ntitle: Given\n---\n\n# My head\n", "Given"),
        ("Text", "Some page"),
    ],
)
def test_a_page_without_a_title_is_called_by_its_heading(
    tmp_path: Path, text: str, title: str
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "some-page.md").write_text(text)
    page = load.read_page(tmp_path, "pages/some-page.md")
    assert isinstance(page, load.Page)
    assert page.title == title

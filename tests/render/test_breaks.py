"""Long words of codes may be divided behind a slash, and nowhere is a word another."""

from __future__ import annotations

import pytest

from sitegen.render.filters import FILTERS
from sitegen.render.html import cable_html

_LINES = [
    pytest.param("for EUR/NB/ISN/CATR/PM only", "for EUR/<wbr>NB/<wbr>ISN/<wbr>CATR/<wbr>PM only", id="codes"),
    pytest.param("PARTO/TOSEC/12345", "PARTO/<wbr>TOSEC/<wbr>12345", id="numbers"),
    pytest.param("INL/AAE and and/or", "INL/AAE and and/or", id="short"),
    pytest.param("https://example.org/a", "https://example.org/a", id="an address"),
    pytest.param("no slash in this line", "no slash in this line", id="none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "made"), _LINES)
def test_lines(text: str, made: str) -> None:
    assert FILTERS["breakable"](text) == made
    assert cable_html(text) == f"<p>{made}</p>"


def test_what_is_markup_stays_text() -> None:
    assert FILTERS["breakable"]("<b>EUR/NB/ISN/CATR/PM&") == (
        "&lt;b&gt;EUR/<wbr>NB/<wbr>ISN/<wbr>CATR/<wbr>PM&amp;"
    )


def test_tables_stay_as_sent() -> None:
    assert "<wbr>" not in cable_html("```\nEUR/NB/ISN/CATR/PM\n```")

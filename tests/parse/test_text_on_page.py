# ruff: noqa: E501 (the parts of a telegram read best side by side)
"""Nothing of the text is dropped: from the raw file over blocks and Markdown to the page.

Every line has a role. The words of the lines that are text stand on the page, in their order, and no
others do: what is missing there is exactly what a rule left out, and said so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sources import HEADER, source

from sitegen import convert, load
from sitegen.parse import explain, parse
from sitegen.parse.formats import READERS
from sitegen.records import Source
from sitegen.render import cable_html

ROOT = Path(__file__).parents[2]
TEXT_ROLES = frozenset(("paragraph", "continued", "heading", "bullet", "embedded", "table"))
WORDS = re.compile(r"[^\W_]+")


class Visible(HTMLParser):
    """The text of a page, with a blank for each tag that begins a block."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.text += " " if tag in ("p", "li", "ul", "pre", "h2", "blockquote") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def on_page(one: Source) -> list[str]:
    parsed = parse(one)
    assert parsed.cable is not None, parsed.diagnostics
    return WORDS.findall(Visible(cable_html(convert.body_markdown(parsed.cable.body))).text)


def in_text(one: Source) -> list[str]:
    """The words of the lines that are text; of an item without its round sign, typed as an `o`."""
    lines = (
        _ROUND.sub("", taken.text) if taken.role == "bullet" else taken.text
        for taken in explain(one)
        if taken.role in TEXT_ROLES
    )
    return WORDS.findall("\n".join(lines))


_ROUND = re.compile(r"^\s*o[ \t]+(?=[A-Z])")


# -- any telegram ------------------------------------------------------------------------------------

BREAK = "\nREYKJAVIK 00000042  001.2 OF 002\n\n\n\n"
SECTION = "UNCLAS SECTION 02 OF 02 REYKJAVIK 000042"
# What stands in telegrams, in any order; the numbers are added to these from the list below.
PARTS = (
    "{n}. (U) Summary: The boat was late. End summary.", "{n}. (C) He said that in late\n2009. it went, and the\nUNSCR\n\n1540.",
    "{n}.(SBU) Under article 1.5 (b) of the\nlaw about 4.7 million.", "{n}. Unmarked, with a well-\nknown man.", "{n} (U) No full stop.",
    "{n}: (U) A colon.", "7. (U) Seven.", "12. Twelve.", "1. Again at the first.", "2. And the second.", "(U) 3. Behind its mark.",
    "Boats\n-----", "-----\nTHE BOATS\nOF ICELAND\n-----", "Boats and Nets", "SUMMARY", "Comment ---------", "------", "A. Letters\n--------",
    "-- one\n-- two\n\n-- three, which\ngoes on", "- one\n   - deeper\n   - still\n- two", "* star", "o Round\no Again", "He went\n-- albeit late --\naway.",
    "a. one\n\n(1) deep\n\n(2) deep\n\nb. two", "(a) first\n(b) second", "(C) alone", "I. One\nII. Two", "B. Second.", "(iv) fourth",
    "Begin text:\n\nDear Sir,\n\n1. One.\n\n-- a\n\nEnd text.", "Begin quote", "End quote.", "The press release follows:", "QUOTE", "UNQUOTE", "End text of the letter.",
    "Name        Year\nOslo        1999\nRiga        2001", "| a | b |\n| 1 | 2 |", "Oslo  12\nRiga  14", "    Specimen House\n    1 Boat Street\n    Reykjavik",
    "a\tb\nc\td", "UNCLAS", SECTION, f"{SECTION}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO\nIC\nSUBJECT: A FIRST", "SIPDIS", "BT\n#0042\nNNNN",
    "SUBJECT: A SECOND CABLE", "TAGS: EAGR", "SECRET PAPERS 12", "A FIRST CABLE", "PAGE 02        REYKJA  00042  121015Z", "VZCZCXYZ0002\nRR RUEHC",
    "See http://example.org/a_b?c=d\n_e.html", "XXXXXXXXXXXX said *so* [to] <me> & `you`", "17. 2. (U) Two in one.", "It is over. 2. (U) Lost line end.",
    "and goes on small", "Over.", "In the\n\nBank of\n\nIceland", "#1 in the world", "> quoted", "1", "2.", "--", "...", "40 people", "The end (Note: see\nbelow. End note.)",
)  # fmt: skip


def telegram_of(parts: list[tuple[str, str]]) -> str:
    """The parts one below the other, each with what stands before it; `{n}` counts up."""
    text, number = "1. (U) It begins.", 2
    for part, gap in parts:
        text += gap + part.replace("{n}", str(number))
        number += "{n}" in part
    return f"{HEADER}\n{text}\nIt ends here.\n"


GAPS = st.sampled_from(("\n", "\n\n", "\n\n", "\n\n\n", BREAK, f"\n{BREAK}{SECTION}\n\nSIPDIS\n\n"))


@pytest.mark.rule(25)
@settings(max_examples=300, deadline=None)
@given(parts=st.lists(st.tuples(st.sampled_from(PARTS), GAPS), max_size=14))
@example(
    parts=[
        ("Begin text:\n\nDear Sir,\n\n1. One.", "\n\n"),
        ("Boats\n-----", "\n\n"),
        ("{n}. (U) A.", "\n"),
    ]
)
@example(parts=[("- one\n   - deeper\n   - still\n- two", "\n\n"), ("a. one\n\n(1) deep", "\n")])
def test_every_word_of_the_text_is_on_the_page(parts: list[tuple[str, str]]) -> None:
    one = source(telegram_of(parts))
    assert sorted(on_page(one)) == sorted(in_text(one))
    # A mark typed before its number stands behind it; all else keeps its order.
    if not any(part.startswith("(U) 3.") for part, _ in parts):
        assert on_page(one) == in_text(one)


# -- whole collections -------------------------------------------------------------------------------


def raw_cables(folder: Path) -> Iterator[Source]:
    for file in load.find(folder):
        for one in load.read(folder, file.path):
            if isinstance(one, Source) and one.format in READERS:
                yield one


def lost(one: Source) -> tuple[list[str], list[str]]:
    """Words of the text that are not on the page, and the other way round; both empty are right."""
    text, page = in_text(one), on_page(one)
    return ([], []) if text == page else (text, page)


def test_demo_collection() -> None:
    found = [one for one in raw_cables(ROOT / "content") if parse(one).cable is not None]
    assert len(found) > 20
    # Lines of a volume hold tags beside words; those of its text have tests of their own.
    telegrams = [one for one in found if one.format != "frus" and in_text(one)]
    assert len(telegrams) > 20
    assert {one.path: lost(one) for one in telegrams if lost(one) != ([], [])} == {}


def test_made_cables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import corpus

    for number in range(1, 60):
        one = source(corpus.cable(number))
        assert in_text(one) == on_page(one)
    sys.modules.pop("corpus", None)

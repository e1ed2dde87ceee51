# ruff: noqa: E501 (a case of a table reads best on one line)
"""Lines of a text that keep their line: labelled values, counted items, headings between signs; and those that
say where a telegram was cut (rules 17 to 23)."""

from __future__ import annotations

import pytest
from sources import telegram

from sitegen.records import Bullet, Heading, Paragraph


def shown(text: str) -> list[str]:
    """Each block as text: `1 ` before a paragraph with its number, `- ` an item, `# ` a heading."""
    signs = {Bullet: "- ", Heading: "# "}
    return [
        (f"{block.number or ''} " if isinstance(block, Paragraph) else signs.get(type(block), "? "))
        + str(getattr(block, "text", ""))
        for block in telegram(text).body
    ]


LABELS = [
    ("1. (U) Grant details follow.\nProject: A boat\nNumber: 123\nAmount: USD 12,000\n\n2. (U) More.", ["1 Grant details follow.", "- Project: A boat", "- Number: 123", "- Amount: USD 12,000", "2 More."], "below a sentence"),
    ("1. (U) Data:\nNAME: SPECIMEN ROE\nTITLE: MINISTER OF BOATS\n2. (U) More.", ["1 Data:", "- NAME: SPECIMEN ROE", "- TITLE: MINISTER OF BOATS", "2 More."], "capitals, no blank lines"),
    ("1. (U) Data:\nDuration: one year, starting in\nMarch 2008\nFlag: Iceland", ["1 Data:", "- Duration: one year, starting in March 2008", "- Flag: Iceland"], "a value of two lines"),
    ("1. (U) He said that the minister had two points to make of it:\nfirst: boats, and second: paint.", ["1 He said that the minister had two points to make of it: first: boats, and second: paint."], "small letters are prose"),
    ("1. (U) The answer of the minister was short and it was only this\nOne: he would not come.", ["1 The answer of the minister was short and it was only this One: he would not come."], "one line is no list"),
    ("1. (U) Talk:\nQ: Why?\nA: It rained.", ["1 Talk:", " Q: Why?", " A: It rained."], "speakers stay speakers"),
]  # fmt: skip


@pytest.mark.rule(23)
@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in LABELS])
def test_labelled_values_keep_their_lines(text: str, want: list[str]) -> None:
    assert shown(text) == want


COUNTED = [
    ("1. (U) We ask:\n\n#1. Buy boats.\n#2. Sell boats.\n#3. Wait.", ["1 We ask:", "- #1. Buy boats.", "- #2. Sell boats.", "- #3. Wait."], "number signs"),
    ("1. (U) We ask:\n\nNo. 1: How many?\nNo. 2: Why?", ["1 We ask:", "- No. 1: How many?", "- No. 2: Why?"], "No."),
    ("1. (U) We ask:\n\nNO. 1. HOW MANY.\n\nNO. 2. WHY.", ["1 We ask:", "- NO. 1. HOW MANY.", "- NO. 2. WHY."], "capitals"),
]  # fmt: skip


@pytest.mark.rule(23)
@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in COUNTED])
def test_counted_items(text: str, want: list[str]) -> None:
    assert shown(text) == want


@pytest.mark.rule(19)
def test_numbers_in_parentheses_before_a_mark() -> None:
    text = "(1) (C) One.\n\n(2) (C) Two.\n\n(3) (S/NF) Three."
    assert shown(text) == ["1 One.", "2 Two.", "3 Three."]


CUTS = [
    ("1. (U) The boat was long and it\n\nSECTION 02 OF 03 FOLLOWS\n\nwas blue.", "a section follows"),
    ("1. (U) The boat was long and it\nEND OF SECTION 01\nwas blue.", "the end of a section"),
    ("1. (U) The boat was long and it\n\nBEGIN SECTION 02 OF 02\n\nwas blue.", "the beginning of one"),
    ("1. (U) The boat was long and it\n\nCONTINUED IN SECTION 2\n\nwas blue.", "it goes on in one"),
]  # fmt: skip


@pytest.mark.rule(18)
@pytest.mark.parametrize("text", [pytest.param(text, id=why) for text, why in CUTS])
def test_what_says_where_it_was_cut_goes(text: str) -> None:
    assert shown(text) == ["1 The boat was long and it was blue."]


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    "line", ["#### Boats and Harbors", "## Boats and Harbors", "### Boats and Harbors ###"]
)
def test_a_heading_behind_number_signs(line: str) -> None:
    text = f"1. (U) One.\n\n{line}\n\n2. (U) Two."
    assert shown(text) == ["1 One.", "# Boats and Harbors", "2 Two."]

# ruff: noqa: E501 (a case of a table reads best on one line)
"""What is taken at once, as most of a cable is like that, is what reading it line by line gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sources import telegram

from sitegen.parse import references
from sitegen.parse.body import Body, read_body
from sitegen.parse.numbering import Numbering
from sitegen.parse.references import read_references
from sitegen.parse.roles import Role
from sitegen.records import Reference

PROSE = (
    "boats went out into the wide sea, and came back", "The Minister said so. Nobody objected", "it ends here.",
    "of talks that follow:", "quote", "it is over. 3. (C) The rest", "word-", "  set in  by blanks", "ll (C) Harbor",
    "l. (C) Boats", "o Boats", "i. one", "a) two", "Flag: Iceland", "Crew: nine", "-----", "-- item", "1540. It", "QTE:",
    "REYKJAVIK 00000042  001.2 OF 002", "Begin text:", "End text.", "Participants:", "Jane Specimen", "Boats", "",
)  # fmt: skip
HEADS = (
    "{}. (U) Boats went out.", "{}. (C) Participants:", "{}. (C) Begin text:", "{}.(SBU) Summary: it was so", "{}. It was",
    "{} (C) It was", "{}. {}. (C) Twice", "{}. (c) small, and over. 4. (C) The rest", "{}. (C)", "({}) (C) In brackets",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    """Paragraphs whose numbers mostly follow each other, and what posts wrote between them."""
    lines: list[str] = []
    number = draw(st.sampled_from((1, 1, 1, 7)))
    for _ in range(draw(st.integers(1, 9))):
        usual = st.just(HEADS[0])
        head = draw(st.one_of(usual, usual, st.sampled_from(HEADS)))
        lines.append(head.format(number, number))
        prose = st.one_of(st.sampled_from(PROSE[:3]), st.sampled_from(PROSE))
        lines += draw(st.lists(prose, max_size=4))
        lines += [""] * draw(st.sampled_from((1, 1, 1, 0, 2)))
        number = max(1, number + draw(st.sampled_from((1, 1, 1, 1, 1, 0, 2, -1))))
    return lines


def body_of(lines: list[str]) -> tuple[Body, list[Role]]:
    roles: list[Role] = ["unknown" if line else "blank" for line in lines]
    return read_body([line.rstrip() for line in lines], 0, len(lines), roles), roles


@contextmanager
def line_by_line() -> Iterator[None]:
    with patch.object(Numbering, "are_due", lambda *_: False):
        yield


@pytest.mark.rule(19)
@settings(max_examples=150, deadline=None)
@given(lines=texts())
@example(
    lines=[
        "1. (U) It is over. 2. (C) Boats",
        "",
        "2. (U) Again",
        "",
        "3. (U) More",
        "",
        "4. (U) End",
    ]
)
@example(lines=["1. (U) Text follows.", "", "2. (U) One", "", "3. (U) Two"])
@example(
    lines=[
        "1. (U) Participants:",
        "Jane Specimen",
        "John Specimen",
        "",
        "2. (U) Two",
        "",
        "3. (U) Three",
    ]
)
def test_usual_paragraphs_are_what_they_are_line_by_line(lines: list[str]) -> None:
    at_once = body_of(lines)
    with line_by_line():
        assert body_of(lines) == at_once


def test_most_paragraphs_are_taken_at_once() -> None:
    text = "\n\n".join(f"{n}. (U) Boats went out,\nand came back." for n in range(1, 9))
    with patch.object(Numbering, "kind", wraps=None) as asked:
        asked.return_value = "paragraph"
        assert len(telegram(text).body) == 8
    assert asked.call_count == 1  # of the last, which may go on


CITED = st.lists(
    st.sampled_from(
        ("OSLO 12", "06 STATE 80908", "RIO DE JANEIRO 1098", "A.", "B. ", "(C)", "AND", "OR", "PLUS", "2764", ", ", "; ",
         "AMEMBASSY OSLO 3", "STATE 2008", "STATE 06 1234", "SEE ALSO OSLO 7", "PLUS NOWHERE 1234", "(NOTAL)", "12", "ROE EMAIL",
         "DEPTEL 44", "EMBTEL 1234", "SEPTEL", "DTG 121015Z", "06", "OSLO", "TELCON ROE/DOE RE OSLO 12", "FAX 1234")
    ),
    max_size=6,
).map(" ".join)  # fmt: skip


@pytest.mark.rule(15)
@settings(max_examples=150, deadline=None)
@given(text=CITED)
@example(text="OSLO 12")
@example(text="A. 06 OSLO 12 B. PLUS NOWHERE 1234")
def test_a_plain_reference_is_what_it_is_piece_by_piece(text: str) -> None:
    at_once: tuple[Reference, ...] = read_references([text], 2008, "OSLO")
    with patch.object(references, "_plain", lambda _: None):
        assert read_references([text], 2008, "OSLO") == at_once

"""Rule 25: what asks to protect a person, or identifies one, is told to the publisher, line by line."""

from __future__ import annotations

import pytest
from sources import HEADER, read

from sitegen.records import Source
from sitegen.work import read_cable

ABOVE = f"{HEADER}\n1. (U) Text stands here.\n"
LINE = ABOVE.count("\n") + 1


def told(text: str) -> list[tuple[int, str]]:
    """(line, words in parentheses) of each warning."""
    found = read(f"{ABOVE}{text}\n").diagnostics
    protected = (one for one in found if one.code == "protected-person")
    return [(one.line - LINE, one.message.rpartition("(")[2].rstrip(")")) for one in protected]


@pytest.mark.rule(25)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("2. (C) Jane Roe (strictly protect) spoke.", 0, id="strictly protect"),
        pytest.param("2. (C) Jane Roe (STRICTLY PROTECT) spoke.", 0, id="in capitals"),
        pytest.param("2. (C) Jane Roe (strictly\nprotect) spoke.", 0, id="over a wrap"),
        pytest.param("2. (C) Jane Roe (please protect) spoke.", 0, id="please protect"),
        pytest.param("2. (C) A source (protect) spoke.", 0, id="protect alone, in parentheses"),
        pytest.param("2. (C) Words.\n\n3. (C) Protect source.", 2, id="two lines further down"),
        pytest.param("2. (C) Roe, passport number 00000.", 0, id="passport number"),
        pytest.param("2. (C) Roe, passport no. 00000.", 0, id="passport no."),
        pytest.param("2. (C) Roe, passport # 00000.", 0, id="passport sign"),
        pytest.param("2. (C) Date of birth: unknown.", 0, id="date of birth"),
        pytest.param("2. (C) Date and place of birth: unknown.", 0, id="date and place"),
        pytest.param("2. (C) DPOB: unknown.", 0, id="DPOB"),
        pytest.param("2. (C) DOB: unknown.", 0, id="DOB"),
        pytest.param("2. (C) Roe, born on 1 April 1900, spoke.", 0, id="born on a day"),
        pytest.param("Name        Year\nRoe (protect)        1900\nPoe        1901", 1, id="in a table"),
    ],
)  # fmt: skip
def test_persons_to_protect_are_told_with_their_line(text: str, line: int) -> None:
    assert [found for found, _ in told(text)] == [line]


@pytest.mark.rule(25)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY", id="the banner"),
        pytest.param("2. (U) The law protects herring.", id="a law protects"),
        pytest.param(
            "2. (U) They protect the harbor strictly.", id="the words the other way round"
        ),
        pytest.param("2. (U) A new passport office opened.", id="a passport office"),
        pytest.param("2. (U) The birth of a nation.", id="a birth"),
        pytest.param("2. (U) Job fairs were held; nobody was stubborn.", id="letters inside words"),
        pytest.param("2. (U) Born in 1900, the crane still works.", id="a year is no birth date"),
    ],
)
def test_what_only_looks_like_it_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.rule(25)
def test_each_of_several_is_told_but_not_without_end() -> None:
    lines = "\n".join("Jane Roe (protect) spoke." for _ in range(200))
    assert [line for line, _ in told(f"2. (C) So it was.\n{lines}")] == list(range(1, 51))


@pytest.mark.rule(25)
def test_markdown_that_stands_for_a_cable_is_looked_at_as_well() -> None:
    head = "---\nidentifier: 08OSLO1\ndate: 2008-01-02\norigin: {code: OSLO, name: Embassy Oslo}\n---\n\n"
    text = f"{head}1\\. (C) Jane Roe (strictly\nprotect) spoke.\n"
    found = read_cable(Source("a.md", "markdown", 1, text.encode(), "0" * 64)).diagnostics
    assert [(one.code, one.line) for one in found] == [("no-subject", 1), ("protected-person", 7)]

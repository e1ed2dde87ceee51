"""The description: the first sentences of the summary."""

from __future__ import annotations

import pytest
from hostile_cables import SEED
from msgspec.structs import replace

from sitegen.convert import describe
from sitegen.records import Block, Heading, Paragraph

LONG = "Word " * 80


def of(*body: Block) -> str:
    return describe(replace(SEED, body=body))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Summary: The fair opened. End summary.", "The fair opened."),
        ("SUMMARY. The fair opened. END SUMMARY.", "The fair opened."),
        ("Summary and Comment: The fair opened. End Summary and Comment.", "The fair opened."),
        ("The fair opened.", "The fair opened."),
        ("", ""),
    ],
)
def test_run_in_words_go(text: str, expected: str) -> None:
    assert of(Paragraph(text, 1)) == expected


def test_summary_wins_over_what_stands_before_it() -> None:
    assert of(Paragraph("Classified by."), Paragraph("Summary: A.")) == "A."
    assert of(Paragraph("Before."), Heading("Summary"), Paragraph("A.", 1)) == "A."
    assert of(Paragraph("First."), Paragraph("Second.")) == "First."


def test_cut_at_a_sentence_or_a_word() -> None:
    assert (
        of(
            Paragraph("The U.S. fair opened in the harbour of a town at the sea in spring. " + LONG)
        ).endswith("spring.")
        is False
    )
    long = of(Paragraph(LONG))
    assert long.endswith("Word…")
    assert len(long) <= 300
    first = "S" + "o" * 100 + "."
    assert of(Paragraph(f"{first} {LONG}")) == first


def test_a_description_of_a_person_wins() -> None:
    assert describe(replace(SEED, extra={"description": "Mine."})) == "Mine."

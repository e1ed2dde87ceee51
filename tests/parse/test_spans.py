# ruff: noqa: E501 (a case of a table reads best on one line)
"""Summary, comments and notes: where they stand, and the text of the summary."""

from __future__ import annotations

import time

import pytest
from sources import telegram

from sitegen.parse.spans import spans, summary
from sitegen.records import Paragraph, Span

RULE = "-" * 14


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("1. (U) Summary: The quay is open. End summary.", "The quay is open.", id="run in"),
        pytest.param("1. (U) SUMMARY: The quay is open. END SUMMARY.", "The quay is open.", id="capitals"),
        pytest.param("1. (U) Summary. The quay is open. End summary.", "The quay is open.", id="full stop"),
        pytest.param("1. (U) Summary -- The quay is open. End summary.", "The quay is open.", id="dashes"),
        pytest.param("1. (U) Summary:  (U) The quay is open. End summary.", "The quay is open.", id="a mark after the word"),
        pytest.param("1. (U) Summary (U): The quay is open. End summary.", "The quay is open.", id="a mark inside"),
        pytest.param("1. (U) Begin summary: The quay is open. End summary.", "The quay is open.", id="begin summary"),
        pytest.param("1. (U) Executive summary: The quay is open.", "The quay is open.", id="executive summary"),
        pytest.param("1. (U) SUMMARY AND COMMENT: The quay is open. END SUMMARY AND COMMENT.", "The quay is open.", id="and comment"),
        pytest.param("1. (U) Summary and Action Request: The quay is open. End Summary and Action Request.", "The quay is open.", id="and action request"),
        pytest.param("1. (U) Summary and Introduction. The quay is open. End summary and introduction.", "The quay is open.", id="and introduction"),
        pytest.param("1. (U) Introduction and Summary: The quay is open. End Introduction and Summary.", "The quay is open.", id="the other way round"),
        pytest.param("1. (U) Action Request and Summary: The quay is open. End Action Request and Summary.", "The quay is open.", id="action request first"),
        pytest.param("1. (U) Summary/Comment: The quay is open. End Summary/Comment.", "The quay is open.", id="slash"),
        pytest.param("1. (U) Comment and Summary: The quay is open. End Comment and Summary.", "The quay is open.", id="comment first"),
        pytest.param("1. (U) Summary: The quay is open. (End summary.)", "The quay is open.", id="end in parentheses"),
        pytest.param("1. (U) Summary: The quay is open. [End Summary]", "The quay is open.", id="end in brackets"),
        pytest.param("1. (U) Summary: The quay is open. End of summary.", "The quay is open.", id="end of"),
        pytest.param("1. (U) Sumary: The quay is open. End sumary.", "The quay is open.", id="misspelt"),
        pytest.param("1. (U) Summary: The quay is open. ENDSUMMARY.", "The quay is open.", id="glued"),
        pytest.param("1. (U) Summary: The quay is open.\nEnd summary. More of it.", "The quay is open.", id="text after the end"),
        pytest.param("1. (U) Summary: The quay is open.\n\n2. (U) Boats came.", "The quay is open.", id="no end: the next paragraph"),
        pytest.param("1. (U) Summary: The quay is open.\n\n2. (U) Boats came. End summary.\n\n3. (U) Nets.", "The quay is open. Boats came.", id="two paragraphs"),
        pytest.param("1. (U) Summary: A.\n\n2. (U) B.\n\n3. (U) C. End summary.\n\n4. (U) D.", "A. B. C.", id="three paragraphs"),
        pytest.param("1. (U) Summary: A.\n\n2. (U) Summary, continued: B.\n\n3. (U) C.", "A. Summary, continued: B.", id="continued"),
        pytest.param("1. (U) Summary: Three things:\n\n-- boats;\n\n-- nets. End summary.\n\n2. (U) C.", "Three things: -- boats; -- nets.", id="items"),
        pytest.param("1. (U) Summary: Three things:\n\n-- boats;\n\n-- nets.\n\n2. (U) C.", "Three things: -- boats; -- nets.", id="items, no end"),
        pytest.param(f"Summary\n{RULE}\n\n1. (U) The quay is open.\n\nBoats\n{RULE}\n\n2. (U) C.", "The quay is open.", id="heading"),
        pytest.param(f"SUMMARY\n{RULE}\n\n1. (U) A.\n\n2. (U) B.\n\nBOATS\n{RULE}\n\n3. (U) C.", "A. B.", id="heading, two paragraphs"),
        pytest.param(f"Summary\n{RULE}\n\n1. (U) A. End summary.\n\n2. (U) B.", "A.", id="heading and end mark"),
        pytest.param(f"Summary and Comment\n{RULE}\n\n1. (U) A.\n\n2. (U) B. End Summary and Comment.\n\n3. (U) C.", "A. B.", id="heading and end mark, two paragraphs"),
        pytest.param(f"Summary\n{RULE}\n\n1. (U) Summary: A.\n\n2. (U) B.", "A.", id="heading and word"),
        pytest.param("1. (U) Summary\n\n2. (U) The quay is open. End summary.", "The quay is open.", id="a paragraph of the word alone"),
        pytest.param("Summary: The quay is open. End summary.", "The quay is open.", id="no number"),
        pytest.param("1. (U) Before.\n\n2. (U) Summary: A. End summary.", "A.", id="in paragraph 2"),
        pytest.param("1. SUMMARY. QUAY IS OPEN. END SUMMARY.\n\n2. BOATS CAME.", "QUAY IS OPEN.", id="all capitals"),
        pytest.param("1. (U) A summary of the quay.", "", id="none"),
        pytest.param("1. (U) Summary of the talks: boats.", "", id="a summary of something"),
        pytest.param("1. (U) Action request: Send boats.", "", id="an action request"),
        pytest.param(f"Summary\n{RULE}\n", "", id="heading without text"),
    ],
)  # fmt: skip
def test_summary(text: str, want: str) -> None:
    assert " ".join(summary(telegram(text).body).split()) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("1. (U) Summary: A.\n\n2. (U) B. End summary.\n\n3. (U) C.", [Span("summary", 1, until=2)], id="summary over two paragraphs"),
        pytest.param(f"SUMMARY\n{RULE}\n\n1. (U) A.\n\n2. (U) B.\n\nBOATS\n{RULE}\n\n3. (U) C.", [Span("summary", 1, until=2)], id="summary below a heading"),
        pytest.param("1. (U) Summary: A. End summary.\n\n2. (C) Comment: B. End comment.", [Span("summary", 1), Span("comment", 2)], id="both"),
        pytest.param("1. (U) A.\n\n2. (C) Comment: B.\n\n3. (C) C. End comment.", [Span("comment", 2, until=3)], id="comment over two paragraphs"),
        pytest.param(f"1. (U) A.\n\nCOMMENT\n{RULE}\n\n2. (C) B.\n\n3. (C) C. End comment.", [Span("comment", 2, until=3)], id="comment below a heading"),
        pytest.param(f"1. (U) A.\n\nCOMMENT\n{RULE}\n\n2. (C) B.", [Span("comment", 2)], id="comment below a heading, at the end"),
        pytest.param("1. (U) A.\n\n2. (C) Embassy Comment: B.", [Span("comment", 2)], id="embassy comment"),
        pytest.param("1. (U) A.\n\n2. (C) Comment and Action Request: B.", [Span("comment", 2)], id="comment and action request"),
        pytest.param("1. (U) Boats came. Comment: New ones. End comment. Nets too.", [Span("comment", 1)], id="comment inside a paragraph"),
        pytest.param("1. (U) A [Comment: B.] C (Note: D. End note.)", [Span("comment", 1), Span("note", 1)], id="brackets"),
        pytest.param("1. (U) A. (Note: B.\n\n2. (U) C. End note.)", [Span("note", 1, until=2)], id="a note over two paragraphs"),
        pytest.param("1. (U) A.\n\n2. (C) Comment: B (Note: C. End note.) D. End comment.", [Span("comment", 2), Span("note", 2)], id="a note in a comment"),
        pytest.param("1. (U) A:\n\n-- B\n\n-- C [Comment: D.]", [Span("comment", 1, 2)], id="in an item"),
        pytest.param("1. (U) We have no comment: none.", [], id="the word in prose"),
        pytest.param("1. (U) Action request: Send boats.", [], id="an action request"),
    ],
)  # fmt: skip
def test_places(text: str, want: list[Span]) -> None:
    assert list(spans(telegram(text).body)) == want


@pytest.mark.parametrize(
    "text",
    ["Summary: ", "(Note: ", "Comment: open. ", "End summary ", "introduction and "],
)
def test_hostile_texts_end_soon(text: str) -> None:
    body = [Paragraph(text * 20_000), *[Paragraph(f"Summary: {text * 5}")] * 5_000]
    start = time.process_time()
    spans(body)
    summary(body)
    assert time.process_time() - start < 2

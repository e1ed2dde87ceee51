# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 21 on numbers: which are of a document or list inside the cable, and which are the cable's own.

As in test_body_rules: `1 U text` is a paragraph, `> 1. text` a number inside.
"""

from __future__ import annotations

import pytest
from sources import telegram
from test_body_rules import shape

MARKED = [
    pytest.param("1. (C) A.\n\n2. (C) Begin text:\n\n1. (U) First.\n\n2. (U) Second.\n\n3. (U) Third.\n\nEnd text.\n\n3. (C) C.\n\n4. (C) D.", ["1 C A.", "2 C Begin text:", "> 1. (U) First.", "> 2. (U) Second.", "> 3. (U) Third.", "End text.", "3 C C.", "4 C D."], id="the document's 3 and the cable's"),
    pytest.param("1. (C) A.\n\n2. (C) It reads. Begin text:\n1. (SBU) First.\n2. (SBU) Second.\nEnd text.\n\n3. (C) C.", ["1 C A.", "2 C It reads. Begin text:", "> 1. (SBU) First.", "> 2. (SBU) Second. End text.", "3 C C."], id="announced on the line above"),
    pytest.param("1. (C) A. Begin text:\n\n(U) Intro.\n\n1. (U) First.\n\n2. (U) Second. End text.\n\n2. (C) B.", ["1 C A. Begin text:", "> (U) Intro.", "> 1. (U) First.", "> 2. (U) Second. End text.", "2 C B."], id="the end in the last paragraph"),
    pytest.param("1. (C) A. The text of the letter follows:\n\n1. (U) First.\n\n2. (U) Second.\n\n2. (C) B.\n\n3. (C) C.", ["1 C A. The text of the letter follows:", "> 1. (U) First.", "> 2. (U) Second.", "2 C B.", "3 C C."], id="an end that is not said"),
    pytest.param("1. (C) A. Begin text:\n\n1. (U) First.\n\n2. (U) Second.\n\nEnd text.", ["1 C A. Begin text:", "> 1. (U) First.", "> 2. (U) Second.", "End text."], id="the cable ends with it"),
    pytest.param("1. (C) A. Begin text:\n\n1. First.\n\n2. (C) B.\n\n3. (C) C. End text.", ["1 C A. Begin text:", "> 1. First.", "2 C B.", "3 C C. End text."], id="marks where the document has none are the cable's"),
    pytest.param("1. (C) A. Begin text:\n\nDear Sir.\n\n2. (C) B.\n\n3. (C) Begin text:\n\n1. One.\n\nEnd text.\n\n4. (C) D.", ["1 C A. Begin text:", "> Dear Sir.", "2 C B.", "3 C Begin text:", "> 1. One.", "End text.", "4 C D."], id="two documents, the first without end"),
    pytest.param("1. (C) A. Begin text:\n\n1. (U) First (Note: for\nboats. End note.)\n\n2. (U) Second.\n\nEnd text.\n\n2. (C) B.", ["1 C A. Begin text:", "> 1. (U) First (Note: for boats. End note.)", "> 2. (U) Second.", "End text.", "2 C B."], id="the end of a note is not that of the document"),
    pytest.param("1. (C) A. Begin text:\n\n1. (U) First.\n\n1. (U) Again.\n\n2. (U) Second.\n\nEnd text.\n\n2. (C) B.", ["1 C A. Begin text:", "> 1. (U) First.", "> 1. (U) Again.", "> 2. (U) Second.", "End text.", "2 C B."], id="numbers that begin again inside"),
    pytest.param("1. A.\n\n2. Begin text:\n\n3. Third article.\n\n4. Fourth.\n\nEnd text.\n\n3. C.\n\n4. D.", ["1 A.", "2 Begin text:", "> 3. Third article.", "> 4. Fourth.", "End text.", "3 C.", "4 D."], id="an extract that begins at 3"),
]  # fmt: skip

LISTS = [
    pytest.param("1. (U) Begin text:\n\n1. One.\n\nEnd text.\n2 (U) B.", ["1 U Begin text:", "> 1. One.", "End text.", "2 U B."], id="a damaged number below a document"),
    pytest.param("1. (U) A.\n\n2. (U) Also:\n1. Norway\n2. Iceland\n3. Faroes\n\n3. (U) C.", ["1 U A.", "2 U Also:", "> 1. Norway", "> 2. Iceland", "> 3. Faroes", "3 U C."], id="one word each"),
    pytest.param("1. (U) A.\n\n2. (U) Also:\n\n1. Norway\n2. Iceland\n3. Faroes\n\n3. (U) C.", ["1 U A.", "2 U Also:", "> 1. Norway", "> 2. Iceland", "> 3. Faroes", "3 U C."], id="below a blank line"),
    pytest.param("1. ALSO:\n1. NORWAY\n2. ICELAND\n3. FAROES\n\n2. B.", ["1 ALSO:", "> 1. NORWAY", "> 2. ICELAND", "> 3. FAROES", "2 B."], id="in a cable without marks, in its first paragraph"),
    pytest.param("1. (U) A:\n\n1. Norway, which has boats and\nnets\n2. Iceland\n\n2. (U) B.", ["1 U A:", "> 1. Norway, which has boats and nets", "> 2. Iceland", "2 U B."], id="an item of two lines"),
    pytest.param("1. (U) A.\n\n2. (U) As agreed on May\n1. It rained.\n2. (U) B.", ["1 U A.", "2 U As agreed on May 1. It rained.", "2 U B."], id="a date begins no list"),
]  # fmt: skip

NUMBERED_TABLES = [
    pytest.param("1. (U) A:\n\n1. Norway       12\n2. Iceland      14\n3. Faroes       15\n\n2. (U) B.", ["1 U A:", "| 1. Norway       12 / 2. Iceland      14 / 3. Faroes       15", "2 U B."], id="numbers in front"),
    pytest.param("1. (U) A:\n\n   Land         Boats\n1. Norway       12\n2. Iceland      14\n\n2. (U) B.", ["1 U A:", "|    Land         Boats / 1. Norway       12 / 2. Iceland      14", "2 U B."], id="below a row of names"),
    pytest.param("1.    THE BOAT WAS LATE.\n2.    IT RAINED.", ["1 THE BOAT WAS LATE.", "2 IT RAINED."], id="blanks behind the number of a paragraph"),
    pytest.param("1. (U) Oslo    12\n2. (U) Riga    14", ["1 U Oslo 12", "2 U Riga 14"], id="marked paragraphs"),
]  # fmt: skip

OF_RULE = ((21, MARKED), (21, LISTS), (25, NUMBERED_TABLES))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(*case.values, id=case.id, marks=pytest.mark.rule(rule))
        for rule, table in OF_RULE
        for case in table
    ],
)
def test_numbers_inside(text: str, want: list[str]) -> None:
    assert shape(telegram(text)) == want


@pytest.mark.rule(21)
def test_a_telegram_sent_again_is_a_document() -> None:
    found = telegram(
        "1. FOLLOWING REPEAT BONN 1200 JAN 10 QTE\n\n1. ONE.\n\n2. TWO. UNQTE\n\n2. IT GOES ON.\n"
    )
    kinds = [type(block).__name__ for block in found.body]
    assert kinds == ["Paragraph", "Embedded", "Embedded", "Paragraph"]

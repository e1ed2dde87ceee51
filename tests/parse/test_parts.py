# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 22, 23 and 21 on what has no dashes below it: headings between signs, parts of paragraphs, interviews.

As in test_body_rules: `# heading`, `> embedded`, `- item`.
"""

from __future__ import annotations

import pytest
from sources import telegram
from test_body_rules import shape

FRAMED = [
    pytest.param("//SUMMARY//", "SUMMARY", id="strokes"),
    pytest.param("// Boats and nets //", "Boats and nets", id="strokes with blanks"),
    pytest.param("*Boats*", "Boats", id="stars"),
    pytest.param("*** Boats ***", "Boats", id="three stars"),
    pytest.param("--- Boats ---", "Boats", id="three dashes"),
    pytest.param("-- Boats --", "Boats", id="two dashes"),
    pytest.param("===Boats===", "Boats", id="equals signs"),
    pytest.param("_Boats_", "Boats", id="underscores"),
    pytest.param("## Boats ##", "Boats", id="number signs"),
]  # fmt: skip

NOT_FRAMED = [
    pytest.param("-- Boats are late.", ["1 U A.", "- Boats are late.", "2 U B."], id="an item"),
    pytest.param("-- Boats are late --\nor so.", ["1 U A.", "- Boats are late -- or so.", "2 U B."], id="an item with a dash at its line end"),
    pytest.param("*Boats are late.*", ["1 U A.", "*Boats are late.*", "2 U B."], id="a sentence"),
    pytest.param("*Boats*\nare late.", ["1 U A.", "*Boats* are late.", "2 U B."], id="a line goes on below"),
    pytest.param("* Boats", ["1 U A.", "- Boats", "2 U B."], id="one sign"),
]  # fmt: skip

BARE = [
    pytest.param("(SBU) The Boats of Iceland", "(SBU) The Boats of Iceland", id="a portion mark"),
    pytest.param("What Next?", "What Next?", id="a question"),
    pytest.param("THE NORTH (AND THE SOUTH)", "THE NORTH (AND THE SOUTH)", id="parentheses at its end"),
    pytest.param("A Heading That Goes On and On So That It Takes More\nThan One Line", "A Heading That Goes On and On So That It Takes More Than One Line", id="two lines, the first full"),
]  # fmt: skip

PARTS = [
    pytest.param("1. (U) A.\n\nComment\n\nThe boats are late.", ["1 U A.", "# Comment", "The boats are late."], id="the name of a part above plain text"),
    pytest.param("The boats are late.\n\nBACKGROUND\n\nNets are old.\n\nAction request\n\nSend nets.", ["The boats are late.", "# BACKGROUND", "Nets are old.", "# Action request", "Send nets."], id="a telegram without numbers"),
    pytest.param("1. (U) A.\n\nComment:\n\nThe boats are late.", ["1 U A.", "Comment:", "The boats are late."], id="a colon opens a paragraph"),
    pytest.param("1. (U) A.\n\nComment\nfollows.", ["1 U A.", "Comment follows."], id="in a sentence"),
]  # fmt: skip

SUBNUMBERS = [
    pytest.param("1. (C) A.\n1.A. (C) One.\n1.B. (C) Two.\n\n2. (C) B.", ["1 C A.", "1.A. (C) One.", "1.B. (C) Two.", "2 C B."], id="1.A."),
    pytest.param("1. A.\n\n1.A. ONE.\n\n1.B. TWO.\n\n2. B.", ["1 A.", "1.A. ONE.", "1.B. TWO.", "2 B."], id="without marks it begins no list"),
    pytest.param("1. A.\n\n2. B.\n2.A THE FIRST.\n2.B THE SECOND.\n\n3. C.", ["1 A.", "2 B.", "2.A THE FIRST.", "2.B THE SECOND.", "3 C."], id="no full stop behind the letter"),
    pytest.param("1. (C) A.\n1a. (C) One.\n1b. (C) Two.", ["1 C A.", "1a. (C) One.", "1b. (C) Two."], id="no full stop between"),
    pytest.param("1. (C) A.\n1.1 (C) One.\n1.2 (C) Two.", ["1 C A.", "1.1 (C) One.", "1.2 (C) Two."], id="two numbers and a mark"),
    pytest.param("1. (C) It is over.\n1.5 million boats came.", ["1 C It is over. 1.5 million boats came."], id="a decimal"),
    pytest.param("1. (C) It is over.\n4.A. (C) Four.", ["1 C It is over. 4.A. (C) Four."], id="of another paragraph"),
    pytest.param("1. (C) In boat\n1.A. it rained.", ["1 C In boat 1.A. it rained."], id="inside a sentence"),
    pytest.param("1.U.S. boats are late.", ["1 U.S. boats are late."], id="letters that are a word"),
]  # fmt: skip

SPEAKERS = [
    pytest.param("1. (U) Interview:\n\nQ: Why?\nA: The weather.\nQ: So?", ["1 U Interview:", "Q: Why?", "A: The weather.", "Q: So?"], id="Q and A"),
    pytest.param("1. (U) Interview:\n\nQUESTION: Why is\nthat?\nANSWER: The weather.\nQuestion: So?", ["1 U Interview:", "QUESTION: Why is that?", "ANSWER: The weather.", "Question: So?"], id="in words"),
    pytest.param("1. (U) The next\nQuestion: who pays?", ["1 U The next Question: who pays?"], id="inside a sentence"),
]  # fmt: skip

RESTARTS = [
    pytest.param("1. A.\n\n2. B.\n\nBOATS\n-----\n\n1. First.\n\n2. Second.\n\nNETS\n----\n\n1. First net.", ["1 A.", "2 B.", "# BOATS", "> 1. First.", "> 2. Second.", "# NETS", "> 1. First net."], id="a list in each part"),
    pytest.param("1. (U) Begin text:\nDear Sir,\n\nThe boat.\n\nSincerely,\nJane Specimen\nEnd text.\n\n2. (U) B.", ["1 U Begin text:", "> Dear Sir,", "> The boat.", "> Sincerely, Jane Specimen End text.", "2 U B."], id="a document on the next line"),
    pytest.param("1. (U) He said. Begin quote:\nThe boat.\nEnd quote.\n\n2. (U) B.", ["1 U He said. Begin quote:", "> The boat. End quote.", "2 U B."], id="a quotation on the next line"),
]  # fmt: skip


@pytest.mark.rule(22)
@pytest.mark.parametrize(("line", "heading"), FRAMED + BARE)
def test_headings_without_a_rule(line: str, heading: str) -> None:
    assert shape(telegram(f"1. (U) A.\n\n{line}\n\n2. (U) B.")) == [
        "1 U A.",
        f"# {heading}",
        "2 U B.",
    ]


@pytest.mark.rule(22)
@pytest.mark.parametrize(("text", "want"), NOT_FRAMED)
def test_signs_of_text(text: str, want: list[str]) -> None:
    assert shape(telegram(f"1. (U) A.\n\n{text}\n\n2. (U) B.")) == want


OF_RULE = ((22, PARTS), (23, SUBNUMBERS), (23, SPEAKERS), (21, RESTARTS))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(*case.values, id=case.id, marks=pytest.mark.rule(rule))
        for rule, table in OF_RULE
        for case in table
    ],
)
def test_parts(text: str, want: list[str]) -> None:
    assert shape(telegram(text)) == want

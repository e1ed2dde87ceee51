# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 17 to 23: page breaks, paragraph numbers, headings, bullets, embedded documents, tables.

A text is given as its lines; what it must become is written one block a line:
`1 U text`, `# heading`, `- item`, `(a) item`, `> 1. embedded`, `| row`, and plain text.
"""

from __future__ import annotations

import pytest
from sources import HEADER, read, telegram

from sitegen.records import Block, Bullet, Cable, Embedded, Heading, Paragraph, Table

BREAK = "\nREYKJAVIK 00000042  001.2 OF 002\n\n\n\n"
CONTINUED = "UNCLAS SECTION 02 OF 02 REYKJAVIK 000042\n\n"


def shape(cable: Cable) -> list[str]:
    return [_line(block) for block in cable.body]


def _line(block: Block) -> str:
    match block:
        case Paragraph():
            return " ".join(
                str(part) for part in (block.number, block.mark, block.text) if part is not None
            )
        case Heading():
            return f"# {block.text}"
        case Bullet():
            return f"{block.label or '-'} {block.text}"
        case Embedded():
            return " ".join(filter(None, (">", block.label, block.text)))
        case Table():
            return "| " + " / ".join(block.lines)
        case _:
            raise AssertionError(block)


PAGE_BREAKS = [
    pytest.param(f"1. (U) The boat was{BREAK}late.", ["1 U The boat was late."], id="in the middle of a sentence"),
    pytest.param(f"1. (U) The boat was late.{BREAK}It rained.", ["1 U The boat was late. It rained."], id="after a sentence: paragraphs are numbered"),
    pytest.param(f"1. (U) The Reykjavik{BREAK}Council met.", ["1 U The Reykjavik Council met."], id="before a capital"),
    pytest.param(f"1. (U) One.{BREAK}2. (U) Two.", ["1 U One.", "2 U Two."], id="before a numbered paragraph"),
    pytest.param(f"1. (U) One{BREAK}2. (U) Two.", ["1 U One", "2 U Two."], id="before a number, sentence unfinished"),
    pytest.param(f"1. One{BREAK}2. Two.", ["1 One", "2 Two."], id="before an unmarked number"),
    pytest.param(f"1. (U) One:\n\n-- first\n{BREAK}-- second", ["1 U One:", "- first", "- second"], id="before a bullet"),
    pytest.param(f"1. (U) As follows{BREAK}-- The boat.", ["1 U As follows", "- The boat."], id="before the first bullet"),
    pytest.param(f"1. (U) He was late{BREAK}-- albeit kind.", ["1 U He was late -- albeit kind."], id="before a dash of prose"),
    pytest.param(f"1. (U) One.{BREAK}Boats\n------\n\n2. (U) Two.", ["1 U One.", "# Boats", "2 U Two."], id="before a heading"),
    pytest.param("1. (U) The boat\nREYKJAVIK 00000042  001 OF 002\nwas late.", ["1 U The boat was late."], id="without blank lines or part"),
    pytest.param(f"1. (U) The{BREAK}{CONTINUED}SIPDIS\n\nboat.", ["1 U The boat."], id="with classification line and caption"),
    pytest.param(f"1. (U) The{BREAK}{CONTINUED}SIPDIS\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO IC\nSUBJECT: A FIRST CABLE\n\nboat.", ["1 U The boat."], id="with the whole heading"),
    pytest.param("1. (U) The\nSIPDIS\nboat.", ["1 U The boat."], id="a lone SIPDIS inside a sentence"),
    pytest.param(f"1. (U) The\nUNCLAS{BREAK}boat.", ["1 U The boat."], id="classification at the foot of the page"),
    pytest.param(f"1. (U) The\n{CONTINUED}boat.", ["1 U The boat."], id="section line alone"),
    pytest.param("1. (U) The\nSECRET ANNEX 2\nis new.", ["1 U The SECRET ANNEX 2 is new."], id="another number is text"),
    pytest.param(f"1. (U) A half-{BREAK}year.", ["1 U A half-year."], id="after a hyphen"),
]  # fmt: skip

NUMBERS = [
    pytest.param("1. One.\n\n2. Two.", ["1 One.", "2 Two."], id="expected"),
    pytest.param("1. One.\n2. Two.", ["1 One.", "2 Two."], id="expected, no blank line"),
    pytest.param("1.(C) One.\n\n2.(S/NF) Two.", ["1 C One.", "2 S/NF Two."], id="mark without blank"),
    pytest.param("1. (U) One.\n\n2: (U) Two.", ["1 U One.", "2 U Two."], id="colon for a full stop"),
    pytest.param("1. 1. (U) One.", ["1 U One."], id="number typed twice"),
    pytest.param("¶1. (U) One.\n\n¶2. (U) Two.", ["1 U One.", "2 U Two."], id="pilcrow"),
    pytest.param("1. (U) One.\n\n3. (U) Three.", ["1 U One.", "3 U Three."], id="marked, one lost"),
    pytest.param("1. (U) One.\n\n5. (U) Five.", ["1 U One.", "5 U Five."], id="marked, expected+3"),
    pytest.param("1. (U) One.\n\n6. (U) Six.", ["1 U One.", "6. (U) Six."], id="marked, expected+4 is too far"),
    pytest.param("1. (U) A.\n\n2. (U) B.\n\n2. (U) C.", ["1 U A.", "2 U B.", "2 U C."], id="marked, repeated"),
    pytest.param("7. (C) Seven.\n\n8. (C) Eight.", ["7 C Seven.", "8 C Eight."], id="an excerpt that begins at 7"),
    pytest.param("7. Seven.\n\n8. Eight.\n\n9. Nine.", ["7 Seven.", "8 Eight.", "9 Nine."], id="an unmarked run"),
    pytest.param("1. One.\n\n7. Seven.", ["1 One.", "7. Seven."], id="higher, unmarked, alone"),
    pytest.param("1. (U) Under UNSCR\n\n1540. On Monday it met.", ["1 U Under UNSCR 1540. On Monday it met."], id="resolution over a false blank line"),
    pytest.param("1. (U) In late\n2009. We left.", ["1 U In late 2009. We left."], id="year"),
    pytest.param("1. (U) Over.\n\n2009. It went.", ["1 U Over.", "2009. It went."], id="year after a sentence: text of its own"),
    pytest.param("1. (U) About\n1.5 (b) it says.", ["1 U About 1.5 (b) it says."], id="a digit follows"),
    pytest.param("1. (U) Some\n4.7 million.", ["1 U Some 4.7 million."], id="a decimal"),
    pytest.param("1. (U) At\n10:30 it rang.", ["1 U At 10:30 it rang."], id="an hour"),
    pytest.param("1. (U) On May\n7. It rained.", ["1 U On May 7. It rained."], id="a date"),
    pytest.param("1. (U) On May\n2. It rained.\n\n2. (U) Two.", ["1 U On May 2. It rained.", "2 U Two."], id="a date that is the expected number"),
    pytest.param("1. On May\n2. It rained.\n\n2. Two.", ["1 On May 2. It rained.", "2 Two."], id="the same, unmarked"),
    pytest.param("1. (U) A.\n\n2. (U) As in\n1. above.", ["1 U A.", "2 U As in 1. above."], id="lower"),
    pytest.param("A telegram of one paragraph\nhas no number.", ["A telegram of one paragraph has no number."], id="none"),
    pytest.param("(C) Entire text.\n\n1. (C) One.", ["C Entire text.", "1 C One."], id="classification paragraph before 1"),
    pytest.param("1. (U) One.\n\nMore of it.", ["1 U One.", "More of it."], id="unnumbered after a sentence"),
    pytest.param("1. (U) making use of the synergies\n\nexistent here.", ["1 U making use of the synergies existent here."], id="false blank line"),
    pytest.param("1. (C) one (EXBS-\nfunded).", ["1 C one (EXBS-funded)."], id="hyphen joins without a blank"),
    pytest.param("1. (U) He went --\nslowly.", ["1 U He went -- slowly."], id="two dashes are no hyphen"),
]  # fmt: skip

HEADINGS = [
    pytest.param("1. (U) A.\n\nBoats\n------\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="rule below"),
    pytest.param("1. (U) A.\n\n------\nBoats\n------\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="above and below"),
    pytest.param("1. (U) A.\nIt rained.\n------\nBoats\n------\n2. (U) B.", ["1 U A. It rained.", "# Boats", "2 U B."], id="above and below, no blank lines"),
    pytest.param("1. (U) All is well.\nBoats\n------\n2. (U) B.", ["1 U All is well.", "# Boats", "2 U B."], id="glued to the paragraph above"),
    pytest.param("1. (U) A.\n\nThe Boats\nof Iceland\n------\n2. (U) B.", ["1 U A.", "# The Boats of Iceland", "2 U B."], id="two lines"),
    pytest.param("1. (U) A.\n\n(SBU) Boats\n=======\n2. (U) B.", ["1 U A.", "# (SBU) Boats", "2 U B."], id="portion mark; another rule"),
    pytest.param("1. (U) A.\n\n------\n\n2. (U) B.", ["1 U A.", "2 U B."], id="a rule alone makes no heading"),
    pytest.param("1. (U) A.\n-----\n2. (U) B.", ["1 U A.", "2 U B."], id="a rule below a numbered paragraph"),
    pytest.param("1. (U) A.\n\n------------------201212Z 109980 /20\n\n2. (U) B.", ["1 U A.", "------------------201212Z 109980 /20", "2 U B."], id="the dash counter is no rule"),
    pytest.param("SUMMARY\n-------\n\n1. (U) A.", ["# SUMMARY", "1 U A."], id="before paragraph 1"),
    pytest.param("1. (U) A.\n\nBoats\n- - - - -\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="spaced dashes"),
]  # fmt: skip

BULLETS = [
    pytest.param("1. (U) A:\n\n-- one\n\n-- two\nmore", ["1 U A:", "- one", "- two more"], id="--"),
    pytest.param("1. (U) A:\n\n- one\n- two", ["1 U A:", "- one", "- two"], id="- without blank lines"),
    pytest.param("1. (U) A:\n\n* one\n\n* two", ["1 U A:", "- one", "- two"], id="*"),
    pytest.param("1. (U) A:\n\n• one\n\n• two", ["1 U A:", "- one", "- two"], id="•"),
    pytest.param("1. (U) A:\n\n--One\n\n--Two", ["1 U A:", "- One", "- Two"], id="-- without a blank"),
    pytest.param("1. (U) A:\n-- one\n-- two", ["1 U A:", "- one", "- two"], id="after a colon"),
    pytest.param("1. (U) He came\n-- albeit late.", ["1 U He came -- albeit late."], id="a dash of prose"),
    pytest.param("1. (U) A:\n\n(a) one\n\n(b) two", ["1 U A:", "(a) one", "(b) two"], id="(a)"),
    pytest.param("1. (U) A:\n\nA. One\n\nB. Two", ["1 U A:", "A. One", "B. Two"], id="A."),
    pytest.param("1. (U) A:\n\na) one;\nb) two;", ["1 U A:", "a) one;", "b) two;"], id="a)"),
    pytest.param("1. (U) A:\n\n(A) One.\n\n(B) Two.\n\n(C) Three.", ["1 U A:", "(A) One.", "(B) Two.", "(C) Three."], id="(C) after (B) is no mark"),
    pytest.param("1. (U) A.\n\n(C) Three.", ["1 U A.", "C Three."], id="(C) alone is a mark"),
    pytest.param("1. (U) A:\n\n(i) one\n\n(ii) two\n\n(iii) three", ["1 U A:", "(i) one", "(ii) two", "(iii) three"], id="roman"),
    pytest.param("1. (U) A:\n\n(1) one\n\n(2) two", ["1 U A:", "(1) one", "(2) two"], id="(1)"),
    pytest.param("1. (U) A:\n\n1) one\n\n2) two", ["1 U A:", "1) one", "2) two"], id="1)"),
    pytest.param("1. (U) A:\n\n(f) six", ["1 U A:", "(f) six"], id="a label out of sequence is text"),
    pytest.param("1. (U) A:\n\n-- one (Note: see\nbelow. End Note.)", ["1 U A:", "- one (Note: see below. End Note.)"], id="a note inside"),
]  # fmt: skip

EMBEDDED = [
    pytest.param("1. (U) A.\n\n2. (U) Text follows:\n\n1. First.\n\n2. Second.\n\n3. (U) C.", ["1 U A.", "2 U Text follows:", "> 1. First.", "> 2. Second.", "3 U C."], id="text follows"),
    pytest.param("1. A.\n\n2. Begin text:\n\n1. First.\n\n2. Second.\n\nEnd text.\n\n3. C.", ["1 A.", "2 Begin text:", "> 1. First.", "> 2. Second.", "End text.", "3 C."], id="begin and end"),
    pytest.param("1. A.\n\n2. They are:\n\n1. First.\n\n2. Second.\n\n3. C.", ["1 A.", "2 They are:", "> 1. First.", "> 2. Second.", "3 C."], id="restart at 1; the last 3 is the cable's"),
    pytest.param("1. A.\n\n2. They are:\n\n1. First.\n\n2. Second.\n\n3. Third.\n\n3. C.", ["1 A.", "2 They are:", "> 1. First.", "> 2. Second.", "> 3. Third.", "3 C."], id="restart at 1 with a third"),
    pytest.param("1. (U) A. Begin quote:\n\nDear friend.\n\nYours. End quote.\n\n2. (U) B.", ["1 U A. Begin quote:", "> Dear friend.", "> Yours. End quote.", "2 U B."], id="a letter without numbers"),
    pytest.param("1. (U) He gave us a quote.\n\nMore.\n\n2. (U) B.", ["1 U He gave us a quote.", "More.", "2 U B."], id="the word quote opens nothing"),
]  # fmt: skip

TABLES = [
    pytest.param("1. (U) A:\n\nName        Year\nOslo        1999\nRiga        2001\n\n2. (U) B.", ["1 U A:", "| Name        Year / Oslo        1999 / Riga        2001", "2 U B."], id="columns by blanks"),
    pytest.param("1. (U) A:\n\nName        Year\n--------------------\nOslo        1999\n\n2. (U) B.", ["1 U A:", "| Name        Year / -------------------- / Oslo        1999", "2 U B."], id="a rule inside"),
    pytest.param("1. (U) A:\n\nName        Year\nOslo, a     1999\nharbor\nRiga        2001\n\n2. (U) B.", ["1 U A:", "| Name        Year / Oslo, a     1999 / harbor / Riga        2001", "2 U B."], id="a wrapped cell"),
    pytest.param("1. (U) A:\n\nName\tYear\nOslo\t1999\n", ["1 U A:", "| Name    Year / Oslo    1999"], id="tabs"),
    pytest.param("1. (U) A.  He came.  He saw.\nIt was so.  It ended.", ["1 U A. He came. He saw. It was so. It ended."], id="two blanks after sentences are no columns"),
    pytest.param("1. (U) A:\n\nOslo        1999\n\n2. (U) B.", ["1 U A:", "Oslo 1999", "2 U B."], id="one row is no table"),
    pytest.param("1. (U) A:\n\n   Name        Year\n   Oslo        1999", ["1 U A:", "| Name        Year / Oslo        1999"], id="indented"),
]  # fmt: skip


OF_RULE = (
    (18, PAGE_BREAKS),
    (19, NUMBERS),
    (22, HEADINGS),
    (23, BULLETS),
    (21, EMBEDDED),
    (25, TABLES),
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(*case.values, id=case.id, marks=pytest.mark.rule(rule))
        for rule, table in OF_RULE
        for case in table
    ],
)
def test_blocks(text: str, want: list[str]) -> None:
    assert shape(telegram(text)) == want


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("1. (U) A.\n\n4. (U) D.", "missing-paragraph", "2, 3"),
        ("1. (U) A.\n\n2. (U) B.\n\n2. (U) C.", "repeated-paragraph", "2"),
        ("1. (C) He asked us to strictly protect him.", "protected-person", "strictly protect"),
        ("1. (C) Passport number 12.", "protected-person", "Passport number"),
    ],
)
def test_findings(text: str, code: str, detail: str) -> None:
    notes = [note for note in read(f"{HEADER}\n{text}\n").diagnostics if note.code == code]
    assert len(notes) == 1
    assert f"({detail})" in notes[0].message


def test_finding_names_its_line() -> None:
    note = read(f"{HEADER}\n1. (U) A.\n\n4. (U) D.\n").diagnostics[0]
    assert note.line == HEADER.count("\n") + 4


@pytest.mark.rule(21)
def test_a_damaged_number_inside_a_document() -> None:
    found = telegram("1. (U) One.\n\nBegin text:\n\n1. One.\n\n2 (U) Two.\n\n3 (U) Three.\n").body
    assert [getattr(block, "number", None) for block in found if isinstance(block, Paragraph)] == [
        1,
        None,
        2,
        3,
    ]

# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 15: the REF line. The cable of these tests is of 2008."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import HEADER, cable, read

from sitegen.parse.references import read_references
from sitegen.records import Reference

pytestmark = pytest.mark.rule(15)


def ids(text: str) -> list[str | None]:
    return [item.id for item in read_references(text.split("\n"), 2008)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("OSLO 12", ["08OSLO12"], id="no bullet, the cable's year"),
        pytest.param("STATE-07-123", ["07STATE123"], id="year between dashes"),
        pytest.param("STATE 07-123", ["07STATE123"], id="year before a dash"),
        pytest.param("SECTO 1234", [None], id="the Secretary's own series"),
        pytest.param("OSLO 00012", ["08OSLO12"], id="leading zeros"),
        pytest.param("A. OSLO 12 B. RIGA 13", ["08OSLO12", "08RIGA13"], id="A."),
        pytest.param("(A) OSLO 12 (B) RIGA 13", ["08OSLO12", "08RIGA13"], id="(A)"),
        pytest.param("A) OSLO 12 B) RIGA 13", ["08OSLO12", "08RIGA13"], id="A)"),
        pytest.param("[A] OSLO 12 [B] RIGA 13", ["08OSLO12", "08RIGA13"], id="[A]"),
        pytest.param("a. OSLO 12 b. RIGA 13", ["08OSLO12", "08RIGA13"], id="a."),
        pytest.param("A. OSLO 12\n-- B. RIGA 13", ["08OSLO12", "08RIGA13"], id="-- B."),
        pytest.param("-- A OSLO 12\n-- B RIGA 13", ["08OSLO12", "08RIGA13"], id="-- A"),
        pytest.param("A. A) OSLO 12 B. B) RIGA 13", ["08OSLO12", "08RIGA13"], id="A. A)"),
        pytest.param("A. (A) OSLO 12", ["08OSLO12"], id="A. (A)"),
        pytest.param("A. REF A. OSLO 12", ["08OSLO12"], id="A. REF A."),
        pytest.param("A.OSLO 12 B.RIGA 13", ["08OSLO12", "08RIGA13"], id="no blank after the bullet"),
        pytest.param("A. OSLO 12; B. RIGA 13", ["08OSLO12", "08RIGA13"], id="semicolons"),
        pytest.param("OSLO 12; RIGA 13", ["08OSLO12", "08RIGA13"], id="semicolons, no bullets"),
        pytest.param("OSLO 12, RIGA 13", ["08OSLO12", "08RIGA13"], id="commas, no bullets"),
        pytest.param("06 STATE 80908", ["06STATE80908"], id="year of two digits before"),
        pytest.param("06STATE80908", ["06STATE80908"], id="an identifier"),
        pytest.param("2006 STATE 80908", ["06STATE80908"], id="year of four digits before"),
        pytest.param("STATE (01) 201265", ["01STATE201265"], id="year in parentheses before the number"),
        pytest.param("OSLO 02259 (2002)", ["02OSLO2259"], id="year in parentheses after"),
        pytest.param("(02) OSLO 2259", ["02OSLO2259"], id="year in parentheses before the post"),
        pytest.param("66 OSLO 1204", ["66OSLO1204"], id="1966"),
        pytest.param("OSLO 12 AND 2764", ["08OSLO12", "08OSLO2764"], id="AND repeats the post"),
        pytest.param("OSLO 12 and 2764", ["08OSLO12", "08OSLO2764"], id="and, small"),
        pytest.param("07 OSLO 12 & 13", ["07OSLO12", "07OSLO13"], id="& repeats post and year"),
        pytest.param("OSLO 12, 13, AND 14", ["08OSLO12", "08OSLO13", "08OSLO14"], id="short numbers in a list"),
        pytest.param("OSLO 12, 13 AND 14", ["08OSLO12", "08OSLO13", "08OSLO14"], id="no comma before AND"),
        pytest.param("OSLO 12, 07 RIGA 13 AND 14", ["08OSLO12", "07RIGA13", "07RIGA14"], id="a year, not a short number"),
        pytest.param("EU BRUSSELS 3", ["08USEUBRUSSELS3"], id="the mission to the EU without its US"),
        pytest.param("STATE 259031, 259032", ["08STATE259031", "08STATE259032"], id="comma repeats the post"),
        pytest.param("OSLO 2177, 2181 AND\n2190", ["08OSLO2177", "08OSLO2181", "08OSLO2190"], id="list that wraps"),
        pytest.param("OSLO 12, 07 RIGA 13", ["08OSLO12", "07RIGA13"], id="a year after the comma"),
        pytest.param("OSLO 12 AND 07 RIGA 13", ["08OSLO12", "07RIGA13"], id="a year after AND"),
        pytest.param("OSLO 12, 2006 RIGA 13", ["08OSLO12", "06RIGA13"], id="a long year after the comma"),
        pytest.param("RIO DE JANEIRO 01098", ["08RIODEJANEIRO1098"], id="blanks in the post"),
        pytest.param("RIO DE\nJANEIRO 01098", ["08RIODEJANEIRO1098"], id="post wraps"),
        pytest.param("HK05511", ["08HONGKONG5511"], id="glued, short form"),
        pytest.param("SECSTATE 12345", ["08STATE12345"], id="SECSTATE"),
        pytest.param("OSLO #12", ["08OSLO12"], id="# before the number"),
        pytest.param("USUN NEW YORK 123", ["08USUNNEWYORK123"], id="USUN"),
        pytest.param("AMEMBASSY OSLO 123", ["08OSLO123"], id="the address as post"),
        pytest.param("OSLO 123 PARA 8", ["08OSLO123"], id="a paragraph number is none"),
        pytest.param("OSLO 123, PARAS 8 AND 9", ["08OSLO123"], id="paragraph numbers are none"),
        pytest.param("AGENDA ITEM 5", [None], id="a short number of no post"),
        pytest.param("SEPTEL", [None], id="no number"),
        pytest.param("ROE-DOE E-MAIL OF 3/12/08", [None], id="e-mail"),
        pytest.param("ROE/DOE TELCON MARCH 3, 2008", [None], id="telephone call"),
        pytest.param("3 FAM 2230", [None], id="manual"),
        pytest.param("UNSCR 1540", [None], id="resolution"),
        pytest.param("IIR 6 807 0012 08", [None], id="report"),
        pytest.param("A. OSLO 12 B. ROE E-MAIL OF MARCH 3 C. RIGA 13", ["08OSLO12", None, "08RIGA13"], id="between cables"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_references(text: str, want: list[str | None]) -> None:
    assert ids(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("A. OSLO 12 (NOTAL)", Reference("OSLO 12", "A", "cable", "08OSLO12", "NOTAL")),
        ("(B) ROE E-MAIL", Reference("ROE E-MAIL", "B", "email")),
        ("OSLO 02259 (2002)", Reference("OSLO 02259 (2002)", None, "cable", "02OSLO2259")),
        ("OSLO 12 and previous", Reference("OSLO 12", None, "cable", "08OSLO12", "and previous")),
    ],
)
def test_as_typed(text: str, want: Reference) -> None:
    assert read_references([text], 2008) == (want,)


LETTERED = [
    ("OSLO 12 (REFTEL A)", "A:OSLO 12", "letter behind the only item"),
    ("OSLO 12 (A), STATE 44 (B)", "A:OSLO 12 B:STATE 44", "letters behind the items"),
    ("OSLO 12 (REF A) AND STATE 44 (REF B).", "A:OSLO 12 B:STATE 44", "and, full stop"),
    ("STATE 44 (A) OSLO 13", "-:STATE 44 A:OSLO 13", "an item follows the letter"),
    ("OSLO 12 (C)", "-:OSLO 12", "no first letter: a mark"),
    ("STATE 44 C.", "-:STATE 44", "letter of a lost item"),
    ("OSLO 12, 13, 14", "-:OSLO 12 -:13 -:14", "the last of a list of short numbers"),
    ("A. REO HILLAH 12; RO MOSUL 33", "A:REO HILLAH 12 A:RO MOSUL 33", "a regional office"),
    ("A. OSLO 12 B. 13", "A:OSLO 12 B:13", "short number alone"),
]


@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in LETTERED])
def test_letters(text: str, want: str) -> None:
    found = read_references([text], 2008)
    assert all(item.id for item in found)
    assert " ".join(f"{item.bullet or '-'}:{item.raw}" for item in found) == want


LATE = [
    ("This is an action request. See para 5.\n\nREF: A. OSLO 12 B. RIGA 13", "08OSLO12 08RIGA13", "a sentence between"),
    ("(U) This is sensitive.\nREF: OSLO 12", "08OSLO12", "right above it"),
    ("1. (U) REF: OSLO 12", "08OSLO12", "in paragraph 1"),
    ("1. (U) Text.\n\n2. (U) REF: OSLO 12", "", "in the text"),
    ("A sentence.\n\nREF: the harbor.", "", "no number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in LATE])
def test_references_below_a_sentence(text: str, want: str) -> None:
    found = cable(f"{HEADER}\n{text}\n\n3. (U) Text.\n")
    assert " ".join(item.id or "" for item in found.references) == want


def test_initials_are_no_bullets() -> None:
    found = read_references(["A. OSLO 12 B. TELCON BETWEEN J. ROE AND X. DOE"], 2008)
    assert [(item.bullet, item.raw) for item in found] == [
        ("A", "OSLO 12"),
        ("B", "TELCON BETWEEN J. ROE AND X. DOE"),
    ]


FIELD = [
    pytest.param("REF: A. OSLO 12\n     B. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="a line each"),
    pytest.param("REFS: OSLO 12\n", ["08OSLO12"], id="REFS"),
    pytest.param("REFTEL: OSLO 12\n", ["08OSLO12"], id="REFTEL"),
    pytest.param("REF(S): OSLO 12\n", ["08OSLO12"], id="REF(S)"),
    pytest.param("Ref: OSLO 12\n", ["08OSLO12"], id="mixed case"),
    pytest.param("PROGRAM REF: OSLO 12\n", ["08OSLO12"], id="PROGRAM REF"),
    pytest.param("REF OSLO 12\n", ["08OSLO12"], id="no colon"),
    pytest.param("REF: A. OSLO 12\n\nB. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="blank line between bullets"),
    pytest.param("REF: A. OSLO 12\n(C) SECSTATE\n\n36633\n", ["08OSLO12", "08STATE36633"], id="number cut off its post"),
    pytest.param(
        "REF: A. OSLO 12 B. RIO DE\n\nREYKJAVIK 00000042  001 OF 002\n\n\nJANEIRO 13\n",
        ["08OSLO12", "08RIODEJANEIRO13"], id="a page break inside a name",
    ),
    pytest.param("REF: A. OSLO\n\nREYKJAVIK 00000042  001 OF 002\n\n\n00013\n", ["08OSLO13"], id="page break inside"),
    pytest.param("REF: A) OSLO 12\n\nB) ROE TELCON\n", ["08OSLO12", None], id="blank line before a call"),
    pytest.param("REF: A. OSLO 12\n\nB. Roe-Doe e-mail of March 3\n", ["08OSLO12", None], id="blank line before an e-mail"),
    pytest.param("REF: NONE\n", [], id="none"),
    pytest.param("REF: A. OSLO 12\nB. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="a line each, not indented"),
    pytest.param("REF: N/A\n", [], id="not applicable"),
    pytest.param("REF:\n\nA. OSLO 12\nB. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="label alone"),
    pytest.param("REF A: OSLO 12\nREF B: RIGA 13\n", ["08OSLO12", "08RIGA13"], id="a label each"),
    pytest.param("REF: OSLO 12 (\nNOTAL)\n", ["08OSLO12"], id="a remark that wraps"),
    pytest.param("REF: A. OSLO 12\nREF: B. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="label again"),
    pytest.param("REF: OSLO 12\nREF: OSLO 12\n", ["08OSLO12"], id="the same line again"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "want"), FIELD)
def test_reference_field(lines: str, want: list[str]) -> None:
    found = cable(f"{HEADER}\n{lines}\n1. (U) Text.\n")
    assert [item.id for item in found.references] == want
    assert [block.text for block in found.body] == ["Text."]  # type: ignore[union-attr]


def test_marked_text_with_a_call_is_text() -> None:
    found = cable(f"{HEADER}\nREF: A. OSLO 12\n\n(C) Roe met Doe after a telephone call.\n")
    assert [item.id for item in found.references] == ["08OSLO12"]


def test_a_sentence_right_below_is_text() -> None:
    found = cable(
        f"{HEADER}REF: A - 07 OSLO 12, B - RIGA 13\nA. Boats in the harbor\nSpecimen text.\n"
    )
    assert [item.id for item in found.references] == ["07OSLO12", "08RIGA13"]
    assert "Boats in the harbor" in str(found.body)


def test_a_portion_mark_below_is_text() -> None:
    found = cable(
        f"{HEADER}\nREF: A. OSLO 12  B. RIGA 13\n\n(C) Summary: All is well at the quay.\n"
    )
    assert [item.id for item in found.references] == ["08OSLO12", "08RIGA13"]
    assert [block.text for block in found.body] == ["Summary: All is well at the quay."]  # type: ignore[union-attr]


def test_listed_references_complete_the_typed_ones() -> None:
    frame = '"7","3/12/2008 10:15","08REYKJAVIK42","Embassy Reykjavik","UNCLASSIFIED"'
    listed = "08OSLO12|08RIGA0013|08OSLO12|odd"
    found = cable(f'{frame},"{listed}","{HEADER}REF: OSLO 12\n","1. (U) Text."')
    assert [(item.raw, item.id) for item in found.references] == [
        ("OSLO 12", "08OSLO12"),
        ("08RIGA13", "08RIGA13"),
        ("odd", None),
    ]


# -- every form in which posts, years and bullets were typed -------------------------------------------

BULLETED = [
    pytest.param("A: OSLO 12 B: RIGA 13", "A 08OSLO12, B 08RIGA13", id="A:"),
    pytest.param("A/ OSLO 12 B/ RIGA 13", "A 08OSLO12, B 08RIGA13", id="A/"),
    pytest.param("A - OSLO 12 B - RIGA 13", "A 08OSLO12, B 08RIGA13", id="A -"),
    pytest.param("A OSLO 12 B RIGA 13", "A 08OSLO12, B 08RIGA13", id="a letter alone"),
    pytest.param("A.) OSLO 12 B.) RIGA 13", "A 08OSLO12, B 08RIGA13", id="A.)"),
    pytest.param("(A.) OSLO 12 (B.) RIGA 13", "A 08OSLO12, B 08RIGA13", id="(A.)"),
    pytest.param("(a) OSLO 12 (b) RIGA 13", "A 08OSLO12, B 08RIGA13", id="(a)"),
    pytest.param("a) OSLO 12 b) RIGA 13", "A 08OSLO12, B 08RIGA13", id="a)"),
    pytest.param("¶A. OSLO 12 ¶B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="pilcrows"),
    pytest.param("-- A. OSLO 12\n-- B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="-- A."),
    pytest.param("-A. OSLO 12\n-B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="-A."),
    pytest.param("- A) OSLO 12\n- B) RIGA 13", "A 08OSLO12, B 08RIGA13", id="- A)"),
    pytest.param("REF A: OSLO 12 REF B: RIGA 13", "A 08OSLO12, B 08RIGA13", id="REF A:"),
    pytest.param("REF A. OSLO 12 REF B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="REF A."),
    pytest.param("REF A OSLO 12 REF B RIGA 13", "A 08OSLO12, B 08RIGA13", id="REF A"),
    pytest.param("REF (A) OSLO 12 REF (B) RIGA 13", "A 08OSLO12, B 08RIGA13", id="REF (A)"),
    pytest.param("REFTEL A: OSLO 12 REFTEL B: RIGA 13", "A 08OSLO12, B 08RIGA13", id="REFTEL A:"),
    pytest.param("A. A. OSLO 12 B. B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="A. A."),
    pytest.param("(A) A. OSLO 12 (B) B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="(A) A."),
    pytest.param("A. REF A OSLO 12", "A 08OSLO12", id="A. REF A"),
    pytest.param("1) OSLO 12 2) RIGA 13", "1 08OSLO12, 2 08RIGA13", id="1)"),
    pytest.param("(1) OSLO 12 (2) RIGA 13", "1 08OSLO12, 2 08RIGA13", id="(1)"),
    pytest.param("1. OSLO 12 2. RIGA 13", "1 08OSLO12, 2 08RIGA13", id="1."),
    pytest.param("A.OSLO 12B.RIGA 13", "A 08OSLO12, B 08RIGA13", id="glued to the number before"),
    pytest.param("(A)OSLO 12(B)RIGA 13", "A 08OSLO12, B 08RIGA13", id="glued on both sides"),
    pytest.param("A. OSLO 12 (NOTAL)B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="glued to a remark"),
    pytest.param("A. OSLO 12 AND B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="AND before the bullet"),
    pytest.param("A. OSLO 12, B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="comma before the bullet"),
    pytest.param("A. OSLO 12. B. RIGA 13.", "A 08OSLO12, B 08RIGA13", id="full stops"),
    pytest.param("A. OSLO 12 (B) RIGA 13", "A 08OSLO12, B 08RIGA13", id="two forms in one list"),
    pytest.param("OSLO 12 B. RIGA 13", "- 08OSLO12, B 08RIGA13", id="the first bullet lost"),
    pytest.param("A. OSLO 12 C. RIGA 13", "A 08OSLO12, C 08RIGA13", id="a bullet lost"),
    pytest.param("B. OSLO 12 C. RIGA 13", "B 08OSLO12, C 08RIGA13", id="the list goes on from B"),
    pytest.param("REFS: A. OSLO 12 B. RIGA 13", "A 08OSLO12, B 08RIGA13", id="label again"),
    pytest.param("A. OSLO 12 (S) B. RIGA 13 (C)", "A 08OSLO12, B 08RIGA13", id="a classification is no bullet"),
    pytest.param("(A) OSLO 12 (B) RIGA 13 (C) LIMA 14", "A 08OSLO12, B 08RIGA13, C 08LIMA14", id="(C) is a bullet here"),
    pytest.param("A. (U) OSLO 12 B. (SBU) RIGA 13", "A 08OSLO12, B 08RIGA13", id="portion marks"),
    pytest.param("A. STATE 259031 B. 259032", "A 08STATE259031, B 08STATE259032", id="a number alone repeats the post"),
    pytest.param("A. 07 OSLO 1234\nB. 1235", "A 07OSLO1234, B 07OSLO1235", id="and its year"),
    pytest.param("A. OSLO 12 AND 13 B. RIGA 14", "A 08OSLO12, A 08OSLO13, B 08RIGA14", id="AND repeats the bullet"),
]  # fmt: skip

YEARS = [
    pytest.param("'06 STATE 80908", "- 06STATE80908", id="'06 before"),
    pytest.param("06-STATE-80908", "- 06STATE80908", id="hyphens"),
    pytest.param("O6 STATE 80908", "- 06STATE80908", id="letter O for zero"),
    pytest.param("STATE '06 80908", "- 06STATE80908", id="'06 between"),
    pytest.param("STATE 06 201265", "- 06STATE201265", id="06 between"),
    pytest.param("STATE 2006 201265", "- 06STATE201265", id="2006 between"),
    pytest.param("STATE (2001) 201265", "- 01STATE201265", id="(2001) between"),
    pytest.param("STATE 201265 (01)", "- 01STATE201265", id="(01) after"),
    pytest.param("STATE 201265 ('01)", "- 01STATE201265", id="('01) after"),
    pytest.param("STATE 201265 '01", "- 01STATE201265", id="'01 after"),
    pytest.param("STATE 201265/01", "- 01STATE201265", id="/01 after"),
    pytest.param("STATE 201265 OF 2001", "- 01STATE201265", id="OF 2001"),
    pytest.param("STATE 201265 2001", "- 01STATE201265", id="2001 after"),
    pytest.param("STATE 201265, 2001", "- 01STATE201265", id="a year behind a longer number"),
    pytest.param("OSLO 1999, 2001", "- 08OSLO1999, - 08OSLO2001", id="two numbers that could be years"),
    pytest.param("2006OSLO1234", "- 06OSLO1234", id="an identifier with the century"),
    pytest.param("06OSLO1234, 07RIGA0012", "- 06OSLO1234, - 07RIGA12", id="identifiers"),
    pytest.param("(2006) OSLO 12", "- 06OSLO12", id="(2006) before"),
    pytest.param("06 AMEMBASSY OSLO 12", "- 06OSLO12", id="a year before the address"),
    pytest.param("A.06 OSLO 12 B.05 RIGA 13", "A 06OSLO12, B 05RIGA13", id="a year glued to the bullet"),
    pytest.param("08 STATE 123456 07 STATE 23456", "- 08STATE123456, - 07STATE23456", id="years without commas"),
    pytest.param("99 OSLO 12", "- 99OSLO12", id="1999"),
    pytest.param("76 OSLO 12", "- 76OSLO12", id="1976"),
    pytest.param("06 OSLO 12 AND OSLO 13", "- 06OSLO12, - 08OSLO13", id="a year is not of the next post"),
    pytest.param("OSLO 12 DATED 3/12/06", "- 08OSLO12", id="a date is no year"),
]  # fmt: skip

POSTS = [
    pytest.param("STATE138377", "- 08STATE138377", id="glued"),
    pytest.param("STATE 000012345", "- 08STATE12345", id="more zeros than a number has"),
    pytest.param("A. STATE 12345, 121015Z MAR 08 B. OSLO 12", "A 08STATE12345, B 08OSLO12", id="its own date-time group behind it"),
    pytest.param("06STATE138377", "- 06STATE138377", id="all glued"),
    pytest.param("OSLO-12", "- 08OSLO12", id="hyphen before the number"),
    pytest.param("OSLO. 12", "- 08OSLO12", id="full stop before the number"),
    pytest.param("OSLO, 12", "- 08OSLO12", id="comma before the number"),
    pytest.param("OSLO # 12", "- 08OSLO12", id="# and a blank"),
    pytest.param("OSLO NO. 12", "- 08OSLO12", id="NO."),
    pytest.param("STATE CABLE 12345", "- 08STATE12345", id="CABLE between"),
    pytest.param("Oslo 12; Embassy Riga 13", "- 08OSLO12, - 08RIGA13", id="small letters"),
    pytest.param("USMISSION GENEVA 12", "- 08GENEVA12", id="USMISSION"),
    pytest.param("PORT-AU-PRINCE 12", "- 08PORTAUPRINCE12", id="hyphens in the post"),
    pytest.param("ST. PETERSBURG 12", "- 08STPETERSBURG12", id="full stop in the post"),
    pytest.param("N'DJAMENA 12", "- 08NDJAMENA12", id="apostrophe in the post"),
    pytest.param("BANDAR SERI BEGAWAN 12", "- 08BANDARSERIBEGAWAN12", id="three words"),
    pytest.param("TEL\nAVIV 12", "- 08TELAVIV12", id="post wraps"),
    pytest.param("TEL AVIV\n12", "- 08TELAVIV12", id="number wraps"),
    pytest.param("ASTNNA 184", "- 08ASTNNA184", id="a misspelt post stays as typed"),
    pytest.param("ASTNA 184", "- 08ASTANA184", id="a misspelling of the table of forms does not"),
    pytest.param("SEE ALSO OSLO 12", "- 08OSLO12", id="SEE ALSO"),
    pytest.param("OSLO 12/RIGA 13", "- 08OSLO12, - 08RIGA13", id="a slash between"),
    pytest.param("KABUL 2767/2770", "- 08KABUL2767, - 08KABUL2770", id="a slash repeats the post"),
    pytest.param("KABUL 2767; 2770", "- 08KABUL2767, - 08KABUL2770", id="a semicolon repeats the post"),
    pytest.param("KABUL 2767, 2770, & 2771", "- 08KABUL2767, - 08KABUL2770, - 08KABUL2771", id="comma and &"),
    pytest.param("OSLO 12 (NOTAL) AND 13 (NOTAL)", "- 08OSLO12, - 08OSLO13", id="AND after a remark"),
    pytest.param("OSLO 12 (07 RIGA 14)", "- 08OSLO12, - 07RIGA14", id="a cable in parentheses"),
    pytest.param("STATE 123456/TOSEC 120012", "- 08STATE123456", id="a second number of the same"),
    pytest.param("OSLO 12\nREYKJAVIK 00000042  001.2 OF 003\nRIGA 13", "- 08OSLO12, - 08RIGA13", id="the cable's own page break"),
    pytest.param("AND RIGA 13", "- 08RIGA13", id="AND at the start"),
    pytest.param("OSLO 12 RIGA 13", "- 08OSLO12, - 08RIGA13", id="nothing between"),
    pytest.param("OSLO 12 AND SEPTEL", "- 08OSLO12", id="AND SEPTEL"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), [*BULLETED, *YEARS, *POSTS])
def test_forms(text: str, want: str) -> None:
    found = read_references(text.split("\n"), 2008)
    assert ", ".join(f"{item.bullet or '-'} {item.id}" for item in found) == want


# -- what is no cable ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("ROE/DOE E-MAIL OF 3/12/08", "email"),
        ("EMAIL FROM ROE TO DOE, MARCH 12, 2008", "email"),
        ("ROE-DOE E-MAILS", "email"),
        ("ROE-DOE E MAIL 12 MAR 08", "email"),
        ("ROE@EXAMPLE.INVALID", "email"),
        ("ROE-DOE EMAIL RE OSLO 12", "email"),
        ("ROE/DOE TELCON 3/12/08", "telephone"),
        ("DOE-ROE TELECON", "telephone"),
        ("PHONECON OF 12 MARCH", "telephone"),
        ("TELEPHONE CONVERSATION ROE/DOE", "telephone"),
        ("ROE PHONE CALL TO DOE 3/12", "telephone"),
        ("ROE-DOE MEETING, MARCH 12", "meeting"),
        ("ROE-DOE CONVERSATION 3/12/2008", "meeting"),
        ("SVTC OF MARCH 3", "meeting"),
        ("ROE-DOE MEMCON 3/12/08", "memo"),
        ("MEMORANDUM OF CONVERSATION OF 12 MARCH 2008", "memo"),
        ("DOE MEMO TO ROE", "memo"),
        ("DOE LETTER OF MARCH 12", "letter"),
        ("LTR DATED 12 MAR 08", "letter"),
        ("DOE FAX 3/12/08", "fax"),
        ("TELEFAX OF MARCH 12", "fax"),
        ("IIR 6 807 0012 08", "report"),
        ("TD-314/12345-08", "report"),
        ("TDX-315/00012-08", "report"),
        ("CRS RL30588", "report"),
        ("FBIS LD1203081508", "report"),
        ("OSC GMP20080312001001", "report"),
        ("GMP20080312001001", "report"),
        ("2007 HUMAN RIGHTS REPORT", "report"),
        ("HTTP://WWW.EXAMPLE.INVALID/12345", "web"),
        ("WWW.STATE.GOV", "web"),
        ("9 FAM 41.53 N3", "document"),
        ("5 FAH-1 H-230", "document"),
        ("22 CFR 41.53", "document"),
        ("UNSCR 1737", "document"),
        ("SECURITY COUNCIL RESOLUTION 1540", "document"),
        ("TALKING POINTS", "document"),
        ("NON-PAPER OF MARCH 12", "document"),
        ("NONPAPER", "document"),
        ("DIPLOMATIC NOTE 123", "document"),
        ("CONSULAR HANDBOOK", "document"),
        ("CDR USEUCOM 121015Z MAR 08", "other"),
        ("SEPTEL", "other"),
        ("PREVIOUS", "other"),
    ],
)
def test_kinds(text: str, want: str) -> None:
    assert read_references([text], 2008) == (Reference(text, None, want),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("A. OSLO 12, ROE-DOE E-MAIL OF MARCH 3", ["A OSLO 12", "A ROE-DOE E-MAIL OF MARCH 3"], id="an e-mail after a cable"),
        pytest.param("ROE-DOE E-MAIL OF MARCH 3, OSLO 12", ["- ROE-DOE E-MAIL OF MARCH 3", "- OSLO 12"], id="an e-mail before a cable"),
        pytest.param("A. ROE TELCON; OSLO 12", ["A ROE TELCON", "A OSLO 12"], id="semicolon"),
        pytest.param("FEDERAL REGISTER 73 FR 1234; OSLO 12", ["- FEDERAL REGISTER 73 FR 1234", "- OSLO 12"], id="what is no cable before a semicolon"),
        pytest.param("ROE TELCON; DOE FAX", ["- ROE TELCON", "- DOE FAX"], id="two that are no cables"),
        pytest.param("A. TELCON BETWEEN B. ROE AND C. DOE B. OSLO 12", ["A TELCON BETWEEN B. ROE AND C. DOE", "B OSLO 12"], id="initials are no bullets"),
        pytest.param("A. OSLO 12 AND C. ROE FAX", ["A OSLO 12", "C ROE FAX"], id="a bullet after AND and a number"),
        pytest.param("A. OSLO 12 (ROE-DOE E-MAIL 3/12)", ["A OSLO 12 | ROE-DOE E-MAIL 3/12"], id="an e-mail as a remark"),
        pytest.param("A. OSLO 12 AND PREVIOUS (NOTAL)", ["A OSLO 12 | NOTAL, AND PREVIOUS"], id="two remarks"),
        pytest.param("OSLO 12 ET AL", ["- OSLO 12 | ET AL"], id="ET AL"),
        pytest.param("OSLO 12 NOTAL", ["- OSLO 12 | NOTAL"], id="NOTAL without parentheses"),
        pytest.param("OSLO 12 (NOTAL", ["- OSLO 12 | NOTAL"], id="a parenthesis left open"),
        pytest.param("OSLO 12 (NOTAL), RIGA 13 (EXDIS)", ["- OSLO 12 | NOTAL", "- RIGA 13 | EXDIS"], id="each its own remark"),
        pytest.param("IIR 6 807 0012 08 (NOTAL)", ["- IIR 6 807 0012 08 | NOTAL"], id="remark of a report"),
        pytest.param("ROE (STATE/EUR) E-MAIL OF 3/12", ["- ROE (STATE/EUR) E-MAIL OF 3/12"], id="parentheses of an e-mail stay"),
        pytest.param("SEE ALSO OSLO 12", ["- SEE ALSO OSLO 12"], id="all that was typed"),
        pytest.param("AMEMBASSY OSLO 12, AMEMBASSY RIGA 13", ["- AMEMBASSY OSLO 12", "- AMEMBASSY RIGA 13"], id="addresses"),
    ],
)  # fmt: skip
def test_complete_and_in_order(text: str, want: list[str]) -> None:
    found = read_references([text], 2008)
    shown = [f"{item.bullet or '-'} {item.raw}" + (f" | {item.remark}" if item.remark else "") for item in found]  # fmt: skip
    assert shown == want


# -- what else knows of references -------------------------------------------------------------------

ROW = '"7","3/12/2008 10:15","08REYKJAVIK42","Embassy Reykjavik","UNCLASSIFIED"'


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param("08OSLO12", id="the same"),
        pytest.param("2008OSLO12", id="year of four digits"),
        pytest.param("08OSLO00012", id="leading zeros"),
        pytest.param("08OSLO12|2008OSLO0012", id="twice"),
        pytest.param("08REYKJAVIK42", id="the cable itself"),
        pytest.param(" ", id="nothing"),
    ],
)
def test_the_list_of_a_dump_repeats_nothing(listed: str) -> None:
    found = cable(f'{ROW},"{listed}","{HEADER}REF: OSLO 12\n","1. (U) Text."')
    assert [item.id for item in found.references] == ["08OSLO12"]


@pytest.mark.parametrize(
    ("day", "reference", "want"),
    [
        pytest.param("121015Z JAN 08", "REYKJAVIK 1480", ["08REYKJAVIK1480"], id="a later number in January"),
        pytest.param("121015Z JAN 08", "07 REYKJAVIK 1480", [], id="of the year before, as typed"),
        pytest.param("121015Z JAN 08", "REYKJAVIK 41", [], id="an earlier number"),
        pytest.param("121015Z JAN 08", "OSLO 1480", [], id="of another post"),
        pytest.param("121015Z MAR 08", "REYKJAVIK 1480", [], id="in March"),
    ],
)  # fmt: skip
def test_new_year(day: str, reference: str, want: list[str]) -> None:
    header = HEADER.replace("121015Z MAR 08", day)
    parsed = read(f"{header}REF: {reference}\n\n1. (U) Text.\n")
    notes = [note for note in parsed.diagnostics if note.code == "reference-year"]
    assert [note.message.rpartition("(")[2].rstrip(")") for note in notes] == want
    assert all(note.line == 16 for note in notes)


# -- what was written is read again --------------------------------------------------------------------

LETTERS = "ABCDEFGHIJKL"


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, tuple[Reference, ...]]:
    """A reference list as typed, and what it says."""
    style = draw(st.sampled_from(["{}. ", "({}) ", "{}) ", "[{}] ", "{}.", "-- {}. "]))
    typed, want = [], []
    for letter in LETTERS[: draw(st.integers(1, 8))]:
        post = draw(st.sampled_from(["OSLO", "RIGA", "RIO DE JANEIRO", "STATE", "TEL AVIV"]))
        number = draw(st.integers(1, 299_999))
        year = draw(st.sampled_from(["", "06 ", "1999 ", "75 ", "'06 "]))
        remark = draw(st.sampled_from([None, "NOTAL", "EXDIS"]))
        raw = f"{year}{post} {number:0{draw(st.integers(1, 6))}}"
        if draw(st.booleans()):
            identifier = f"{year.strip()[-2:] or '08'}{post.replace(' ', '')}{number}"
            want.append(Reference(raw, letter, "cable", identifier, remark))
        else:
            raw = "ROE-DOE E-MAIL OF 3/12/08"
            want.append(Reference(raw, letter, "email", None, remark))
        typed.append(style.format(letter) + raw + (f" ({remark})" if remark else ""))
    return draw(st.sampled_from([" ", "\n", "; ", ", "])).join(typed), tuple(want)


@given(written=lists())
def test_a_written_list_is_read_again(written: tuple[str, tuple[Reference, ...]]) -> None:
    text, want = written
    assert read_references(text.split("\n"), 2008) == want


@given(st.lists(st.sampled_from(["A. ", "(B) ", "OSLO ", "12", " 2006", "AND ", ", ", "; ", "(", ")", "NOTAL", "E-MAIL ", "'06 ", "#", "\n", "REF ", "C "]), max_size=30))  # fmt: skip
def test_pieces_in_any_order_lose_no_number(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = read_references(text.split("\n"), 2008)
    shown = " ".join(f"{item.raw} {item.remark}" for item in found)
    assert Counter(re.findall("[0-9]+", shown)) == Counter(re.findall("[0-9]+", text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A. " * 700_000, id="bullets"),
        pytest.param("OSLO " * 500_000, id="posts"),
        pytest.param("1 " * 700_000, id="numbers"),
        pytest.param("(" * 500_000, id="parentheses"),
        pytest.param("OSLO 12, " * 50_000, id="cables"),
        pytest.param("x@" * 300_000, id="addresses"),
        pytest.param("-" * 1_000_000, id="dashes"),
        pytest.param("OSLO 1 AND 2" + ", 333" * 200_000, id="one post, many numbers"),
    ],
)
def test_hostile_lists_end_soon(text: str) -> None:
    start = time.process_time()
    read_references([text], 2008)
    assert time.process_time() - start < 2


FOUND_LATER = [
    ("A. OSLO 123 B. ROE EMAIL AND C. DOE TELCON 3/4/08", "08OSLO123|ROE EMAIL|DOE TELCON 3/4/08", "AND before the last letter"),
    ("A. OSLO 123 B. TELCON BETWEEN C. ROE AND D. DOE", "08OSLO123|TELCON BETWEEN C. ROE AND D. DOE", "initials are none"),
    ("A. OSLO 123 B. PARIS 77 C. AND PREVIOUS", "08OSLO123|08PARIS77", "a remark with a letter"),
    ("oslo 12", "08OSLO12", "small letters"),
    ("a. oslo 123; b. state 4455", "08OSLO123|08STATE4455", "small letters and bullets"),
    ("LAGOS A-71", "08LAGOSA71", "an airgram"),
    ("A. 75 LAGOS A-071 B. STATE 44", "75LAGOSA71|08STATE44", "an airgram with year and zeros"),
    ("LAGOS A71", "08LAGOSA71", "glued"),
    ("STATE CA-3790", "08STATECA3790", "a circular airgram"),
    ("STATE 123, OSLO'S 124", "08STATE123|08OSLO124", "possessive"),
    ("EMBASSY'S 123", "EMBASSY'S 123", "whose is not said"),
    ("STATE 64112 DATED JUNE 12, 2007", "07STATE64112", "dated in another year"),
    ("STATE 64112 OF 12 JUNE 2007", "07STATE64112", "the day first"),
]  # fmt: skip


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("typed", "want"), [pytest.param(a, b, id=why) for a, b, why in FOUND_LATER]
)
def test_items_of_more_forms(typed: str, want: str) -> None:
    assert "|".join(one.id or one.raw for one in read_references([typed], 2008)) == want


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param(
            "REF: A. OSLO 123\n\nB. STATE 44\n\nAND C. PARIS 7",
            "08OSLO123 08STATE44 08PARIS7",
            id="AND on its own line",
        ),
        pytest.param(
            "REF: A. OSLO 123\n{0}     AND B. PARIS 77",
            "08OSLO123 08PARIS77",
            id="below a page break",
        ),
        pytest.param(
            "REF: A. OSLO 123 B. REYKJA\n\n{0}\n\nVIK 77",
            "08OSLO123 08REYKJAVIK77",
            id="a break in a word",
        ),
        pytest.param(
            "REF: A. OSLO 123 (NO\n\n{0}\n\nTAL) B. STATE 345",
            "08OSLO123 08STATE345",
            id="a break in a remark",
        ),
    ],
)
def test_the_list_goes_on(lines: str, want: str) -> None:
    typed = lines.format("REYKJAVIK 00000042  002 OF 002\n")
    found = cable(f"{HEADER}{typed}\n\n1. (U) SPECIMEN text.\n")
    assert " ".join(one.id or one.raw for one in found.references) == want
    assert len(found.body) == 1


OWN = [
    ("EMBTEL 1234", 1975, "OSLO", "75OSLO1234", "the embassy's own"),
    ("Embtels 1234 and 1235", 1975, "OSLO", "75OSLO1234 75OSLO1235", "two of them"),
    ("CONTEL 12", 1975, "LAGOS", "75LAGOS12", "of a consulate"),
    ("EMBTEL 1234", 1975, "STATE", "", "of the embassy that the Department writes to"),
    ("EMBTEL 1234", 1955, "", "", "nobody knows whose"),
    ("DEPTEL 133602", 1975, "OSLO", "75STATE133602", "the Department's"),
    ("Deptel 68390", 1966, "", "66STATE68390", "of the one series, by its length"),
    ("Deptel 1200", 1955, "MOSCOW", "", "the Department's to a post, which it counted apart"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year", "own", "want"), [pytest.param(*case, id=why) for *case, why in OWN]
)
def test_numbers_of_a_series_named_by_its_kind(text: str, year: int, own: str, want: str) -> None:
    found = read_references([text], year, own)
    assert {item.kind for item in found} == {"cable"}
    assert " ".join(item.id or "" for item in found).strip() == want


def test_what_only_the_archive_lists_stays_beside_an_e_mail() -> None:
    frame = '"7","3/12/2008 10:15","08REYKJAVIK42","Embassy Reykjavik","UNCLASSIFIED"'
    found = cable(f'{frame},"odd","{HEADER}REF: ROE E-MAIL\n","1. (U) Text."')
    assert [item.raw for item in found.references] == ["ROE E-MAIL", "odd"]

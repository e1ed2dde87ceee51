# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 15: the REF line. The cable of these tests is of 2008."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen.parse.references import read_references
from sitegen.records import Reference


def ids(text: str) -> list[str | None]:
    return [item.id for item in read_references(text.split("\n"), 2008)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("OSLO 12", ["08OSLO12"], id="no bullet, the cable's year"),
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
        ("(B) ROE E-MAIL", Reference("ROE E-MAIL", "B", "other")),
        ("OSLO 02259 (2002)", Reference("OSLO 02259 (2002)", None, "cable", "02OSLO2259")),
        ("OSLO 12 and previous", Reference("OSLO 12 and previous", None, "cable", "08OSLO12")),
    ],
)
def test_as_typed(text: str, want: Reference) -> None:
    assert read_references([text], 2008) == (want,)


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
    pytest.param("REF: A. OSLO 12\nREF: B. RIGA 13\n", ["08OSLO12", "08RIGA13"], id="label again"),
    pytest.param("REF: OSLO 12\nREF: OSLO 12\n", ["08OSLO12"], id="the same line again"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "want"), FIELD)
def test_reference_field(lines: str, want: list[str]) -> None:
    found = cable(f"{HEADER}\n{lines}\n1. (U) Text.\n")
    assert [item.id for item in found.references] == want
    assert [block.text for block in found.body] == ["Text."]  # type: ignore[union-attr]


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

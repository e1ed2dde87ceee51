"""Rule 13: labels, separators, wraps, persons and names of the TAGS list."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen.parse.tags import tags

TOP = "R 121015Z MAR 08\nFM AMEMBASSY REYKJAVIK\nTO SECSTATE WASHDC 0042\nUNCLAS REYKJAVIK 000042\n\nSIPDIS\n\n"
BELOW = "SUBJECT: A FIRST CABLE\n\n1. (U) Specimen text.\n"

LABELS = [
    ("TAGS:PREL,PGOV", "PREL PGOV", "label glued"),
    ("TAGS : PREL PGOV", "PREL PGOV", "blank before the colon"),
    ("TAGS; PREL PGOV", "PREL PGOV", "semicolon"),
    ("TAGS. PREL PGOV", "PREL PGOV", "stop"),
    ("TAGS, PREL, PGOV", "PREL PGOV", "comma"),
    ("TAGS - PREL PGOV", "PREL PGOV", "dash"),
    ("TAGS:: PREL PGOV", "PREL PGOV", "colon doubled"),
    ("TAGS: TAGS: PREL PGOV", "PREL PGOV", "label doubled"),
    ("T A G S: PREL PGOV", "PREL PGOV", "letters spaced out"),
    ("tags: prel pgov", "PREL PGOV", "small letters"),
    ("Tag: PREL", "PREL", "one tag"),
    ("TAGS PREL PGOV", "PREL PGOV", "no colon, blanks"),
    ("TAGS KSCA, PREL", "KSCA PREL", "no colon, commas"),
    ("TAS: PREL", "PREL", "TAS"),
    ("GS: PREL, PGOV", "PREL PGOV", "first letters lost"),
    ("TASG: PREL, PGOV", "PREL PGOV", "letters changed about"),
    ("TAGGS: PREL, PGOV", "PREL PGOV", "letter doubled"),
    ("TAGS:\n\nPREL PGOV", "PREL PGOV", "codes below a blank line"),
    ("PREL, PGOV, KQQQ, UZ", "PREL PGOV KQQQ UZ", "label lost, one code unknown"),
    ("E.O. 12958: N/A TAGS: PREL PGOV", "PREL PGOV", "glued to the E.O. line"),
]  # fmt: skip

WRAPS = [
    ("TAGS: PREL, PGOV,\nKDEM, UZ", "PREL PGOV KDEM UZ", "comma above"),
    ("TAGS: PREL, PGOV;\nQQQQQQ, UZ", "PREL PGOV QQQQQQ UZ", "semicolon above"),
    ("TAGS: PREL PGOV\nKDEM KQQQQ UZ", "PREL PGOV KDEM KQQQQ UZ", "an unknown program"),
    ("TAGS: PREL,\nPGOV,\nUZ", "PREL PGOV UZ", "three lines"),
    ("TAGS: PREL PGOV\nuz kdem", "PREL PGOV UZ KDEM", "small letters below"),
    ("TAGS: PREL, PGOV,\n\nKDEM, UZ", "PREL PGOV KDEM UZ", "over a blank line"),
    ("TAGS: PREL, PGOV,\nREYKJAVIK 00000042  001 OF 002\nKDEM, UZ", "PREL PGOV KDEM UZ", "over a page break"),
    ("TAGS: OVIP (ROE,\nJANE), UZ", "OVIP|ROE, JANE|UZ", "inside a person"),
    ("TAGS: PREL PGO\nV UZ", "PREL PGOV UZ", "inside a code"),
    ("TAGS: PREL PGOV\nEL AL", "PREL|PGOV|EL AL", "a name of two words below"),
    ("TAGS: PREL PGOV\nSIPDIS", "PREL PGOV", "captions are not the list's"),
    ("TAGS: PREL PGOV\nSBU", "PREL PGOV", "nor is SBU"),
    ("TAGS: PREL PGOV\nDEPT FOR EUR/NB", "PREL PGOV", "nor a passing line"),
    ("TAGS: PREL PGOV\nREF: OSLO 12", "PREL PGOV", "nor references"),
]  # fmt: skip


@pytest.mark.rule(13)
@pytest.mark.parametrize(
    ("lines", "want"), [pytest.param(a, b, id=why) for a, b, why in LABELS + WRAPS]
)
def test_the_list_in_its_place(lines: str, want: str) -> None:
    found = cable(f"{TOP}{lines}\n{BELOW}")
    assert found.tags == tuple(want.split("|" if "|" in want else " "))
    assert (found.subject, found.captions[0]) == ("A FIRST CABLE", "SIPDIS")


VALUES = [
    ("PREL: PGOV", "PREL|PGOV", "colon between"),
    ("PREL:PGOV", "PREL|PGOV", "colon, no blank"),
    ("PREL/PGOV/UZ", "PREL|PGOV|UZ", "slashes"),
    ("PREL / PGOV", "PREL|PGOV", "slash between blanks"),
    ("PREL.PGOV.UZ", "PREL|PGOV|UZ", "stops"),
    ("PREL. PGOV.", "PREL|PGOV", "stops and blanks"),
    ("PREL-PGOV", "PREL|PGOV", "hyphen between known codes"),
    ("PREL#PGOV", "PREL|PGOV", "a number sign"),
    ("PREL IN (UNCLAS)", "PREL|IN", "a level in parentheses"),
    ("PREL -- PGOV", "PREL|PGOV", "dashes"),
    ("PREL,,PGOV, ,UZ", "PREL|PGOV|UZ", "empty items"),
    ("PREL;PGOV;UZ", "PREL|PGOV|UZ", "semicolons"),
    ("PREL\tPGOV", "PREL|PGOV", "tab"),
    ("PREL AND PGOV", "PREL|PGOV", "AND"),
    ("UNGA/C-1, AFL-CIO", "UNGA/C-1|AFL-CIO", "joints of known codes stay"),
    ("AT&T, BA'ATH", "AT&T|BA'ATH", "signs of known codes stay"),
    ("PREL PGOV PREL", "PREL|PGOV", "once each"),
    ("prel Pgov", "PREL|PGOV", "capitals"),
    ("PREL SIPDIS NOFORN", "PREL", "captions"),
    ("PREL N/A", "PREL", "N/A"),
    ("PFOR, IZ, UR, US, n/a", "PFOR|IZ|UR|US", "n/a of an archive"),
    ("n/a", "", "n/a alone"),
    ("NONE", "", "none"),
    ("PREL PAGE 02 STATE 133602", "PREL", "page head"),
    ("PREL UNCLASSIFIED", "PREL", "level"),
    ("(U) PREL", "PREL", "portion mark"),
    ("PG0V", "PGOV", "zero for O"),
    ("PREL 1", "PREL", "stray digit"),
    ("KQQQ", "KQQQ", "an unknown code stays"),
    ("PGOVPREL", "PGOV|PREL", "two run together"),
    ("PRELPGOVUZ", "PREL|PGOV|UZ", "three run together"),
    ("KPAOIC", "KPAO|IC", "program and country"),
    ("PGOVPRELQ", "PGOVPRELQ", "does not divide completely"),
    ("UNESCO UNIFIL", "UNESCO|UNIFIL", "known codes that would divide"),
    ("POLITICAL", "POLITICAL", "a word that short codes would divide"),
    ("RU", "RS", "the old code of Russia"),
    ("RU, RS", "RS", "and once"),
    ("PREL (PHUM, KDEM)", "PREL|PHUM|KDEM", "codes in parentheses"),
    ("OVIP (ROE, JANE)", "OVIP|ROE, JANE", "person"),
    ("OVIP (ROE, JANE), OVIP (DOE, JOHN)", "OVIP|ROE, JANE|DOE, JOHN", "two persons"),
    ("OVIP (ROE, JANE; DOE, JOHN)", "OVIP|ROE, JANE|DOE, JOHN", "two in one parenthesis"),
    ("OVIP(ROE, JANE) PREL", "OVIP|ROE, JANE|PREL", "no blank before it"),
    ("OVIP (ROE, JANE", "OVIP|ROE, JANE", "never closed"),
    ('PREL, "Roe, Jane", IZ', "PREL|Roe, Jane|IZ", "a person in quotes"),
    ('"PREL, PGOV" IZ', "PREL|PGOV|IZ", "codes in quotes"),
    ("OVIP (Roe, Jane A.)", "OVIP|Roe, Jane A.", "as typed"),
    ("OVIP ( ROE,  JANE ), UZ", "OVIP|ROE, JANE|UZ", "blanks inside"),
    ("OVIP EXAMPLE, JANE, UZ", "OVIP|EXAMPLE, JANE|UZ", "parentheses lost"),
    ("OVIP, PREL", "OVIP|PREL", "no person"),
    ("OVIP KDEM, PGOV", "OVIP|KDEM|PGOV", "codes behind OVIP"),
    ("CLINTON, HILLARY", "CLINTON, HILLARY", "a known person's comma"),
    ("PREL, BUSH GEORGE, UZ", "PREL|BUSH GEORGE|UZ", "comma lost"),
    ("HUMAN RIGHTS", "HUMAN RIGHTS", "a name of two words"),
    ("PHUM HUMAN RIGHTS IR", "PHUM|HUMAN RIGHTS|IR", "between codes"),
    ("GOI EXTERNAL, GOI INTERNAL", "GOI EXTERNAL|GOI INTERNAL", "names that begin alike"),
    ("EL AL, EAIR", "EL AL|EAIR", "an airline"),
    ("el al", "EL AL", "in capitals"),
    ("PREL, LIGHTHOUSE KEEPERS, UZ", "PREL|LIGHTHOUSE KEEPERS|UZ", "words that are no codes are one name"),
]  # fmt: skip


@pytest.mark.rule(13)
@pytest.mark.parametrize(("line", "want"), [pytest.param(a, b, id=why) for a, b, why in VALUES])
def test_values(line: str, want: str) -> None:
    assert tags([line]) == (tuple(want.split("|")) if want else ())


@pytest.mark.rule(13)
@pytest.mark.parametrize(("year", "want"), [(1993, "RS"), (2008, "RS"), (2012, "RS"), (2014, "RU")])
def test_russia_by_year(year: int, want: str) -> None:
    assert tags(["RU"], year) == (want,)


@pytest.mark.parametrize("part", ["(", "A,", "OVIP A, ", "PGOVPREL ", "O/"])
def test_a_line_of_megabytes_is_no_list(part: str) -> None:
    assert len(tags([part * (5_000_000 // len(part))])) < 20


@pytest.mark.rule(13)
@pytest.mark.parametrize("label", ["TAG5:", "TACS:", "5AGS:", "TAGSS:", "TAGE :"])
def test_label_a_letter_away(label: str) -> None:
    found = cable(HEADER.replace("TAGS:", label) + "\n1. (U) SPECIMEN text.\n")
    assert found.tags == ("SCUL", "KPAO", "IC")
    assert found.executive_order is not None
    assert found.executive_order.raw == "N/A"

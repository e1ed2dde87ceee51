"""Rule 5: identifiers. Each case says why it is there."""

from __future__ import annotations

import pytest
from sources import HEADER, cable, read

from sitegen.parse.identifier import build, canonical, full_year, parts, post_code


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("raw", "want"),
    [
        pytest.param("08REYKJAVIK42", "08REYKJAVIK42", id="as it should be"),
        pytest.param("08REYKJAVIK000042", "08REYKJAVIK42", id="leading zeros are dropped"),
        pytest.param("08reykjavik42", "08REYKJAVIK42", id="small letters"),
        pytest.param(" 08REYKJAVIK42 ", "08REYKJAVIK42", id="blanks round it"),
        pytest.param("05RIO DE JANEIRO1164", "05RIODEJANEIRO1164", id="blanks in the post"),
        pytest.param("05N'DJAMENA12", "05NDJAMENA12", id="apostrophe in the post"),
        pytest.param(
            "08SECTION01OF02SUVA301", "08SUVA301", id="the section became part of the post"
        ),
        pytest.param("08SCTION02OF02SUVA301", "08SUVA301", id="the section, misspelt"),
        pytest.param("08ECTION01OF02SUVA301", "08SUVA301", id="the section, its first letter lost"),
        pytest.param("06EFTOSUVA1165", "06SUVA1165", id="service word EFTO"),
        pytest.param("06AMEMBASSYSUVA1165", "06SUVA1165", id="the address in place of the post"),
        pytest.param("07OSLO000160ZDK164", "07OSLO160", id="signal and repeated number"),
        pytest.param("91ZAGREB001189", "91ZAGREB1189", id="a post that begins as signals do"),
        pytest.param("06OSLO002583ZFR2585", "06OSLO2583", id="another signal"),
        pytest.param("08OSLO001382SUSPECTEDDUPLICATE1392", "08OSLO1382", id="service note"),
        pytest.param("7575OSLO1895", "75OSLO1895", id="the year twice"),
        pytest.param("1975OSLO133602", "75OSLO133602", id="year of four digits"),
        pytest.param("2009OSLO12", "09OSLO12", id="year of four digits, 2000s"),
        pytest.param("08OSLO12_A", "08OSLO12", id="suffix of the collection"),
        pytest.param("", None, id="empty"),
        pytest.param("OSLO12", None, id="no year"),
        pytest.param("08OSLO", None, id="no number"),
        pytest.param("08", None, id="a year alone"),
        pytest.param("08OSLO" + "9" * 5000, None, id="a number without end"),
        pytest.param("08OSLO٤٢", None, id="digits of another script"),
        pytest.param("<b>08OSLO42</b>", None, id="markup"),
    ],
)
def test_canonical(raw: str, want: str | None) -> None:
    assert canonical(raw) == want


@pytest.mark.parametrize(
    "raw", ["08SUVA301", "05RIODEJANEIRO1164", "7575OSLO1895", "08SCTION02OF02SUVA1"]
)
def test_canonical_twice_is_once(raw: str) -> None:
    once = canonical(raw)
    assert once
    assert canonical(once) == once


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("RIO DE JANEIRO", "RIODEJANEIRO"),
        ("N'DJAMENA", "NDJAMENA"),
        ("USUN NEW YORK", "USUNNEWYORK"),
        ("USUN", "USUNNEWYORK"),
        ("HK", "HONGKONG"),
        ("SECSTATE", "STATE"),
        ("PTO SPAIN", "PORTOFSPAIN"),
        ("HCMC", "HOCHIMINHCITY"),
        ("  Hong   Kong ", "HONGKONG"),
    ],
)
def test_post_code(name: str, want: str) -> None:
    assert post_code(name) == want


def test_years_begin_in_1966() -> None:
    assert [full_year(n) for n in (66, 99, 0, 65)] == [1966, 1999, 2000, 2065]
    assert parts("66OSLO1") == (1966, "OSLO", 1)
    assert build(2009, "RIO DE JANEIRO", "000012") == "09RIODEJANEIRO12"


PAGE = "Identifier\nCreated\nClassification\nOrigin\n{id}\n2008-03-12 10:15:00\nUNCLASSIFIED\nEmbassy Reykjavik\n"


def test_malformed_identifier_stays_as_alias() -> None:
    found = cable(PAGE.format(id="08SECTION01OF02REYKJAVIK42") + HEADER)
    assert (found.identifier, found.aliases) == ("08REYKJAVIK42", ("08SECTION01OF02REYKJAVIK42",))


def test_missing_number_is_taken_from_the_classification_line() -> None:
    found = cable(PAGE.format(id="08REYKJAVIK") + HEADER)
    assert (found.identifier, found.aliases) == ("08REYKJAVIK42", ("08REYKJAVIK",))
    assert "identifier-mismatch" in found.warnings


def test_identifier_that_differs_is_kept_and_reported() -> None:
    found = cable(PAGE.format(id="08REYKJAVIK43") + HEADER)
    assert found.identifier == "08REYKJAVIK43"
    assert "identifier-mismatch" in found.warnings


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(PAGE.format(id="???"), "bad-identifier", id="not an identifier"),
        pytest.param(
            "R 121015Z MAR 08\nFM AMEMBASSY OSLO\n\n1. Text.\n", "no-identifier", id="none at all"
        ),
        pytest.param(
            "UNCLAS OSLO 000012\n\nSUBJECT: X\n\n1. Text.\n", "no-date", id="no date at all"
        ),
        pytest.param(
            "R 321015Z MAR 08\nUNCLAS OSLO 000012\n\n1. Text.\n", "no-date", id="no such day"
        ),
    ],
)
def test_what_cannot_become_a_cable(text: str, code: str) -> None:
    parsed = read(text)
    assert parsed.cable is None
    assert code in {note.code for note in parsed.diagnostics}


def test_unknown_post_is_a_note() -> None:
    parsed = read(HEADER.replace("UNCLAS REYKJAVIK", "UNCLAS NOWHERE VALE"))
    assert parsed.cable
    assert parsed.cable.identifier == "08NOWHEREVALE42"
    assert "unknown-post" in {note.code for note in parsed.diagnostics}

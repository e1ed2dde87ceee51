# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 18: the page turns of an office copy whose telegram is kept without the archive's frame; and
rule 6: the year of a date-time group that fails."""

from __future__ import annotations

import pytest
from sources import read, source

from sitegen.parse import explain

TURN = "UNCLASSIFIED\n\nPAGE 02        HARARE  02906  01 OF 02  011337Z\n"
HEAD = """\
R 011336Z MAY 01
FM AMEMBASSY HARARE
TO SECSTATE WASHDC 0042
INFO AMEMBASSY LUSAKA
{}AMEMBASSY MAPUTO
UNCLAS SECTION 01 OF 02 HARARE 002906
"""
BODY = """
E.O. 12958: N/A
TAGS: PREL ZI
SUBJECT: SPECIMEN OF AN OFFICE COPY

1. THE FIRST PARAGRAPH GOES ON OVER
{}THE TURN OF A PAGE.

ROE
"""
ROW = '"1","5/1/2001 13:36","01HARARE2906","Embassy Harare","UNCLASSIFIED","","{}","{}"\n'


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD.format(TURN) + BODY.format(""), id="in the list of addressees"),
        pytest.param(HEAD.format("") + BODY.format(TURN), id="in a paragraph"),
        pytest.param(HEAD.format(TURN) + BODY.format(TURN), id="in both"),
        pytest.param(ROW.format(HEAD.format(TURN), BODY.format(TURN)), id="in a row of the dump"),
    ],
)
def test_page_turns_without_a_frame(text: str) -> None:
    found = read(text).cable
    assert found
    assert found.identifier == "01HARARE2906"
    assert [to.name for to in found.info] == ["AMEMBASSY LUSAKA", "AMEMBASSY MAPUTO"]
    assert "GOES ON OVER THE TURN OF A PAGE." in str(found.body)
    told = {line: n for n, line, _ in explain(source(text))}
    typed = text.split("\n")
    assert all(
        typed[told[line] - 1].strip() == line.strip() for line in typed if line.startswith("PAGE")
    )
    assert "THE TURN" in typed[told["THE TURN OF A PAGE."] - 1]


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("group", "station", "want"),
    [
        pytest.param(
            "R 310827Z FEB 09", "0550827", "2009-02-24 08:27", id="the DE line has the day"
        ),
        pytest.param(
            "R 242827Z FEB 2009", "0550827", "2009-02-24 08:27", id="a year of four digits"
        ),
        pytest.param("R 310827Z FEB 09", "", None, id="no day anywhere"),
        pytest.param("R 310827Z FEB", "0550827", None, id="no year anywhere"),
    ],
)
def test_year_of_a_date_time_group_that_fails(group: str, station: str, want: str | None) -> None:
    text = f"RR RUEHC\nDE RUEHNY #0208/01 {station}\nZNR UUUUU ZZH\n{group}\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC 0042\nUNCLAS OSLO 000208\n\nSUBJECT: SPECIMEN\n\n1. Text.\n"
    parsed = read(text)
    assert (f"{parsed.cable.date:%Y-%m-%d %H:%M}" if parsed.cable else None) == want
    assert ("bad-dtg" if want else "no-date") in {note.code for note in parsed.diagnostics}

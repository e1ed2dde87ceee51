# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 6 to 8 on damaged headers: format lines, date-time group, lists of addressees."""

from __future__ import annotations

import pytest
from sources import HEADER, cable, read

from sitegen.parse.addressees import addressee
from sitegen.parse.header import read_header
from sitegen.records import Addressee

DATES = [
    ("R 121015Z MAR 08", "R", "the usual form"),
    ("R121015Z MAR 08", "R", "precedence glued"),
    ("RR 121015Z MAR 08", "R", "precedence doubled"),
    ("O P R 121015Z MAR 08", "OPR", "three precedences"),
    ("OP 121015Z MAR 08", "OP", "two, glued"),
    ("R 12 1015Z MAR 08", "R", "blank in the group"),
    ("R 121015 Z MAR 08", "R", "blank before the zone"),
    ("R 121015 MAR 08", "R", "zone lost"),
    ("R 121015Z MAR. 08", "R", "a stop after the month"),
    ("R 121015Z MARCH, 2008", "R", "month in full, comma"),
    ("R 121015ZMAR08", "R", "all glued"),
    ("R 121015Z MAR 08ZDK", "R", "signal glued"),
    ("R 121015Z MAR 08 ZDK CTG RUEHC 1234", "R", "signals"),
    ("R 12lOI5Z MAR 08", "R", "letters for digits"),
    ("r 121015z mar 08", "R", "small letters"),
    ("PRIORITY 121015Z MAR 08", "P", "precedence as a word"),
    ("IMMEDIATE PRIORITY 121015Z MAR 08", "OP", "two words"),
    ("NIACT IMMEDIATE 121015Z MAR 08", "O", "a word of two"),
    ("121015Z MAR 08", "", "no precedence"),
    ("R 121015Z MAR", "R", "no year: the identifier's"),
]  # fmt: skip


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "precedence"), [pytest.param(a, b, id=why) for a, b, why in DATES]
)
def test_date_time_group(line: str, precedence: str) -> None:
    found = read_header([line, "FM AMEMBASSY OSLO"], 2008)
    assert found.date
    assert f"{found.date:%Y-%m-%d %H:%M}" == "2008-03-12 10:15"
    assert "".join(found.precedence) == precedence
    assert found.transmission
    assert (found.transmission.dtg or "").endswith("MAR 08") or "08" not in line


@pytest.mark.rule(6)
def test_precedence_of_format_line_2_where_the_date_has_none() -> None:
    assert read_header(["PP RUEHC", "121015Z MAR 08"]).precedence == ("P",)


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("day", "noted"),
    [
        pytest.param("0721015", False, id="the same"),
        pytest.param("0721016", False, id="a minute later"),
        pytest.param("0721013", False, id="two minutes before"),
        pytest.param("0721030", True, id="a quarter of an hour"),
        pytest.param("0731015", True, id="the next day"),
        pytest.param("3991015", True, id="no such day in the year"),
        pytest.param("0722515", False, id="no such hour says nothing"),
    ],
)
def test_station_line_is_a_cross_check(day: str, noted: bool) -> None:
    parsed = read(HEADER.replace("0721015", day) + "\n1. Text.\n")
    assert parsed.cable
    assert f"{parsed.cable.date:%m-%d %H:%M}" == "03-12 10:15"
    assert ("station-time" in {one.code for one in parsed.diagnostics}) is noted


@pytest.mark.rule(6)
def test_new_year_between_station_line_and_date() -> None:
    text = HEADER.replace("0721015", "3652359").replace("121015Z MAR 08", "010000Z JAN 08")
    assert "station-time" not in {one.code for one in read(text).diagnostics}


@pytest.mark.rule(6)
def test_station_line_where_there_is_no_other_date() -> None:
    page = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n\nUNCLASSIFIED\nX\n"
    found = read(page.replace("\n\n", "\n-\n") + HEADER.replace("R 121015Z MAR 08\n", ""))
    assert found.cable
    assert f"{found.cable.date:%Y-%m-%d %H:%M}" == "2008-03-12 10:15"


CUT = [
    ("RUEHCP/AMEMBASSY\n{}\nCOPENHAGEN 0011", "AMEMBASSY COPENHAGEN", "between kind and place"),
    ("RUEHZL/EUROPEAN POLITICAL\n{}\nCOLLECTIVE", "EUROPEAN POLITICAL COLLECTIVE", "a collective"),
    ("RUEHCP/AMEMBASSY COPENHAGEN\n{}\n0011", "AMEMBASSY COPENHAGEN", "before the number"),
    ("RUEHCP/AMEMBASSY OSLO\n{}\nRUEHSM/AMEMBASSY RIGA", "AMEMBASSY OSLO, AMEMBASSY RIGA", "nothing cut"),
]  # fmt: skip
BREAKS = (
    "OSLO 00000042  001.2 OF 003",
    "\n\nOSLO 00000042  001.2 OF 003\n\n\n",
    "PAGE 02  OSLO 00042 121015Z",
)


@pytest.mark.rule(8)
@pytest.mark.parametrize("line", BREAKS, ids=["break", "blank lines", "page head"])
@pytest.mark.parametrize(("block", "want"), [pytest.param(a, b, id=why) for a, b, why in CUT])
def test_a_page_break_in_the_list(block: str, want: str, line: str) -> None:
    text = f"R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO {block.format(line)}"
    assert ", ".join(one.name for one in read_header(text.split("\n")).to) == want


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("VZCZCXRO4705", {"id": "VZCZCXRO4705"}, id="channel"),
        pytest.param("VZCZCXYZ0001", {"id": "VZCZCXYZ0001"}, id="another channel"),
        pytest.param("ZCZCXYZ0001", {"id": "ZCZCXYZ0001"}, id="first letter lost"),
        pytest.param("VZCZC XRO4705", {"id": "VZCZCXRO4705"}, id="blank in it"),
        pytest.param("VZCZCXRO4705OO RUEHDA", {"id": "VZCZCXRO4705"}, id="next line glued"),
        pytest.param("VZCZCXRO4705 SPECIMEN", {"id": "VZCZCXRO4705"}, id="something behind"),
        pytest.param("OO RUEHAG RUEHAST", {"precedence": "OO", "routing": ("RUEHAG", "RUEHAST")}, id="called"),
        pytest.param("PP RUEHAG RUEHAST\nRUEHDA RUEHDBU\nRUEHKW", {"routing": ("RUEHAG", "RUEHAST", "RUEHDA", "RUEHDBU", "RUEHKW")}, id="called, three lines"),
        pytest.param("P RUEHAG RUEHAST", {"precedence": "P", "routing": ("RUEHAG", "RUEHAST")}, id="prosign not doubled"),
        pytest.param("ZZ RUEHC", {"precedence": "ZZ"}, id="flash"),
        pytest.param("DE RUEHNT #0208/01 0550827", {"station": "RUEHNT", "serial": "0208", "section": "01", "day_of_year": 55, "time": "0827"}, id="station"),
        pytest.param("DE RUEHNT #0208 0550827", {"serial": "0208", "day_of_year": 55}, id="station, one section"),
        pytest.param("DE RUEHNT 0208/01 0550827", {"serial": "0208", "section": "01", "time": "0827"}, id="no number sign"),
        pytest.param("DE RUEHNT #0208 /01 055 0827", {"serial": "0208", "section": "01", "day_of_year": 55, "time": "0827"}, id="blanks in it"),
        pytest.param("DE RUEHNT #0208/01 0550827Z FEB 09", {"day_of_year": 55}, id="something behind the time") ,
        pytest.param("DE RUEHNT", {"station": "RUEHNT"}, id="station alone"),
        pytest.param("ZNR UUUUU ZZH", {"security": "ZNR UUUUU ZZH"}, id="in the clear"),
        pytest.param("ZNY CCCCC ZZH", {"security": "ZNY CCCCC ZZH"}, id="encrypted"),
        pytest.param("ZNY EEEEE ZZH ZDK", {"security": "ZNY EEEEE ZZH ZDK"}, id="with a signal"),
    ],
)  # fmt: skip
def test_format_lines(lines: str, want: dict[str, object]) -> None:
    header = read_header(lines.splitlines())
    assert header.transmission
    assert {key: getattr(header.transmission, key) for key in want} == want
    assert "unknown" not in header.roles


ENTRIES = [
    ("RUEHC/SECSTATE WASHDC 0507", Addressee("SECSTATE WASHDC", "RUEHC", None, "0507"), "number"),
    ("RUEHC/SECSTATE WASHDC PRIORITY 0507", Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"), "precedence"),
    ("RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0507", Addressee("SECSTATE WASHDC", "RUEHC", "NIACT IMMEDIATE", "0507"), "two words"),
    ("RUEHC/SECSTATE WASHDC PIORITY 0507", Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"), "PIORITY"),
    ("RUEHC/SECSTATE WASHDC PRIROITY", Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY"), "PRIROITY"),
    ("RUEHC/SECSTATE WASHDC IMMEDAITE 0507", Addressee("SECSTATE WASHDC", "RUEHC", "IMMEDIATE", "0507"), "IMMEDAITE"),
    ("RUEHC/SECSTATE WASHDC ROUTNE", Addressee("SECSTATE WASHDC", "RUEHC", "ROUTINE"), "ROUTNE"),
    ("RUEHC/SECSTATE WASHDC PRIORITY0507", Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"), "number glued to the precedence"),
    ("RUEHC/SECSTATE WASHDC0507", Addressee("SECSTATE WASHDC", "RUEHC", None, "0507"), "number glued to the name"),
    ("RUEHC/SECSTATE WASHDC 507", Addressee("SECSTATE WASHDC 507", "RUEHC"), "three digits are the name's"),
    ("RUEHC/SECSTATE WASHDC PRIORITY 507", Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "507"), "three digits behind a precedence"),
    ("SECSTATE WASHDC 1234 IMMEDIATE", Addressee("SECSTATE WASHDC", None, "IMMEDIATE", "1234"), "number before the precedence"),
    ("SECSTATE WASHDC IMMED 1234", Addressee("SECSTATE WASHDC", None, "IMMEDIATE", "1234"), "precedence cut short"),
    ("RUEHC/SECSTATE WASHDC 12345", Addressee("SECSTATE WASHDC", "RUEHC", None, "12345"), "five digits"),
    ("RUEHC /SECSTATE WASHDC", Addressee("SECSTATE WASHDC", "RUEHC"), "blank before the stroke"),
    ("RUEHC/ SECSTATE WASHDC", Addressee("SECSTATE WASHDC", "RUEHC"), "blank behind it"),
    ("RUEHC//SECSTATE WASHDC", Addressee("SECSTATE WASHDC", "RUEHC"), "stroke doubled"),
    ("RUEHC\\SECSTATE WASHDC", Addressee("SECSTATE WASHDC", "RUEHC"), "the other stroke"),
    ("RUEHC SECSTATE WASHDC", Addressee("SECSTATE WASHDC", "RUEHC"), "stroke lost"),
    ("RUEKJCS/JOINT STAFF WASHINGTON DC//J5/UNMA//", Addressee("JOINT STAFF WASHINGTON DC//J5/UNMA//", "RUEKJCS"), "offices in the name"),
    ("RHMFISS/CDR USCENTCOM MACDILL AFB FL//CCJ2//", Addressee("CDR USCENTCOM MACDILL AFB FL//CCJ2//", "RHMFISS"), "a command"),
    ("ZEN/AMCONSUL ST PETERSBURG 0011", Addressee("AMCONSUL ST PETERSBURG", "ZEN", None, "0011"), "by other means"),
    ("AMEMBASSY BONN PRIORITY", Addressee("AMEMBASSY BONN", None, "PRIORITY"), "no indicator"),
    ("RUEHZN/ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE", Addressee("ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE", "RUEHZN"), "collective"),
    ("RUEHLMC/MILLENNIUM CHALLENGE CORPORATION WASHINGTON DC 0001", Addressee("MILLENNIUM CHALLENGE CORPORATION WASHINGTON DC", "RUEHLMC", None, "0001"), "long name"),
]  # fmt: skip


@pytest.mark.rule(8)
@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in ENTRIES])
def test_addressee(text: str, want: Addressee) -> None:
    assert addressee(text) == want


LISTS = [
    pytest.param("TO: RUEHC/SECSTATE WASHDC\nINFO: RUEHAB/AMEMBASSY OSLO", "SECSTATE WASHDC", "AMEMBASSY OSLO", "", id="colons"),
    pytest.param("TORUEHC/SECSTATE WASHDC\nINFORUEHAB/AMEMBASSY OSLO", "SECSTATE WASHDC", "AMEMBASSY OSLO", "", id="label glued"),
    pytest.param("TO\nRUEHC/SECSTATE WASHDC\nINFO\nRUEHAB/AMEMBASSY OSLO", "SECSTATE WASHDC", "AMEMBASSY OSLO", "", id="label alone"),
    pytest.param("TO RUEHC/SECSTATE WASHDC 0042 RUEHSM/AMEMBASSY RIGA 0034\nRUEKJCS/JOINT STAFF WASHDC//J5// RUEHAB/AMEMBASSY OSLO", "SECSTATE WASHDC|AMEMBASSY RIGA|JOINT STAFF WASHDC//J5//|AMEMBASSY OSLO", "", "", id="line ends lost"),
    pytest.param("TO SECSTATE WASHDC\nINF0 AMEMBASSY OSLO", "SECSTATE WASHDC", "AMEMBASSY OSLO", "", id="zero for O"),
    pytest.param("RUEHC/SECSTATE WASHDC 0042\nINFO AMEMBASSY OSLO", "SECSTATE WASHDC", "AMEMBASSY OSLO", "", id="label TO lost"),
    pytest.param("TO RUEHC/SECSTATE WASHDC\nRUEHAB/AMEMBASSY OSLO\n\nINFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE", "SECSTATE WASHDC|AMEMBASSY OSLO", "EUROPEAN POLITICAL COLLECTIVE", "", id="blank line between"),
    pytest.param("TO RUEHZU/ASIAN PACIFIC ECONOMIC\nCOOPERATION", "ASIAN PACIFIC ECONOMIC COOPERATION", "", "", id="a name wrapped"),
    pytest.param("TO RUEHXI/LABOR AND WORKERS RIGHTS\nCOLLECTIVE PRIORITY 0011", "LABOR AND WORKERS RIGHTS COLLECTIVE", "", "", id="collective wrapped"),
    pytest.param("TO RUEHZN/ENVIRONMENT SCIENCE AND\nTECHNOLOGY COLLECTIVE", "ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE", "", "", id="collective wrapped at AND"),
    pytest.param("TO RUEHAB/AMEMBASSY OSLO\nRIGA AND OTHERS", "AMEMBASSY OSLO|RIGA AND OTHERS", "", "", id="a whole name does not go on"),
    pytest.param("TO RUEHC/SECSTATE WASHDC\nINFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY SOFIA\nAMEMBASSY RIGA\nRUEHAB/AMEMBASSY OSLO 0011", "SECSTATE WASHDC", "EUROPEAN POLITICAL COLLECTIVE|AMEMBASSY OSLO", "AMEMBASSY SOFIA|AMEMBASSY RIGA", id="an indicator ends the exemption"),
    pytest.param("TO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY SOFIA\nINFO RUEHAB/AMEMBASSY OSLO", "EUROPEAN POLITICAL COLLECTIVE", "AMEMBASSY OSLO", "AMEMBASSY SOFIA", id="exempt from the action list"),
    pytest.param("TO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT/AMEMBASSY SOFIA\nAMCONSUL MILAN", "EUROPEAN POLITICAL COLLECTIVE", "", "AMEMBASSY SOFIA|AMCONSUL MILAN", id="stroke behind XMT"),
    pytest.param("TO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT RUEHSF/AMEMBASSY SOFIA\nRUEHRA/AMEMBASSY RIGA", "EUROPEAN POLITICAL COLLECTIVE", "", "AMEMBASSY SOFIA|AMEMBASSY RIGA", id="exempt with indicators"),
    pytest.param("INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE", "", "EUROPEAN POLITICAL COLLECTIVE", "", id="no action addressee"),
    pytest.param("TO RUEHC/SECSTATE WASHDC PAGE 02 STATE 015113 182333Z\nAMEMBASSY OSLO", "SECSTATE WASHDC|AMEMBASSY OSLO", "", "", id="page head behind a name"),
    pytest.param("ZDK CTG RUEHC 1234\nTO RUEHC/SECSTATE WASHDC", "SECSTATE WASHDC", "", "", id="service line before"),
]  # fmt: skip


@pytest.mark.rule(8)
@pytest.mark.parametrize(("lines", "to", "info", "exempt"), LISTS)
def test_lists(lines: str, to: str, info: str, exempt: str) -> None:
    top, _, rest = HEADER.partition("TO RUEHC")
    found = cable(f"{top}{lines}\nUNCLAS{rest.partition('UNCLAS')[2]}")
    assert "|".join(one.name for one in found.to) == to
    assert "|".join(one.name for one in found.info) == info
    assert "|".join(one.name for one in found.exempt) == exempt
    assert (found.sender, found.subject) == ("AMEMBASSY REYKJAVIK", "A FIRST CABLE")


@pytest.mark.rule(8)
def test_each_exemption_is_of_the_collective_above() -> None:
    lines = """R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nINFO RUEHZL/EUROPEAN POLITICAL
COLLECTIVE\nXMT AMEMBASSY SOFIA\nAMEMBASSY RIGA\nRUEHXX/NATO COLLECTIVE\nXMT AMEMBASSY ROME"""
    found = read_header(lines.split("\n")).exempt
    assert [(one.name, one.of) for one in found] == [
        ("AMEMBASSY SOFIA", "EUROPEAN POLITICAL COLLECTIVE"),
        ("AMEMBASSY RIGA", "EUROPEAN POLITICAL COLLECTIVE"),
        ("AMEMBASSY ROME", "NATO COLLECTIVE"),
    ]


@pytest.mark.rule(8)
def test_an_exemption_is_of_the_last_collective_not_of_the_last_addressee() -> None:
    lines = """R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nINFO NATO COLLECTIVE
AMEMBASSY RIGA\nXMT AMEMBASSY ROME"""
    (found,) = read_header(lines.split("\n")).exempt
    assert (found.name, found.of) == ("AMEMBASSY ROME", "NATO COLLECTIVE")


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        ("FM AMEMBASSY OSLO", "AMEMBASSY OSLO"),
        ("FM: AMEMBASSY OSLO", "AMEMBASSY OSLO"),
        ("FM USMISSION USUN NEW\nYORK", "USMISSION USUN NEW YORK"),
        ("FM AMEMBASSY  PORT AU PRINCE", "AMEMBASSY PORT AU PRINCE"),
        ("FM HQ EXAMPLE//J5//", "HQ EXAMPLE//J5//"),
    ],
)
def test_originator(lines: str, want: str) -> None:
    found = read_header(f"R 121015Z MAR 08\n{lines}\nTO SECSTATE WASHDC".splitlines())
    assert found.sender == want
    assert [one.name for one in found.to] == ["SECSTATE WASHDC"]


DAMAGED = [
    ("R 121015Z MAV 08", "taken from the DE line", "2008-03-12 10:15", "March or May"),
    ("R 121015Z FEG 08", "read as", "2008-02-12 10:15", "only one month is a letter away"),
    ("R 121015Z 0CT 08", "read as", "2008-10-12 10:15", "a digit in the month"),
    ("R 321015Z MAR 08", "taken from the DE line", "2008-03-12 10:15", "a day that does not exist"),
    ("R 12101Z MAR 08", "taken from the DE line", "2008-03-12 10:15", "a digit lost"),
    ("R 121015Z 08", "taken from the DE line", "2008-03-12 10:15", "the month lost"),
    ("R 12S015Z MAR 08", "taken from the DE line", "2008-03-12 10:15", "an hour that does not exist"),
]  # fmt: skip


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "told", "date"), [pytest.param(a, b, c, id=why) for a, b, c, why in DAMAGED]
)
def test_a_damaged_date_spoils_no_other_field(line: str, told: str, date: str) -> None:
    parsed = read(f"{HEADER.replace('R 121015Z MAR 08', line)}\n1. (U) SPECIMEN text.\n")
    found = parsed.cable
    assert found
    assert f"{found.date:%Y-%m-%d %H:%M}" == date
    assert found.sender == "AMEMBASSY REYKJAVIK"
    assert [one.name for one in (*found.to, *found.info)] == [
        "SECSTATE WASHDC",
        "AMEMBASSY COPENHAGEN",
    ]
    note = next(one for one in parsed.diagnostics if one.code == "bad-dtg")
    assert note.line == 5
    assert f"({line}; {told}" in note.message


@pytest.mark.rule(6)
def test_no_date_quotes_the_line_that_should_have_one() -> None:
    text = HEADER.replace("R 121015Z MAR 08", "R 121015Z MAV 08").replace(" 0721015", "")
    (note,) = read(f"{text}\n1. (U) SPECIMEN text.\n").diagnostics
    assert (note.code, note.line) == ("no-date", 5)
    assert "R 121015Z MAV 08" in note.message


@pytest.mark.rule(8)
def test_a_missing_action_addressee_is_told() -> None:
    text = HEADER.replace("TO RUEHC/SECSTATE WASHDC 0042\n", "")
    parsed = read(f"{text}\n1. (U) SPECIMEN text.\n")
    assert ("no-addressee", 6) in [(one.code, one.line) for one in parsed.diagnostics]
    assert parsed.cable
    assert [one.name for one in parsed.cable.info] == ["AMEMBASSY COPENHAGEN"]


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("day", "date"),
    [
        pytest.param("0720915", "2008-03-12", id="of the DE line"),
        pytest.param("3990915", None, id="a day of no year, which would be one of the next"),
        pytest.param("0000915", None, id="a day before the first"),
    ],
)
def test_without_a_group_the_de_line_has_the_day(day: str, date: str | None) -> None:
    parsed = read(HEADER.replace("0721015", day).replace("121015Z MAR", "321015Z MAR"))
    assert (f"{parsed.cable.date:%Y-%m-%d}" if parsed.cable else None) == date

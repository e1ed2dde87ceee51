# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 6 to 9: transmission header, date-time group, classification line."""

from __future__ import annotations

import pytest
from sources import HEADER, cable, read

from sitegen.parse.addressees import addressee
from sitegen.parse.fields import captions, classification, sections
from sitegen.parse.grammar import classification_line
from sitegen.parse.header import read_header
from sitegen.records import Addressee


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "date", "precedence"),
    [
        pytest.param("R 240827Z FEB 09", "2009-02-24 08:27", "R", id="the usual form"),
        pytest.param(
            "O R 061000Z MAR 09", "2009-03-06 10:00", "OR", id="action and info precedence"
        ),
        pytest.param("P 151639Z SEP 09 ZDK", "2009-09-15 16:39", "P", id="signal after it"),
        pytest.param("R 171210Z NOV 66", "1966-11-17 12:10", "R", id="66 is 1966"),
        pytest.param("R 171210Z NOV 65", "2065-11-17 12:10", "R", id="65 is 2065"),
        pytest.param("R 281848Z DEC66", "1966-12-28 18:48", "R", id="month glued to the year"),
        pytest.param("R 240827ZFEB 09", "2009-02-24 08:27", "R", id="month glued to the Z"),
        pytest.param("O O61000Z MAR 09", "2009-03-06 10:00", "O", id="zero as O"),
        pytest.param("r 240827z feb 09", "2009-02-24 08:27", "R", id="small letters"),
        pytest.param("240827Z FEB 09", "2009-02-24 08:27", "", id="no precedence"),
        pytest.param("R 240827Z FEB 2009", "2009-02-24 08:27", "R", id="year of four digits"),
        pytest.param("R 240827Z FEBRUARY 09", "2009-02-24 08:27", "R", id="month in full"),
        pytest.param(
            "R 240827A FEB 09", "2009-02-24 07:27", "R", id="zone A is an hour before UTC"
        ),
        pytest.param("R 240827R FEB 09", "2009-02-24 13:27", "R", id="zone R is five hours behind"),
        pytest.param("R 240827Z FEB", "2009-02-24 08:27", "R", id="year lost: the identifier's"),
    ],
)
def test_date_time_group(line: str, date: str, precedence: str) -> None:
    header = read_header([line, "FM AMEMBASSY OSLO"], 2009)
    assert header.date
    assert f"{header.date:%Y-%m-%d %H:%M}" == date
    assert "".join(header.precedence) == precedence


@pytest.mark.parametrize(
    "line", ["R 320827Z FEB 09", "R 302400Z FEB 09", "R 300827Z FEB 09", "R 012560Z JAN 09"]
)
def test_a_day_or_hour_that_does_not_exist(line: str) -> None:
    header = read_header([line], 2009)
    assert header.date is None
    assert header.dtg_bad


def test_bad_date_time_group_leaves_the_metadata() -> None:
    page = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n2008-03-12 10:15:00\nUNCLASSIFIED\nX\n"
    found = cable(page + HEADER.replace("121015Z", "321015Z"))
    assert f"{found.date:%Y-%m-%d}" == "2008-03-12"
    assert "bad-dtg" in found.warnings


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("minute", "warns"), [("10:15", False), ("10:16", False), ("10:17", True), ("18:18", True)]
)
def test_metadata_may_differ_by_a_minute(minute: str, warns: bool) -> None:
    page = f"Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n2008-03-12 {minute}:00\nUNCLASSIFIED\nX\n"
    found = cable(page + HEADER)
    assert f"{found.date:%H:%M}" == "10:15"
    assert ("date-mismatch" in found.warnings) is warns


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("RUEHC/SECSTATE WASHDC 0507", Addressee("SECSTATE WASHDC", "RUEHC", None, "0507")),
        (
            "RUEHC/SECSTATE WASHDC PRIORITY 0507",
            Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"),
        ),
        (
            "RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 12345",
            Addressee("SECSTATE WASHDC", "RUEHC", "NIACT IMMEDIATE", "12345"),
        ),
        (
            "RUEHC/SECSTATE WASHDC PIORITY 0507",
            Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"),
        ),
        ("RUEHAH/AMEMBASSY ASHGABAT", Addressee("AMEMBASSY ASHGABAT", "RUEHAH")),
        ("AMEMBASSY BONN", Addressee("AMEMBASSY BONN")),
        ("SECSTATE WASHDC PRIORITY 1185", Addressee("SECSTATE WASHDC", None, "PRIORITY", "1185")),
        (
            "RUEKJCS/JOINT STAFF WASHINGTON DC//J5//",
            Addressee("JOINT STAFF WASHINGTON DC//J5//", "RUEKJCS"),
        ),
        ("RHMFISS/HQ USAF 12", Addressee("HQ USAF 12", "RHMFISS")),
        (
            "RUEHZL/EUROPEAN POLITICAL COLLECTIVE",
            Addressee("EUROPEAN POLITICAL COLLECTIVE", "RUEHZL"),
        ),
        ("ZEN/AMEMBASSY OSLO", Addressee("AMEMBASSY OSLO", "ZEN")),
        ("RUEHC/SECSTATE  WASHDC   0507", Addressee("SECSTATE WASHDC", "RUEHC", None, "0507")),
    ],
)
def test_addressee(text: str, want: Addressee) -> None:
    assert addressee(text) == want


LISTS = [
    pytest.param(
        ["TO RUEHC/SECSTATE WASHDC 0507", "RUEHAB/AMEMBASSY OSLO"],
        {"TO": ["SECSTATE WASHDC", "AMEMBASSY OSLO"]},
        id="further lines without label continue the list",
    ),
    pytest.param(
        ["TO AMEMBASSY OSLO", "INFO AMEMBASSY BONN", "AMEMBASSY RIGA"],
        {"TO": ["AMEMBASSY OSLO"], "INFO": ["AMEMBASSY BONN", "AMEMBASSY RIGA"]},
        id="no routing indicators",
    ),
    pytest.param(
        ["INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE", "XMT/AMEMBASSY SOFIA", "AMEMBASSY RIGA"],
        {"INFO": ["EUROPEAN POLITICAL COLLECTIVE"], "XMT": ["AMEMBASSY SOFIA", "AMEMBASSY RIGA"]},
        id="XMT lists those left out and goes on over lines",
    ),
    pytest.param(
        ["INFO AMEMBASSY SOFIA", "AMEMBASSY XMTOWN"],
        {"INFO": ["AMEMBASSY SOFIA", "AMEMBASSY XMTOWN"]},
        id="XMT counts at line start alone",
    ),
    pytest.param(
        ["TO RUCNXX/LEAGUE OF HARBORS AND", "COASTS COLLECTIVE"],
        {"TO": ["LEAGUE OF HARBORS AND COASTS COLLECTIVE"]},
        id="a name that wrapped after AND",
    ),
    pytest.param(
        ["TO RUCNXX/LEAGUE OF HARBORS", "COLLECTIVE"],
        {"TO": ["LEAGUE OF HARBORS COLLECTIVE"]},
        id="the word COLLECTIVE on a line of its own",
    ),
    pytest.param(["TO PAGE 02        STATE   015113  182333Z", "AMEMBASSY OSLO"], {"TO": ["AMEMBASSY OSLO"]}, id="glued page head"),
    pytest.param(
        ["TO AMEMBASSY OSLO", "PAGE 02 STATE 015113 182333Z", "AMEMBASSY RIGA"],
        {"TO": ["AMEMBASSY OSLO", "AMEMBASSY RIGA"]},
        id="page head between two",
    ),
    pytest.param(["TO AMEMBASSY OSLO", "", "AMEMBASSY RIGA"], {"TO": ["AMEMBASSY OSLO", "AMEMBASSY RIGA"]}, id="blank line in the list"),
    pytest.param(["TO AMEMBASSY OSLO", "BT"], {"TO": ["AMEMBASSY OSLO"]}, id="BT ends the heading, it is nobody"),
    pytest.param(["FM AMEMBASSY OSLO"], {}, id="no TO"),
]  # fmt: skip


@pytest.mark.rule(8)
@pytest.mark.parametrize(("lines", "want"), LISTS)
def test_address_lists(lines: list[str], want: dict[str, list[str]]) -> None:
    found = read_header(lines)
    lists = {"TO": found.to, "INFO": found.info, "XMT": found.exempt}
    assert {
        label: [one.name for one in entries] for label, entries in lists.items() if entries
    } == want


def test_number_on_the_next_line_belongs_to_the_name_above() -> None:
    found = read_header(["TO RUEHC/SECSTATE WASHDC", "PRIORITY 0507"])
    assert found.to == (Addressee("SECSTATE WASHDC", "RUEHC", "PRIORITY", "0507"),)


def test_office_copies_above_the_date_are_no_addressees() -> None:
    top = "PAGE 01        OSLO  02906  011337Z\nACTION AF-00\nINFO  LOG-00  AID-00  /002W\n"
    found = cable(top + HEADER)
    assert [entry.name for entry in found.info] == ["AMEMBASSY COPENHAGEN"]


def test_three_hundred_addressees() -> None:
    more = "".join(f"RUEHAA/AMEMBASSY PLACE {n:04}\n" for n in range(300))
    found = cable(HEADER.replace("UNCLAS", more + "UNCLAS"))
    assert len(found.info) == 301
    assert (found.subject, found.tags) == ("A FIRST CABLE", ("SCUL", "KPAO", "IC"))


@pytest.mark.rule(7)
def test_format_lines() -> None:
    sent = read_header(HEADER.splitlines()).transmission
    assert sent
    assert (sent.id, sent.precedence, sent.routing) == ("VZCZCXYZ0001", "RR", ("RUEHC",))
    assert (sent.station, sent.serial, sent.section, sent.day_of_year) == (
        "RUEHRK",
        "0042",
        "01",
        72,
    )
    assert (sent.time, sent.security, sent.dtg) == ("1015", "ZNR UUUUU ZZH", "121015Z MAR 08")


def test_called_stations_wrap() -> None:
    sent = read_header(
        ["PP RUEHAG RUEHAST", "RUEHDA RUEHDBU", "DE RUEHNT #0208 0550827"]
    ).transmission
    assert sent
    assert sent.routing == ("RUEHAG", "RUEHAST", "RUEHDA", "RUEHDBU")


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    ("line", "level", "post", "number"),
    [
        ("UNCLAS TASHKENT 000208", "UNCLASSIFIED", "TASHKENT", "000208"),
        ("UNCLASSIFIED TASHKENT 000208", "UNCLASSIFIED", "TASHKENT", "000208"),
        ("U N C L A S SECTION 01 OF 02 OSLO 000001", "UNCLASSIFIED", "OSLO", "000001"),
        ("C O N F I D E N T I A L ANKARA 001594", "CONFIDENTIAL", "ANKARA", "001594"),
        (
            "S E C R E T SECTION 01 OF 02 RIO DE JANEIRO 001238",
            "SECRET",
            "RIO DE JANEIRO",
            "001238",
        ),
        ("S E C R E T OSLO 000012 NOFORN", "SECRET//NOFORN", "OSLO", "000012"),
        ("S E C R E T//NOFORN OSLO 000012", "SECRET//NOFORN", "OSLO", "000012"),
        ("S E C R E T //NOFORN OSLO 000012", "SECRET//NOFORN", "OSLO", "000012"),
        ("UNCLAS E F T O OSLO 000012", "UNCLASSIFIED", "OSLO", "000012"),
        ("UNCLAS SENSITIVE OSLO 000012", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "OSLO", "000012"),
        (
            "UNCLAS OSLO 000012 SIPDIS SENSITIVE",
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
            "OSLO",
            "000012",
        ),
        ("LIMITED OFFICIAL USE STATE 133602", "LIMITED OFFICIAL USE", "STATE", "133602"),
        ("LIMOFFUSE OSLO 12", "LIMITED OFFICIAL USE", "OSLO", "12"),
        ("T O P S E C R E T OSLO 000012", "TOP SECRET", "OSLO", "000012"),
        ("UNCLAS ST. GEORGE'S 000012", "UNCLASSIFIED", "ST. GEORGE'S", "000012"),
        ("CONFIDENTIAL SECTION 1 OF 2 N'DJAMENA 1234", "CONFIDENTIAL", "N'DJAMENA", "1234"),
    ],
)
def test_classification_line(line: str, level: str, post: str, number: str) -> None:
    found = classification_line(line)
    assert found
    assert classification(found, tuple(captions(line))) == level
    assert (found["post"], found["number"]) == (post, number)
    assert (sections(found) is not None) is ("SECTION" in line)


@pytest.mark.parametrize(
    "line",
    [
        "UNCLASSIFIED papers were shown",
        "SECRETARY RICE 000012 said",
        "CONFIDENTIALITY OSLO 12",
        "SECRET OSLO 000012 AND MORE",
        "UNCLAS " + "A " * 200 + "12",
    ],
)
def test_prose_is_no_classification_line(line: str) -> None:
    assert classification_line(line) is None


def test_a_level_that_disagrees_is_kept_and_reported() -> None:
    page = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n2008-03-12 10:15:00\nSECRET\nX\n"
    found = cable(page + HEADER)
    assert found.classification == "SECRET"
    assert "classification-mismatch" in found.warnings


def test_a_note_above_a_telegram_is_left_out_and_told() -> None:
    """Archivists write on top of what they file; the date below it still counts."""
    parsed = read(f"Found in box 3, folder 2.\n\n{HEADER}\n1. (U) Text.\n")
    assert parsed.cable is not None
    assert parsed.cable.identifier == "08REYKJAVIK42"
    assert [(one.code, one.line) for one in parsed.diagnostics] == [("foreword", 1)]
    assert not parsed.cable.header.startswith("Found")

"""`sitegen check`'s page and `sitegen parse --outline`: what a publisher reads in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from sitegen.cli.outline import outline
from sitegen.cli.report import formatted, report_page, told_as_json
from sitegen.diagnostics import diagnostic
from sitegen.reading import Reading
from sitegen.records import (
    Addressee,
    Bullet,
    Cable,
    Diagnostic,
    Origin,
    Paragraph,
    Provenance,
    Reference,
    Transmission,
)

NOTHING = Reading(
    cables=0, records=0, withheld=0, excluded=0, duplicates=0, merged=0,
    formats={}, quality=None, measured=0, unreadable=0, below=0, least_understood=(), diagnostics=(),
)  # fmt: skip

CABLE = Cable(
    identifier="09EXAMPLE1",
    date=datetime(2009, 2, 24, tzinfo=UTC),
    origin=Origin("EXAMPLE", "Embassy Example"),
    source=Provenance("telegram", "a.txt", 1, "0" * 64),
    title="A Specimen",
    aliases=("09EXAMPLEPOST1",),
    to=(Addressee("SECSTATE WASHDC", routing="RUEHC", number="0507"),),
    references=(Reference("STATE 138377", bullet="A", id="08STATE138377", remark="NOTAL"),),
    transmission=Transmission(routing=("RUEHDBU", "RUEHAG")),
    attributes={"Concepts": "TRADE"},
    body=(
        Paragraph("SUMMARY. All is a specimen. END SUMMARY.", 1),
        Paragraph("COMMENT: So is this.", 2),
        Bullet("an item"),
    ),
)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("  aliases         09EXAMPLEPOST1", id="other identifiers"),
        pytest.param("SECSTATE WASHDC 0507 [RUEHC]", id="the routing of an addressee"),
        pytest.param("called          RUEHDBU RUEHAG", id="the stations called"),
        pytest.param("A. STATE 138377 (NOTAL) → 08STATE138377", id="the remark of a reference"),
        pytest.param("spans           summary in paragraph 1", id="where the summary stands"),
        pytest.param("attributes      Concepts: TRADE", id="what else an archive says"),
    ],
)
def test_an_outline_shows(line: str) -> None:
    assert line in outline(CABLE)


@pytest.mark.parametrize(
    ("hour", "dtg", "want"),
    [
        pytest.param(0, None, "1975-06-07\n", id="a day alone"),
        pytest.param(0, "070000Z JUN 75", "1975-06-07 00:00 UTC\n", id="midnight"),
        pytest.param(8, None, "1975-06-07 08:00 UTC\n", id="an hour"),
        pytest.param(0, "071432Z MAV 75", "1975-06-07\n", id="a damaged date-time group"),
    ],
)
def test_no_hour_is_made_up(hour: int, dtg: str | None, want: str) -> None:
    date = datetime(1975, 6, 7, hour, tzinfo=UTC)
    cable = msgspec.structs.replace(CABLE, date=date, transmission=Transmission(dtg=dtg))
    assert f"  date            {want}" in outline(cable)


def _hinted(path: str, hint: str) -> Diagnostic:
    return msgspec.structs.replace(diagnostic("bad-json", path, 1), hint=hint)


def test_a_hint_stands_below_the_places_it_fits() -> None:
    faults = (_hinted("a", "add `date`"), _hinted("b", "write text"), _hinted("c", "add `date`"))
    lines = report_page(_reading(diagnostics=faults)).splitlines()
    said = [line.strip() for line in lines if "→" in line or line.startswith("    " * 2)]
    assert said == ["a:1", "c:1", "→ add `date`", "b:1", "→ write text"]


def test_hints_of_a_code_do_not_fill_the_page() -> None:
    faults = tuple(_hinted(f"{n}", f"hint {n}") for n in range(9))
    page = report_page(_reading(diagnostics=faults))
    assert page.count("→") == 3
    assert "… and 6 more, with other hints" in page


def test_formats_add_up_to_the_records() -> None:
    page = report_page(_reading(records=6, cables=3, excluded=1, formats={"frus": 3}))
    assert "6 records read (3 frus, 1 left out, 2 of no known format)" in page


def _reading(**fields: object) -> Reading:
    return msgspec.structs.replace(NOTHING, **fields)


@pytest.mark.parametrize(
    ("counts", "want"),
    [
        pytest.param((5, 5, 0), "99.0 % of the characters understood", id="all"),
        pytest.param(
            (6, 5, 1),
            "99.0 % of the characters understood in 5 records (1 could not be read)",
            id="one that could not be read",
        ),
        pytest.param(
            (8, 5, 1),
            "99.0 % of the characters understood in 5 records "
            "(1 could not be read; 2 are Markdown or JSON, which is taken as it is written)",
            id="some of our own formats",
        ),
    ],
)
def test_the_share_says_what_it_counts(counts: tuple[int, int, int], want: str) -> None:
    records, measured, unreadable = counts
    page = report_page(
        _reading(records=records, measured=measured, unreadable=unreadable, quality=0.99)
    )
    assert want in page.splitlines()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_report_in_pieces_is_the_report(number: int) -> None:
    """Whatever signs a message has: in JSON these three stand as they are."""
    told = [diagnostic("no-date", "a.txt", line, "x\u2028y\u2029z\x85") for line in range(number)]
    whole = msgspec.structs.replace(NOTHING, diagnostics=tuple(told))
    assert "".join(told_as_json(NOTHING, told)) == formatted(whole)

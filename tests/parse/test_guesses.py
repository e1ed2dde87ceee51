# ruff: noqa: E501 (a case of a table reads best on one line)
"""What of a record is a guess, or missing, is said where it stands: in the record and on its page."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen.convert import from_markdown, to_markdown
from sitegen.plan.cable import dated
from sitegen.plan.sections import missing_of

TEXT = "\n1. (U) SPECIMEN text.\n"
PAGE = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n{}\nUNCLASSIFIED\nEmbassy Reykjavik\n"
DTG = "R 121015Z MAR 08"

FROM = [
    (DTG, "2008-03-12 10:15", "", "", "a whole group"),
    ("R 121015Z FEG 08", "2008-03-12 10:15", "damaged date-time group", "read from a damaged date-time group; the date-time group says 121015Z FEG 08", "a month is mended"),
    ("R 121015Z MAV 08", "2008-03-12 10:15", "metadata", "the day of the archive’s record; the date-time group says 121015Z MAV 08", "the archive's day"),
    ("R 121015Z MAV 08", "-", "DE line", "the day and hour of the DE line; the date-time group says 121015Z MAV 08", "the DE line's day"),
    ("", "-", "DE line", "the day and hour of the DE line; there is no date-time group", "no group at all"),
    ("R 121015Z MAR", "2008-03-12 10:15", "year of the identifier", "the year is the identifier’s; the date-time group says 121015Z MAR", "the year is lost"),
    ("", "2008-03-12 10:15", "", "", "an archive's date, and nothing against it"),
]  # fmt: skip


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "created", "source", "words"), [pytest.param(*case, id=why) for *case, why in FROM]
)
def test_where_a_date_that_is_a_guess_is_from(
    line: str, created: str, source: str, words: str
) -> None:
    telegram = HEADER.replace(f"{DTG}\n", f"{line}\n" if line else "")
    found = cable(PAGE.format(created) + telegram + TEXT)
    assert (found.date_from, dated(found)) == (source, words)
    again = from_markdown(to_markdown(found), "a.md").cable
    assert again is not None
    assert dated(again) == words


SECTIONS = [
    ("UNCLAS SECTION 02 OF 03", "sections 1, 3 of 3", "one of three"),
    ("UNCLAS SECTION 02 OF 02", "section 1 of 2", "one of two"),
    ("UNCLAS", "", "no section"),
]  # fmt: skip


@pytest.mark.rule(5)
@pytest.mark.parametrize(("line", "want"), [pytest.param(a, b, id=why) for a, b, why in SECTIONS])
def test_sections_that_are_missing(line: str, want: str) -> None:
    found = cable(HEADER.replace("UNCLAS", line) + TEXT)
    assert missing_of(found) == want

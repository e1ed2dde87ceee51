# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 24: where a post's own pages are is a footer, above the signature or below it."""

from __future__ import annotations

import pytest
from sources import HEADER, source, telegram
from test_body_rules import shape

from sitegen.parse import explain

URL = "http://www.state.sgov.gov/p/eur/reykjavik"
STARS = "********************************************* *******"

NOTES = [
    pytest.param(f"Visit Embassy Reykjavik's Classified Website:\n{URL}", id="address on its own line"),
    pytest.param(f"Visit Reykjavik's Classified Web Site at {URL}/", id="on one line"),
    pytest.param(f"Visit Embassy Reykjavik's\nClassified Website:\n{URL}", id="wrapped before the word"),
    pytest.param(f"Please visit our classified web page at:\n{URL}/index.c fm", id="please; a blank in the address"),
    pytest.param(f"Visit Reykjavik's Classified Website:\n\n{URL}", id="address below a blank line"),
    pytest.param(f"{STARS}\nVisit Reykjavik's Classified Website:\n{URL}\n{STARS}", id="between stars"),
    pytest.param(f"{STARS}\nVisit Reykjavik's Classified Website:\n{URL}\n\nYou can also access this site through the State Department's\nClassified SIPRNET website.\n{STARS}", id="with a second way"),
    pytest.param(f"For more reporting from Embassy Reykjavik, visit:\n{URL}/?cable s\n\nVisit Reykjavik's Classified Website:\n\n{URL}/?cable s", id="two notes"),
    pytest.param("Visit Iceland's Economy Forum at:\nhttp://www.intelink.gov/communities/state/boats", id="Intelink"),
    pytest.param(f"(This cable can be found on Reykjavik's SIPRNET site: {URL})", id="in parentheses"),
]  # fmt: skip

PLACES = [
    pytest.param("1. (U) A boat.\n\n{note}\n\nROE", id="above the signature"),
    pytest.param("1. (U) A boat.\n\n{note}\nROE", id="right above it"),
    pytest.param("1. (U) A boat.\nROE\n\n{note}", id="below it"),
    pytest.param("1. (U) A boat.\nROE\n=====CABLE ENDS=====\n{note}\n\nNNNN", id="below the end"),
]  # fmt: skip

TEXTS = [
    pytest.param("For more information visit http://example.org/boats", id="the open net"),
    pytest.param("Visit our classified website soon.", id="no address"),
    pytest.param(f"2. (U) Visit our classified site at {URL} for it.", id="a paragraph"),
    pytest.param(f"He said that our classified site at {URL} is good.", id="a sentence"),
]  # fmt: skip


@pytest.mark.rule(24)
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("place", PLACES)
def test_a_note_is_no_text(place: str, note: str) -> None:
    found = telegram(place.format(note=note))
    assert (shape(found), found.signed_by) == (["1 U A boat."], ("ROE",))
    roles = {
        taken.text: taken.role for taken in explain(source(f"{HEADER}\n{place}".format(note=note)))
    }
    assert {roles[line] for line in note.split("\n") if line} == {"footer"}


@pytest.mark.rule(24)
@pytest.mark.parametrize("text", TEXTS)
def test_other_addresses_are_text(text: str) -> None:
    found = telegram(f"1. (U) A boat.\n\n{text}\n\nROE")
    assert text.split()[-1] in shape(found)[-1]


def test_text_below_a_note_keeps_it() -> None:
    found = telegram(
        f"1. (U) A.\n\nVisit our classified website:\n{URL}\n\n2. (U) B goes on.\n\nROE"
    )
    assert URL in shape(found)[1]

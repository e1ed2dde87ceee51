"""A line that stands where a field is, and does not look like one, counts as unsure: the measure of what was
understood must not be full while a field is misfiled."""

from __future__ import annotations

import pytest
from sources import HEADER, read

CASES = [
    ("DEPT FOR EUR/NB\n", True, "passing"),
    ("EUR/NE, EB/TPP\n", True, "offices alone"),
    ("NSC FOR ROE\nAND DOE\n", True, "a wrapped one"),
    ("THE QUICK BROWN FOX\n", False, "no instruction"),
    ("THE HERRING\n\nDEPT FOR EUR/NB\n", False, "one line of two"),
]  # fmt: skip


@pytest.mark.rule(11)
@pytest.mark.parametrize(("line", "is_sure"), [pytest.param(a, b, id=why) for a, b, why in CASES])
def test_passing_instructions(line: str, is_sure: bool) -> None:
    text = HEADER.replace("E.O. 12958", f"{line}\nE.O. 12958")
    quality = read(f"{text}\n1. (U) SPECIMEN text.\n\nROE\n").quality
    assert quality is not None
    assert (quality == 1.0) is is_sure


@pytest.mark.rule(12)
@pytest.mark.parametrize(
    ("value", "is_sure"),
    [
        pytest.param("N/A", True, id="one line"),
        pytest.param("DECL:\n02/24/2019", True, id="the date below"),
        pytest.param("DECL: UPON CLOSURE OF\nTHE HARBOUR", True, id="an event"),
        pytest.param("DECL: 02/24/2019\nREASONS: 1.4 (B)", True, id="reasons"),
        pytest.param("N/A\nTHE QUICK BROWN FOX", False, id="something else"),
    ],
)
def test_executive_order(value: str, is_sure: bool) -> None:
    text = HEADER.replace("12958: N/A", f"12958: {value}")
    quality = read(f"{text}\n1. (U) SPECIMEN text.\n\nROE\n").quality
    assert quality is not None
    assert (quality == 1.0) is is_sure

"""Cables as JSON: what was written is read back; what cannot be read is told in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hostile_cables import SEED, cables
from hypothesis import HealthCheck, given, settings

from sitegen.convert import from_json
from sitegen.load import read
from sitegen.records import Cable, Diagnostic, Source

SMALL = '{"identifier": "08OSLO1", "date": "2008-01-02", "origin": {"code": "OSLO", "name": "Embassy Oslo"}'


def written(cable: Cable) -> str:
    return msgspec.json.encode(cable).decode()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cables())
def test_cable_is_read_back(cable: Cable) -> None:
    body = tuple(block for block in cable.body if not hasattr(block, "text") or block.text.strip())
    parsed = from_json(written(cable), "x.jsonl")
    assert parsed.diagnostics == ()
    assert parsed.cable == msgspec.structs.replace(cable, body=body)


def test_the_seed_is_read_back_with_its_header() -> None:
    cable = msgspec.structs.replace(SEED, header="VZCZCXRO4705\nRR RUEHDBU")
    assert from_json(written(cable), "x.jsonl").cable == cable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(SMALL, "it is no JSON", id="cut off"),
        pytest.param(SMALL, "cut off", id="cut off, in our words"),
        pytest.param(SMALL + ', "x": 1 "y": 2}', "a comma or `}` is missing", id="no comma"),
        pytest.param(SMALL + "} {}", "one object to a line", id="two objects"),
        pytest.param(SMALL + ', x: 1}', "not in double quotes", id="a key without quotes"),
        pytest.param(SMALL + ', "a": 1e999}', "too large", id="a number too large"),
        pytest.param(SMALL.replace('"2008-01-02"', "5") + "}", "`date`: expected a date", id="a number for a date"),
        pytest.param(SMALL + ', "references": [{"raw": "x", "kind": "ode"}]}', "'ode' is no value", id="no such kind"),
        pytest.param("[1]", "no object", id="a list"),
        pytest.param(SMALL + ', "tags": "PGOV"}', "`tags`: expected a list", id="text for a list"),
        pytest.param(SMALL + ', "to": [{"name": 1}]}', "expected text, found a whole number", id="number for text"),
        pytest.param(SMALL + ', "body": [{"type": "sonnet", "text": "x"}]}', "body", id="no such block"),
        pytest.param('{"identifier": "08OSLO1", "date": "2008-01-02"}', "`origin` is missing", id="no origin"),
        pytest.param(SMALL.replace("2008-01-02", "soon") + "}", "`date`", id="no date"),
        pytest.param(SMALL + ', "extra": 3}', "`extra`", id="extra is no mapping"),
        pytest.param('{"identifier": ' + "[" * 100_000, "levels", id="100,000 brackets"),
        pytest.param(SMALL + ', "x": "\\ud800"}', "it is no JSON", id="half a character"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    parsed = from_json(text, "x.jsonl", 7)
    assert parsed.cable is None
    (told,) = parsed.diagnostics
    assert (told.code, told.line) == ("bad-json", 7)
    assert words in told.message


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = '{"identifier": 5, "date": "soon", "origin": {"code": "OSLO"}, "tags": "PREL", "to": [{"name": 3}]}'
    (told,) = from_json(text, "x.jsonl", 7).diagnostics
    for words in ("`identifier`", "`date`", "`origin.name`", "`tags`", "`to[0].name`"):
        assert words in told.message
    assert "put it in quotes" in told.hint
    assert "2009-02-24T08:27:00Z" in told.hint


def test_unknown_keys_are_kept_as_front_matter_can_hold_them() -> None:
    found = from_json(SMALL + ', "spans": [], "weight": 1.5, "extra": {"by": [true, null]}}', "x")
    assert found.cable is not None
    assert found.cable.extra == {"weight": "1.5", "by": [True, None]}
    assert found.cable.source.format == "jsonl"


ONE, TWO = SMALL + "}", SMALL.replace("OSLO1", "OSLO2") + "}"
FILES = [
    pytest.param(f"{ONE}\n{TWO}\n", [1, 2], id="one to a line"),
    pytest.param(f"{ONE}\n\n{TWO}", [1, 3], id="blank line between, no line end"),
    pytest.param(f"{ONE}\r\n{TWO}\r\n", [1, 2], id="CRLF"),
    pytest.param(f"{ONE}\n{SMALL}\n{TWO}\n", [1, 2, 3], id="one cut off"),
    pytest.param(f"{ONE}\nnot JSON\n{TWO}\n", [1, 2, 3], id="a line of something else"),
    pytest.param(json.dumps(json.loads(ONE), indent=2), [1], id="indented"),
    pytest.param(json.dumps(json.loads(ONE), indent=2) + "\n" + TWO, [1, 9], id="indented, then a line"),
    pytest.param("\ufeff" + ONE, [1], id="byte order mark"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), FILES)
def test_records_of_a_file(text: str, lines: list[int], tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(text.encode())
    found = list(read(tmp_path, "a"))
    assert [one.line for one in found] == lines
    for one in found:
        assert isinstance(one, Source)
        assert one.format == "jsonl"
        assert text.encode()[one.offset :].startswith(one.raw)


def test_other_json_is_no_cable(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"name": "package"}')
    (told,) = read(tmp_path, "a")
    assert isinstance(told, Diagnostic)
    assert told.code == "not-a-cable"

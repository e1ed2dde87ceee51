"""A large file of many records that has changed: what is as it was is not parsed again, and the site is that of a
clean build."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import Site, differing, row, telegram, tree

from sitegen import reading, work
from sitegen.catalog import Row
from sitegen.records import Diagnostic, Source

ROWS = tuple(
    row(f"08DAKAR{n}", number=n, text=f"1. Row {n}. Date of birth: 3 May 1950.")
    for n in range(1, 7)
)
BAD = '"3","3/12/2008 10:15","08DAKAR3","too few"\n'  # fmt: skip
LONGER = row("08DAKAR3", number=3, text="1. Row 3, told at greater length.")
TALLER = row("08DAKAR3", number=3, text="1. Row 3.\n\n2. And a paragraph more.")
OTHER = row("08DAKAR9", number=3, text="1. Another cable in its place.")
BLANKS = row("08DAKAR3", number=3, text="1. Row 3.\n\n\n")


def with_third(text: str) -> str:
    return "".join((*ROWS[:2], text, *ROWS[3:]))


# What is made of the file, and how many sources of it are parsed.
EDITS: tuple[tuple[str, str | bytes, int], ...] = (
    ("only touched", "".join(ROWS), 0),
    ("a row of as many lines, but longer: the offsets of others move", with_third(LONGER), 1),
    ("a row of more lines: the lines of those below are others", with_third(TALLER), 4),
    ("another cable in its place", with_third(OTHER), 1),
    ("a row that is none any more", with_third(BAD), 4),
    ("a row more at the end", "".join(ROWS) + row("08DAKAR7", number=7), 1),
    ("the last row less", "".join(ROWS[:-1]), 0),
    ("the first row less", "".join(ROWS[1:]), 5),
    ("two rows of as many lines in each other's place", "".join((ROWS[1], ROWS[0], *ROWS[2:])), 2),
    ("a copy of a cable that is there", with_third(ROWS[0]), 1),
    ("packed", gzip.compress("".join(ROWS).encode(), mtime=0), 0),
    ("a telegram now", telegram(5), 1),
    ("nothing a cable could be", "\n", 1),
)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is parsed from here on; every file counts as a large one."""
    seen: list[str] = []
    real: Callable[[Source | Diagnostic], Row] = work.parse_one

    def noted(source: Source | Diagnostic) -> Row:
        seen.append(source.path)
        return real(source)

    monkeypatch.setattr(reading, "STREAM_FROM", 1)
    monkeypatch.setattr(work, "parse_one", noted)
    return seen


@pytest.mark.parametrize(("reason", "after", "count"), EDITS, ids=[edit[0] for edit in EDITS])
def test_rows_that_are_as_they_were_are_not_parsed_again(
    tmp_path: Path, parsed: list[str], reason: str, after: str | bytes, count: int
) -> None:
    site = Site(tmp_path / "site", {"dump.csv": "".join(ROWS)})
    site.build(jobs=1)
    site.put("dump.csv", after)
    parsed.clear()
    built = site.build(jobs=1)
    assert len(parsed) == count, reason
    clean = tmp_path / "clean" / "output"
    anew = site.build(jobs=1, output=clean)
    assert differing(site.tree(), tree(clean)) == set(), reason
    assert (built.diagnostics, built.records) == (anew.diagnostics, anew.records), reason


def test_a_dump_with_a_bad_row_that_is_mended(tmp_path: Path, parsed: list[str]) -> None:
    """What was told of the row is told no more, and what is told of the others is told once."""
    site = Site(tmp_path / "site", {"dump.csv": with_third(BAD + "\n" * BLANKS.count("\n"))})
    before = site.build(jobs=1)
    assert "bad-row" in {one.code for one in before.diagnostics}
    site.put("dump.csv", "".join(ROWS))
    after = site.build(jobs=1)
    assert after.diagnostics == site.build(jobs=1, output=tmp_path / "clean" / "output").diagnostics
    assert "bad-row" not in {one.code for one in after.diagnostics}

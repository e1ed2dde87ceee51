"""A file of many records that is read again: which of them are as they were, and need not be parsed anew.

Records stand in a file in the order of their lines. One is as it was if it begins on the same line with the same
bytes; the line is in its front matter, so that what moved to another is another. Where only the bytes before it have
grown, its offset alone is put right.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

import msgspec

from sitegen.catalog.reading import forget_records
from sitegen.load import BEGINS
from sitegen.records import Diagnostic, Source


class Before(NamedTuple):
    """A record as it was read last; `until` is the line on which the next one began, None after the last."""

    key: int
    line: int
    offset: int
    sha256: str
    until: int | None


class Difference(msgspec.Struct):
    """What became of the records of before."""

    gone: list[Before] = []
    moved: list[tuple[int, int, int]] = []  # first line, last line, bytes

    def keep(self, record: Before, offset: int) -> None:
        """Note that a record is there; what moved by the same number of bytes is one entry."""
        by = offset - record.offset
        if self.moved and self.moved[-1][2] == by:
            self.moved[-1] = (self.moved[-1][0], record.line, by)
        else:
            self.moved.append((record.line, record.line, by))


def has_rows(db: sqlite3.Connection, path: str) -> bool:
    """Whether a file was one whose records are read each for itself. A document of a volume is not: what stands
    before it in the file counts."""
    formats = {form for (form,) in db.execute("SELECT format FROM record WHERE path = ?", (path,))}
    return bool(formats) and formats <= {*BEGINS, ""}


def only_new(
    db: sqlite3.Connection,
    path: str,
    sources: Iterable[Source | Diagnostic],
    kept: Callable[[int], None],
) -> Iterator[Source | Diagnostic]:
    """The sources of a file that are not as they were read last. At their end the records that are no more are
    forgotten. `kept` hears the bytes of each that is as it was."""
    found, last = Difference(), _last(db)
    yield from compared(_before(db, path, last), sources, found, kept)
    forget_records(db, path, [(one.key, one.line, one.until) for one in found.gone], last)
    for first, to, by in found.moved:
        if by:
            db.execute(
                "UPDATE record SET offset = offset + ? WHERE path = ? AND line BETWEEN ? AND ? AND rowid <= ?",
                (by, path, first, to, last[0]),
            )


def compared(
    before: Iterator[Before],
    sources: Iterable[Source | Diagnostic],
    found: Difference,
    kept: Callable[[int], None],
) -> Iterator[Source | Diagnostic]:
    """The sources that were not there before, and in `found` what became of what was. Both come in the order
    of their lines, and no two begin on one."""
    known = next(before, None)
    for source in sources:
        while known and known.line < source.line:
            found.gone.append(known)
            known = next(before, None)
        if (
            known
            and isinstance(source, Source)
            and (known.line, known.sha256) == (source.line, source.sha256)
        ):
            found.keep(known, source.offset)
            kept(len(source.raw))
            known = next(before, None)
        else:
            yield source
    found.gone += chain([known] if known else [], before)


def _before(db: sqlite3.Connection, path: str, last: tuple[int, int]) -> Iterator[Before]:
    """Not those that are added meanwhile."""
    rows = db.execute(
        "SELECT rowid, line, offset, hex(sha256) FROM record WHERE path = ? AND rowid <= ? ORDER BY line",
        (path, last[0]),
    )
    for row, after in pairwise(chain(rows, [None])):
        if row:
            key, line, offset, digest = row
            yield Before(key, line, offset, digest.lower(), after and after[1])


def _last(db: sqlite3.Connection) -> tuple[int, int]:
    """The last keys of records and of what there is to tell of them."""
    record, told = (
        db.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("record", "told")
    )
    return record, told

"""What there is to tell of the content: the diagnostics of records, and of what records are together.

There may be as many as cables: they are counted and told from where they lie, and a build never has all in memory.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from sitegen.diagnostics import CODES
from sitegen.records import Diagnostic, Severity


class Told(NamedTuple):
    """A diagnostic as the table holds it, without what its code says already."""

    path: str
    line: int
    code: str
    message: str | None
    hint: str | None


def told(found: Iterable[Diagnostic]) -> tuple[Told, ...]:
    """Diagnostics for the table."""
    return tuple(map(_told, found))


def _told(one: Diagnostic) -> Told:
    known = CODES[one.code]
    message = None if one.message == known.meaning else one.message
    return Told(one.path, one.line, one.code, message, None if one.hint == known.hint else one.hint)


def _diagnostic(
    path: str, line: int, code: str, message: str | None, hint: str | None
) -> Diagnostic:
    known = CODES[code]
    return Diagnostic(
        path,
        line,
        code,
        known.severity,
        known.meaning if message is None else message,
        known.hint if hint is None else hint,
    )


def add_told(db: sqlite3.Connection, found: Iterable[Told], family: str | None = None) -> None:
    """Diagnostics of records as they were read; or of what those of a family are, by its first identifier."""
    db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", ((*one, family) for one in found))


def forget_told(
    db: sqlite3.Connection,
    path: str,
    lines: tuple[int, int | None] = (0, None),
    last: int | None = None,
) -> None:
    """The records of a file are no more, or that on some lines of it; what came after the key `last` is of others."""
    first, until = lines
    db.execute(
        "DELETE FROM told WHERE path = ?1 AND family IS NULL AND line >= ?2 AND (?3 IS NULL OR line < ?3)"
        " AND (?4 IS NULL OR rowid <= ?4)",
        (path, first, until, last),
    )


def count_told(db: sqlite3.Connection) -> Counter[str]:
    """How many diagnostics there are, by code."""
    return Counter(dict(db.execute("SELECT code, count(*) FROM told GROUP BY code")))


_COLUMNS = "SELECT path, line, code, message, hint FROM told"


def diagnostics(db: sqlite3.Connection) -> Iterator[Diagnostic]:
    """Everything there is to say about the content, sorted by file and line."""
    rows = db.execute(f"{_COLUMNS} ORDER BY path, line")
    for _, same in groupby(rows, itemgetter(0, 1)):
        yield from sorted(_diagnostic(*row) for row in same)


def first_told(db: sqlite3.Connection, severity: Severity, most: int) -> list[Diagnostic]:
    """The first diagnostics of a severity, by file and line."""
    codes = [code for code, known in CODES.items() if known.severity == severity]
    rows = db.execute(
        f"{_COLUMNS} WHERE code IN (SELECT value FROM json_each(?)) ORDER BY path, line LIMIT ?",  # noqa: S608
        (msgspec.json.encode(codes).decode(), most),
    )
    return sorted(_diagnostic(*row) for row in rows)

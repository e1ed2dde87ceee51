"""What was read: files with their times, and the records they gave."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sitegen.load import Found


class Row(NamedTuple):
    """One source as parsed: what the `record` table holds."""

    path: str
    line: int
    format: str
    sha256: str
    offset: int
    size: int
    identifier: str | None
    cable: bytes | None
    diagnostics: bytes
    quality: float | None = None  # share of its characters that was understood


# A file changed within this time of being read may change again without its time showing it.
RACY_NS = 2_000_000_000


def unread(db: sqlite3.Connection, found: Iterable[Found]) -> tuple[list[Found], list[str]]:
    """(files new or changed since they were read, paths that are gone). Trusts size and time, but no
    time too near to the moment of reading."""
    known = {row[0]: row[1:] for row in db.execute("SELECT path, size, mtime, read FROM file")}
    # What could not be read is no file remembered, but has a record that says so.
    known |= dict.fromkeys(_unreadable(db), (None, None, 0))
    changed = []
    for file in found:
        before = known.pop(file.path, None)
        if (
            before is None
            or before[:2] != (file.size, file.mtime)
            or file.mtime > before[2] - RACY_NS
        ):
            changed.append(file)
    return changed, sorted(known)


def _unreadable(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT DISTINCT path FROM record WHERE path NOT IN (SELECT path FROM file)")
    return [path for (path,) in rows]


def forget(db: sqlite3.Connection, path: str) -> None:
    """Take back what a file gave, before it is read again or because it is gone."""
    db.execute(
        "INSERT OR IGNORE INTO changed SELECT identifier FROM record WHERE path = ? AND identifier NOT NULL",
        (path,),
    )
    db.execute("DELETE FROM record WHERE path = ?", (path,))
    db.execute("DELETE FROM file WHERE path = ?", (path,))


def remember(db: sqlite3.Connection, file: Found, read_ns: int) -> None:
    db.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
        (file.path, file.size, file.mtime, read_ns),
    )


def add_records(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT OR IGNORE INTO changed VALUES (?)",
        [(row.identifier,) for row in rows if row.identifier],
    )

"""When files of the site were made, and why: what `sitegen why` tells.

Most files were made by the build that began this cache, so that only those made since have a row of
their own in `remade`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from sitegen.catalog.made import Made

KEPT = 1000  # builds

# Why a file was made again.
NEW, CHANGED, ALIKE, LOST = range(4)  # ALIKE: what it is made from changed, its bytes did not


class Build(NamedTuple):
    """A build: when it was (UTC, ISO 8601), digests of the theme and of what `sitegen.toml` and the
    hand-written pages put on every page, whether it began this cache, and what it did."""

    number: int
    at: str
    theme: str
    settings: str
    is_first: bool
    written: int
    removed: int


def note_build(
    db: sqlite3.Connection,
    at: str,
    theme: str,
    settings: str,
    changes: tuple[int, int],
    old: Iterable[Made],
) -> None:
    """Keep what a build has made, and why. `old` are the files that its part of the site had. To be
    called before `made.end_made`, which forgets it."""
    last = db.execute("SELECT coalesce(max(number), 0) FROM build").fetchone()[0]
    is_first = db.execute("SELECT 1 FROM page LIMIT 1").fetchone() is None
    if is_first:
        db.execute("DELETE FROM build")
        db.execute("DELETE FROM remade")
    else:
        _note_remade(db, last + 1, old)
    row = (last + 1, at, theme, settings, is_first, *changes)
    db.execute("INSERT INTO build VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    db.execute("DELETE FROM build WHERE number < ? AND NOT is_first", (last + 1 - KEPT,))


def _note_remade(db: sqlite3.Connection, number: int, old: Iterable[Made]) -> None:
    db.executemany(
        "DELETE FROM remade WHERE path = ?1 AND ?1 NOT IN (SELECT path FROM next_page)",
        [(one.path,) for one in old],
    )
    db.execute(
        "INSERT OR REPLACE INTO remade SELECT new.path, ?, CASE WHEN old.path IS NULL THEN ?"
        " WHEN old.fingerprint = x'' THEN ? WHEN old.digest = new.digest THEN ? ELSE ? END"
        " FROM next_page AS new LEFT JOIN page AS old ON old.path = new.path"
        " WHERE old.path IS NULL OR old.fingerprint != new.fingerprint",
        (number, NEW, LOST, ALIKE, CHANGED),
    )


def last_build(db: sqlite3.Connection) -> Build | None:
    row = db.execute("SELECT * FROM build ORDER BY number DESC LIMIT 1").fetchone()
    return Build(*row) if row else None


def remade(db: sqlite3.Connection, path: str) -> tuple[Build | None, Build | None, int]:
    """The build that made a file last, the one before that, and why. None for what is long ago."""
    row = db.execute("SELECT build, reason FROM remade WHERE path = ?", (path,)).fetchone()
    if row is None:
        first = db.execute("SELECT * FROM build WHERE is_first").fetchone()
        return (Build(*first) if first else None), None, NEW
    builds = [
        db.execute("SELECT * FROM build WHERE number = ?", (number,)).fetchone()
        for number in (row[0], row[0] - 1)
    ]
    made, before = (Build(*found) if found else None for found in builds)
    return made, before, row[1]


class Place(NamedTuple):
    """Where a record stands in the content folder."""

    path: str
    line: int
    format: str


def sources(db: sqlite3.Connection, name: str) -> list[Place]:
    """The record a cable is read from, then its originals in their order. None twice."""
    rows = db.execute(
        "SELECT path, line, format FROM (SELECT record AS key, 0 AS place FROM cable WHERE id = :name"
        " UNION ALL SELECT original, 1 FROM cable WHERE id = :name"
        " UNION ALL SELECT record, place FROM original WHERE id = :name)"
        " JOIN record ON record.rowid = key ORDER BY place",
        {"name": name},
    )
    return list(dict.fromkeys(Place(*row) for row in rows))


def read_from(db: sqlite3.Connection, path: str, most: int = 10) -> list[str]:
    """The identifiers of the cables that records of a file are of, the first of them."""
    rows = db.execute(
        "SELECT DISTINCT cable.id FROM record"
        " JOIN cable ON cable.id = record.identifier AND record.cable IS NOT NULL"
        " WHERE record.path = ? ORDER BY record.line LIMIT ?",
        (path, most),
    )
    return [name for (name,) in rows]


def places(db: sqlite3.Connection, path: str, name: str) -> list[tuple[str, int]]:
    """(path, line) of the records of a file, and of those that claim an identifier, in order."""
    return db.execute(
        "SELECT path, line FROM record WHERE path = ? UNION"
        " SELECT path, line FROM record WHERE identifier = ? ORDER BY path, line",
        (path, name),
    ).fetchall()


def named_alike(db: sqlite3.Connection, beginning: str, most: int = 5000) -> list[str]:
    """The files of the content folder, and the identifiers of cables, that begin so, the first of them."""
    rows = db.execute(
        "SELECT * FROM (SELECT DISTINCT path FROM record WHERE path >= :from AND path < :to LIMIT :most)"
        " UNION SELECT * FROM (SELECT id FROM cable WHERE id >= :from AND id < :to LIMIT :most)",
        {"from": beginning, "to": f"{beginning}\x7f", "most": most},
    )
    return [name for (name,) in rows]


def near(db: sqlite3.Connection, folder: str, most: int = 5000) -> list[str]:
    """Paths of the site below a folder, the first of them; of the whole site for ''."""
    rows = db.execute(
        "SELECT path FROM page WHERE path >= ? AND path < ? ORDER BY path LIMIT ?",
        (folder, f"{folder}\x7f" if folder else "\x7f", most),
    )
    return [path for (path,) in rows]

"""What was read: files with their times, and the records they gave."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sitegen.catalog.corpus import has_cable
from sitegen.catalog.settling import Settlement, add_settled
from sitegen.catalog.superseded import supersede
from sitegen.load import Found
from sitegen.plan import merging


class Row(NamedTuple):
    """One source as parsed: what the `record` table holds, and which cable it is if it is alone."""

    path: str
    line: int
    format: str
    sha256: bytes
    offset: int
    size: int
    identifier: str | None
    quality: float | None  # share of its characters that was understood
    diagnostics: bytes | None
    cable: bytes | None
    alone: Settlement | None


# A file changed within this time of being read may change again without its time showing it.
RACY_NS = 2_000_000_000


def unread(
    db: sqlite3.Connection, found: Iterable[Found], among: Collection[str] | None = None
) -> tuple[list[Found], list[str]]:
    """(files new or changed since they were read, paths that are gone), of all or only `among` some
    paths. Trusts size and time, but no time too near to the moment of reading."""
    known = _known(db, among)
    # What could not be read is no file remembered, but has a record that says so.
    known |= {path: (None, None, 0) for path in _unreadable(db) if among is None or path in among}
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


def has_records(db: sqlite3.Connection) -> bool:
    """Whether anything was read before."""
    return db.execute("SELECT 1 FROM record LIMIT 1").fetchone() is not None


_State = tuple[int | None, int | None, int]  # size, time of change, when it was read


def _known(db: sqlite3.Connection, among: Collection[str] | None) -> dict[str, _State]:
    statement = "SELECT path, size, mtime, read FROM file"
    if among is None:
        return {row[0]: row[1:] for row in db.execute(statement)}
    rows = (row for path in among for row in db.execute(f"{statement} WHERE path = ?", (path,)))
    return {row[0]: row[1:] for row in rows}


def is_file(db: sqlite3.Connection, path: str) -> bool:
    """Whether a path was a file of cables, and not a folder of such."""
    statement = "SELECT 1 FROM record WHERE path > ? AND path < ? LIMIT 1"
    return db.execute(statement, (f"{path}/", f"{path}0")).fetchone() is None  # "0": "/" + 1


def is_settled(db: sqlite3.Connection) -> bool:
    """Whether all that was to be read has once been read and settled."""
    return db.execute("SELECT 1 FROM about WHERE key = 'settled'").fetchone() is not None


def note_settled(db: sqlite3.Connection) -> None:
    db.execute("INSERT OR IGNORE INTO about VALUES ('settled', '')")


def _unreadable(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT DISTINCT path FROM record WHERE path NOT IN (SELECT path FROM file)")
    return [path for (path,) in rows]


def forget(db: sqlite3.Connection, path: str) -> None:
    """Take back what a file gave, before it is read again or because it is gone."""
    db.execute(
        "INSERT OR IGNORE INTO changed SELECT identifier FROM record WHERE path = ? AND identifier NOT NULL",
        (path,),
    )
    rows = db.execute("SELECT DISTINCT identifier FROM record WHERE path = ?", (path,)).fetchall()
    supersede(db, [name for (own,) in rows if own for name in merging.family(own)])
    db.execute("DELETE FROM record WHERE path = ?", (path,))
    db.execute("DELETE FROM file WHERE path = ?", (path,))


def remember(db: sqlite3.Connection, file: Found, read_ns: int) -> None:
    db.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
        (file.path, file.size, file.mtime, read_ns),
    )


def add_records(db: sqlite3.Connection, rows: Sequence[Row], *, is_first: bool) -> None:
    """Take in what was read. In the first build most records are cables of their own, which need not
    be looked at again to be settled."""
    last = db.execute("SELECT coalesce(max(rowid), 0) FROM record").fetchone()[0]
    db.executemany(
        "INSERT INTO record (rowid, path, line, format, sha256, offset, size, identifier, quality,"
        " diagnostics, cable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, *row[:10]) for key, row in enumerate(rows, start=last + 1)),
    )
    if is_first:
        first = {row.identifier: (key, row) for key, row in reversed([*enumerate(rows, last + 1)])}
        add_settled(
            db,
            [
                _at(*one)
                for name, one in first.items()
                if one[1].alone and name and not has_cable(db, name)
            ],
        )
    else:
        _note_changed(db, [row.identifier for row in rows if row.identifier])


def _at(key: int, row: Row) -> tuple[str, Settlement]:
    """What a record is if it is alone, now that it has a key."""
    assert row.alone
    assert row.identifier
    cables = tuple(
        one._replace(records=tuple(key for _ in one.records)) for one in row.alone.cables
    )
    return merging.family(row.identifier)[0], Settlement(cables, row.alone.doubts)


def note_crowded(db: sqlite3.Connection) -> None:
    """After the first reading: the identifiers that more than one record claims, or that may clash
    with another's, are still to be settled."""
    names = [
        name
        for (name,) in db.execute(
            "SELECT DISTINCT identifier FROM record WHERE identifier NOT NULL"
        )
    ]
    several = db.execute(
        "SELECT identifier FROM record WHERE identifier NOT NULL GROUP BY identifier HAVING count(*) > 1"
    )
    crowded = [name for (name,) in several]
    crowded += [name for name in names if len(merging.family(name)) > 1]
    _note_changed(db, crowded)


def _note_changed(db: sqlite3.Connection, names: Iterable[str]) -> None:
    db.executemany("INSERT OR IGNORE INTO changed VALUES (?)", ((name,) for name in names))

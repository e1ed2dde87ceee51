"""What was read: files with their times, and the records they gave."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sitegen.catalog.corpus import has_cable
from sitegen.catalog.settling import Settlement, add_settled
from sitegen.catalog.superseded import supersede
from sitegen.catalog.telling import Told, add_told, forget_told
from sitegen.load import Found, Page
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
    told: tuple[Told, ...]
    cable: bytes | None
    alone: Settlement | None


# A file changed within this time of being read may change again without its time showing it.
RACY_NS = 2_000_000_000


def unread(
    db: sqlite3.Connection, found: Iterable[Found], among: Collection[str] | None = None
) -> tuple[list[Found], list[str]]:
    """(files new or changed since they were read, paths that are gone), of all or only `among` some
    paths. Trusts size and time, but no time too near to the moment of reading."""
    # What could not be read is no file remembered, but has a record that says so.
    gone = {path for path in _unreadable(db) if among is None or path in among}
    changed = []
    known = _known(db, among)
    path, *before = next(known, _END)
    for file in found:
        while path and path < file.path:  # both are sorted
            gone.add(path)
            path, *before = next(known, _END)
        if path != file.path:
            changed.append(file)
            gone.discard(file.path)
            continue
        size, mtime, read = before
        if size != file.size or mtime != file.mtime or mtime > read - RACY_NS:
            changed.append(file)
        path, *before = next(known, _END)
    if path:
        gone.update([path, *(path for path, *_ in known)])
    return changed, sorted(gone)


def has_records(db: sqlite3.Connection) -> bool:
    """Whether anything was read before."""
    return db.execute("SELECT 1 FROM record LIMIT 1").fetchone() is not None


_State = tuple[str, int, int, int]  # path, size, time of change, when it was read
_END: _State = ("", 0, 0, 0)


def _known(db: sqlite3.Connection, among: Collection[str] | None) -> Iterator[_State]:
    """What was read, sorted by path."""
    statement = "SELECT path, size, mtime, read FROM file"
    if among is None:
        return db.execute(f"{statement} ORDER BY path")
    return (
        row for path in sorted(among) for row in db.execute(f"{statement} WHERE path = ?", (path,))
    )


def is_file(db: sqlite3.Connection, path: str) -> bool:
    """Whether a path was a file of cables, and not a folder of such."""
    statement = "SELECT 1 FROM record WHERE path > ? AND path < ? LIMIT 1"
    return db.execute(statement, (f"{path}/", f"{path}0")).fetchone() is None  # "0": "/" + 1


def pages_read(db: sqlite3.Connection) -> dict[str, Page]:
    """The hand-written pages as they were read last, by path."""
    row = db.execute("SELECT value FROM about WHERE key = 'pages'").fetchone()
    return msgspec.json.decode(row[0], type=dict[str, Page]) if row else {}


def remember_pages(db: sqlite3.Connection, pages: Iterable[Page]) -> None:
    """Reading them anew takes a parser."""
    text = msgspec.json.encode({page.path: page for page in pages}).decode()
    db.execute("INSERT OR REPLACE INTO about VALUES ('pages', ?)", (text,))


def is_settled(db: sqlite3.Connection) -> bool:
    """Whether all that was to be read has once been read and settled."""
    return db.execute("SELECT 1 FROM about WHERE key = 'settled'").fetchone() is not None


def note_settled(db: sqlite3.Connection) -> None:
    db.execute("INSERT OR IGNORE INTO about VALUES ('settled', '')")


def _unreadable(db: sqlite3.Connection) -> list[str]:
    """Files that could not be read; and what was read when the first reading was cut short."""
    statement = "SELECT DISTINCT path FROM record WHERE path NOT IN (SELECT path FROM file)"
    if is_settled(db):
        statement += " AND cable IS NULL"
    return [path for (path,) in db.execute(statement)]


def forget(db: sqlite3.Connection, path: str) -> None:
    """Take back what a file gave, before it is read again or because it is gone."""
    _let_go(db, "path = ?", path)
    forget_told(db, path)
    db.execute("DELETE FROM file WHERE path = ?", (path,))


def forget_records(
    db: sqlite3.Connection,
    path: str,
    gone: Iterable[tuple[int, int, int | None]],
    last: tuple[int, int],
) -> None:
    """Take back some records of a file: key, line, and the line of the next one. `last` are the last keys of
    records and of what is told that the file had, as others may stand on these lines now."""
    for key, line, until in gone:
        _let_go(db, "rowid = ?", key)
        forget_told(db, path, (line, until), last[1])


def _let_go(db: sqlite3.Connection, which: str, value: str | int) -> None:
    """Remove records, and note that what they were may be another now."""
    rows = db.execute(
        f"SELECT DISTINCT identifier FROM record WHERE {which} AND identifier NOT NULL",  # noqa: S608
        (value,),
    ).fetchall()
    db.executemany("INSERT OR IGNORE INTO changed VALUES (?)", rows)
    supersede(db, [name for (own,) in rows for name in merging.family(own)])
    db.execute(f"DELETE FROM record WHERE {which}", (value,))  # noqa: S608


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
        " cable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, *row[:8], row.cable) for key, row in enumerate(rows, start=last + 1)),
    )
    add_told(db, (one for row in rows for one in row.told))
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
    return merging.family(row.identifier)[0], Settlement(cables, row.alone.told)


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

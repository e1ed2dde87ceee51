"""The database itself: its tables, opening it, transactions."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec

import sitegen
from sitegen import __version__, versions

SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, read INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    path TEXT, line INTEGER, format TEXT, sha256 BLOB, offset INTEGER, size INTEGER,
    identifier TEXT, quality REAL, cable BLOB);
CREATE INDEX IF NOT EXISTS record_place ON record (path, line);
CREATE INDEX IF NOT EXISTS record_identifier ON record (identifier);
CREATE INDEX IF NOT EXISTS record_format ON record (format);
CREATE INDEX IF NOT EXISTS record_quality ON record (quality, path, line, size);
CREATE INDEX IF NOT EXISTS record_unusable ON record (path) WHERE cable IS NULL;
CREATE TABLE IF NOT EXISTS superseded (number INTEGER PRIMARY KEY, id TEXT UNIQUE, cable BLOB);
CREATE TABLE IF NOT EXISTS changed (identifier TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cable (
    id TEXT PRIMARY KEY, sort TEXT, post TEXT, link BLOB, terms BLOB, record INTEGER,
    original INTEGER, merged BLOB, received BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cable_sort ON cable (sort);
CREATE INDEX IF NOT EXISTS cable_post ON cable (post, sort);
CREATE TABLE IF NOT EXISTS original (
    id TEXT, place INTEGER, record INTEGER, PRIMARY KEY (id, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alias (alias TEXT, id TEXT, url TEXT, PRIMARY KEY (alias, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alias_id ON alias (id);
CREATE TABLE IF NOT EXISTS term (
    taxonomy TEXT, name TEXT, sort TEXT, PRIMARY KEY (taxonomy, name, sort)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS citation (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS citation_source ON citation (source);
CREATE TABLE IF NOT EXISTS told (
    path TEXT, line INTEGER, code TEXT, message TEXT, hint TEXT, family TEXT);
CREATE INDEX IF NOT EXISTS told_place ON told (path, line);
CREATE INDEX IF NOT EXISTS told_code ON told (code);
CREATE INDEX IF NOT EXISTS told_family ON told (family) WHERE family NOT NULL;
CREATE TABLE IF NOT EXISTS affected (owner TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS build (
    number INTEGER PRIMARY KEY, at TEXT, theme TEXT, settings TEXT, is_first INTEGER, written INTEGER,
    removed INTEGER);
CREATE TABLE IF NOT EXISTS remade (path TEXT PRIMARY KEY, build INTEGER, reason INTEGER) WITHOUT ROWID;
"""
# The files of the site, and those of the one that is being made.
PAGES = """
CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, owner TEXT, fingerprint BLOB, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS next_page (path TEXT PRIMARY KEY, owner TEXT, fingerprint BLOB, digest BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_owner ON page (owner);
"""


# What a damaged catalog makes itself known by, also long after it was opened.
DAMAGED = (sqlite3.DatabaseError, msgspec.DecodeError, UnicodeDecodeError, zlib.error)


# What SQLite fails for though nothing is damaged: no room, no leave, or another process holds it.
_NOT_DAMAGE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def is_damage(error: Exception) -> bool:
    """Whether one of DAMAGED means that the catalog must be made anew."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NOT_DAMAGE


def open_catalog(path: Path, settings: str) -> sqlite3.Connection:
    """Open or make a catalog. One made by another state of sitegen, or from another content folder
    (`settings`), is made anew. Raises one of DAMAGED."""
    own = os.fsencode(settings).hex()
    state = f"{_state()} {own}"
    db = _open(path)
    known = dict(db.execute("SELECT key, value FROM about WHERE key IN ('made_for', 'state')"))
    if known.get("state") == state:
        return db
    made_for = f"{__version__} {versions.source_digest()} {versions.libraries()} {own}"
    if known.get("made_for") != made_for:
        db.close()
        discard_catalog(path)
        db = _open(path)
        db.execute("INSERT INTO about VALUES ('made_for', ?)", (made_for,))
    db.execute("INSERT OR REPLACE INTO about VALUES ('state', ?)", (state,))
    return db


def made_with(db: sqlite3.Connection) -> str:
    """The state of sitegen and of the libraries that a catalog is of."""
    row = db.execute("SELECT value FROM about WHERE key = 'made_for'").fetchone()
    return str(row[0])


def site_of(path: Path) -> tuple[str, str] | None:
    """(content, output) of the site whose catalog lies at a path; None if that cannot be told."""
    if not path.exists():
        return None
    with suppress(*DAMAGED, TypeError), closing(sqlite3.connect(path)) as db:
        rows = dict(db.execute("SELECT key, value FROM about WHERE key IN ('content', 'output')"))
        return (rows["content"], rows["output"]) if len(rows) == 2 else None
    return None


def sign(db: sqlite3.Connection, content: str, output: str) -> None:
    """Say of which site this is the catalog."""
    rows = (("content", content), ("output", output))
    db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    if _is_cut_off(path):
        raise sqlite3.DatabaseError("the catalog is cut off")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(
        "PRAGMA page_size = 32768"
    )  # a cable takes some thousand bytes: few fit, and leave a rest
    db.execute(
        "PRAGMA cache_size = -65536"
    )  # KiB: where rows of many places are added, all are at hand
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")  # a lost catalog costs a full build, never a wrong one
    db.executescript(SCHEMA + PAGES)
    return db


def _is_cut_off(path: Path) -> bool:
    """Whether a database is shorter than its header says, which SQLite notices only where something is
    missed. With a log beside it the header may be behind."""
    if not path.is_file() or path.with_name(path.name + "-wal").exists():
        return False
    with path.open("rb") as file:
        head = file.read(32)  # https://www.sqlite.org/fileformat.html, 1.3
    page, pages = int.from_bytes(head[16:18]), int.from_bytes(head[28:32])
    return path.stat().st_size < page * pages


def discard_catalog(path: Path) -> None:
    """Remove a catalog with all that belongs to it: the next build makes it again."""
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        part.unlink(missing_ok=True)


def _state() -> str:
    """Code and libraries as they lie on the disk. While that is the same they are the same, and need not be
    read to know it; a library that is replaced has a folder of another name among the others. To look at a
    folder too many costs a second look at most."""
    package = os.path.dirname(sitegen.__file__)  # noqa: PTH120 - looked at by each build: no Path
    seen = [sys.version, *_looks_of(package)]
    for folder in filter(None, sys.path):
        with suppress(OSError):
            seen.append(f"{folder} {os.stat(folder).st_mtime_ns}")  # noqa: PTH116
    return hashlib.blake2b("\n".join(seen).encode(errors="replace"), digest_size=16).hexdigest()


def _looks_of(folder: str) -> Iterator[str]:
    """Each file of the code: its place, size and time."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _looks_of(entry.path)
            elif entry.name.endswith((".py", ".csv")):
                state = entry.stat()
                yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"


def open_readonly(path: Path) -> sqlite3.Connection:
    """For a worker that renders: the catalog as it stands."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


RELIEVED = 64 << 20  # bytes


def relieve(db: sqlite3.Connection) -> None:
    """End a long transaction and begin another when much was written: until its end, what is written
    stands in a log, and then again in the database."""
    (path,) = (row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size > RELIEVED:
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("BEGIN")


def tidy(db: sqlite3.Connection) -> None:
    """Leave no log behind; workers may still hold the database open."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class transaction:  # noqa: N801 - reads as a statement: `with transaction(db):`
    """All or nothing for the statements inside."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.db.in_transaction:  # a full disk has rolled back already
            self.db.execute("ROLLBACK" if kind else "COMMIT")

"""What was made: each file of the site, from what, and with which bytes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

_encode = msgspec.msgpack.Encoder().encode


def digest_of(*values: object) -> bytes:
    """A digest of records: the same for the same values, on every machine."""
    return hashlib.blake2b(_encode(values), digest_size=16).digest()


class Made(NamedTuple):
    """A file of the site: its path, what it was made from, the SHA-256 of its bytes, and whether it
    lies in the staging folder (else the output has it already)."""

    path: str
    fingerprint: bytes
    digest: str
    is_staged: bool


def made(db: sqlite3.Connection, path: str) -> Made | None:
    """What the last build made at a path."""
    row = db.execute(
        "SELECT path, fingerprint, digest FROM page WHERE path = ?", (path,)
    ).fetchone()
    return Made(row[0], row[1], row[2], False) if row else None


def all_made(db: sqlite3.Connection, fingerprint: bytes | None = None) -> Iterator[Made]:
    """All files of the last build, or those made from one thing."""
    where, values = ("WHERE fingerprint = ?", (fingerprint,)) if fingerprint else ("", ())
    rows = db.execute(f"SELECT path, fingerprint, digest FROM page {where} ORDER BY path", values)  # noqa: S608
    return (Made(path, source, digest, False) for path, source, digest in rows)


# While a site is being made, its files are gathered in `next_page`: they become `page` when they are
# published, so that what a build that failed has made is not taken for what the output holds.


def begin_made(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM next_page")


def add_made(db: sqlite3.Connection, some: Iterable[Made]) -> None:
    db.executemany(
        "INSERT INTO next_page VALUES (?, ?, ?)",
        ((one.path, one.fingerprint, one.digest) for one in some),
    )


def end_made(db: sqlite3.Connection, key: bytes) -> None:
    """After publishing: these are the files of the site, and `key` is what all were made from."""
    db.execute("DELETE FROM page")
    db.execute("INSERT INTO page SELECT * FROM next_page")
    db.execute("DELETE FROM next_page")
    db.execute("INSERT OR REPLACE INTO about VALUES ('made_from', ?)", (key.hex(),))


def made_from(db: sqlite3.Connection) -> bytes:
    """What the whole site was made from the last time; empty if there was none."""
    row = db.execute("SELECT value FROM about WHERE key = 'made_from'").fetchone()
    return bytes.fromhex(row[0]) if row else b""


def count_made(db: sqlite3.Connection) -> tuple[int, int]:
    """(HTML pages, files) of the site."""
    row = db.execute("SELECT total(path LIKE '%.html'), count(*) FROM page").fetchone()
    return int(row[0]), int(row[1])

"""What was made: each file of the site, by whom, from what, and with which bytes.

An owner is what files are made for: `cable/09TASHKENT208`, `term/tag/PGOV`, `map/2009-02`, `feed`,
`site`, `search`. `affected` names the owners whose files may be others than those published.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sitegen.catalog.database import PAGES
from sitegen.catalog.superseded import end_superseded

_encode = msgspec.msgpack.Encoder().encode


def digest_of(*values: object) -> bytes:
    """A digest of records: the same for the same values, on every machine."""
    return hashlib.blake2b(_encode(values), digest_size=16).digest()


class Made(NamedTuple):
    """A file of the site: its path, its owner, what it was made from (nothing, if it was lost since), the
    SHA-256 of its bytes, and whether it lies in the staging folder (else the output has it already)."""

    path: str
    owner: str
    fingerprint: bytes
    digest: bytes
    is_staged: bool


SEARCH = "search"  # the owner of the whole search index
_COLUMNS = "path, owner, fingerprint, digest"
_AS_MADE = "SELECT path, owner, fingerprint, digest, 0 FROM page"  # 0: it is not staged


def made(db: sqlite3.Connection, path: str) -> Made | None:
    """What the last build made at a path."""
    row = db.execute(f"{_AS_MADE} WHERE path = ?", (path,)).fetchone()
    return Made(*row) if row else None


def made_for(db: sqlite3.Connection, owner: str) -> list[Made]:
    """All files the last build made for an owner, by path."""
    rows = db.execute(f"{_AS_MADE} WHERE owner = ? ORDER BY path", (owner,))
    return [Made(*row) for row in rows]


def is_whole(db: sqlite3.Connection, owner: str) -> bool:
    """Whether the last build made files for an owner, and none of them was lost since."""
    count = "SELECT count(*), count(nullif(fingerprint, x'')) FROM page WHERE owner = ?"
    files, kept = db.execute(count, (owner,)).fetchone()
    return bool(files and files == kept)


def made_for_all(db: sqlite3.Connection, owners: Sequence[str]) -> dict[str, Made]:
    """The files the last build made for some owners, by path."""
    rows = db.execute(
        f"{_AS_MADE} WHERE owner IN (SELECT value FROM json_each(?))",  # noqa: S608
        (msgspec.json.encode(owners).decode(),),
    )
    return {row[0]: Made(*row) for row in rows}


# -- what has to be made again -----------------------------------------------------------------------


def affect(db: sqlite3.Connection, owners: Iterable[str]) -> None:
    db.executemany("INSERT OR IGNORE INTO affected VALUES (?)", ((owner,) for owner in owners))


def affected(db: sqlite3.Connection) -> list[str]:
    """The owners whose files may have changed, sorted."""
    return [owner for (owner,) in db.execute("SELECT owner FROM affected ORDER BY owner")]


def lose(db: sqlite3.Connection, gone: Iterable[str]) -> None:
    """These files of the output are not there any more, or not as they were made."""
    for path in gone:
        if one := made(db, path):
            affect(db, [one.owner])
            db.execute("UPDATE page SET fingerprint = x'' WHERE path = ?", (path,))


def lose_all(db: sqlite3.Connection) -> None:
    """There is no output any more."""
    db.execute("DELETE FROM page")


# -- what is being made ------------------------------------------------------------------------------
#
# While a site is being made, its files are gathered in `next_page`: they become `page` when they are
# published, so that what a build that failed has made is not taken for what the output holds.


# The whole list: the new one takes the place of the old.
_REPLACE_ALL = (
    "DELETE FROM affected",
    "DROP TABLE page",
    "ALTER TABLE next_page RENAME TO page",
    *(statement for statement in PAGES.split(";") if statement.strip()),
)


def begin_made(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM next_page")


def add_made(db: sqlite3.Connection, some: Iterable[Made]) -> None:
    db.executemany("INSERT INTO next_page VALUES (?, ?, ?, ?)", (one[:4] for one in some))


def end_made(db: sqlite3.Connection, owners: Collection[str] | None = None) -> None:
    """After publishing: these are the files of the site; of a part, those of its owners."""
    if owners is None:
        for statement in _REPLACE_ALL:
            db.execute(statement)
    for owner in owners or ():
        db.execute("DELETE FROM page WHERE owner = ?", (owner,))
        db.execute("DELETE FROM affected WHERE owner = ?", (owner,))
    db.execute(f"INSERT OR REPLACE INTO page SELECT {_COLUMNS} FROM next_page")  # noqa: S608
    db.execute("DELETE FROM next_page")
    if owners is None or SEARCH in owners:
        end_superseded(db)


# -- what the whole site was made from ---------------------------------------------------------------


class Basis(msgspec.Struct, frozen=True):
    """What every page was made from beside the catalog (`key`), the addresses of terms, the time and
    size of the list of files that was published with them, how many these are, and the time of the
    list (ns) when a build has last looked at all of them."""

    key: str
    slugs: Mapping[str, Mapping[str, str]]
    manifest: tuple[int, int] | None
    pages: int
    files: int
    looked_ns: int


def basis(db: sqlite3.Connection) -> Basis | None:
    """Of the last build that was published; None if there was none."""
    row = db.execute("SELECT value FROM about WHERE key = 'basis'").fetchone()
    return msgspec.json.decode(row[0], type=Basis) if row else None


def set_basis(db: sqlite3.Connection, value: Basis) -> None:
    text = msgspec.json.encode(value, order="sorted").decode()
    db.execute("INSERT OR REPLACE INTO about VALUES ('basis', ?)", (text,))


def count_new(db: sqlite3.Connection) -> tuple[int, int]:
    """(HTML pages, files) that were made or kept by this build."""
    row = db.execute("SELECT total(path LIKE '%.html'), count(*) FROM next_page").fetchone()
    return int(row[0]), int(row[1])

"""The corpus as the pages need it: order, terms, neighbours, citations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from sitegen import reference
from sitegen.catalog.packing import unpack
from sitegen.records import Cable
from sitegen.views import CableLink

_decode_link = msgspec.msgpack.Decoder(CableLink).decode


def identifiers(db: sqlite3.Connection) -> Iterator[str]:
    """All cables, oldest first."""
    return (name for (name,) in db.execute("SELECT id FROM cable ORDER BY sort"))


def days_of_all(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(identifier, day) of all cables, in order."""
    yield from db.execute("SELECT id, substr(sort, 1, 10) FROM cable ORDER BY sort")


def count_cables(db: sqlite3.Connection) -> int:
    """How many cables there are."""
    return int(db.execute("SELECT count(*) FROM cable").fetchone()[0])


class Span(NamedTuple):
    """A term's use: number of cables, first and last day; of a post no table has, what its latest cable calls it."""

    name: str
    cables: int
    first: str
    last: str
    label: str = ""


def terms(db: sqlite3.Connection, taxonomy: str) -> list[Span]:
    """Every term of a taxonomy, by name."""
    rows = db.execute(
        "SELECT name, count(*), substr(min(sort), 1, 10), substr(max(sort), 1, 10) FROM term"
        " WHERE taxonomy = ? GROUP BY name ORDER BY name",
        (taxonomy,),
    )
    return [
        Span(name, number, first, last, label(db, taxonomy, name))
        for name, number, first, last in rows
    ]


def term_names(db: sqlite3.Connection, taxonomy: str) -> Iterator[str]:
    """The names of a taxonomy's terms, sorted; each is looked up, so that it does not matter how many
    cables they have."""
    after = "SELECT min(name) FROM term WHERE taxonomy = ? AND name > ?"
    name = db.execute("SELECT min(name) FROM term WHERE taxonomy = ?", (taxonomy,)).fetchone()[0]
    while name is not None:
        yield name
        name = db.execute(after, (taxonomy, name)).fetchone()[0]


def last_used(db: sqlite3.Connection, taxonomy: str) -> Iterator[tuple[str, str]]:
    """(name, day of its latest cable) of a taxonomy's terms, by name."""
    last = "SELECT substr(max(sort), 1, 10) FROM term WHERE taxonomy = ? AND name = ?"
    for name in term_names(db, taxonomy):
        yield name, db.execute(last, (taxonomy, name)).fetchone()[0]


def label(db: sqlite3.Connection, taxonomy: str, name: str) -> str:
    """What the latest cable of a post calls it, where no table has the post: `Oslo (Australia)`. '' of all
    other terms."""
    if taxonomy != "post" or reference.post(name):
        return ""
    row = db.execute(
        "SELECT link FROM cable WHERE post = ? ORDER BY sort DESC LIMIT 1", (name,)
    ).fetchone()
    return _decode_link(row[0]).post.text if row else ""


def days(db: sqlite3.Connection, taxonomy: str, name: str) -> list[tuple[str, int]]:
    """(day, number of cables) of a term, oldest first."""
    return db.execute(
        "SELECT substr(sort, 1, 10) AS day, count(*) FROM term WHERE taxonomy = ? AND name = ?"
        " GROUP BY day ORDER BY day",
        (taxonomy, name),
    ).fetchall()


def months(db: sqlite3.Connection) -> list[str]:
    """The months that have cables, `2009-02`, oldest first."""
    return sorted({day[:7] for day, _ in days(db, "date", "")})


def has_cable(db: sqlite3.Connection, name: str) -> bool:
    return db.execute("SELECT 1 FROM cable WHERE id = ?", (name,)).fetchone() is not None


def links(db: sqlite3.Connection, taxonomy: str, name: str, prefix: str) -> list[CableLink]:
    """A term's cables whose date begins with `prefix`, oldest first."""
    rows = db.execute(
        "SELECT link FROM term JOIN cable ON cable.id = substr(term.sort, 18)"  # behind the date
        " WHERE taxonomy = ? AND name = ? AND term.sort >= ? AND term.sort < ? ORDER BY term.sort",
        (taxonomy, name, prefix, prefix + "\x7f"),
    )
    return [_decode_link(row[0]) for row in rows]


def latest(db: sqlite3.Connection, count: int) -> list[Cable]:
    """The latest cables by date, latest first."""
    rows = db.execute(
        "SELECT coalesce(merged, record.cable) FROM cable JOIN record ON record.rowid = cable.record"
        " ORDER BY cable.sort DESC LIMIT ?",
        (count,),
    )
    return [unpack(row[0]) for row in rows]


def cables(db: sqlite3.Connection, names: Iterable[str]) -> list[Cable]:
    """Some cables, which must be there."""
    statement = (
        "SELECT coalesce(merged, record.cable) FROM cable"
        " JOIN record ON record.rowid = cable.record WHERE cable.id = ?"
    )
    return [unpack(db.execute(statement, (name,)).fetchone()[0]) for name in names]


class Accounts(NamedTuple):
    """Records read; cables published; raw sources behind a Markdown file; records without a cable
    of their own because they say nothing usable."""

    records: int
    cables: int
    covered: int
    unusable: int


def accounts(db: sqlite3.Connection) -> Accounts:
    statements = (
        "SELECT count(*) FROM record",
        "SELECT count(*) FROM cable",
        "SELECT count(*) FROM cable WHERE original != record",
        "SELECT count(*) FROM record WHERE cable IS NULL",
    )
    return Accounts(*(db.execute(statement).fetchone()[0] for statement in statements))


class Quality(msgspec.Struct, frozen=True):
    """How much of a record was understood: 1.0 is all of its characters."""

    identifier: str
    path: str
    line: int
    quality: float


def quality(db: sqlite3.Connection) -> float | None:
    """Of the whole collection, each record by its size in bytes; None where nothing was measured."""
    statement = "SELECT sum(quality * size) / sum(size) FROM record WHERE quality NOT NULL"
    found: float | None = db.execute(statement).fetchone()[0]
    return found


def count_measured(db: sqlite3.Connection) -> int:
    """Records that have a quality."""
    return int(db.execute("SELECT count(*) FROM record WHERE quality NOT NULL").fetchone()[0])


def least_understood(db: sqlite3.Connection, count: int) -> list[Quality]:
    """The records of which least was understood, worst first; those understood whole are not told."""
    rows = db.execute(
        "SELECT coalesce(identifier, ''), path, line, quality FROM record WHERE quality < 1.0"
        " ORDER BY quality, path, line LIMIT ?",
        (count,),
    )
    return [Quality(*row) for row in rows]


def count_below(db: sqlite3.Connection, limit: float) -> int:
    """Records of which less than `limit` was understood."""
    statement = "SELECT count(*) FROM record WHERE quality < ?"
    return int(db.execute(statement, (limit,)).fetchone()[0])


def formats(db: sqlite3.Connection) -> dict[str, int]:
    """Formats found, with their numbers of records, the most frequent first."""
    rows = db.execute(
        "SELECT format, count(*) AS number FROM record WHERE format != ''"
        " GROUP BY format ORDER BY number DESC, format"
    )
    return dict(rows.fetchall())


def busy_months(db: sqlite3.Connection, number: int) -> list[tuple[str, int]]:
    """(month, cables) of the months with more than so many cables."""
    return db.execute(
        "SELECT substr(sort, 1, 7) AS month, count(*) AS cables FROM cable"
        " GROUP BY month HAVING cables > ? ORDER BY month",
        (number,),
    ).fetchall()

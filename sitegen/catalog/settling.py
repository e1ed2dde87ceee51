"""Which cable an identifier is, when several records claim it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from sitegen.catalog.made import digest_of
from sitegen.diagnostics import diagnostic
from sitegen.records import Cable, Diagnostic
from sitegen.views import CableLink

_encode = msgspec.msgpack.Encoder().encode
_decode_cable = msgspec.msgpack.Decoder(Cable).decode

# `Cable` → its entry in lists, and its terms as (taxonomy, name).
LinkMaker = Callable[[Cable], tuple[CableLink, list[tuple[str, str]]]]


def settle(db: sqlite3.Connection, link: LinkMaker) -> int:
    """Decide, for every identifier whose records changed, which cable it is. Returns how many."""
    names = [name for (name,) in db.execute("SELECT identifier FROM changed ORDER BY identifier")]
    for name in names:
        _settle_one(db, name, link)
    db.execute("DELETE FROM changed")
    return len(names)


class _Candidate(NamedTuple):
    rowid: int
    path: str
    line: int
    format: str
    sha256: str
    cable: bytes


def _settle_one(db: sqlite3.Connection, name: str, link: LinkMaker) -> None:
    """A Markdown file stands for its cable and a raw source stays its original; of different raw
    sources with one identifier none is published (reliability: conflicting duplicates)."""
    for table, column in (
        ("cable", "id"),
        ("term", "id"),
        ("citation", "source"),
        ("doubt", "identifier"),
    ):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608 - fixed names
    found = [
        _Candidate(*row)
        for row in db.execute(
            "SELECT rowid, path, line, format, sha256, cable FROM record WHERE identifier = ?"
            " ORDER BY path, line",
            (name,),
        )
    ]
    written = [one for one in found if one.format == "markdown"]
    raw = [one for one in found if one.format != "markdown"]
    raw = _unlike(db, name, raw)
    written = _unlike(db, name, written)
    if len(written) > 1 or len(raw) > 1:
        _conflict(db, name, written + raw)
    elif chosen := (written or raw):
        cable = _decode_cable(chosen[0].cable)
        _publish(db, cable, link(cable), chosen[0].rowid, (raw or written)[0].rowid)


def _unlike(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> list[_Candidate]:
    """Without the identical copies, which are noted."""
    kept: dict[bytes, _Candidate] = {}
    for one in found:
        content = _content(one.cable)
        if content in kept:
            first = kept[content]
            _doubt(
                db,
                name,
                diagnostic(
                    "identical-duplicate",
                    one.path,
                    one.line,
                    f"{name}, also {first.path}:{first.line}",
                ),
            )
        else:
            kept[content] = one
    return list(kept.values())


def _content(cable: bytes) -> bytes:
    """What makes two records one cable: date, subject and text; metadata may be richer in one."""
    read = _decode_cable(cable)
    return _encode((read.date, read.subject, read.body))


def _conflict(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> None:
    for one in found:
        others = ", ".join(f"{other.path}:{other.line}" for other in found if other is not one)
        _doubt(
            db,
            name,
            diagnostic("duplicate-identifier", one.path, one.line, f"{name}, also {others}"),
        )


def _doubt(db: sqlite3.Connection, name: str, found: Diagnostic) -> None:
    db.execute("INSERT INTO doubt VALUES (?, ?)", (name, _encode((found,))))


def _publish(
    db: sqlite3.Connection,
    cable: Cable,
    made: tuple[CableLink, list[tuple[str, str]]],
    record: int,
    original: int,
) -> None:
    link, terms = made
    name, sort = cable.identifier, f"{cable.date:%Y-%m-%dT%H:%M} {cable.identifier}"
    db.execute(
        "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?)",
        (name, sort, cable.origin.code, _encode(link), digest_of(cable), record, original),
    )
    db.executemany(
        "INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?)",
        [(taxonomy, term, sort, name) for taxonomy, term in terms],
    )
    db.executemany(
        "INSERT OR IGNORE INTO citation VALUES (?, ?)",
        [(item.id, name) for item in cable.references if item.id and item.id != name],
    )

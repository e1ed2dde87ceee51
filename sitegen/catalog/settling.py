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


def settle(db: sqlite3.Connection, link: LinkMaker) -> None:
    """Decide, for every identifier whose records changed, which cable it is."""
    names = [name for (name,) in db.execute("SELECT identifier FROM changed ORDER BY identifier")]
    for name in names:
        _settle_one(db, name, link)
    db.execute("DELETE FROM changed")


class _Candidate(NamedTuple):
    rowid: int
    path: str
    line: int
    format: str
    sha256: str
    cable: bytes | None  # of a Markdown file that cannot be read there is none


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
    if any(one.cable is None for one in found):
        _hold_back(db, name, [one for one in found if one.cable is not None])
        return
    written = _unlike(db, name, [one for one in found if one.format == "markdown"])
    raw = _unlike(db, name, [one for one in found if one.format != "markdown"])
    if len(written) > 1 or len(raw) > 1:
        _conflict(db, name, written + raw)
    elif chosen := (written or raw):
        cable = _decode_cable(chosen[0].cable or b"")
        _publish(db, cable, link(cable), chosen[0].rowid, (raw or written)[0].rowid)


def _hold_back(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> None:
    """The raw source must not come out where somebody has edited it: that may be what was taken away."""
    for one in found:
        _doubt(db, name, diagnostic("held-back", one.path, one.line, name))


def _unlike(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> list[_Candidate]:
    """Without the identical copies, which are noted."""
    kept: dict[bytes, _Candidate] = {}
    for one in found:
        content = content_of(_decode_cable(one.cable or b""))
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


def content_of(cable: Cable) -> bytes:
    """What makes two records one cable; other metadata may be richer in one."""
    return _encode((cable.date, cable.classification, cable.subject, cable.body))


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

"""Which cables the records are: `plan.merging` decides, the answer is written down here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence

import msgspec

from sitegen.catalog.made import digest_of
from sitegen.plan import merging
from sitegen.plan.merging import Record, Settled
from sitegen.progress import Progress, counted, silent
from sitegen.records import Cable
from sitegen.views import CableLink

_encode = msgspec.msgpack.Encoder().encode
_decode_cable = msgspec.msgpack.Decoder(Cable).decode

# `Cable` → its entry in lists, and its terms as (taxonomy, name).
LinkMaker = Callable[[Cable], tuple[CableLink, list[tuple[str, str]]]]


def settle(db: sqlite3.Connection, link: LinkMaker, progress: Progress = silent) -> None:
    """Decide, for every identifier whose records changed and those that may clash with it, which
    cables they are."""
    names = [name for (name,) in db.execute("SELECT identifier FROM changed ORDER BY identifier")]
    families = dict.fromkeys(map(merging.family, names))
    for family in counted(families, progress, "settling", len(families)):
        _settle_family(db, family, link)
    db.execute("DELETE FROM changed")


_SETTLED = (
    ("cable", "id"),
    ("original", "id"),
    ("alias", "id"),
    ("term", "id"),
    ("citation", "source"),
    ("doubt", "identifier"),
)


def _settle_family(db: sqlite3.Connection, family: tuple[str, ...], link: LinkMaker) -> None:
    for name in family:
        for table, column in _SETTLED:
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608 - fixed names
    records = [record for name in family for record in _records(db, name)]
    found = merging.settle(records)
    as_read = {record.key: record.cable for record in records}
    for one in found.cables:
        _publish(db, one, as_read, link(one.cable))
    if found.diagnostics:
        blob = _encode(found.diagnostics)
        db.execute("INSERT INTO doubt VALUES (?, ?)", (family[0], blob))


def _records(db: sqlite3.Connection, name: str) -> list[Record]:
    rows = db.execute(
        "SELECT rowid, path, line, format = 'markdown', identifier, cable FROM record"
        " WHERE identifier = ?",
        (name,),
    )
    return [
        Record(rowid, path, line, bool(is_written), name, cable and _decode_cable(cable))
        for rowid, path, line, is_written, name, cable in rows
    ]


def _publish(
    db: sqlite3.Connection,
    one: Settled,
    as_read: Mapping[int, Cable | None],
    made: tuple[CableLink, list[tuple[str, str]]],
) -> None:
    """Most cables are one record as it was read; what was put together is kept beside the records."""
    (link, terms), cable, first = made, one.cable, one.originals[0]
    name, sort = cable.identifier, f"{cable.date:%Y-%m-%dT%H:%M} {cable.identifier}"
    put_together = None if cable is as_read[one.record.key] else _encode(cable)
    received = None if one.received is as_read[first.key] else _encode(one.received)
    digest = digest_of(cable, *_digests(db, one.originals))
    db.execute(
        "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, sort, cable.origin.code, _encode(link), digest, one.record.key, first.key,
         put_together, received),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO original VALUES (?, ?, ?)",
        [(name, place, record.key) for place, record in enumerate(one.originals[1:], start=2)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO alias VALUES (?, ?, ?)",
        [(alias, name, link.url) for alias in cable.aliases],
    )
    db.executemany(
        "INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?)",
        [(taxonomy, term, sort, name) for taxonomy, term in terms],
    )
    db.executemany(
        "INSERT OR IGNORE INTO citation VALUES (?, ?)",
        [(item.id, name) for item in cable.references if item.id and item.id != name],
    )


def _digests(db: sqlite3.Connection, originals: Sequence[Record]) -> list[str]:
    """SHA-256 of the second original and those after it: the first one's is read with the record."""
    statement = "SELECT sha256 FROM record WHERE rowid = ?"
    return [db.execute(statement, (one.key,)).fetchone()[0] for one in originals[1:]]

"""The cables as the published search index has them, where they have changed since: what `settle` and
`forget` replace is kept until an index is published that has what came instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sitegen.catalog.packing import unpack
from sitegen.records import Cable

MOST = 2_000  # cables; of more none is kept, as the index is then made anew
SHARE = 50  # of that many cables one may change; of a small collection, FEW
FEW = 20
# So many may come or go: each moves others of its day, and most of the words they use. With more almost every
# file of the index is another, which takes longer to change than to make, and is changed by one process alone.
COMING = 10

# A cable that was not there is kept as nothing.
_KEEP = """
    INSERT OR IGNORE INTO superseded (id, cable)
    SELECT :id, (SELECT coalesce(merged, record.cable) FROM cable
    JOIN record ON record.rowid = cable.record WHERE cable.id = :id)
    WHERE (SELECT coalesce(max(number), 0) FROM superseded) <= :most
"""


def supersede(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Keep the cables of these identifiers as they are, before they are changed."""
    db.executemany(_KEEP, ({"id": name, "most": MOST} for name in names))


def is_much_superseded(db: sqlite3.Connection) -> bool:
    """Whether so many cables may have changed that the index is better made anew."""
    statement = (
        "SELECT count(*), total((superseded.cable IS NULL) != (cable.id IS NULL))"
        " FROM superseded LEFT JOIN cable USING (id)"
    )
    number, coming = db.execute(statement).fetchone()
    total = db.execute("SELECT count(*) FROM cable").fetchone()[0]
    return bool(number > min(MOST, max(FEW, total // SHARE)) or coming > COMING)


def superseded(db: sqlite3.Connection) -> list[tuple[Cable | None, Cable | None]]:
    """(as the published index has it, as it is now) of every cable that may have changed."""
    rows = db.execute(
        "SELECT superseded.cable, coalesce(merged, record.cable) FROM superseded"
        " LEFT JOIN cable USING (id) LEFT JOIN record ON record.rowid = cable.record"
    )
    return [(old and unpack(old), now and unpack(now)) for old, now in rows]


def end_superseded(db: sqlite3.Connection) -> None:
    """An index of the cables as they are was published."""
    db.execute("DELETE FROM superseded")

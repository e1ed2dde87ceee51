"""Which cables the records are: `plan.merging` decides, the answer is written down here.

Whatever a change may show on is noted in `affected`: the pages of the cable, of those before and after
it, of those that cite it or are cited, and of its terms. Too much noted costs a look, too little would
leave a page as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sitegen.catalog.made import SEARCH, affect
from sitegen.catalog.packing import pack, unpack
from sitegen.catalog.superseded import supersede
from sitegen.catalog.telling import Told, add_told, told
from sitegen.plan import merging
from sitegen.progress import Progress, counted, silent
from sitegen.records import Cable
from sitegen.views import CableLink

_encode = msgspec.msgpack.Encoder().encode
_decode_terms = msgspec.msgpack.Decoder(tuple[tuple[str, str], ...]).decode
_decode_link = msgspec.msgpack.Decoder(CableLink).decode

# `Cable` → its entry in lists, and its terms as (taxonomy, name).
LinkMaker = Callable[[Cable], tuple[CableLink, list[tuple[str, str]]]]


class Settled(NamedTuple):
    """A cable as the tables hold it. `records` are the keys of that which it is read from and of its
    originals; most cables are one record as it was read, what was put together is kept beside it."""

    name: str
    sort: str
    post: str
    link: bytes
    put_together: bytes | None
    received: bytes | None
    records: tuple[int, ...]
    url: str
    aliases: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    cited: tuple[str, ...]


class Settlement(NamedTuple):
    """What the records of a family are, and what there is to tell of that."""

    cables: tuple[Settled, ...]
    told: tuple[Told, ...]


def settled(records: Sequence[merging.Record], link: LinkMaker) -> Settlement:
    """The cables that all records of a family are."""
    found = merging.settle(records)
    as_read = {record.key: record.cable for record in records}
    cables = tuple(_settled(one, as_read, link(one.cable)) for one in found.cables)
    return Settlement(cables, told(found.diagnostics))


def _settled(
    one: merging.Settled,
    as_read: Mapping[int, Cable | None],
    made: tuple[CableLink, list[tuple[str, str]]],
) -> Settled:
    (link, terms), cable, first = made, one.cable, one.originals[0]
    return Settled(
        name=cable.identifier,
        sort=f"{link.date}T{link.time} {cable.identifier}",
        post=cable.origin.code,
        link=_encode(link),
        put_together=None if cable is as_read[one.record.key] else pack(cable),
        received=None if one.received is as_read[first.key] else pack(one.received),
        records=(one.record.key, *(record.key for record in one.originals)),
        url=link.url,
        aliases=tuple(cable.aliases),
        terms=tuple(terms),
        cited=tuple(sorted({item.id for item in cable.references if item.id} - {cable.identifier})),
    )


# -- the tables --------------------------------------------------------------------------------------

_SETTLED = (
    ("cable", "id"),
    ("original", "id"),
    ("alias", "id"),
    ("citation", "source"),
    ("told", "family"),
)


def settle(db: sqlite3.Connection, link: LinkMaker, progress: Progress = silent) -> None:
    """Decide, for every identifier whose records changed and those that may clash with it, which
    cables they are."""
    names = [name for (name,) in db.execute("SELECT identifier FROM changed ORDER BY identifier")]
    families = dict.fromkeys(merging.family(name) for name in names)
    for family in counted(families, progress, "settling", len(families)):
        _settle_family(db, family, link)
    db.execute("DELETE FROM changed")


def add_settled(db: sqlite3.Connection, found: Iterable[tuple[str, Settlement]]) -> None:
    """Write down what families are, each under its first identifier. None of them is there yet."""
    found = list(found)
    cables = [one for _, settlement in found for one in settlement.cables]
    db.executemany(
        "INSERT OR IGNORE INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*one[:4], _encode(one.terms), *one.records[:2], one.put_together, one.received)
            for one in cables
        ],
    )
    db.executemany(
        "INSERT OR IGNORE INTO original VALUES (?, ?, ?)",
        [(one.name, *place) for one in cables for place in enumerate(one.records[2:], start=2)],
    )
    for statement, rows in (
        ("alias VALUES (?, ?, ?)", [(x, one.name, one.url) for one in cables for x in one.aliases]),
        ("term VALUES (?, ?, ?)", [(*x, one.sort) for one in cables for x in one.terms]),
        ("citation VALUES (?, ?)", [(x, one.name) for one in cables for x in one.cited]),
    ):  # fmt: skip
        db.executemany(f"INSERT OR IGNORE INTO {statement}", rows)
    for name, settlement in found:
        add_told(db, settlement.told, name)


def _remove_settled(db: sqlite3.Connection, family: Sequence[str]) -> None:
    for name in family:
        if there := _shape(db, name):
            statement = "DELETE FROM term WHERE taxonomy = ? AND name = ? AND sort = ?"
            db.executemany(statement, [(*term, there.sort) for term in there.terms])
        for table, column in _SETTLED:
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608 - fixed names


def _settle_family(db: sqlite3.Connection, family: tuple[str, ...], link: LinkMaker) -> None:
    now = settled([record for name in family for record in _records(db, name)], link)
    before = {name: shape for name in family if (shape := _shape(db, name))}
    after = {one.name: _shape_of(one) for one in now.cables}
    changes = [(x, before.get(x), after.get(x)) for x in sorted(before.keys() | after.keys())]
    for change in changes:
        affect(db, _seen_on(db, *change))
    supersede(db, [name for name, _, _ in changes])
    _remove_settled(db, family)
    add_settled(db, [(family[0], now)])
    for change in changes:  # its neighbours may be others now
        affect(db, _seen_on(db, *change))


def _records(db: sqlite3.Connection, name: str) -> Iterator[merging.Record]:
    rows = db.execute(
        "SELECT rowid, path, line, format = 'markdown', identifier, cable FROM record"
        " WHERE identifier = ?",
        (name,),
    )
    for rowid, path, line, is_written, name, cable in rows:
        yield merging.Record(rowid, path, line, bool(is_written), name, cable and unpack(cable))


# -- what a change shows on --------------------------------------------------------------------------


class _Shape(NamedTuple):
    """What other pages show of a cable."""

    sort: str
    post: str
    link: bytes
    aliases: frozenset[str]
    terms: frozenset[tuple[str, str]]
    cited: frozenset[str]


def _shape_of(one: Settled) -> _Shape:
    return _Shape(
        one.sort, one.post, one.link, frozenset(one.aliases), frozenset(one.terms), frozenset(one.cited)
    )  # fmt: skip


def _shape(db: sqlite3.Connection, name: str) -> _Shape | None:
    row = db.execute("SELECT sort, post, link, terms FROM cable WHERE id = ?", (name,)).fetchone()
    if row is None:
        return None
    aliases = _column(db, "SELECT alias FROM alias WHERE id = ?", name)
    cited = _column(db, "SELECT target FROM citation WHERE source = ?", name)
    sort, post, link, terms = row
    return _Shape(
        sort, post, link, frozenset(aliases), frozenset(_decode_terms(terms)), frozenset(cited)
    )


def _column(db: sqlite3.Connection, statement: str, *values: str) -> list[str]:
    return [value for (value,) in db.execute(statement, values)]


_NOWHERE = _Shape("", "", b"", frozenset(), frozenset(), frozenset())


def _seen_on(
    db: sqlite3.Connection, name: str, before: _Shape | None, after: _Shape | None
) -> set[str]:
    """The owners of the files that may show a change, as the catalog stands now."""
    old, new = before or _NOWHERE, after or _NOWHERE
    owners = {f"cable/{name}", "feed", SEARCH}
    is_new_in_lists = old[:3] != new[:3]
    if is_new_in_lists:
        owners |= _around(db, old) | _around(db, new) | _with_alias(db, [name])
        owners |= _citing(db, [name, *old.aliases, *new.aliases])
    if old.aliases != new.aliases:
        aliases = old.aliases | new.aliases
        owners |= _with_alias(db, aliases) | _citing(db, aliases)
    cited = old.cited | new.cited if is_new_in_lists else old.cited ^ new.cited
    owners |= {f"cable/{target}" for target in cited} | _with_alias(db, cited)
    terms = old.terms | new.terms if is_new_in_lists else old.terms ^ new.terms
    owners |= {f"term/{taxonomy}/{term}" for taxonomy, term in terms}
    if old.sort != new.sort or old.terms != new.terms:
        owners |= {"site", *(f"map/{shape.sort[:7]}" for shape in (old, new) if shape.sort)}
    if _called(old) != _called(new):
        owners.add("site")  # a post that no table has is called there as its latest cable calls it
    return owners


def _called(shape: _Shape) -> str:
    """What a cable calls its post."""
    return _decode_link(shape.link).post.text if shape.link else ""


def _around(db: sqlite3.Connection, shape: _Shape) -> set[str]:
    """The cables before and after a place in the order, and at a post."""
    if not shape.sort:
        return set()
    before = "SELECT id FROM cable WHERE {} sort < ? ORDER BY sort DESC LIMIT 1"
    after = "SELECT id FROM cable WHERE {} sort > ? ORDER BY sort LIMIT 1"
    found = [
        name
        for where, values in (("", (shape.sort,)), ("post = ? AND", (shape.post, shape.sort)))
        for statement in (before, after)
        for name in _column(db, statement.format(where), *values)
    ]
    return {f"cable/{name}" for name in found}


def _with_alias(db: sqlite3.Connection, aliases: Iterable[str]) -> set[str]:
    statement = "SELECT id FROM alias WHERE alias = ?"
    return {f"cable/{name}" for alias in aliases for name in _column(db, statement, alias)}


def _citing(db: sqlite3.Connection, targets: Iterable[str]) -> set[str]:
    statement = "SELECT source FROM citation WHERE target = ?"
    return {f"cable/{name}" for target in targets for name in _column(db, statement, target)}

"""All that the pages of cables are made of, asked for many cables at once: a question costs more than its
answer."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sitegen.catalog.packing import unpack
from sitegen.plan import merging
from sitegen.records import Cable
from sitegen.views import CableLink

_decode_link = msgspec.msgpack.Decoder(CableLink).decode


class Original(NamedTuple):
    """A record as it was read: the bytes from `offset` of a file."""

    path: str
    offset: int
    size: int
    sha256: bytes
    format: str


class Neighbours(NamedTuple):
    """The cables before and after by date, and at the same post."""

    earlier: CableLink | None
    later: CableLink | None
    earlier_at_post: CableLink | None
    later_at_post: CableLink | None


class Entry(NamedTuple):
    """A cable of the corpus: its record and a digest of it, its originals, the transmission header of the
    first, whether a person has changed the text since, what stands around it, the cables that cite it
    (oldest first) and those that it and the others of the same call cite, by what they call them, and its
    aliases that were addresses."""

    cable: Cable
    packed: bytes
    originals: tuple[Original, ...]
    header: str
    is_edited: bool
    neighbours: Neighbours
    cited_by: tuple[CableLink, ...]
    cited: Mapping[str, CableLink]
    old_addresses: Sequence[str]


# Each takes a JSON list of identifiers. What a cable is read from and was received as is mostly one and
# the same, and is then not given twice.
_WANTED = "(SELECT value AS name FROM json_each(?))"
_BESIDE = "(SELECT link FROM cable AS other WHERE {} ORDER BY sort {} LIMIT 1)"
_ENTRIES = f"""
    SELECT name, coalesce(merged, r.cable),
    CASE WHEN received NOT NULL THEN received WHEN merged NOT NULL OR record != original THEN o.cable END,
    o.path, o.offset, o.size, o.sha256, o.format,
    {_BESIDE.format("other.sort < cable.sort", "DESC")},
    {_BESIDE.format("other.sort > cable.sort", "")},
    {_BESIDE.format("other.post = cable.post AND other.sort < cable.sort", "DESC")},
    {_BESIDE.format("other.post = cable.post AND other.sort > cable.sort", "")}
    FROM {_WANTED} CROSS JOIN cable ON cable.id = name
    JOIN record AS r ON r.rowid = cable.record JOIN record AS o ON o.rowid = cable.original
"""  # noqa: S608 - fixed texts
_MORE_ORIGINALS = f"""
    SELECT name, path, offset, size, sha256, format FROM {_WANTED} CROSS JOIN original ON id = name
    JOIN record ON record.rowid = original.record ORDER BY name, place
"""  # noqa: S608
# The aliases that no other cable has.
_OWN_ALIASES = f"""
    SELECT name, alias FROM {_WANTED} CROSS JOIN alias AS mine ON id = name
    WHERE NOT EXISTS (SELECT * FROM alias AS other WHERE other.alias = mine.alias AND other.id != name)
"""  # noqa: S608
# A cable is cited by its identifier, or by an alias that is no other cable's identifier either.
_CITED_BY = f"""
    SELECT DISTINCT name, link, sort FROM (SELECT name, name AS target FROM {_WANTED}
    UNION ALL SELECT * FROM ({_OWN_ALIASES}) WHERE alias NOT IN (SELECT id FROM cable)) AS named
    CROSS JOIN citation USING (target) JOIN cable ON id = source WHERE source != name ORDER BY sort
"""  # noqa: S608
_CITED = f"""
    SELECT target, link FROM {_WANTED} CROSS JOIN citation ON source = name JOIN cable ON id = target
"""  # noqa: S608
_CITED_BY_ALIAS = f"""
    SELECT target, min(link) FROM
    (SELECT DISTINCT target FROM {_WANTED} CROSS JOIN citation ON source = name)
    JOIN alias ON alias = target JOIN cable USING (id)
    WHERE target NOT IN (SELECT id FROM cable) GROUP BY target HAVING count(*) = 1
"""  # noqa: S608
# Those whose pages, in the folder of the cable's month, would be no other cable's.
_OLD_ADDRESSES = f"""
    SELECT name, alias FROM ({_OWN_ALIASES}) JOIN cable ON cable.id = name
    LEFT JOIN cable AS other ON other.id = alias
    WHERE other.id IS NULL OR substr(other.sort, 1, 7) != substr(cable.sort, 1, 7) ORDER BY alias
"""  # noqa: S608


def entries(db: sqlite3.Connection, names: Sequence[str]) -> Iterator[Entry]:
    """The cables of some identifiers, in no order; nothing for one that is not there."""
    wanted = msgspec.json.encode(names).decode()
    originals, citing = defaultdict(list), defaultdict(list)
    for name, *place in db.execute(_MORE_ORIGINALS, (wanted,)):
        originals[name].append(Original(*place))
    for name, link, _ in db.execute(_CITED_BY, (wanted, wanted)):
        citing[name].append(_decode_link(link))
    cited = {
        name: _decode_link(link)
        for statement in (_CITED_BY_ALIAS, _CITED)
        for name, link in db.execute(statement, (wanted,))
    }
    addresses = defaultdict(list)
    for name, alias in db.execute(_OLD_ADDRESSES, (wanted,)):
        addresses[name].append(alias)
    for name, packed, raw, *rest in db.execute(_ENTRIES, (wanted,)):
        read = unpack(packed)
        received = unpack(raw) if raw else read
        yield Entry(
            cable=read,
            packed=packed,
            originals=(Original(*rest[:5]), *originals[name]),
            header=received.header,
            is_edited=received is not read
            and merging.content_of(read) != merging.content_of(received),
            neighbours=Neighbours(*(one and _decode_link(one) for one in rest[5:])),
            cited_by=tuple(citing[name]),
            cited=cited,
            old_addresses=addresses[name],
        )

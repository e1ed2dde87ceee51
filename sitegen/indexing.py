"""The search index of a site: changed where cables have changed, or made anew by several processes.

Made anew it takes three steps: runs of postings for batches of cables, the packs of each range of the
alphabet, and what is made of all. The first two may be done side by side (`batches`, `make_runs`;
`make_range`), the last is `make_index`, which does without them what there is to do.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sitegen import catalog, urls
from sitegen.catalog import Made
from sitegen.plan import names, site
from sitegen.plan.cable import country
from sitegen.records import Cable, text_of
from sitegen.render import portable
from sitegen.search import (
    RANGES,
    DamagedIndexError,
    Entry,
    Labels,
    Range,
    Reader,
    day_of,
    documents,
    encode_range,
    finish_index,
    keep,
    kept,
    make_batch,
    runs_of,
    update_index,
    write_range,
)
from sitegen.workspace import disk_errors, write_staged

OWNER = catalog.SEARCH
BATCH = 500  # cables

Change = tuple[Entry | None, Entry | None]  # as the published index has it, as it is now


class Places(NamedTuple):
    """Folders: the published site, the files that are to be published, and the runs under way."""

    output: Path
    staging: Path
    runs: Path
    portable: bool = False  # whether each file is there as a script, too


class Batch(NamedTuple):
    """Cables that follow one another, of which the first is the `first` of its day."""

    number: int
    names: tuple[str, ...]
    first: int


# -- what goes in ----------------------------------------------------------------------------------


def entry(cable: Cable) -> Entry:
    """A cable as search sees it."""
    return Entry(
        url=urls.cable_url(cable.identifier, cable.date.date()),
        identifier=cable.identifier,
        title=cable.title,
        date=f"{cable.date:%Y-%m-%dT%H:%M:%SZ}",
        post=cable.origin.code,
        classification=cable.classification,
        tags=cable.tags,
        subject=cable.subject,
        paragraphs=tuple(map(text_of, cable.body)),
        facts=(
            cable.origin.name,
            country(cable),
            cable.sender,
            cable.classification,
            *(f"{code} {site.term_name('tag', code, cable.date.year)}" for code in cable.tags),
            *cable.captions,
            *cable.signed_by,
            *cable.aliases,
        ),
        specimen=names.is_specimen(cable),
        country=country(cable),
        captions=cable.captions,
    )


def _labels(db: sqlite3.Connection) -> Labels:
    return Labels(posts=_names(db, "post"), tags=_names(db, "tag"))


def _names(db: sqlite3.Connection, taxonomy: str) -> dict[str, str]:
    return {
        name: site.term_name(taxonomy, name, int(day[:4]), catalog.label(db, taxonomy, name))
        for name, day in catalog.last_used(db, taxonomy)
    }


# -- changed ---------------------------------------------------------------------------------------


def is_made_anew(db: sqlite3.Connection) -> bool:
    """Whether there is no published index, or one that lost a file, or one of which too much has changed."""
    return not catalog.is_whole(db, OWNER) or catalog.is_much_superseded(db)


def make_index(db: sqlite3.Connection, places: Places) -> list[Made]:
    """The files of the index that are not there yet from `make_range`; those that stay are only named."""
    last = {one.path: one for one in catalog.made_for(db, OWNER)} if places.portable else {}
    if is_made_anew(db):
        return _with_scripts(places, list(_anew(db, places)), last)
    try:
        return _with_scripts(places, _changed(db, places), last)
    except (DamagedIndexError, OSError):  # the output is not what we published
        return _with_scripts(places, list(_anew(db, places)), last)


def _changed(db: sqlite3.Connection, places: Places) -> list[Made]:
    """The published index with some cables changed."""
    last = {one.path: one for one in catalog.made_for(db, OWNER) if not one.path.endswith(_SCRIPT)}
    changes = _changes(db)
    if not changes:
        return list(last.values())

    def read(path: str) -> bytes:
        return (places.output / OWNER / path).read_bytes()

    more = sum((new is not None) - (old is not None) for old, new in changes)
    if documents(read) + more != catalog.count_cables(db):
        raise DamagedIndexError("other cables are in it")
    update = update_index(read, changes, partial(_unchanged, db), _labels(db))
    gone = {f"{OWNER}/{path}" for path in update.gone}
    if not gone <= last.keys():
        raise sqlite3.DatabaseError("the catalog does not know all files of the search index")
    last = {path: one for path, one in last.items() if path not in gone}
    last |= {one.path: one for one in _staged(places, update.files, last)}
    return list(last.values())


def _changes(db: sqlite3.Connection) -> list[Change]:
    pairs = catalog.superseded(db)
    changes = [(entry(old) if old else None, entry(new) if new else None) for old, new in pairs]
    return [(old, new) for old, new in changes if old != new]


def _unchanged(db: sqlite3.Connection, name: str) -> Entry:
    """A cable that has not changed. Raises DamagedIndexError if there is none."""
    if not catalog.has_cable(db, name):
        raise DamagedIndexError(f"{name} is no cable")
    return entry(catalog.cables(db, [name])[0])


# -- made anew -------------------------------------------------------------------------------------


def clear_runs(places: Places) -> None:
    """No runs are under way."""
    shutil.rmtree(places.runs, ignore_errors=True)


@contextmanager
def cleared_runs(places: Places) -> Iterator[None]:
    """No runs are left, however it ends."""
    try:
        yield
    finally:
        clear_runs(places)


def batches(db: sqlite3.Connection) -> Iterator[Batch]:
    """All cables, in batches."""
    numbers, own, first = count(), list[str](), 0
    last, within = -1, 0  # the day of the last cable, and its number within
    for name, date in catalog.days_of_all(db):
        day = day_of(date)
        within = within + 1 if day == last else 0
        last = day
        if len(own) == BATCH:
            yield Batch(next(numbers), tuple(own), first)
            own = []
        first = first if own else within
        own.append(name)
    if own:
        yield Batch(next(numbers), tuple(own), first)


def make_runs(db: sqlite3.Connection, places: Places, batch: Batch) -> None:
    """Keep the runs of a batch."""
    entries = list(map(entry, catalog.cables(db, batch.names)))
    target = places.runs / f"{batch.number:06d}.batch"
    with disk_errors(target):
        places.runs.mkdir(exist_ok=True)
        with target.open("wb") as file:
            keep(make_batch(entries, batch.first), file)


def make_range(places: Places, number: int) -> list[Made]:
    """The packs of a range of the alphabet, of all runs that are kept."""
    return _with_scripts(places, list(_packs(places, number)), {})


def _packs(places: Places, number: int) -> Iterator[Made]:
    for item in write_range(list(runs_of(_readers(places), number))):
        if isinstance(item, Range):
            with disk_errors(places.runs):
                places.runs.mkdir(exist_ok=True)
                _range_file(places, number).write_bytes(encode_range(item))
        else:
            yield from _staged(places, dict([item]), {})


def _anew(db: sqlite3.Connection, places: Places) -> Iterator[Made]:
    """What is made of all ranges; they too, if they are not."""
    if not _range_file(places, RANGES - 1).exists():
        clear_runs(places)
        for batch in batches(db):
            make_runs(db, places, batch)
        for number in range(RANGES):
            yield from _packs(places, number)
    ranges = (_range_file(places, number).read_bytes() for number in range(RANGES))
    for item in finish_index(ranges, _readers(places), _labels(db)):
        yield from _staged(places, dict([item]), {})
    clear_runs(places)


def _range_file(places: Places, number: int) -> Path:
    return places.runs / f"{number}.range"


def _readers(places: Places) -> list[Reader]:
    return [partial(_read, path) for path in sorted(places.runs.glob("*.batch"))]


def _read(path: Path, number: int) -> bytes:
    with path.open("rb") as file:
        return kept(file, number)


_SCRIPT = ".js"  # behind the path of a file: the same as a script


def _with_scripts(places: Places, made: list[Made], last: Mapping[str, Made]) -> list[Made]:
    """Some files of the index, and in the portable edition each as a script as well."""
    if not places.portable:
        return made
    return [one for own in made for one in (own, _script(places, own, last))]


def _script(places: Places, own: Made, last: Mapping[str, Made]) -> Made:
    known = last.get(own.path + _SCRIPT)
    if known and not own.is_staged:
        return known
    data = ((places.staging if own.is_staged else places.output) / own.path).read_bytes()
    files = {
        f"{own.path.removeprefix(f'{OWNER}/')}{_SCRIPT}": portable.as_script(f"/{own.path}", data)
    }
    return next(_staged(places, files, last))


def _staged(places: Places, files: Mapping[str, bytes], last: Mapping[str, Made]) -> Iterator[Made]:
    """Files of the index, written where they differ from the last."""
    for name, data in files.items():
        path = f"{OWNER}/{name}"
        known = last[path].digest.hex() if path in last else None
        digest, is_staged = write_staged(places.staging, path, data, known)
        yield Made(path, OWNER, catalog.digest_of(OWNER, digest), bytes.fromhex(digest), is_staged)

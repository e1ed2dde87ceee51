"""The story of an index: batches of cables, sorted runs, packs of postings, the dictionary, the root."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import IO

import msgspec
import numpy as np

from sitegen.search.codec import File, Ints, json_file, stem_of
from sitegen.search.dictionary import Shard, write_dictionary
from sitegen.search.merge import Spool, merged
from sitegen.search.packs import Calendar, write_packs
from sitegen.search.postings import Run, invert, tokenise
from sitegen.search.records import Entry, Labels, Postings
from sitegen.search.rows import Facets, write_row, write_rows

VERSION = 2
BATCH = 1_000_000  # words, some 1,000 cables


@dataclass(slots=True)
class _Collection:
    """What is kept of every cable while the stream goes by: its month (2 bytes), and a row on disk."""

    rows: IO[bytes]
    months: "array[int]"
    facets: Facets

    def add(self, entry: Entry, month: int) -> None:
        if self.months and month < self.months[-1]:
            raise ValueError(f"{entry.identifier}: entries must come in order of date")
        self.months.append(month)
        self.facets.add(entry)
        write_row(self.rows, entry)


def build_index(entries: Iterable[Entry], labels: Labels, spool: Spool = BytesIO) -> Iterator[File]:
    """Entries in (date, identifier) order -> (path below /search/, bytes) of every index file.

    The same entries give the same files. What does not fit a batch waits in 65 files that `spool`
    makes, about 5 KB a cable: in memory unless told otherwise; for a large collection pass
    `partial(SpooledTemporaryFile, 1 << 20)`. Raises ValueError if the entries are out of order."""
    with spool() as rows:
        collection = _Collection(rows, array("H"), Facets(Counter(), Counter(), Counter()))
        runs = merged(_runs(entries, collection), spool)
        first = next(runs)  # the whole stream has been read once there is a first run
        calendar = _calendar(np.frombuffer(collection.months, np.uint16))
        yield from _write(chain([first], runs), collection, calendar, labels)


def _runs(entries: Iterable[Entry], collection: _Collection) -> Iterator[Run]:
    """A sorted run for every batch of entries."""
    stream = _tokenised(entries, collection)
    for head in stream:
        yield invert(chain([head], _batch(stream)), len(collection.months) - 1)


def _tokenised(entries: Iterable[Entry], collection: _Collection) -> Iterator[Postings]:
    for entry in entries:
        postings = tokenise(entry)
        collection.add(entry, postings.month)
        yield postings


def _batch(stream: Iterator[Postings]) -> Iterator[Postings]:
    """The next cables, up to the limit of a batch."""
    words = 0
    for postings in stream:
        yield postings
        words += len(postings.words)
        if words >= BATCH:
            return


def _calendar(months: Ints) -> Calendar:
    """Months of the documents, and their numbers within the month."""
    _, first, group = np.unique(months, return_index=True, return_inverse=True)
    return Calendar(
        months.astype(np.int32), (np.arange(len(months)) - first[group]).astype(np.int32)
    )


def _write(
    runs: Iterator[Run], collection: _Collection, calendar: Calendar, labels: Labels
) -> Iterator[File]:
    """All files; last the root, and the one file that is not named by its content."""
    shards, directories = [], []
    for item in write_dictionary(write_packs(runs, calendar)):
        if isinstance(item, Shard):
            shards.append((item.first, stem_of(item.file[0])))
            yield item.file
        else:
            yield item
    months = Counter(collection.months)
    for part in write_rows(collection.rows, months):
        if isinstance(part[0], int):
            directories.append(part)
        else:
            yield part[0], part[1]
    facets = collection.facets.file(labels)
    yield facets
    root = {
        "documents": len(collection.months),
        "months": sorted(months.items()),
        "terms": shards,
        "rows": directories,
        "facets": stem_of(facets[0]),
    }
    yield from _root(root)


def _root(root: dict[str, object]) -> Iterator[File]:
    path, data = json_file("root", root)
    yield path, data
    yield (
        "index.json",
        msgspec.json.encode(
            {"version": VERSION, "documents": root["documents"], "root": stem_of(path)}
        ),
    )

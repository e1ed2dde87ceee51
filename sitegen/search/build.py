"""The story of an index: batches of cables, sorted runs, packs of postings, the dictionary, the root."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import IO

import msgspec

from sitegen.search.batches import Reader, Summary, keep, kept, make_batch, runs_of, summary
from sitegen.search.codec import File, stem_of
from sitegen.search.columns import Filters
from sitegen.search.dictionary import write_dictionary
from sitegen.search.packs import Pack
from sitegen.search.ranges import RANGES, Range, write_range
from sitegen.search.records import Entry, Labels, day_number
from sitegen.search.root import write_root
from sitegen.search.rows import Facets, Row, no_facets, write_rows

BATCH = 1_000  # cables


Spool = Callable[[], IO[bytes]]  # makes a temporary file


def build_index(entries: Iterable[Entry], labels: Labels, spool: Spool = BytesIO) -> Iterator[File]:
    """Entries in their `order` -> (path below /search/, bytes) of every index file.

    The same entries give the same files. Runs wait in a file that `spool` makes, about 8 KB a cable:
    in memory unless told otherwise. Raises ValueError if the entries are out of order.

    Several processes do the same with `make_batch`, `index_range` for each range of the alphabet,
    and `finish_index`."""
    with spool() as file:
        readers = [partial(_read, file, at) for at in _keep_batches(entries, file)]
        found: list[bytes] = []
        for number in range(RANGES):
            for item in write_range(list(runs_of(readers, number))):
                if isinstance(item, Range):
                    found.append(encode_range(item))
                else:
                    yield item
        yield from finish_index(found, readers, labels)


def _read(file: IO[bytes], at: int, number: int) -> bytes:
    return kept(file, number, at)


def _keep_batches(entries: Iterable[Entry], file: IO[bytes]) -> list[int]:
    """Where in the file each batch is kept."""
    places = []
    for batch, first in batched(entries):
        places.append(file.tell())
        keep(make_batch(batch, first), file)
    return places


def batched(entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], int]]:
    """Batches, each with the number of its first cable within its day."""
    batch: list[Entry] = []
    first = 0
    for entry in entries:
        if len(batch) >= BATCH:
            yield batch, first
            first = _next(batch, first, day_number(entry))
            batch = []
        batch.append(entry)
    if batch:
        yield batch, first


def _next(batch: Sequence[Entry], first: int, day: int) -> int:
    """The number within its day of a cable that follows a batch."""
    same = sum(day_number(entry) == day for entry in batch)
    return same + first if same == len(batch) else same


encode_range = msgspec.msgpack.Encoder().encode
_decode_range = msgspec.msgpack.Decoder(Range).decode


def finish_index(
    ranges: Iterable[bytes], readers: Sequence[Reader], labels: Labels
) -> Iterator[File]:
    """What is made of all ranges (as `encode_range` has them) and all batches: the dictionary, the
    rows, the filters, the root."""
    packs: list[Pack] = []
    shards = []
    for shard in write_dictionary(map(_decode_range, ranges), packs):
        shards.append((shard.first, stem_of(shard.file[0])))
        yield shard.file
    facets, days = _totals(map(summary, readers))
    directories = []
    for part in write_rows(_shown(map(summary, readers)), days):
        if isinstance(part[0], int):
            directories.append(part)
        else:
            yield part[0], part[1]
    yield from write_root(packs, shards, directories, days, facets, labels)


def _shown(summaries: Iterable[Summary]) -> Iterator[tuple[Row, Filters]]:
    for one in summaries:
        yield from zip(one.rows, one.filters, strict=True)


def _totals(summaries: Iterable[Summary]) -> tuple[Facets, dict[int, int]]:
    """The filters of all batches, and day -> cables, in order."""
    facets, days = no_facets(), Counter[int]()
    for one in summaries:
        facets.add(one.facets)
        days.update(one.days)
    return facets, dict(sorted(days.items()))

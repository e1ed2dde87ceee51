"""Batches of cables to sorted runs, as a worker makes and keeps them for those who merge."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import IO

import msgspec
import numpy as np

from sitegen.search.codec import Ints
from sitegen.search.postings import invert, tokenise
from sitegen.search.ranges import EDGES, RANGES
from sitegen.search.records import Entry, day_number, order
from sitegen.search.rows import Facets, Row, no_facets, row
from sitegen.search.runs import DAY, Run, packed, split, unpacked

Reader = Callable[[int], bytes]  # number of a part of a kept batch -> its bytes


class Summary(msgspec.Struct, frozen=True):
    """What a batch holds beside its postings: day -> cables, the rows and the filters of all cables, and
    how many have each filter."""

    days: dict[int, int]
    rows: list[Row]
    filters: list[list[str]]
    facets: Facets


PLACES, SUMMARY = RANGES, RANGES + 1  # parts after those of the ranges


def places(days: Sequence[int], first: int) -> Ints:
    """Places of cables in order, of which the first is the `first` of its day."""
    day = np.array(days, np.int64)
    _, starts, group = np.unique(day, return_index=True, return_inverse=True)
    numbers = np.arange(len(day)) - starts[group]
    numbers[group == 0] += first
    return day * DAY + numbers


def make_batch(entries: Sequence[Entry], first: int) -> list[bytes]:
    """Some cables that follow one another, as parts to be kept: a sorted run for each range of the
    alphabet, the places, the summary. Raises ValueError if the cables are out of order."""
    days = list(map(day_number, entries))
    for before, entry in pairwise(entries):
        if order(entry) < order(before):
            raise ValueError(f"{entry.identifier}: entries must come in order of date")
    postings, counts = list(map(tokenise, entries)), no_facets()
    filters = [own.filters for own in postings]
    for own in filters:
        counts.count(own)
    parts = [packed(piece) for piece in split(invert(postings), EDGES)]
    about = Summary(Counter(days), list(map(row, entries)), filters, counts)
    return [*parts, places(days, first).tobytes(), _encode(about)]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Summary).decode


def keep(parts: Sequence[bytes], file: IO[bytes]) -> None:
    """Write the parts of a batch where a file stands."""
    file.write(np.array([len(part) for part in parts], "<i8").tobytes())
    file.writelines(parts)


def kept(file: IO[bytes], number: int, at: int = 0) -> bytes:
    """A part of a batch that is kept from `at` on."""
    file.seek(at)
    sizes = np.frombuffer(file.read(8 * (SUMMARY + 1)), "<i8")
    file.seek(int(sizes[:number].sum()), 1)
    return file.read(int(sizes[number]))


def summary(read: Reader) -> Summary:
    """What a kept batch holds beside its postings."""
    return _decode(read(SUMMARY))


def runs_of(readers: Sequence[Reader], number: int) -> Iterator[Run]:
    """The runs of all batches over one range of the alphabet, with the places of their cables."""
    for read in readers:
        run = unpacked(read(number), np.frombuffer(read(PLACES), np.int64))
        if run.keys:
            yield run

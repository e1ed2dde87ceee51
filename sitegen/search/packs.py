"""Posting packs: the lists of a few hundred stems to a file, their positions in files beside it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
import numpy as np

from sitegen.search.codec import (
    File,
    Ints,
    blob,
    chance,
    column,
    file,
    front_coded,
    halves,
    stem_of,
)
from sitegen.search.merge import EMPTY, joined, pieces
from sitegen.search.postings import Run

SMALLEST, LARGEST = 5_000, 10_000  # weight of a pack: about bytes, once packed
CUT_EVERY = 2_000  # between the two: mean weight until a cut
TERM_WEIGHT = 4  # a term weighs as much as so many postings
POSITION_BYTES = 48_000  # before gzip, in a file


class Calendar(msgspec.Struct, frozen=True):
    """Which documents a month has."""

    month: Ints  # of each document
    number: Ints  # of each document within its month


class Pack(msgspec.Struct, frozen=True):
    """A pack that was written, as the dictionary needs to know it."""

    name: str
    terms: list[str]
    counts: list[int]  # postings of each term
    part: int = (
        0  # 0: whole stems; else the list of one stem is in several packs, and this is the part
    )
    month: int = 0  # first month of a part


def cut(run: Run) -> tuple[list[list[int]], int]:
    """Ranges [low, high) of keys, one a pack, and how many keys they cover: the rest is no full pack yet.

    Where a pack ends depends on the stems in it, not on their number: a change somewhere leaves
    the packs elsewhere as they are."""
    ranges, low, high, weight = [], 0, 0, 0
    for stem, more in _stems(run):
        size = sum(run.counts[high : high + more].tolist()) + TERM_WEIGHT * more
        if weight and weight + size > LARGEST:
            ranges.append([low, high])
            low, weight = high, 0
        high, weight = high + more, weight + size
        if weight > LARGEST or (weight > SMALLEST and chance(stem, size, CUT_EVERY)):
            ranges.append([low, high])
            low, weight = high, 0
    return ranges, low


def _stems(run: Run) -> Iterator[tuple[str, int]]:
    """Stems, and how many terms each has."""
    for stem, terms in groupby(key.partition("\0")[0] for key in run.keys):
        yield stem, len(list(terms))


def write_packs(runs: Iterable[Run], calendar: Calendar) -> Iterator[tuple[list[File], Pack]]:
    """Every pack: its files, and what the dictionary needs."""
    rest = EMPTY
    for run in runs:
        whole = joined([rest, run])
        ranges, done = cut(whole)
        for low, high in ranges:
            yield from _write(next(pieces(whole, [low, high])), calendar)
        rest = next(pieces(whole, [done, len(whole.keys)]))
    if rest.keys:
        yield from _write(rest, calendar)


def _write(run: Run, calendar: Calendar) -> Iterator[tuple[list[File], Pack]]:
    """A range of keys as one pack, or as one a range of months where a stem has a long list."""
    if len(run.documents) <= LARGEST:
        yield _encode(run, calendar, 0, 0)
        return
    months = calendar.month[run.documents]
    found, counts = np.unique(months, return_counts=True)
    ranges = halves(zip(found.tolist(), counts.tolist(), strict=True), LARGEST)
    for part, covered in enumerate(ranges, 1):
        inside = (months >= covered[0]) & (months <= covered[-1])
        yield _encode(_only(run, inside), calendar, part, covered[0])


def _only(run: Run, wanted: Ints) -> Run:
    """All keys, with some of their postings."""
    ends = np.cumsum(run.counts)
    kept = np.concatenate([[0], np.cumsum(wanted)])
    data = np.frombuffer(run.positions, np.uint8)[np.repeat(wanted, run.sizes)]
    counts = kept[ends] - kept[ends - run.counts]
    return Run(
        run.keys,
        counts,
        run.documents[wanted],
        run.levels[wanted],
        run.sizes[wanted],
        data.tobytes(),
    )


def _encode(run: Run, calendar: Calendar, part: int, month: int) -> tuple[list[File], Pack]:
    """One pack and its files of positions."""
    terms = [key.partition("\0")[2] for key in run.keys]
    positions, covered = _position_files(run)
    payload = b"".join(
        [
            column([more for _, more in _stems(run)]),
            front_coded(terms),
            *_lists(run, calendar),
            blob(run.levels.tobytes()),
            column(covered),
            blob(b"".join(bytes.fromhex(stem_of(path)) for path, _ in positions)),
        ]
    )
    pack = file("packs", payload)
    return [*positions, pack], Pack(stem_of(pack[0]), terms, run.counts.tolist(), part, month)


def _lists(run: Run, calendar: Calendar) -> Iterator[bytes]:
    """Columns of the documents. A list falls in runs of one month each: how many runs a list has; for
    a run the months since the run before and its documents; for a document the gap to the one before."""
    month, number = calendar.month[run.documents], calendar.number[run.documents]
    term = np.repeat(np.arange(len(run.keys)), run.counts)
    opens = np.ones(len(month), bool)
    opens[1:] = (month[1:] != month[:-1]) | (term[1:] != term[:-1])
    starts = np.flatnonzero(opens)
    yield column(np.bincount(term[starts], minlength=len(run.keys)))
    yield column(_gaps(month[starts], term[starts], 0))
    yield column(np.diff(starts, append=len(month)))
    yield column(_gaps(number, np.cumsum(opens), 1))


def _gaps(values: Ints, group: Ints, least: int) -> Ints:
    """Differences (less `least`) to the value before; of the first in a group the value itself."""
    out = values.astype(np.int64)
    same = group[1:] == group[:-1]
    out[1:][same] -= values[:-1][same].astype(np.int64) + least
    return out


def _position_files(run: Run) -> tuple[list[File], list[int]]:
    """Files of positions, and how many postings each covers."""
    ends = np.cumsum(run.sizes, dtype=np.int64)
    files, covered, at, start = [], [], 0, 0
    while at < len(ends):
        stop = max(at + 1, int(np.searchsorted(ends, start + POSITION_BYTES, side="right")))
        files.append(file("positions", run.positions[start : int(ends[stop - 1])]))
        covered.append(stop - at)
        at, start = stop, int(ends[stop - 1])
    return files, covered

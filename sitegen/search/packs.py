"""Posting packs: the lists of a few hundred stems to a file, their positions in files beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

import msgspec
import numpy as np

from sitegen.search.codec import (
    DamagedIndexError,
    File,
    Ints,
    Payload,
    Read,
    blob,
    chance,
    column,
    file,
    front_coded,
    halves,
    stem_of,
    unpacked,
)
from sitegen.search.positions import Blocks, Source, read_blocks, write_positions
from sitegen.search.postings import stems
from sitegen.search.runs import DAY, EMPTY, Run, joined, nonempty, only, pieces, spread, stem, term

SMALLEST, LARGEST = 20_000, 40_000  # weight of a pack: about bytes, once packed
CUT_EVERY = 6_000  # between the two: mean weight until a cut
LONG = 96_000  # postings: a longer list is written in parts
TERM_WEIGHT = 4  # a term weighs as much as so many postings


class Pack(msgspec.Struct, frozen=True):
    """A pack that was written, as the rest of the index needs to know it."""

    first: str  # its first stem
    name: str
    postings: int
    part: int = 0  # 0: whole stems; else the list of one stem is in several packs, this is the part
    day: int = 0  # first day of a part


class Written(msgspec.Struct, frozen=True):
    """A pack with its files, and the terms in it."""

    files: list[File]
    pack: Pack
    terms: list[str]
    counts: list[int]  # postings of each term


# -- cutting ---------------------------------------------------------------------------------------


def cut(run: Run) -> tuple[list[tuple[int, int]], int]:
    """Ranges [low, high) of keys, one a pack, and how many keys they cover: the rest is no full pack yet.

    Where a pack ends depends on the stems in it, not on their number: a change somewhere leaves
    the packs elsewhere as they are."""
    ranges, low, high, weight = [], 0, 0, 0
    for name, more, size in _sizes(run):
        if weight and weight + size > LARGEST:
            ranges.append((low, high))
            low, weight = high, 0
        high, weight = high + more, weight + size
        if weight > LARGEST or (weight > SMALLEST and chance(name, size, CUT_EVERY)):
            ranges.append((low, high))
            low, weight = high, 0
    return ranges, low


def _sizes(run: Run) -> Iterator[tuple[str, int, int]]:
    """Of each stem: itself, how many terms it has, and its weight."""
    groups = [(name, len(list(keys))) for name, keys in groupby(map(stem, run.keys))]
    if groups:
        lengths = np.array([more for _, more in groups])
        weights = np.add.reduceat(run.counts, np.cumsum(lengths) - lengths) + TERM_WEIGHT * lengths
        for (name, more), size in zip(groups, weights.tolist(), strict=True):
            yield name, more, size


def write_packs(runs: Iterable[Run]) -> Iterator[Written]:
    """The packs of runs that follow one another; the last run ends a pack."""
    rest = EMPTY
    for run in runs:
        whole = joined([rest, run]) if rest.keys else run
        ranges, _ = cut(whole)
        cuts = [0, *(high for _, high in ranges), len(whole.keys)]
        *full, rest = pieces(whole, cuts)
        for piece in full:
            yield from write_pack(piece)
    if rest.keys:
        yield from write_pack(rest)


def write_pack(run: Run, source: Source | None = None) -> Iterator[Written]:
    """A range of keys as one pack, or as one a range of days where a stem has a long list; `source` has the positions
    of a run that refers to it."""
    if not is_long(run):
        yield encode(run, 0, 0, source)
        return
    days = run.places // DAY
    found, counts = np.unique(days, return_counts=True)
    ranges = halves(zip(found.tolist(), counts.tolist(), strict=True), LONG)
    for part, covered in enumerate(ranges, 1):
        own = only(run, (days >= covered[0]) & (days <= covered[-1]))
        yield encode(own if part == 1 else nonempty(own), part, covered[0], source)


def is_long(run: Run) -> bool:
    """Whether the list of a stem is written in parts."""
    return len(run.places) > LONG


# -- writing ---------------------------------------------------------------------------------------


def encode(run: Run, part: int, day: int, source: Source | None = None) -> Written:
    """One pack and its files of positions."""
    places, files = write_positions(run, day, source)
    return written(run, part, day, pack_file(payload(run, places)), files)


def pack_file(parts: Sequence[bytes]) -> File:
    """The file of a pack."""
    return file("packs", *parts, is_text=False)


def written(run: Run, part: int, day: int, made: File, more: Sequence[File] = ()) -> Written:
    """What is told of a pack."""
    pack = Pack(stem(run.keys[0]), stem_of(made[0]), len(run.places), part, day)
    return Written([*more, made], pack, list(map(term, run.keys)), run.counts.tolist())


def payload(run: Run, places: Blocks) -> list[bytes]:
    """A pack, given where its positions are; in parts that are unlike each other."""
    return [
        column([len(list(keys)) for _, keys in groupby(map(stem, run.keys))]),
        front_coded(list(map(term, run.keys))),
        *_lists(run),
        blob(run.levels.tobytes()),
        places.encoded(),
    ]


def _lists(run: Run) -> Iterator[bytes]:
    """Columns of the cables. A list falls in stretches of one day each: how many a list has; for a
    stretch the days since the one before and its cables; for a cable the gap to the one before."""
    days, numbers = run.places // DAY, run.places % DAY
    owner = np.repeat(np.arange(len(run.keys)), run.counts)
    opens = np.ones(len(days), bool)
    opens[1:] = (days[1:] != days[:-1]) | (owner[1:] != owner[:-1])
    starts = np.flatnonzero(opens)
    yield column(np.bincount(owner[starts], minlength=len(run.keys)))
    yield column(_gaps(days[starts], owner[starts], 0))
    yield column(np.diff(starts, append=len(days)))
    yield column(_gaps(numbers, np.cumsum(opens), 1))


def _gaps(values: Ints, group: Ints, least: int) -> Ints:
    """Differences (less `least`) to the value before; of the first in a group the value itself."""
    out = values.copy()
    same = group[1:] == group[:-1]
    out[1:][same] -= values[:-1][same] + least
    return out


# -- reading ---------------------------------------------------------------------------------------


class Opened(msgspec.Struct, frozen=True):
    """A pack as published: its run without positions, and the files of those."""

    run: Run
    positions: Blocks


def open_pack(name: str, read: Read) -> Opened:
    """A pack as it was published."""
    data = Payload(unpacked(name, read(f"packs/{name}.bin")))
    groups, terms = data.column(), data.terms()
    per_term, places = _read_places(data)
    levels = np.frombuffer(data.blob(), np.uint8)
    if len(per_term) != len(terms) or len(levels) != len(places):
        raise DamagedIndexError(name)
    firsts = stems([terms[at] for at in (np.cumsum(groups) - groups).tolist()])
    owners = np.repeat(np.arange(len(groups)), groups).tolist()
    keys = [f"{firsts[own]}\0{text}" for own, text in zip(owners, terms, strict=True)]
    run = Run(keys, per_term, places, levels, EMPTY.times, EMPTY.gaps)
    return Opened(run, read_blocks(data))


def renumbered(name: str, read: Read, numbers: Callable[[Ints], Ints], days: Ints) -> File:
    """A pack as published, but with other places on some days, which `numbers` gives: all else is left as
    it lies."""
    data = Payload(unpacked(name, read(f"packs/{name}.bin")))
    ends = [0, *_skip_head(data)]
    lists, steps, counts = (_noting(data, ends) for _ in range(3))
    head, gaps = [data.data[low:high] for low, high in pairwise(ends)], data.column()
    if int(lists.sum()) != len(counts) or int(counts.sum()) != len(gaps):
        raise DamagedIndexError(name)
    day = _added_up(steps, np.cumsum(lists) - lists, lists)
    runs = np.flatnonzero(np.isin(day, days))
    sizes = counts[runs]
    own = spread(np.concatenate([[0], np.cumsum(counts)]), runs)
    within = _added_up(gaps[own] + 1, np.cumsum(sizes) - sizes, sizes) - 1
    places = numbers(np.repeat(day[runs] * DAY, sizes) + within)
    gaps[own] = _gaps(places % DAY, np.repeat(runs, sizes), 1)
    end = data.at
    data.blob()
    levels = data.data[end : data.at]
    return pack_file([*head, column(gaps), levels, data.data[data.at :]])


def _skip_head(data: Payload) -> Iterator[int]:
    """Go behind the stems and the terms: where each of these parts ends."""
    data.skip_columns(1)
    yield data.at
    data.skip_columns(2)
    data.blob()
    yield data.at


def _noting(data: Payload, ends: list[int]) -> Ints:
    """A column; where it ends is noted."""
    found = data.column()
    ends.append(data.at)
    return found


def _read_places(data: Payload) -> tuple[Ints, Ints]:
    """Postings of each term, and the place of each posting."""
    lists, days, counts, numbers = (data.column() for _ in range(4))
    if int(lists.sum()) != len(counts) or int(counts.sum()) != len(numbers):
        raise DamagedIndexError("lists of a pack")
    days = _added_up(days, np.cumsum(lists) - lists, lists)
    numbers = _added_up(numbers + 1, np.cumsum(counts) - counts, counts) - 1
    per_term = np.zeros(len(lists), np.int64)
    np.add.at(per_term, np.repeat(np.arange(len(lists)), lists), counts)
    return per_term, np.repeat(days, counts) * DAY + numbers


def _added_up(values: Ints, starts: Ints, lengths: Ints) -> Ints:
    """Sums of the values up to each, begun anew at every start."""
    sums = np.cumsum(values)
    before = np.concatenate([[0], sums])[starts]
    within: Ints = sums - np.repeat(before, lengths)
    return within

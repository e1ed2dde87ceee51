"""Sorted runs of postings: cut, put together, merged, kept in a file while others are made."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from sitegen.search.codec import DamagedIndexError, Ints

CHUNK = 500_000  # postings that are merged at a time


class Run(msgspec.Struct, frozen=True):
    """Postings of many cables, in order of (stem, term, cable).

    keys     'stem NUL term', sorted
    counts   postings of each key
    places   the cable of each posting: its day and its number within the day (`place`), or, as long as
             these are not known, its number within the run
    levels   weight, 0 to 15, and 16 times the share of identifier or subject, one a posting (uint8)
    times    how often the term stands there, one a posting
    gaps     one for each time: the position less the one before in the same cable
    """

    keys: list[str]
    counts: Ints
    places: Ints
    levels: Ints
    times: Ints
    gaps: Ints


EMPTY = Run([], *(np.zeros(0, kind) for kind in ("i8", "i8", "u1", "u1", "u1")))

DAY = 1 << 32  # a place is day × DAY + number within the day


def stem(key: str) -> str:
    """'stem NUL term' -> its stem."""
    return key.partition("\0")[0]


def term(key: str) -> str:
    """'stem NUL term' -> its term."""
    return key.partition("\0")[2]


# -- parts of runs ---------------------------------------------------------------------------------


def _sums(values: Ints) -> Ints:
    """0, the first, the first two together … (int64)"""
    return np.concatenate([[0], np.cumsum(values, dtype=np.int64)])


def pieces(run: Run, cuts: Sequence[int]) -> Iterator[Run]:
    """The run in pieces of consecutive keys; `cuts` are numbers of keys."""
    ends = _sums(run.counts)[list(cuts)]
    gap_ends = _sums(run.times)[ends]
    for i, (low, high) in enumerate(pairwise(cuts)):
        own = slice(int(ends[i]), int(ends[i + 1]))
        yield Run(
            run.keys[low:high],
            run.counts[low:high],
            run.places[own],
            run.levels[own],
            run.times[own],
            run.gaps[int(gap_ends[i]) : int(gap_ends[i + 1])],
        )


def split(run: Run, edges: Sequence[str]) -> Iterator[Run]:
    """The run in ranges of keys: below the first edge, from the first to the second, and so on."""
    return pieces(run, [0, *(bisect_left(run.keys, edge) for edge in edges), len(run.keys)])


def chosen(run: Run, keys: list[str], counts: Ints, postings: Ints) -> Run:
    """The run of some postings, in a new order; `keys` and `counts` say of which term they are."""
    return _in_pieces(run, keys, counts, np.arange(len(run.places) + 1), postings)


def _in_pieces(run: Run, keys: list[str], counts: Ints, ends: Ints, pieces: Ints) -> Run:
    """The same of pieces, in a new order, of which piece i has the postings from ends[i] to ends[i + 1]."""
    gap_ends = _sums(run.times)[ends]
    postings = spread(ends, pieces)
    return Run(
        keys,
        counts,
        run.places[postings],
        run.levels[postings],
        run.times[postings],
        run.gaps[spread(gap_ends, pieces)],
    )


def spread(ends: Ints, postings: Ints) -> Ints:
    """Where the values of some postings are, of which posting i has those from ends[i] to ends[i + 1]."""
    lengths = ends[postings + 1] - ends[postings]
    after = np.cumsum(lengths)
    out = np.repeat(ends[postings] - (after - lengths), lengths)
    out += np.arange(len(out))
    return out


def only(run: Run, wanted: Ints) -> Run:
    """All keys, with the postings that are `wanted` (one truth a posting)."""
    kept = _sums(wanted)
    ends = _sums(run.counts)
    return chosen(run, run.keys, np.diff(kept[ends]), np.flatnonzero(wanted))


def nonempty(run: Run) -> Run:
    """The run without keys that have no postings."""
    if not len(run.keys) or run.counts.all():
        return run
    kept = np.flatnonzero(run.counts)
    keys = [run.keys[i] for i in kept.tolist()]
    return msgspec.structs.replace(run, keys=keys, counts=run.counts[kept])


# -- runs together ---------------------------------------------------------------------------------


def joined(runs: Sequence[Run]) -> Run:
    """Runs one after the other, as if they were one."""
    if len(runs) == 1:
        return runs[0]
    return Run(
        [key for run in runs for key in run.keys],
        np.concatenate([run.counts for run in runs]),
        np.concatenate([run.places for run in runs]),
        np.concatenate([run.levels for run in runs]),
        np.concatenate([run.times for run in runs]),
        np.concatenate([run.gaps for run in runs]),
    )


def merge(runs: Sequence[Run]) -> Run:
    """Runs over the same range of keys as one. Those of a key come in order of the runs, which
    is the order of the cables."""
    if len(runs) == 1:
        return runs[0]
    everything = joined(runs)
    keys = sorted(set(everything.keys))
    rank = {key: i for i, key in enumerate(keys)}
    lists = np.fromiter(map(rank.__getitem__, everything.keys), np.int64, len(everything.keys))
    order = np.argsort(lists, kind="stable")
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, lists, everything.counts)
    return _in_pieces(everything, keys, counts, _sums(everything.counts), order)


def merged(runs: Sequence[Run]) -> Iterator[Run]:
    """The same, as runs of consecutive keys, none of which is large."""
    total = sum(int(run.counts.sum()) for run in runs)
    edges = _edges(max(runs, key=lambda run: len(run.keys), default=EMPTY), total // CHUNK)
    return (merge(same) for same in zip(*(split(run, edges) for run in runs), strict=True))


def _edges(run: Run, count: int) -> list[str]:
    """Stems that part a run, and likely its fellows, in ranges of like size. Forms of a stem stay together."""
    if not count or not run.keys:
        return []
    total = np.cumsum(run.counts)
    wanted = np.arange(1, count + 1) * (int(total[-1]) / (count + 1))
    return sorted({stem(run.keys[i]) for i in np.searchsorted(total, wanted).tolist()})


# -- runs changed ----------------------------------------------------------------------------------


def without(run: Run, gone: Run) -> Run:
    """A run less some of its postings. Raises DamagedIndexError if it has not all of them."""
    if not gone.keys:
        return run
    wanted = np.ones(len(run.places), bool)
    ends, less = np.cumsum(run.counts), np.cumsum(gone.counts)
    for number, key in enumerate(gone.keys):
        at = bisect_left(run.keys, key)
        if at == len(run.keys) or run.keys[at] != key:
            raise DamagedIndexError(f"{term(key)!r} is missing")
        first = int(ends[at] - run.counts[at])
        own, places = run.places[first : int(ends[at])], _list(gone, number, less)
        found = np.searchsorted(own, places)
        if (found >= len(own)).any() or (own[found] != places).any():
            raise DamagedIndexError(f"a posting of {term(key)!r} is missing")
        wanted[first + found] = False
    return only(run, wanted)


def _list(run: Run, number: int, ends: Ints) -> Ints:
    """The places of a key."""
    end = int(ends[number])
    return run.places[end - int(run.counts[number]) : end]


def with_new(run: Run, come: Run) -> Run:
    """A run and more postings, those of a key sorted; keys without any are left out."""
    if not come.keys:
        return nonempty(run)
    ends = _sums(run.counts)
    at = []
    for key, places in zip(
        come.keys, np.split(come.places, np.cumsum(come.counts)[:-1]), strict=True
    ):
        number = bisect_left(run.keys, key)
        is_there = number < len(run.keys) and run.keys[number] == key
        first, last = int(ends[number]), int(ends[number + is_there])
        at.append(first + np.searchsorted(run.places[first:last], places))
    total = len(run.places)
    more = total + np.arange(len(come.places))
    order = np.insert(np.arange(total), np.concatenate(at), more)
    counts = dict(zip(run.keys, run.counts.tolist(), strict=True))
    for key, count in zip(come.keys, come.counts.tolist(), strict=True):
        counts[key] = counts.get(key, 0) + count
    keys = sorted(counts)
    numbers = np.array([counts[key] for key in keys], np.int64)
    return nonempty(chosen(joined([run, come]), keys, numbers, order))


def in_order(run: Run) -> Run:
    """A run with the postings of each key in order of their places."""
    order = np.lexsort((run.places, np.repeat(np.arange(len(run.keys)), run.counts)))
    return chosen(run, run.keys, run.counts, order)


def with_keys(run: Run, keys: set[str]) -> Run:
    """A run with keys that have no postings in it."""
    known = dict(zip(run.keys, run.counts.tolist(), strict=True))
    names = sorted(known.keys() | keys)
    counts = np.array([known.get(key, 0) for key in names], np.int64)
    return msgspec.structs.replace(run, keys=names, counts=counts)


# -- runs at rest ----------------------------------------------------------------------------------


class _Packed(msgspec.Struct, array_like=True):
    """A run as it lies in a file: of each array how many bytes a number has, and the bytes."""

    keys: str
    arrays: list[tuple[int, bytes]]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Packed).decode


def packed(run: Run) -> bytes:
    """A run, to be kept; nothing of one that has none."""
    if not run.keys:
        return b""
    arrays = (run.counts, run.places, run.levels, run.times, run.gaps)
    return _encode(_Packed("\n".join(run.keys), [_narrow(array) for array in arrays]))


def unpacked(data: bytes, places: Ints) -> Run:
    """The run that was kept; `places` are those of the cables it numbers."""
    if not data:
        return EMPTY
    raw = _decode(data)
    counts, numbers, levels, times, gaps = (
        np.frombuffer(part, f"u{size}") for size, part in raw.arrays
    )
    return Run(
        raw.keys.split("\n"),
        counts.astype(np.int64),
        places[numbers],
        levels,
        times,
        gaps,
    )


def _narrow(values: Ints) -> tuple[int, bytes]:
    highest = int(values.max()) if len(values) else 0
    size = next(size for size in (1, 2, 4) if highest < 1 << 8 * size)
    return size, values.astype(f"u{size}", copy=False).tobytes()

"""Positions of the postings of a pack: blocks of some thousand, so that a reader fetches what it needs, in files
beside the pack."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy as np

from sitegen.search.codec import (
    DamagedIndexError,
    File,
    Ints,
    Payload,
    Read,
    blob,
    column,
    gunzipped,
    gzipped,
    name,
    plain_file,
    planes,
    stem_of,
    utf8,
)
from sitegen.search.runs import DAY, Run, spread, term

SMALLEST, LARGEST = 3_000, 12_000  # positions in a block
CUT_EVERY = 3_000  # between the two: mean until a cut
BLOCKS = 12  # in a file: as many times SMALLEST, LARGEST, CUT_EVERY
HEAD = 8  # bytes that a file begins with


class Blocks(msgspec.Struct, frozen=True):
    """Where the positions of a pack are: of each block its postings and its bytes, of each file its blocks and
    its name."""

    covered: list[int]
    sizes: list[int]
    counts: list[int]
    files: list[str]

    def encoded(self) -> bytes:
        """As a pack has it."""
        names = blob(b"".join(map(bytes.fromhex, self.files)))
        return column(self.covered) + column(self.sizes) + column(self.counts) + names


def read_blocks(data: Payload) -> Blocks:
    """What `encoded` has written."""
    covered, sizes, counts = (data.column().tolist() for _ in range(3))
    return Blocks(covered, sizes, counts, data.names())


def write_positions(
    run: Run, day: int, source: "Source | None" = None
) -> tuple[Blocks, list[File]]:
    """Files of positions of a pack, which begins on a day if it is a part; each begins with what no other has.
    `source` has the positions of a run that refers to it."""
    times = source.times_of(run.gaps) if source else run.times
    ends = np.concatenate([[0], np.cumsum(times, dtype=np.int64)])
    cuts, in_files = _cuts(run, ends)
    if source:
        made = [source.block(run.gaps[low:high]) for low, high in pairwise(cuts)]
    else:
        gaps = (run.gaps[int(ends[low]) : int(ends[high])] for low, high in pairwise(cuts))
        own = (times[low:high] for low, high in pairwise(cuts))
        made = list(map(_block, own, gaps))
    head = blob(utf8(term(run.keys[0])))
    files = [
        plain_file("positions", b"".join([name(head + column([day, number])), *made[low:high]]))
        for number, (low, high) in enumerate(pairwise(in_files))
    ]
    sizes, counts = list(map(len, made)), np.diff(in_files).tolist()
    names = [stem_of(path) for path, _ in files]
    return Blocks(np.diff(cuts).tolist(), sizes, counts, names), files


def _block(times: Ints, gaps: Ints) -> bytes:
    """The block of some postings: the first position of each, which is anywhere, apart from the gaps behind it."""
    is_first = _firsts(times)
    parts = (part for wanted in (is_first, ~is_first) for part in planes(gaps[wanted]))
    return gzipped(column(times), *parts, is_text=False)


def _firsts(times: Ints) -> Ints:
    """Which of the gaps of some postings are the first position of one."""
    is_first = np.zeros(int(times.sum(dtype=np.int64)), bool)
    is_first[np.cumsum(times, dtype=np.int64) - times] = True
    return is_first


def _cuts(run: Run, ends: Ints) -> tuple[list[int], list[int]]:
    """Numbers of postings where blocks begin and end, and numbers of blocks where files do. Both fall where a day
    begins that is picked by its number, so that a cable more moves none that is far away."""
    days = run.places // DAY
    opens = np.ones(len(days), bool)
    opens[1:] = days[1:] != days[:-1]
    opens[(np.cumsum(run.counts) - run.counts)[run.counts > 0]] = True
    starts = np.flatnonzero(opens)
    weights = np.diff(ends[starts], append=ends[-1])
    picked = days[starts] * 2654435761 & 0xFFFFFFFF  # a number below 2**32 for each day
    allowed, in_files = (starts[picked * CUT_EVERY * many < weights << 32] for many in (1, BLOCKS))
    cuts = _greedy(ends, allowed, SMALLEST, LARGEST)
    allowed = np.flatnonzero(np.isin(cuts, in_files))
    return cuts, _greedy(ends[cuts], allowed, SMALLEST * BLOCKS, LARGEST * BLOCKS)


def _greedy(ends: Ints, allowed: Ints, smallest: int, largest: int) -> list[int]:
    """Where to cut: at the next place `allowed` that leaves enough positions before it, `ends` of which are before
    each place; earlier where these are too many, but behind one place at least."""
    cuts, last, before = [0], len(ends) - 1, ends[allowed]
    while cuts[-1] < last:
        start = int(ends[cuts[-1]])
        at = int(np.searchsorted(before, start + smallest))
        wanted = int(allowed[at]) if at < len(allowed) else last
        most = int(np.searchsorted(ends, start + largest, side="right")) - 1
        cuts.append(max(cuts[-1] + 1, min(wanted, most)))
    return cuts


# -- reading ---------------------------------------------------------------------------------------


def _blocks(places: Blocks, read: Read) -> Iterator[bytes]:
    sizes = iter(places.sizes)
    for file, count in zip(places.files, places.counts, strict=True):
        data, at = read(f"positions/{file}.bin"), HEAD
        if name(data).hex() != file:
            raise DamagedIndexError(file)
        for _, size in zip(range(count), sizes, strict=False):
            yield data[at : at + size]
            at += size


class _Held(msgspec.Struct):
    """Positions of some postings: a block as it lies, and behind its times; or, once they are needed, the gaps."""

    times: Ints
    block: bytes = b""
    rest: Payload | None = None
    known: Ints | None = None

    def gaps(self) -> Ints:
        """The gaps of all."""
        if self.known is None:
            assert self.rest
            is_first = _firsts(self.times)
            self.known = np.empty(len(is_first), np.uint32)
            self.known[is_first] = self.rest.planes(len(self.times))
            self.known[~is_first] = self.rest.planes(len(is_first) - len(self.times))
        return self.known


class Source:
    """Positions of published packs and of new postings. A run refers to them: it has the number of a posting here as
    if that were its one position. So a block of which nothing changes is put where it belongs as it is."""

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._firsts = [0]  # the number of the first posting of each, and of the next
        self._times: Ints | None = None

    def published(self, run: Run, places: Blocks, read: Read) -> Run:
        """The run of a pack, referring."""
        first = self._firsts[-1]
        for block in _blocks(places, read):
            payload = Payload(gunzipped(block))
            self._add(_Held(payload.column(), block, payload))
        if self._firsts[-1] - first != len(run.places):
            raise DamagedIndexError(str(places.files))
        return self._referring(run, first)

    def new(self, run: Run) -> Run:
        """A run that has its own positions, referring."""
        self._add(_Held(run.times, known=run.gaps))
        return self._referring(run, self._firsts[-2])

    def _add(self, held: _Held) -> None:
        self._held.append(held)
        self._firsts.append(self._firsts[-1] + len(held.times))
        self._times = None

    def _referring(self, run: Run, first: int) -> Run:
        numbers = np.arange(first, self._firsts[-1], dtype=np.int64)
        return msgspec.structs.replace(run, times=np.ones(len(numbers), np.uint8), gaps=numbers)

    def times_of(self, numbers: Ints) -> Ints:
        """How often the terms of some postings stand there."""
        if self._times is None:
            self._times = np.concatenate([held.times for held in self._held])
        times: Ints = self._times[numbers]
        return times

    def block(self, numbers: Ints) -> bytes:
        """The block of some postings."""
        at = np.searchsorted(self._firsts, numbers, side="right") - 1
        first = self._held[int(at[0])]
        is_whole = numbers[0] == self._firsts[int(at[0])] and len(numbers) == len(first.times)
        if first.block and is_whole and (np.diff(numbers) == 1).all():
            return first.block
        return _block(self.times_of(numbers), self._gaps_of(numbers, at))

    def _gaps_of(self, numbers: Ints, at: Ints) -> Ints:
        """The gaps of some postings, given in which of those held each is."""
        some, own = np.unique(at, return_inverse=True)
        held = [self._held[i] for i in some.tolist()]
        times = np.concatenate([one.times for one in held])
        sizes = [len(one.times) for one in held]
        before = np.cumsum([0, *sizes[:-1]])
        places = numbers - np.array(self._firsts)[at] + before[own]
        ends = np.concatenate([[0], np.cumsum(times, dtype=np.int64)])
        gaps: Ints = np.concatenate([one.gaps() for one in held])[spread(ends, places)]
        return gaps

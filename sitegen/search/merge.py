"""Sorted runs of batches to one sorted stream of runs, in memory that does not follow the corpus."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, pairwise
from typing import IO

import msgspec
import numpy as np

from sitegen.search.codec import Ints
from sitegen.search.postings import Run

PARTITIONS = 64  # ranges of the alphabet, each merged by itself

Spool = Callable[[], IO[bytes]]  # makes a temporary file

EMPTY = Run(
    [],
    np.zeros(0, np.int64),
    np.zeros(0, np.uint32),
    np.zeros(0, np.uint8),
    np.zeros(0, np.uint32),
    b"",
)


class _Packed(msgspec.Struct, array_like=True):
    """A run as it lies in a temporary file."""

    keys: str
    counts: bytes
    documents: bytes
    levels: bytes
    sizes: bytes
    positions: bytes


def merged(runs: Iterator[Run], spool: Spool) -> Iterator[Run]:
    """Runs, in order of their documents, as runs of consecutive keys. `spool` makes the files they wait in."""
    first, second = next(runs, EMPTY), next(runs, None)
    if second is None:
        yield first
        return
    edges = _edges(first)
    with ExitStack() as stack:
        parts = [stack.enter_context(spool()) for _ in range(len(edges) + 1)]
        for run in chain((first, second), runs):
            for part, piece in zip(parts, split(run, edges), strict=True):
                _write(part, piece)
        for part in parts:
            yield merge(list(_read(part)))
            part.close()


def _edges(run: Run) -> list[str]:
    """Stems that part a run, and likely its fellows, in ranges of like size. Forms of a stem stay together."""
    total = np.cumsum(run.counts)
    wanted = np.arange(1, PARTITIONS) * (int(run.counts.sum()) / PARTITIONS)
    picked = {
        run.keys[i].partition("\0")[0] for i in np.searchsorted(total, wanted).tolist() if run.keys
    }
    return sorted(picked)


def split(run: Run, edges: Sequence[str]) -> Iterator[Run]:
    """The run in ranges of keys: below the first edge, from the first to the second, and so on."""
    cuts = [0, *(bisect_left(run.keys, edge) for edge in edges), len(run.keys)]
    return pieces(run, cuts)


def pieces(run: Run, cuts: Sequence[int]) -> Iterator[Run]:
    """The run in pieces of consecutive keys; `cuts` are numbers of keys."""
    ends = np.concatenate([[0], np.cumsum(run.counts)])
    weights = np.concatenate([[0], np.cumsum(run.sizes, dtype=np.int64)])
    for low, high in pairwise(cuts):
        a, b = int(ends[low]), int(ends[high])
        yield Run(
            run.keys[low:high],
            run.counts[low:high],
            run.documents[a:b],
            run.levels[a:b],
            run.sizes[a:b],
            run.positions[int(weights[a]) : int(weights[b])],
        )


def _write(part: IO[bytes], run: Run) -> None:
    arrays = (run.counts, run.documents, run.levels, run.sizes)
    counts, documents, levels, sizes = (array.tobytes() for array in arrays)
    raw = msgspec.msgpack.encode(
        _Packed("\n".join(run.keys), counts, documents, levels, sizes, run.positions)
    )
    part.write(len(raw).to_bytes(8, "little") + raw)


def _read(part: IO[bytes]) -> Iterator[Run]:
    part.seek(0)
    while head := part.read(8):
        raw = msgspec.msgpack.decode(part.read(int.from_bytes(head, "little")), type=_Packed)
        yield Run(
            raw.keys.split("\n") if raw.keys else [],
            np.frombuffer(raw.counts, np.int64),
            np.frombuffer(raw.documents, np.uint32),
            np.frombuffer(raw.levels, np.uint8),
            np.frombuffer(raw.sizes, np.uint32),
            raw.positions,
        )


def joined(runs: Sequence[Run]) -> Run:
    """Runs one after the other, as if they were one."""
    return Run(
        [key for run in runs for key in run.keys],
        np.concatenate([run.counts for run in runs]),
        np.concatenate([run.documents for run in runs]),
        np.concatenate([run.levels for run in runs]),
        np.concatenate([run.sizes for run in runs]),
        b"".join(run.positions for run in runs),
    )


def merge(runs: Sequence[Run]) -> Run:
    """Runs over the same range of keys as one: the postings of a key in order of the runs."""
    if len(runs) == 1:
        return runs[0]
    everything = joined(runs)
    keys = sorted(set(everything.keys))
    rank = {key: i for i, key in enumerate(keys)}
    ranks = np.fromiter(map(rank.__getitem__, everything.keys), np.int64, len(everything.keys))
    order = np.argsort(ranks, kind="stable")
    moved = _moved(everything.counts, order)
    counts = np.bincount(ranks, weights=everything.counts, minlength=len(keys)).astype(np.int64)
    return Run(
        keys,
        counts,
        everything.documents[moved],
        everything.levels[moved],
        everything.sizes[moved],
        _moved_bytes(everything, order),
    )


def _moved(counts: Ints, order: Ints) -> Ints:
    """Old numbers of the postings when their keys are put in a new order."""
    starts = (np.cumsum(counts) - counts)[order]
    lengths = counts[order]
    return np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(
        int(lengths.sum())
    )


def _moved_bytes(run: Run, order: Ints) -> bytes:
    """Positions in the new order of the keys."""
    ends = np.concatenate([[0], np.cumsum(run.sizes, dtype=np.int64)])[np.cumsum(run.counts)]
    stops = ends[order].tolist()
    begins = np.concatenate([[0], ends[:-1]])[order].tolist()
    view = memoryview(run.positions)
    return b"".join([view[a:b] for a, b in zip(begins, stops, strict=True)])

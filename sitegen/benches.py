"""The workbench of each process: what a task needs is opened once a build, not with each task."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sitegen import indexing, work
from sitegen.catalog import Made
from sitegen.clock import step
from sitegen.work import Job, Task

# Staging folder, new in each build → the bench of this process.
_benches: dict[Path, work.Workbench] = {}


class Sealed(NamedTuple):
    """A job as it is sent with each task: pickled once, and looked into once by each process."""

    staging: Path
    job: bytes


def sealed(job: Job) -> Sealed:
    """To be done once for all tasks."""
    return Sealed(job.staging, pickle.dumps(job))


def make(sealed: Sealed, task: Task) -> list[Made]:
    """`work.make` with the workbench of this process, opened once a build."""
    return work.make(_bench(sealed), task)


def make_runs(sealed: Sealed, batch: indexing.Batch) -> None:
    """`indexing.make_runs`, of a batch of cables."""
    bench = _bench(sealed)
    with step("search"):
        indexing.make_runs(bench.db, bench.job.places(), batch)


def make_range(places: indexing.Places, number: int) -> list[Made]:
    """`indexing.make_range`, timed."""
    with step("search"):
        return indexing.make_range(places, number)


def _bench(sealed: Sealed) -> work.Workbench:
    if sealed.staging not in _benches:
        _benches[sealed.staging] = work.open_bench(pickle.loads(sealed.job))  # noqa: S301 - our own
    return _benches[sealed.staging]


@contextmanager
def own(bench: work.Workbench) -> Iterator[None]:
    """This process has a bench already."""
    _benches[bench.job.staging] = bench
    try:
        yield
    finally:
        del _benches[bench.job.staging]

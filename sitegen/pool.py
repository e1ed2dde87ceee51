"""The same function called many times, side by side where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sitegen import clock, processes

POOL_FROM = 400  # below this many, starting processes costs more than it saves

T = TypeVar("T")
R = TypeVar("R")


class Pool:
    """Calls a function many times, here or in worker processes."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.processes: processes.Processes | None = None

    def spread(
        self, function: Callable[[T], R], items: Iterable[T], size: int
    ) -> Iterator[tuple[T, R]]:
        """(item, result) pairs as they come, in no order. Only a few calls are under way at a time, so
        memory stays flat; `size` says how much work it is. Worker processes begin at once, and are at work while
        the caller does something else."""
        if self.jobs == 1 or size < POOL_FROM:
            return ((item, function(item)) for item in items)
        self.processes = self.processes or processes.Processes(self.jobs)
        if not clock.is_running():
            return self.processes.results(function, iter(items))
        return _timed(self.processes.results(clock.Timed(function), iter(items)))

    @property
    def ahead(self) -> int:
        """How many calls of `spread` can be under way before it is asked for a result."""
        return processes.AHEAD * self.jobs

    @property
    def workers(self) -> int:
        """Processes that were started, at most."""
        return self.jobs if self.processes else 0

    def close(self) -> None:
        if self.processes:
            self.processes.close()


def _timed(results: Iterator[tuple[T, tuple[R, clock.Sums]]]) -> Iterator[tuple[T, R]]:
    for item, (result, sums) in results:
        clock.add_to_running(sums)
        yield item, result


@contextmanager
def open_pool(jobs: int) -> Iterator[Pool]:
    """A pool of so many processes, 0 for one each core; they are started when there is enough to do."""
    pool = Pool(jobs or os.cpu_count() or 1)
    try:
        yield pool
    finally:
        pool.close()

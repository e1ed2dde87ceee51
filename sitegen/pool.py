"""Processes: the same function called many times, side by side where that pays."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

from sitegen import clock
from sitegen.errors import SitegenError

POOL_FROM = 400  # below this many, starting processes costs more than it saves

# Nothing here is in a cycle but by accident; to look for cycles at each 700 new objects was a
# twentieth of the work.
COLLECTED = (20_000, 50, 100)

T = TypeVar("T")
R = TypeVar("R")


class Pool:
    """Calls a function many times, here or in worker processes."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.executor: ProcessPoolExecutor | None = None

    def spread(
        self, function: Callable[[T], R], items: Iterable[T], size: int
    ) -> Iterator[tuple[T, R]]:
        """(item, result) pairs as they come, in no order. Only a few calls are under way at a time, so
        memory stays flat; `size` says how much work it is."""
        if self.jobs == 1 or size < POOL_FROM:
            yield from ((item, function(item)) for item in items)
            return
        self.executor = self.executor or ProcessPoolExecutor(
            self.jobs, get_context("spawn"), initializer=_begin_worker
        )
        try:
            yield from self._timed_or_not(self.executor, function, iter(items))
        except BrokenProcessPool:
            raise SitegenError(
                "a worker process was killed, perhaps because memory ran out; the site is as it was",
                hint="build again, with fewer processes: `--jobs 1`",
            ) from None

    def _timed_or_not(
        self, executor: ProcessPoolExecutor, function: Callable[[T], R], items: Iterator[T]
    ) -> Iterator[tuple[T, R]]:
        if not clock.is_running():
            yield from self._results(executor, function, items)
            return
        for item, (result, sums) in self._results(executor, clock.Timed(function), items):
            clock.add_to_running(sums)
            yield item, result

    def _results(
        self, executor: ProcessPoolExecutor, function: Callable[[T], R], items: Iterator[T]
    ) -> Iterator[tuple[T, R]]:
        under_way: dict[Future[R], T] = {}
        while True:
            for item in islice(items, 4 * self.jobs - len(under_way)):
                under_way[executor.submit(function, item)] = item
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield under_way.pop(future), future.result()

    @property
    def workers(self) -> int:
        """Processes that were started, at most."""
        return self.jobs if self.executor else 0

    def close(self) -> None:
        if self.executor:
            self.executor.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """A worker ends with the build, however that ends; the keyboard is the build's to listen to."""
    gc.set_threshold(*COLLECTED)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def open_pool(jobs: int) -> Iterator[Pool]:
    """A pool of so many processes, 0 for one each core; they are started when there is enough to do."""
    pool = Pool(jobs or os.cpu_count() or 1)
    try:
        yield pool
    finally:
        pool.close()

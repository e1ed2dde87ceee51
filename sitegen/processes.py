"""Worker processes: calls that are under way in them, a few at a time."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

from sitegen.errors import SitegenError

# Nothing here is in a cycle but by accident; to look for cycles at each 700 new objects was a
# twentieth of the work.
COLLECTED = (20_000, 50, 100)
AHEAD = 4  # calls a process that are under way

T = TypeVar("T")
R = TypeVar("R")


class Processes:
    """So many processes, which are started by the first call."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.executor = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin_worker)

    def results(self, function: Callable[[T], R], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        """(item, result) pairs as they come; the first calls are under way when this returns. The iterator raises
        SitegenError for a worker that was killed."""
        under_way: dict[Future[R], T] = {}
        self._call(function, items, under_way)
        return self._results(function, items, under_way)

    def _results(
        self, function: Callable[[T], R], items: Iterator[T], under_way: dict[Future[R], T]
    ) -> Iterator[tuple[T, R]]:
        try:
            while under_way:
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    yield under_way.pop(future), future.result()
                self._call(function, items, under_way)
        except BrokenProcessPool:
            raise SitegenError(
                "a worker process was killed, perhaps because memory ran out; the site is as it was",
                hint="build again, with fewer processes: `--jobs 1`",
            ) from None

    def _call(
        self, function: Callable[[T], R], items: Iterator[T], under_way: dict[Future[R], T]
    ) -> None:
        for item in islice(items, AHEAD * self.jobs - len(under_way)):
            under_way[self.executor.submit(function, item)] = item

    def close(self) -> None:
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

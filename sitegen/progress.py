"""What a build tells of itself while it works, and what each stage took in the end."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from sitegen import clock

Progress = Callable[[str, int, int], None]  # stage, done, total; total is 0 while it is not known

# Stage → what is counted in it, in the order they come.
STAGES = {
    "loading the theme": "",
    "finding files": "files",
    "completing the last build": "steps",
    "removing what was left": "",
    "reading": "records",
    "settling": "identifiers",
    "looking at the output": "files",
    "indexing": "batches and ranges",
    "making pages": "cables and terms",
    "publishing": "steps",
}
EVERY = 1000  # items between two words on how far they have come

T = TypeVar("T")


def silent(stage: str, done: int, total: int) -> None:
    """A progress nobody sees."""


def counted(
    items: Iterable[T], progress: Progress, stage: str, total: int, *, start: int = 0
) -> Iterator[T]:
    """The items, with a word on how far they have come every so many; `start` were done before."""
    done = start
    progress(stage, done, total)
    for item in items:
        yield item
        done += 1
        if done % EVERY == 0:
            progress(stage, done, total)
    progress(stage, done, total)


class Stage(msgspec.Struct, frozen=True):
    """A stage of a build: seconds by the clock on the wall, and how much of its `unit` was done."""

    name: str
    seconds: float
    done: int
    unit: str


class Stages:
    """A `Progress` that passes on what it is told, and notes how long each stage took: it lasts from
    the first word on it to the first word on another."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.done: dict[str, int] = {}
        self.current = ""
        self.since = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.current:
            self._end()
            self.current = stage
            clock.begin(stage)
        self.done[stage] = done
        self.progress(stage, done, total)

    def _end(self) -> None:
        now = time.monotonic()
        if self.current:
            self.seconds[self.current] = self.seconds.get(self.current, 0.0) + now - self.since
        self.since = now

    def all(self) -> tuple[Stage, ...]:
        """Every stage so far, the current one up to now."""
        self._end()
        return tuple(
            Stage(name, round(seconds, 3), self.done[name], STAGES.get(name, ""))
            for name, seconds in self.seconds.items()
        )


class Memory(msgspec.Struct, frozen=True):
    """Peaks of resident memory in bytes, as the kernel has counted them (`ru_maxrss`): of this process
    since it began, and of the largest of its workers."""

    build: int
    worker: int
    workers: int

    @property
    def together(self) -> int:
        """More than all of them ever had at once: as if all workers were as large as the largest, and
        all peaks fell together."""
        return self.build + self.worker * self.workers


def memory(workers: int) -> Memory:
    """To be asked when the workers have ended."""
    build, worker = (
        resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Memory(build, worker if workers else 0, workers)

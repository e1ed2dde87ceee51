"""Where the time of a build goes: CPU seconds by step, also of what worker processes do.

    with step("parse"):
        ...
    for source in each("load", sources):
        ...

Without a clock that runs (`running`) a step costs nothing to speak of. Of steps within steps the outer
has only what is left.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")


class Spent(NamedTuple):
    """CPU seconds of a step, and how often it was taken."""

    seconds: float
    times: int


Sums = dict[str, Spent]  # step → all of it


class Clock:
    """Adds up what steps take. Entered by name: `with clock("parse"): …`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.times: dict[str, int] = {}
        self.stack: list[str] = []
        self.since = time.process_time()
        self.next = ""
        self.stage = ""

    def begin(self, stage: str) -> None:
        """From here on, what is done outside of all steps is done for a stage."""
        self._add(0)
        self.stage = stage

    def __call__(self, name: str) -> Clock:
        self.next = name
        return self

    def __enter__(self) -> None:
        self._add(0)
        self.stack.append(self.next)

    def __exit__(self, *_: object) -> None:
        self._add(1)
        self.stack.pop()

    def _add(self, times: int) -> None:
        """The time since the last look belongs to the innermost step."""
        now = time.process_time()
        if name := self.stack[-1] if self.stack else self.stage:
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self.since
            if times:
                self.times[name] = self.times.get(name, 0) + times
        self.since = now

    @property
    def sums(self) -> Sums:
        return {name: Spent(took, self.times.get(name, 0)) for name, took in self.seconds.items()}

    def add(self, sums: Sums) -> None:
        for name, more in sums.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + more.seconds
            self.times[name] = self.times.get(name, 0) + more.times


_running: ContextVar[Clock | None] = ContextVar("running", default=None)
_NOTHING = nullcontext()


def step(name: str) -> AbstractContextManager[None]:
    """Around a piece of work: its time is added to the clock that runs."""
    clock = _running.get()
    return clock(name) if clock else _NOTHING


def each(name: str, items: Iterable[T]) -> Iterator[T]:
    """The items; the time it takes to get them is a step's."""
    clock = _running.get()
    return _each(clock, name, items) if clock else iter(items)


def _each(clock: Clock, name: str, items: Iterable[T]) -> Iterator[T]:
    rest = iter(items)
    while True:
        try:
            with clock(name):
                item = next(rest)
        except StopIteration:
            return
        yield item


@contextmanager
def running(clock: Clock | None) -> Iterator[None]:
    """Let a clock run, or none."""
    token = _running.set(clock)
    try:
        yield
    finally:
        _running.reset(token)


class Timed(Generic[T, R]):
    """A function that brings home what its steps took, from whatever process it is called in."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self.function = function

    def __call__(self, item: T) -> tuple[R, Sums]:
        clock = Clock()
        with running(clock):
            result = self.function(item)
        return result, clock.sums


def add_to_running(sums: Sums) -> None:
    """Add what a `Timed` function has brought home."""
    if clock := _running.get():
        clock.add(sums)


def begin(stage: str) -> None:
    """A stage of the build begins."""
    if clock := _running.get():
        clock.begin(stage)


def is_running() -> bool:
    return _running.get() is not None


# Beginning and end of a path → what making such a file is called in a profile.
_STEPS = (
    ("cable/", ".html", "page"),
    ("cable/", ".md", "Markdown"),
    ("cable/", ".txt", "original"),
    ("", "/index.html", "list"),
)


def step_of(path: str) -> str:
    """The step that makes the bytes of a file of the site."""
    return next(
        (name for start, end, name in _STEPS if path.startswith(start) and path.endswith(end)),
        "other file",
    )


class Step(msgspec.Struct, frozen=True):
    """A step of a build, of all processes together; `times` is 0 for what is one with its stage."""

    name: str
    seconds: float  # of CPU
    times: int


REST = "starting, and the rest"  # of the workers, mostly


@contextmanager
def profiled() -> Iterator[Callable[[], tuple[Step, ...]]]:
    """A clock runs inside; what comes out tells, when it is called, where the time went, most first."""
    clock, start = Clock(), _cpu_seconds()
    found: list[Step] = []
    with running(clock):
        yield lambda: tuple(found)
    clock.begin("")
    found += [Step(name, *spent) for name, spent in clock.sums.items()]
    rest = _cpu_seconds() - start - sum(one.seconds for one in found)
    found.append(Step(REST, max(rest, 0.0), 0))
    found.sort(key=lambda one: -one.seconds)


def _cpu_seconds() -> float:
    """Of this process and of those it has started that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system

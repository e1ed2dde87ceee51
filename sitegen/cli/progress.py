"""How far a command has come: a bar for each stage on a terminal, else a line every few seconds.

What is shown is drawn by a thread of its own, so that a stage that says nothing for a while is not
silent: its time goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # it takes a while to be read, and most commands are quicker than that
    from rich.console import Console
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before anything is shown
EVERY = 5.0  # seconds between two lines where there is no terminal
ENOUGH = (
    0.02  # of a stage must be done before the rest of its time is reckoned: workers start slowly
)
TICK = 0.2  # seconds between two looks


class Standing(NamedTuple):
    """How far a stage has come: `since` is when it began, `until` when it ended or was looked at."""

    stage: str
    done: int
    total: int
    since: float
    until: float

    def remark(self) -> str:
        """`12,300 of 303,000, 1,900 a second, 2:33 left`"""
        seconds = max(self.until - self.since, 0.001)
        parts = [f"{self.done:,}" + (f" of {self.total:,}" if self.total else "")]
        if self.done and seconds >= PATIENCE:
            parts.append(f"{rate_of(self.done, seconds)} a second")
        if self.total > self.done >= self.total * ENOUGH and seconds >= PATIENCE:
            parts.append(f"{clock(seconds * (self.total - self.done) / self.done)} left")
        else:
            parts.append(clock(seconds))
        return ", ".join(parts if self.done or self.total else parts[-1:])


def rate_of(done: int, seconds: float) -> str:
    """So many a second."""
    value = done / seconds
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def clock(seconds: float) -> str:
    """`0:07`, `12:05`, `1:02:03`"""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def screen() -> Console:
    """Where progress is shown."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


class Watch:
    """Shows what `tell` is told, between `start` and `stop`."""

    def __init__(self, screen: Callable[[], Console]) -> None:
        self.screen = screen
        self.standings: dict[str, Standing] = {}  # by stage, in their order
        self.current = ""
        self.start_time = self.last_line = time.monotonic()
        self.bars: Progress | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    @cached_property
    def console(self) -> Console:
        """Made when there is something to show."""
        return self.screen()

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.ended.set()
        self.thread.join()
        self.stop_drawing()

    def stop_drawing(self) -> None:
        if self.bars:
            self.bars.stop()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Called at every step of the work, so it does little."""
        now = time.monotonic()
        known = self.standings.get(stage)
        self.standings[stage] = Standing(stage, done, total, known.since if known else now, now)
        self.current = stage

    def _watch(self) -> None:
        while not self.ended.wait(TICK):
            self.show(time.monotonic())

    def show(self, now: float) -> None:
        """Draw how things stand."""
        if not self.current or now - self.start_time < PATIENCE:
            return
        if self.console.is_terminal:
            self._draw(now)
        else:
            self._line(now)

    def _line(self, now: float) -> None:
        standing = self.standings[self.current]._replace(until=now)
        if now - standing.since >= PATIENCE and now - self.last_line >= EVERY:
            self.last_line = now
            self.console.print(f"{standing.stage}: {standing.remark()}", markup=False, emoji=False)

    def _draw(self, now: float) -> None:
        if self.bars is None:
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[remark]}"),
            )
            self.bars = Progress(*columns, console=self.console, transient=True)
            self.bars.start()
        for number, standing in enumerate(list(self.standings.values())):
            if number == len(self.bars.tasks):
                self.bars.add_task(standing.stage, total=None, remark="")
            self._bar(self.bars, number, standing, now)

    def _bar(self, bars: Progress, number: int, standing: Standing, now: float) -> None:
        is_over = standing.stage != self.current
        shown = standing if is_over else standing._replace(until=now)
        total = max(standing.done, 1) if is_over else standing.total or None
        done = total if is_over and total else standing.done
        bars.update(bars.tasks[number].id, completed=done, total=total, remark=shown.remark())

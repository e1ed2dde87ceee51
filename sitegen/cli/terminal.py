"""What the user sees: progress where there is a terminal, plain lines where there is none."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from sitegen.build import Report
from sitegen.reading import GOOD_QUALITY
from sitegen.records import Diagnostic

SHOWN = 20  # diagnostics printed of each severity; the report has all
PATIENCE = 1.0  # seconds before progress is shown
_SEVERITIES = ("error", "warning", "note")
_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


class Terminal:
    """Writes to standard error, so that what `parse` prints can be piped."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.bar: Progress | None = None
        self.start = self.last = time.monotonic()
        self.told: Counter[str] = Counter()  # diagnostics so far, by severity

    @contextmanager
    def working(self) -> Iterator[None]:
        """Around anything that may take longer than a second."""
        self.start = self.last = time.monotonic()
        try:
            yield
        finally:
            if self.bar:
                self.bar.stop()
            self.bar = None

    def progress(self, stage: str, done: int, total: int) -> None:
        """A bar on a terminal; else a line every ten seconds."""
        now = time.monotonic()
        if now - self.start < PATIENCE:
            return
        if self.console.is_terminal:
            self._show(stage, done, total)
        elif now - self.last >= 10:
            self.last = now
            self.line(f"{stage}: {done:,}" + (f" of {total:,}" if total else ""))

    def _show(self, stage: str, done: int, total: int) -> None:
        if self.bar is None:
            self.bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self.console,
                transient=True,
            )
            self.bar.start()
            self.bar.add_task(stage)
        self.bar.update(
            self.bar.task_ids[0], description=stage, completed=done, total=total or None
        )

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Errors and warnings, the first of each in full; of notes only the number is told."""
        for one in sorted(found, key=lambda one: _SEVERITIES.index(one.severity)):
            self.told[one.severity] += 1
            if one.severity != "note" and self.told[one.severity] <= SHOWN:
                self._diagnostic(one)

    def more(self, where: str) -> None:
        """How many errors and warnings were not shown, and where they are."""
        for severity in ("error", "warning"):
            if (rest := self.told[severity] - SHOWN) > 0:
                self.line(f"… and {count(rest, f'more {severity}')} ({where})")
        self.told.clear()

    def _diagnostic(self, one: Diagnostic) -> None:
        where = f"{one.path}:{one.line}" if one.line else one.path
        what = printable(f" {where}: {one.message} [{one.code}]")
        self.console.print(Text.assemble((one.severity, _STYLES[one.severity]), what))
        if one.hint:
            self.console.print(Text(f"  {one.hint}", style="dim"))

    def report(self, report: Report) -> None:
        """Diagnostics, then the one closing line."""
        self.diagnostics(report.diagnostics)
        self.more("all are in `--report FILE`")
        if report.completed:
            self.line(
                "completed the build before, which was interrupted while it put files in place"
            )
        cables = count(report.cables, "cable")
        doubts = ", ".join(count(report.count(kind), kind) for kind in ("error", "warning", "note"))
        changed = f"{report.written:,} written, {report.removed:,} removed"
        if not report.written and not report.removed:
            changed = "nothing changed"
        self.line(
            f"{cables}, {count(report.pages, 'page')}, {count(report.files, 'file')} ({changed}) "
            f"in {report.seconds:.1f} s → {printable(_near(report.output))}; {doubts}"
        )
        if report.withheld:
            self.line(f"{count(report.withheld, 'record')} withheld, for the reasons above")
        if report.below:
            self.line(
                f"of {count(report.below, 'record')} less than {GOOD_QUALITY:.0%} was understood "
                "(the worst are in `--report FILE`)"
            )

    def line(self, text: str) -> None:
        """A plain line, as it is."""
        self.console.print(Text(text))


def _near(path: str) -> str:
    """A path as seen from the working directory, if it lies inside it."""
    with suppress(ValueError, OSError):  # it lies outside; the working directory is gone
        return str(Path(path).relative_to(Path.cwd()))
    return path


def printable(text: str) -> str:
    """Names and texts of strangers, on one line and without a word to the terminal."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def count(number: int, noun: str) -> str:
    """`1 cable`, `2 cables`"""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

"""What the user sees: progress where there is a terminal, plain lines where there is none."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from sitegen.build import Report
from sitegen.cli.progress import Watch, screen
from sitegen.cli.table import closing_table, count, printable
from sitegen.reading import GOOD_QUALITY
from sitegen.records import Diagnostic

SHOWN = 20  # diagnostics printed of each severity; the report has all
_SEVERITIES = ("error", "warning", "note")
_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "note": {"dim": True},
}


class Terminal:
    """Writes to standard error, so that what `parse` prints can be piped."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self.is_quiet = is_quiet
        self.watch: Watch | None = None
        self.told: Counter[str] = Counter()  # diagnostics so far, by severity
        self.before: tuple[Diagnostic, ...] | None = None  # what the last report had

    @contextmanager
    def working(self) -> Iterator[None]:
        """Around anything that may take longer than a second."""
        if self.is_quiet:
            yield
            return
        self.watch = Watch(screen)
        self.watch.start()
        try:
            yield
        finally:
            self.watch.stop()
            self.watch = None

    def progress(self, stage: str, done: int, total: int) -> None:
        """A bar for each stage on a terminal; else a line every few seconds."""
        if self.watch:
            self.watch.tell(stage, done, total)

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
        self.line(click.style(one.severity, **_STYLES[one.severity]) + _what(one))
        if one.hint:
            self.line(click.style(f"  {one.hint}", dim=True))

    def report(self, report: Report, *, has_table: bool = False, is_again: bool = False) -> None:
        """Diagnostics, what each stage took if that is wanted, then the one closing line. Of one build after
        another (`is_again`) only what is new and what is gone is told."""
        before = self.before if is_again and _is_whole(report) else None
        self.before = report.diagnostics if _is_whole(report) else None
        self.diagnostics(left(report.diagnostics, before or ()))
        if before is None:
            self.told = Counter(report.counts)  # the report may have only the first of them
        self.more("all are in `sitegen check`")
        self._gone(left(before or (), report.diagnostics))
        if self.is_quiet:
            return
        for line in closing_table(report) if has_table else ():
            self.line(line)
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
        if report.count("note") and not is_again:
            self.line("`sitegen check` shows the notes, and what to do about each")
        if report.withheld and not is_again:
            self.line(f"{count(report.withheld, 'record')} withheld, for the reasons above")
        if report.below:
            self.line(
                f"of {count(report.below, 'record')} less than {GOOD_QUALITY:.0%} was understood "
                "(the worst are in `--report FILE`)"
            )

    def _gone(self, gone: Sequence[Diagnostic]) -> None:
        """Errors and warnings of the build before that are mended, the first of them."""
        looked_at = [one for one in gone if one.severity != "note"]
        for one in looked_at[:SHOWN]:
            self.line(click.style("gone", fg="green") + _what(one))
        if (rest := len(looked_at) - SHOWN) > 0:
            self.line(f"… and {count(rest, 'more')} gone")

    def line(self, text: str) -> None:
        """A plain line, as it is."""
        click.echo(text, err=True, color=False if "NO_COLOR" in os.environ else None)


def _what(one: Diagnostic) -> str:
    where = f"{one.path}:{one.line}" if one.line else one.path
    return printable(f" {where}: {one.message} [{one.code}]")


def _is_whole(report: Report) -> bool:
    """Whether a report has all errors and warnings, so that one can be compared with another."""
    told = Counter(one.severity for one in report.diagnostics)
    return all(told[severity] == report.count(severity) for severity in ("error", "warning"))


def left(found: Sequence[Diagnostic], others: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Those that are not among the others, each taken once. An edit moves lines: they are not looked at."""
    known = Counter((one.path, one.code, one.message) for one in others)
    rest = []
    for one in found:
        key = (one.path, one.code, one.message)
        if not known[key]:
            rest.append(one)
        known[key] -= known[key] > 0
    return rest


def _near(path: str) -> str:
    """A path as seen from the working directory, if it lies inside it."""
    with suppress(ValueError, OSError):  # it lies outside; the working directory is gone
        return str(Path(path).relative_to(Path.cwd()))
    return path

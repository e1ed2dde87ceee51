"""What stands below a build: seconds and work of each stage, files, memory, and where the time went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.build import Report
from sitegen.cli.progress import rate_of
from sitegen.clock import Step
from sitegen.progress import Memory, Stage

if TYPE_CHECKING:  # only one command needs it
    from sitegen.why import Answer


def closing_table(report: Report) -> Iterator[str]:
    """Columns of plain text."""
    width = max(len(stage.name) for stage in report.stages)
    for stage in report.stages:
        yield _stage(stage, width)
    changes = (
        f"{report.written:,} written, {report.unchanged:,} unchanged, {report.removed:,} removed"
    )
    yield f"  files: {changes}"
    yield f"  peak memory: {_memory(report.memory)}"
    if report.profile:
        yield f"  {'CPU time':<24}{'seconds':>9}{'share':>8}{'times':>11}{'µs a time':>12}{'µs a cable':>12}"
        total = sum(step.seconds for step in report.profile)
        for step in [*report.profile, Step("all", total, 0)]:
            yield _step(step, total, report.cables)


def _stage(stage: Stage, width: int) -> str:
    done, seconds = stage.done, stage.seconds
    rate = f"{rate_of(done, seconds):>10} a second" if done and seconds else ""
    work = f"{done:>11,} {stage.unit:<16}" if done else ""
    return f"  {stage.name:<{width}}{seconds:>8.2f} s{work}{rate}".rstrip()


def _step(step: Step, total: float, cables: int) -> str:
    share = f"{step.seconds / max(total, 1e-9):.1%}"
    times = f"{step.times:,}" if step.times else ""
    each = f"{step.seconds / step.times * 1e6:,.0f}" if step.times else ""
    of_cable = f"{step.seconds / max(cables, 1) * 1e6:,.0f}"
    return f"  {step.name:<24}{step.seconds:>9.3f}{share:>8}{times:>11}{each:>12}{of_cable:>12}"


def _memory(memory: Memory) -> str:
    """`92 MB`, and of workers what the largest took: together they never took more than the sum."""
    own = f"{megabytes(memory.build)} MB"
    if not memory.workers:
        return own
    each = f"{count(memory.workers, 'worker')} of at most {megabytes(memory.worker)} MB"
    return f"{own} and {each}, together at most {megabytes(memory.together)} MB"


def answer_page(answer: Answer) -> str:
    """What `sitegen why` prints."""
    rows = (
        ("is", (answer.what,)),
        ("on it", (answer.shows,)),
        ("source", answer.sources),
        ("template", answer.templates),
        ("keys", answer.keys),
        ("fingerprint", (answer.fingerprint or "lost",)),
        ("SHA-256", (answer.sha256,)),
        ("made", (answer.made,)),
        ("last build", (answer.last,)),
        ("now", (answer.now,)),
    )
    lines = [
        f"  {'' if number else name:<13}{value}"
        for name, values in rows
        for number, value in enumerate(values)
    ]
    return "\n".join(map(printable, [answer.path, *lines]))


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}"


def printable(text: str) -> str:
    """Names and texts of strangers, on one line and without a word to the terminal."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def count(number: int, noun: str) -> str:
    """`1 cable`, `2 cables`"""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

"""`sitegen parse --explain`: line by line, which rule took which line as what, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.cli.table import printable
from sitegen.parse import MEANINGS, READERS, RecordError, Taken, explain
from sitegen.records import Diagnostic, Source


def explained(source: Source, told: Sequence[Diagnostic] = ()) -> str:
    """A line of output for each line of the source, and below it what diagnostics (`told`) say of it; what
    cannot be read at all is said."""
    if source.format not in READERS:
        return f"{source.format}: read as it is written, no rule of parsing takes part"
    try:
        taken = explain(source)
    except RecordError as problem:
        return f"line {problem.line}: not a record that can be read ({problem.code})"
    width = max((len(MEANINGS[one.role].words) for one in taken), default=0)
    head = f"{'line':>6} {'rule':>4}  {'taken as':{width}} text"
    return "\n".join([head, *_rows(taken, width, sorted(told, key=lambda one: one.line))])


def _rows(taken: Sequence[Taken], width: int, told: list[Diagnostic]) -> Iterator[str]:
    """What is said of a line that is not there, as one between others, stands where it would be."""
    for one in taken:
        while told and told[0].line < one.number:
            yield _mark(told.pop(0))
        rule, words = MEANINGS[one.role]
        row = f"{one.number:>6} {rule or '':>4}  {words:{width}} {one.text.expandtabs()}"
        yield row.rstrip()
    for left in told:
        yield _mark(left)


def _mark(one: Diagnostic) -> str:
    return printable(f"{one.line:>6}   !!  {one.severity} {one.code}: {one.message}")

"""`sitegen parse --explain`: line by line, which rule took which line as what."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.parse import MEANINGS, READERS, RecordError, Taken, explain
from sitegen.records import Source

HEAD = f"{'line':>6} {'rule':>4}  {'taken as':32} text"


def explained(source: Source) -> str:
    """A line of output for each line of the source; what cannot be read at all is said."""
    if source.format not in READERS:
        return f"{source.format}: read as it is written, no rule of parsing takes part"
    try:
        taken = explain(source)
    except RecordError as problem:
        return f"line {problem.line}: not a record that can be read ({problem.code})"
    return "\n".join([HEAD, *_rows(taken)])


def _rows(taken: tuple[Taken, ...]) -> Iterator[str]:
    for one in taken:
        rule, words = MEANINGS[one.role]
        row = f"{one.number:>6} {rule or '':>4}  {words:32} {one.text.expandtabs()}"
        yield row.rstrip()

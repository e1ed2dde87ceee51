"""A bare telegram (formats, d): it has no frame, but somebody may have written a note above it."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.parse.formats.draft import Draft, Taken
from sitegen.parse.formats.pages import unpaged
from sitegen.parse.header import is_header_line
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Source

FOREWORD_LINES = 30  # a format line further down is not looked for


def draft(source: Source, text: str) -> Draft:
    lines, controls = normalise(text)
    start = _first_line(lines)
    above = lines[:start]
    found = Draft(
        lines[start:],
        range(source.line + start, source.line + len(lines)),
        frame=tuple(
            Taken(source.line + n, line, "foreword") for n, line in enumerate(above) if line
        ),
        foreword=squeeze(" ".join(above)),
        controls=controls,
    )
    return unpaged(found)


def _first_line(lines: Sequence[str]) -> int:
    """Index of the first format line if there is prose above it, else 0."""
    prose = False
    for number, typed in enumerate(lines[:FOREWORD_LINES]):
        if is_header_line(typed.strip()):
            return number if prose else 0
        prose = prose or any(map(str.islower, typed))
    return 0

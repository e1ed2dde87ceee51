"""A text file of alx/cablegate (formats, c3): five lines of metadata, then header and body of the telegram
without a line end between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.parse import grammar, identifier
from sitegen.parse.formats.draft import Draft, Metadata, Taken, split_line
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Source

LINES = 5  # identifier, subject, date, classification, origin
# A date as Ruby prints it, in the zone of the machine that exported: of no use but for the day.
_DATE = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{1,2}) [0-9:]{4,8} (?:[+-][0-9]{4}|[A-Z]{1,5}) ([0-9]{4})"
)
# The classification line, glued to the last word above it: `TO AMEMBASSY PARISUNCLAS HARARE 002906`.
_GLUED = re.compile(
    r"(?<=[A-Z0-9/.)-])(?:U ?N ?C ?L ?A ?S|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|T ?O ?P +S ?E|L ?I ?M ?I ?T ?E ?D +O)"
)


def is_text(lines: Sequence[str]) -> bool:
    """Whether these are the first lines, stripped and not blank, of such a file."""
    at = _date_line(lines)
    return at is not None and at > 0 and identifier.canonical(lines[0]) is not None


def _date_line(lines: Sequence[str]) -> int | None:
    """The date stands third; the subject may be missing or wrapped."""
    return next((n for n, line in enumerate(lines[:8]) if _DATE.fullmatch(line)), None)


def draft(source: Source, text: str) -> Draft:
    lines, controls = normalise(text)
    filled = [number for number, line in enumerate(lines) if line][: LINES + 5]
    at = _date_line([lines[number].strip() for number in filled])
    head = filled[: LINES if at is None else at + 3]
    values = [squeeze(lines[number]) for number in head]
    start = head[-1] + 1 if head else 0
    telegram, numbers = divided(lines[start:], source.line + start)
    date = len(values) if at is None else at
    return Draft(
        telegram,
        numbers,
        Metadata(
            identifier=values[0] if values else "",
            title=" ".join(values[1:date]),
            created=day(values[date]) if date < len(values) else "",
            classification="".join(values[date + 1 : date + 2]),
            origin="".join(values[date + 2 : date + 3]),
        ),
        frame=tuple(Taken(source.line + number, lines[number], "metadata") for number in head),
        controls=controls,
    )


def day(typed: str) -> str:
    """`Thu Jun 01 00:00:00 +0200 2000` → 2000-06-01."""
    found = _DATE.fullmatch(typed)
    month = grammar.MONTHS.get(found[1].upper()) if found else None
    return f"{found[3]}-{month:02d}-{int(found[2]):02d}" if found and month else ""


def divided(lines: Sequence[str], first: int) -> tuple[list[str], list[int]]:
    """The lines with header and body apart, and the line of the file of each. Only the first such place
    above the text is one."""
    numbers = list(range(first, first + len(lines)))
    is_alone = False  # a header of several sections holds a classification line of its own
    for place, line in enumerate(lines):
        if grammar.FIRST_NUMBER.match(line):
            break
        is_alone = is_alone or bool(grammar.classification_line(line.strip()))
        if glued := _body_start(line, is_bare=not is_alone):
            return split_line(lines, numbers, place, (line[:glued].rstrip(), line[glued:]))
    return list(lines), numbers


def _body_start(line: str, *, is_bare: bool) -> int | None:
    """Where a classification line begins inside a line, if the rest of it is one; `is_bare`: also one
    without section and post."""
    if len(line) > 2 * grammar.MAX_HEADER_LINE:
        return None
    for found in _GLUED.finditer(line):
        rest = grammar.classification_line(line[found.start() :].strip())
        if rest and (rest["number"] or rest["section"] or is_bare):
            return found.start()
    return None

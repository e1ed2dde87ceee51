"""A row of the dump (formats, b): eight quoted fields, backslash escapes, newlines inside fields."""

from __future__ import annotations

import csv
import io
import sys

from sitegen.parse.formats.draft import Draft, Metadata, RecordError, Taken
from sitegen.parse.formats.pages import unpaged
from sitegen.parse.text import normalise
from sitegen.records import Source

FIELDS = 8

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # some bodies exceed the default of 131,072


def draft(source: Source, text: str) -> Draft:
    """Raises RecordError for a row that has not eight fields."""
    fields = fields_of(text)
    if fields is None:
        raise RecordError("bad-row", source.line)
    head, head_controls = normalise(fields[6])
    body, body_controls = normalise(fields[7])
    metadata = Metadata(
        identifier=fields[2].strip(),
        created=fields[1],
        origin=fields[3],
        classification=fields[4],
        references=tuple(filter(None, map(str.strip, fields[5].split("|")))),
    )
    # The header ends and the body begins on one line of the file, divided by `","`.
    middle = source.line + len(head) - 1
    found = Draft(
        [*head, "", *body],
        [*range(source.line, middle + 1), middle, *range(middle, middle + len(body))],
        metadata,
        frame=tuple(Taken(source.line, field, "metadata") for field in fields[:6] if field),
        controls=head_controls + body_controls,
    )
    return unpaged(found)


def fields_of(row: str) -> list[str] | None:
    """The eight fields of one raw row; None if it has not eight, or is cut off inside the last."""
    rows = _read(row, strict=True)
    if rows is None and row.rstrip().endswith('"'):
        rows = _read(row, strict=False)  # a quote that should have been escaped, inside a field
    return rows[0] if rows and len(rows) == 1 and len(rows[0]) == FIELDS else None


def _read(row: str, *, strict: bool) -> list[list[str]] | None:
    text = io.StringIO(row, newline="")
    try:
        return [fields for fields in csv.reader(text, escapechar="\\", strict=strict) if fields]
    except csv.Error:
        return None

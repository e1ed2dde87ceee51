"""The dump's dialect (formats, b): eight quoted fields, backslash escapes, newlines inside fields."""

from __future__ import annotations

import csv
import io
import sys

FIELDS = 8

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # some bodies exceed the default of 131,072


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

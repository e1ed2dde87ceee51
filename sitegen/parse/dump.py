"""The dump's dialect (formats, b): eight quoted fields, backslash escapes, newlines inside fields."""

from __future__ import annotations

import csv
import io
import sys

FIELDS = 8

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # some bodies exceed the default of 131,072


def fields_of(row: str) -> list[str] | None:
    """The eight fields of one raw row, or None if it has not eight."""
    reader = csv.reader(io.StringIO(row, newline=""), quotechar='"', escapechar="\\", strict=False)
    try:
        rows = [fields for fields in reader if fields]
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 and len(rows[0]) == FIELDS else None

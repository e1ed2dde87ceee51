"""Reader pages as a dump: `dump.py FOLDER > cables.csv`, one row of eight columns a page, streamed.

For measuring how a dump is read: the pages may be those of corpus.py or of another maker.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

FRAME = 8  # four labels, four values


def quoted(value: str) -> str:
    """A field in the dialect of the dump: quotes and backslashes escaped by a backslash."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def row(number: int, page: str) -> str:
    """The row of a page whose telegram is divided at the first blank line after its date-time group."""
    lines = page.split("\n")
    _, _, _, _, identifier, created, classification, origin = lines[:FRAME]
    when = datetime.fromisoformat(created)
    date = f"{when.month}/{when.day}/{when.year} {when.hour}:{when:%M}"
    start = next(n for n in range(FRAME, len(lines)) if lines[n].startswith(("VZCZC", "R ")))
    header, _, body = "\n".join(lines[start:]).partition("\n\n")
    fields = (str(number), date, identifier, origin, classification, "", header, body)
    return ",".join(map(quoted, fields))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    for number, path in enumerate(sorted(arguments.parse_args().folder.rglob("*.txt")), start=1):
        sys.stdout.write(row(number, path.read_text("utf-8")) + "\n")


if __name__ == "__main__":
    main()

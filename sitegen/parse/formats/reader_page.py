"""The visible text of a web reader page (formats, a): four labels, four values, title, tags, telegram."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sitegen.parse.formats.draft import Draft, Metadata, Taken
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Source

LABELS = ("Identifier", "Created", "Classification", "Origin")


def draft(source: Source, text: str) -> Draft:
    lines, controls = normalise(text)
    filled = (number for number, typed in enumerate(lines) if typed)
    frame = [Taken(source.line + n, lines[n], "metadata") for n in islice(filled, 8)]
    values = [taken.text.strip() for taken in frame[4:]] + [""] * 4
    start, title, tags = _furniture(lines, filled, source.line, frame)
    return Draft(
        lines[start:],
        range(source.line + start, source.line + len(lines)),
        Metadata(
            identifier=values[0],
            created=values[1],
            classification=values[2],
            origin=values[3],
            title=title,
            tags=tags,
        ),
        frame=tuple(frame),
        controls=controls,
    )


_LINKS = re.compile(r"(?:pdf ?)?(?:how-to read a cable)?")


def _furniture(
    lines: Sequence[str], filled: Iterator[int], first: int, frame: list[Taken]
) -> tuple[int, str, tuple[str, ...]]:
    """Index of the telegram's first line; the title, which is the first physical line of the subject;
    the tags. What is not of the telegram goes into `frame`."""
    title, tags, expects_title = "", "", False
    for number in filled:
        text = squeeze(lines[number])
        if text.startswith("Cable title:"):
            title, expects_title = text.removeprefix("Cable title:").strip(), True
        elif text.startswith("Tags:"):
            tags, expects_title = text.removeprefix("Tags:"), False
        elif _LINKS.fullmatch(text):
            frame.append(Taken(first + number, text, "furniture"))
            expects_title = False
            continue
        elif expects_title and not title:
            title = text
        else:
            return number, title, tuple(tags.split())
        frame.append(Taken(first + number, text, "metadata"))
    return len(lines), title, tuple(tags.split())

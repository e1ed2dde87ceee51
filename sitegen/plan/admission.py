"""Which cables can have a page: those whose identifier and date make an address of their own.

Parsers give what is there, and front matter may hold anything. An identifier becomes a file name and
a date a folder, so both are settled here, once, for every format.
"""

from __future__ import annotations

import re

import msgspec

from sitegen.diagnostics import diagnostic
from sitegen.parse import identifier
from sitegen.records import Diagnostic, Parsed, Source
from sitegen.urls import MAX_SEGMENT_BYTES

YEARS = range(1789, 2100)  # the Department of State was founded in 1789


def admitted(parsed: Parsed, source: Source) -> Parsed:
    """The cable under its canonical identifier; a diagnostic in its place if it can have no page."""
    cable = parsed.cable
    if cable is None:
        return parsed
    name = _address(cable.identifier)
    if name is None:
        found = diagnostic(
            "bad-identifier", source.path, _line(source, "identifier"), repr(cable.identifier[:80])
        )
        return _held_back(parsed, found)
    if cable.date.year not in YEARS:
        code = "bad-front-matter" if source.format == "markdown" else "no-date"
        detail = f"the year {cable.date.year} is out of range"
        return _held_back(parsed, diagnostic(code, source.path, _line(source, "date"), detail))
    if name != cable.identifier:
        aliases = (*cable.aliases, cable.identifier)
        cable = msgspec.structs.replace(cable, identifier=name, aliases=aliases)
    return msgspec.structs.replace(parsed, cable=cable)


def _address(raw: str) -> str | None:
    """The canonical identifier, if a file can be named after it whole."""
    if not raw.isascii() or len(raw) > MAX_SEGMENT_BYTES:
        return None
    return identifier.canonical(raw)


def _held_back(parsed: Parsed, found: Diagnostic) -> Parsed:
    return Parsed(None, tuple(sorted((*parsed.diagnostics, found))))


def _line(source: Source, key: str) -> int:
    """The line of a key of the front matter; in other formats where the source begins."""
    if source.format != "markdown":
        return source.line
    before = re.search(rb"^%s:" % key.encode(), source.raw, re.MULTILINE)
    return source.raw.count(b"\n", 0, before.start()) + 1 if before else source.line

"""The reference list: cables as identifiers, everything else kept as typed and unlinked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.parse.identifier import build, full_year
from sitegen.parse.text import squeeze
from sitegen.records import Reference

_BULLET = re.compile(r"(?:^|(?<=[\s;,]))(?:\(([A-Z])\)|\[([A-Z])\]|([A-Z])[.)])(?=\s)")
# Year before the post (two or four digits, also in parentheses after it), post of capitals, number.
_CABLE = re.compile(
    r"(?:(?P<year>(?:19|20)?\d\d)[ -]*)?(?P<post>(?!AND\b|PARAS?\b)[A-Z][A-Z'.]*(?: [A-Z][A-Z'.]*){0,3}?)"
    r"(?: \((?P<inner>\d\d(?:\d\d)?)\))? *#?(?P<number>\d{2,7})\b(?: \((?P<after>(?:19|20)\d\d)\))?"
)
_MORE = re.compile(r"\s*(?:(?:AND|&)\s*(\d{1,7})|,\s*(\d{3,7}))\b")
_REMARK = re.compile(r"\(([^)]*[A-Za-z][^)]*)\)")
# Not cables, though they look like capitals and a number (lessons, 3): kept as text.
_OTHER = re.compile(
    r"\b(?:E-?MAIL|TELCON|TELEPHONE|FAX|MEMO|LETTER|MEETING|IIR|TD|CRS|FAM|FAH|FBIS|OSC|REPORT|DTG|HTTP|"
    r"UNSCR|RESOLUTION)\b",
    re.IGNORECASE,
)


def read_references(lines: Sequence[str], year: int) -> tuple[Reference, ...]:
    """The REF field → its items in order; a year left out is the cable's own (`year`, four digits)."""
    text = squeeze(" ".join(lines))
    found: list[Reference] = []
    for bullet, item in _items(text):
        found.extend(_read_item(bullet, item, year))
    return tuple(found)


def _items(text: str) -> list[tuple[str | None, str]]:
    """The text divided at its bullets: (letter or None, text without bullet)."""
    marks = list(_BULLET.finditer(text))
    if not marks:
        return [(None, text)] if text else []
    items: list[tuple[str | None, str]] = []
    if before := text[: marks[0].start()].strip():
        items.append((None, before))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        letter = mark[1] or mark[2] or mark[3]
        items.append((letter, text[mark.end() : end].strip(" ;,")))
    return items


def _read_item(bullet: str | None, item: str, year: int) -> list[Reference]:
    cables = [] if _OTHER.search(item) else list(_cables(item, year))
    if not cables:
        return [Reference(raw=item, bullet=bullet, kind="other")] if item else []
    remark = _REMARK.search(item)
    note = squeeze(remark[1]) if remark else None
    if len(cables) == 1:
        typed = squeeze(item.replace(remark[0], "") if remark else item)
        cables = [(typed, cables[0][1])]
    return [
        Reference(raw=raw, bullet=bullet, kind="cable", id=identifier, remark=note)
        for raw, identifier in cables
    ]


def _cables(item: str, year: int) -> list[tuple[str, str]]:
    """(as typed, identifier) of each cable in an item; `and 2764` repeats post and year."""
    found: list[tuple[str, str]] = []
    at = 0
    while match := _CABLE.search(item, at):
        given = match["year"] or match["inner"] or match["after"]
        of = year if given is None else int(given) if len(given) == 4 else full_year(int(given))
        found.append((match[0].strip(), build(of, match["post"], match["number"])))
        at = match.end()
        while more := _MORE.match(item, at):
            number = more[1] or more[2]
            found.append((number, build(of, match["post"], number)))
            at = more.end()
    return found

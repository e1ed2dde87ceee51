"""The pages of the Department's copies: what stands at their heads and feet is not of the telegram.

A page turn may stand anywhere: in an address list, in a paragraph, in a word divided at a hyphen. So it
goes before the telegram is read (rule 18), with the blank lines round it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from sitegen.parse import grammar
from sitegen.parse.formats.draft import Draft, Taken
from sitegen.parse.roles import Role
from sitegen.parse.text import ends_sentence

SHORT_LINE = 45  # teletype lines had 55 to 69 columns: a shorter one ends its paragraph
HEADER_LINES = 120  # a section's own header is looked for no further down than this

# From 1978 on the two halves may stand on two lines.
_PAGE_ALONE = re.compile(r"PAGE +[0-9]{1,3}")
_GLUED_FOOT = re.compile(
    r"^(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)(?=PAGE +[0-9])"
)
_PLACE_ALONE = re.compile(grammar.PAGE_PLACE)
_COPY_NUMBER = re.compile(r"[0-9]{1,3}")  # alone on the line below the first page's head
_FIRST_PAGE = re.compile(r"PAGE +0*1\b")
# `Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006`.
_MARKING = re.compile(r"[\w. ]{0,60}\bDeclassified/Released\b.{0,20}\bDepartment of State\b.*")
# Lines that later scans have added: `*** Current Classification *** UNCLASSIFIED`.
_STARRED = re.compile(r"\*\*\* ?Current [A-Za-z ]+\*\*\*.*")


class Pages(NamedTuple):
    """The lines without their pages' heads and feet, the line of the file of each, what was left out,
    and the release markings among it."""

    lines: list[str]
    numbers: list[int]
    frame: list[Taken]
    markings: tuple[str, ...]


def marking(text: str) -> str | None:
    """The words stamped on a record at its release, if a line is that and no more."""
    return " ".join(text.split()) if _MARKING.fullmatch(text) else None


def without_pages(lines: Sequence[str], numbers: Sequence[int]) -> Pages:
    """Leave the page turns out. Where a turn ended a paragraph, one blank line stays in its place."""
    gone = _furniture(lines) | dict(_turns(lines))
    kept = [place for place in range(len(lines)) if place not in gone]
    frame = [Taken(numbers[n], lines[n], gone[n]) for n in sorted(gone) if lines[n]]
    stamped = (marking(lines[place].strip()) for place, role in gone.items() if role == "furniture")
    return Pages(
        [lines[place] for place in kept],
        [numbers[place] for place in kept],
        frame,
        tuple(dict.fromkeys(filter(None, stamped))),
    )


def unpaged(draft: Draft) -> Draft:
    """A telegram kept without a frame may have the page turns of an office copy all the same (the copies
    of 2000-02): without them; the draft itself if it has none."""
    lines = draft.lines
    if not any(line.lstrip().startswith("PAGE ") for line in lines):
        return draft  # of most telegrams, and quickly told
    if not any(_head_size(lines, place) for place in range(len(lines))):
        return draft
    pages = without_pages(lines, draft.numbers)
    return msgspec.structs.replace(
        draft, lines=pages.lines, numbers=pages.numbers, frame=(*draft.frame, *pages.frame)
    )


def _furniture(lines: Sequence[str]) -> dict[int, Role]:
    """Markings and starred lines, wherever they stand."""
    return {
        place: "furniture"
        for place, line in enumerate(lines)
        if ("Declassified/" in line or line.startswith("***")) and _is_furniture(line.strip())
    }


def _is_furniture(text: str) -> bool:
    return bool(_MARKING.fullmatch(text) or _STARRED.fullmatch(text))


def _turns(lines: Sequence[str]) -> Iterator[tuple[int, Role]]:
    """The index of every line of a page turn, and what it is."""
    top = 0  # the first line of text that is not known to be of a page turn
    for place in range(len(lines)):
        if place < top or not (size := _head_size(lines, place)):
            continue
        foot = _foot_start(lines, place, top)
        end = _skip_blank(lines, place + size)
        if _FIRST_PAGE.match(_head_of(lines[place])):
            if end < len(lines) and _COPY_NUMBER.fullmatch(lines[end].strip()):
                size = end + 1 - place
                end = _skip_blank(lines, end + 1)
            end = _section_header_end(lines, end) if foot > top else end
        stays = _blank_that_stays(lines, foot, end) if foot > top else None
        yield from ((n, "page foot") for n in range(foot, place) if n != stays)
        yield from ((n, "page head") for n in range(place, place + size) if n != stays)
        yield from ((n, "repeated") for n in range(place + size, end) if n != stays)
        top = end


def _head_of(line: str) -> str:
    """Without the level of the page's foot, which may be glued to it: `CONFIDENTIALPAGE 02`."""
    return _GLUED_FOOT.sub("", line.strip(), count=1) if "PAGE" in line[:60] else ""


def _head_size(lines: Sequence[str], place: int) -> int:
    """How many lines a page head at `place` has: 0, 1, or 2 with what lies between its halves."""
    text = _head_of(lines[place])
    if not text.startswith("PAGE"):
        return 0
    if grammar.PAGE_TURN.fullmatch(text):
        return 1
    if not _PAGE_ALONE.fullmatch(text):
        return 0
    other = _skip_blank(lines, place + 1, 3)
    is_divided = other < len(lines) and _PLACE_ALONE.fullmatch(lines[other].strip())
    return other + 1 - place if is_divided else 0


def _skip_blank(lines: Sequence[str], place: int, most: int = 1_000_000) -> int:
    last = min(len(lines), place + most)
    while place < last and not lines[place]:
        place += 1
    return place


def _foot_start(lines: Sequence[str], place: int, top: int) -> int:
    """Index of the first line of the foot of the page above: classification, markings, blank lines."""
    start = place
    while start > top and _is_foot(lines[start - 1].strip()):
        start -= 1
    return start


def _is_foot(text: str) -> bool:
    if not text or _is_furniture(text) or grammar.is_captions(text):
        return True
    if grammar.TAIL.fullmatch(text):  # NNNN closes a section too
        return True
    found = grammar.classification_line(text)
    return bool(found and not found["post"])


def _blank_that_stays(lines: Sequence[str], foot: int, end: int) -> int | None:
    """A short line that ends a sentence ended its paragraph: one blank line of the turn stays below it."""
    above = lines[foot - 1].strip()
    if len(above) >= SHORT_LINE or not ends_sentence(above):
        return None
    return next((n for n in range(foot, end) if not lines[n]), None)


def _section_header_end(lines: Sequence[str], start: int) -> int:
    """A section that begins its own page 1 has the whole header again, down to its classification line:
    that line stays, as it tells the reader of the text where the section begins."""
    is_dated = False
    for place in range(start, min(len(lines), start + HEADER_LINES)):
        text = lines[place].strip()
        is_dated = is_dated or bool(grammar.DTG.fullmatch(text))
        found = grammar.classification_line(text)
        if is_dated and found and (found["number"] or found["section"]):
            return place
    return start


# -- words divided at a line's end ---------------------------------------------------------------------

_DIVIDED = re.compile(r"(?:^|[\s(\"'])([A-Z]{2,30})-$")
_REST = re.compile(r"([A-Z]{2,30})(?=[\s.,;:)\"'?!]|$)")
_WORD = re.compile(r"[A-Z]{4,60}")


def join_divided(lines: Sequence[str], numbers: Sequence[int]) -> tuple[list[str], list[int]]:
    """`CON-` / `CERNED` → CONCERNED, if the telegram has that word whole elsewhere; else the hyphen may be
    the author's, and stays (rule 23).

    >>> join_divided(["ALL CON-", "CERNED AGREE.", "SO-", "CALLED", "NOT CONCERNED"], range(1, 6))[0]
    ['ALL CONCERNED', 'AGREE.', 'SO-', 'CALLED', 'NOT CONCERNED']
    """
    whole = {word for line in lines for word in _WORD.findall(line)}
    found, kept = list(lines), list(numbers)
    for place in range(len(found) - 1):
        if not found[place].endswith("-"):
            continue
        head = _DIVIDED.search(found[place][-40:])
        rest = _REST.match(found[place + 1].strip()) if head else None
        if head and rest and head[1] + rest[1] in whole:
            after = found[place + 1].strip()
            mark = re.match(r"\S*", after[rest.end() :])
            word = after[: rest.end() + (mark.end() if mark else 0)]
            found[place] = found[place][:-1] + word
            found[place + 1] = after.removeprefix(word).strip()
    empty = {n for n, line in enumerate(found) if not line and lines[n]}
    return (
        [line for n, line in enumerate(found) if n not in empty],
        [number for n, number in enumerate(kept) if n not in empty],
    )

"""Sections of a cable that arrived apart, put together again.

A long telegram was sent in sections, each with a header of its own: `SECTION 02 OF 03`. The text was
cut where the section was full, often inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec

from sitegen.parse.text import ends_sentence, join
from sitegen.records import Block, Bullet, Cable, Embedded, Paragraph, Sections, text_of

NEAR = timedelta(hours=36)  # a cable sent again, or its later sections, follow within a day or so
ALIKE = 0.7  # of the shorter text, which may be cut off or garbled
MOST = 100  # sections a cable may have; more is damage
SHINGLE = 3  # words

# The export took the section into the identifier, well spelt or not: 08ECTION01OF02MANAMA492.
_IN_IDENTIFIER = re.compile(r"ION([0-9]{1,2})OF([0-9]{1,2})", re.IGNORECASE)
# A number that only the section before makes a paragraph (rule 19: it is the expected one).
_NUMBERED = re.compile(r"([0-9]{1,3})\. +(?=[^0-9])(.*)", re.DOTALL)


def place_of(cable: Cable) -> Sections | None:
    """Which section a record is, by its classification line, else by its malformed identifier."""
    if cable.sections:
        return cable.sections
    found = next(filter(None, map(_IN_IDENTIFIER.search, cable.aliases)), None)
    return Sections(int(found[1]), int(found[2])) if found else None


def differ(cable: Cable, other: Cable) -> bool:
    """Whether both are sections, and not the same."""
    mine, theirs = place_of(cable), place_of(other)
    return bool(mine and theirs and mine.number != theirs.number)


def are_of_one(cable: Cable, other: Cable) -> bool:
    """Whether two records are different sections of one cable."""
    mine, theirs = place_of(cable), place_of(other)
    if not mine or not theirs or mine.number == theirs.number or mine.total != theirs.total:
        return False
    numbers = range(1, min(mine.total, MOST) + 1)
    return mine.number in numbers and theirs.number in numbers and is_near(cable, other)


def is_near(cable: Cable, other: Cable) -> bool:
    return abs(cable.date - other.date) <= NEAR


def are_alike(cable: Cable, other: Cable) -> bool:
    """Whether most of the shorter text stands in the other: runs of three words are compared."""
    mine, theirs = _shingles(cable), _shingles(other)
    return len(mine & theirs) >= ALIKE * max(min(len(mine), len(theirs)), 1)


def _shingles(cable: Cable) -> set[tuple[str, ...]]:
    words = " ".join(map(text_of, cable.body)).casefold().split()
    return set(zip(*(words[start:] for start in range(SHINGLE)), strict=False)) or {tuple(words)}


def missing(parts: Iterable[Cable]) -> tuple[int, ...]:
    """The numbers of sections that are not there."""
    places = [place for place in map(place_of, parts) if place]
    if not places or (len(places) == 1 and not places[0].only):
        return ()  # one record may hold the text of all
    if len(places) == 1 and places[0].number > places[0].total:
        return ()  # a number is damaged, and which one nobody knows
    total = min(places[0].total, MOST)
    return tuple(sorted(set(range(1, total + 1)) - {place.number for place in places}))


def named(absent: Sequence[int], total: int) -> str:
    """`section 2 of 3`, `sections 2, 4 of 5`; '' of none."""
    if not absent:
        return ""
    numbers = ", ".join(map(str, absent[:10])) + (", …" if len(absent) > 10 else "")
    return f"section{'s' if len(absent) > 1 else ''} {numbers} of {total}"


def missing_of(cable: Cable) -> str:
    """The same of one cable: what its record, or all those it was put together from, do not have."""
    place = cable.sections
    if place is None:
        return ""
    return named(place.missing or missing([cable]), place.total)


# -- putting together ------------------------------------------------------------------------------

# What a record says of itself, and never of the others.
_OWN = frozenset(
    """identifier date date_from origin source title subject aliases also_transmitted sections partial truncated
    warnings body extra""".split()
)
_SHARED = [field.name for field in msgspec.structs.fields(Cable) if field.name not in _OWN]


def joined(parts: Sequence[Cable]) -> Cable:
    """Sections, in their order, as one cable: the first one's fields, what it lacks from the others,
    and the text of all."""
    first, *others = parts
    absent = missing(parts)
    missed = {"missing-section"} if absent else set()
    if not others:
        return _warned(first, missed) if missed else first
    place = place_of(first)
    named = next((one for one in parts if one.subject), first)
    repaired = {"no-subject"} if named.subject else set()
    return msgspec.structs.replace(
        first,
        **{name: _first_of(name, parts) for name in _SHARED},
        subject=named.subject,
        title=named.title,
        sections=Sections(1, place.total, missing=absent) if place else first.sections,
        partial=any(one.partial for one in parts),
        truncated=parts[-1].truncated,
        warnings=tuple(
            sorted({code for one in parts for code in one.warnings} - repaired | missed)
        ),
        body=join_texts([one.body for one in parts]),
    )


def _warned(cable: Cable, codes: set[str]) -> Cable:
    return msgspec.structs.replace(cable, warnings=tuple(sorted(codes.union(cable.warnings))))


def _first_of(name: str, parts: Sequence[Cable]) -> object:
    """The first value that is not empty."""
    return next(filter(None, (getattr(one, name) for one in parts)), getattr(parts[0], name))


def join_texts(texts: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The texts of sections as one: a sentence that runs over the end of a section is joined."""
    blocks: list[Block] = []
    for text in texts:
        known = _renumbered(text, _last_number(blocks)) if blocks else list(text)
        if blocks and known and (whole := _whole(blocks[-1], known[0], blocks)):
            blocks[-1:] = [whole]
            known = known[1:]
        blocks += known
    return tuple(blocks)


def _whole(last: Block, first: Block, blocks: Sequence[Block]) -> Block | None:
    """Two halves of one block, or None if the second begins one (rule 18, as at a page break)."""
    if not isinstance(last, Paragraph | Bullet | Embedded):
        return None
    if not isinstance(first, Paragraph) or first.number is not None or first.mark:
        return None
    if ends_sentence(last.text) and not _last_number(blocks):
        return None  # without numbers the end of a sentence may be that of a paragraph
    return msgspec.structs.replace(last, text=join([last.text, first.text]))


def _last_number(blocks: Sequence[Block]) -> int:
    numbers = (block.number for block in reversed(blocks) if isinstance(block, Paragraph))
    return next((number for number in numbers if number is not None), 0)


def _renumbered(blocks: Sequence[Block], last: int) -> list[Block]:
    """Rule 19 with what the section before knew: an unmarked number that is the expected one begins a
    paragraph."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.number is None and not block.mark:
            typed = _NUMBERED.match(block.text)
            if typed and last and int(typed[1]) == last + 1:
                block = Paragraph(typed[2], int(typed[1]))
        last = _last_number([block]) or last
        found.append(block)
    return found

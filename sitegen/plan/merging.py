"""One cable from several records: twins, sections that came apart, posts that share an identifier.

A cable may be there twice under one identifier because it was transmitted twice, in pieces because it
was sent in sections, or beside a stranger because two posts of a city number their cables alike. What
a set of records makes is a function of that set alone: no record knows when it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from sitegen import reference
from sitegen.diagnostics import diagnostic
from sitegen.parse import identifier
from sitegen.plan import sections
from sitegen.records import Cable, Diagnostic, Origin, Sections

_encode = msgspec.msgpack.Encoder().encode


class Record(NamedTuple):
    """A record that claims an identifier. `is_written`: it is a Markdown file; one that cannot be
    read has no cable. `key` is whatever the caller knows it by."""

    key: int
    path: str
    line: int
    is_written: bool
    identifier: str
    cable: Cable | None


class Settled(NamedTuple):
    """A cable to publish: as it is read, as it was received (they differ where a Markdown file stands
    for it), the record it is read from, and its originals in their order."""

    cable: Cable
    received: Cable
    record: Record
    originals: tuple[Record, ...]


class Settlement(NamedTuple):
    cables: tuple[Settled, ...]
    diagnostics: tuple[Diagnostic, ...]


def family(name: str) -> tuple[str, ...]:
    """The identifiers that are settled together: one for each post of the city, as these may share
    theirs. Most cities have one post.

    >>> family("06USEUBRUSSELS123")
    ('06BRUSSELS123', '06USEUBRUSSELS123', '06USNATO123')
    """
    post = identifier.parts(name)[1]
    return tuple(_with_post(name, code) for code in reference.city_posts(post)) or (name,)


def _with_post(name: str, code: str) -> str:
    """The same year and number at another post."""
    return name[:2] + code + name[2 + len(identifier.parts(name)[1]) :]


def settle(found: Sequence[Record]) -> Settlement:
    """Decide which cables the records of a family are."""
    if len(found) == 1 and found[0].cable and not _is_part(found[0].cable):
        return _alone(found[0], found[0].cable)
    records, notes = _named(sorted(found, key=lambda one: (one.path, one.line)))
    cables: list[Settled] = []
    for name in sorted({one.identifier for one in records}):
        settled, more = _settle_one(name, [one for one in records if one.identifier == name])
        notes += more
        if settled:
            cables.append(settled)
    return Settlement(tuple(cables), tuple(notes))


def _is_part(cable: Cable) -> bool:
    """Whether the text is that of one section, so that others are missing."""
    return cable.sections is not None and cable.sections.only


def _alone(record: Record, cable: Cable) -> Settlement:
    """What nearly every record is: a cable of its own."""
    known = _with_others(cable, [record])
    return Settlement((Settled(known, known, record, (record,)),), ())


# -- whose identifier it is ------------------------------------------------------------------------


def _named(records: list[Record]) -> tuple[list[Record], list[Diagnostic]]:
    """Where records of different posts have one identifier, those of another post than it names get the
    identifier of their own; without such a clash nothing is renamed, so that addresses stay."""
    if len(records) == 1:
        return records, []
    own = {one.key: _own_identifier(one) for one in records}
    claims = {(one.identifier, own[one.key]) for one in records if one.cable}
    taken = {one.identifier for one in records}
    named: list[Record] = []
    notes: list[Diagnostic] = []
    for one in records:
        mine = own[one.key]
        is_shared = any(name == one.identifier and other != mine for name, other in claims)
        if mine == one.identifier or not (is_shared or mine in taken):
            named.append(one)
        else:
            named.append(_renamed(one, mine))
            detail = f"{one.identifier}, here {mine}"
            notes.append(diagnostic("shared-identifier", one.path, one.line, detail))
    return named, notes


def _own_identifier(record: Record) -> str:
    """With the post that the origin or the FM line names, if that is another one of the city."""
    name, cable = record.identifier, record.cable
    if cable is None:
        return name
    post = identifier.parts(name)[1]
    neighbours = reference.city_posts(post)
    for typed in (cable.origin.name, cable.sender) if neighbours else ():
        code = reference.main_post(reference.post_code_of(typed) or post)
        if code in neighbours and code != reference.main_post(post):
            return _with_post(name, code)
    return name


def _renamed(record: Record, name: str) -> Record:
    cable = record.cable
    assert cable is not None
    code = identifier.parts(name)[1]
    title = f"Cable {name}" if cable.title == f"Cable {cable.identifier}" else cable.title
    renamed = msgspec.structs.replace(
        cable,
        identifier=name,
        title=title,
        aliases=(*cable.aliases, cable.identifier),
        origin=Origin(code, cable.origin.name, cable.origin.country),
    )
    return record._replace(identifier=name, cable=renamed)


# -- one identifier --------------------------------------------------------------------------------


def _settle_one(name: str, records: list[Record]) -> tuple[Settled | None, list[Diagnostic]]:
    """A Markdown file stands for its cable and a raw source stays its original. Different cables are
    all withheld: choosing one silently would hide the other. So are raw sources beside a Markdown file
    that cannot be read: they may hold what was taken away."""
    if any(one.cable is None for one in records):
        held = (one for one in records if one.cable is not None)
        return None, [diagnostic("held-back", one.path, one.line, name) for one in held]
    written = _distinct([one for one in records if one.is_written])
    raw = _distinct([one for one in records if not one.is_written])
    notes = [*_copies(name, written), *_copies(name, raw)]
    united = [_united(name, side) for side in (written, raw) if side]
    if None in united:
        return None, notes + _conflict(name, [copies[0] for copies in written + raw])
    sides = [side for side in united if side is not None]
    notes += [note for side in sides for note in side.notes]
    read, received = sides[0], sides[-1]
    return Settled(read.cable, received.cable, read.records[0], received.records), notes


def content_of(cable: Cable) -> bytes:
    """What makes two records one cable; other metadata may be richer in one."""
    return _encode((cable.date, cable.classification, cable.subject, cable.body))


Copies = list[Record]  # of one content, the one that is taken first


def _distinct(records: list[Record]) -> list[Copies]:
    """Records by content. Those with a malformed identifier come last, sections in their order."""
    kept: dict[bytes, Copies] = {}
    for one in sorted(records, key=_rank):
        kept.setdefault(content_of(_cable(one)), []).append(one)
    return list(kept.values())


def _rank(record: Record) -> tuple[bool, int, str, int]:
    cable = _cable(record)
    place = sections.place_of(cable)
    return is_malformed(cable), place.number if place else 0, record.path, record.line


def is_malformed(cable: Cable) -> bool:
    """Whether the identifier had to be repaired: `08ECTION01OF02MANAMA492`, not just `08MANAMA000492`."""
    return any(
        identifier.canonical(alias) == cable.identifier and not _is_plain(alias, cable.identifier)
        for alias in cable.aliases
    )


def _is_plain(alias: str, name: str) -> bool:
    """Whether it is the identifier but for zeros, blanks, a century or an archive's suffix."""
    letters = "".join(filter(str.isalnum, alias.upper().partition("_")[0]))
    post = identifier.parts(name)[1]
    year, serial = name[:2], name[2 + len(post) :]
    return re.fullmatch(rf"(?:19|20)?{year}{post}0*{serial}", letters) is not None


def _copies(name: str, distinct: list[Copies]) -> Iterator[Diagnostic]:
    for first, *others in distinct:
        for one in others:
            detail = f"{name}, also {first.path}:{first.line}"
            if unlike := _unlike(_cable(first), _cable(one)):
                detail = f"{detail}; other: {', '.join(unlike)}"
            code = "differing-duplicate" if unlike else "identical-duplicate"
            yield diagnostic(code, one.path, one.line, detail)


# What is of the header and should be the same in every copy of a cable, by its name in front matter.
_HEADER = {
    "precedence": "precedence", "sender": "from", "to": "to", "info": "info", "exempt": "exempt",
    "captions": "captions", "passing": "passing", "executive_order": "executive_order",
    "classified_by": "classified_by", "reasons": "reasons", "tags": "tags", "signed_by": "signed_by",
}  # fmt: skip


def _unlike(cable: Cable, other: Cable) -> list[str]:
    """The fields of the header that two copies both have, and have not alike."""
    values = ((name, getattr(cable, key), getattr(other, key)) for key, name in _HEADER.items())
    return [name for name, mine, theirs in values if mine and theirs and mine != theirs]


def _conflict(name: str, records: list[Record]) -> list[Diagnostic]:
    found = []
    for one in records:
        others = ", ".join(f"{other.path}:{other.line}" for other in records if other is not one)
        detail = f"{name}, also {others}"
        found.append(diagnostic("duplicate-identifier", one.path, one.line, detail))
    return found


# -- several records, one cable --------------------------------------------------------------------


class _United(NamedTuple):
    """The records of one side that are one cable: the first of each part, then the others."""

    cable: Cable
    records: tuple[Record, ...]
    notes: list[Diagnostic]


Part = list[Copies]  # transmissions of the whole cable, or of one section; the first is taken


def _united(name: str, distinct: list[Copies]) -> _United | None:
    """One cable of records of different content; None if they are different cables."""
    parts: list[Part] = []
    for copies in distinct:
        cable = _cable(copies[0])
        home = next((part for part in parts if _is_same(_first(part), cable)), None)
        if home is not None:
            home.append(copies)
        elif all(sections.are_of_one(_first(part), cable) for part in parts):
            parts.append([copies])
        else:
            return None
    parts.sort(key=lambda part: _rank(part[0][0])[1])
    cable = _with_others(_joined(parts), [one for side in distinct for one in side])
    leading = [part[0][0] for part in parts]
    others = [copies[0] for part in parts for copies in part[1:]]
    notes = [*_merged(name, leading, others), *_gaps(cable, parts)]
    return _United(cable, (*leading, *others), notes)


def _first(part: Part) -> Cable:
    """What a part is read from; where the text of another section was found in it, it has more than its own."""
    cable, *others = (_cable(copies[0]) for copies in part)
    place = cable.sections
    if place and place.only and any(sections.differ(cable, other) for other in others):
        return msgspec.structs.replace(cable, sections=Sections(place.number, place.total))
    return cable


def _cable(record: Record) -> Cable:
    assert record.cable is not None
    return record.cable


def _is_same(cable: Cable, other: Cable) -> bool:
    """Whether `other` is a second transmission of a cable, or a section that its text has already."""
    are_sections = sections.differ(cable, other)
    if not are_sections and not is_malformed(other):
        return False  # two different cables, each with a proper identifier
    is_near = sections.is_near(cable, other) and not is_malformed(cable)
    return (is_near and not are_sections) or sections.are_alike(cable, other)


def _joined(parts: Sequence[Part]) -> Cable:
    return sections.joined([_first(part) for part in parts])


def _with_others(cable: Cable, records: list[Record]) -> Cable:
    """What the other records know: their identifiers, and under which number they were transmitted."""
    cables = [_cable(one) for one in records]
    aliases = dict.fromkeys([*cable.aliases, *(alias for one in cables for alias in one.aliases)])
    sent = dict.fromkeys(one.transmission.id for one in cables if one.transmission)
    first = cable.transmission.id if cable.transmission else None
    also = [*cable.also_transmitted, *(one for one in sent if one and one != first)]
    found = (tuple(aliases), tuple(dict.fromkeys(also)))
    if found == (cable.aliases, cable.also_transmitted):
        return cable
    return msgspec.structs.replace(cable, aliases=found[0], also_transmitted=found[1])


def _merged(name: str, leading: list[Record], others: list[Record]) -> Iterator[Diagnostic]:
    """A note for every record but the first: the accounts count them."""
    for one in leading[1:] + others:
        is_twin = one in others and is_malformed(_cable(one))
        code = "second-transmission" if is_twin else "joined-section"
        detail = f"{name}, also {leading[0].path}:{leading[0].line}"
        yield diagnostic(code, one.path, one.line, detail)


def _gaps(cable: Cable, parts: list[Part]) -> Iterator[Diagnostic]:
    cables = [_first(part) for part in parts]
    if absent := sections.missing(cables):
        first, place = parts[0][0][0], sections.place_of(cables[0])
        named = sections.named(absent, place.total if place else len(cables))
        yield diagnostic("missing-section", first.path, first.line, f"{cable.identifier}: {named}")

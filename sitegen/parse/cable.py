"""One source → one cable: the format's frame, then the telegram, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import msgspec

from sitegen.diagnostics import diagnostic
from sitegen.parse import classified, fields, identifier, identity
from sitegen.parse.addressees import addressee
from sitegen.parse.body import Body, read_body
from sitegen.parse.doubts import doubts, is_truncated, repairs
from sitegen.parse.ending import Ending, read_ending, unglued
from sitegen.parse.field_ends import references_in_text
from sitegen.parse.formats import draft_of
from sitegen.parse.formats.draft import Draft, RecordError, Taken
from sitegen.parse.header import Header, read_header
from sitegen.parse.heading import Heading, heading_start, read_heading
from sitegen.parse.identity import Note
from sitegen.parse.references import completed, read_references
from sitegen.parse.roles import NOT_UNDERSTOOD, Role
from sitegen.parse.sectioning import told_apart
from sitegen.parse.tags import tags
from sitegen.parse.text import decode, squeeze
from sitegen.parse.title import title_case
from sitegen.records import Cable, Parsed, Provenance, Source


class Telegram(msgspec.Struct, frozen=True):
    """The four parts of a telegram, each read from the same lines, and what each line was taken as."""

    lines: Sequence[str]
    roles: Sequence[Role]
    header: Header
    top: Heading
    body: Body
    ending: Ending


def parse(source: Source) -> Parsed:
    """Read a source in any format that holds a telegram. Never raises on text."""
    text, recoded = decode(source.raw)
    notes: list[Note] = [("bad-encoding", source.line, "")] if recoded else []
    cable, quality = None, None
    try:
        draft = unglued(draft_of(source, text))
        telegram = read_telegram(draft)
        notes += repairs(draft, source.line)
        cable = _assemble(source, draft, telegram, notes)
        notes += doubts(cable, draft, telegram.roles)
        quality = _quality(draft, telegram)
    except RecordError as problem:
        notes.append((problem.code, problem.line, problem.detail))
    found = tuple(
        sorted(diagnostic(code, source.path, line, detail) for code, line, detail in notes)
    )
    if cable is None:
        return Parsed(None, found)
    codes = tuple(sorted({note.code for note in found if note.severity != "note"}))
    warned = msgspec.structs.replace(cable, warnings=codes) if codes else cable
    return Parsed(warned, found, quality)


def explain(source: Source) -> tuple[Taken, ...]:
    """Every line of a source with what it was taken as, in the order of the file.

    Raises RecordError where the format's frame cannot be read.
    """
    draft = unglued(draft_of(source, decode(source.raw)[0]))
    telegram = read_telegram(draft)
    lines = map(Taken, draft.numbers, draft.lines, telegram.roles)
    return tuple(sorted([*draft.frame, *lines], key=lambda taken: taken.number))


def read_telegram(draft: Draft) -> Telegram:
    """The lines of a telegram in four parts, which lie one after the other."""
    lines = draft.lines
    start = heading_start(lines)
    roles: list[Role] = ["unknown" if line else "blank" for line in lines]
    header = read_header(lines[:start], identity.year_of(draft.metadata))
    roles[:start] = header.roles
    top = read_heading(lines, start)
    roles[start : top.end] = top.roles
    ending = read_ending(lines, top.end, roles)
    body = read_body(lines, top.end, ending.end, roles)
    return Telegram(lines, roles, header, top, body, ending)


def _quality(draft: Draft, telegram: Telegram) -> float:
    """The share of characters in a field, a block, or left out by a rule; 1.0 is all."""
    if NOT_UNDERSTOOD.isdisjoint([*telegram.roles, *(taken.role for taken in draft.frame)]):
        return 1.0  # of most cables, and quickly told
    sizes = [(len(taken.text), taken.role) for taken in draft.frame]
    sizes += zip(map(len, telegram.lines), telegram.roles, strict=True)
    lost = sum(size for size, role in sizes if role in NOT_UNDERSTOOD)
    return 1.0 - lost / sum(size for size, _ in sizes)


def _assemble(source: Source, draft: Draft, telegram: Telegram, notes: list[Note]) -> Cable:
    """Every field by its own function; what two of them must agree on is in `identity`."""
    header, top, ending, given = telegram.header, telegram.top, telegram.ending, draft.metadata
    date, date_from = identity.date_of(draft, header, notes)
    name = identity.identify(draft, date, top, notes)
    listed = top.field("ref") or references_in_text(telegram.lines, top.end)
    cited = read_references(listed, date.year, identifier.parts(name)[1])
    if late := identity.of_the_year_before(cited, name, date):
        place = telegram.roles.index("references") if "references" in telegram.roles else top.end
        notes.append(("reference-year", draft.number(place), ", ".join(late)))
    subject = fields.subject(top.field("subject")) or squeeze(given.title)
    said = top.field("classified") or classified.in_text(telegram.lines, top.end)
    who, why = classified.classified_by(said)
    blocks = telegram.body.blocks if draft.blocks is None else draft.blocks
    signed_by = ending.signed_by or given.signed_by
    notes += [(code, draft.number(at), detail) for code, at, detail in telegram.body.findings]
    return Cable(
        identifier=name,
        aliases=tuple(
            dict.fromkeys(
                form for form in (given.identifier, *given.aliases) if form not in ("", name)
            )
        ),
        date=date,
        date_from=date_from,
        origin=identity.origin_of(given, name, header.sender or given.sender),
        source=Provenance(
            source.format, source.path, source.line, source.sha256, ending.smart_message_id
        ),
        title=title_case(subject) if subject else f"Cable {name}",
        subject=subject,
        classification=identity.classification_of(draft, top, notes),
        captions=tuple(dict.fromkeys((*top.captions, *given.captions))),
        banners=tuple(dict.fromkeys([*top.banners, *ending.banners])),
        precedence=header.precedence or given.precedence,
        sender=header.sender or given.sender,
        to=header.to or tuple(map(addressee, given.to)),
        info=header.info or tuple(map(addressee, given.info)),
        exempt=header.exempt,
        offices=header.offices,
        drafted_by=header.drafted_by or given.drafted_by,
        approved_by=header.approved_by or given.approved_by,
        cleared_by=header.cleared_by or given.cleared_by,
        passing=fields.passing(top.passing),
        executive_order=fields.executive_order(top.field("eo") or [given.executive_order]),
        classified_by=who,
        reasons=why,
        tags=tags(top.field("tags"), date.year) or tags(given.tags, date.year),
        concepts=given.concepts,
        references=completed((*cited, *given.cited), given.references, name),
        signed_by=signed_by,
        sections=told_apart(
            fields.sections(top.classification),
            chain(draft.frame, map(Taken, draft.numbers, draft.lines, telegram.roles)),
            None if signed_by else blocks,
        ),
        transmission=header.transmission,
        partial=draft.partial,
        truncated=not signed_by
        and (draft.is_cut or is_truncated(blocks, telegram.lines, telegram.roles)),
        rights=given.rights,
        attributes=given.attributes,
        header="\n".join(telegram.lines[: top.fields_end]).strip("\n"),
        body=blocks,
    )

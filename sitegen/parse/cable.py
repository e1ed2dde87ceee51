"""One source → one cable: the format's frame, then the telegram, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from sitegen.diagnostics import diagnostic
from sitegen.parse import fields, grammar, identifier, identity
from sitegen.parse.body import Body, read_body
from sitegen.parse.drafts import Draft, RecordError, draft_of
from sitegen.parse.ending import Ending, read_ending, unglued
from sitegen.parse.header import Header, read_header
from sitegen.parse.heading import Heading, heading_start, read_heading
from sitegen.parse.identity import Note
from sitegen.parse.references import read_references
from sitegen.parse.text import decode, squeeze
from sitegen.parse.title import title_case
from sitegen.records import (
    Block,
    Bullet,
    Cable,
    Paragraph,
    Parsed,
    Provenance,
    Reference,
    Source,
    Table,
)


class Telegram(msgspec.Struct, frozen=True):
    """The four parts of a telegram, each read from the same lines."""

    lines: Sequence[str]
    header: Header
    top: Heading
    body: Body
    ending: Ending


def parse(source: Source) -> Parsed:
    """Read a source in any format but Markdown. Never raises on text."""
    text, recoded = decode(source.raw)
    notes: list[Note] = []
    cable = None
    try:
        draft = draft_of(source, text, recoded)
        notes += _repairs(draft, source.line)
        cable = _assemble(source, draft, _read(draft), notes)
        notes += _doubts(cable, draft.line)
    except RecordError as problem:
        notes.append((problem.code, problem.line, problem.detail))
    found = tuple(
        sorted(diagnostic(code, source.path, line, detail) for code, line, detail in notes)
    )
    if cable is None:
        return Parsed(None, found)
    codes = tuple(sorted({note.code for note in found if note.severity != "note"}))
    return Parsed(msgspec.structs.replace(cable, warnings=codes) if codes else cable, found)


def _read(draft: Draft) -> Telegram:
    lines = unglued(draft.lines)
    start = heading_start(lines)
    header = read_header(lines[:start], identity.year_of(draft))
    top = read_heading(lines, start)
    ending = read_ending(lines, top.end)
    return Telegram(lines, header, top, read_body(lines, top.end, ending.end), ending)


def _assemble(source: Source, draft: Draft, telegram: Telegram, notes: list[Note]) -> Cable:
    """Every field by its own function; what two of them must agree on is in `identity`."""
    header, top, body, ending = telegram.header, telegram.top, telegram.body, telegram.ending
    date = identity.date_of(draft, header, notes)
    name = identity.identify(draft, date, top, notes)
    subject = fields.subject(top.field("subject")) or squeeze(draft.title)
    who, why = fields.classified_by(top.field("classified"))
    notes += [(code, draft.line + number, detail) for code, number, detail in body.findings]
    return Cable(
        identifier=name,
        aliases=(draft.identifier,) if draft.identifier not in ("", name) else (),
        date=date,
        origin=identity.origin_of(draft, name),
        source=_provenance(source, ending),
        title=title_case(subject) if subject else f"Cable {name}",
        subject=subject,
        classification=identity.classification_of(draft, top, notes),
        captions=tuple(top.captions),
        banners=tuple(dict.fromkeys([*top.banners, *ending.banners])),
        precedence=header.precedence,
        sender=header.sender,
        to=header.to,
        info=header.info,
        exempt=header.exempt,
        passing=tuple(squeeze(" ".join(item)) for item in top.passing),
        executive_order=fields.executive_order(top.field("eo")),
        classified_by=who,
        reasons=why,
        tags=fields.tags(top.field("tags")),
        references=_references(draft, top, name, date),
        signed_by=ending.signed_by,
        sections=fields.sections(top.classification),
        transmission=header.transmission,
        partial=draft.partial,
        truncated=_is_truncated(body.blocks) and not ending.signed_by,
        header="\n".join(telegram.lines[: top.fields_end]).strip("\n"),
        body=body.blocks,
    )


def _provenance(source: Source, ending: Ending) -> Provenance:
    return Provenance(
        source.format, source.path, source.line, source.sha256, ending.smart_message_id
    )


def _references(draft: Draft, top: Heading, name: str, date: datetime) -> tuple[Reference, ...]:
    """Those of the REF line, then those that only the dump's list has."""
    found = read_references(top.field("ref"), date.year)
    known = {item.id for item in found} | {name}
    more: dict[str, Reference] = {}
    for raw in draft.references:
        item = identifier.canonical(raw)
        if item not in known:
            kind = Reference(raw=item, id=item) if item else Reference(raw=raw, kind="other")
            more[item or raw] = kind
    return (*found, *more.values())


# -- what a publisher should know ----------------------------------------------------------------------


def _repairs(draft: Draft, line: int) -> list[Note]:
    notes: list[Note] = [("bad-encoding", line, "")] if draft.recoded else []
    if draft.controls:
        notes.append(("control-characters", line, str(draft.controls)))
    if draft.partial:
        notes.append(("partial", draft.line, ""))
    if draft.foreword:
        notes.append(("foreword", line, draft.foreword[:80]))
    return notes


def _is_truncated(blocks: Sequence[Block]) -> bool:
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph | Bullet) and last.text.endswith(("...", "…"))


def _doubts(cable: Cable, line: int) -> list[Note]:
    """What a publisher should look at before this goes online."""
    notes: list[Note] = []
    if not cable.subject:
        notes.append(("no-subject", line, ""))
    if not cable.body:
        notes.append(("no-text", line, ""))
    if cable.truncated:
        notes.append(("truncated", line, ""))
    if found := _protected(cable.body):
        notes.append(("protected-person", line, found))
    return notes


def _protected(body: Sequence[Block]) -> str | None:
    """The first words of the text that ask for protection."""
    for block in body:
        text = "\n".join(block.lines) if isinstance(block, Table) else block.text
        small = text.lower()
        if "protect" in small or "passport" in small or "birth" in small or "dpob" in small:
            found = grammar.PROTECTED.search(text)
            if found:
                return found[0]
    return None

"""One source → one cable: the formats' own metadata, then the telegram, field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from sitegen import reference
from sitegen.diagnostics import diagnostic
from sitegen.parse import grammar, heading, identifier
from sitegen.parse.body import read_body
from sitegen.parse.dump import fields_of
from sitegen.parse.ending import read_ending
from sitegen.parse.header import Header, read_header
from sitegen.parse.references import read_references
from sitegen.parse.text import Text, decode, normalise, squeeze
from sitegen.parse.title import title_case
from sitegen.records import (
    Block,
    Cable,
    Diagnostic,
    Origin,
    Paragraph,
    Parsed,
    Provenance,
    Reference,
    Source,
    Table,
)


class Draft(msgspec.Struct, frozen=True):
    """What a format gives before the telegram is read: labelled values as typed, and the telegram's
    lines; `line` is the number of the first of them in the file."""

    lines: Sequence[str]
    line: int
    identifier: str = ""
    created: str = ""
    classification: str = ""
    origin: str = ""
    title: str = ""
    references: tuple[str, ...] = ()


class Problem(Exception):
    """The record cannot become a cable; caught in `parse`, never seen outside."""

    def __init__(self, code: str, line: int, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.detail = code, line, detail


def parse(source: Source) -> Parsed:
    """Read a source in any format but Markdown. Never raises on text."""
    text, recoded = decode(source.raw)
    notes: list[tuple[str, int, str]] = []
    try:
        draft, repaired = _draft(source, text, recoded)
        notes += _repairs(repaired, source.line)
        cable = _cable(draft, source, notes)
    except Problem as problem:
        notes.append((problem.code, problem.line, problem.detail))
        cable = None
    found = _diagnostics(source, notes)
    if cable is None:
        return Parsed(None, found)
    codes = tuple(sorted({note.code for note in found if note.severity != "note"}))
    return Parsed(msgspec.structs.replace(cable, warnings=codes), found)


def _diagnostics(source: Source, notes: list[tuple[str, int, str]]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostic(code, source.path, line, detail) for code, line, detail in notes))


def _repairs(text: Text, line: int) -> list[tuple[str, int, str]]:
    notes = [("bad-encoding", line, "")] if text.recoded else []
    return notes + ([("control-characters", line, str(text.controls))] if text.controls else [])


# -- formats ---------------------------------------------------------------------------------------


def _draft(source: Source, text: str, recoded: bool) -> tuple[Draft, Text]:
    if source.format == "dump":
        return dump_draft(source, text, recoded)
    repaired = normalise(text, recoded)
    if source.format == "reader-page":
        return reader_page_draft(repaired.lines, source.line), repaired
    return Draft(repaired.lines, source.line), repaired


def reader_page_draft(lines: Sequence[str], line: int) -> Draft:
    """The visible text of a web reader page (formats, a): four labels, four values, title, tags."""
    filled = [number for number, text in enumerate(lines) if text.strip()]
    values = [lines[number].strip() for number in filled[4:8]] + [""] * 4
    start, title = _after_furniture(lines, filled[8:])
    return Draft(lines[start:], line + start, *values[:4], title=title)


def _after_furniture(lines: Sequence[str], filled: Sequence[int]) -> tuple[int, str]:
    """Index of the telegram's first line, and the title: the first physical line of the subject."""
    title, expects_title = "", False
    for number in filled:
        text = squeeze(lines[number])
        if text.startswith("Cable title:"):
            title, expects_title = text.removeprefix("Cable title:").strip(), True
        elif text.startswith("Tags:") or re.fullmatch(r"(pdf )?how-to read a cable", text):
            expects_title = False
        elif expects_title and not title:
            title = text
        else:
            return number, title
    return len(lines), title


def dump_draft(source: Source, text: str, recoded: bool) -> tuple[Draft, Text]:
    """A row of the eight-column dump (formats, b); fields are unquoted by `sitegen.parse.dump`."""
    fields = fields_of(text)
    if fields is None:
        raise Problem("bad-row", source.line)
    head, body = normalise(fields[6], recoded), normalise(fields[7])
    draft = Draft(
        [*head.lines, "", *body.lines],
        source.line,
        identifier=fields[2],
        created=fields[1],
        classification=fields[4],
        origin=fields[3],
        references=tuple(reference for reference in fields[5].split("|") if reference),
    )
    return draft, Text([], recoded, head.controls + body.controls)


# -- the cable -------------------------------------------------------------------------------------


def _cable(draft: Draft, source: Source, notes: list[tuple[str, int, str]]) -> Cable:
    lines = draft.lines
    partial = [n for n, line in enumerate(lines[:40]) if grammar.PARTIAL.search(line)]
    if partial:
        lines = _without_notice(lines, partial[0])
        notes.append(("partial", draft.line + partial[0], ""))
    starts_at = _heading_start(lines)
    header = read_header(lines[:starts_at])
    top = heading.read_heading(lines, starts_at)
    ending = read_ending(lines, top.end)
    body = read_body(lines, top.end, ending.end)
    notes += [(code, draft.line + number, detail) for code, number, detail in body.findings]
    name = _identifier(draft, header, top, notes)
    date = _date(draft, header, notes)
    subject = heading.subject(top.fields.get("subject", [])) or squeeze(draft.title)
    who, why = heading.classified_by(top.fields.get("classified", []))
    result = Cable(
        identifier=name,
        aliases=(draft.identifier,) if draft.identifier and draft.identifier != name else (),
        date=date,
        origin=_origin(draft, name),
        source=Provenance(
            source.format, source.path, source.line, source.sha256, ending.smart_message_id
        ),
        title=title_case(subject) if subject else f"Cable {name}",
        subject=subject,
        classification=_classification(draft, top, notes),
        captions=tuple(top.captions),
        banners=tuple(dict.fromkeys([*top.banners, *ending.banners])),
        precedence=header.precedence,
        sender=header.sender,
        to=header.to,
        info=header.info,
        exempt=header.exempt,
        passing=tuple(squeeze(" ".join(item)) for item in top.passing),
        executive_order=heading.executive_order(top.fields["eo"]) if "eo" in top.fields else None,
        classified_by=who,
        reasons=why,
        tags=heading.tags(top.fields.get("tags", [])),
        references=_references(draft, top, name, date),
        signed_by=ending.signed_by,
        sections=heading.sections(top.classification),
        transmission=header.transmission,
        partial=bool(partial),
        truncated=_is_truncated(body.blocks) and not ending.signed_by,
        header="\n".join(lines[: top.fields_end]).strip("\n"),
        body=body.blocks,
    )
    notes += _doubts(result, draft.line)
    return result


def _without_notice(lines: Sequence[str], at: int) -> list[str]:
    """The publisher's notice of a partial extract may wrap to its full stop; it is not text."""
    end = at
    while end < len(lines) - 1 and lines[end].strip() and "not available" not in lines[end]:
        end += 1
    return [*lines[:at], *[""] * (end + 1 - at), *lines[end + 1 :]]


def _heading_start(lines: Sequence[str]) -> int:
    """Index of the first classification line, else of the line after the header, else 0."""
    last_of_header = 0
    for number, line in enumerate(lines[:200]):
        text = line.strip()
        if not text:
            continue
        found = grammar.CLASSIFICATION.fullmatch(text)
        if found and (found["number"] or found["section"] or last_of_header):
            return number
        if heading.label_of(line) or re.match(r"1\. ", text):
            return last_of_header
        if _is_header_line(text):
            last_of_header = number + 1
    return last_of_header


_HEADER_LINES = (
    grammar.CHANNEL, grammar.CALLED, grammar.CALLED_MORE, grammar.STATION, grammar.SECURITY,
    grammar.DTG, grammar.SENDER, grammar.TO, grammar.INFO, grammar.EXEMPT,
)  # fmt: skip


def _is_header_line(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in _HEADER_LINES) or bool(
        re.match(r"R[A-Z]{3,7}/", text)
    )


def _identifier(
    draft: Draft, header: Header, top: heading.Heading, notes: list[tuple[str, int, str]]
) -> str:
    derived = _derived_identifier(header, top)
    if not draft.identifier:
        if derived is None:
            raise Problem("no-identifier", draft.line)
        return derived
    given = identifier.canonical(draft.identifier)
    if given is None:
        raise Problem("bad-identifier", draft.line, draft.identifier[:80])
    if derived and derived != given:
        notes.append(("identifier-mismatch", draft.line, f"{given} against {derived}"))
    if not identifier.known_post(identifier.parts(given)[1]):
        notes.append(("unknown-post", draft.line, identifier.parts(given)[1]))
    return given


def _derived_identifier(header: Header, top: heading.Heading) -> str | None:
    """Year of the date-time group, post and number of the classification line."""
    found = top.classification
    if not found or not found["number"] or header.date is None:
        return None
    return identifier.build(header.date.year, found["post"], found["number"])


_CREATED = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[ T](?P<hour>\d\d?):(?P<minute>\d\d))?"),
    re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})(?: (?P<hour>\d\d?):(?P<minute>\d\d))?"),
)


def created_date(text: str) -> datetime | None:
    """`2009-02-24 08:27:00` or `2/24/2009 8:27`, both UTC; None if it is no date."""
    for pattern in _CREATED:
        if found := pattern.match(text.strip()):
            values = {key: int(value or 0) for key, value in found.groupdict().items()}
            try:
                return datetime(**values, tzinfo=UTC)
            except ValueError:
                return None
    return None


def _date(draft: Draft, header: Header, notes: list[tuple[str, int, str]]) -> datetime:
    """Rule 6: the date-time group, else the metadata; they may differ by a minute, not more."""
    created = created_date(draft.created)
    at = draft.line + (header.dtg_line or 0)
    if header.dtg_bad:
        notes.append(("bad-dtg", at, ""))
    if header.date is None:
        if created is None:
            raise Problem("no-date", draft.line, draft.created[:40])
        return created
    if created and abs((created - header.date).total_seconds()) > 60:
        notes.append(("date-mismatch", at, f"{draft.created.strip()} against {header.date:%Y-%m-%d %H:%M}"))
    return header.date


def _origin(draft: Draft, name: str) -> Origin:
    """The label of the metadata, else the post of the identifier by its usual name."""
    code = identifier.parts(name)[1]
    known = reference.post(code)
    label = squeeze(draft.origin) or (known.name if known else code.capitalize())
    return Origin(code, label, known.country if known else "")


def _classification(draft: Draft, top: heading.Heading, notes: list[tuple[str, int, str]]) -> str:
    """Rule 9: a metadata value that disagrees with the line is kept, and reported."""
    line = heading.classification(top.classification, top.captions)
    given = squeeze(draft.classification.upper())
    if not given:
        return line or "UNCLASSIFIED"
    if line and _level(given) != _level(line):
        notes.append(("classification-mismatch", draft.line, f"{given} against {line}"))
    return given


def _level(classification: str) -> str:
    """For comparison only: the dump has no LIMITED OFFICIAL USE and says FOR OFFICIAL USE ONLY."""
    if "OFFICIAL USE" in classification:
        return "OFFICIAL USE"
    return classification.split("//")[0]


def _references(draft: Draft, top: heading.Heading, name: str, date: datetime) -> tuple[Reference, ...]:
    found = read_references(top.fields.get("ref", []), date.year)
    known = {item.id for item in found} | {name}
    listed = (identifier.canonical(raw) for raw in draft.references)
    return found + tuple(
        Reference(raw=item, id=item) for item in listed if item and item not in known
    )


def _is_truncated(blocks: Sequence[Block]) -> bool:
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and last.text.endswith("...")


def _doubts(cable: Cable, line: int) -> list[tuple[str, int, str]]:
    """What a publisher should look at before this goes online."""
    notes = []
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
        if any(sign in small for sign in ("protect", "passport", "birth", "dpob")):
            if found := grammar.PROTECTED.search(text):
                return found[0]
    return None

"""Formats: what each says of a cable outside its telegram, and where the telegram begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sitegen.parse import grammar
from sitegen.parse.dump import fields_of
from sitegen.parse.header import is_header_line
from sitegen.parse.text import Text, normalise, squeeze
from sitegen.records import Source

NOTICE_SEARCHED = 40  # lines from the top in which the notice of a partial extract stands
NOTICE_LINES = 4


class RecordError(Exception):
    """The record cannot become a cable; caught in `parse`, never seen outside."""

    def __init__(self, code: str, line: int, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.detail = code, line, detail


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
    partial: bool = False
    foreword: str = ""  # a note above the telegram, which is not of it
    recoded: bool = False
    controls: int = 0


def draft_of(source: Source, text: str, recoded: bool) -> Draft:
    """Read the frame of a source in any format but Markdown. Raises RecordError."""
    if source.format == "dump":
        return without_notice(dump_draft(source, text, recoded))
    repaired = normalise(text, recoded)
    read = reader_page_draft if source.format == "reader-page" else telegram_draft
    return without_notice(read(repaired, source.line))


def telegram_draft(text: Text, line: int) -> Draft:
    """A bare telegram has no frame (formats, d), but somebody may have written a note above it."""
    start = _first_line(text.lines)
    return Draft(
        text.lines[start:],
        line + start,
        foreword=squeeze(" ".join(text.lines[:start])),
        recoded=text.recoded,
        controls=text.controls,
    )


FOREWORD_LINES = 30  # a format line further down is not looked for


def _first_line(lines: Sequence[str]) -> int:
    """Index of the first format line if there is prose above it, else 0."""
    prose = False
    for number, typed in enumerate(lines[:FOREWORD_LINES]):
        if is_header_line(typed.strip()):
            return number if prose else 0
        prose = prose or any(map(str.islower, typed))
    return 0


def reader_page_draft(text: Text, line: int) -> Draft:
    """The visible text of a web reader page (formats, a): four labels, four values, title, tags."""
    lines = text.lines
    filled = [number for number, typed in enumerate(lines) if typed]
    values = [lines[number].strip() for number in filled[4:8]] + [""] * 4
    start, title = _after_furniture(lines, filled[8:])
    return Draft(
        lines[start:],
        line + start,
        identifier=values[0],
        created=values[1],
        classification=values[2],
        origin=values[3],
        title=title,
        recoded=text.recoded,
        controls=text.controls,
    )


_LINKS = re.compile(r"(?:pdf ?)?(?:how-to read a cable)?")


def _after_furniture(lines: Sequence[str], filled: Sequence[int]) -> tuple[int, str]:
    """Index of the telegram's first line, and the title: the first physical line of the subject."""
    title, expects_title = "", False
    for number in filled:
        text = squeeze(lines[number])
        if text.startswith("Cable title:"):
            title, expects_title = text.removeprefix("Cable title:").strip(), True
        elif text.startswith("Tags:") or _LINKS.fullmatch(text):
            expects_title = False
        elif expects_title and not title:
            title = text
        else:
            return number, title
    return len(lines), title


def dump_draft(source: Source, text: str, recoded: bool) -> Draft:
    """A row of the eight-column dump (formats, b); fields are unquoted by `sitegen.parse.dump`."""
    fields = fields_of(text)
    if fields is None:
        raise RecordError("bad-row", source.line)
    head, body = normalise(fields[6], recoded), normalise(fields[7])
    return Draft(
        [*head.lines, "", *body.lines],
        source.line,
        identifier=fields[2].strip(),
        created=fields[1],
        classification=fields[4],
        origin=fields[3],
        references=tuple(filter(None, map(str.strip, fields[5].split("|")))),
        recoded=recoded,
        controls=head.controls + body.controls,
    )


def without_notice(draft: Draft) -> Draft:
    """The publisher's notice of a partial extract may wrap to its full stop; it is not text."""
    top = draft.lines[:NOTICE_SEARCHED]
    at = next((number for number, line in enumerate(top) if grammar.PARTIAL in line), None)
    if at is None:
        return draft
    end = at + 1
    while (
        end < min(len(draft.lines), at + NOTICE_LINES)
        and "not available" not in draft.lines[end - 1]
    ):
        if not draft.lines[end].strip():
            break
        end += 1
    lines = [*draft.lines[:at], *[""] * (end - at), *draft.lines[end:]]
    return msgspec.structs.replace(draft, lines=lines, partial=True)

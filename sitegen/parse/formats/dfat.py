"""A cable of the Australian *Documents on Foreign Policy* in Markdown (formats, g): front matter of its own
keys, a place and date, number and classification, a bold subject, paragraphs, the archive's reference.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from sitegen.convert import front_matter
from sitegen.convert.markdown import chunks
from sitegen.parse import grammar, text_grammar
from sitegen.parse.formats.draft import Draft, Metadata, RecordError, Taken
from sitegen.parse.formats.frus.heads import read_head
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph, Source

_KEYS = re.compile(r"^(?:doc_num|naa_refs|vol_id|vol_title)[ \t]*:", re.MULTILINE)


def is_document(head: str) -> bool:
    """Whether a text that opens with front matter has the keys of such a document."""
    opening = re.split(r"^---[ \t]*$", head, maxsplit=2, flags=re.MULTILINE)[1:2]
    return bool(opening and len(set(_KEYS.findall(opening[0]))) > 1)


class Body(msgspec.Struct):
    """What the text says, collected from top to bottom."""

    place: str = ""
    dateline: str = ""
    number: str = ""
    classification: str = ""
    precedence: tuple[str, ...] = ()
    subject: str = ""
    archive: list[str] = []
    notes: list[Bullet] = []
    blocks: list[Block] = []
    expected: int = 1


def draft(source: Source, text: str) -> Draft:
    """Raises RecordError where the front matter cannot be read."""
    lines, controls = normalise(text)
    try:
        head, markdown = front_matter.divide("\n".join(lines))
        values = front_matter.parse(head)[0]
    except front_matter.FrontMatterError as error:
        raise RecordError("bad-front-matter", source.line + error.line - 1, error.message) from None
    body = read_body(markdown)
    above = len(lines) - markdown.count("\n") - 1
    return Draft(
        [""],
        [source.line],
        _metadata({key: value for key, value in values.items() if value is not None}, body),
        frame=tuple(
            Taken(source.line + n, line, "metadata" if n < above else "markup")
            for n, line in enumerate(lines)
            if line
        ),
        controls=controls,
        blocks=(*body.blocks, *([Heading("Notes")] if body.notes else []), *body.notes),
    )


# -- metadata ------------------------------------------------------------------------------------------


def _metadata(values: dict[str, object], body: Body) -> Metadata:
    title = plain(_text(values, "title"))
    head = read_head(None, title)
    code = f"DFAT{re.sub('[^A-Z]', '', body.place.upper())}"
    return Metadata(
        identifier=_identifier(values),
        created=_text(values, "doc_date"),
        post=code,
        origin=f"{body.place} (Australia)" if body.place else "Australia, place not named",
        title=body.subject or head.title,
        classification=body.classification,
        precedence=body.precedence,
        sender=head.sender,
        to=head.to,
        attributes=_attributes(values, body, title),
    )


def _text(values: dict[str, object], key: str) -> str:
    value = values.get(key, "")
    return squeeze(str(value)) if isinstance(value, str | int) else ""


def _identifier(values: dict[str, object]) -> str:
    """`vol_id: 23`, `doc_num: 109` → dfat23d109: documents are numbered in each volume."""
    number = _text(values, "doc_num") or _text(values, "doc_order")
    volume = re.sub(r"[^a-z0-9]+", "-", _text(values, "vol_id").lower()).strip("-")[:60]
    volume = re.sub(r"^(?:volume|vol|v)-?(?=[0-9])", "", volume)
    between = "" if volume[:1].isdigit() else "-"
    return f"dfat{between}{volume}d{number}" if number and volume else ""


def _attributes(values: dict[str, object], body: Body, title: str) -> dict[str, str]:
    given = values.get("naa_refs")
    listed = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    archive = [*body.archive, *(_text(one, "reference") for one in listed)]
    found = {
        "Volume": _text(values, "vol_full_title") or _text(values, "vol_title"),
        "Document": _text(values, "doc_num"),
        "Title": title,
        "Telegram number": body.number,
        "Date line": body.dateline,
        "Archive reference": "; ".join(dict.fromkeys(filter(None, archive))),
        "NAA series": ", ".join(filter(None, (_text(one, "naa_series") for one in listed))),
        "NAA control symbol": ", ".join(
            filter(None, (_text(one, "naa_control_symbol") for one in listed))
        ),
        "NAA barcode": ", ".join(filter(None, (_text(one, "naa_barcode") for one in listed))),
    }
    return {key: value for key, value in found.items() if value}


# -- text ----------------------------------------------------------------------------------------------

_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w .'’-]{1,40}), (?:[A-Z][a-z]+day,? )?[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}\b.{0,40}"
)
_LEVELS = "TOP SECRET|SECRET AND PERSONAL|SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED|IN CONFIDENCE"
_NUMBER = re.compile(
    rf"(?:(?P<number>[A-Z]?\.?[0-9]{{1,6}})\. ?)?(?P<level>{_LEVELS})\b(?P<rest>[ .,;A-Z]{{0,60}})",
    re.IGNORECASE,
)
_PRECEDENCES = (
    ("MOST IMMEDIATE", "Z"),
    ("FLASH", "Z"),
    ("IMMEDIATE", "O"),
    ("PRIORITY", "P"),
    ("ROUTINE", "R"),
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,300})(?<=\S)\1")
_ARCHIVE = re.compile(r"\[(?:NAA|AA|NLA|UKNA|TNA)\b.{0,300}\]")
_NOTE = re.compile(r"\[\^?([\w*†‡]{1,8})\]: *(\S.*)")


def read_body(markdown: str) -> Body:
    """The chunks between blank lines, each taken as what it is."""
    body = Body()
    for chunk in chunks(markdown):
        typed = squeeze(chunk)
        if note := _NOTE.fullmatch(typed):
            label = _label(note[1])
            words = plain(note[2]) if label else f"{note[1]}. {plain(note[2])}"
            body.notes.append(Bullet(words, label))
        elif not _take_top(body, typed):
            _take_text(body, chunk, typed)
    return body


def _label(sign: str) -> str | None:
    if sign.isdigit():
        return f"{sign}."
    return sign if text_grammar.NOTE_SIGN.fullmatch(sign) else None


def _take_top(body: Body, typed: str) -> bool:
    """Place and date, number and classification, subject: once each, above the text. The archive's
    reference may stand anywhere."""
    text = plain(typed)
    if _ARCHIVE.fullmatch(text):
        body.archive.append(text)
    elif body.blocks:
        return False
    elif not body.place and (found := _DATELINE.fullmatch(text)):
        body.place, body.dateline = found["place"], text
    elif not body.classification and (found := _NUMBER.fullmatch(text)):
        body.number, body.classification = found["number"] or "", found["level"].upper()
        body.precedence = _precedence(found["rest"].upper())
    elif not body.subject and (found := _BOLD.fullmatch(typed)):
        body.subject = plain(found[2])
    else:
        return False
    return True


def _precedence(words: str) -> tuple[str, ...]:
    return next(((sign,) for word, sign in _PRECEDENCES if word in words), ())


def _take_text(body: Body, chunk: str, typed: str) -> None:
    text = plain(typed)
    if typed.startswith("#"):
        body.blocks.append(Heading(plain(typed.strip("# "))))
    elif found := _BOLD.fullmatch(typed):
        body.blocks.append(Heading(plain(found[2])))
    elif typed.startswith(">"):
        body.blocks.append(Embedded(plain(re.sub(r"^ ?> ?", "", chunk, flags=re.MULTILINE))))
    elif (found := grammar.NUMBERED.fullmatch(text)) and _is_next(body, int(found[1])):
        body.blocks.append(Paragraph(found[2], int(found[1])))
        body.expected = int(found[1]) + 1
    elif re.match(r"[-*+] ", typed):
        body.blocks += (
            Bullet(plain(item)) for item in re.split(r"^[-*+] ", chunk, flags=re.MULTILINE)[1:]
        )
    elif (found := grammar.LABELLED_ITEM.fullmatch(text)) and ")" in found[1]:
        body.blocks.append(Bullet(found[2], found[1]))
    elif text:
        body.blocks.append(Paragraph(text))


def _is_next(body: Body, number: int) -> bool:
    """The first paragraph of a cable often has no number: the second is 2."""
    return number == body.expected or (number == 2 and body.expected == 1 and bool(body.blocks))


class _Plain(NamedTuple):
    pattern: re.Pattern[str]
    by: str


# What Markdown adds to words: notes, links, emphasis, backslashes. No pattern goes over its own kind.
_PLAIN = (
    _Plain(re.compile(r"\[\^(\w{1,8})\]"), r"[\1]"),
    _Plain(re.compile(r"<sup>([^<>]{1,8})</sup>"), r"[\1]"),
    _Plain(re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{1,300}\)"), r"\1"),
    _Plain(re.compile(r"<br ?/?>|</?(?:em|strong|i|b|p)>"), " "),
    _Plain(re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)([^*]{1,2000})(?<=\S)\1(?![\w*])"), r"\2"),
    _Plain(re.compile(r"(?<![\\\w])(_{1,2})(?=\S)([^_]{1,2000})(?<=\S)\1(?!\w)"), r"\2"),
    _Plain(re.compile(r"\\([^\w\s])"), r"\1"),
)

_SIGNS = re.compile(r"[*_<\[\\]")  # most chunks have none of them


def plain(markdown: str) -> str:
    r"""The words of a chunk of Markdown.

    >>> plain(r"1109\. **Secret**"), plain("a *new* cable[^1]")
    ('1109. Secret', 'a new cable[1]')
    """
    if _SIGNS.search(markdown):
        for pattern, by in _PLAIN:
            markdown = pattern.sub(by, markdown)
    return squeeze(markdown)

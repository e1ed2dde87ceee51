"""One document of a volume as a draft: head, date line, source note and text are elements, not lines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from sitegen.parse.formats.draft import Draft, Metadata, RecordError
from sitegen.parse.formats.frus import opening, source_note
from sitegen.parse.formats.frus.heads import Head, office, read_head
from sitegen.parse.formats.frus.lines import taken
from sitegen.parse.formats.frus.text import Element, Text, first, name_of
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Block, Paragraph, Source

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Document(NamedTuple):
    """A document's elements, taken apart: `body` is what is left when the head is gone."""

    body: Element
    head: Head
    place: str
    source: str
    volume: str
    volume_title: str


def draft(source: Source, text: str) -> Draft:
    """Raises RecordError where there is no document in it."""
    lines, controls = normalise(text)
    root, is_whole = _tree(source.context.decode("utf-8", "replace"), "\n".join(lines))
    division = first(root, "div")
    if root is None or division is None:
        raise RecordError("bad-markup", source.line, "no document in it")
    frame = taken(division, lines, source.line)  # before the head is taken out
    reader = Text(_volume(root, source.path))
    document = _document(root, division, reader)
    reader.flow(division)
    above = opening.Handling(reader.blocks)
    whole = reader.finish()
    number, blocks = _telegram_number(document.head.number, whole[above.size :])
    return Draft(
        [""],
        [source.line],
        _metadata(document, reader, number, above),
        frame=frame,
        controls=controls,
        is_mended=not is_whole,
        blocks=(*whole[: above.size], *blocks),
    )


def _tree(context: str, text: str) -> tuple[Element | None, bool]:
    """The document within its volume's root, and whether it was well-formed. Nothing is fetched, no
    entity is replaced; what a parser can still read of broken markup is read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    whole = f"{context or '<TEI>'}{text}</TEI>"
    try:
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, not parser.error_log


def _volume(root: Element, path: str) -> str:
    """`frus1955-57v24`: of the root, else of the name of the file or a folder above it."""
    named = root.get(_XML_ID) or ""
    found = re.search(r"frus[0-9]{4}[\w-]{0,40}", named) or re.search(
        r"frus[0-9]{4}[\w-]{0,40}", path
    )
    return found[0].lower() if found else ""


def _document(root: Element, division: Element, reader: Text) -> Document:
    """Takes the head and the source note out of the division, so that what is left is text."""
    source = next((note for note in division.iter() if _is_source(note)), None)
    told = squeeze(reader.inline(source)) if source is not None else ""
    element = next((child for child in division if name_of(child) == "head"), None)
    head = read_head(element, squeeze(reader.inline(element)) if element is not None else "")
    if element is not None:
        element.clear(keep_tail=True)  # type: ignore[call-arg] # newer than the stubs
    places = first(first(division, "dateline"), "placeName")
    place = squeeze(reader.inline(places)) if places is not None else ""
    title = next(
        (one for one in root.iter() if name_of(one) == "title" and one.get("type") == "complete"),
        first(root, "title"),
    )
    volume_title = squeeze(reader.inline(title)) if title is not None else ""
    return Document(division, head, place, told, reader.volume, volume_title)


def _is_source(element: Element) -> bool:
    return name_of(element) == "note" and element.get("type") == "source"


# -- metadata ------------------------------------------------------------------------------------------


def _metadata(document: Document, reader: Text, number: str, above: opening.Handling) -> Metadata:
    head, told = document.head, source_note.read(document.source)
    created = _created(document.body)
    code, label = office(head.sender, document.place)
    year = int(created[:4]) if created else None
    name = _identifier(document)
    return Metadata(
        identifier=name,
        aliases=_aliases(created, code, label, number),
        created=created,
        post=code,
        origin=label,
        title=opening.subject(reader.blocks) or head.title,
        classification=told.classification or above.classification,
        captions=told.captions or above.captions,
        precedence=told.precedence or above.precedence,
        sender=head.sender,
        to=(*head.to, *opening.also_sent(document.source)),
        info=opening.repeated(document.source, reader.blocks),
        drafted_by=told.drafted_by,
        approved_by=told.approved_by,
        cleared_by=told.cleared_by,
        signed_by=tuple(reader.signed),
        cited=(
            *opening.references(reader.blocks, year),
            *(one for one in reader.references.values() if one.id != name),
        ),
        attributes=_attributes(document, reader, number),
    )


def _identifier(document: Document) -> str:
    """Volume and document: a telegram's number alone begins again each year, and in old volumes is
    often missing."""
    own = document.body.get(_XML_ID) or f"d{document.body.get('n', '')}"
    return f"{document.volume}{own}".lower()


def _aliases(created: str, code: str, label: str, number: str) -> tuple[str, ...]:
    """`55MOSCOW1235`, as cables of later years are called, where all three parts are known."""
    found = re.fullmatch(r"(?:(A|CA)[–-])?([0-9]{1,6})", number)
    if not found or not created or label:
        return ()
    return (f"{created[2:4]}{code}{found[1] or ''}{int(found[2])}",)


def _attributes(document: Document, reader: Text, number: str) -> dict[str, str]:
    body = document.body
    dateline = first(body, "dateline")
    pages = [page for page in reader.pages if page]
    found = {
        "Volume": document.volume_title,
        "Document": body.get("n", ""),
        "Head": document.head.typed,
        "Telegram number": number,
        "Date line": squeeze(reader.inline(dateline)) if dateline is not None else "",
        "Signature": reader.signature,
        "Page turns": ", ".join(pages),
        "Source": document.source,
    }
    return {key: value for key, value in found.items() if value}


# -- the telegram's number -----------------------------------------------------------------------------

# `1235. For R.`, `CA–3790.`, `Secto 12.`: the first word of the text in the older volumes.
_FIRST_WORD = re.compile(r"((?:[A-Z]{1,3}[–-]|[A-Z][a-z]{3,9}[ –-])?[0-9]{1,6})\.(?:\s+|$)")


_AIRGRAM = re.compile(r"((?:CA|A)[–-][0-9]{1,5})\.?")  # alone above the text


def _telegram_number(given: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The number, and the blocks without it. A 1 before a 2 is a paragraph's number, not the telegram's."""
    opening = blocks[0] if blocks else None
    if given or not isinstance(opening, Paragraph):
        return given, blocks
    if opening.number is not None:
        is_alone = not any(isinstance(one, Paragraph) and one.number for one in blocks[1:])
        if not is_alone:
            return "", blocks
        return str(opening.number), (Paragraph(opening.text, None, opening.mark), *blocks[1:])
    found = _FIRST_WORD.match(opening.text) or _AIRGRAM.fullmatch(opening.text)
    if not found:
        return "", blocks
    return found[1], _without(opening, found.end(), blocks[1:])


def _without(opening: Paragraph, end: int, rest: tuple[Block, ...]) -> tuple[Block, ...]:
    text = opening.text[end:]
    return (Paragraph(text), *rest) if text else rest


# -- date ----------------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
_MINIMUM = "{http://history.state.gov/frus/ns/1.0}doc-dateTime-min"
_MAXIMUM = _MINIMUM.replace("-min", "-max")


def _created(body: Element) -> str:
    """`2009-02-24 08:27` in UTC; a day alone where no hour is said."""
    date = first(first(body, "dateline"), "date")
    if date is None:
        date = first(body, "date")
    typed = [date.get(key, "") for key in ("when", "notBefore", "from")] if date is not None else []
    least, most = (body.get(key, "") for key in (_MINIMUM, _MAXIMUM))
    if least == most and len(least) > len("1955-11-30"):
        typed = [value for value in typed if "T" in value] + [least]  # a moment and no day
    for value in [*typed, least]:
        if found := _DATE.match(value):
            return _utc(found[1], found[2] or _hour(body), found[3])
    return ""


# `0830Z`, `301830Z` in the date line: the hour in UTC. An hour such as `7 p.m.` is that of a zone not said.
_ZULU = re.compile(r"\b(?:[0-3][0-9])?([01][0-9]|2[0-3])([0-5][0-9])Z\b")


def _hour(body: Element) -> str | None:
    dateline = first(body, "dateline")
    found = _ZULU.search("".join(map(str, dateline.itertext()))) if dateline is not None else None
    return f"{found[1]}:{found[2]}" if found else None


def _utc(day: str, time: str | None, zone: str | None) -> str:
    if not time:
        return day
    if not zone or zone == "Z":
        return f"{day} {time}"
    try:
        sent = datetime.fromisoformat(f"{day}T{time}:00{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return day
    return f"{sent:%Y-%m-%d %H:%M}"

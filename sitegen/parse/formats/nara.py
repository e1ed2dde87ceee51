"""A record of the National Archives' electronic telegrams of 1973-79 (formats, e): `Message Text`, the
telegram as the Department sent or received it, then `Message Attributes`, one `Key: value` a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sitegen import reference
from sitegen.parse import grammar, header_grammar, identifier
from sitegen.parse.formats.draft import Draft, Metadata, Taken
from sitegen.parse.formats.pages import join_divided, marking, without_pages
from sitegen.parse.text import normalise, squeeze
from sitegen.records import Source

TEXT, ATTRIBUTES = "Message Text", "Message Attributes"
TOP_LINES = 12  # the label stands first, or below one or two markings


def is_record(lines: Sequence[str]) -> bool:
    """Whether these are the first lines, stripped and not blank, of such a record. Where the label is lost,
    the stamp of its release, the attributes or an office copy of those years tell it."""
    top = lines[:TOP_LINES]
    if TEXT in top or ATTRIBUTES in lines or any(map(marking, top)):
        return True
    is_copy = any(map(grammar.PAGE_TURN.fullmatch, top)) and any(map(grammar.OFFICE.fullmatch, top))
    groups = filter(grammar.DTG.fullmatch, lines)
    return is_copy and any(map(header_grammar.ERA_OF_ARCHIVE.match, groups))


def draft(source: Source, text: str) -> Draft:
    lines, controls = normalise(text)
    begin = next((n for n, line in enumerate(lines) if line.strip() == TEXT), -1) + 1
    end = next((n for n in range(begin, len(lines)) if lines[n].strip() == ATTRIBUTES), len(lines))
    values = attributes(lines[end + 1 :])
    stamps = [stamp for line in lines[:begin] if (stamp := marking(line.strip()))]
    frame = [Taken(source.line + n, lines[n], "metadata") for n in _frame(lines, begin, end)]
    if _has_no_text(lines[begin:end]):
        notice = [Taken(source.line + n, lines[n], "notice") for n in range(begin, end) if lines[n]]
        return Draft(
            [""],
            [source.line],
            metadata(values, stamps, []),
            frame=(*frame, *notice),
            controls=controls,
            no_text=values.get("Locator", "") or "no text",
        )
    pages = without_pages(lines[begin:end], range(source.line + begin, source.line + end))
    body, numbers = join_divided(pages.lines, pages.numbers)
    return Draft(
        body,
        numbers,
        metadata(values, [*stamps, *pages.markings], body),
        frame=(*frame, *pages.frame),
        controls=controls,
        unreadable=sum(len(_UNREADABLE.findall(line)) for line in body if "¿" in line),
    )


def _frame(lines: Sequence[str], begin: int, end: int) -> Iterator[int]:
    """The lines outside the telegram: above it, and from `Message Attributes` on."""
    return (n for n in [*range(begin), *range(end, len(lines))] if lines[n])


_UNREADABLE = re.compile("¿+")  # what stands for bytes that could not be converted
_NO_TEXT = re.compile(
    r"n/a|(?:ADS )?TEXT (?:UNRETRIEVABLE|GARBLED|ON MICROFILM)\b.*|ERROR READING TEXT INDEX\b.*|"
    r"TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\.?|TELEGRAM TEXT FOR THIS\b.*|MRN IS UNAVAILABLE\.?",
    re.IGNORECASE,
)


def _has_no_text(lines: Sequence[str]) -> bool:
    """Of some telegrams the archive has the record only; the text is on microfilm, or lost."""
    filled = (text for line in lines if (text := line.strip()))
    return all(
        _NO_TEXT.fullmatch(text) or marking(text) or grammar.TAIL.fullmatch(text) for text in filled
    )


# -- attributes ----------------------------------------------------------------------------------------

# A key is written with small letters, but for these; wrapped values of the time are all capitals.
_KEY = re.compile(r"([A-Z][A-Za-z]*(?: [A-Za-z]+){0,5}) ?:(?: +(.*)|)")
_CAPITAL_KEYS = frozenset(("TAGS", "SAS ID"))
_NULLS = frozenset(("", "n/a", "N/A", "NA", "None", "<blank>", "<DBA CORRECTED>"))
_NULL_DATES = frozenset(("01 JAN 1960", "01-Jan-1960 12:00:00 am"))  # nobody set them
_UNSET = _NULLS | _NULL_DATES


def attributes(lines: Sequence[str]) -> dict[str, str]:
    """Key → value, its lines divided by newlines; keys without a value are left out."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        text = line.strip()
        key = _KEY.fullmatch(text)
        if key and (key[1] in _CAPITAL_KEYS or not key[1].isupper()):
            current = found.setdefault(key[1], [])
            text = key[2] or ""
        current.append(text)
    values = ((key, _value(parts)) for key, parts in found.items())
    return {key: value for key, value in values if value not in _UNSET}


def _value(parts: Sequence[str]) -> str:
    """Without the quotes and the exclamation mark of the export: `! "UN, EGEN"`, `'00'`."""
    text = "\n".join(filter(None, map(squeeze, parts)))
    text = squeeze(text.replace("\\t", " ")) if "\\t" in text else text
    text = text.removeprefix("!").strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] in "\"'" else text


# What the cable's own fields say; the other attributes are kept under the archive's names.
_MAPPED = frozenset(
    (
        "Document Number", "Draft Date", "Sent Date", "From", "To", "Subject", "Concepts", "Drafter", "Markings",
        "Review Markings", "Original Classification", "Handling Restrictions", "Original Handling Restrictions",
        "Executive Order", "Reference",
    )
)  # fmt: skip


def metadata(values: Mapping[str, str], stamps: Sequence[str], body: Sequence[str]) -> Metadata:
    """The attributes as far as a cable has fields for them; `body` are the telegram's lines, which call
    its station by the full name."""
    typed = values.get("Document Number", "")
    sent = _date(values.get("Draft Date", "")) or _date(values.get("Sent Date", ""))
    name = document_identifier(typed, senders(values, body))
    to, _, info = values.get("To", "").partition(" INFO ")
    return Metadata(
        identifier=name,
        aliases=(typed,) if typed and typed != name else (),
        created=sent.isoformat() if sent else "",
        classification=_original_level(values),
        title=squeeze(values.get("Subject", "")),
        tags=(values.get("TAGS", "").replace("\n", ", "),),
        references=references(values.get("Reference", ""), typed[:4]),
        captions=tuple(_captions(values)),
        sender=squeeze(values.get("From", "")),
        to=_stations(to),
        info=_stations(info),
        executive_order=_order(values.get("Executive Order", ""), sent),
        drafted_by=squeeze(values.get("Drafter", "")),
        concepts=tuple(filter(None, map(squeeze, values.get("Concepts", "").split(",")))),
        rights=_rights(values, stamps),
        attributes={key: squeeze(value) for key, value in values.items() if key not in _MAPPED},
    )


def _original_level(values: Mapping[str, str]) -> str:
    """The current one is always UNCLASSIFIED, or the record would not be public."""
    return values.get("Original Classification") or values.get("Previous Classification", "")


def _captions(values: Mapping[str, str]) -> dict[str, None]:
    """EXDIS, LIMDIS, NODIS, ONLY, STADIS, as the archive took them down."""
    typed = (values.get(f"{when}Handling Restrictions", "") for when in ("Original ", ""))
    words = (squeeze(word) for line in typed for word in re.split(r"[,;/\n]", line))
    return {word: None for word in words if word not in _NULLS}


def _stations(typed: str) -> tuple[str, ...]:
    names = (squeeze(name) for name in re.split(r"[,;\n]", typed))
    return tuple(name for name in names if name and name not in _NULLS)


MANY = 20  # stamps of one record that are looked at


def _rights(values: Mapping[str, str], stamps: Sequence[str]) -> str:
    """What was stamped on the record, and what its attributes say was; the same words once."""
    told = [squeeze(values.get(key, "")) for key in ("Markings", "Review Markings")]
    found: list[str] = []
    for words in filter(None, [*stamps[:MANY], *told]):
        if not any(words in known or known in words for known in found):
            found.append(words)
    return "; ".join(found)


_ORDER = re.compile(r"(?:E\.?O\.? ?)?(?:(1[0-9]{4})[ :]*|(?=X?GDS|ADS))(.*)")
_ORDER_12065 = date(1978, 12, 1)  # in force from this day, in place of 11652


def _order(typed: str, sent: date | None) -> str:
    """`11652 GDS` as an E.O. line. A word alone (`GS`, `RR`) is the archive's own code, and of no order."""
    found = _ORDER.fullmatch(squeeze(typed))
    if not found:
        return ""
    number = found[1] or ("12065" if sent and sent >= _ORDER_12065 else "11652")
    return f"E.O. {number}: {found[2]}"


# -- dates ---------------------------------------------------------------------------------------------

_DATES = (
    (re.compile(r"([0-9]{1,2} [A-Z]{3} [0-9]{4})\b.*"), "%d %b %Y"),  # 07 JUN 1975
    (re.compile(r"([0-9]{1,2}-[A-Z]{3}-[0-9]{4})\b.*"), "%d-%b-%Y"),  # 01-Jan-1994 12:00:00 am
    (re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\b.*"), "%d/%m/%Y"),  # 31/12/2019
)


def _date(typed: str) -> date | None:
    """A day without a time, in any of the archive's three spellings; the day comes first in all."""
    for pattern, form in _DATES:
        if found := pattern.fullmatch(typed.upper()):
            try:
                return datetime.strptime(found[1].title(), form).date()  # noqa: DTZ007 - a day only
            except ValueError:
                return None
    return None


# -- identifiers ---------------------------------------------------------------------------------------

# Full year, station, serial; of an airgram the letter A before it: 1975STATE133602, 73BANGKOK-A50.
_DOCUMENT = re.compile(
    r"(?:19)?([0-9]{2}) ?([A-Z](?:[A-Z .'/]*[A-Z])?)(?: *- *([A-Z]{1,2}))? *-? *([0-9]{1,8})"
)
_POST_WORDS = re.compile(r"^(?:AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|USINT|USLO|FM)\b *")


def document_identifier(typed: str, senders: Sequence[str]) -> str:
    """`1975NEWDE01234` → 75NEWDELHI1234. The archive cut the station's name to six characters, blanks
    among them; `senders` are the names the record has for it, and the table of stations the rest."""
    found = _DOCUMENT.fullmatch(typed.upper())
    if not found:
        return typed
    year, station, series, number = found.groups()
    named = (name for name in senders if contracted(name) == station)
    post = next(named, None) or reference.nara_post(station) or station
    return f"{year}{identifier.post_code(post)}{series or ''}{int(number)}"


def contracted(name: str) -> str:
    """The first six characters of a station's name without their blanks: `RIO DE JANEIRO` → RIODE."""
    return name[:6].replace(" ", "")


def senders(values: Mapping[str, str], body: Sequence[str]) -> tuple[str, ...]:
    """The station's names: of the From attribute, the FM line and the classification line."""
    names = [values.get("From", "")]
    for line in body[:HEADER_LINES]:
        text = line.strip()
        if found := grammar.SENDER.fullmatch(text):
            names.append(found[1])
        elif (found := grammar.classification_line(text)) and found["post"]:
            names.append(found["post"])
            break
    bare = (_POST_WORDS.sub("", squeeze(name).upper()) for name in names)
    return tuple(filter(None, bare))


HEADER_LINES = 150

_ITEM = re.compile(
    r"(?:(?:19)?([0-9]{2}) ?)?([A-Z][A-Z.'/ ]{1,30}?) ?(?:#|NO\.)? ?([0-9]{1,6})(?![0-9A-Z])"
)


def references(typed: str, year: str) -> tuple[str, ...]:
    """The Reference attribute: `75 STATE 194199, 75 BONN 1234` as identifiers. Several may stand in one
    item; what has no station, or a date-time group for a number, stays as typed."""
    found: list[str] = []
    for part in re.split(r"[,;\n]", typed):
        text = squeeze(part)
        items = [item for item in _ITEM.finditer(text) if item[2].strip() not in _MONTHS]
        rest = _ITEM.sub("", text).strip(" .&")
        if items and not rest:
            found += [_reference(item, year) for item in items]
        elif text and text not in _NULLS:
            found.append(text)
    return tuple(found)


_MONTHS = frozenset(grammar.MONTHS)


def _reference(item: re.Match[str], year: str) -> str:
    station = item[2].strip()
    post = reference.nara_post(station) or station
    return f"{item[1] or year[2:]}{identifier.post_code(post)}{int(item[3])}"

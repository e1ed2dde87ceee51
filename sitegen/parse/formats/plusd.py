"""A page of the Public Library of US Diplomacy (formats, c2): labelled values, in a table, in pairs of
elements or with bold labels, then the text, which is a bare telegram or a record of the National Archives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from sitegen.parse import grammar, identifier
from sitegen.parse.formats import markup, nara
from sitegen.parse.formats.draft import Draft, Metadata, Taken
from sitegen.parse.formats.pages import join_divided, without_pages
from sitegen.parse.text import squeeze
from sitegen.records import Source

LABELS = (
    "Canonical ID", "Date", "Original Classification", "Current Classification", "Handling Restrictions",
    "Character Count", "Executive Order", "Locator", "TAGS", "Concepts", "Enclosure", "Type", "Office Origin",
    "Office Action", "Archive Status", "From", "To", "Markings", "Subject",
    "Linked documents or other documents with the same ID", "Linked documents",
)  # fmt: skip
_LABELS = {label.lower(): label.partition(" or other")[0] for label in LABELS}
# What the cable's own fields say; the rest is kept under the library's names.
_MAPPED = frozenset(
    "Canonical ID|Date|Original Classification|TAGS|Concepts|From|To|Markings|Subject".split("|")
)
# Headings of the page that end the values.
_RAW, _CONTENT = ("raw content", "raw source"), ("content", "full text", "text")
_HEADINGS = frozenset(
    (*_RAW, *_CONTENT, "metadata", "print", "share", "show headers", "hide headers", "synopsis")
)
_NULL = re.compile(r"-- .{1,40} --|n/a|N/A|<blank>|-*")
_PAGE = re.compile(r"plusd|public library of us diplomacy|canonical id", re.IGNORECASE)
_CANONICAL = re.compile(r"\b(?:19|20)?[0-9]{2}[A-Z][A-Z0-9 '.-]{1,40}[0-9]_[a-d]\b")


def is_page(head: str) -> bool:
    """Whether the beginning of a page of HTML is of this kind."""
    return bool(_PAGE.search(head) and (_CANONICAL.search(head) or "canonical id" in head.lower()))


def draft(source: Source, text: str) -> Draft:
    root = markup.page(text)
    if root is None:
        return Draft([], [])
    block = _block(root)
    leave = frozenset(markup.outermost(root, "pre"))
    around = markup.lines_of(root, source.line, leave=leave)
    values, taken = labelled(around.lines)
    found = _text_below(around, taken) if block is None else markup.lines_of(block, source.line)
    pages = without_pages(found.lines, found.numbers)
    lines, numbers = join_divided(pages.lines, pages.numbers)
    frame = (
        Taken(number, squeeze(line), "metadata" if place in taken else "furniture")
        for place, (number, line) in enumerate(zip(around.numbers, around.lines, strict=True))
        if line.strip() and not (block is None and number >= (found.numbers or [0])[0])
    )
    return Draft(
        lines,
        numbers,
        metadata(values, _title(root), source.path, pages.markings, lines),
        frame=(*frame, *pages.frame),
        controls=found.controls,
    )


def _block(root: etree._Element) -> etree._Element | None:
    """The preformatted text: the one under `raw`, as the other has links in it and lost its blanks; else
    the longest."""
    blocks = markup.outermost(root, "pre")
    if not blocks:
        return None
    return max(blocks, key=lambda block: (_is_raw(block), len(markup.text_of(block))))


def _is_raw(block: etree._Element) -> bool:
    names = (f"{node.get('id')} {node.get('class')}" for node in (block, *block.iterancestors()))
    return any("raw" in name.lower() for name in names)


def _text_below(around: markup.Lines, taken: Sequence[int]) -> markup.Lines:
    """Where no text is preformatted: what stands below `Raw content`, else `Content`, else the values."""
    small = [line.strip(" :\t").lower() for line in around.lines]
    for wanted in (_RAW, _CONTENT):
        if start := next((n + 1 for n, text in enumerate(small) if text in wanted), 0):
            break
    start = start or max(taken, default=-1) + 1
    end = next((n for n in range(start, len(small)) if small[n] in _HEADINGS), len(small))
    return markup.Lines(around.lines[start:end], around.numbers[start:end], around.controls)


# -- labelled values -----------------------------------------------------------------------------------


def labelled(lines: Sequence[str]) -> tuple[dict[str, list[str]], list[int]]:
    """Label → the lines of its value, and the indices of all these lines. A label stands alone on its line
    or before a colon; values end at the next label or at a heading of the page."""
    found: dict[str, list[str]] = {}
    taken: list[int] = []
    current: list[str] | None = None
    for place, typed in enumerate(lines):
        line = squeeze(typed)
        if not line:
            continue
        label, rest = _label(line)
        if label and label not in found:
            current = found.setdefault(label, [rest] if rest else [])
        elif label or line.rstrip(":").lower() in _HEADINGS:
            current = None  # the text has labels of its own
            continue
        elif current is not None:
            current.append(line)
        else:
            continue
        taken.append(place)
    return {key: _values(parts) for key, parts in found.items()}, taken


def _label(line: str) -> tuple[str, str]:
    name, colon, rest = line.partition(":")
    known = _LABELS.get(name.strip().lower(), "")
    if known and (colon or name.strip() == name):
        return known, rest.strip()
    return "", ""


def _values(parts: Sequence[str]) -> list[str]:
    items = (squeeze(item) for part in parts for item in part.split("|"))
    return [item for item in items if item and not _NULL.fullmatch(item)]


def metadata(
    values: Mapping[str, list[str]],
    title: str,
    path: str,
    stamps: Sequence[str],
    body: Sequence[str],
) -> Metadata:
    """The values as far as a cable has fields for them; `body` are the telegram's lines."""
    one = {key: " ".join(parts) for key, parts in values.items()}
    typed = one.get("Canonical ID") or _named(title) or _stem(path)
    captions = one.get("Handling Restrictions", "").upper()
    is_caption = grammar.is_captions(captions)
    order = one.get("Executive Order", "")
    return Metadata(
        identifier=_whole(typed, one.get("From", ""), body),
        aliases=(typed,),
        created=date(one.get("Date", "")),
        classification=one.get("Original Classification", ""),
        title=one.get("Subject", "") or ("" if _named(title) else title),
        tags=tuple(map(tag, values.get("TAGS", ()))),
        captions=tuple(grammar.CAPTION.findall(captions)) if is_caption else (),
        sender=one.get("From", ""),
        to=tuple(values.get("To", ())),
        executive_order=f"E.O. {order}" if re.match(r"[0-9]{5}\b", order) else "",
        concepts=tuple(
            filter(
                None,
                (
                    squeeze(word)
                    for part in values.get("Concepts", ())
                    for word in re.split("[,;]", part)
                ),
            )
        ),
        rights="; ".join(dict.fromkeys((*values.get("Markings", ()), *stamps))),
        attributes={key: value for key, value in one.items() if value and key not in _MAPPED},
    )


def _whole(typed: str, sender: str, body: Sequence[str]) -> str:
    """The library's ids of 1973-78 have the archive's stations, cut to six letters."""
    if not typed.endswith(("_b", "_c", "_d")):
        return typed
    return nara.document_identifier(typed[:-2], nara.senders({"From": sender}, body))


_DATE = re.compile(r"([0-9]{4}) ([A-Z][a-z]{2})[a-z]* ([0-9]{1,2})(?:, ([0-9]{1,2}:[0-9]{2}))?")


def date(typed: str) -> str:
    """`2010 February 26, 11:30 (Friday)` → 2010-02-26 11:30. Midnight stands for a time that is not known.

    >>> date("1976 January 20, 00:00 (Tuesday)")
    '1976-01-20'
    """
    found = _DATE.match(typed)
    month = grammar.MONTHS.get(found[2].upper()) if found else None
    if not found or not month:
        return typed
    day = f"{found[1]}-{month:02d}-{int(found[3]):02d}"
    return day if found[4] in (None, "00:00", "0:00") else f"{day} {found[4]}"


_TAG = re.compile(r"([A-Z0-9]{2,6}) ?-{1,2} .*")


def tag(typed: str) -> str:
    """`PGOV - Political Affairs--Government; Internal Governmental Affairs` → PGOV; a person stays a name."""
    found = _TAG.match(typed)
    if found:
        return found[1]
    return f"({typed})" if "," in typed else typed


# -- what stands around it -----------------------------------------------------------------------------


def _title(root: etree._Element) -> str:
    """The first heading that is not the library's own."""
    return next(filter(None, map(_heading, _headings(root))), "")


def _headings(root: etree._Element) -> Iterator[str]:
    for node in root.iter("h1", "h2", "h3"):
        yield markup.plain(node)


def _heading(text: str) -> str:
    is_own = _PAGE.search(text) or text.rstrip(":").lower() in _HEADINGS
    return "" if is_own else re.sub(r"^Cable:? *", "", text)


def _named(title: str) -> str:
    """The identifier, where the heading is that."""
    return title if re.search("_[a-d]$", title) and identifier.canonical(title) else ""


def _stem(path: str) -> str:
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem if identifier.canonical(stem) else ""

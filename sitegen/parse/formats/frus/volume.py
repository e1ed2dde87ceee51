"""A volume as the bytes of its documents, in one pass and without a tree of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TEI = "http://www.tei-c.org/ns/1.0"
HEAD_SEARCHED = 8192  # bytes of a document in which its head and source note stand


class Piece(NamedTuple):
    """A document: the line of the file it begins on, its place and its bytes, and what of the file around
    it is needed to read it: the start tag of the root and the title, on one line."""

    line: int
    offset: int
    raw: bytes
    context: bytes


class LeftOut(NamedTuple):
    """Documents that are no telegrams: the line of the first one, and their number."""

    line: int
    number: int


def is_volume(head: str) -> bool:
    """Whether the beginning of a file is that of a volume, or of a document of one."""
    text = head.lstrip("\ufeff \t\r\n")
    return text.startswith("<") and (TEI in text or 'subtype="historical-document"' in text)


# Comments and sections of plain characters are skipped whole; of tags only those of divisions count. No
# quoted value holds `<`, so a quote left open ends at the next tag.
_TOKEN = re.compile(
    rb"<!--|<!\[CDATA\[|<\?|</(?:\w{1,20}:)?div\s{0,9}>|"
    rb"<(?:\w{1,20}:)?div\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
)
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_DOCUMENT = re.compile(rb"subtype\s*=\s*[\"']historical-document[\"']")


def split(raw: bytes, *, everything: bool = False) -> Iterator[Piece | LeftOut]:
    """The documents of a volume, in their order: telegrams and airgrams, or `everything`. Those left out
    are counted in one item at the end."""
    context = _context(raw)
    line, counted = 1, 0
    left_line, left = 0, 0
    for start, end in _ranges(raw):
        line += raw.count(b"\n", counted, start)
        counted = start
        document = raw[start:end]
        if everything or is_telegram(document):
            yield Piece(line, start, document, context)
        else:
            left_line, left = left_line or line, left + 1
    if left:
        yield LeftOut(left_line, left)


def _ranges(raw: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of each document. One that is not closed ends where the next begins, as documents do
    not stand in one another, or with the file."""
    start, depth, place = -1, 0, 0
    while found := _TOKEN.search(raw, place):
        place = found.end()
        token = found[0]
        if token in _ENDS:
            end = raw.find(_ENDS[token], place)
            if end < 0:
                break
            place = end
        elif found[1] is not None:
            if _DOCUMENT.search(found[1]):
                if start >= 0:
                    yield start, found.start()
                start, depth = found.start(), 0
            depth += not found[1].endswith(b"/")
        else:
            depth -= 1
            if depth == 0 and start >= 0:
                yield start, place
                start = -1
    if start >= 0:
        yield start, len(raw)


_ROOT = re.compile(rb"<(?:\w{1,20}:)?TEI\b(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_TITLES = re.compile(rb"<titleStmt\b[^<>]*>.{0,4000}?</titleStmt>", re.DOTALL)


def _context(raw: bytes) -> bytes:
    """On one line, so that the lines of what stands below it are those of the document."""
    top = raw[:65536]
    root, titles = _ROOT.search(top), _TITLES.search(top)
    tag = root[0] if root else b'<TEI xmlns="%s">' % TEI.encode()
    return b" ".join((tag + (titles[0] if titles else b"")).split())


# -- which documents are telegrams ---------------------------------------------------------------------

_NOTE = re.compile(r"<note\b[^<>]*>.{0,2000}?</note>", re.DOTALL)
_SOURCE = re.compile(r"<note\b[^<>]*type=\"source\"[^<>]*>(.{0,400})", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(
    r"\W{0,3}(?:No\. )?\d{0,5}[.\]]?\s?(?:[A-Z][\w-]{1,20} ){0,3}(?:Telegram|Airgram|Telegraphic Message)\b"
)
_NO_TELEGRAM = re.compile(r"Memorand|Letter|Editorial|Draft|Despatch|Record|Minutes|Paper|Summary")
# In volumes of the time before 1952 the source says it: `740.0011 European War/28: Telegram`.
_SAYS_TELEGRAM = re.compile(r"[:—]\s?(?:Circular )?(?:Telegram|Airgram)\b", re.IGNORECASE)


def is_telegram(document: bytes) -> bool:
    """By its head, or by the source note: telegrams, circular telegrams, airgrams."""
    top = document[:HEAD_SEARCHED].decode("utf-8", "replace")
    head = top.partition("<head")[2].partition(">")[2].partition("</head>")[0]
    words = " ".join(_TAG.sub("", _NOTE.sub("", head)).split())
    if found := _TITLE.match(words):
        return not _NO_TELEGRAM.search(found[0])
    source = _SOURCE.search(top)
    told = _TAG.sub("", source[1].partition("</note>")[0]) if source else ""
    return bool(_SAYS_TELEGRAM.search(told))

"""Which format a text is in, told from its content alone; what is none of them is not guessed at."""

from __future__ import annotations

import re

from sitegen.parse import grammar
from sitegen.parse.formats import concatenated, dfat, frus, nara, plusd, wikileaks
from sitegen.parse.formats.reader_page import LABELS

HEAD_BYTES = 4096
MARKUP_BYTES = 256 << 10  # the menus of a web page come before what tells it
TELEGRAM_LINES = 30  # a format line further down does not make a telegram

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n")
_DUMP = re.compile(r'"\d*","\d{1,2}/\d{1,2}/\d{4} ')

# A key of our own near the beginning: `identifier` comes first where we wrote it.
_JSON = re.compile(r'\s*\{(?:[^{}]{0,2000})"identifier"\s*:')
_FIRST = (("markdown", _FRONT_MATTER), ("dump", _DUMP), ("jsonl", _JSON))


def detect(head: str) -> str | None:
    """The name of the format, or None. `head` are the first `head_bytes`; the first test that fits decides."""
    head = head.removeprefix("\ufeff")
    for form, first in _FIRST:
        if first.match(head):
            return "dfat" if form == "markdown" and dfat.is_document(head) else form
    if frus.is_volume(head):
        return "frus"
    if head.lstrip()[:1] == "<":
        return _detect_markup(head)
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if not lines:
        return None
    if nara.is_record(lines):
        return "nara"
    if tuple(lines[:4]) == LABELS:
        return "reader-page"
    if concatenated.is_text(lines):
        return "concatenated"
    if any(map(_is_telegram_line, lines[:TELEGRAM_LINES])):
        return "telegram"
    return None


def head_bytes(start: bytes) -> int:
    """How much of a file must be looked at, from its first bytes: of a web page much, else little."""
    return MARKUP_BYTES if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else HEAD_BYTES


def _detect_markup(head: str) -> str | None:
    """HTML and TEI quote telegrams, so only what surrounds the text tells."""
    if wikileaks.is_page(head):
        return "wikileaks"
    return "plusd" if plusd.is_page(head) else None


def _is_telegram_line(line: str) -> bool:
    if grammar.TELEGRAM_SIGN.match(line) or grammar.DTG.fullmatch(line):
        return True
    found = grammar.classification_line(line)
    return bool(found and found["number"])

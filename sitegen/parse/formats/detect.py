"""Which format a text is in, told from its content alone; what is none of them is not guessed at."""

from __future__ import annotations

import re

from sitegen.parse import grammar
from sitegen.parse.formats import nara
from sitegen.parse.formats.reader_page import LABELS

HEAD_BYTES = 4096
TELEGRAM_LINES = 30  # a format line further down does not make a telegram

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n")
_DUMP = re.compile(r'\ufeff?"\d*","\d{1,2}/\d{1,2}/\d{4} ')


def detect(head: str) -> str | None:
    """The name of the format, or None. `head` is the first 4 KB; the first test that fits decides."""
    if _FRONT_MATTER.match(head):
        return "markdown"
    if _DUMP.match(head):
        return "dump"
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if not lines or lines[0].startswith("<"):
        return None  # HTML and TEI quote telegrams, but are none
    if nara.is_record(lines):
        return "nara"
    if tuple(lines[:4]) == LABELS:
        return "reader-page"
    if any(map(_is_telegram_line, lines[:TELEGRAM_LINES])):
        return "telegram"
    return None


def _is_telegram_line(line: str) -> bool:
    if grammar.TELEGRAM_SIGN.match(line) or grammar.DTG.fullmatch(line):
        return True
    found = grammar.classification_line(line)
    return bool(found and found["number"])

"""Bytes → lines: decoding and the repairs that are safe everywhere. Each repair is counted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# C0 and C1 controls but tab and newline, bidi overrides, zero-width marks, lone surrogates.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANK = (("\x0b", " "), ("\x0c", " "))
_REPLACED = (
    ("\u00a0", " "), ("\u2007", " "), ("\u202f", " "), ("\x85", " "), ("\u2028", " "), ("\u2029", " "), ("¶", ""),
    *_BLANK,
)  # fmt: skip
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
ROOM = 48  # columns, of the 55 to 69 that a line has
_HYPHEN_AT_END = re.compile(r"(?<=[^\W_]-)\n\s*")


class Text(NamedTuple):
    """Lines without trailing blanks, and the number of control characters left out of them."""

    lines: list[str]
    controls: int


def decode(raw: bytes) -> tuple[str, bool]:
    """UTF-8, or UTF-16 where a mark at the beginning says so; a line that is not UTF-8 is read as
    Windows-1252, since old exports mix both. Returns whether it was anything but UTF-8."""
    if raw.startswith(UTF_16):
        return raw.decode("utf-16", errors="replace"), True
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, raw.split(b"\n"))).removeprefix("\ufeff"), True


def _decode_line(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def normalise(text: str) -> Text:
    """LF line ends, blanks for NBSP, no pilcrow, no control characters, no backslash at line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for old, new in _BLANK if text.isascii() else _REPLACED:
        text = text.replace(old, new)
    controls = 0
    if not _is_clean(text):  # much quicker than the search
        text, controls = _CONTROLS.subn("", text)
    lines = list(map(str.rstrip, text.split("\n")))
    if "\\" in text:
        lines = list(map(_without_backslash, lines))
    return Text(lines, controls)


def _is_clean(text: str) -> bool:
    """Whether there is nothing in a text that no reader sees; false where that is not sure."""
    if text.isascii():
        return len(text.encode().translate(None, _ASCII_CONTROLS)) == len(text)
    return text.replace("\n", "").replace("\t", "").isprintable()


_ASCII_CONTROLS = bytes(code for code in range(128) if _CONTROLS.match(chr(code)))


def _without_backslash(line: str) -> str:
    return line.rstrip("\\" + _BLANKS) if line.endswith("\\") else line


def squeeze(text: str) -> str:
    """One blank between words."""
    return " ".join(text.split())


def lines_with(sign: str, text: str) -> Iterator[int]:
    """The index of each line of a text in which a sign stands."""
    at, place, last = text.find(sign), 0, 0
    while at >= 0:
        place += text.count("\n", last, at)
        yield place
        last = text.find("\n", at)
        at = text.find(sign, last) if last >= 0 else -1


def join(lines: Sequence[str]) -> str:
    """Lines of one sentence as one line: a hyphen at a line end joins without a blank and stays.

    >>> join(["(EXBS-", "funded) workshop"])
    '(EXBS-funded) workshop'
    """
    text = "\n".join(lines)
    if "-\n" in text:
        text = _HYPHEN_AT_END.sub("", text)
    text = text.replace("\n", " ")
    return squeeze(text) if "  " in text or "\t" in text else text.strip()


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a full stop or the like, quotes and parentheses aside."""
    return text.rstrip("\"'”’)]").endswith((".", "?", "!", ":", ";"))


def has_room(line: str, below: str) -> bool:
    """Whether the first word of the line below would have had room in this one: it was ended on purpose."""
    return len(line) + 1 + len(below.partition(" ")[0]) <= ROOM

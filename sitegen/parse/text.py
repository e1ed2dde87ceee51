"""Bytes → lines: decoding and the repairs that are safe everywhere. Each repair is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

# C0 and C1 controls but tab, bidi overrides, zero-width marks, lone surrogates.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_REPLACED = (("\r\n", "\n"), ("\r", "\n"), ("\u00a0", " "), ("\u2007", " "), ("\u202f", " "), ("\x85", " "), ("¶", ""))


class Text(msgspec.Struct, frozen=True):
    """Lines without trailing blanks, and what had to be repaired to get them."""

    lines: list[str]
    recoded: bool
    controls: int


def decode(raw: bytes) -> tuple[str, bool]:
    """UTF-8, else Windows-1252 (old exports mix both); the flag says it was not UTF-8."""
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), True


def normalise(text: str, recoded: bool = False) -> Text:
    """LF line ends, blanks for NBSP, no pilcrow, no control characters, no backslash at line end."""
    for old, new in _REPLACED:
        text = text.replace(old, new)
    text, controls = _CONTROLS.subn("", text)
    lines = [line.rstrip(" \t\\") if line.endswith("\\") else line.rstrip() for line in text.split("\n")]
    return Text(lines, recoded, controls)


def squeeze(text: str) -> str:
    """One blank between words."""
    return " ".join(text.split())


def join(lines: Sequence[str]) -> str:
    """Lines of one sentence as one line: a hyphen at a line end joins without a blank and stays.

    >>> join(["(EXBS-", "funded) workshop"])
    '(EXBS-funded) workshop'
    """
    parts: list[str] = []
    for line in lines:
        if parts and not (parts[-1].endswith("-") and parts[-1][-2:-1].isalnum()):
            parts.append(" ")
        parts.append(line.strip())
    return squeeze("".join(parts))


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a full stop or the like, quotes and parentheses aside."""
    return text.rstrip("\"')]").endswith((".", "?", "!", ":", ";"))

"""The end of a telegram, read backwards: SMART footer, NNNN, classification, then the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sitegen.parse import grammar
from sitegen.parse.text import ends_sentence, squeeze


class Ending(msgspec.Struct, frozen=True):
    """`end` is the index after the last line of the text."""

    end: int
    signed_by: tuple[str, ...] = ()
    smart_message_id: str | None = None
    banners: tuple[str, ...] = ()


def read_ending(lines: Sequence[str], start: int) -> Ending:
    """Look from the last line back to `start`, the first line of the text."""
    end, smart = _smart(lines, start)
    banners: list[str] = []
    end = _drop_tail(lines, start, end, banners)
    signers: list[str] = []
    while len(signers) < 2 and _is_signature(lines, start, end):
        signers.insert(0, squeeze(lines[end - 1]))
        end = _drop_tail(lines, start, end - 1, banners)
    return Ending(end, tuple(signers), smart, tuple(banners))


def _smart(lines: Sequence[str], start: int) -> tuple[int, str | None]:
    """The footer of the SMART archive: data, never a link; its id may be broken by blanks."""
    for number in range(len(lines) - 1, max(start, len(lines) - 10) - 1, -1):
        if grammar.SMART_FOOTER.search(lines[number]):
            found = grammar.SMART_ID.search(" ".join(lines[number:]))
            return number, re.sub(r"\s", "", found[1]) if found else None
    return len(lines), None


def _drop_tail(lines: Sequence[str], start: int, end: int, banners: list[str]) -> int:
    while end > start and _is_tail(text := lines[end - 1].strip()):
        if grammar.BANNER.fullmatch(text):
            banners.insert(0, squeeze(text))
        end -= 1
    return end


def _is_tail(text: str) -> bool:
    return (
        not text
        or any(
            pattern.fullmatch(text)
            for pattern in (
                grammar.TAIL,
                grammar.CLASSIFICATION,
                grammar.CAPTIONS,
                grammar.PAGE_BREAK,
                grammar.BANNER,
            )
        )
    )


_NOT_NAMES = re.compile(r"(?:END|UNQUOTE|BEGIN|QUOTE|SUMMARY|COMMENT)\b")


def _is_signature(lines: Sequence[str], start: int, end: int) -> bool:
    """One to three words in capitals after a finished sentence or a blank line (lessons, 24)."""
    if end - 1 <= start:
        return False
    text, before = lines[end - 1].strip(), lines[end - 2].strip()
    if len(text) > 30 or not grammar.SIGNATURE.fullmatch(text) or _NOT_NAMES.match(text):
        return False
    return not before or ends_sentence(before) or any(c.islower() for c in before)

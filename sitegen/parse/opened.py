"""A block that is being read, and the record it becomes."""

from __future__ import annotations

import msgspec

from sitegen.parse import grammar
from sitegen.records import Block, Bullet, Embedded, Paragraph


class Opened(msgspec.Struct):
    """A block that is being read; `start` is the place of its first line."""

    kind: type[Paragraph | Bullet | Embedded]
    lines: list[str]
    start: int
    number: int | None = None
    label: str | None = None
    level: int = 0

    @property
    def end(self) -> int:
        """The place below its last line."""
        return self.start + len(self.lines)


def record_of(block: Opened, text: str) -> Block:
    if block.kind is Bullet:
        return Bullet(text, block.label, block.level)
    if block.kind is Embedded:
        return Embedded(text, block.label)
    if text[:1] != "(":
        return Paragraph(text, block.number)
    mark, rest = divided_mark(text, numbered=block.number is not None)
    return Paragraph(rest, block.number, mark)


def divided(block: Opened, text: str, expected: int) -> tuple[list[Block], str]:
    """The paragraphs in a text whose line end was lost: `… over. 5. (C) The …`, if 5 is the next (`expected`);
    and the text of the last of them, of which the block has the number then."""
    found: list[Block] = []
    place = 0
    while inside := grammar.NUMBER_INSIDE.search(text, place):
        place = inside.start(2)
        if int(inside[1]) != expected + len(found):
            continue
        found.append(record_of(block, text[: inside.start()]))
        block.number = expected + len(found) - 1
        text, place = inside[2], 0
    return found, text


def divided_mark(text: str, *, numbered: bool) -> tuple[str | None, str]:
    """The portion mark a text begins with, and the rest; after a number it may be small.

    >>> divided_mark("(s / nf) Text", numbered=True)
    ('S/NF', 'Text')
    """
    typed, _, rest = text.partition(")")
    if typed in _USUAL:
        return typed[1:], rest.lstrip()  # most by far
    marked = (grammar.MARK_AFTER_NUMBER if numbered else grammar.MARK).match(text)
    return (_mark(marked[1]), marked[2]) if marked else (None, text)


_USUAL = frozenset(("(U", "(C", "(S", "(SBU", "(C/NF", "(S/NF"))


def _mark(typed: str) -> str:
    """A portion mark in its usual spelling: `s / nf` → `S/NF`."""
    return typed.upper().replace(" /", "/").replace("/ ", "/").replace(" -", "-").replace("- ", "-")

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


def record_of(block: Opened, text: str) -> Block:
    if block.kind is Bullet:
        return Bullet(text, block.label, block.level)
    if block.kind is Embedded:
        return Embedded(text, block.label)
    pattern = grammar.MARK if block.number is None else grammar.MARK_AFTER_NUMBER
    if marked := pattern.match(text) if text[:1] == "(" else None:
        return Paragraph(marked[2], block.number, _mark(marked[1]))
    return Paragraph(text, block.number)


def _mark(typed: str) -> str:
    """A portion mark in its usual spelling: `s / nf` → `S/NF`."""
    if typed in ("U", "C", "S", "SBU"):
        return typed
    return typed.upper().replace(" /", "/").replace("/ ", "/").replace(" -", "-").replace("- ", "-")

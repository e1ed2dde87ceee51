"""Where the summary, the comments and the notes of a cable stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sitegen.parse import grammar
from sitegen.records import Block, Bullet, Paragraph, Span


def spans(body: Sequence[Block]) -> tuple[Span, ...]:
    """In the order of the text; a bullet is counted from 1 within its paragraph."""
    found: list[Span] = []
    number: int | None = None
    bullet = 0
    for block in body:
        if isinstance(block, Paragraph):
            number, bullet = block.number or number, 0
            found += (Span(kind, number) for kind in _kinds(block.text))
        elif isinstance(block, Bullet):
            bullet += 1
            found += (Span(kind, number, bullet) for kind in _kinds(block.text))
    return tuple(found)


_Kind = Literal["summary", "comment", "note"]


def _kinds(text: str) -> Iterator[_Kind]:
    lead = grammar.LEAD_IN.match(text)
    if lead:
        yield "comment" if lead[1].lower() == "comment" else "summary"
    for note in grammar.NOTE.finditer(text):
        yield "comment" if note[1].lower() == "comment" else "note"

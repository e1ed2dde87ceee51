"""Where the summary, the comments and the notes of a cable stand, and the text of the summary.

A summary is marked at its beginning, as a heading or with the first word of its paragraph, and in three
cables of four at its end (`End summary`). Where it is not, the next heading or numbered paragraph ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.parse import grammar, span_grammar
from sitegen.records import Block, Bullet, Heading, Paragraph, Span, SpanKind, text_of

LONGEST_LEAD = 120  # characters of the words that open, at most
LOOK_AHEAD = 12  # blocks in which an end mark is looked for
LONGEST_UNMARKED = 6  # blocks of a summary below a heading that has no end mark


class _Place(NamedTuple):
    """A block with the number of its paragraph, and its place among the bullets there (from 1)."""

    block: Block
    number: int | None
    bullet: int | None


class _Extent(NamedTuple):
    """Indices of the first and the last block; `lead` characters of the first and all from `cut` on of
    the last are marks."""

    first: int
    last: int
    lead: int
    cut: int


def spans(body: Sequence[Block]) -> tuple[Span, ...]:
    """In the order of the text. Notes inside a comment are spans of their own."""
    places = list(_places(body))
    found: list[Span] = []
    done = {"summary": -1, "comment": -1}  # the last block of that kind
    for index, (block, number, bullet) in enumerate(places):
        kind = _opens(block)
        if kind and index > done[kind] and (extent := _extent(places, index, kind)):
            first, last = places[extent.first], places[extent.last]
            done[kind] = extent.last
            until = last.number if last.number != first.number else None
            found.append(Span(kind, first.number, bullet, until))
        if isinstance(block, Paragraph | Bullet):
            found += _notes(places, index, number, bullet)
    return tuple(found)


def summary(body: Sequence[Block]) -> str:
    """The text of the summary, a line a block, without numbers, marks and the words that open and end
    it; '' where a cable has none."""
    opening = next((n for n, block in enumerate(body) if _opens(block) == "summary"), None)
    if opening is None:
        return ""
    places = [_Place(block, None, None) for block in body[opening : opening + 3 * LOOK_AHEAD]]
    extent = _extent(places, 0, "summary")
    if extent is None:
        return ""
    texts = [_text(place.block) for place in places[extent.first : extent.last + 1]]
    texts[-1] = texts[-1][: len(texts[-1]) - extent.cut]
    texts[0] = texts[0][extent.lead :]
    return "\n".join(filter(None, (text.strip().rstrip("([") for text in texts))).strip()


def _places(body: Sequence[Block]) -> Iterator[_Place]:
    number, bullet = None, 0
    for block in body:
        if isinstance(block, Paragraph):
            number, bullet = block.number or number, 0
        elif isinstance(block, Bullet):
            bullet += 1
        yield _Place(block, number, bullet if isinstance(block, Bullet) else None)


def _text(block: Block) -> str:
    return f"{block.label or '--'} {block.text}" if isinstance(block, Bullet) else text_of(block)


def _lead(block: Block) -> re.Match[str] | None:
    if isinstance(block, Paragraph | Bullet | Heading):
        return span_grammar.LEAD_IN.match(block.text)
    return None


def _opens(block: Block) -> SpanKind | None:
    """What the first words of a block open; `Action request:` alone opens nothing."""
    head = text_of(block)[:LONGEST_LEAD].lower()
    if "sum" not in head and "comment" not in head:
        return None  # of most blocks, and quickly told
    lead = _lead(block)
    if not lead:
        return None
    topics = lead["topics"].lower()
    if "sum" in topics:
        return "summary"
    return "comment" if "comment" in topics else None


def _extent(places: Sequence[_Place], opening: int, kind: SpanKind) -> _Extent | None:
    """From the block that opens, or the one below it if that is a heading, to the one that ends."""
    lead = _lead(places[opening].block)
    assert lead
    is_alone = isinstance(places[opening].block, Heading) or lead.end() == len(lead.string)
    first = opening + 1 if is_alone else opening
    if first >= len(places) or isinstance(places[first].block, Heading):
        return None
    skipped = _skipped(places[first].block, kind)
    for last in range(first, min(first + LOOK_AHEAD, len(places))):
        text = _text(places[last].block)
        if isinstance(places[last].block, Heading):
            break
        end = _end_mark(kind, text, skipped if last == first else 0)
        if end:
            return _Extent(first, last, skipped, len(text) - end.start())
    return _Extent(first, _unmarked_end(places, first, below_heading=is_alone), skipped, 0)


def _end_mark(kind: SpanKind, text: str, start: int) -> re.Match[str] | None:
    """The first `End summary` or the like from `start` on. It is tried where the word stands, with the
    bracket before it, as a search looks at every letter."""
    pattern = span_grammar.END_MARKS[kind]
    if not text.isascii():
        return pattern.search(text, start)  # its small letters may be more
    small = text.lower()
    at = small.find("end", start)
    while at >= 0:
        if found := pattern.match(text, max(start, at - 1)) or pattern.match(text, at):
            return found
        at = small.find("end", at + 1)
    return None


def _skipped(block: Block, kind: SpanKind) -> int:
    """The length of the words that open, and of a mark behind them: `Summary: (C) `."""
    lead = _lead(block)
    if lead is None or _opens(block) != kind:
        return 0
    marked = grammar.MARK.match(lead.string, lead.end())
    end = marked.start(2) if marked else lead.end()
    return end + len(_text(block)) - len(lead.string)  # what `_text` puts before an item


def _unmarked_end(places: Sequence[_Place], first: int, *, below_heading: bool) -> int:
    """Below a heading the next heading ends it, if it comes soon; else the next paragraph."""
    if below_heading:
        for end in range(first + 1, min(first + 1 + LONGEST_UNMARKED, len(places))):
            if isinstance(places[end].block, Heading):
                return end - 1
    end = first + 1
    while end < len(places) and _goes_on(places[end].block):
        end += 1
    return end - 1


def _goes_on(block: Block) -> bool:
    """Bullets and tables belong to the paragraph; so does `Summary, continued`."""
    if isinstance(block, Paragraph):
        lead = _lead(block)
        return bool(lead and lead["more"])
    return not isinstance(block, Heading)


def _notes(
    places: Sequence[_Place], index: int, number: int | None, bullet: int | None
) -> Iterator[Span]:
    """`(Note: …)`, `[Comment: …]` in a block; one that is not closed there may end in a later one."""
    text = _text(places[index].block)
    marks = (
        list(span_grammar.NOTE.finditer(text))
        if "ote" in text or "omment" in text or text.isupper()
        else []
    )
    for place, mark in enumerate(marks):
        kind: SpanKind = "comment" if mark[1].lower() == "comment" else "note"
        is_last = place == len(marks) - 1
        until = _note_end(places, index, kind, mark.end()) if is_last else None
        yield Span(kind, number, bullet, until if until != number else None)


def _note_end(places: Sequence[_Place], index: int, kind: SpanKind, start: int) -> int | None:
    """The number of the paragraph where an open note ends, None where it is closed or stays open."""
    text = _text(places[index].block)
    if _end_mark(kind, text, start) or text.count(")", start) + text.count("]", start):
        return None
    for later in range(index + 1, min(index + LOOK_AHEAD, len(places))):
        block = places[later].block
        if isinstance(block, Heading) or _opens(block) or span_grammar.NOTE.search(_text(block)):
            return None
        if _end_mark(kind, _text(block), 0):
            return places[later].number
    return None

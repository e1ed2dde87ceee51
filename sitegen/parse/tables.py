"""Tables: lines whose columns are aligned by blanks, kept exactly as sent (rule 25)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import is_not

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Lines
from sitegen.parse.text import lines_with
from sitegen.records import Table


def table_ranges(lines: Lines) -> dict[int, int]:
    """Start → end of each table: from the first of two or more lines in columns to the end of the
    lines that follow each other, as a cell may wrap; and over a blank line if columns go on after it.
    Addresses and verses, three short lines or more, are kept as they are too."""
    ranges: dict[int, int] = {}
    next_free = 0
    indented = set[int]()
    if lines.typed != lines.texts:
        indented.update(compress(range(lines.size), map(is_not, lines.typed, lines.texts)))
    wide = indented | _wide(lines)
    for start in sorted(wide | _verse_starts(lines)):
        if start < next_free:
            continue
        if start not in wide:
            below = _verse_end(lines, start)
            next_free = below or next_free
            if below == lines.size or (below and lines.gaps[below]):
                ranges[start] = below
            continue
        if in_columns(lines.texts[start]):
            next_free = _table_end(lines, start)
            if _is_table(lines.texts[start:next_free]):
                ranges[start] = next_free
                continue
        is_inset = start in indented and (lines.gaps[start] or not start)
        if is_inset and (end := _inset_end(lines, start)):
            ranges[start] = next_free = end
    return ranges


def _wide(lines: Lines) -> set[int]:
    """The places of lines that may be in columns."""
    if "  " not in lines.joined and "\t" not in lines.joined and "|" not in lines.joined:
        return set()
    return {
        place
        for place, text in enumerate(lines.texts)
        if "  " in text or "\t" in text or "|" in text
    }


def _verse_starts(lines: Lines) -> set[int]:
    """The places of short lines below a blank line or a colon, with two more lines below them."""
    starts = {0, *compress(range(lines.size), lines.gaps)}
    below = lines_with(":", lines.joined)  # the first line of which stands above the texts
    starts.update(place for place in below if lines.texts[place - 1][-1] == ":")
    starts.discard(lines.size)
    return {
        place
        for place in starts
        if len(lines.texts[place]) <= MAX_VERSE
        and lines.gaps[place + 1 : place + MIN_VERSE] == _NO_GAPS
    }


def column_tables(lines: Lines, tables: Mapping[int, int]) -> set[int]:
    """The starts of those that have columns, and are no addresses or verses."""
    return {place for place in tables if in_columns(lines.texts[place])}


_GAP = re.compile(r"(\S)(\t[ \t]*| {2,}\t?)(?=\S)")
_AFTER_SENTENCE = frozenset(".?!:;\"')")
_NUMBER_AT_END = re.compile(r"[^\s.?!:;]  +[$€£+-]?[0-9][0-9.,]*%?$")


def in_columns(text: str) -> bool:
    """A tab or four blanks inside the line; three not after a sentence; two or more blanks twice,
    the later ones not after a sentence (typists put two blanks there), or once before a number that
    ends the line; or three bars."""
    if text.count("|") >= 3:
        return True
    if "  " not in text and "\t" not in text:
        return False
    for place, gap in enumerate(_GAP.finditer(text)):
        if len(gap[2]) >= 4 or "\t" in gap[2]:
            return True
        if gap[1] not in _AFTER_SENTENCE and (len(gap[2]) == 3 or place > 0):
            return True
    return bool(_NUMBER_AT_END.search(text[-MAX_CELL:]))


MAX_CELL = 24
MIN_INSET, MAX_INSET_LINE = 4, 42
MIN_VERSE, MAX_VERSE = 3, 36
_NO_GAPS = [0] * (MIN_VERSE - 1)
_NO_VERSE = frozenset("-=_*~•·–—([")


def _inset_end(lines: Lines, start: int) -> int | None:
    """The end of three or more short lines that begin large, set in by four blanks or more: an address,
    a list of names, verses. Prose is longer, and goes on small."""
    end = start
    while end < lines.size and (end == start or not lines.gaps[end]) and _is_inset(lines, end):
        end += 1
    is_whole = end == lines.size or lines.gaps[end] > 0
    return end if is_whole and end >= start + 3 else None


def _verse_end(lines: Lines, start: int) -> int | None:
    """The end of three or more lines at the margin that are like that, each with room for more. They are
    verses if a blank line comes next."""
    if lines.texts[start].endswith(":"):
        return None
    end = start
    if text_grammar.LABELLED_VALUE.match(lines.texts[start]):
        return None  # items: a value may wrap
    while end < lines.size and (end == start or not lines.gaps[end]) and _is_verse(lines, end):
        end += 1
    return end if end >= start + MIN_VERSE else None


def _is_verse(lines: Lines, place: int) -> bool:
    text = lines.texts[place]
    if len(text) > MAX_VERSE or text[0].islower() or place in lines.broken or text[-1] == "-":
        return False
    return text[0] not in _NO_VERSE and not (
        grammar.LABELLED_ITEM.match(text)
        or grammar.NUMBERED.match(text)
        or text_grammar.SPEAKER.match(text)
        or grammar.EMBEDDED_END.search(text)
    )


def _is_inset(lines: Lines, place: int) -> bool:
    text, typed = lines.texts[place], lines.typed[place]
    is_prose = len(text) > MAX_INSET_LINE or text[0].islower()
    if is_prose or place in lines.broken or text[0] in "-*•(":
        return False
    indent = len(typed.expandtabs()) - len(typed.lstrip().expandtabs())
    return indent >= MIN_INSET and text[-1] not in ".-" and not grammar.LABELLED_ITEM.match(text)


def _table_end(lines: Lines, start: int) -> int:
    for place in range(start + 1, lines.size):
        text, gap = lines.texts[place], lines.gaps[place]
        adjacent = gap == 0 and place not in lines.broken
        if not adjacent and not (gap <= 1 and in_columns(text)):
            return place
        if grammar.DASH_ITEM.match(text):
            return place
        if grammar.NUMBERED.match(text) and not (adjacent and _is_numbered_row(text)):
            return place
    return lines.size


def _is_numbered_row(text: str) -> bool:
    """`2. Iceland      14`: columns behind the number, and no mark of a paragraph."""
    found = grammar.NUMBERED.match(text)
    return found is not None and found[2][:1] != "(" and in_columns(found[2])


def _is_table(texts: Sequence[str]) -> bool:
    """Two lines in columns or more, at least half of all; a numbered paragraph is none,
    unless the next line has a number and columns too."""
    rows = [text for text in texts if not grammar.RULE.fullmatch(text)]
    columns = sum(map(in_columns, rows))
    if columns < 2 or 2 * columns < len(rows):
        return False
    return not grammar.NUMBERED.match(rows[0]) or all(map(_is_numbered_row, rows[:2]))


def table(lines: Lines, start: int, end: int) -> Table:
    rows: list[str] = []
    for place in range(start, end):
        if lines.gaps[place] and rows:
            rows.append("")
        rows.append(lines.typed[place].expandtabs())
    indent = min(len(row) - len(row.lstrip()) for row in rows if row)
    return Table(tuple(row[indent:] for row in rows))

"""Tables: lines whose columns are aligned by blanks, kept exactly as sent (rule 25)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Line
from sitegen.records import Table


def table_ranges(lines: Sequence[Line]) -> dict[int, int]:
    """Start → end of each table: from the first of two or more lines in columns to the end of the
    lines that follow each other, as a cell may wrap; and over a blank line if columns go on after it.
    Addresses and verses, three short lines or more, are kept as they are too."""
    ranges: dict[int, int] = {}
    next_free = 0
    for number, line in enumerate(lines):
        text = line.text
        is_indented = line.typed is not text  # nothing was stripped off most lines
        if number < next_free:
            continue
        if not (is_indented or "  " in text or "\t" in text or "|" in text):
            if len(text) <= MAX_VERSE and (below := _verse_end(lines, number)) > number + 2:
                next_free = below
                if below == len(lines) or lines[below].gap:
                    ranges[number] = below
            continue
        if in_columns(text):
            next_free = _table_end(lines, number)
            if _is_table(lines[number:next_free]):
                ranges[number] = next_free
                continue
        if is_indented and (line.gap or not number) and (end := _inset_end(lines, number)):
            ranges[number] = next_free = end
    return ranges


def column_tables(lines: Sequence[Line], tables: Mapping[int, int]) -> set[int]:
    """The starts of those that have columns, and are no addresses or verses."""
    return {place for place in tables if in_columns(lines[place].text)}


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
MAX_VERSE = 36
_NO_VERSE = frozenset("-=_*~•·–—([")


def _inset_end(lines: Sequence[Line], start: int) -> int | None:
    """The end of three or more short lines that begin large, set in by four blanks or more: an address,
    a list of names, verses. Prose is longer, and goes on small."""
    end = start
    while end < len(lines) and (end == start or not lines[end].gap) and _is_inset(lines[end]):
        end += 1
    is_whole = end == len(lines) or lines[end].gap > 0
    return end if is_whole and end >= start + 3 else None


def _verse_end(lines: Sequence[Line], start: int) -> int:
    """The end of lines at the margin that are like that, each with room for more, below a blank line or a
    colon; `start` if there are none. They are verses if a blank line comes next."""
    is_below = not start or lines[start].gap or lines[start - 1].text.endswith(":")
    end = start
    if not is_below or lines[start].text.endswith(":"):
        return end
    while end < len(lines) and (end == start or not lines[end].gap) and _is_verse(lines[end]):
        end += 1
    return end


def _is_verse(line: Line) -> bool:
    text = line.text
    if len(text) > MAX_VERSE or text[0].islower() or line.broken or text[-1] == "-":
        return False
    is_other = (
        grammar.LABELLED_ITEM.match(text)
        or grammar.NUMBERED.match(text)
        or grammar.EMBEDDED_END.search(text)
        or text_grammar.SPEAKER.match(text)
    )
    return text[0] not in _NO_VERSE and not is_other


def _is_inset(line: Line) -> bool:
    text, typed = line.text, line.typed
    if len(text) > MAX_INSET_LINE or text[0].islower() or line.broken or text[0] in "-*•(":
        return False
    indent = len(typed.expandtabs()) - len(typed.lstrip().expandtabs())
    return indent >= MIN_INSET and text[-1] not in ".-" and not grammar.LABELLED_ITEM.match(text)


def _table_end(lines: Sequence[Line], start: int) -> int:
    for number in range(start + 1, len(lines)):
        line = lines[number]
        adjacent = line.gap == 0 and not line.broken
        if not adjacent and not (line.gap <= 1 and in_columns(line.text)):
            return number
        if grammar.DASH_ITEM.match(line.text):
            return number
        if grammar.NUMBERED.match(line.text) and not (adjacent and _is_numbered_row(line)):
            return number
    return len(lines)


def _is_numbered_row(line: Line) -> bool:
    """`2. Iceland      14`: columns behind the number, and no mark of a paragraph."""
    found = grammar.NUMBERED.match(line.text)
    return found is not None and found[2][:1] != "(" and in_columns(found[2])


def _is_table(lines: Sequence[Line]) -> bool:
    """Two lines in columns or more, at least half of all; a numbered paragraph is none,
    unless the next line has a number and columns too."""
    rows = [line for line in lines if not grammar.RULE.fullmatch(line.text)]
    columns = sum(in_columns(line.text) for line in rows)
    if columns < 2 or 2 * columns < len(rows):
        return False
    return not grammar.NUMBERED.match(rows[0].text) or all(map(_is_numbered_row, rows[:2]))


def table(lines: Sequence[Line]) -> Table:
    rows: list[str] = []
    for line in lines:
        if line.gap and rows:
            rows.append("")
        rows.append(line.typed.expandtabs())
    indent = min(len(row) - len(row.lstrip()) for row in rows if row)
    return Table(tuple(row[indent:] for row in rows))

"""Lists of participants, a name a line (rule 23): their line ends mean something."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Lines
from sitegen.parse.text import has_room

MAX_LEAD = 70
MAX_TITLE = 36


class Entry(NamedTuple):
    """Places `start` to `end` of a name with what is said of it, or of the title of a side (`U.S.`)."""

    start: int
    end: int
    is_title: bool


def leads(text: str) -> bool:
    """Whether the first line of a block says that names follow: `(U) Participants:`."""
    if len(text) > MAX_LEAD or not (text.endswith(":") or len(text) <= MAX_TITLE):
        return False
    return bool(text_grammar.ROSTER.fullmatch(text))


def roster(lines: Lines, start: int, stops: Container[int]) -> list[Entry]:
    """The entries from `start` on, to the next number, dash, rule or prose; none if there is one name
    only. `stops` are the places of numbers and of columns."""
    found: list[Entry] = []
    while start < lines.size and (end := _block_end(lines, start, stops)) > start:
        if _is_prose(lines, start, end):
            break
        found += _entries(lines, start, end)
        start = end
    return [_entry(lines, found, place) for place in range(len(found))] if len(found) > 1 else []


def _block_end(lines: Lines, start: int, stops: Container[int]) -> int:
    """Index after the last line before a gap; `start` if the line there belongs to no list."""
    end = start
    while end < lines.size and (end == start or not lines.gaps[end]):
        text = lines.texts[end]
        if end in stops or grammar.DASH_ITEM.match(text) or grammar.LABELLED_ITEM.match(text):
            return end
        if text[0] in grammar.RULE_STARTS and grammar.RULE.fullmatch(text):
            return max(start, end - 1)  # the line above is a heading
        end += 1
    return end


def _is_prose(lines: Lines, start: int, end: int) -> bool:
    """It begins small, most of its lines go on in the next, or it is a sentence."""
    if lines.texts[start][0].islower():
        return True
    on_purpose = sum(_is_new(lines, n) for n in range(start + 1, end))
    if 2 * on_purpose < end - start - 1:
        return True
    last = lines.texts[end - 1]
    return last.endswith(".") and len(last) > MAX_TITLE and not on_purpose


def _is_new(lines: Lines, place: int) -> bool:
    """Whether a line begins an entry: the one above had room for its first word, or it has a label."""
    text, above = lines.texts[place], lines.texts[place - 1]
    if text[0].islower() or above.endswith(("-", " of", " and", " for", " the", " to", "&")):
        return False
    if text_grammar.SIDE.match(text):
        return True
    is_deeper = _indent(lines.typed[place]) > _indent(lines.typed[place - 1]) + 1
    return not is_deeper and has_room(above, text)


def _indent(typed: str) -> int:
    return len(typed) - len(typed.lstrip())


def _entries(lines: Lines, start: int, end: int) -> Iterator[Entry]:
    first = start
    for place in range(start + 1, end):
        if _is_new(lines, place):
            yield Entry(first, place, is_title=False)
            first = place
    yield Entry(first, end, is_title=False)


def _entry(lines: Lines, found: Sequence[Entry], place: int) -> Entry:
    """The entry with what it is: a title ends in a colon, stands alone above names, or has capitals
    where they have none."""
    entry = found[place]
    if entry.end > entry.start + 1 or place + 1 == len(found):
        return entry
    text, below = lines.texts[entry.start], found[place + 1]
    is_first = place == 0 or lines.gaps[entry.start] > 0
    is_alone = is_first and lines.gaps[below.start] > 0 and not _is_single(lines, found, place + 1)
    is_large = is_first and text.isupper() and not lines.texts[below.start].isupper()
    is_short = len(text) <= MAX_TITLE and "," not in text
    return entry._replace(is_title=text.endswith(":") or (is_short and (is_alone or is_large)))


def _is_single(lines: Lines, found: Sequence[Entry], place: int) -> bool:
    """Whether an entry stands alone between blank lines."""
    return place + 1 == len(found) or lines.gaps[found[place + 1].start] > 0

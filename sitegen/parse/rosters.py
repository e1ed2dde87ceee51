"""Lists of participants, a name a line (rule 23): their line ends mean something."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Line
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


def roster(lines: Sequence[Line], start: int, stops: Container[int]) -> list[Entry]:
    """The entries from `start` on, to the next number, dash, rule or prose; none if there is one name
    only. `stops` are the places of numbers and of columns."""
    found: list[Entry] = []
    while start < len(lines) and (end := _block_end(lines, start, stops)) > start:
        if _is_prose(lines, start, end):
            break
        found += _entries(lines, start, end)
        start = end
    return [_entry(lines, found, place) for place in range(len(found))] if len(found) > 1 else []


def _block_end(lines: Sequence[Line], start: int, stops: Container[int]) -> int:
    """Index after the last line before a gap; `start` if the line there belongs to no list."""
    end = start
    while end < len(lines) and (end == start or not lines[end].gap):
        text = lines[end].text
        if end in stops or grammar.DASH_ITEM.match(text) or grammar.LABELLED_ITEM.match(text):
            return end
        if text[0] in grammar.RULE_STARTS and grammar.RULE.fullmatch(text):
            return max(start, end - 1)  # the line above is a heading
        end += 1
    return end


def _is_prose(lines: Sequence[Line], start: int, end: int) -> bool:
    """It begins small, most of its lines go on in the next, or it is a sentence."""
    if lines[start].text[0].islower():
        return True
    on_purpose = sum(_is_new(lines[n - 1], lines[n]) for n in range(start + 1, end))
    if 2 * on_purpose < end - start - 1:
        return True
    last = lines[end - 1].text
    return last.endswith(".") and len(last) > MAX_TITLE and not on_purpose


def _is_new(before: Line, line: Line) -> bool:
    """Whether a line begins an entry: the one above had room for its first word, or it has a label."""
    text = line.text
    if text[0].islower() or before.text.endswith(("-", " of", " and", " for", " the", " to", "&")):
        return False
    if text_grammar.SIDE.match(text):
        return True
    is_deeper = _indent(line) > _indent(before) + 1
    return not is_deeper and has_room(before.text, text)


def _indent(line: Line) -> int:
    return len(line.typed) - len(line.typed.lstrip())


def _entries(lines: Sequence[Line], start: int, end: int) -> Iterator[Entry]:
    first = start
    for place in range(start + 1, end):
        if _is_new(lines[place - 1], lines[place]):
            yield Entry(first, place, is_title=False)
            first = place
    yield Entry(first, end, is_title=False)


def _entry(lines: Sequence[Line], found: Sequence[Entry], place: int) -> Entry:
    """The entry with what it is: a title ends in a colon, stands alone above names, or has capitals
    where they have none."""
    entry = found[place]
    if entry.end > entry.start + 1 or place + 1 == len(found):
        return entry
    text, below = lines[entry.start].text, found[place + 1]
    is_first = place == 0 or lines[entry.start].gap > 0
    is_alone = is_first and lines[below.start].gap > 0 and not _is_single(lines, found, place + 1)
    is_large = is_first and text.isupper() and not lines[below.start].text.isupper()
    is_short = len(text) <= MAX_TITLE and "," not in text
    return entry._replace(is_title=text.endswith(":") or (is_short and (is_alone or is_large)))


def _is_single(lines: Sequence[Line], found: Sequence[Entry], place: int) -> bool:
    """Whether an entry stands alone between blank lines."""
    return place + 1 == len(found) or lines[found[place + 1].start].gap > 0

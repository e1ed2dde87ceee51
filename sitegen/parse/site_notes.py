"""Notes of where a post's own pages are, near the end of a telegram: a footer, no text (rule 24)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.parse import grammar, text_grammar
from sitegen.parse.grammar import MAX_HEADER_LINE
from sitegen.parse.text import squeeze

FROM_END = 24  # lines in which a note is looked for
LONGEST = 6  # lines of a note, without the rules round it


def site_notes(lines: Sequence[str], start: int) -> set[int]:
    """Indices of the lines of such notes with the rules of stars round them, none before `start`."""
    first = max(start, len(lines) - FROM_END)
    found: set[int] = set()
    tail = "\n".join(lines[first:]).lower()
    if "://" not in tail and "www." not in tail:
        return found  # of most cables, and quickly told
    for place in range(first, len(lines)):
        if place not in found and text_grammar.SITE_NOTE.match(_words(lines[place : place + 3])):
            found |= _note(lines, place, first)
    return found


def _words(lines: Sequence[str]) -> str:
    return squeeze(" ".join(line[:MAX_HEADER_LINE] for line in lines))


def _note(lines: Sequence[str], place: int, first: int) -> set[int]:
    """The note that begins at `place`, if it names a closed net and an address."""
    end = place
    while end < len(lines) and end < place + LONGEST and _goes_on(lines, place, end):
        end += 1
    if not _has_address(lines[place:end]):
        end = _address_below(lines, end)
    text = " ".join(lines[place:end])
    if not (text_grammar.CLOSED_NET.search(text) and _has_address(lines[place:end])):
        return set()
    end = _more_below(lines, end)
    return {
        *range(place, end),
        *_rules(lines, place - 1, first - 1),
        *_rules(lines, end, len(lines)),
    }


def _goes_on(lines: Sequence[str], place: int, number: int) -> bool:
    """Lines of one paragraph; below the address a word in capitals is the signature."""
    text = lines[number].strip()
    if not text or len(text) > MAX_HEADER_LINE or grammar.RULE.fullmatch(text):
        return False
    return number == place or not (text.isupper() and _has_address(lines[place:number]))


def _has_address(lines: Sequence[str]) -> bool:
    return any(map(text_grammar.WEB_ADDRESS.search, lines))


def _address_below(lines: Sequence[str], end: int) -> int:
    """Index after the address, where it stands below a blank line; else `end`."""
    below = next((n for n in range(end, min(end + 3, len(lines))) if lines[n].strip()), None)
    is_address = below is not None and text_grammar.WEB_ADDRESS.match(lines[below].strip())
    return end if below is None or not is_address else below + 1


def _more_below(lines: Sequence[str], end: int) -> int:
    """Index after `You can also access this site …`, where that comes next; else `end`."""
    below = next((n for n in range(end, min(end + 3, len(lines))) if lines[n].strip()), None)
    if below is None or not text_grammar.SITE_NOTE_MORE.match(_words(lines[below : below + 3])):
        return end
    end = below + 1
    while end < min(below + 3, len(lines)) and _goes_on(lines, below, end):
        end += 1
    return end


def _rules(lines: Sequence[str], place: int, stop: int) -> Iterator[int]:
    """The rules from `place` on towards `stop`, over blank lines; no further than three lines."""
    step = 1 if stop > place else -1
    for number in range(place, stop, step)[:3]:
        text = lines[number].strip()
        if text and not grammar.RULE.fullmatch(text):
            return
        if text:
            yield number

"""Which lines of the text are headings (rule 22): mostly those above a rule of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Lines
from sitegen.parse.text import ends_sentence, has_room
from sitegen.records import Block, Table

MAX_HEADING = 120
MAX_GLUED = 60
MAX_LINES = 3
MIN_RULE = "-----", "=====", "_____"


def is_short(lines: Sequence[str]) -> bool:
    """Of two lines at most, as a heading is."""
    return len(lines) <= 2 and sum(map(len, lines)) <= MAX_HEADING


def is_above(lines: Lines, place: int) -> bool:
    """Whether a heading of one to three lines stands between this rule and another."""
    size = 0
    for number in range(place + 1, min(place + 2 + MAX_LINES, lines.size)):
        text = lines.texts[number]
        if text[0] in grammar.RULE_STARTS and grammar.RULE.fullmatch(text):
            return number > place + 1
        size += len(text)
        is_apart = lines.gaps[number] > 0 and size > len(text)
        if size > MAX_HEADING or grammar.NUMBERED.match(text) or is_apart:
            return False
    return False


def is_glued(lines: Sequence[str]) -> bool:
    """The last line of a paragraph, right above a rule and below the end of a sentence."""
    if len(lines) < 2 or len(lines[-1]) > MAX_GLUED:
        return False
    return _SENTENCE_END.search(lines[-2][-5:]) is not None and not lines[-1].endswith(".")


def is_labelled(lines: Sequence[str]) -> bool:
    """`A. Boats`, right above a rule."""
    return len(lines) == 1 and len(lines[0]) <= MAX_GLUED and not lines[0].endswith(".")


def with_rule(text: str) -> str | None:
    """The heading of a line that holds its rule too: `Summary ------------`."""
    if len(text) > 2 * MAX_HEADING or not text.endswith(MIN_RULE):
        return None
    found = grammar.HEADING_AND_RULE.fullmatch(text)
    return found[1] if found else None


def framed(lines: Lines, place: int) -> str | None:
    """The heading of a line that has the same signs before and behind it: `// Boats //`. It stands
    between blank lines, or right above what is none."""
    text = lines.texts[place]
    if text[0] not in _FRAMES or len(text) > MAX_HEADING:
        return None
    found = text_grammar.FRAMED.fullmatch(text)
    hashed = text_grammar.HASHED.fullmatch(text) if text[0] == "#" else None
    title = found[2] if found else hashed[1] if hashed else ""
    below = place + 1
    is_alone = below == lines.size or lines.gaps[below] > 0 or lines.texts[below][0].isdigit()
    return title if title and is_alone and not title.endswith(".") else None


def is_known(lines: Lines, start: int, end: int) -> bool:
    """Whether the line at `start` is the usual name of a part, alone between blank lines."""
    if end != start + 1 or not lines.gaps[end]:
        return False
    return bool(text_grammar.PART.fullmatch(lines.texts[start]))


def is_bare(lines: Lines, start: int, end: int, before: Block | None) -> bool:
    """A heading without a rule: a short line in title case or capitals, or two, between blank lines,
    below the end of a sentence (`before` is the block above) and right above a paragraph, at `end`.
    Before the first paragraph only words that head a cable are sure."""
    size = end - start
    if not lines.gaps[end] or not (size == 1 or (size == 2 and _wraps(lines, start))):
        return False
    text = " ".join(lines.texts[start:end])
    if before is None:
        return bool(grammar.FIRST_HEADING.fullmatch(text))
    above = before.lines[-1] if isinstance(before, Table) else before.text
    if not lines.gaps[start] or not ends_sentence(above) or above.endswith((":", ";")):
        return False
    return _is_title(text) and start not in lines.broken and "  " not in lines.texts[start]


def _wraps(lines: Lines, place: int) -> bool:
    """Whether a line ended because it was full."""
    below = place + 1
    return not lines.gaps[below] and not has_room(lines.texts[place], lines.texts[below])


def _is_title(text: str) -> bool:
    """Up to 120 characters of words that begin large, but for small ones; no sentence, no document. A
    portion mark may stand before it."""
    marked = grammar.MARK.match(text)
    text = marked[2] if marked else text
    if not 3 <= len(text) <= MAX_HEADING or text[-1] in ".:;,-\"'" or not text[0].isupper():
        return False
    if grammar.EMBEDDED_END.search(text) or grammar.EMBEDDED_START.search(text) or text.isdecimal():
        return False
    if grammar.is_captions(text) or grammar.classification_line(text):
        return False
    words = re.findall(r"[^\W\d_]{4,}", text)
    return bool(words) and all(word[0].isupper() or word in _SMALL for word in words)


_FRAMES = frozenset("/*=#-_~<")
_SMALL = frozenset(("with", "from", "over", "into", "than", "that", "about", "after", "under"))
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*$")

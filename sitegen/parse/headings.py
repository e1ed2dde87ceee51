"""Which lines of the text are headings (rule 22): mostly those above a rule of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Line
from sitegen.parse.text import ends_sentence, has_room
from sitegen.records import Block, Table

MAX_HEADING = 120
MAX_GLUED = 60
MAX_LINES = 3
MIN_RULE = "-----", "=====", "_____"


def is_short(lines: Sequence[str]) -> bool:
    """Of two lines at most, as a heading is."""
    return len(lines) <= 2 and sum(map(len, lines)) <= MAX_HEADING


def is_above(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading of one to three lines stands between this rule and another."""
    size = 0
    for number in range(place + 1, min(place + 2 + MAX_LINES, len(lines))):
        line = lines[number]
        if line.text[0] in grammar.RULE_STARTS and grammar.RULE.fullmatch(line.text):
            return number > place + 1
        size += len(line.text)
        if (
            size > MAX_HEADING
            or grammar.NUMBERED.match(line.text)
            or (line.gap and size > len(line.text))
        ):
            return False
    return False


def is_glued(lines: Sequence[str], rule: Line) -> bool:
    """The last line of a paragraph, right above the rule and below the end of a sentence."""
    if len(lines) < 2 or rule.gap or len(lines[-1]) > MAX_GLUED:
        return False
    return _SENTENCE_END.search(lines[-2][-5:]) is not None and not lines[-1].endswith(".")


def is_labelled(lines: Sequence[str], rule: Line) -> bool:
    """`A. Boats`, right above the rule."""
    return (
        not rule.gap
        and len(lines) == 1
        and len(lines[0]) <= MAX_GLUED
        and not lines[0].endswith(".")
    )


def with_rule(text: str) -> str | None:
    """The heading of a line that holds its rule too: `Summary ------------`."""
    if len(text) > 2 * MAX_HEADING or not text.endswith(MIN_RULE):
        return None
    found = grammar.HEADING_AND_RULE.fullmatch(text)
    return found[1] if found else None


def framed(lines: Sequence[Line], place: int) -> str | None:
    """The heading of a line that has the same signs before and behind it: `// Boats //`. It stands
    between blank lines, or right above what is none."""
    text = lines[place].text
    if text[0] not in _FRAMES or len(text) > MAX_HEADING:
        return None
    found = text_grammar.FRAMED.fullmatch(text)
    is_alone = (
        place + 1 == len(lines) or lines[place + 1].gap > 0 or lines[place + 1].text[0].isdigit()
    )
    return found[2] if found and is_alone and not found[2].endswith(".") else None


def is_known(lines: Sequence[Line]) -> bool:
    """Whether the first of two lines is the usual name of a part, alone between blank lines."""
    if len(lines) != 2 or not lines[1].gap:
        return False
    return bool(text_grammar.PART.fullmatch(lines[0].text))


def is_bare(lines: Sequence[Line], before: Block | None) -> bool:
    """A heading without a rule: a short line in title case or capitals, or two, between blank lines,
    below the end of a sentence (`before` is the block above) and right above a paragraph, the last
    of `lines`. Before the first paragraph only words that head a cable are sure."""
    if not lines[-1].gap or not (len(lines) == 2 or (len(lines) == 3 and _wraps(*lines[:2]))):
        return False
    text = " ".join(line.text for line in lines[:-1])
    if before is None:
        return bool(grammar.FIRST_HEADING.fullmatch(text))
    above = before.lines[-1] if isinstance(before, Table) else before.text
    if not lines[0].gap or not ends_sentence(above) or above.endswith((":", ";")):
        return False
    return _is_title(text) and not lines[0].broken and "  " not in lines[0].typed.strip()


def _wraps(line: Line, below: Line) -> bool:
    """Whether a line ended because it was full."""
    return not below.gap and not has_room(line.text, below.text)


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

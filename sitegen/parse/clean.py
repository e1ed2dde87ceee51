"""The lines of the text without what the relay network added to them (rules 17 and 18)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from operator import sub
from typing import NamedTuple

import msgspec

from sitegen.parse import grammar
from sitegen.parse.header import is_header_line
from sitegen.parse.roles import Role
from sitegen.parse.text import ends_sentence, squeeze


class Lines(msgspec.Struct, frozen=True, gc=False):
    """The lines of a text, none of them blank, column by column, as most are never looked at alone: a
    line's `place` is its index in each column.

    `typed` has them with their indentation, `gaps` the number of blank lines before each, `numbers` its
    index in the source, and `broken` the places where a page break (or a repeated header) stood before.
    `joined` has a newline before each of the texts. `loud` are the places of those that do not begin with
    a small letter, or with one that may be a label: only there anything but prose can begin.
    """

    texts: list[str]
    typed: list[str]
    gaps: list[int]
    numbers: list[int]
    broken: frozenset[int]
    loud: list[int]
    joined: str
    size: int


def clean(lines: Sequence[str], start: int, end: int, roles: list[Role]) -> Lines:
    """Without page-break lines and repeated headers; the blank lines round them go with them. The
    lines before `start` are the heading to compare with; `roles` is told what was left out, and that
    the others go on: what more they are, their reader tells."""
    typed = lines[start:end]
    texts = list(map(str.strip, typed))
    below = frozenset[int]()
    loud = _loud(texts)
    if gone := _left_out(lines, start, texts, loud, roles):
        for number in gone.numbers:
            texts[number - start] = ""
        below = gone.below
        loud = [number for number in loud if texts[number]]
    numbers = list(compress(range(start, end), texts))
    gaps = list(map(sub, numbers, [start, *compress(range(start + 1, end + 1), texts)]))
    typed, texts = list(compress(typed, texts)), list(filter(None, texts))
    for number in numbers:
        roles[number] = "continued"
    broken = frozenset(bisect_left(numbers, number) for number in below)
    for place in broken:
        gaps[place] = 0
    if _is_single_spaced(gaps, texts):
        gaps = [max(0, gap - 1) for gap in gaps]
    loud = [bisect_left(numbers, start + number) for number in loud]
    return Lines(texts, typed, gaps, numbers, broken, loud, "\n".join(["", *texts]), len(texts))


# Small letters but those of a Roman number, of a round bullet (`o`) and of a one (`l`).
_LOUD = re.compile(r"\n(?:[^a-hj-kmnp-uwyz\n]|[a-z][.)])")


def _loud(texts: Sequence[str]) -> list[int]:
    """The indices of lines that may be more than prose going on."""
    joined = "\n".join(["", *texts])
    found: list[int] = []
    place, last = -1, 0
    for line in _LOUD.finditer(joined):
        at = line.start()
        place += joined.count("\n", last, at + 1)
        last = at + 1
        found.append(place)
    return found


class _LeftOut(NamedTuple):
    """Indices of the lines that go, and of those that stand right below them."""

    numbers: set[int]
    below: frozenset[int]


def _left_out(
    lines: Sequence[str], start: int, texts: Sequence[str], loud: Sequence[int], roles: list[Role]
) -> _LeftOut | None:
    """What the relay network added: from a line that may begin it down to the next of the text. `texts`
    are the lines from `start` on, stripped, `loud` the indices of those that may begin it."""
    suspects = [
        place for place in loud if texts[place][0] in _MAY_BREAK and not texts[place][1:2].islower()
    ]
    if not suspects:
        return None
    first = _FirstCopy(lines[:start])
    gone: set[int] = set()
    below: set[int] = set()
    done = 0
    for place in suspects:
        if place < done or not (role := first.role(texts[place], broken=False)):
            continue
        gone |= set(_page_foot(texts, start, place, roles))
        done = place
        while role:
            roles[start + done] = role
            gone.add(start + done)
            done = next((n for n in range(done + 1, len(texts)) if texts[n]), len(texts))
            role = first.role_below(texts, done) if done < len(texts) else None
        if done < len(texts):
            below.add(start + done)
    return _LeftOut(gone, frozenset(below)) if gone else None


# Most lines begin otherwise, and words of prose go on small.
_MAY_BREAK = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ#")
# What ends a section on the wire, and stands nowhere else in a text.
# `SECTION 02 OF 03 FOLLOWS`, `END OF SECTION 01`, `CONTINUED IN SECTION 2`: where the telegram was cut.
_SECTION = re.compile(
    r"(?:(?:BEGIN(?:NING)?|END|START)(?: OF)? )?SECTION \d{1,2}(?: OF \d{1,2})?(?: FOLLOWS)?\.?|"
    r"CONTINUE[DS] (?:IN|WITH|AS)(?: NEXT)? SECTION(?: \d{1,2})?(?: OF \d{1,2})?\.?|(?:NEXT )?SECTION FOLLOWS\.?"
)
_ABOUT_SECTIONS = frozenset("BCENS")
_END_OF_SECTION = re.compile(r"BT|NNNN|#\d{4}")


MIN_ALIKE = 4
MOST_NEW = 3  # lines, blank ones too, down to one that the first copy has


class _FirstCopy:
    """The header as it stands at the top: what comes again in the text is told by comparison with it.

    Only what is in it goes. The second copy may be wrapped otherwise or be cut, so lines of two words
    or more are looked for in the whole; a single word counts only below another line of the copy.
    """

    def __init__(self, heading: Sequence[str]) -> None:
        self.lines = dict.fromkeys(filter(None, map(str.strip, heading)))
        self.heading = heading
        self.whole = ""  # made when it is first needed
        self.inside = False  # of a second copy
        self.on_wire = False  # of its transmission header
        self.section = False  # of that of another section

    def role(self, text: str, *, broken: bool) -> Role | None:
        """What a line was added as, or None for a line of the text."""
        if not broken:
            self.inside = self.on_wire = self.section = False
        role = self._break(text) or (self._again(text) if broken else None)
        self.inside = self.inside or role == "repeated"
        return role

    def role_below(self, texts: Sequence[str], place: int) -> Role | None:
        """The same of a line below such a one."""
        return self.role(texts[place], broken=True) or self._new_role(texts, place)

    def _new_role(self, texts: Sequence[str], place: int) -> Role | None:
        """A line in the copy of another section that the first has not so: the copy goes on below it, or
        it has the label of one there and most of its words."""
        text = texts[place]
        if not self.section or not text[0].isupper() or len(text) > grammar.MAX_HEADER_LINE:
            return None
        below = texts[place + 1 : place + 1 + MOST_NEW]
        goes_on = any(" " in line and line in self.lines for line in below)
        return "repeated" if goes_on or self._is_like(text) else None

    def _is_like(self, text: str) -> bool:
        """Spelt otherwise: three words of four, and the label."""
        words = text.split()
        if not words[0].endswith(":") or words[0] not in self.words or len(words) < MIN_ALIKE:
            return False
        return 4 * sum(word in self.words for word in words) >= 3 * len(words)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for line in self.lines for word in line.split())

    def _break(self, text: str) -> Role | None:
        """A page break, the classification line again, or a lone SIPDIS, which no prose holds."""
        if text == "SIPDIS" or (text in self.lines and grammar.BANNER.fullmatch(text)):
            return "repeated"
        if grammar.is_page_break(text):
            return "page break"
        if text[0] == "P" and grammar.PAGE_TURN.fullmatch(text):
            return "page head"
        if text[0] in _ABOUT_SECTIONS and _SECTION.fullmatch(text):
            return "page break"
        if text[0] in "#BN" and _END_OF_SECTION.fullmatch(text):
            return "relay"
        if text[:5] == "VZCZC" and grammar.CHANNEL.fullmatch(text):
            self.on_wire = True
            return "repeated"
        return "repeated" if self._is_classification(text) else None

    def _is_classification(self, text: str) -> bool:
        found = grammar.classification_line(text)
        if not found:
            return False
        self.section = self.section or bool(found["section"])
        if found["section"] or not found["number"]:
            return bool(found["section"])
        return self.number in (None, int(found["number"]))

    @cached_property
    def number(self) -> int | None:
        """The message number of the first copy."""
        found = filter(None, map(grammar.classification_line, self.lines))
        return next((int(match["number"]) for match in found if match["number"]), None)

    def _again(self, text: str) -> Role | None:
        """A line below a break that is in the first copy."""
        if grammar.is_captions(text) or self._holds(text):
            return "repeated"
        if self.on_wire and is_header_line(text):
            return "repeated"
        found = grammar.classification_line(text)
        return "repeated" if found and not found["post"] else None

    def _holds(self, text: str) -> bool:
        words = squeeze(text)
        if " " not in words and not self.inside:
            return False
        if text in self.lines:
            return True
        if not self.inside and ":" not in words:
            return False
        self.whole = self.whole or f" {squeeze(' '.join(self.heading))} "
        return f" {words} " in self.whole


def _page_foot(texts: Sequence[str], start: int, place: int, roles: list[Role]) -> Iterator[int]:
    """The classification alone at the foot of a page goes with the break below it, at `place`."""
    for above in range(place - 1, -1, -1):
        if not texts[above]:
            continue
        found = grammar.classification_line(texts[above])
        if not found or found["post"]:
            return
        roles[start + above] = "page foot"
        yield start + above


MIN_SPACED = 12


def _is_single_spaced(gaps: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether a blank line stands below every line, in the middle of sentences too: it means nothing."""
    if len(gaps) < MIN_SPACED or 8 * gaps.count(0) > len(gaps):
        return False
    cut = sum(not ends_sentence(text) for text in texts)
    return 3 * cut >= 2 * len(gaps)  # else paragraphs of one line each


# How prose goes on: not with a number, a sign, a dash, a label, or the word QUESTION or ANSWER.
_WORD = re.compile(r"[B-PR-Za-z][A-Za-z][^.)]{3}")


def stops(lines: Lines, tables: Iterable[int]) -> list[int]:
    """The places of lines that may be more than the next of a paragraph, in their order, and the end.
    Most by far are not among them: those that begin with a word below another line. `tables` are the
    places where one begins."""
    begins = (place for place in lines.loud if not _WORD.match(lines.texts[place]))
    return sorted({*compress(range(lines.size), lines.gaps), *tables, *begins, lines.size})

"""The lines of the text without what the relay network added to them (rules 17 and 18)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec

from sitegen.parse import grammar
from sitegen.parse.header import is_header_line
from sitegen.parse.roles import Role
from sitegen.parse.text import ends_sentence, squeeze


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line of text with its index in the source, with and without indentation, the blank lines before
    it, and whether a page break (or a repeated header) stood there."""

    number: int
    typed: str
    text: str
    gap: int
    broken: bool


def clean(lines: Sequence[str], start: int, end: int, roles: list[Role]) -> list[Line]:
    """Without page-break lines and repeated headers; the blank lines round them go with them. The
    lines before `start` are the heading to compare with; `roles` is told what was left out."""
    first = _FirstCopy(lines[:start])
    kept: list[Line] = []
    gap, broken = 0, False
    for place in range(start, end):
        typed = lines[place]
        text = typed.strip()
        if not text:
            gap += 1
        elif not broken and text[0] not in _MAY_BREAK:
            kept.append(Line(place, typed, text, gap, False))
            gap = 0
        elif role := first.role(text, broken=broken) or first.new_role(lines, place, end):
            roles[place] = role
            broken = True
            _drop_page_foot(kept, roles)
        else:
            kept.append(Line(place, typed, text, 0 if broken else gap, broken))
            gap, broken = 0, False
    return _single_spaced(kept)


_MAY_BREAK = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ#")  # most lines begin otherwise
# What ends a section on the wire, and stands nowhere else in a text.
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

    def new_role(self, lines: Sequence[str], place: int, end: int) -> Role | None:
        """A line in the copy of another section that the first has not so: the copy goes on below it, or
        it has the label of one there and most of its words."""
        text = lines[place].strip()
        if not self.section or not text[0].isupper() or len(text) > grammar.MAX_HEADER_LINE:
            return None
        below = (lines[n].strip() for n in range(place + 1, min(place + 1 + MOST_NEW, end)))
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


def _drop_page_foot(kept: list[Line], roles: list[Role]) -> None:
    """The classification alone at the foot of a page goes with the break below it."""
    while kept and (found := grammar.classification_line(kept[-1].text)):
        if found["post"]:
            break
        roles[kept.pop().number] = "page foot"


MIN_SPACED = 12


def _single_spaced(kept: list[Line]) -> list[Line]:
    """Where a blank line stands below every line, in the middle of sentences too, it means nothing."""
    if len(kept) < MIN_SPACED or 8 * sum(not line.gap for line in kept) > len(kept):
        return kept
    cut = sum(not ends_sentence(line.text) for line in kept)
    if 3 * cut < 2 * len(kept):
        return kept  # paragraphs of one line each
    return [msgspec.structs.replace(line, gap=max(0, line.gap - 1)) for line in kept]

"""The lines of the text without what the relay network added to them (rules 17 and 18)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sitegen.parse import grammar
from sitegen.parse.roles import Role


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
    heading = {line.strip() for line in lines[:start] if line.strip()}
    number = _message_number(heading)
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
        elif _is_break(text, number) or (broken and _is_repeated(text, heading)):
            roles[place] = "page break" if grammar.is_page_break(text) else "repeated"
            broken = True
            _drop_page_foot(kept, roles)
        else:
            kept.append(Line(place, typed, text, 0 if broken else gap, broken))
            gap, broken = 0, False
    return kept


_MAY_BREAK = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # most lines begin otherwise


def _message_number(heading: set[str]) -> int | None:
    found = (match for text in heading if (match := grammar.classification_line(text)))
    return next((int(match["number"]) for match in found if match["number"]), None)


def _is_break(text: str, number: int | None) -> bool:
    """A page-break line, the classification line again, or a lone SIPDIS, which no prose holds."""
    if text == "SIPDIS" or grammar.is_page_break(text):
        return True
    found = grammar.classification_line(text)
    if not found:
        return False
    again = found["number"] and number in (None, int(found["number"]))
    return bool(found["section"] or again)


def _is_repeated(text: str, heading: set[str]) -> bool:
    if text in heading or grammar.CAPTIONS.fullmatch(text):
        return True
    found = grammar.classification_line(text)
    return bool(found and not found["post"])


def _drop_page_foot(kept: list[Line], roles: list[Role]) -> None:
    """The classification alone at the foot of a page goes with the break below it."""
    while kept and (found := grammar.classification_line(kept[-1].text)):
        if found["post"]:
            break
        roles[kept.pop().number] = "page foot"

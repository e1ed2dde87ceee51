"""Elements put round parts of the text of a finished tree, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import treeprocessors
from markdown.util import AtomicString

from sitegen.render.lean import READY


class Wrapped(NamedTuple):
    """From `start` to `end` a text goes into an element, which is empty so far."""

    start: int
    end: int
    element: Element


Find = Callable[[str], Sequence[Wrapped]]


def wrap(root: Element, closed: frozenset[str], find: Find) -> None:
    """Wrap what `find` finds, in the order of each text; elements of the tags in `closed` stay as they are."""
    open_elements = [root]
    while open_elements:
        element = open_elements.pop()
        if element.tag not in closed:
            open_elements.extend(element)
            _wrap_children(element, find)


def _wrap_children(parent: Element, find: Find) -> None:
    """In the text of an element and behind each of its children."""
    parent.text, children = _divided(parent.text, find)
    is_changed = bool(children)
    for child in parent:
        child.tail, elements = _divided(child.tail, find)
        is_changed = is_changed or bool(elements)
        children += [child, *elements]
    if is_changed:
        parent[:] = children


def _divided(text: str | None, find: Find) -> tuple[str | None, list[Element]]:
    """A text as what stands before the first element, and the elements, each with what stands behind it."""
    if not text or text == "\n":  # between blocks
        return text, []
    found = find(text)
    if not found:
        return text, []
    ends = [*(one.start for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=True):
        one.element.text = AtomicString(text[one.start : one.end])
        one.element.tail = AtomicString(text[one.end : end])
    return AtomicString(text[: found[0].start]), [one.element for one in found]


_AS_SENT = frozenset((READY, "code", "pre"))
REDACTION = re.compile(r"X{4,}")


class Redactions(treeprocessors.Treeprocessor):
    """A run of four X or more is a name the publisher took out."""

    source = ""

    def run(self, root: Element) -> None:
        if "XXXX" in self.source:
            wrap(root, _AS_SENT, _redactions)


def _redactions(text: str) -> list[Wrapped]:
    return [
        Wrapped(*found.span(), Element("span", {"class": "redaction"}))
        for found in REDACTION.finditer(text)
    ]


# `EUR/NB/ISN/CATR/PM`: browsers break no line behind a slash, so on a narrow screen one within a code.
_LONGEST = 40
_CODES = re.compile(rf"(?<![\w/])\w{{1,{_LONGEST}}}(?:/\w{{1,{_LONGEST}}})+")
_LONG = 16  # shorter ones fit a line


def breaks(text: str) -> list[int]:
    """The places behind the slashes of long words, where a line may end."""
    places: list[int] = []
    end = 0
    while (slash := text.find("/", end)) >= 0:
        word = _CODES.match(text, _run_start(text, slash))
        end = word.end() if word else slash + 1
        if word and len(word[0]) >= _LONG:
            places += [word.start() + at for at, sign in enumerate(word[0], 1) if sign == "/"]
    return places


def broken(text: str, escaped: Callable[[str], str]) -> str:
    """A text as HTML, with `<wbr>` where it may break."""
    ends = breaks(text)
    if not ends:
        return escaped(text)
    parts = zip([0, *ends], [*ends, len(text)], strict=True)
    return "<wbr>".join([escaped(text[start:end]) for start, end in parts])


def _run_start(text: str, at: int) -> int:
    """Where the letters and slashes before a place begin; no further back than a first code can be long."""
    least = max(at - _LONGEST - 1, 0)
    while at > least and (text[at - 1].isalnum() or text[at - 1] in "_/"):
        at -= 1
    return at


class Breaks(treeprocessors.Treeprocessor):
    """Long words of codes may be divided behind their slashes."""

    source = ""

    def run(self, root: Element) -> None:
        if "/" in self.source:
            wrap(root, _AS_SENT, _breaks)


def _breaks(text: str) -> list[Wrapped]:
    return [Wrapped(place, place, Element("wbr")) for place in breaks(text)]

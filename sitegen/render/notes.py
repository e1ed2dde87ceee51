"""The editors' notes of a printed volume: marks in the text lead to them, and they lead back.

Notes are a list below a last heading *Notes*, each with its number or letter; the mark is `[2]` in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import treeprocessors
from markdown.util import AtomicString

from sitegen.render.lean import READY
from sitegen.render.wrapping import Wrapped, wrap

NOTES = "## Notes\n"
# Text in these is a link already, or shown as sent.
_CLOSED = frozenset((READY, "a", "abbr", "code", "pre", "section"))
_SIGN = r"\*{1,3}|[†‡]"
_MARK = re.compile(rf"\[([0-9]{{1,4}}|[a-z]|{_SIGN})\]")
_LABEL = re.compile(rf'<span class="num">(?:([0-9]{{1,4}}|[a-z])\.|({_SIGN}))</span>( ?)')
# What signs are called in addresses.
_NAMES = str.maketrans({"*": "star", "†": "dagger", "‡": "doubledagger"})


class Notes(treeprocessors.Treeprocessor):
    """Runs on the finished tree of `source`. Text and notes stay word for word."""

    source = ""

    def run(self, root: Element) -> None:
        if NOTES not in self.source or (section := _section(root)) is None:
            return
        notes = dict(_labels(section))
        marks = _Marks(notes)
        wrap(root, _CLOSED, marks.found)
        for name in marks.seen:
            _lead_back(notes[name], name)


def _section(root: Element) -> Element | None:
    """The heading and the list below it as one element, in their place at the end."""
    *text, heading, notes = [Element(""), Element(""), *root]
    if (heading.tag, heading.text, notes.tag) != ("h2", "Notes", "ul"):
        return None
    section = Element("section", {"class": "notes"})
    section.extend((heading, notes))
    section.tail = AtomicString("\n")
    root[:] = [*text[2:], section]
    return section


def _labels(section: Element) -> Iterator[tuple[str, Element]]:
    """Number or letter of a note → what shows it; the first of those alike."""
    seen = set()
    for item in section[1]:
        label = item[0][0] if len(item) and len(item[0]) else None
        if label is None or label.tag != READY or not (found := _LABEL.fullmatch(label.text or "")):
            continue
        name = found[1] or found[2]
        if name not in seen:
            seen.add(name)
            item.set("id", f"note-{name.translate(_NAMES)}")
            yield name, label


def _lead_back(label: Element, name: str) -> None:
    shown = name if name[0] in "*†‡" else f"{name}."
    link = f'<a class="num" href="#noteref-{name.translate(_NAMES)}">{shown}</a>'
    label.text = AtomicString(_LABEL.sub(lambda found: link + found[3], label.text or ""))


class _Marks:
    """Finds the marks of notes; `seen` are those found so far: the first mark of a note is led back to."""

    def __init__(self, notes: dict[str, Element]) -> None:
        self.notes = notes
        self.seen: set[str] = set()

    def found(self, text: str) -> list[Wrapped]:
        marks = [mark for mark in _MARK.finditer(text) if mark[1] in self.notes]
        return [Wrapped(*mark.span(), self.link(mark[1])) for mark in marks]

    def link(self, name: str) -> Element:
        address = name.translate(_NAMES)
        link = Element("a", {"class": "noteref", "href": f"#note-{address}"})
        if name not in self.seen:
            self.seen.add(name)
            link.set("id", f"noteref-{address}")
        return link

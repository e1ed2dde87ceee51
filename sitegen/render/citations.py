"""Links in the text of a cable: `ref B`, `reftel`, `para 5` and the cables of its reference list.

`ref B` leads to the cited cable's page, or to item B of the list on this page if the cable is not here;
`para 5` leads to that paragraph, if there is one. The text stays as it was: only links are put round it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import treeprocessors

from sitegen.parse.grammar import IDENTIFIER
from sitegen.parse.identifier import parts, post_code
from sitegen.render.lean import READY
from sitegen.render.wrapping import Wrapped, wrap
from sitegen.views import ReferenceView

LIST_ANCHOR = "ref-list"

# Text in these is a link already, is shown as sent, or is of another document.
_CLOSED = frozenset(
    (READY, "a", "abbr", "code", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
)
# Where a mention may begin. It tells most words by their first letter, for which the engine is quick.
_MAY_BEGIN = re.compile(
    r"[A-Z0-9pr](?<!\w.)"
    r"(?:(?<=[Rr])[Ee][Ff]|(?<=[Pp])[Aa][Rr][Aa]|(?<=[0-9])[0-9] "
    r"|(?<=[A-Z])[A-Z'’.]++(?: [A-Z][A-Z'’.]++){0,2} [0-9])"
)
_MENTION = re.compile(
    r"(?:(?P<ref>(?i:refs?|references?|reftels?)\b\.?)\s?\(?(?P<letter>[A-Z])\b"
    r"|(?P<reftel>(?i:ref ?tels?|ref ?cables?)\b|(?i:refs?)(?=\)))"
    r"|(?P<para>(?i:para(?:graph)?s?)\b\.?)\s(?P<number>[0-9]{1,3})\b(?!\.[0-9])"
    r"|(?:(?P<year>[0-9]{2}) )?(?P<post>[A-Z][A-Z'’.]++(?: [A-Z][A-Z'’.]++){0,2}) (?P<serial>[0-9]{1,6})\b)"
)
_AND = r"(?:\s?,\s?(?:and |or |& )?|\s(?:and|or|&|through|thru|to)\s|\s?[-–/]\s?)"
_MORE_LETTERS = re.compile(rf"\)?{_AND}\(?([A-Z])\b", re.IGNORECASE)
_MORE_NUMBERS = re.compile(rf"{_AND}([0-9]{{1,3}})\b(?!\.[0-9])", re.IGNORECASE)
# `para 5 of ref A`, `ref A, para 5`, `operative paragraph 5`: of another document than this cable.
_OF_ANOTHER = re.compile(r"[\])]?,? ?(?:of|in|from)\s(?!this\b)|[,;]? ?\(?ref", re.IGNORECASE)
_AFTER_ANOTHER = re.compile(
    r"\b(?:ref(?:tel)?s?|septel|operative|preambular|op|pp|unscr|resolution|article|its)\b[^.;]*$",
    re.IGNORECASE,
)


class Target(NamedTuple):
    href: str
    title: str


class _Link(NamedTuple):
    start: int
    end: int
    target: Target


class Citations(treeprocessors.Treeprocessor):
    """Runs on the finished tree of `source`, when all escapes are resolved; `references` are those of
    the page."""

    source = ""
    references: Sequence[ReferenceView] = ()

    def run(self, root: Element) -> None:
        paragraphs = {
            anchor for child in root if (anchor := child.get("id", "")).startswith("para-")
        }
        targets = Targets(self.references, paragraphs)
        if targets.may_be_in(self.source):
            wrap(root, _CLOSED, lambda text: _links(text, targets))


def _links(text: str, targets: Targets) -> list[Wrapped]:
    if not targets.may_be_in(text):
        return []
    return [Wrapped(link.start, link.end, _element(link.target)) for link in targets.links(text)]


def _element(target: Target) -> Element:
    element = Element("a", {"class": "ref", "href": target.href})
    if target.title:
        element.set("title", target.title.replace("&", "&amp;"))
    return element


def _mentions(text: str) -> Iterator[re.Match[str]]:
    """What `_MENTION` finds, one after the other."""
    place = 0
    while begins := _MAY_BEGIN.search(text, place):
        found = _MENTION.match(text, begins.start())
        place = found.end() if found else begins.start() + 1
        if found:
            yield found


class Targets:
    """Where mentions lead to: letters and numbers of the list, paragraphs of the text."""

    def __init__(self, references: Sequence[ReferenceView], paragraphs: set[str]) -> None:
        self.paragraphs = paragraphs
        self.letters: dict[str, Target] = {}
        self.cables: dict[str, Target] = {}
        for item in references:
            self.letters.setdefault(item.bullet, _target(item))
            if _is_identifier(item):
                year, post, number = parts(item.identifier)
                self.cables.setdefault(f"{post}{number}", _target(item))
                self.cables[f"{year % 100:02d}{post}{number}"] = _target(item)
        cited = [item for item in references if item.identifier] or list(references)
        self.reftel = _target(cited[0]) if len(cited) == 1 else Target(f"#{LIST_ANCHOR}", "")
        self.has_list = bool(references)
        numbers = (str(parts(item.identifier)[2]) for item in cited if _is_identifier(item))
        self.signs = ("para", *(("ref", *numbers) if references else ()))

    def may_be_in(self, text: str) -> bool:
        """Whether a text has anything that could be a link: most have not, and quickly told."""
        small = text.lower()
        for sign in self.signs:  # noqa: SIM110 - `any` takes twice as long, and this is asked often
            if sign in small:
                return True
        return False

    def links(self, text: str) -> Iterator[_Link]:
        """In the order of the text; those without a target are left out."""
        end = 0
        for found in _mentions(text):
            if found.start() < end:
                continue
            for link in self._of(found, text):
                end = link.end
                yield link

    def _of(self, found: re.Match[str], text: str) -> Iterator[_Link]:
        if found["letter"]:
            yield from self._letters(found, text)
        elif found["reftel"]:
            if self.has_list:
                yield _Link(*found.span(), self.reftel)
        elif found["para"]:
            yield from self._paragraphs(found, text)
        elif self.cables and (link := self._cable(found)):
            yield link

    def _letters(self, found: re.Match[str], text: str) -> Iterator[_Link]:
        """`ref A`, then the letters that follow it: `refs A, B and D`."""
        start, end, letter = found.start(), found.end("letter"), found["letter"]
        while True:
            if target := self.letters.get(letter):
                yield _Link(start, end, target)
            more = _MORE_LETTERS.match(text, end)
            if not more or not letter < more[1]:
                return
            start, end, letter = more.start(1), more.end(1), more[1]

    def _paragraphs(self, found: re.Match[str], text: str) -> Iterator[_Link]:
        if _AFTER_ANOTHER.search(text, max(0, found.start() - 30), found.start()):
            return
        numbers = [(found.start(), found.end("number"), found["number"])]
        while more := _MORE_NUMBERS.match(text, numbers[-1][1]):
            numbers.append((more.start(1), more.end(1), more[1]))
        if _OF_ANOTHER.match(text, numbers[-1][1]):
            return
        for start, end, number in numbers:
            if (anchor := f"para-{int(number)}") in self.paragraphs:
                yield _Link(start, end, Target(f"#{anchor}", ""))

    def _cable(self, found: re.Match[str]) -> _Link | None:
        """`09 TASHKENT 208`, `TASHKENT 208`, where it is in the list; words before the post are none of it."""
        start = found.start("post")
        year = found["year"] or ""
        for word in re.finditer(r"\S+", found["post"]):
            name = post_code(found["post"][word.start() :])
            key = f"{year if word.start() == 0 else ''}{name}{int(found['serial'])}"
            if target := self.cables.get(key):
                first = found.start() if word.start() == 0 else start + word.start()
                return _Link(first, found.end(), target)
        return None


def _is_identifier(item: ReferenceView) -> bool:
    """A person may have written something else into the front matter."""
    return IDENTIFIER.fullmatch(item.identifier) is not None


def _target(item: ReferenceView) -> Target:
    title = f"{item.identifier}: {item.cable.title}" if item.cable else item.raw
    return Target(item.cable.url if item.cable else f"#{item.anchor}", title)

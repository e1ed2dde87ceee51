"""What each line of a document was taken as, for `parse --explain`: by the element its first words are in."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from sitegen.parse.formats.draft import Taken
from sitegen.parse.formats.frus.text import Element, name_of
from sitegen.parse.roles import Role

_ROLES: dict[str, Role] = {
    "p": "paragraph", "item": "bullet", "label": "bullet", "table": "table", "signed": "signature",
    "dateline": "date-time group", "attachment": "embedded", "quote": "embedded", "floatingText": "embedded",
    "head": "heading",
}  # fmt: skip
_GLOSSES: dict[str, Role] = {"from": "from", "to": "to"}
_WHOLE: frozenset[Role] = frozenset(("note", "classification", "embedded", "table"))


def taken(division: Element, lines: Sequence[str], first: int) -> tuple[Taken, ...]:
    """Each line that is not blank with its number, counted from `first`."""
    reader = _Lines(division)
    return tuple(
        Taken(first + n, line, reader.role(n)) for n, line in enumerate(lines) if line.strip()
    )


class _Lines:
    """Roles by line (from 0) of the text: `words` of what stands there, `turns` of page turns between."""

    def __init__(self, division: Element) -> None:
        self.division = division
        self.words: dict[int, Role] = {}
        self.turns: set[int] = set()
        self.line = 0
        self.open: list[Role] = ["paragraph"]
        for event, node in etree.iterwalk(division, events=("start", "end")):
            self.begin(node) if event == "start" else self.end(node)

    def role(self, line: int) -> Role:
        return self.words.get(line) or ("page break" if line in self.turns else "markup")

    def begin(self, node: Element) -> None:
        if isinstance(node.sourceline, int):  # the stubs do not know
            self.line = max(self.line, node.sourceline - 1)
        if name_of(node) == "pb":
            self.turns.add(self.line)
        self.open.append(self.of(node))
        self.mark(node.text)

    def end(self, node: Element) -> None:
        self.open.pop()
        if node is not self.division:
            self.mark(node.tail)

    def of(self, node: Element) -> Role:
        """The role of the words of an element: its own, or that of the element it is in."""
        name, outer = name_of(node), self.open[-1]
        if name == "note":
            return "classification" if node.get("type") == "source" else "note"
        if outer in _WHOLE:
            return outer
        if name == "head" and node.getparent() is self.division:
            return "subject"
        if name == "gloss" and outer == "subject":
            return _GLOSSES.get(node.get("type", ""), outer)
        return _ROLES.get(name, outer)

    def mark(self, text: str | None) -> None:
        for at, typed in enumerate((text or "").split("\n")):
            self.line += at > 0
            if typed.strip():
                self.take()

    def take(self) -> None:
        """The first words of a line say what it is; in the head, those that name who wrote to whom. What
        goes on in another line goes on."""
        role = self.open[-1]
        if self.words.setdefault(self.line, role) == "subject":
            self.words[self.line] = role
        if role in ("paragraph", "bullet"):
            self.open = ["continued" if one == role else one for one in self.open]

"""The text of a document as blocks: paragraphs, items, tables, attachments, and the editors' notes at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import TypeAlias

from lxml import etree

from sitegen.parse import grammar, text_grammar
from sitegen.parse.text import squeeze
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph, Reference, Table

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it

NOTES = "Notes"


def name_of(element: Element) -> str:
    """The tag without its namespace; '' of what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if name_of(child) == name)


def first(element: Element | None, name: str) -> Element | None:
    """The first element of that name inside another."""
    return None if element is None else next(children(element, name), None)


class Text:
    """Reads elements into blocks. `notes`, `references`, `pages` and `signed` are what was found on the
    way; `volume` is the prefix of the identifiers of its documents."""

    def __init__(self, volume: str) -> None:
        self.volume = volume
        self.blocks: list[Block] = []
        self.notes: list[tuple[str, str]] = []
        self.references: dict[str, Reference] = {}
        self.pages: list[str] = []
        self.signed: list[str] = []
        self.signature = ""  # as typed, where it says for whom or as what
        self.expected = 1  # the number of the next paragraph
        self.inner = 0  # how many attachments and quotations deep
        self.is_plain = False  # in an item: its words are no paragraphs yet

    # inline

    def inline(self, element: Element) -> str:
        """The words of an element; a note leaves its mark, a page turn nothing, so that the halves of a word
        it divides are one again."""
        parts = [element.text or ""]
        for child in element:
            parts += [self.word(child), child.tail or ""]
        return "".join(parts)

    def word(self, element: Element) -> str:
        name = name_of(element)
        if name in _SILENT:
            return ""
        if name == "note":
            return self.note(element)
        if name == "pb":
            self.pages.append(element.get("n", ""))
            return ""
        if name == "lb":
            return " "
        text = self.inline(element)
        if name == "ref":
            self.refer(element.get("target", ""), squeeze(text))
        return f" {text} " if name in _APART else text

    def note(self, element: Element) -> str:
        if element.get("type") == "source":
            return ""
        sign = element.get("n") or str(len(self.notes) + 1)
        place = len(self.notes)
        self.notes.append((sign, ""))
        self.notes[place] = (sign, squeeze(self.inline(element)))
        return f"[{sign}]"

    def refer(self, target: str, text: str) -> None:
        """`#d15`, `#d15fn2`, `frus1952-54v08#d3`: another document of this volume, or of another one."""
        if found := _TARGET.match(target):
            name = f"{found[1] or self.volume}{found[2]}".lower()
            words = f"Document {text}" if text.isdigit() else text or target
            self.references.setdefault(name, Reference(raw=words, id=name))

    # blocks

    def flow(self, element: Element) -> None:
        """Everything in an element, in its order: words between block elements are paragraphs."""
        words = [element.text or ""]
        for child in element:
            name = name_of(child)
            read = _BLOCKS.get(name)
            if read is None or (name in _INLINE_TOO and any(map(str.strip, words))):
                words += [self.word(child), child.tail or ""]
            else:
                self.add("".join(words))
                read(self, child)
                words = [child.tail or ""]
        self.add("".join(words))

    def add(self, typed: str) -> None:
        """A paragraph: numbered if it has the number that is expected; `(a)` makes an item of it."""
        text = squeeze(typed)
        if not text:
            return
        if self.is_plain:
            self.blocks.append(Paragraph(text))
        elif self.inner:
            self.blocks.append(_embedded(text))
        elif (found := grammar.NUMBERED.fullmatch(text)) and int(found[1]) == self.expected:
            self.blocks.append(_marked(found[2], self.expected))
            self.expected += 1
        elif (item := grammar.LABELLED_ITEM.fullmatch(text)) and self.is_label(item[1]):
            self.blocks.append(Bullet(item[2], item[1]))
        else:
            self.blocks.append(_marked(text, None))

    def is_label(self, typed: str) -> bool:
        """`(a)`, `1)`; `(C)` is a portion mark, unless `(B)` was the item before."""
        last = self.blocks[-1] if self.blocks else None
        before = last.label if isinstance(last, Bullet) else ""
        return ")" in typed and (before == "(B)" or not grammar.MARK.match(typed))

    def heading(self, element: Element) -> None:
        if text := squeeze(self.inline(element)):
            self.blocks.append(Heading(text))

    def items(self, element: Element) -> None:
        """A list; where its first item has the number that is expected, its items are the paragraphs."""
        label = ""
        are_paragraphs: bool | None = None
        for child in element:
            name = name_of(child)
            if name == "label":
                label = squeeze(self.inline(child))
            elif name == "item":
                if are_paragraphs is None:
                    are_paragraphs = self.is_expected(f"{label} {_beginning(child)}")
                self.item(child, label, is_paragraph=are_paragraphs)
                label = ""
            elif name:
                (_BLOCKS.get(name) or Text.flow)(self, child)

    def is_expected(self, text: str) -> bool:
        found = grammar.NUMBERED.match(text.strip())
        return bool(found and int(found[1]) == self.expected)

    def item(self, element: Element, label: str, *, is_paragraph: bool) -> None:
        """An item with its label; what follows its first block stays as it is."""
        before, self.blocks = self.blocks, []
        was_plain, self.is_plain = self.is_plain, True
        self.flow(element)
        found, self.blocks, self.is_plain = self.blocks, before, was_plain
        if not found or not isinstance(found[0], Paragraph):
            self.blocks += found
            return
        text = squeeze(f"{label} {found[0].text}")
        if is_paragraph:
            self.add(text)
        else:
            self.blocks.append(_embedded(text) if self.inner else _bullet(text))
        self.blocks += found[1:]

    def table(self, element: Element) -> None:
        """Cells in columns, two blanks between them."""
        head = first(element, "head")
        if head is not None:
            self.add(self.inline(head))
        rows = [
            [squeeze(self.inline(cell)) for cell in row if name_of(cell) == "cell"]
            for row in element.iter()
            if name_of(row) == "row"
        ]
        lines = tuple(filter(None, _aligned(rows)))
        if lines:
            self.blocks.append(Table(lines))

    def attached(self, element: Element) -> None:
        """An attachment, or a quotation: its text is of another document."""
        self.inner += 1
        self.flow(element)
        self.inner -= 1

    def sign(self, element: Element) -> None:
        """The signature of the telegram; that of an attachment is of its text."""
        text = squeeze(self.inline(element))
        named = [one for one in children(element, "persName") if squeeze(self.inline(one))]
        if self.inner:
            self.add(text)
        elif len(named) == 1 and first(element, "lb") is not None:
            self.signed.append(squeeze(self.inline(named[0])).strip(" ,."))
            self.signature = text
        elif text:
            self.signed.append(text.strip(" .") if text.endswith(".") else text)

    def dateline(self, element: Element) -> None:
        """The telegram's own is a field; an attachment's is of its text."""
        if self.inner:
            self.add(self.inline(element))

    def aside(self, element: Element) -> None:
        """A page turn, or a note with no words before it, which then has no mark in the text."""
        self.word(element)

    def finish(self) -> tuple[Block, ...]:
        """The blocks, with the editors' notes below a heading of their own."""
        notes = [_note(sign, text) for sign, text in self.notes if text]
        return (*self.blocks, *([Heading(NOTES)] if notes else []), *notes)


_TARGET = re.compile(r"(?:/?(?:historicaldocuments/)?(frus[\w-]{4,40})(?:\.xml)?)?[#/](d[0-9]+)")
_SILENT = frozenset(("graphic", "figDesc", "del", "index"))
_APART = frozenset(
    ("p", "item", "cell", "row", "head", "label", "l", "signed", "salute", "dateline")
)
_INLINE_TOO = frozenset(("note", "pb"))  # between paragraphs they are blocks
_LABEL = re.compile(
    r"(\((?:[a-zA-Z]|[ivx]{2,5}|[0-9]{1,3})\)|(?:[a-zA-Z]|[0-9]{1,3})[.)])\s+(.*)", re.DOTALL
)


def _beginning(element: Element) -> str:
    """Enough of the words of an element to tell a number at their start."""
    return squeeze("".join(islice((str(text) for text in element.itertext()), 4)))[:40]


def _marked(text: str, number: int | None) -> Paragraph:
    found = grammar.MARK.match(text)
    return Paragraph(found[2], number, found[1]) if found else Paragraph(text, number)


def _bullet(text: str) -> Bullet:
    found = _LABEL.fullmatch(text)
    return Bullet(found[2], found[1]) if found else Bullet(text)


def _note(sign: str, text: str) -> Bullet:
    """An editors' note with its number, letter or star."""
    return (
        Bullet(text, sign) if text_grammar.NOTE_SIGN.fullmatch(sign) else _bullet(f"{sign}. {text}")
    )


def _embedded(text: str) -> Embedded:
    found = _LABEL.fullmatch(text)
    return Embedded(found[2], found[1]) if found else Embedded(text)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells of a column begin below each other."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        yield "  ".join(cells).rstrip()


_BLOCKS: dict[str, Callable[[Text, Element], None]] = {
    "head": Text.heading,
    "p": Text.flow,
    "div": Text.flow,
    "opener": Text.flow,
    "closer": Text.flow,
    "postscript": Text.flow,
    "byline": Text.flow,
    "salute": Text.flow,
    "lg": Text.flow,
    "l": Text.flow,
    "list": Text.items,
    "table": Text.table,
    "attachment": Text.attached,
    "quote": Text.attached,
    "floatingText": Text.attached,
    "signed": Text.sign,
    "dateline": Text.dateline,
    "pb": Text.aside,
    "note": Text.aside,
}

"""What makes Python-Markdown quick on cables: paragraphs seen at once, and HTML written by few rules.

Both give what the library's own parts give (a test compares them); most paragraphs of most cables have
nothing that needs more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import HTML_EMPTY, Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.serializers import RE_AMP

READY = "ready"  # the tag of an element whose text is HTML already

# What may open a block of another kind, at the start of the block and of a later line.
BLOCK_OPENS = re.compile(r"[\s#>=*+_\[-]|\d+\.(?:\s|\Z)|\Z")
OPENS_LATER = re.compile(r"\n *[#>=*+_\[-]")
HEADING = re.compile(r"## [^\n#]*[^\s#]")


class Plain(BlockProcessor):
    """Paragraphs and headings that no other processor could want, all that follow each other in one go."""

    def test(self, parent: Element, block: str) -> bool:
        return parent is self.parser.root and _tag(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        done = 0
        for block in blocks:
            tag = _tag(block)
            if tag is None:
                break
            SubElement(parent, tag).text = block if tag == "p" else block[3:].strip()
            done += 1
        del blocks[:done]


def _tag(block: str) -> str | None:
    if not BLOCK_OPENS.match(block):
        return None if OPENS_LATER.search(block) else "p"
    return "h2" if HEADING.fullmatch(block) else None


class Guarded(BlockProcessor):
    """A block processor that is asked only where a sign of its kind is there at all."""

    def __init__(self, inner: BlockProcessor, signs: tuple[str, ...]) -> None:
        super().__init__(inner.parser)
        self.inner, self.signs = inner, signs

    def test(self, parent: Element, block: str) -> bool:
        return any(sign in block for sign in self.signs) and self.inner.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self.inner.run(parent, blocks)


def inner_html(root: Element) -> str:
    """The HTML of what is in an element. Tags and attributes are strings, and no tag is `script`."""
    parts = [escaped(root.text or "")]
    for child in root:
        _write(child, parts.append)
    return "".join(parts)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    if tag == READY:
        write(text or "")
    else:
        write(start_tag(tag, *element.items()))
        if text:
            write(escaped(text))
        for child in element:
            _write(child, write)
        if tag not in HTML_EMPTY:
            write(f"</{tag}>")
    if tail:
        write(escaped(tail))


@lru_cache(maxsize=4096)
def start_tag(tag: str, *attributes: tuple[str, str]) -> str:
    """A start tag, attributes in the order of their names; remembered, as most recur in every cable."""
    pairs = (f' {name}="{_quoted(value)}"' for name, value in sorted(attributes))
    return f"<{tag}{''.join(pairs)}>"


def _quoted(value: str) -> str:
    return escaped(value).replace('"', "&quot;")


def escaped(text: str) -> str:
    """Text for HTML; what is an entity already stays one."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text

"""Every renderer shows the text of the record, nothing lost, renumbered, or turned into markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hostile_cables import BODIES, SEED
from hypothesis import given, settings
from markdown_it import MarkdownIt

from sitegen.convert import body_markdown
from sitegen.records import Block, Bullet, Embedded, Paragraph, Table
from sitegen.render import cable_html

COMMONMARK = {"p", "h2", "ul", "li", "blockquote", "pre", "code", "br"}
OURS = COMMONMARK | {"a", "abbr", "span", "strong", "wbr"}
RENDERER = MarkdownIt("commonmark")


class Reader(HTMLParser):
    """The visible text and the elements of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("a", "abbr", "span", "strong", "code", "wbr"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


def folded(text: str) -> str:
    return " ".join(text.split())


def visible(block: Block) -> str:
    match block:
        case Paragraph(text, number, mark):
            opening = ("" if number is None else f"{number}. ") + (f"({mark}) " if mark else "")
            return opening + text
        case Bullet(text, label) | Embedded(text, label):
            return f"{label} {text}" if label else text
        case Table(lines):
            return "\n".join(lines)
        case _:
            return block.text


@settings(deadline=None)
@given(BODIES)
def test_any_commonmark_renderer(body: tuple[Block, ...]) -> None:
    reader = Reader(RENDERER.render(body_markdown(body)))
    assert reader.tags <= COMMONMARK
    assert folded(reader.text) == folded("\n".join(map(visible, body)))


@settings(deadline=None)
@given(BODIES)
def test_our_own_renderer(body: tuple[Block, ...]) -> None:
    reader = Reader(cable_html(body_markdown(body)))
    assert reader.tags <= OURS
    assert folded(reader.text) == folded("\n".join(map(visible, body)))
    assert all(address.startswith("#para-") for address in reader.addresses)


@pytest.mark.parametrize("render", [RENDERER.render, cable_html])
def test_seed(render: object) -> None:
    reader = Reader(render(body_markdown(SEED.body)))  # type: ignore[operator]
    assert folded(reader.text) == folded("\n".join(map(visible, SEED.body)))

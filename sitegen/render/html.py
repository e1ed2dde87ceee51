r"""Markdown to HTML: cables through a lean Python-Markdown, pages through the full one and nh3.

Cable text is data: it was escaped when it became Markdown, raw HTML has no way through, and a link
a person wrote keeps its address only if that is http, https, mailto, relative or a fragment.

Classes of a cable: `p.para` with `a.num` and `abbr.mark`, `span.num` (labels of items),
`strong.lead` (Summary:), `a.ref` (ref B, para 5), `a.noteref` (marks of notes), `section.notes`,
`span.redaction`, `blockquote.embedded`, `pre.table`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown import treeprocessors
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from sitegen.render.addresses import Link, relinked, safe_address
from sitegen.render.citations import Citations
from sitegen.render.direct import FENCED, INLINE, direct_html, fence_html
from sitegen.render.headings import one_first
from sitegen.render.lean import READY, Guarded, Plain, inner_html
from sitegen.render.lexer import telegram_html
from sitegen.render.notes import Notes
from sitegen.render.openings import Anchors, item_label, lead, paragraph_opening, slug
from sitegen.render.wrapping import Breaks, Redactions
from sitegen.views import ReferenceView

# -- cables --------------------------------------------------------------------------------------


def cable_html(
    text: str, link: Link | None = None, references: Sequence[ReferenceView] = ()
) -> str:
    """The HTML of a cable's body. `link` makes addresses that begin with `/` relative; `references` is
    the list on its page, which `ref B` and `reftel` lead to."""
    # These two delimit Python-Markdown's placeholders and must not come from outside.
    text = text.replace(STX, "").replace(ETX, "").strip("\n")
    made = direct_html(text, link, references)
    return parsed_html(text, link, references) if made is None else made


def parsed_html(text: str, link: Link | None, references: Sequence[ReferenceView]) -> str:
    """The same by Python-Markdown, whatever is in it."""
    converter, finish, citations, notes, redactions, breaks = _cable_converter()
    citations.source = notes.source = redactions.source = breaks.source = text
    citations.references, finish.link = references, link
    return converter.reset().convert(text)


# What Python-Markdown would look for in every paragraph of every cable, and no cable has.
_UNUSED = (
    "image_reference", "short_image_ref", "automail", "linebreak", "html", "entity", "not_strong",
)  # fmt: skip


# Blocks whose patterns are slow on long paragraphs, with their priority, and what they cannot lack.
_SIGNS = (
    ("hashheader", 70, ("#",)),
    ("hr", 50, ("---", "***", "___", "- -", "* *", "_ _")),
    ("quote", 20, (">",)),
    ("reference", 15, ("]:",)),
)


@cache
def _cable_converter() -> tuple[markdown.Markdown, _Finish, Citations, Notes, Redactions, Breaks]:
    """One converter for the life of the process: building it costs more than using it."""
    made = markdown.Markdown(output_format="html")
    made.ESCAPED_CHARS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")  # those of CommonMark
    for name in ("normalize_whitespace", "html_block"):
        made.preprocessors.deregister(name)
    for name in _UNUSED:
        made.inlinePatterns.deregister(name, strict=False)
    for name, priority, signs in _SIGNS:
        inner = made.parser.blockprocessors[name]
        made.parser.blockprocessors.register(Guarded(inner, signs), name, priority)
    made.parser.blockprocessors.register(Plain(made.parser), "plain", 110)
    made.treeprocessors.deregister("prettify")
    made.postprocessors.deregister("amp_substitute")
    made.preprocessors.register(_Fences(made), "fences", 30)
    made.treeprocessors.register(_Cable(made), "cable", 30)
    last = _Finish(made), Citations(made), Notes(made), Redactions(made), Breaks(made)
    for name, priority, processor in zip(
        ("finish", "citations", "notes", "redactions", "breaks"),
        (-10, -5, -2, -3, -6),
        last,
        strict=True,
    ):
        made.treeprocessors.register(processor, name, priority)
    made.stripTopLevelTags, made.serializer = False, inner_html
    return made, *last


class _Fences(Preprocessor):
    """Fenced text, put aside before anything in it can be taken for Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        return FENCED.sub(self._stash, text + "\n").rstrip("\n").split("\n")

    def _stash(self, found: re.Match[str]) -> str:
        return f"\n\n{self.md.htmlStash.store(fence_html(found))}\n\n"


_END, _HANGING = AtomicString("\n"), re.compile(r"\n +")


class _Cable(treeprocessors.Treeprocessor):
    """Numbers, marks, labels and anchors, before the inline text is looked at."""

    def run(self, root: Element) -> None:
        self.anchors = Anchors()
        for element in root:
            element.tail = _END
            if element.tag == "p":
                self._paragraph(element)
            elif element.tag == "ul":
                self._items(element)
            elif element.tag == "blockquote":
                self._quotation(element)
            elif element.tag[0] == "h" and element.text:
                element.set("id", self.anchors.new(slug(element.text)))
                self._prose(element, element.text)

    def _paragraph(self, element: Element) -> None:
        anchor, opening, text = paragraph_opening(element.text or "", self.anchors)
        if anchor:
            element.set("class", "para")
            element.set("id", anchor)
        if opening:
            _ready(element, opening)
        self._prose(element, text)

    def _quotation(self, element: Element) -> None:
        element.set("class", "embedded")
        for child in element:
            if child.tag == "p":
                child.tail = _END
                self._label(child)

    def _items(self, element: Element) -> None:
        for item in element:
            if item.text and item.text.strip():
                paragraph = Element("p")
                paragraph.text, item.text = item.text, None
                item.insert(0, paragraph)
            item.tail = _END
            for inner in item:
                if inner.tag == "p":
                    inner.text = _HANGING.sub("\n", inner.text or "")
                    self._label(inner)
                elif inner.tag == "ul":
                    self._items(inner)

    def _label(self, paragraph: Element) -> None:
        """`1\\.` or `(a)` at the start of an item."""
        label, text = item_label(paragraph.text or "")
        if label:
            _ready(paragraph, label)
        self._prose(paragraph, text)

    def _prose(self, element: Element, text: str) -> None:
        """Text after what opens the paragraph: a leading `Summary:` stands out."""
        strong, text = lead(text)
        if strong:
            _ready(element, strong)
        kind: type[str] = str if INLINE.search(text) else AtomicString
        if len(element):
            element.text, element[-1].tail = None, kind(text)
        else:
            element.text = kind(text)


def _ready(parent: Element, made: str) -> None:
    """A child that is HTML already: nothing in it is to be looked at again."""
    SubElement(parent, READY).text = AtomicString(made)


class _Finish(treeprocessors.Treeprocessor):
    """Addresses checked and made relative, images replaced by their text; after unescaping."""

    link: Link | None = None

    def run(self, root: Element) -> None:
        for element in list(root.iter("a")):
            if element.get("class") != "num":
                self._address(element)
        for element in list(root.iter("img")):
            element.tag, element.text = "span", AtomicString(element.get("alt", ""))
            element.attrib.clear()

    def _address(self, element: Element) -> None:
        address = safe_address(element.get("href", ""))
        if address is None:
            element.tag = "span"
            element.attrib.clear()
        else:
            element.set("href", relinked(address, self.link).replace("&", "&amp;"))


# -- hand-written pages --------------------------------------------------------------------------

_TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "figure", "figcaption", "section"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "id", "title", "lang", "dir"},
    "details": {"open"},
    "pre": {"tabindex"},
    "td": {"align", "colspan", "rowspan", "headers"},
    "th": {"align", "colspan", "rowspan", "scope"},
}


def page_html(text: str, link: Link | None = None) -> str:
    """The HTML of a page a person wrote: all of Python-Markdown's `extra`, then cleaned.

    Raw HTML may hold tables, figures, details; never script, style, handlers or frames.
    """
    made = _page_converter().reset().convert(text)

    def address(_tag: str, name: str, value: str) -> str:
        return relinked(value, link) if name in ("href", "src") else value

    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        attribute_filter=address if link else None,
    )
    return one_first(cleaned)


@cache
def _page_converter() -> markdown.Markdown:
    made = markdown.Markdown(
        output_format="html",
        extensions=[
            "extra",
            "sane_lists",
            TocExtension(),
            CodeHiliteExtension(guess_lang=False, css_class="highlight"),
        ],
    )
    # Before `fenced_code` (25), so that telegrams need no lexer to be installed.
    made.preprocessors.register(_Telegrams(made), "telegrams", 26)
    return made


class _Telegrams(Preprocessor):
    """Fences marked `cable`: shown by our own lexer."""

    def run(self, lines: list[str]) -> list[str]:
        return FENCED.sub(self._stash, "\n".join(lines)).split("\n")

    def _stash(self, found: re.Match[str]) -> str:
        if found["info"].strip() != "cable":
            return found[0]
        shown = telegram_html(found["text"].removesuffix("\n"))
        return f"\n\n{self.md.htmlStash.store(shown)}\n\n"

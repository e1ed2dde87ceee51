r"""Markdown to HTML: cables through a lean Python-Markdown, pages through the full one and nh3.

Cable text is data: it was escaped when it became Markdown, raw HTML has no way through, and a link
a person wrote keeps its address only if that is http, https, mailto, relative or a fragment.

Classes of a cable: `p.para` with `a.num` and `abbr.mark`, `span.num` (labels of items),
`strong.lead` (Summary:), `a.ref` (ref B, para 5), `a.noteref` (marks of notes), `section.notes`,
`span.redaction`, `blockquote.embedded`, `pre.table`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown import treeprocessors
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from sitegen.convert.escape import unescape
from sitegen.convert.markdown import LABEL, OPENING
from sitegen.render.citations import Citations
from sitegen.render.headings import one_first
from sitegen.render.lean import READY, Guarded, Plain, inner_html
from sitegen.render.lexer import telegram_html
from sitegen.render.marks import mark_meaning
from sitegen.render.notes import Notes
from sitegen.render.wrapping import Breaks, Redactions
from sitegen.views import ReferenceView

Link = Callable[[str], str]

# -- cables --------------------------------------------------------------------------------------


def cable_html(
    text: str, link: Link | None = None, references: Sequence[ReferenceView] = ()
) -> str:
    """The HTML of a cable's body. `link` makes addresses that begin with `/` relative; `references` is
    the list on its page, which `ref B` and `reftel` lead to."""
    # These two delimit Python-Markdown's placeholders and must not come from outside.
    text = text.strip("\n").replace(STX, "").replace(ETX, "")
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
    cable = _Cable(made)
    made.treeprocessors.register(cable, "cable", 30)
    made.treeprocessors.register(_Inline(made, cable), "inline", 20)
    made.treeprocessors.register(_Unescape(cable), "unescape", 0)
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


_FENCED = re.compile(
    r"^ {0,3}(?P<fence>(?P<char>[`~])(?P=char){2,})(?P<info>[^`\n]*)\n"
    r"(?P<text>(?:.*\n)*?)(?: {0,3}(?P=fence)(?P=char)*[ \t]*$|\Z)",
    re.MULTILINE,
)


class _Fences(Preprocessor):
    """Fenced text, put aside before anything in it can be taken for Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        return _FENCED.sub(self._stash, text + "\n").split("\n")

    def _stash(self, found: re.Match[str]) -> str:
        kind = "" if found["info"].strip() else ' class="table"'
        shown = html.escape(found["text"].removesuffix("\n"), quote=False)
        # The parser drops a line end right after the tag, which may be the first of the table.
        first = "\n" if shown.startswith("\n") else ""
        place = self.md.htmlStash.store(f'<pre{kind} tabindex="0">{first}{shown}</pre>')
        return f"\n\n{place}\n\n"


# Nothing in a text without these is inline Markdown; most paragraphs are such texts.
_INLINE = re.compile(r"[\\`*_\[<]")
_LEAD = re.compile(
    r"(?:(?:executive )?summary|comment|note|action request|introduction|background)"
    r"(?: and [a-z]+(?: request)?)?[:.](?=\s)",
    re.IGNORECASE,
)
_END, _HANGING = AtomicString("\n"), re.compile(r"\n +")


class _Cable(treeprocessors.Treeprocessor):
    """Numbers, marks, labels and anchors, before the inline text is looked at. `is_open` says whether
    any text is left to look at: in most cables all is settled here."""

    is_open = False

    def run(self, root: Element) -> None:
        self.anchors: dict[str, int] = {}
        self.is_open = False
        for element in root:
            element.tail = _END
            if element.tag == "p":
                self._paragraph(element)
            elif element.tag == "ul":
                self._items(element)
            elif element.tag == "blockquote":
                self._quotation(element)
            elif element.tag[0] == "h" and element.text:
                element.set("id", self._anchor(_slug(element.text)))
                self._prose(element, element.text)
            else:
                self.is_open = True

    def _paragraph(self, element: Element) -> None:
        text = element.text or ""
        found = OPENING.match(text.replace("\n", " ", 2))
        assert found  # every part of it is optional
        number, mark = found.groups()
        rest, anchor = text[found.end() :], ""
        if number:
            anchor = self._anchor(f"para-{number}")
            element.set("class", "para")
            element.set("id", anchor)
        if number or mark:
            opening = _opening(number, anchor, mark)
            _ready(element, opening if rest else opening.rstrip(" "))
        self._prose(element, rest)

    def _quotation(self, element: Element) -> None:
        element.set("class", "embedded")
        for child in element:
            if child.tag == "p":
                child.tail = _END
                self._label(child)
            else:
                self.is_open = True

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
                else:
                    self.is_open = True

    def _label(self, paragraph: Element) -> None:
        """`1\\.` or `(a)` at the start of an item."""
        text = paragraph.text or ""
        found = LABEL.match(text.replace("\n", " ", 1))
        if found:
            text = text[found.end() :]
            label = f'<span class="num">{html.escape(unescape(found[1]), quote=False)}</span>'
            _ready(paragraph, label + " " if text else label)
        self._prose(paragraph, text)

    def _prose(self, element: Element, text: str) -> None:
        """Text after what opens the paragraph: a leading `Summary:` stands out."""
        if lead := _LEAD.match(text):
            _ready(element, f'<strong class="lead">{lead[0]}</strong>')
            text = text[lead.end() :]
        kind: type[str] = AtomicString
        if _INLINE.search(text):
            kind, self.is_open = str, True
        if len(element):
            element.text, element[-1].tail = None, kind(text)
        else:
            element.text = kind(text)

    def _anchor(self, name: str) -> str:
        """The name, with `-2`, `-3` where it was used before."""
        count = self.anchors[name] = self.anchors.get(name, 0) + 1
        return name if count == 1 else self._anchor(f"{name}-{count}")


@lru_cache(maxsize=4096)
def _opening(number: str | None, anchor: str, mark: str | None) -> str:
    """Number and mark of a paragraph, most of which recur in every cable; a blank behind each."""
    made = f'<a class="num" href="#{anchor}">{number}.</a> ' if number else ""
    if mark:
        meaning = mark_meaning(mark)
        title = f' title="{html.escape(meaning)}"' if meaning else ""
        made += f'<abbr class="mark"{title}>({mark})</abbr> '
    return made


def _ready(parent: Element, made: str) -> None:
    """A child that is HTML already: nothing in it is to be looked at again."""
    SubElement(parent, READY).text = AtomicString(made)


def _slug(text: str) -> str:
    """An anchor for a heading; never one that a paragraph or the page's main part has."""
    slug = re.sub(r"[\W_]+", "-", unescape(text).lower()).strip("-") or "section"
    return (
        f"h-{slug}"
        if slug.startswith(("para-", "ref-", "note-", "noteref-")) or slug == "main"
        else slug
    )


class _Inline(treeprocessors.InlineProcessor):
    """Looks at what `_Cable` has left open."""

    def __init__(self, md: markdown.Markdown, before: _Cable) -> None:
        super().__init__(md)
        self.before = before

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        return super().run(tree, ancestors) if self.before.is_open else tree


class _Unescape(treeprocessors.UnescapeTreeprocessor):
    def __init__(self, before: _Cable) -> None:
        super().__init__()
        self.before = before

    def run(self, root: Element) -> None:
        if self.before.is_open:
            super().run(root)


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


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def safe_address(href: str) -> str | None:
    """The address with entities resolved, or None if its scheme is not one we link to."""
    # Browsers drop blanks and controls, so that `java\nscript:` would run.
    address = re.sub(r"[\x00-\x20\x7f\\]", "", html.unescape(href))
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
        return None
    return address


def relinked(address: str, link: Link | None) -> str:
    """The address; through `link` if it is a path from the root of the site."""
    from_root = address.startswith("/") and not address.startswith("//")
    return link(address) if link and from_root else address


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
        return _FENCED.sub(self._stash, "\n".join(lines)).split("\n")

    def _stash(self, found: re.Match[str]) -> str:
        if found["info"].strip() != "cable":
            return found[0]
        shown = telegram_html(found["text"].removesuffix("\n"))
        return f"\n\n{self.md.htmlStash.store(shown)}\n\n"

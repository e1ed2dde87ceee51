"""The HTML of a cable without a parser: its Markdown is mostly of the few forms `body_markdown` writes.

What is in another form, in any of its blocks, is for Python-Markdown (`html`); a test compares the two.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from sitegen.render.addresses import Link, relinked, safe_address
from sitegen.render.citations import Target, Targets
from sitegen.render.lean import BLOCK_OPENS, HEADING, OPENS_LATER, escaped, start_tag
from sitegen.render.notes import NOTES
from sitegen.render.openings import Anchors, item_label, lead, paragraph_opening, slug
from sitegen.render.wrapping import REDACTION, broken
from sitegen.views import ReferenceView

FENCED = re.compile(
    r"^ {0,3}(?P<fence>(?P<char>[`~])(?P=char){2,})(?P<info>[^`\n]*)\n"
    r"(?P<text>(?:.*\n)*?)(?: {0,3}(?P=fence)(?P=char)*[ \t]*$|\Z)",
    re.MULTILINE,
)
# Nothing in a text without these is inline Markdown; most paragraphs are such texts.
INLINE = re.compile(r"[\\`*_\[<]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# What may be more than text when the escapes are gone: an underscore behind a letter opens nothing.
_MORE = re.compile(r"[\\`*\[]|<[A-Za-z/!?]|(?<!\w)_")
_SIGNS = "`*_[<"
# What a block is, by how it begins; what begins like nothing of this is a paragraph.
_KIND = re.compile(
    rf"(?P<item>(?P<indent>(?: {{4}})*)- (?=\S))|(?P<quotation>> )|(?P<heading>{HEADING.pattern}\Z)"
    rf"|(?P<other>{BLOCK_OPENS.pattern})"
)
_OPENS_LATER = re.compile(rf"\n(?<!\n\n){OPENS_LATER.pattern[2:]}")
_NEW_ITEM = re.compile(r"\n(?:\s|\d+\.)")


def direct_html(text: str, link: Link | None, references: Sequence[ReferenceView]) -> str | None:
    """The HTML of a body; None if it has anything that only a parser can tell. `text` neither begins nor
    ends with a line end."""
    if NOTES in text:
        return None
    page = _Page(text)
    if not all(map(page.take, _blocks(text))):
        return None
    return page.html(_Decoration(text, link, Targets(references, page.paragraphs)))


def _blocks(text: str) -> Iterator[str | re.Match[str]]:
    """What blank lines divide, and fences."""
    if "```" not in text and "~~~" not in text:
        yield from text.split("\n\n")
        return
    at, text = 0, text + "\n"
    for fence in FENCED.finditer(text):
        if before := text[at : fence.start()].strip("\n"):
            yield from before.split("\n\n")
        yield fence
        at = fence.end()
    if behind := text[at:].strip("\n"):
        yield from behind.split("\n\n")


def fence_html(found: re.Match[str]) -> str:
    """Fenced text as sent; a table, unless a person said what else it is."""
    kind = "" if found["info"].strip() else ' class="table"'
    shown = html.escape(found["text"].removesuffix("\n"), quote=False)
    # The parser drops a line end right after the tag, which may be the first of the table.
    first = "\n" if shown.startswith("\n") else ""
    return f'<pre{kind} tabindex="0">{first}{shown}</pre>'


class _Page:
    """Takes blocks and makes HTML of them; text that may yet be decorated is kept as it is."""

    def __init__(self, text: str) -> None:
        self.paragraphs: set[str] = set()  # their anchors
        self._has_signs = any(sign in text for sign in _SIGNS)
        self._opens_later = _OPENS_LATER.search(text) is not None
        self._anchors = Anchors()
        self._parts: list[str] = []
        self._prose: list[int] = []  # which parts are text
        self._of_others: list[int] = []  # and which are text without citations
        self._depth = 0  # of the lists that are open
        self._is_quoted = False  # the last block was a quotation

    def take(self, block: str | re.Match[str]) -> bool:
        """Whether a block was of a known form."""
        if not isinstance(block, str):
            return self._fence(block)
        found = _KIND.match(block)
        if found and found["item"]:
            return self._item(len(found["indent"]) // 4, block[found.end() :])
        if self._depth:
            self._end_lists(0)
        was_quoted, self._is_quoted = self._is_quoted, False
        if not found:
            return self._paragraph(block)
        if found["quotation"]:
            self._is_quoted = True
            return not was_quoted and self._quotation(block)
        return found["heading"] is not None and self._heading(block[3:].strip())

    def html(self, decoration: _Decoration) -> str:
        """All of it."""
        self._end_lists(0)
        parts = self._parts
        for at in self._prose:
            parts[at] = decoration.cited(parts[at])
        for at in self._of_others:
            parts[at] = decoration.uncited(parts[at])
        return "".join(parts).strip()

    def _text(self, text: str, kind: list[int]) -> bool:
        """Text after what opens its block."""
        strong, text = lead(text)
        if "\\" in text or (self._has_signs and INLINE.search(text)):
            if _MORE.search(_ESCAPE.sub("\0", text)):
                return False
            text = _ESCAPE.sub(r"\1", text)
        if strong:
            self._parts.append(strong)
        kind.append(len(self._parts))
        self._parts.append(text)
        return True

    def _fence(self, found: re.Match[str]) -> bool:
        self._end_lists(0)
        self._is_quoted = False
        self._parts.append(fence_html(found) + "\n")
        return True

    def _paragraph(self, block: str) -> bool:
        if self._opens_later and OPENS_LATER.search(block):
            return False
        anchor, opening, text = paragraph_opening(block, self._anchors)
        if anchor:
            self.paragraphs.add(anchor)
            opening = f'<p class="para" id="{anchor}">{opening}'
        else:
            opening = f"<p>{opening}"
        self._parts.append(opening)
        is_known = self._text(text, self._prose)
        self._parts.append("</p>\n")
        return is_known

    def _heading(self, text: str) -> bool:
        self._parts.append(f'<h2 id="{self._anchors.new(slug(text))}">')
        is_known = self._text(text, self._of_others)
        self._parts.append("</h2>\n")
        return is_known

    def _item(self, level: int, block: str) -> bool:
        """An item of a list, which may be in a list."""
        text = _unindented(block, f"\n{'    ' * level}  ")
        if text is None or _NEW_ITEM.search(text) or level > self._depth:
            return False
        self._is_quoted = False
        if level == self._depth:
            self._parts.append("<ul><li>")
            self._depth += 1
        else:
            self._end_lists(level + 1)
            self._parts.append("</li>\n<li>")
        return self._labelled(text, self._prose, "</p>")

    def _end_lists(self, depth: int) -> None:
        """End lists until so many are open."""
        while self._depth > depth:
            self._depth -= 1
            self._parts.append("</li>\n</ul>" if self._depth else "</li>\n</ul>\n")

    def _quotation(self, block: str) -> bool:
        """Items of another document."""
        self._parts.append('<blockquote class="embedded">')
        for item in block.split("\n>\n"):
            text = _unindented(item[2:], "\n> ") if item.startswith("> ") else None
            if text is None or not self._labelled(text, self._of_others, "</p>\n"):
                return False
        self._parts.append("</blockquote>\n")
        return True

    def _labelled(self, text: str, kind: list[int], end: str) -> bool:
        label, text = item_label(text)
        self._parts.append(f"<p>{label}")
        is_known = self._text(text, kind)
        self._parts.append(end)
        return is_known


def _unindented(block: str, line_start: str) -> str | None:
    """The text of an item whose lines all begin alike; None if they do not, or if another block may begin."""
    text = block.replace(line_start, "\n")
    if len(block) - len(text) != text.count("\n") * (len(line_start) - 1):
        return None
    return None if BLOCK_OPENS.match(text) or OPENS_LATER.search(text) else text


class _Decoration:
    """What goes round parts of the text: names taken out, citations, and where a word may break. The same
    that `Redactions`, `Citations` and `Breaks` put into a tree, one within the other."""

    def __init__(self, source: str, link: Link | None, targets: Targets) -> None:
        self.link = link
        self.targets = targets if targets.may_be_in(source) else None
        self.has_redactions = "XXXX" in source

    def uncited(self, text: str) -> str:
        """The HTML of a text that leads nowhere."""
        return self._redacted(text, None)

    def cited(self, text: str) -> str:
        """The HTML of a text with its links."""
        return self._redacted(text, self.targets)

    def _redacted(self, text: str, targets: Targets | None) -> str:
        if not self.has_redactions or "XXXX" not in text:
            return self._linked(text, targets)
        made, at = "", 0
        for found in REDACTION.finditer(text):
            made += self._linked(text[at : found.start()], targets)
            made += f'<span class="redaction">{found[0]}</span>'
            at = found.end()
        return made + self._linked(text[at:], targets)

    def _linked(self, text: str, targets: Targets | None) -> str:
        if targets is None or not targets.may_be_in(text):
            return broken(text, escaped)
        made, at = "", 0
        for start, end, target in targets.links(text):
            link = f"{self._start(target)}{broken(text[start:end], escaped)}</a>"
            made += broken(text[at:start], escaped) + link
            at = end
        return made + broken(text[at:], escaped)

    def _start(self, target: Target) -> str:
        address = relinked(safe_address(target.href) or "", self.link)
        pairs = [("class", "ref"), ("href", address), ("title", target.title)]
        return start_tag(
            "a", *((name, value.replace("&", "&amp;")) for name, value in pairs if value)
        )

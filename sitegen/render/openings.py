"""What opens a paragraph, an item or a heading of a cable, as HTML: numbers, marks, labels, leads, anchors."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from sitegen.convert.escape import unescape
from sitegen.convert.markdown import LABEL, OPENING
from sitegen.render.marks import mark_meaning

_LEAD = re.compile(
    r"(?:(?:executive )?summary|comment|note|action request|introduction|background)"
    r"(?: and [a-z]+(?: request)?)?[:.](?=\s)",
    re.IGNORECASE,
)


class Anchors:
    """The names of places on a page, each but once."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def new(self, name: str) -> str:
        """The name, with `-2`, `-3` where it was used before."""
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return name if count == 1 else self.new(f"{name}-{count}")


def paragraph_opening(text: str, anchors: Anchors) -> tuple[str, str, str]:
    """Anchor and HTML of what opens a paragraph ('' for none), and the Markdown behind it."""
    found = OPENING.match(text.replace("\n", " ", 2))
    assert found  # every part of it is optional
    number, mark = found.groups()
    if not (number or mark):
        return "", "", text
    rest = text[found.end() :]
    anchor = anchors.new(f"para-{number}") if number else ""
    made = _opening(number, anchor, mark)
    return anchor, made if rest else made.rstrip(" "), rest


@lru_cache(maxsize=4096)
def _opening(number: str | None, anchor: str, mark: str | None) -> str:
    """Number and mark of a paragraph, most of which recur in every cable; a blank behind each."""
    made = f'<a class="num" href="#{anchor}">{number}.</a> ' if number else ""
    if mark:
        meaning = mark_meaning(mark)
        title = f' title="{html.escape(meaning)}"' if meaning else ""
        made += f'<abbr class="mark"{title}>({mark})</abbr> '
    return made


def item_label(text: str) -> tuple[str, str]:
    """HTML of the label of an item, `1\\.` or `(a)`, '' for none; and the Markdown behind it."""
    found = LABEL.match(text.replace("\n", " ", 1))
    if not found:
        return "", text
    rest = text[found.end() :]
    label = f'<span class="num">{html.escape(unescape(found[1]), quote=False)}</span>'
    return label + " " if rest else label, rest


def lead(text: str) -> tuple[str, str]:
    """HTML of a leading `Summary:`, which stands out, '' for none; and the Markdown behind it."""
    if found := _LEAD.match(text):
        return f'<strong class="lead">{found[0]}</strong>', text[found.end() :]
    return "", text


def slug(text: str) -> str:
    """An anchor for a heading; never one that a paragraph or the page's main part has."""
    name = re.sub(r"[\W_]+", "-", unescape(text).lower()).strip("-") or "section"
    is_taken = name == "main" or name.startswith(("para-", "ref-", "note-", "noteref-"))
    return f"h-{name}" if is_taken else name

"""The headings of a hand-written page: one is the first, and without a title it is that. Pure."""

from __future__ import annotations

import html
import re

_FIRST = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)  # cleaned HTML: all tags are closed
_TAG = re.compile(r"<[^>]*>")
_LEVEL = re.compile(r"(</?)h1\b")


def first_heading(made: str) -> str:
    """The text of the first `<h1>` of cleaned HTML, '' if there is none."""
    found = _FIRST.search(made)
    return " ".join(html.unescape(_TAG.sub("", found[1])).split()) if found else ""


def one_first(made: str) -> str:
    """Cleaned HTML with one `<h1>` at most: those behind the first become `<h2>`."""
    found = _FIRST.search(made)
    return made[: found.end()] + _LEVEL.sub(r"\1h2", made[found.end() :]) if found else made

"""The description of a cable: the first sentences of its summary, for lists and search engines."""

from __future__ import annotations

import re

from sitegen.parse.spans import summary
from sitegen.records import Cable, Paragraph

LENGTH = 300  # characters, with the ellipsis

# The end of a sentence, not of an initial (`U.S. Embassy`).
_SENTENCE = re.compile(r"(?<![A-Z. ])[.!?][\"')\]]*(?= )")


def describe(cable: Cable) -> str:
    """The description a person wrote into the front matter, else the first sentences."""
    own = cable.extra.get("description")
    return own if isinstance(own, str) else described(cable)


def described(cable: Cable) -> str:
    """The first sentences of the summary, or of the first paragraph; '' without any text."""
    return _cut(" ".join((summary(cable.body) or _first(cable)).split()))


def _first(cable: Cable) -> str:
    return next(
        (block.text for block in cable.body if isinstance(block, Paragraph) and block.text), ""
    )


def _cut(text: str) -> str:
    """At the last end of a sentence within 300 characters; else at a word, with an ellipsis."""
    if len(text) <= LENGTH:
        return text
    ends = [found.end() for found in _SENTENCE.finditer(text[: LENGTH + 1])]
    if ends and ends[-1] >= LENGTH // 4:
        return text[: ends[-1]]
    return text[: LENGTH - 1].rpartition(" ")[0].rstrip(",;:- ") + "…"

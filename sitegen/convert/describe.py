"""The description of a cable: the first sentences of its summary, for lists and search engines."""

from __future__ import annotations

import re

from sitegen.records import Cable, Heading, Paragraph

LENGTH = 300  # characters, with the ellipsis

_SUMMARY = re.compile(r"(?:begin )?(?:executive )?summary\b", re.IGNORECASE)
# `Summary:`, `SUMMARY AND COMMENT. --`: the words that open a summary.
_LEAD = re.compile(
    r"(?:begin )?(?:executive )?summary(?: and [a-z]+(?: request)?)?\W*", re.IGNORECASE
)
_END = re.compile(r"\bend (?:of )?(?:executive )?summary\b.*", re.IGNORECASE | re.DOTALL)
# The end of a sentence, not of an initial (`U.S. Embassy`).
_SENTENCE = re.compile(r"(?<![A-Z. ])[.!?][\"')\]]*(?= )")


def describe(cable: Cable) -> str:
    """The description a person wrote into the front matter, else the first sentences."""
    own = cable.extra.get("description")
    return own if isinstance(own, str) else described(cable)


def described(cable: Cable) -> str:
    """The first sentences of the summary, or of the first paragraph; '' without any text."""
    text = " ".join(_summary(cable).split())
    if _SUMMARY.match(text):
        text = _LEAD.sub("", text, count=1)
    return _cut(_END.sub("", text).rstrip(" ([-") or text)


def _summary(cable: Cable) -> str:
    """The text of the paragraph that says `Summary`, or stands below that heading, or is first."""
    below = False
    first = ""
    for block in cable.body:
        if isinstance(block, Heading):
            below = bool(_SUMMARY.match(block.text))
        elif isinstance(block, Paragraph):
            if below or _SUMMARY.match(block.text):
                return block.text
            first = first or block.text
    return first


def _cut(text: str) -> str:
    """At the last end of a sentence within 300 characters; else at a word, with an ellipsis."""
    if len(text) <= LENGTH:
        return text
    ends = [found.end() for found in _SENTENCE.finditer(text[: LENGTH + 1])]
    if ends and ends[-1] >= LENGTH // 4:
        return text[: ends[-1]]
    return text[: LENGTH - 1].rpartition(" ")[0].rstrip(",;:- ") + "…"

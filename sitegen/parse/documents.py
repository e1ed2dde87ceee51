"""Where a document quoted inside the cable begins and ends (rule 21)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from sitegen.parse import grammar
from sitegen.parse.text import lines_with

TAIL = 120  # characters at the end of a paragraph in which a document may be announced


_CUES = ("begin", "follow", "quote")  # one of them is in all that announces a document


class Cues:
    """The places of lines that may announce a document, of lines with a newline before each."""

    def __init__(self, joined: str) -> None:
        small = joined.lower()
        self.places = sorted({place - 1 for cue in _CUES for place in lines_with(cue, small)})

    def between(self, start: int, end: int) -> Sequence[int]:
        """Those from `start` on, before `end`."""
        places = self.places
        return places and places[bisect_left(places, start) : bisect_left(places, end)]


def opens_document(text: str) -> bool:
    """Whether a paragraph ends by announcing a document (`Begin text:`), or begins one in its own
    lines that it does not end."""
    tail = text[-TAIL:]
    small = tail.lower()
    is_announced = "begin" in small or "follow" in small or "quote" in small or "qte" in small
    if is_announced and grammar.EMBEDDED_START.search(tail):
        return True
    if "egin" not in text and "EGIN" not in text:
        return False
    begun = list(grammar.EMBEDDED_INSIDE.finditer(text))
    return bool(begun) and not grammar.EMBEDDED_END.search(text, begun[-1].end())


def ends_document(text: str) -> bool:
    """Whether a paragraph ends with the end of a document."""
    return grammar.EMBEDDED_END.search(text[-60:]) is not None


def document_mark(text: str) -> Literal["begin", "end"] | None:
    """Whether a line says that a document begins or ends; `End note` may end a remark in it."""
    if opens_document(text):
        return "begin"
    small = text.lower()
    if "end " not in small and "unquote" not in small and "unqte" not in small:
        return None
    found = grammar.EMBEDDED_END.search(text)
    return "end" if found and found[0].lower() not in ("end note", "end of note") else None

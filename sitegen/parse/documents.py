"""Where a document quoted inside the cable begins and ends (rule 21)."""

from __future__ import annotations

from typing import Literal

from sitegen.parse import grammar

TAIL = 120  # characters at the end of a paragraph in which a document may be announced


_CUES = ("begin", "follow", "quote")  # one of them is in all that announces a document


def document_cues(joined: str) -> list[int]:
    """The places of lines that may announce a document, in their order, of lines with a newline before
    each."""
    small = joined.lower()
    places: set[int] = set()
    for cue in _CUES:
        at, place = small.find(cue), -1
        last = 0
        while at >= 0:
            place += small.count("\n", last, at)
            places.add(place)
            last, at = at, small.find(cue, at + 1)
    return sorted(places)


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

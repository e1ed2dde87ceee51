"""What a document says of itself in its first paragraphs, as a telegram's heading does: level and precedence,
subject, references, and to whom it was repeated. The words stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from sitegen.parse.formats.frus.source_note import CAPTIONS, LEVELS, PRECEDENCES
from sitegen.parse.references import read_references
from sitegen.parse.text import squeeze
from sitegen.records import Block, Bullet, Paragraph, Reference

OPENING = 6  # blocks
LONGEST_SUBJECT = 200  # characters
# `Subj: Talks on boats. Ref: State 12345.` alone, or at the head of the first paragraph, behind `For Roe.`
_SUBJECT = re.compile(
    r"(?:SUBJECT|Subject|SUBJ|Subj)\s?[:.]\s*(\S.*?)"
    r"(?=[.;]? (?:Ref|REF)[a-zA-Z]{0,7}\s?[:.]|(?<=[a-z)\]”\"]{2})\. |\.?$)"
)
_REFERENCES = re.compile(
    r"(?:References?|Refs?|REFS?|Reftels?|REFTELS?)\s?[:.] *(\S.{0,400}?[0-9](?: ?\([A-Za-z ]{1,20}\))?)(?=\.(?: |$)|$)"
)
_NOTE_MARK = re.compile(r"\[(?:[0-9]{1,4}|\*{1,3}|[†‡])\]")
# The label alone, above its value, or in capitals before it: `SUBJECT` / `Talks on boats`.
_LABEL = re.compile(r"(?:SUBJECT|SUBJ|Subject)\s?[:.]?|SUBJECT (?P<value>[A-Z].{2,200})")
_REPEATED = re.compile(
    r"\b[Rr](?:epeate|pt)d (?:for )?(?:info(?:rmation)?\.? )?(?:to )?((?:the )?[A-Z][^.;:]{1,300}?)(?=[.;:]|$)"
)
_ALSO_SENT = re.compile(
    r"\b[Aa]lso sent to ((?:the )?[A-Z][^.;:]{1,200}?)(?=[.;:]| and repeated\b|$)"
)
_DIVIDED = re.compile(r",? and (?:the )?(?=[A-Z])|, (?:the )?(?=[A-Z])")


def subject(blocks: Sequence[Block]) -> str:
    """The first subject that is labelled as one; '' where there is none."""
    labelled = (squeeze(found[1]).rstrip(".") for found in _openings(blocks, _SUBJECT))
    return next(labelled, "") or _below_label(blocks)


def _below_label(blocks: Sequence[Block]) -> str:
    for block, below in pairwise(blocks[: OPENING + 1]):
        found = _LABEL.fullmatch(block.text) if isinstance(block, Paragraph) else None
        if found and found["value"]:
            return squeeze(found["value"]).rstrip(".")
        if found and isinstance(below, Paragraph | Bullet) and len(below.text) < LONGEST_SUBJECT:
            return _NOTE_MARK.sub("", below.text).rstrip(".")
    return ""


def references(blocks: Sequence[Block], year: int | None) -> tuple[Reference, ...]:
    """Of the first list that is labelled as one."""
    found = next(_openings(blocks, _REFERENCES), None)
    return read_references([found[1]], year) if found and year else ()


def _openings(blocks: Sequence[Block], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where the words are at the head of a paragraph, or behind a sentence of the first one; the marks of editors'
    notes are none of them."""
    for place, block in enumerate(blocks[:OPENING]):
        if not isinstance(block, Paragraph):
            continue
        text = _NOTE_MARK.sub("", block.text[:1000])
        for found in islice(pattern.finditer(text), 3):
            if not found.start() or (
                place == 0 and text[: found.start() - 1].endswith((".", ";", ":"))
            ):
                yield found
                break


def repeated(note: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """`Repeated to London, Paris, and USUN.` of the source note, `repeated information London 22, Paris 33`
    of the text's beginning or end."""
    texts = [note, *(block.text for block in blocks if isinstance(block, Paragraph))]
    found = (_REPEATED.search(text[-400:]) or _REPEATED.search(text[:400]) for text in texts)
    return _names(next(filter(None, found), None))


def also_sent(note: str) -> tuple[str, ...]:
    return _names(_ALSO_SENT.search(note))


def _names(found: re.Match[str] | None) -> tuple[str, ...]:
    if not found:
        return ()
    names = (re.sub(r"^the ", "", name).strip(" ,") for name in _DIVIDED.split(squeeze(found[1])))
    return tuple(filter(None, names))


# -- a first line of handling words ------------------------------------------------------------------

_WORDS = re.compile(
    rf"(?:{LEVELS}|{'|'.join(sorted(PRECEDENCES, key=len, reverse=True))}|{'|'.join(CAPTIONS)})",
    re.IGNORECASE,
)


class Handling:
    """The words of the lines above the text in volumes before 1952: `secret`, `niact`."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.words: list[str] = []
        self.size = 0  # blocks
        for block in blocks[:2]:
            text = block.text if isinstance(block, Paragraph) else "-"
            if len(text) > 60 or _WORDS.sub("", text).strip(" ,;.—–-"):
                break
            self.words += (word.lower() for word in _WORDS.findall(text))
            self.size += 1

    @property
    def classification(self) -> str:
        levels = (word for word in self.words if re.fullmatch(LEVELS, word, re.IGNORECASE))
        return next(levels, "").upper()

    @property
    def precedence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(PRECEDENCES[word] for word in self.words if word in PRECEDENCES))

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(CAPTIONS[word] for word in self.words if word in CAPTIONS))

"""What a publisher should know of a record: what was repaired, and what to look at before it goes online."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from string import ascii_lowercase, ascii_uppercase

from sitegen.parse import grammar
from sitegen.parse.formats.draft import Draft
from sitegen.parse.identity import Note
from sitegen.parse.roles import Role
from sitegen.parse.text import squeeze
from sitegen.records import Block, Bullet, Cable, Paragraph, Table

MANY = 50  # lines about protected persons that one cable is reported for


def repairs(draft: Draft, line: int) -> list[Note]:
    """What was changed or left out to read the record at all."""
    notes: list[Note] = []
    if draft.controls:
        notes.append(("control-characters", line, str(draft.controls)))
    if draft.partial:
        notes.append(("partial", draft.number(0), ""))
    if draft.foreword:
        notes.append(("foreword", line, draft.foreword[:80]))
    if draft.unreadable:
        notes.append(("unreadable-characters", line, str(draft.unreadable)))
    if draft.is_mended or draft.is_cut:
        notes.append(("mended-markup", line, ""))
    if draft.no_text:
        notes.append(("record-only", line, draft.no_text[:80]))
    return notes


def written_doubts(cable: Cable, text: str) -> list[Note]:
    """The same of a cable in Markdown, where a person may have given a title in place of a subject."""
    lines = text.split("\n")
    found = doubts(cable, Draft(lines, range(1, len(lines) + 1)), ())
    has_title = cable.title not in ("", cable.identifier, f"Cable {cable.identifier}")
    return [note for note in found if not (has_title and note[0] == "no-subject")]


def doubts(cable: Cable, draft: Draft, roles: Sequence[Role]) -> list[Note]:
    """What a publisher should look at before this goes online, with the line where it stands."""
    notes: list[Note] = []
    if not cable.subject:
        notes.append(("no-subject", draft.number(_first(roles, "classification")), ""))
    if "from" in roles and not cable.to:
        notes.append(("no-addressee", draft.number(_first(roles, "from")), ""))
    if not cable.body and not draft.no_text:
        notes.append(("no-text", draft.number(len(roles)), ""))
    if cable.truncated:
        notes.append(("truncated", draft.number(len(roles)), ""))
    for at, words in _protected(draft.lines if draft.blocks is None else _texts(draft.blocks)):
        notes.append(("protected-person", draft.number(at), words))
    return notes


def _texts(blocks: Sequence[Block]) -> list[str]:
    """What stands for the lines of a source that is no text of lines; all are told at its first."""
    return ["\n".join(one.lines) if isinstance(one, Table) else one.text for one in blocks]


def _first(roles: Sequence[Role], role: Role) -> int:
    """Index of the first line that was taken as something, else of the first line."""
    return roles.index(role) if role in roles else 0


def is_truncated(blocks: Sequence[Block], lines: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether the text of an unsigned telegram breaks off: its last words are followed by dots or cannot be
    its last; or a long last line in the middle of a sentence, with no sign of an end below it."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph | Bullet):
        return False
    if grammar.BREAKS_OFF.search(last.text[-40:]):
        return True
    if not isinstance(last, Paragraph) or not last.text[-1:].islower() or _has_end(roles):
        return False
    line = next((line.strip() for line in reversed(lines) if line.strip()), "")
    is_full = FULL_LINE <= len(line) <= grammar.MAX_HEADER_LINE
    return is_full and len(last.text) > len(line) and _STRANGE_END.search(line) is None


FULL_LINE = 45  # characters; lines were filled to 55 or 69
# An address of the web or a greeting needs no full stop.
_STRANGE_END = re.compile(
    r"[@/:]\S*$|\.[a-z]{2,4}$|\b(?:end|comment|note|text|summary)$", re.IGNORECASE
)


def _has_end(roles: Sequence[Role]) -> bool:
    """Whether the last line that is not blank is of the end of a telegram."""
    last = next((role for role in reversed(roles) if role != "blank"), "blank")
    return last in ("tail", "footer", "signature", "banner")


def _protected(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Index of each line that asks for protection (the first MANY), and its words, which may be wrapped."""
    text = "\n".join(lines)
    small = text.lower() if text.isascii() else text.translate(_SMALL)
    cues = (at for cue in _CUES if cue in small for at in _places(small, cue))
    near = (grammar.PROTECTED.search(small, max(0, at - 20), at + 50) for at in cues)
    places = {
        found.start(): squeeze(text[found.start() : found.end()])
        for found in islice(filter(None, near), 2 * MANY)
    }
    for start in islice(sorted(places), MANY):
        yield text.count("\n", 0, start), places[start]


# One of these is in every match of PROTECTED: looking for them first is many times quicker.
_CUES = ("protect", "passport", "birth", "born", "dob", "dpob")
_SMALL = str.maketrans(
    ascii_uppercase, ascii_lowercase
)  # of any text, without a change of its length


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)

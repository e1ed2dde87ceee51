"""What a publisher should know of a record: what was repaired, and what to look at before it goes online."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.parse import grammar
from sitegen.parse.formats.draft import Draft
from sitegen.parse.identity import Note
from sitegen.records import Block, Bullet, Cable, Paragraph, Table


def repairs(draft: Draft, line: int) -> list[Note]:
    """What was changed or left out to read the record at all."""
    notes: list[Note] = []
    if draft.controls:
        notes.append(("control-characters", line, str(draft.controls)))
    if draft.partial:
        notes.append(("partial", draft.number(0), ""))
    if draft.foreword:
        notes.append(("foreword", line, draft.foreword[:80]))
    return notes


def doubts(cable: Cable, line: int) -> list[Note]:
    """What a publisher should look at before this goes online."""
    notes: list[Note] = []
    if not cable.subject:
        notes.append(("no-subject", line, ""))
    if not cable.body:
        notes.append(("no-text", line, ""))
    if cable.truncated:
        notes.append(("truncated", line, ""))
    if found := _protected(cable.body):
        notes.append(("protected-person", line, found))
    return notes


def is_truncated(blocks: Sequence[Block]) -> bool:
    """Whether the text breaks off: its last words are followed by dots."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph | Bullet) and last.text.endswith(("...", "…"))


def _protected(body: Sequence[Block]) -> str | None:
    """The first words of the text that ask for protection."""
    for block in body:
        text = "\n".join(block.lines) if isinstance(block, Table) else block.text
        small = text.lower()
        if "protect" in small or "passport" in small or "birth" in small or "dpob" in small:
            found = grammar.PROTECTED.search(text)
            if found:
                return found[0]
    return None

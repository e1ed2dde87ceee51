"""Formats: what each says of a cable outside its telegram, and where the telegram begins.

A format is a module with `draft(source, text) → Draft`; `detect` tells which one a text is in.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sitegen.parse import grammar
from sitegen.parse.formats import (
    concatenated,
    dfat,
    dump,
    frus,
    nara,
    plusd,
    reader_page,
    telegram,
    wikileaks,
)
from sitegen.parse.formats.draft import Draft, Taken
from sitegen.parse.text import lines_with
from sitegen.records import Source

READERS: dict[str, Callable[[Source, str], Draft]] = {
    "reader-page": reader_page.draft,
    "dump": dump.draft,
    "telegram": telegram.draft,
    "nara": nara.draft,
    "wikileaks": wikileaks.draft,
    "plusd": plusd.draft,
    "concatenated": concatenated.draft,
    "frus": frus.draft,
    "dfat": dfat.draft,
}

NOTICE_SEARCHED = 40  # lines from the top in which the notice of a partial extract stands
NOTICE_LINES = 4


def draft_of(source: Source, text: str) -> Draft:
    """Read the frame of a source in any of READERS. Raises RecordError."""
    return _without_notice(READERS[source.format](source, text))


def _without_notice(draft: Draft) -> Draft:
    """The publisher's notice of a partial extract may wrap to its full stop; it is not text (rule 4)."""
    top = "\n".join(draft.lines[:NOTICE_SEARCHED])
    at = next(lines_with(grammar.PARTIAL, top), None)
    if at is None:
        return draft
    end = at + 1
    while (
        end < min(len(draft.lines), at + NOTICE_LINES)
        and "not available" not in draft.lines[end - 1]
        and draft.lines[end].strip()
    ):
        end += 1
    notice = (Taken(draft.number(n), draft.lines[n], "notice") for n in range(at, end))
    lines = [*draft.lines[:at], *[""] * (end - at), *draft.lines[end:]]
    frame = (*draft.frame, *notice)
    return msgspec.structs.replace(draft, lines=lines, frame=frame, partial=True)

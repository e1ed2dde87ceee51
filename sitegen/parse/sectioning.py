"""Which section a record is (`SECTION 01 OF 03`), and whether its text is that of this section alone (rule 5).

A record mostly has the text of all sections under the first one's line. That it has not is told by what is
not there: no later section's line, no page of one, no signature, and less text than two sections have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.parse import grammar, header_grammar
from sitegen.parse.formats.draft import Taken
from sitegen.records import Block, Sections, text_of

LONGEST = 7000  # characters of one section: a hundred lines


def told_apart(
    named: Sections | None, text: Iterable[Taken], unsigned: Sequence[Block] | None
) -> Sections | None:
    """`named` is what the classification line says, `text` what was taken as what; `unsigned` is the body, if
    nobody has signed it."""
    if named is None or named.total == 1:
        return named
    if named.number == 1 and (unsigned is None or _size(unsigned) > LONGEST):
        return named
    if any(_section_of(line) > named.number for line in text):
        return named
    return Sections(named.number, named.total, only=True)


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(text_of(block)) for block in blocks)


def _section_of(line: Taken) -> int:
    """The section that a repeated classification line or a page break is of; 0 of other lines."""
    if line.role == "repeated":
        found = grammar.classification_line(line.text.strip())
        return int(found["section"]) if found and found["section"] else 0
    if line.role not in ("page break", "page head"):
        return 0
    page = header_grammar.SECTION_OF_PAGE.search(line.text.strip())
    return int(page[1] or page[2]) if page else 0

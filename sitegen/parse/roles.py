"""What a line was taken as, and by which rule: the words of `sitegen parse --explain`.

The rules are numbered as in docs/formats.md. Every stage of parsing gives each of its lines one role,
so the share of what was understood is a matter of adding up.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Role = Literal[
    "blank", "unknown", "foreword",
    "metadata", "furniture", "notice", "markup",
    "channel", "called", "station", "security", "date-time group", "from", "to", "info", "exempt", "page head",
    "office", "drafted", "approved", "cleared", "counter", "relay",
    "classification", "captions", "banner", "passing", "connector", "executive order", "tags", "subject",
    "references", "classified by", "repeated",
    "page break", "page foot", "paragraph", "continued", "heading", "rule", "bullet", "embedded", "table", "note",
    "signature", "tail", "footer",
]  # fmt: skip


class Meaning(NamedTuple):
    """`rule` is its number, 0 where there is none; `words` say what the line was taken as."""

    rule: int
    words: str


MEANINGS: dict[Role, Meaning] = {
    "blank": Meaning(0, ""),
    "unknown": Meaning(0, "not understood"),
    "foreword": Meaning(4, "above the telegram, left out"),
    "metadata": Meaning(3, "labelled value"),
    "furniture": Meaning(3, "furniture of the page, left out"),
    "notice": Meaning(4, "notice of a partial extract, left out"),
    "markup": Meaning(3, "markup"),
    "channel": Meaning(7, "channel and serial"),
    "called": Meaning(7, "precedence and stations called"),
    "station": Meaning(7, "station, serial and time"),
    "security": Meaning(7, "security of the circuit"),
    "date-time group": Meaning(6, "date-time group"),
    "from": Meaning(7, "originator"),
    "to": Meaning(8, "action addressee"),
    "info": Meaning(8, "information addressee"),
    "exempt": Meaning(8, "exempt addressee"),
    "page head": Meaning(18, "head of a page, left out"),
    "office": Meaning(7, "office copies"),
    "drafted": Meaning(7, "drafted by"),
    "approved": Meaning(7, "approved by"),
    "cleared": Meaning(7, "cleared by"),
    "counter": Meaning(22, "counter of the message centre, left out"),
    "relay": Meaning(7, "line of the relay network, left out"),
    "classification": Meaning(9, "classification line"),
    "captions": Meaning(10, "captions"),
    "banner": Meaning(10, "banner"),
    "passing": Meaning(11, "passing instruction"),
    "connector": Meaning(11, "connector, left out"),
    "executive order": Meaning(12, "executive order"),
    "tags": Meaning(13, "TAGS"),
    "subject": Meaning(14, "subject"),
    "references": Meaning(15, "references"),
    "classified by": Meaning(16, "classified by"),
    "repeated": Meaning(17, "repeated header, left out"),
    "page break": Meaning(18, "page break, left out"),
    "page foot": Meaning(18, "classification at the foot of a page, left out"),
    "paragraph": Meaning(19, "paragraph begins"),
    "continued": Meaning(18, "goes on"),
    "heading": Meaning(22, "heading"),
    "rule": Meaning(22, "rule of dashes, left out"),
    "bullet": Meaning(23, "item"),
    "embedded": Meaning(21, "embedded document"),
    "table": Meaning(25, "table"),
    "note": Meaning(21, "editors' note"),
    "signature": Meaning(24, "signature"),
    "tail": Meaning(24, "end of the telegram, left out"),
    "footer": Meaning(24, "footer of an archive or printer, left out"),
}
assert tuple(MEANINGS) == get_args(Role)

# In no field or block and no rule's business: what lowers the share that was understood.
NOT_UNDERSTOOD: frozenset[Role] = frozenset(("unknown", "foreword"))

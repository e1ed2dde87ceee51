"""The records that pass between the stages: frozen, plain data, no behaviour beyond a lookup.

A cable is read once, from a `Source`, into a `Cable`; everything later (Markdown, pages, search)
is made from that record alone. Records of plain values refer to nothing, so the garbage collector
need not look at them (`gc=False`). Texts in records are plain text, never Markdown or HTML: escaping
happens in one place, where text becomes markup (`sitegen.convert.escape`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Severity = Literal["note", "warning", "error"]


class Source(msgspec.Struct, frozen=True):
    """One raw cable as found: a whole file, or one row of a dump.

    `path` is relative to the content folder, with `/`; `line` is the 1-based line of that file
    on which this source begins; `raw` is exactly the bytes that were read.
    """

    path: str
    format: str
    line: int
    raw: bytes
    sha256: str
    offset: int = 0  # of `raw` in the file, in bytes
    context: bytes = b""  # what of the file around it is needed to read it


class Diagnostic(msgspec.Struct, frozen=True, order=True):
    """A defect of a cable as a value: where, what, and what to do about it."""

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    hint: str = ""


class Addressee(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`RUEHC/SECSTATE WASHDC PRIORITY 0507`: routing indicator, name, precedence, message number; of one
    that is exempt, `of` is the collective it is left out of."""

    name: str
    routing: str | None = None
    precedence: str | None = None
    number: str | None = None
    of: str | None = None


class Transmission(msgspec.Struct, frozen=True, omit_defaults=True):
    """Format lines 1 to 5 of an ACP-127 telegram, as sent."""

    id: str | None = None  # VZCZCXRO4705
    precedence: str | None = None  # RR
    routing: tuple[str, ...] = ()  # RUEHDBU ...
    station: str | None = None  # RUEHNT, of the DE line
    serial: str | None = None  # 0208
    section: str | None = None  # 01
    day_of_year: int | None = None  # 55
    time: str | None = None  # 0827
    security: str | None = None  # ZNR UUUUU ZZH
    dtg: str | None = None  # 240827Z FEB 09


class Origin(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The post a cable came from: id code, display name, country name (when known)."""

    code: str
    name: str
    country: str = ""


class ExecutiveOrder(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`E.O. 12958: DECL: 02/24/2019`; `declassify_on` is an ISO date, `raw` the value as typed."""

    number: str
    declassify_on: str | None = None
    raw: str = ""


ReferenceKind = Literal[
    "cable", "email", "telephone", "meeting", "memo", "letter", "report", "fax", "document", "web", "other"
]  # fmt: skip


class Reference(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One item of the REF line: a cable (`id` set) or something else, kept as typed."""

    raw: str
    bullet: str | None = None
    kind: ReferenceKind = "cable"
    id: str | None = None
    remark: str | None = None


class Sections(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`SECTION 01 OF 03`; `only` where the record has the text of that one and of no other; of a cable put
    together from several, `missing` are those that are in none."""

    number: int
    total: int
    only: bool = False
    missing: tuple[int, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag="paragraph", omit_defaults=True):
    """A paragraph; `number` and `mark` (portion mark, `SBU`) where it has them."""

    text: str
    number: int | None = None
    mark: str | None = None


class Heading(msgspec.Struct, frozen=True, gc=False, tag="heading"):
    """A short line over a rule of dashes."""

    text: str


class Bullet(msgspec.Struct, frozen=True, gc=False, tag="bullet", omit_defaults=True):
    """A dash item of the paragraph before it; `label` keeps `(a)` or `A.`, a dash has none. `level` is
    0, or one more than that of the item it belongs to."""

    text: str
    label: str | None = None
    level: int = 0


class Embedded(msgspec.Struct, frozen=True, gc=False, tag="embedded", omit_defaults=True):
    """A paragraph of a document quoted inside the cable; `label` is its number or sign there (`2.`,
    `(a)`, `--`)."""

    text: str
    label: str | None = None


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Lines whose columns are aligned by blanks; shown exactly as sent."""

    lines: tuple[str, ...]


class Markdown(msgspec.Struct, frozen=True, gc=False, tag="markdown"):
    """Markdown a person wrote into a converted cable, kept verbatim."""

    text: str


Block = Paragraph | Heading | Bullet | Embedded | Table | Markdown


def text_of(block: Block) -> str:
    """The words of a block, without its number, mark or label; the lines of a table divided by newlines."""
    return "\n".join(block.lines) if isinstance(block, Table) else block.text


SpanKind = Literal["summary", "comment", "note"]


class Span(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A summary, comment or note: its paragraph, the bullet (1-based) in it, if in one, and the last
    paragraph (`until`) where it goes on over more than one."""

    kind: SpanKind
    paragraph: int | None = None
    bullet: int | None = None
    until: int | None = None


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the cable was read from; `sha256` is of the verbatim original."""

    format: str
    file: str
    line: int
    sha256: str
    smart_message_id: str | None = None


class Cable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that was understood of one cable."""

    identifier: str
    date: datetime  # UTC
    date_from: str = ""  # where it was taken from, if not from a whole date-time group: `DE line`
    origin: Origin
    source: Provenance
    title: str  # for display: title case, one line
    subject: str = ""  # as sent, joined
    aliases: tuple[str, ...] = ()
    classification: str = ""
    captions: tuple[str, ...] = ()
    banners: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    sender: str = msgspec.field(default="", name="from")  # the FM line
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()
    offices: tuple[str, ...] = ()  # office copies: ACTION AF-00, INFO LOG-00 AID-00
    drafted_by: str = ""
    approved_by: str = ""
    cleared_by: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    executive_order: ExecutiveOrder | None = None
    classified_by: str | None = None
    reasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()  # an archive's own keywords
    references: tuple[Reference, ...] = ()
    signed_by: tuple[str, ...] = ()
    sections: Sections | None = None
    transmission: Transmission | None = None
    also_transmitted: tuple[str, ...] = ()  # ids of its other transmissions: VZCZCXRO4711
    partial: bool = False
    truncated: bool = False
    rights: str = ""  # what was stamped on it at its release
    attributes: dict[str, str] = {}  # what else the archive's record says, by its own labels
    warnings: tuple[str, ...] = ()  # codes of what the parser was unsure of
    header: str = ""  # the transmission header as received, first line to SUBJECT or REF
    body: tuple[Block, ...] = ()
    extra: dict[str, object] = {}  # front matter keys a person added


class Parsed(msgspec.Struct, frozen=True):
    """What the parser made of a source: a cable or none, what it has to say about it, and the share
    of its characters that was understood (0 to 1; none where that has no meaning)."""

    cable: Cable | None
    diagnostics: tuple[Diagnostic, ...] = ()
    quality: float | None = None

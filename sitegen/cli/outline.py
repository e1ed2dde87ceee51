"""`sitegen parse --outline`: what was understood of a cable, to be read by a person."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.parse.spans import spans
from sitegen.plan.cable import hour
from sitegen.records import (
    Addressee,
    Block,
    Bullet,
    Cable,
    Embedded,
    Heading,
    Paragraph,
    Reference,
    Span,
    Table,
)

WIDTH = 76


def outline(cable: Cable) -> str:
    """A line a field, then a line a block."""
    return "\n".join([*_fields(cable), "", *map(_block, cable.body)])


def _fields(cable: Cable) -> Iterator[str]:
    order = cable.executive_order
    values: tuple[tuple[str, object], ...] = (
        ("title", cable.title),
        ("aliases", cable.aliases),
        ("date", f"{cable.date:%Y-%m-%d}" + (f" {hour(cable)} UTC" if hour(cable) else "")),
        ("origin", f"{cable.origin.name} ({cable.origin.country or 'country unknown'})"),
        ("classification", cable.classification),
        ("captions", cable.captions),
        ("banners", cable.banners),
        ("from", cable.sender),
        ("to", tuple(map(_addressee, cable.to))),
        ("info", tuple(map(_addressee, cable.info))),
        ("exempt", tuple(map(_addressee, cable.exempt))),
        ("passing", cable.passing),
        ("E.O.", f"{order.number} {order.raw}".strip() if order else ""),
        ("classified by", cable.classified_by),
        ("reasons", cable.reasons),
        ("tags", " ".join(cable.tags)),
        ("references", tuple(map(_reference, cable.references))),
        ("section", f"{cable.sections.number} of {cable.sections.total}" if cable.sections else ""),
        ("called", " ".join(cable.transmission.routing) if cable.transmission else ""),
        ("signed by", cable.signed_by),
        ("spans", tuple(map(_span, spans(cable.body)))),
        ("attributes", tuple(f"{key}: {value}" for key, value in cable.attributes.items())),
        ("warnings", cable.warnings),
    )
    yield cable.identifier
    for label, value in values:
        for place, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if item:
                yield f"  {label if place == 0 else '':15} {item}"


def _addressee(entry: Addressee) -> str:
    of = f"(of {entry.of})" if entry.of else None
    routing = f"[{entry.routing}]" if entry.routing else None
    return " ".join(filter(None, (entry.name, entry.precedence, entry.number, routing, of)))


def _reference(item: Reference) -> str:
    bullet = f"{item.bullet}. " if item.bullet else ""
    remark = f" ({item.remark})" if item.remark and item.remark not in item.raw else ""
    return f"{bullet}{item.raw}{remark}" + (f" → {item.id}" if item.id else "")


def _span(span: Span) -> str:
    """`summary in paragraph 1`, `comment in paragraphs 9 to 11`, `note in item 2 of paragraph 4`."""
    if span.paragraph is None:
        return span.kind
    if span.until is not None:
        return f"{span.kind} in paragraphs {span.paragraph} to {span.until}"
    item = f"item {span.bullet} of " if span.bullet else ""
    return f"{span.kind} in {item}paragraph {span.paragraph}"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            number = f"{block.number}." if block.number is not None else ""
            return _short(f"{number:>5} {f'({block.mark}) ' if block.mark else ''}{block.text}")
        case Heading():
            return f"\n   == {block.text}"
        case Bullet():
            indent = "  " * block.level
            return _short(
                f"       {indent}- {f'{block.label} ' if block.label else ''}{block.text}"
            )
        case Embedded():
            return _short(f"       > {f'{block.label} ' if block.label else ''}{block.text}")
        case Table():
            return f"       table of {len(block.lines)} lines"
        case _:
            return _short(f"       markdown: {block.text.splitlines()[0]}")


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"

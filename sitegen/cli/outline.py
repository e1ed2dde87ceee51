"""`sitegen parse --outline`: what was understood of a cable, to be read by a person."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.records import (
    Addressee,
    Block,
    Bullet,
    Cable,
    Embedded,
    Heading,
    Paragraph,
    Reference,
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
        ("date", f"{cable.date:%Y-%m-%d %H:%M} UTC"),
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
        ("signed by", cable.signed_by),
        ("warnings", cable.warnings),
    )
    yield cable.identifier
    for label, value in values:
        for place, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if item:
                yield f"  {label if place == 0 else '':15} {item}"


def _addressee(entry: Addressee) -> str:
    of = f"(of {entry.of})" if entry.of else None
    return " ".join(filter(None, (entry.name, entry.precedence, entry.number, of)))


def _reference(item: Reference) -> str:
    bullet = f"{item.bullet}. " if item.bullet else ""
    return f"{bullet}{item.raw}" + (f" → {item.id}" if item.id else "")


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

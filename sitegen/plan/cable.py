"""The page of a cable: its record, its neighbours, the cables that cite it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sitegen import convert, reference, urls
from sitegen.diagnostics import CODES
from sitegen.plan import names
from sitegen.records import Addressee, Cable, Reference
from sitegen.views import Address, CableLink, CableView, Link, ReferenceView, Site, Term

# What the parser tells of protected persons is for the publisher alone.
_FOR_READERS = CODES.keys() - {"protected-person"}

Lookup = Callable[[str], CableLink | None]


def cable_view(
    site: Site,
    cable: Cable,
    header: str,
    slugs: names.Slugs,
    around: tuple[CableLink | None, CableLink | None, CableLink | None, CableLink | None],
    cited_by: tuple[CableLink, ...],
    lookup: Lookup,
    *,
    is_edited: bool = False,
) -> CableView:
    """`around` is earlier, later, earlier and later at the post; `header` the original's header."""
    url = urls.cable_url(cable.identifier, cable.date.date())
    day = f"{cable.date:%Y-%m-%d}"
    return CableView(
        site=site,
        url=url,
        title=cable.title,
        cable=msgspec.structs.replace(cable, header=header, body=()),
        markdown=convert.body_markdown(cable.body),
        description=convert.describe(cable),
        day=Link(names.date_words(day), names.day_url(day)),
        post=Link(cable.origin.name, names.term_url(slugs, "post", cable.origin.code)),
        country=cable.origin.country,
        classification=names.classification(slugs, cable.classification),
        captions=tuple(Term(word, reference.captions().get(word, "")) for word in cable.captions),
        precedence=tuple(names.precedence(sign) for sign in cable.precedence),
        reasons=tuple(Term(code, reference.reason(code)) for code in cable.reasons),
        doubts=tuple(_sentence(code) for code in cable.warnings if code in _FOR_READERS),
        tags=tuple(names.tag(slugs, code, cable.date.year) for code in cable.tags),
        to=_addresses(cable.to, slugs),
        info=_addresses(cable.info, slugs),
        exempt=_addresses(cable.exempt, slugs),
        references=tuple(_reference(item, lookup) for item in cable.references),
        cited_by=cited_by,
        earlier=around[0],
        later=around[1],
        earlier_at_post=around[2],
        later_at_post=around[3],
        markdown_url=urls.sibling(url, ".md"),
        original_url=urls.sibling(url, ".txt"),
        specimen=names.is_specimen(cable),
        edited=is_edited,
    )


def _sentence(code: str) -> str:
    meaning = CODES[code].meaning
    return meaning[:1].upper() + meaning[1:]


def _addresses(entries: tuple[Addressee, ...], slugs: names.Slugs) -> tuple[Address, ...]:
    return tuple(
        Address(
            name=entry.name,
            routing=entry.routing or "",
            precedence=entry.precedence or "",
            number=entry.number or "",
            url=names.term_url(slugs, "post", reference.post_code_of(entry.name) or ""),
        )
        for entry in entries
    )


def _reference(item: Reference, lookup: Lookup) -> ReferenceView:
    return ReferenceView(
        raw=item.raw,
        bullet=item.bullet or "",
        identifier=item.id or "",
        remark=item.remark or "",
        cable=lookup(item.id) if item.id else None,
    )

"""The page of a cable: its record, its neighbours, the cables that cite it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from sitegen import convert, reference, urls
from sitegen.diagnostics import CODES
from sitegen.plan import names, sections
from sitegen.records import Addressee, Cable, Reference
from sitegen.views import (
    Address,
    CableLink,
    CableView,
    Link,
    MovedView,
    Original,
    ReferenceView,
    Site,
    Term,
)

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
    originals: Sequence[tuple[str, bool]],
    is_edited: bool = False,
    has_markdown: bool = True,
    has_originals: bool = True,
) -> CableView:
    """`around` is earlier, later, earlier and later at the post; `header` the original's header;
    `originals` the SHA-256 of each record the cable was put together from, and whether it is as received.
    `has_markdown` and `has_originals` say whether the site has these files beside its pages."""
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
        time=hour(cable),
        dated=dated(cable),
        missing=sections.missing_of(cable),
        post=Link(cable.origin.name, names.term_url(slugs, "post", cable.origin.code)),
        country=country(cable),
        classification=names.classification(slugs, cable.classification, cable.source.format),
        captions=tuple(Term(word, reference.captions().get(word, "")) for word in cable.captions),
        precedence=tuple(names.precedence(sign) for sign in cable.precedence),
        reasons=tuple(Term(code, reference.reason(code)) for code in cable.reasons),
        doubts=tuple(_sentence(code) for code in cable.warnings if code in _FOR_READERS),
        tags=tuple(names.tag(slugs, code, cable.date.year) for code in cable.tags),
        to=_addresses(cable.to, slugs),
        unaddressed=not cable.to and _ORIGINATOR.search(header) is not None,
        info=_addresses(cable.info, slugs),
        exempt=_addresses(cable.exempt, slugs),
        references=_references(cable.references, lookup),
        cited_by=cited_by,
        earlier=around[0],
        later=around[1],
        earlier_at_post=around[2],
        later_at_post=around[3],
        markdown_url=urls.sibling(url, ".md") if has_markdown else "",
        original_url=urls.sibling(url, ".txt") if has_originals else "",
        originals=tuple(
            _original(url if has_originals else "", place, *one)
            for place, one in enumerate(originals, start=1)
        ),
        specimen=names.is_specimen(cable),
        edited=is_edited,
    )


def hour(cable: Cable) -> str:
    """`08:27`; '' where only the day is known: midnight, if no date-time group says so."""
    sent = (cable.transmission.dtg if cable.transmission else None) or ""
    time = f"{cable.date:%H:%M}"
    return time if time != "00:00" or sent[2:6] == "0000" else ""


_ORIGINATOR = re.compile(r"^ *FM\b", re.MULTILINE)
_DATED = {
    "metadata": "the day of the archive’s record",
    "DE line": "the day and hour of the DE line",
    "damaged date-time group": "read from a damaged date-time group",
    "year of the identifier": "the year is the identifier’s",
    "year of the metadata": "the year is that of the archive’s record",
}


def dated(cable: Cable) -> str:
    """Where a date that is a guess was taken from, and what the date-time group says."""
    if not cable.date_from:
        return ""
    said = cable.transmission.dtg if cable.transmission else None
    group = f"the date-time group says {said}" if said else "there is no date-time group"
    return f"{_DATED.get(cable.date_from, cable.date_from)}; {group}"


def country(cable: Cable) -> str:
    """Where the post of a cable is, '' where that is not known."""
    known = reference.post(cable.origin.code)
    return cable.origin.country or (known.country if known else "")


def _original(url: str, place: int, sha256: str, is_received: bool) -> Original:
    """`ID.txt`, then `ID.2.txt`: no identifier has a dot."""
    suffix = ".txt" if place == 1 else f".{place}.txt"
    return Original(url and urls.sibling(url, suffix), sha256, is_received)


# An alias that was a page's name: year and letters. Others (`TASHKENT208`, a path) were none of ours.
_WAS_ADDRESS = re.compile(r"[0-9]{2}[0-9A-Z]{1,118}")


def moved_view(site: Site, cable: CableView, alias: str) -> MovedView | None:
    """The page at the address that an alias had, if it can have had one."""
    if not _WAS_ADDRESS.fullmatch(alias):
        return None
    return MovedView(
        site=site,
        url=urls.cable_url(alias, cable.cable.date.date()),
        title=alias,
        description="",
        identifier=cable.cable.identifier,
        cable_title=cable.title,
        cable_url=cable.url,
    )


def _sentence(code: str) -> str:
    meaning = CODES[code].meaning
    return meaning[:1].upper() + meaning[1:]


@lru_cache(maxsize=1 << 15)
def _post_of(addressee: str) -> str:
    """The code of an addressee's post; the same few are told again and again."""
    return reference.post_code_of(addressee) or ""


def _addresses(entries: tuple[Addressee, ...], slugs: names.Slugs) -> tuple[Address, ...]:
    return tuple(
        Address(
            name=entry.name,
            routing=entry.routing or "",
            precedence=entry.precedence or "",
            number=entry.number or "",
            of=entry.of or "",
            url=names.term_url(slugs, "post", _post_of(entry.name)),
        )
        for entry in entries
    )


_NO_NAME = re.compile(r"[^A-Za-z0-9]")


def _references(items: Sequence[Reference], lookup: Lookup) -> tuple[ReferenceView, ...]:
    """With an anchor each: `ref-B` by its bullet, `ref-1` by its place, `ref-B-2` where that is taken."""
    anchors: list[str] = []
    for place, item in enumerate(items, start=1):
        name = f"ref-{_NO_NAME.sub('', item.bullet or '') or place}"
        again = sum(anchor == name or anchor.startswith(f"{name}-") for anchor in anchors)
        anchors.append(f"{name}-{again + 1}" if again else name)
    return tuple(
        ReferenceView(
            raw=item.raw,
            bullet=item.bullet or "",
            identifier=item.id or "",
            remark=item.remark or "",
            cable=lookup(item.id) if item.id else None,
            kind=item.kind,
            anchor=anchor,
        )
        for item, anchor in zip(items, anchors, strict=True)
    )

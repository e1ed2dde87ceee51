"""Index pages, bucketed by date and not by position: a new cable never moves another to another page.

A term's page lists its cables when they fit (`page_size`), else its years; a year its cables, else
its months; a month its cables, else its days. Dates go down to the day whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import msgspec

from sitegen import urls
from sitegen.plan import charts
from sitegen.plan.names import TAXONOMIES, date_words, unit
from sitegen.views import CableLink, Group, Link, ListView, Row, Site


class Term(msgspec.Struct, frozen=True):
    """What is listed: `url` is its top page, `days` the number of its cables by day."""

    taxonomy: str
    title: str
    subtitle: str
    url: str
    days: Sequence[tuple[str, int]]


# prefix of a date → the cables of the term on these dates, oldest first
Fetch = Callable[[str], Sequence[CableLink]]


def list_views(site: Site, term: Term, page_size: int, fetch: Fetch) -> Iterator[ListView]:
    """All pages of a term, the top one first."""
    yield from _bucket(site, term, "", page_size, fetch, None, None)


def _bucket(
    site: Site,
    term: Term,
    prefix: str,
    page_size: int,
    fetch: Fetch,
    previous: str | None,
    following: str | None,
) -> Iterator[ListView]:
    count = sum(number for day, number in term.days if day.startswith(prefix))
    children = _children(term, prefix)
    fits = count <= page_size or not children
    divides = bool(children) and (not fits or term.taxonomy == "date")
    yield _view(
        site, term, prefix, count, children if divides else {}, fits, fetch, previous, following
    )
    if divides:
        yield from _buckets(site, term, list(children), page_size, fetch)


def _buckets(
    site: Site, term: Term, prefixes: Sequence[str], page_size: int, fetch: Fetch
) -> Iterator[ListView]:
    for place, prefix in enumerate(prefixes):
        previous = prefixes[place - 1] if place else None
        following = prefixes[place + 1] if place + 1 < len(prefixes) else None
        yield from _bucket(site, term, prefix, page_size, fetch, previous, following)


def _children(term: Term, prefix: str) -> dict[str, int]:
    """The next finer date prefixes with their counts; none below a day."""
    length = {0: 4, 4: 7, 7: 10}.get(len(prefix))
    if length is None:
        return {}
    return charts.by_prefix([day for day in term.days if day[0].startswith(prefix)], length)


def _view(
    site: Site,
    term: Term,
    prefix: str,
    count: int,
    children: dict[str, int],
    fits: bool,
    fetch: Fetch,
    previous: str | None,
    following: str | None,
) -> ListView:
    addresses = {child: urls.bucket_url(term.url, child) for child in children}
    shown = children or _children(term, prefix)
    return ListView(
        site=site,
        url=urls.bucket_url(term.url, prefix),
        title=_title(term, prefix),
        subtitle=term.subtitle if not prefix or term.taxonomy != "date" else "",
        description=_description(term, prefix, count),
        taxonomy=term.taxonomy,
        crumbs=_crumbs(term, prefix),
        count=count,
        unit=unit(prefix),
        bars=charts.bars(shown, addresses or _anchors(shown)) if len(shown) > 1 else (),
        buckets=()
        if fits
        else tuple(_row(child, number, addresses[child]) for child, number in children.items()),
        groups=_groups(term, prefix, fetch(prefix), set(addresses)) if fits else (),
        previous=_neighbour(term, previous),
        next=_neighbour(term, following),
    )


def _title(term: Term, prefix: str) -> str:
    if term.taxonomy == "date":
        return date_words(prefix) if prefix else term.title
    return f"{term.title}, {date_words(prefix)}" if prefix else term.title


def _description(term: Term, prefix: str, count: int) -> str:
    cables = "1 cable" if count == 1 else f"{count:,} cables"
    about = term.subtitle or term.title
    if term.taxonomy == "date":
        return f"{cables} of {date_words(prefix)}" if prefix else f"{cables} by date"
    return f"{cables}: {about}" + (f", {date_words(prefix)}" if prefix else "")


def _crumbs(term: Term, prefix: str) -> tuple[Link, ...]:
    """From the taxonomy to the parent of this page."""
    crumbs = []
    if term.taxonomy != "date":
        crumbs.append(Link(TAXONOMIES[term.taxonomy], f"/{term.taxonomy}/"))
    if prefix:
        crumbs.append(Link(term.title, term.url))
    crumbs += [
        Link(date_words(prefix[:length]), urls.bucket_url(term.url, prefix[:length]))
        for length in (4, 7)
        if length < len(prefix)
    ]
    return tuple(crumbs)


def _anchors(children: dict[str, int]) -> dict[str, str]:
    """Where the children have no pages, the bars lead to their heading on this one."""
    return {child: f"#{child}" for child in children}


def _row(child: str, count: int, url: str) -> Row:
    return Row(code=child, name=date_words(child), url=url, count=count)


def _groups(
    term: Term, prefix: str, cables: Sequence[CableLink], pages: set[str]
) -> tuple[Group, ...]:
    """Cables under their year, month or day; the heading links to its page if it has one."""
    length = {0: 4, 4: 7}.get(len(prefix), 10)
    return tuple(
        Group(
            title=date_words(key),
            anchor=key,
            url=urls.bucket_url(term.url, key) if key in pages else "",
            cables=tuple(group),
        )
        for key, group in groupby(cables, lambda cable: cable.date[:length])
    )


def _neighbour(term: Term, prefix: str | None) -> Link | None:
    return Link(date_words(prefix), urls.bucket_url(term.url, prefix)) if prefix else None

"""Index pages, bucketed by date and not by position: a new cable never moves another to another page.

A term's page lists its cables when they fit (`page_size`), else its years; a year its cables, else
its months; a month its cables, else its days. Dates go down to the day whatever their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

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
    return _views(
        _Index(site, term, page_size, fetch, _order(term)),
        _Bucket("", term.days, _total(term.days)),
    )


def _order(term: Term) -> dict[int, list[str]]:
    """Length of a prefix → all prefixes of that length. Every date has its page, so a reader goes from
    the last day of a month on to the first of the next; other terms are divided only here and there."""
    if term.taxonomy != "date":
        return {}
    return {length: list(charts.by_prefix(term.days, length)) for length in _FINER.values()}


class _Index(NamedTuple):
    """What is the same for all pages of a term."""

    site: Site
    term: Term
    page_size: int
    fetch: Fetch
    order: Mapping[int, Sequence[str]]


class _Bucket(NamedTuple):
    """The cables of a date prefix: their number by day, and the buckets before and after."""

    prefix: str
    days: Sequence[tuple[str, int]]
    total: int
    previous: str | None = None
    following: str | None = None


# Length of a date prefix → that of the next finer one: year, month, day.
_FINER = {0: 4, 4: 7, 7: 10}


def _views(index: _Index, bucket: _Bucket) -> Iterator[ListView]:
    parts = _parts(bucket)
    fits = bucket.total <= index.page_size or not parts
    divides = not fits or index.term.taxonomy == "date"
    yield _view(index, bucket, parts, fits, divides)
    if divides:
        for part in parts:
            yield from _views(index, part)


def _parts(bucket: _Bucket) -> list[_Bucket]:
    """The years, months or days of a bucket that have cables; none below a day."""
    length = _FINER.get(len(bucket.prefix))
    if length is None or not bucket.days:
        return []
    days = {key: list(group) for key, group in groupby(bucket.days, lambda day: day[0][:length])}
    keys = list(days)
    around = zip([None, *keys[:-1]], [*keys[1:], None], strict=True)
    return [
        _Bucket(key, days[key], _total(days[key]), *pair)
        for key, pair in zip(keys, around, strict=True)
    ]


def _total(days: Sequence[tuple[str, int]]) -> int:
    return sum([count for _, count in days])


def _view(
    index: _Index, bucket: _Bucket, parts: Sequence[_Bucket], fits: bool, divides: bool
) -> ListView:
    term, prefix = index.term, bucket.prefix
    url = urls.bucket_url(term.url, prefix)
    # Where a part has no page of its own, its bar leads to its heading on this one.
    addresses = {
        part.prefix: urls.bucket_url(term.url, part.prefix) if divides else f"{url}#{part.prefix}"
        for part in parts
    }
    counts = {part.prefix: part.total for part in parts}
    previous, following = _around(index, bucket)
    return ListView(
        site=index.site,
        url=url,
        title=_title(term, prefix),
        subtitle=term.subtitle if not prefix or term.taxonomy != "date" else "",
        description=_description(term, prefix, bucket.total),
        taxonomy=term.taxonomy,
        crumbs=_crumbs(term, prefix),
        count=bucket.total,
        unit=unit(prefix),
        bars=charts.bars(counts, addresses) if len(parts) > 1 else (),
        buckets=() if fits else tuple(_row(key, counts[key], addresses[key]) for key in counts),
        groups=_groups(index, prefix, addresses if divides else {}) if fits else (),
        previous=_neighbour(term, previous),
        next=_neighbour(term, following),
    )


def _around(index: _Index, bucket: _Bucket) -> tuple[str | None, str | None]:
    keys = index.order.get(len(bucket.prefix))
    if not keys:
        return bucket.previous, bucket.following
    at = bisect_left(keys, bucket.prefix)
    return keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None


def _title(term: Term, prefix: str) -> str:
    if term.taxonomy == "date":
        return date_words(prefix) if prefix else term.title
    return f"{term.title}, {date_words(prefix)}" if prefix else term.title


def _description(term: Term, prefix: str, count: int) -> str:
    cables = "1 cable" if count == 1 else f"{count:,} cables"
    about = term.title if term.taxonomy == "post" else term.subtitle or term.title
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


def _row(child: str, count: int, url: str) -> Row:
    return Row(code=child, name=date_words(child), url=url, count=count)


def _groups(index: _Index, prefix: str, pages: Mapping[str, str]) -> tuple[Group, ...]:
    """Cables under their year, month or day; the heading links to its page if it has one."""
    length = _FINER.get(len(prefix), 10)
    return tuple(
        Group(title=date_words(key), anchor=key, url=pages.get(key, ""), cables=tuple(group))
        for key, group in groupby(index.fetch(prefix), lambda cable: cable.date[:length])
    )


def _neighbour(term: Term, prefix: str | None) -> Link | None:
    return Link(date_words(prefix), urls.bucket_url(term.url, prefix)) if prefix else None

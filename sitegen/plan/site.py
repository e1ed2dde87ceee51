"""The pages there is one of: home, lists of all terms, search, feed, maps, hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sitegen import convert, reference, urls
from sitegen.config import Config
from sitegen.plan import charts, names
from sitegen.records import Cable
from sitegen.views import (
    FeedEntry,
    FeedView,
    HomeView,
    Link,
    PageView,
    PlainView,
    Row,
    RowGroup,
    Site,
    SitemapView,
    TermsView,
)

KINDS = {
    "subject": "Subjects",
    "program": "Programs",
    "geo": "Countries",
    "region": "Regions",
    "organization": "Organizations",
    "person": "Persons",
    "unknown": "Other",
}
HOME_ROWS = 12


def site_view(config: Config, pages: tuple[Link, ...]) -> Site:
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        base_url=config.base_url,
        notice=config.notice,
        pages=pages,
        portable=config.portable,
    )


def term_row(
    slugs: names.Slugs, taxonomy: str, name: str, count: int, first: str, last: str, label: str = ""
) -> Row:
    """A term with its meaning: a tag's as of the last year it was used, a post's usual name. `label` is what
    its latest cable calls a post that no table has."""
    return Row(
        code=name,
        name=term_name(taxonomy, name, int(last[:4]), label),
        url=names.term_url(slugs, taxonomy, name),
        count=count,
        first=first[:4],
        last=last[:4],
    )


def term_name(taxonomy: str, name: str, year: int, label: str = "") -> str:
    if taxonomy == "tag":
        return reference.tag(name, year).name
    if taxonomy == "post":
        known = reference.post(name)
        return known.name if known else label or name.capitalize()
    return names.LEVELS.get(name, "")


def post_country(code: str) -> str:
    """Where a post is, '' where that is not known or its name says it."""
    known = reference.post(code)
    return known.country if known and known.country not in known.name else ""


def term_title(taxonomy: str, name: str, year: int, label: str = "") -> str:
    """What stands above the list of a term; `year` and `label` are those of its latest cable."""
    if taxonomy == "date":
        return names.TAXONOMIES["date"]
    return term_name("post", name, year, label) if taxonomy == "post" else name


def term_subtitle(taxonomy: str, name: str, year: int) -> str:
    if taxonomy == "post":
        return post_country(name)
    return "" if taxonomy == "date" else term_name(taxonomy, name, year)


def terms_view(site: Site, taxonomy: str, rows: Sequence[Row]) -> TermsView:
    """All tags by kind, posts by country, classifications by level."""
    title = names.TAXONOMIES[taxonomy]
    return TermsView(
        site=site,
        url=f"/{taxonomy}/",
        title=title,
        description=_counted(len(rows), taxonomy),
        taxonomy=taxonomy,
        groups=tuple(_grouped(taxonomy, rows)),
    )


def _counted(number: int, taxonomy: str) -> str:
    """`53 tags by kind`, `1 post by country`."""
    by = {"tag": " by kind", "post": " by country", "classification": ", lowest first"}[taxonomy]
    return f"{number:,} {taxonomy}{'' if number == 1 else 's'}{by}"


def _grouped(taxonomy: str, rows: Sequence[Row]) -> Iterator[RowGroup]:
    keyed = sorted(((_group_key(taxonomy, row), row) for row in rows), key=lambda pair: pair[0])
    for (_, title), group in groupby(keyed, lambda pair: pair[0][:2]):
        yield RowGroup(title, urls.segment(title), tuple(row for _, row in group))


def _group_key(taxonomy: str, row: Row) -> tuple[int, str, int, str]:
    """(order of the group, its title, order in the group, code)."""
    if taxonomy == "tag":
        kind = reference.tag(row.code, int(row.last)).kind
        return list(KINDS).index(kind), KINDS[kind], 0, row.code
    if taxonomy == "post":
        known = reference.post(row.code)
        return 0, (known.country if known and known.country else "Elsewhere"), 0, row.name
    return 0, "Classifications", reference.levels().get(row.code.split("//")[0], 9), row.code


def home_view(
    site: Site, days: Sequence[tuple[str, int]], rows: Mapping[str, Sequence[Row]]
) -> HomeView:
    """What the collection is: number of cables, span, a bar a year, the most used terms."""
    years = charts.by_prefix(days, 4)
    return HomeView(
        site=site,
        url="/",
        title=site.title,
        description=site.description,
        count=sum(years.values()),
        first=_day_link(days[0][0]) if days else None,
        last=_day_link(days[-1][0]) if days else None,
        bars=charts.bars(years, {year: names.day_url(year) for year in years}),
        tags=_most_used(rows["tag"]),
        posts=_most_used(rows["post"]),
        classifications=tuple(
            sorted(rows["classification"], key=lambda row: _group_key("classification", row))
        ),
    )


def _day_link(day: str) -> Link:
    return Link(names.date_words(day), names.day_url(day))


def _most_used(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.count, row.code))[:HOME_ROWS])


PLAIN = {
    "/search/": ("search.html", "Search"),
    "/404.html": ("404.html", "Page not found"),
    "/robots.txt": ("robots.txt", "robots.txt"),
}


def plain_views(site: Site) -> Iterator[tuple[str, PlainView]]:
    """(template, view) of the pages that depend on the site alone."""
    for url, (template, title) in PLAIN.items():
        yield template, PlainView(site=site, url=url, title=title, description="")


def page_view(site: Site, url: str, title: str, description: str, markdown: str) -> PageView:
    return PageView(site=site, url=url, title=title, description=description, markdown=markdown)


def feed_view(site: Site, latest: Sequence[Cable]) -> FeedView:
    """The latest cables by date; `updated` is the latest cable's date, never the clock's."""
    return FeedView(
        site=site,
        url="/feed.xml",
        title=site.title,
        updated=_iso(latest[0]) if latest else "1970-01-01T00:00:00Z",
        entries=tuple(
            FeedEntry(
                url=urls.cable_url(cable.identifier, cable.date.date()),
                identifier=cable.identifier,
                title=cable.title,
                updated=_iso(cable),
                post=cable.origin.name,
                summary=convert.describe(cable),
            )
            for cable in latest
        ),
    )


def _iso(cable: Cable) -> str:
    return f"{cable.date:%Y-%m-%dT%H:%M:%SZ}"


def sitemap_index(site: Site, months: Sequence[str]) -> SitemapView:
    """One map a month, as a map may hold 50,000 addresses; the pages have one of their own."""
    maps = ("/sitemap/pages.xml", *(f"/sitemap/{month}.xml" for month in months))
    return SitemapView(site=site, url="/sitemap.xml", title="", maps=maps, urls=())


def sitemap(site: Site, name: str, addresses: Sequence[str]) -> SitemapView:
    return SitemapView(
        site=site, url=f"/sitemap/{name}.xml", title="", maps=(), urls=tuple(addresses)
    )

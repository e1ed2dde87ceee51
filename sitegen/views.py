"""What a template sees: one frozen view, `page`, and nothing else.

A view is the whole input of its page: no site handle, no clock, no lookup. That is why the hash of
a view (with theme and version) is all a build needs to know whether a page must be made again.
Addresses are site paths (`/tag/PGOV/`); the `href` filter makes them relative to the page.
"""

from __future__ import annotations

import msgspec

from sitegen.records import Cable


class Site(msgspec.Struct, frozen=True):
    """What every page says of the collection, from sitegen.toml."""

    title: str
    description: str
    language: str
    base_url: str  # 'https://host/path/', or '' when not configured
    notice: str  # a line above every page, or ''
    pages: tuple[Link, ...]  # the hand-written pages, in their order
    portable: bool = False  # whether it is to work as files, too


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A linked name; `note` is a second text beside it, `url` is '' for what has no page."""

    text: str
    url: str = ""
    note: str = ""


class CableLink(msgspec.Struct, frozen=True):
    """A cable in a list."""

    url: str
    identifier: str
    title: str
    date: str  # '2009-02-24'
    time: str  # '08:27'
    post: Link
    classification: str
    specimen: bool


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A code with its meaning in plain words ('' when unknown) and its index page."""

    code: str
    meaning: str = ""
    url: str = ""
    kind: str = ""  # of a tag: subject, geo, organization, program, person


class Address(msgspec.Struct, frozen=True, omit_defaults=True):
    """An addressee; `url` leads to the post's index if the collection has one; of one that is exempt, `of`
    is the collective it is left out of."""

    name: str
    routing: str = ""
    precedence: str = ""
    number: str = ""
    of: str = ""
    url: str = ""

    @property
    def signs(self) -> str:
        """Precedence, routing indicator and message number, those that are there."""
        return " ".join(filter(None, (self.precedence, self.routing, self.number)))


class ReferenceView(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item of the reference list; `cable` is None where the cited cable is not here. `anchor` is its
    name on the page, `ref-B`."""

    raw: str
    bullet: str = ""
    identifier: str = ""
    remark: str = ""
    cable: CableLink | None = None
    kind: str = "cable"
    anchor: str = ""


class Original(msgspec.Struct, frozen=True):
    """A record verbatim: `ID.txt`, of a cable put together from several also `ID.2.txt` …; `received`
    is false for Markdown or JSON that a program or a person made of it, where that is all there is. `url`
    is '' where the site has no originals."""

    url: str
    sha256: str
    received: bool


class Bar(msgspec.Struct, frozen=True):
    """A column of a bar chart: `height` is 0..100 of the tallest."""

    label: str
    count: int
    height: float
    url: str


class Group(msgspec.Struct, frozen=True):
    """Cables under one heading of a list (a year, a month, a day)."""

    title: str
    anchor: str
    url: str
    cables: tuple[CableLink, ...]


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of an index of terms: code, name, number of cables, first and last year."""

    code: str
    name: str
    url: str
    count: int
    first: str = ""
    last: str = ""


class RowGroup(msgspec.Struct, frozen=True):
    """Terms under one heading: tags of a kind, posts of a country."""

    title: str
    anchor: str
    rows: tuple[Row, ...]


class CableView(msgspec.Struct, frozen=True, kw_only=True):
    """cable.html"""

    site: Site
    url: str
    title: str
    cable: Cable
    markdown: str  # the body, for the `cable_html` filter
    description: str
    day: Link  # '24 February 2009' → /date/2009/02/24/
    time: str  # '08:27', or '' where only the day is known
    dated: str  # where the date was taken from, if it is a guess
    missing: str  # what the collection has not of it: `section 2 of 3`
    post: Link
    country: str
    classification: Term
    captions: tuple[Term, ...]
    precedence: tuple[Term, ...]
    reasons: tuple[Term, ...]  # why it was classified: `1.4(b)`
    doubts: tuple[str, ...]  # what the parser was unsure of, in words
    tags: tuple[Term, ...]
    to: tuple[Address, ...]
    unaddressed: bool  # its TO line is missing or damaged
    info: tuple[Address, ...]
    exempt: tuple[Address, ...]
    references: tuple[ReferenceView, ...]
    cited_by: tuple[CableLink, ...]
    earlier: CableLink | None
    later: CableLink | None
    earlier_at_post: CableLink | None
    later_at_post: CableLink | None
    markdown_url: str  # '' where the site has no such files
    original_url: str
    originals: tuple[Original, ...]  # all records it was put together from; mostly one
    specimen: bool
    edited: bool  # a person has changed the text, which differs from the original


class MovedView(msgspec.Struct, frozen=True, kw_only=True):
    """moved.html: where a cable was under another identifier."""

    site: Site
    url: str
    title: str
    description: str
    identifier: str
    cable_title: str
    cable_url: str


class TermsView(msgspec.Struct, frozen=True, kw_only=True):
    """terms.html: all tags, all posts, all classifications."""

    site: Site
    url: str
    title: str
    description: str
    taxonomy: str  # tag, post, classification
    groups: tuple[RowGroup, ...]


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """list.html: cables of a term or a date, or the smaller buckets they are divided into."""

    site: Site
    url: str
    title: str  # 'PGOV'
    subtitle: str  # 'Internal governmental affairs'
    description: str
    taxonomy: str  # tag, post, date, classification
    crumbs: tuple[Link, ...]  # from the top of the taxonomy to the parent
    count: int
    unit: str  # what a bar stands for: 'year', 'month', 'day'
    bars: tuple[Bar, ...]  # cables by year, month or day
    buckets: tuple[Row, ...]  # filled when the cables do not fit on one page
    groups: tuple[Group, ...]  # filled when they do
    previous: Link | None  # the bucket before and after this one
    next: Link | None


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """home.html"""

    site: Site
    url: str
    title: str
    description: str
    count: int
    first: Link | None  # first and last day, linked
    last: Link | None
    bars: tuple[Bar, ...]  # cables by year
    tags: tuple[Row, ...]  # the most used
    posts: tuple[Row, ...]
    classifications: tuple[Row, ...]


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    """page.html: a page a person wrote; `markdown` goes through the `page_html` filter."""

    site: Site
    url: str
    title: str
    description: str
    markdown: str


class PlainView(msgspec.Struct, frozen=True, kw_only=True):
    """search.html, 404.html, robots.txt: pages that depend on nothing but the site."""

    site: Site
    url: str
    title: str
    description: str


class FeedEntry(msgspec.Struct, frozen=True):
    """An entry of feed.xml; `updated` is the date of the cable, ISO 8601."""

    url: str
    identifier: str
    title: str
    updated: str
    post: str
    summary: str


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
    """feed.xml: the latest cables by date."""

    site: Site
    url: str
    title: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapView(msgspec.Struct, frozen=True, kw_only=True):
    """sitemap.xml (an index: `maps`) or one map of at most 50,000 addresses (`urls`)."""

    site: Site
    url: str
    title: str
    maps: tuple[str, ...]
    urls: tuple[str, ...]


View = (
    CableView
    | MovedView
    | TermsView
    | ListView
    | HomeView
    | PageView
    | PlainView
    | FeedView
    | SitemapView
)

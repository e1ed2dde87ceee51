"""One view of every kind, as full as real ones get: for the theme's tests and for looking at it.

The cable is 09TASHKENT208, the example of the README; everything else is invented and says so.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from sitegen import records as r
from sitegen import views as v

HEADER = """\
VZCZCXRO4705
RR RUEHDBU
DE RUEHNT #0208/01 0550827
ZNR UUUUU ZZH
R 240827Z FEB 09
FM AMEMBASSY TASHKENT
TO RUEHC/SECSTATE WASHDC 0507
INFO RUCNDT/USMISSION USUN NEW YORK 0001
RUEAIIA/CIA WASHINGTON DC
UNCLAS SECTION 01 OF 03 TASHKENT 000208

SIPDIS
SENSITIVE

E.O. 12958: N/A
TAGS: PGOV PREL KNNP AORC OSCE UNSC UZ
SUBJECT: UZBEK WORKSHOP FOR IMPLEMENTING UNSCR 1540 -- A REGIONAL
PERSPECTIVE
"""

MARKDOWN = r"""1\. (U) Summary: On February 10-11 a workshop on implementation of the United Nations Security
Council Resolution (UNSCR) 1540 was jointly sponsored in Tashkent. End summary.

## Background

2\. (U) On February 10-11 a UNSCR 1540 workshop was held in Tashkent.

11\. (U) This message was drafted by the visiting USG 1540 Coordinator.
"""

TITLE = "Uzbek Workshop for Implementing UNSCR 1540 -- A Regional Perspective"
URL = "/cable/2009/02/09TASHKENT208.html"
FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
POST = v.Link("Embassy Tashkent", "/post/TASHKENT/")

SITE = v.Site(
    title="The Specimen Cables",
    description="Diplomatic cables, real and invented, set for reading.",
    language="en",
    base_url="https://cables.example/base/",
    notice="This is a demonstration: most cables here were invented.",
    pages=(
        v.Link("How to read a cable", "/how-to-read/", "Header, tags, marks and dates explained"),
        v.Link("About", "/about/"),
    ),
)


def _link(number: int, title: str, day: str, level: str = "CONFIDENTIAL") -> v.CableLink:
    identifier = f"09TASHKENT{number}"
    url = f"/cable/{day[:4]}/{day[5:7]}/{identifier}.html"
    return v.CableLink(url, identifier, title, day, "08:27", POST, level, specimen=True)


LINKS = (
    _link(
        190, "A Quiet Conversation on Cotton, Customs and the Kindness of Ministers", "2009-02-19"
    ),
    _link(201, "Northern Distribution Network: Rail Tariffs", "2009-02-23", "SECRET//NOFORN"),
    _link(215, "Scenesetter", "2009-02-25", "UNCLASSIFIED"),
    _link(231, "Press Guidance Requested on the Aral Sea Conference", "2009-03-02", FOUO),
    _link(240, "Eyes Only for the Secretary", "2009-03-05", "TOP SECRET"),
)

TAGS = (
    v.Term("PGOV", "Internal governmental affairs", "/tag/PGOV/", "subject"),
    v.Term("PREL", "External political relations", "/tag/PREL/", "subject"),
    v.Term("KNNP", "Nuclear non-proliferation", "/tag/KNNP/", "program"),
    v.Term("AORC", "International organizations and conferences", "/tag/AORC/", "subject"),
    v.Term("OSCE", "Organization for Security and Cooperation in Europe", "/tag/OSCE/"),
    v.Term("UNSC", "United Nations Security Council", "/tag/UNSC/", "organization"),
    v.Term("UZ", "Uzbekistan", "/tag/UZ/", "geo"),
)

INFO = (
    v.Address("USMISSION USUN NEW YORK", "RUCNDT", number="0001"),
    v.Address("CIA WASHINGTON DC", "RUEAIIA"),
    v.Address("AMEMBASSY ASHGABAT", "RUEHAH", number="0049", url="/post/ASHGABAT/"),
    v.Address("AMEMBASSY DUSHANBE", "RUEHDBU", "PRIORITY", "0001"),
    v.Address("USMISSION UNVIE VIENNA", "RUEHUNV", number="0001"),
    v.Address("SECDEF WASHDC", "RUEKJCS"),
)

CABLE = r.Cable(
    identifier="09TASHKENT208",
    date=datetime(2009, 2, 24, 8, 27, tzinfo=UTC),
    origin=r.Origin("TASHKENT", "Embassy Tashkent", "Uzbekistan"),
    source=r.Provenance("reader-page", "09TASHKENT208.txt", 1, "3f9a" * 16),
    title=TITLE,
    subject=TITLE.upper(),
    aliases=("TASHKENT208",),
    classification=FOUO,
    captions=("SIPDIS", "SENSITIVE"),
    banners=("SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY",),
    precedence=("R",),
    sender="AMEMBASSY TASHKENT",
    passing=(
        "DEPT FOR ISN/CPI TOM WUCHTE",
        "EXBS FOR JEFF HARTSHORN",
        "INL/AAE FOR ANDREW BUHLER",
        "USOSCE FOR ELIZABETH KAUFMAN",
    ),
    executive_order=r.ExecutiveOrder("12958", None, "N/A"),
    classified_by="Richard Specimen, Ambassador",
    reasons=("1.4 (b)", "1.4 (d)"),
    tags=tuple(tag.code for tag in TAGS),
    signed_by=("NORLAND",),
    sections=r.Sections(1, 3),
    partial=True,
    truncated=True,
    warnings=("subject-cut",),
    header=HEADER,
    body=(r.Paragraph("Summary.", 1, "U"), r.Heading("Background"), r.Table(("a  b",))),
)

CABLE_VIEW = v.CableView(
    site=SITE,
    url=URL,
    title=TITLE,
    cable=CABLE,
    markdown=MARKDOWN,
    description="On February 10-11 a workshop on implementation of UNSCR 1540 was held.",
    day=v.Link("24 February 2009", "/date/2009/02/24/"),
    post=POST,
    dated="",
    missing="",
    unaddressed=False,
    time="08:27",
    country="Uzbekistan",
    classification=v.Term(FOUO, "Not classified, not for the public", "/classification/FOUO/"),
    captions=(
        v.Term("SIPDIS", "Cleared for posting to embassy pages on the SIPRNet"),
        v.Term("SENSITIVE", "Sensitive but unclassified"),
    ),
    precedence=(v.Term("Routine (R)", "No haste: sent in its turn."),),
    reasons=(v.Term("1.4 (b)", "foreign government information"), v.Term("1.4 (d)")),
    doubts=("No subject; the identifier stands as the title",),
    tags=TAGS,
    to=(v.Address("SECSTATE WASHDC", "RUEHC", "ROUTINE", "0507"),),
    info=INFO,
    exempt=(v.Address("AMEMBASSY ASTANA"),),
    references=(
        v.ReferenceView("A. TASHKENT 190", "A", "09TASHKENT190", cable=LINKS[0], anchor="ref-A"),
        v.ReferenceView(
            "B. 08 STATE 135410", "B", "08STATE135410", remark="(NOTAL)", anchor="ref-B"
        ),
        v.ReferenceView("C. WUCHTE-KAUFMAN E-MAIL 02/20/09", "C", anchor="ref-C"),
    ),
    cited_by=(LINKS[3],),
    earlier=LINKS[1],
    later=LINKS[2],
    earlier_at_post=LINKS[1],
    later_at_post=None,
    markdown_url=URL.replace(".html", ".md"),
    originals=(v.Original("/cable/2009/02/09TASHKENT208.txt", "0" * 64, True),),
    original_url=URL.replace(".html", ".txt"),
    edited=False,
    specimen=False,
)

TAG_ROWS = tuple(
    v.Row(tag.code, tag.meaning, tag.url, 71_408 // (n + 1) ** 2, "1966", "2010")
    for n, tag in enumerate(TAGS)
)
POST_ROWS = (
    v.Row("TASHKENT", "Embassy Tashkent", "/post/TASHKENT/", 2_304, "1992", "2010"),
    v.Row(
        "USUNNEWYORK", "Mission to the United Nations", "/post/USUNNEWYORK/", 1_877, "1979", "2010"
    ),
    v.Row("SEOUL", "Embassy Seoul", "/post/SEOUL/", 7, "2009", "2009"),
)
CLASS_ROWS = (
    v.Row("UNCLASSIFIED", "Unclassified", "/classification/UNCLASSIFIED/", 133_887),
    v.Row("CONFIDENTIAL", "Confidential", "/classification/CONFIDENTIAL/", 101_748),
    v.Row("SECRET", "Secret", "/classification/SECRET/", 15_652),
)

TERMS_VIEW = v.TermsView(
    site=SITE,
    url="/tag/",
    title="Tags",
    description="The subjects that the writers of the cables gave them.",
    taxonomy="tag",
    groups=(
        v.RowGroup("Subjects", "subject", TAG_ROWS[:4]),
        v.RowGroup("Organizations", "organization", TAG_ROWS[4:6]),
        v.RowGroup("Countries", "geo", TAG_ROWS[6:]),
        v.RowGroup("Programs", "program", (v.Row("KPAO", "", "/tag/KPAO/", 1),)),
    ),
)


def _bars(first: int, last: int) -> tuple[v.Bar, ...]:
    counts = [(year * 37) % 100 + 1 for year in range(first, last + 1)]
    return tuple(
        v.Bar(str(year), count, float(count), f"/date/{year}/")
        for year, count in zip(range(first, last + 1), counts, strict=True)
    )


LIST_VIEW = v.ListView(
    site=SITE,
    url="/tag/PGOV/2009/",
    title="PGOV",
    subtitle="Internal governmental affairs",
    description="Cables of 2009 tagged PGOV.",
    taxonomy="tag",
    crumbs=(v.Link("Tags", "/tag/"), v.Link("PGOV", "/tag/PGOV/")),
    count=5,
    unit="month",
    bars=(
        v.Bar("Jan", 0, 0.0, ""),
        v.Bar("Feb", 3, 100.0, "/tag/PGOV/2009/02/"),
        v.Bar("Mar", 2, 66.7, "/tag/PGOV/2009/03/"),
    ),
    buckets=(),
    groups=(
        v.Group("February 2009", "2009-02", "/tag/PGOV/2009/02/", LINKS[:3]),
        v.Group("March 2009", "2009-03", "/tag/PGOV/2009/03/", LINKS[3:]),
    ),
    previous=v.Link("2008", "/tag/PGOV/2008/", "412 cables"),
    next=v.Link("2010", "/tag/PGOV/2010/"),
)

BUCKETS_VIEW = msgspec.structs.replace(
    LIST_VIEW,
    url="/tag/PGOV/",
    crumbs=(v.Link("Tags", "/tag/"),),
    count=71_408,
    unit="year",
    bars=_bars(1966, 2010),
    buckets=tuple(
        v.Row(bar.label, bar.label, f"/tag/PGOV/{bar.label}/", bar.count, bar.label, bar.label)
        for bar in _bars(1998, 2010)
    ),
    groups=(),
    previous=None,
    next=None,
)

HOME_VIEW = v.HomeView(
    site=SITE,
    url="/",
    title=SITE.title,
    description=SITE.description,
    count=251_287,
    first=v.Link("28 December 1966", "/date/1966/12/28/"),
    last=v.Link("28 February 2010", "/date/2010/02/28/"),
    bars=_bars(1966, 2010),
    tags=TAG_ROWS,
    posts=POST_ROWS,
    classifications=CLASS_ROWS,
)

PAGE_VIEW = v.PageView(
    site=SITE,
    url="/how-to-read/",
    title="How to read a cable",
    description="What the lines of a cable mean.",
    markdown="A cable is read **from the top**.\n\n## The header\n\n- who sent it\n- to whom\n",
)


def _plain(url: str, title: str) -> v.PlainView:
    return v.PlainView(site=SITE, url=url, title=title, description="")


NOT_FOUND_VIEW = _plain("/404.html", "Not found")
ROBOTS_VIEW = _plain("/robots.txt", "robots")

FEED_VIEW = v.FeedView(
    site=SITE,
    url="/feed.xml",
    title="The Specimen Cables: latest",
    updated="2009-03-05T08:27:00Z",
    entries=tuple(
        v.FeedEntry(c.url, c.identifier, c.title, f"{c.date}T08:27:00Z", c.post.text, "In short.")
        for c in LINKS
    ),
)

MAP_VIEW = v.SitemapView(
    site=SITE, url="/sitemap-1.xml", title="", maps=(), urls=("/", URL, "/tag/a b/")
)
MAPS_VIEW = msgspec.structs.replace(
    MAP_VIEW, url="/sitemap.xml", maps=("/sitemap-1.xml", "/sitemap-2.xml"), urls=()
)

MOVED_VIEW = v.MovedView(
    site=SITE,
    url="/cable/2009/02/09ECTION01OF02TASHKENT208.html",
    title="09ECTION01OF02TASHKENT208",
    description="",
    identifier="09TASHKENT208",
    cable_title="Uzbek Workshop",
    cable_url=URL,
)

SAMPLES: tuple[tuple[str, v.View], ...] = (
    ("cable.html", CABLE_VIEW),
    ("moved.html", MOVED_VIEW),
    ("terms.html", TERMS_VIEW),
    ("list.html", LIST_VIEW),
    ("list.html", BUCKETS_VIEW),
    ("home.html", HOME_VIEW),
    ("page.html", PAGE_VIEW),
    ("404.html", NOT_FOUND_VIEW),
    ("feed.xml", FEED_VIEW),
    ("sitemap.xml", MAP_VIEW),
    ("sitemap.xml", MAPS_VIEW),
    ("robots.txt", ROBOTS_VIEW),
)

HOSTILE = "<script>alert(1)</script>{{ 6007*6007 }}\"'><img src=x onerror=alert(1)>]]>&lt;\x1b[31m"
_KEPT = frozenset({"date", "declassify_on", "type"})  # typed values, and the names of block types


def with_text(view: v.View, text: str) -> v.View:
    """The view with `text` in place of every string in it, at any depth."""
    plain: Any = msgspec.to_builtins(view, builtin_types=(datetime,))
    return msgspec.convert(_replaced(plain, text), type(view))


def _replaced(value: Any, text: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _replaced(inner, text, k) for k, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_replaced(inner, text, key) for inner in value)
    return text if isinstance(value, str) and key not in _KEPT else value

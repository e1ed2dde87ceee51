"""Index pages are divided by date: what is on which page, and that nothing ever shifts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan import charts, site
from sitegen.plan.lists import Term, list_views
from sitegen.views import CableLink, Link, ListView, Site

SITE = Site(title="T", description="", language="en", base_url="", notice="", pages=())


def link(day: str, number: int = 1) -> CableLink:
    name = f"{day[2:4]}OSLO{day[5:7]}{day[8:]}{number}"
    return CableLink(
        url=f"/cable/{day[:4]}/{day[5:7]}/{name}.html",
        identifier=name,
        title=name,
        date=day,
        time="00:00",
        post=Link("Embassy Oslo"),
        classification="UNCLASSIFIED",
        specimen=False,
    )


def pages(days: list[str], size: int, taxonomy: str = "tag") -> dict[str, ListView]:
    """Address → view of all pages of a term whose cables are of these days."""
    links = [link(day, number) for number, day in enumerate(sorted(days))]
    term = Term(
        taxonomy=taxonomy,
        title="T",
        subtitle="",
        url=f"/{taxonomy}/" if taxonomy == "date" else f"/{taxonomy}/T/",
        days=sorted(Counter(days).items()),
    )
    views = list_views(
        SITE, term, size, lambda prefix: [one for one in links if one.date.startswith(prefix)]
    )
    return {view.url: view for view in views}


DAYS = ["2008-03-01", "2008-03-02", "2008-05-01", "2009-02-24"]


@pytest.mark.parametrize(
    ("size", "taxonomy", "addresses"),
    [
        (9, "tag", ["/tag/T/"]),  # all fit on one page
        (3, "tag", ["/tag/T/", "/tag/T/2008/", "/tag/T/2009/"]),  # each year fits
        (2, "tag", ["/tag/T/", "/tag/T/2008/", "/tag/T/2008/03/", "/tag/T/2008/05/", "/tag/T/2009/"]),
        (9, "date", ["/date/", "/date/2008/", "/date/2008/03/", "/date/2008/03/01/", "/date/2008/03/02/",
                     "/date/2008/05/", "/date/2008/05/01/", "/date/2009/", "/date/2009/02/",
                     "/date/2009/02/24/"]),  # dates go down to the day whatever their number
    ],
)  # fmt: skip
def test_pages(size: int, taxonomy: str, addresses: list[str]) -> None:
    assert sorted(pages(DAYS, size, taxonomy)) == sorted(addresses)


def test_a_page_lists_cables_or_parts_never_both() -> None:
    for view in pages(DAYS, 2).values():
        assert bool(view.groups) != bool(view.buckets)


def test_a_day_is_never_divided() -> None:
    made = pages(["2008-03-01"] * 5, 2)
    assert len(made["/tag/T/2008/03/01/"].groups[0].cables) == 5


def test_bars_lead_to_pages_or_to_headings() -> None:
    assert [bar.url for bar in pages(DAYS, 3)["/tag/T/"].bars] == ["/tag/T/2008/", "/tag/T/2009/"]
    assert [bar.url for bar in pages(DAYS, 9)["/tag/T/"].bars] == ["/tag/T/#2008", "/tag/T/#2009"]


def test_dates_go_on_over_the_end_of_a_month() -> None:
    made = pages(DAYS, 9, "date")
    after = made["/date/2008/03/02/"].next
    assert after
    assert after.url == "/date/2008/05/01/"
    before = made["/date/2009/02/24/"].previous
    assert before
    assert before.url == "/date/2008/05/01/"
    assert made["/date/2009/02/24/"].next is None


def test_other_terms_stay_with_pages_that_exist() -> None:
    made = pages(DAYS, 2)
    assert made["/tag/T/2008/05/"].next is None
    for view in made.values():
        assert all(one.url in made for one in (view.previous, view.next) if one)


def test_no_cables_no_pages_below() -> None:
    assert list(pages([], 9, "date")) == ["/date/"]


days = st.lists(st.dates().map(lambda d: f"{d.year:04d}-{d.month:02d}-{d.day:02d}"), max_size=40)


@given(days, st.integers(1, 5), st.sampled_from(["tag", "date"]))
def test_every_cable_is_on_a_page_of_its_date(some: list[str], size: int, taxonomy: str) -> None:
    made = pages(some, size, taxonomy)
    shown = {
        one.identifier for view in made.values() for group in view.groups for one in group.cables
    }
    assert len(shown) == len(some)


@given(days, days, st.integers(1, 5))
def test_new_cables_move_no_page(some: list[str], more: list[str], size: int) -> None:
    """Every address that was there is there still, and is of the same dates."""
    before, after = pages(some, size), pages([*some, *more], size)
    assert before.keys() <= after.keys()
    for url, view in before.items():
        assert after[url].title == view.title
        assert after[url].count >= view.count


@pytest.mark.parametrize(
    ("counts", "labels"),
    [
        ({"2008": 1, "2011": 2}, ["2008", "2009", "2010", "2011"]),  # no year is left out
        ({"2008-03": 1}, list("January February March April May June July August September"
                          " October November December".split())),
        ({"2008-02-05": 1}, [str(day) for day in range(1, 30)]),
        ({}, []),
    ],
)  # fmt: skip
def test_charts_have_no_holes(counts: dict[str, int], labels: list[str]) -> None:
    assert [bar.label for bar in charts.bars(counts, {})] == labels


def test_the_tallest_bar_is_a_hundred() -> None:
    assert [bar.height for bar in charts.bars({"2008": 1, "2009": 4}, {})] == [25.0, 100.0]


@pytest.mark.parametrize(
    ("code", "label", "name"),
    [
        pytest.param("TASHKENT", "Tashkent", "Embassy Tashkent", id="by the table of posts"),
        pytest.param("DFATOSLO", "Oslo (Australia)", "Oslo (Australia)", id="as on its cables"),
        pytest.param("NOWHERE", "", "Nowhere", id="by its code"),
    ],
)
def test_a_post_is_called_in_lists_and_search_as_on_its_cables(
    code: str, label: str, name: str
) -> None:
    assert site.term_name("post", code, 1963, label) == name

"""Ways through the site: from a cable by its links to indexes and on to other cables."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from demo_site import SEED, ServeFolder, Temporary, cables, demo
from playwright.sync_api import Page, expect

CITING = "Melon Fair: The Second Melon"

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.fixture(params=["/", "/archive/"])
def home(request: pytest.FixtureRequest, site: Path, serve_folder: ServeFolder) -> str:
    """The site's address, at the root of a host and below a path."""
    return serve_folder(site, base=request.param)


def arrive(page: Page, address: str) -> None:
    """Wait until the page at an address is there whole: a click does not wait for what it leads to."""
    expect(page).to_have_url(address)
    page.wait_for_load_state()


def identifiers(page: Page) -> list[str]:
    return page.locator("ol.cables .id").all_text_contents()


def test_by_a_tag_to_another_cable(page: Page, home: str, site: Path) -> None:
    page.goto(home + SEED)
    page.get_by_role("link", name="UZ", exact=True).click()
    arrive(page, home + "tag/UZ/")
    expect(page.locator("h1")).to_contain_text("Uzbekistan")
    wanted = [cable.identifier for cable in cables(site) if "UZ" in cable.tags]
    assert sorted(identifiers(page)) == sorted(wanted)
    expect(page.locator(".intro")).to_have_text(f"{len(wanted)} cables")
    page.get_by_role("link", name=CITING).click()
    expect(page.locator("h1")).to_have_text(CITING)
    page.locator(".references").get_by_role("link", name="09TASHKENT208").click()
    expect(page).to_have_url(home + SEED)


def test_by_the_post(page: Page, home: str, site: Path) -> None:
    page.goto(home + SEED)
    page.locator(".dateline").get_by_role("link", name="Embassy Tashkent").click()
    arrive(page, home + "post/TASHKENT/")
    wanted = [cable.identifier for cable in cables(site) if cable.post == "Embassy Tashkent"]
    assert sorted(identifiers(page)) == sorted(wanted)
    page.locator(".crumbs").get_by_role("link", name="Posts").click()
    expect(page).to_have_url(home + "post/")
    expect(
        page.locator("section.index", has=page.locator("h2", has_text="Uzbekistan"))
    ).to_contain_text("Embassy Tashkent")
    page.get_by_role("link", name="Embassy Reykjavik").click()
    expect(page.locator("h1")).to_contain_text("Embassy Reykjavik")


def test_by_the_date_up_and_down(page: Page, home: str, site: Path) -> None:
    page.goto(home + SEED)
    page.locator(".dateline").get_by_role("link", name="24 February 2009").click()
    arrive(page, home + "date/2009/02/24/")
    assert identifiers(page) == ["09TASHKENT208"]
    for name, path in (("February 2009", "2009/02/"), ("2009", "2009/"), ("Dates", "")):
        if name == "Dates":
            page.goto(home + "date/2009/02/24/")
        page.locator(".crumbs").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(home + "date/" + path)
    page.locator(".chart").get_by_role("link", name="1966").click()
    expect(page).to_have_url(home + "date/1966/")
    page.locator(".chart").get_by_role("link", name="November").click()
    expect(page).to_have_url(home + "date/1966/11/")
    page.locator(".group h2").get_by_role("link").click()
    arrive(page, home + "date/1966/11/17/")
    assert identifiers(page) == ["66REYKJAVIK391"]


def test_dates_have_their_cables_and_neighbours(page: Page, home: str, site: Path) -> None:
    page.goto(home + "date/2009/02/24/")
    days = sorted({cable.date for cable in cables(site)})
    at = days.index("2009-02-24")
    for rel, day in (("prev", days[at - 1]), ("next", days[at + 1])):
        page.goto(home + "date/2009/02/24/")
        page.locator(f".turn a[rel={rel}]").click()
        expect(page).to_have_url(home + f"date/{day.replace('-', '/')}/")


def test_by_the_classification(page: Page, home: str, site: Path) -> None:
    page.goto(home + SEED)
    page.locator(".kicker").get_by_role("link", name="UNCLASSIFIED//FOR OFFICIAL USE ONLY").click()
    arrive(page, home + "classification/UNCLASSIFIED-FOR-OFFICIAL-USE-ONLY/")
    seed = next(cable for cable in cables(site) if cable.identifier == "09TASHKENT208")
    wanted = [c.identifier for c in cables(site) if c.classification == seed.classification]
    assert sorted(identifiers(page)) == sorted(wanted)
    page.locator(".crumbs").get_by_role("link").click()
    page.locator("main").get_by_role("link", name="SECRET", exact=True).click()
    arrive(page, home + "classification/SECRET/")
    assert set(page.locator(".cables .class").all_text_contents()) == {"SECRET"}


def test_earlier_and_later_cables(page: Page, home: str, site: Path) -> None:
    page.goto(home + SEED)
    by_date, at_post = page.locator(".neighbours > div").all()
    expect(by_date.locator(".id").first).to_have_text("09TASHKENT197")
    expect(at_post.locator(".id").last).to_have_text("09TASHKENT215")
    by_date.get_by_role("link").last.click()
    expect(page).to_have_url(home + "cable/2009/02/09TASHKENT215.html")
    page.locator(".neighbours > div").first.get_by_role("link").first.click()
    expect(page).to_have_url(home + SEED)
    first = min(cables(site), key=lambda cable: cable.date)
    page.goto(home + f"cable/{first.date[:4]}/{first.date[5:7]}/{first.identifier}.html")
    expect(page.locator(".neighbours > div p").first).to_contain_text("None in this collection")


def test_by_the_chart_of_the_first_page(page: Page, home: str) -> None:
    page.goto(home)
    bars = page.locator(".chart li")
    expect(bars).to_have_count(2010 - 1955 + 1)
    for bar in bars.all():
        empty = bar.locator(".count").text_content() == "0"
        assert bar.locator("a[href]").count() == (0 if empty else 1), "empty years lead nowhere"
    bars.filter(has_text="1985").get_by_role("link").click()
    expect(page).to_have_url(home + "date/1985/")


def test_bars_of_a_tag_lead_to_their_year(page: Page, home: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # so that what is scrolled to is there at once
    page.goto(home + "tag/SCUL/")
    bars = page.locator(".chart a[href]").all()
    for bar in (bars[0], bars[len(bars) // 2], bars[-1]):
        label, count = (bar.locator(name).text_content() for name in (".label", ".count"))
        bar.click()
        expect(page).to_have_url(home + f"tag/SCUL/#{label}")
        year = page.locator(f"[id='{label}']")
        expect(year).to_be_in_viewport()
        expect(year.locator("ol.cables > li")).to_have_count(int(count or 0))


def test_every_cable_is_in_every_index_it_belongs_to(site: Path) -> None:
    for folder, names in (
        ("tag/{}", lambda cable: cable.tags),
        ("date/{}", lambda cable: {cable.date.replace("-", "/"), cable.date[:4]}),
    ):
        for cable in cables(site):
            for name in names(cable):
                index = (site / folder.format(name) / "index.html").read_text("utf-8")
                assert f"/{cable.identifier}.html" in index, (cable.identifier, name)


class _Reader(HTMLParser):
    """The links of a page, and what a fragment can lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links, self.ids = set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in {"href", "src", "action"} and not urlsplit(value or "").scheme:
                self.links.add(value or "")


def test_no_link_of_the_site_is_dead(site: Path) -> None:
    """All links of all pages, with their fragments."""
    pages = {path: _Reader(path.read_text("utf-8")) for path in site.rglob("*.html")}
    dead = set()
    for path, page in pages.items():
        here = f"http://site/{path.relative_to(site).as_posix()}"
        for link in page.links:
            there = urlsplit(urljoin(here, link))
            target = site / unquote(there.path)[1:]
            target = target / "index.html" if there.path.endswith("/") else target
            place = unquote(there.fragment)
            if not target.is_file() or (place and place not in pages[target].ids):
                dead.add((here, link))
    assert not dead

"""A site that knows its own address, below a path: what must say it whole, and what must not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import pytest
from demo_site import BASE, KINDS, SEED, ServeFolder, Temporary, cables, demo
from playwright.sync_api import Browser, Page, expect

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def based(tmp_path_factory: Temporary) -> Path:
    """The demo, built for its address."""
    return demo(tmp_path_factory, base_url=BASE)


@pytest.fixture
def home(based: Path, serve_folder: ServeFolder) -> str:
    """That site, below its path on a host of this machine."""
    return serve_folder(based, base=urlsplit(BASE).path)


def there(folder: Path, address: str) -> bool:
    """Whether an absolute address is that of a file of the site."""
    assert address.startswith(BASE), address
    path = folder / address.removeprefix(BASE)
    return (path / "index.html" if address.endswith("/") else path).is_file()


def test_the_feed_is_atom_with_whole_addresses(based: Path) -> None:
    feed = Xml.parse(based / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{BASE}feed.xml"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}feed.xml", "alternate": BASE}
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 30
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert there(based, str(link.get("href")))
        assert entry.findtext(f"{ATOM}title")
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]


def test_the_sitemap_has_every_page_once(based: Path) -> None:
    index = Xml.parse(based / "sitemap.xml").getroot()
    assert index.tag == f"{MAP}sitemapindex"
    maps = [element.text or "" for element in index.iter(f"{MAP}loc")]
    assert all(there(based, address) for address in maps)
    pages = [
        element.text or ""
        for address in maps
        for element in Xml.parse(based / address.removeprefix(BASE)).getroot().iter(f"{MAP}loc")
    ]
    assert all(there(based, address) for address in pages)
    assert len(pages) == len(set(pages))
    assert f"{BASE}404.html" not in pages
    own = (
        path for path in based.glob("cable/**/*.html") if "noindex" not in path.read_text("utf-8")
    )
    assert {address for address in pages if "/cable/" in address} == {
        f"{BASE}{path.relative_to(based).as_posix()}" for path in own
    }
    assert f"Sitemap: {BASE}sitemap.xml" in (based / "robots.txt").read_text()


@pytest.mark.parametrize("lost", ["nothing", "cable/2009/02/no-such.html", "a/b/c/d/"])
def test_what_is_not_there_is_said_at_any_depth(browser: Browser, home: str, lost: str) -> None:
    page = browser.new_page()  # Chromium reports the 404 in the console
    answer = page.goto(home + lost)
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.locator("body")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")  # styled
    page.locator("main").get_by_role("link", name="tags").click()
    expect(page).to_have_url(home + "tag/")
    page.goto(home + lost)
    page.locator("#find_field").fill("melon")
    page.locator("#find_field").press("Enter")
    expect(page.locator("#hits > li").first).to_be_visible()
    page.context.close()


def test_pages_name_themselves_and_link_relatively(page: Page, home: str) -> None:
    for kind, path in KINDS.items():
        if kind == "404":
            continue
        page.goto(home + path)
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == BASE + path.partition("?")[0]
        links = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
        outside = [link for link in links if not link.startswith(home)]
        assert not outside, f"links of {kind} leave the base path"


def test_the_whole_way_below_the_path(page: Page, home: str, based: Path) -> None:
    page.goto(home)
    page.locator(".chart").get_by_role("link", name="2009").click()
    page.get_by_role("link", name="Uzbek Workshop").click()
    expect(page).to_have_url(home + SEED)
    expect(page.locator(".cite")).to_contain_text(BASE + SEED)
    page.locator("#find_field").fill('"dual-use items"')
    page.locator("#find_field").press("Enter")
    expect(page.locator("#status")).to_have_text("1 cable")
    page.locator("#hits a").click()
    expect(page).to_have_url(home + SEED)
    assert len(cables(based)) == len(list(based.glob("cable/**/*.md")))

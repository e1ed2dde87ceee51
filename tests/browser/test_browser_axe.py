"""The search page as axe sees it, in each of its states, and its chart as an eye does."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from demo_site import ServeFolder, Temporary, demo
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it

# The address of a state, and what is there once it has been reached.
STATES = {
    "before": ("search/", "#years button"),
    "hits": ("search/?q=embassy&post=TASHKENT&class=UNCLASSIFIED&from=1985", "#hits mark"),
    "none": ("search/?q=harbor+submarine+zebu", ".nothing"),
    "mistakes": ("search/?q=crane+or+harbor&from=20&to=1985", "#from-note:not(:empty)"),
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong(
    page: Page, site: Path, serve_folder: ServeFolder, state: str, scheme: str
) -> None:
    address, awaited = STATES[state]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(serve_folder(site) + address)
    expect(page.locator(awaited).first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_page_whose_script_cannot_run_says_so(browser: Browser, site: Path) -> None:
    page = browser.new_page()  # the usual one takes a script that is refused for a fault
    page.goto((site / "search" / "index.html").as_uri())
    told = page.get_by_text("Search has not started")
    expect(told).to_be_hidden()  # a script may be slow
    expect(told).to_be_visible()
    page.close()


def test_a_chart_says_where_it_begins_and_ends(
    page: Page, site: Path, serve_folder: ServeFolder
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(serve_folder(site) + "search/")
    bars = page.locator("#years button")
    expect(bars.nth(1)).to_be_visible()
    labelled = """all => all.filter((one) => getComputedStyle(one, "::after").content !== "none")
      .map(({ value }) => value)"""
    first, last = bars.evaluate_all(labelled)
    assert first < last
    page.goto(serve_folder(site) + "search/?from=2009-02&to=2009-02")
    expect(bars).to_have_count(1)
    assert bars.evaluate_all(labelled) == ["2009-02"]

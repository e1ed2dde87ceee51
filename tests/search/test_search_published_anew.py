"""A search page left open while the site is published anew, or before the index could be had."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from search_site import ServeFolder, entry, in_order, write_site

from sitegen.search import Entry


def fillers(word: str, **more: object) -> list[Entry]:
    """So many that their rows are in two files, the newest 48 in one."""
    return in_order(
        entry(
            f"06PARIS{m}{n:02d}", f"2006-{m:02d}-{n:02d}T00:00:00Z", "Filler.", subject=word, **more
        )
        for m in range(1, 7)
        for n in range(1, 23)
    )


def publish(folder: Path, entries: Sequence[Entry]) -> None:
    """Write a site, and take away all there was before of its search."""
    shutil.rmtree(folder, ignore_errors=True)
    write_site(folder, entries)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page that may be told of files that are gone."""
    page = browser.new_page()
    yield page
    page.context.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(tmp_path / "site", fillers("FIRST"))
    return tmp_path / "site"


def ask(page: Page, box: str, text: str) -> None:
    page.locator(f"#{box}").fill(text)
    page.locator(f"#{box}").press("Enter")


def test_more_of_what_was_published_since(tab: Page, site: Path, serve_folder: ServeFolder) -> None:
    tab.goto(serve_folder(site) + "search/?q=filler&sort=new")
    hits, more = tab.locator("#hits > li"), tab.locator("#more")
    expect(hits).to_have_count(20)
    more.click()
    expect(hits).to_have_count(40)
    publish(site, fillers("SECOND"))
    more.click()  # the rows of some of the next are in a file that is gone
    expect(hits).to_have_count(60)
    expect(hits.last).to_contain_text("Second")
    expect(tab.locator("#hits a").nth(40)).to_be_focused()
    more.press("Enter")  # excerpts that arrive meanwhile may move it away from under a pointer
    expect(hits).to_have_count(80)


def test_more_that_cannot_be_had_is_said(tab: Page, site: Path, serve_folder: ServeFolder) -> None:
    tab.goto(serve_folder(site) + "search/?q=filler&sort=new")
    tab.locator("#more").click()
    expect(tab.locator("#hits > li")).to_have_count(40)
    tab.route("**/rows/*", lambda route: route.abort())
    tab.locator("#more").click()
    expect(tab.locator("#status")).to_contain_text("The search index cannot be read")


def test_filters_are_those_of_the_site_published_since(
    tab: Page, site: Path, serve_folder: ServeFolder
) -> None:
    tab.goto(serve_folder(site) + "search/")
    options, chips = tab.locator("#class option"), tab.locator("#active button")
    expect(options).to_have_text(["Any", "UNCLASSIFIED (132)"])
    new = entry("08OSLO1", "2008-01-01T00:00:00Z", "Trams.", post="OSLO", classification="SECRET")
    publish(site, [*fillers("FIRST"), new])
    ask(tab, "post", "oslo")  # which was none when the page was opened
    expect(tab.locator("#status")).to_have_text("1 cable")
    expect(chips).to_have_text(["Post: OSLO"])
    expect(options).to_have_text(["Any", "SECRET (1)"])  # those of what was found
    tab.locator("#class").select_option("SECRET")
    expect(chips).to_have_count(2)
    publish(site, fillers("FIRST"))
    tab.locator("#q").focus()  # away from the lists, which are counted for who is near them
    tab.go_back()  # no form is sent, and yet the index is opened
    expect(options).to_have_text(
        ["Any", "UNCLASSIFIED"]
    )  # what was found is counted when it is asked for


def test_a_choice_is_kept_when_the_filters_are_new(
    tab: Page, site: Path, serve_folder: ServeFolder
) -> None:
    tab.goto(serve_folder(site) + "search/")
    expect(tab.locator("#class option")).to_have_count(2)
    publish(site, fillers("SECOND"))
    tab.locator("#class").select_option("UNCLASSIFIED")
    expect(tab.locator("#status")).to_have_text("132 cables")
    expect(tab.locator("#active button")).to_have_text(["Classification: UNCLASSIFIED"])


def test_filters_come_with_the_first_index_that_can_be_had(
    tab: Page, site: Path, serve_folder: ServeFolder
) -> None:
    tab.route("**/index.json", lambda route: route.abort())
    tab.goto(serve_folder(site) + "search/")
    expect(tab.locator("#status")).to_contain_text("The search index cannot be read")
    tab.unroute("**/index.json")
    ask(tab, "post", "tashkent")
    expect(tab.locator("#status")).to_have_text("132 cables")
    expect(tab.locator("#active button")).to_have_text(["Post: Embassy Tashkent (TASHKENT)"])
    expect(tab.locator("#class option")).to_have_count(2)

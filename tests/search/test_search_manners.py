"""The manners of the search page: where the focus goes, what menus show, what is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from search_site import ServeFolder, entry, in_order, write_site

YEARS = {1985: "crane", 1987: "melon", 1988: "crane", 1990: "sardine", 2001: "crane"}
CABLES = in_order(
    entry(
        f"{year % 100:02d}PARIS{month}",
        f"{year}-{month:02d}-03T10:00:00Z",
        f"The {word} of the harbor stood still.",
        post="PARIS",
        country="France",
        tags=("PGOV",),
        captions=("SIPDIS",) if month == 3 else (),
        classification="CONFIDENTIAL" if month == 3 else "UNCLASSIFIED",
    )
    for year, word in YEARS.items()
    for month in (2, 3)
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manners")
    write_site(folder, CABLES)
    return folder


@pytest.fixture
def search(page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(serve_folder(site) + "search/")
    expect(page.locator("#class option")).to_have_count(3)
    return page


def ask(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


def test_a_bar_pressed_by_key_leaves_the_focus_in_the_chart(search: Page) -> None:
    bars = search.locator("#years button")
    bars.nth(1).focus()
    search.keyboard.press("Enter")
    expect(search.locator("#status")).to_have_text("2 cables")
    expect(bars).to_have_count(2)  # the months of that year
    expect(bars.first).to_be_focused()
    search.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    search.keyboard.press("Enter")
    expect(search.locator("#status")).to_have_text("1 cable")
    expect(bars).to_have_count(1)
    expect(bars.first).to_be_focused()


def test_a_bar_without_cables_is_no_stop(search: Page) -> None:
    ask(search, "crane")
    expect(search.locator("#status")).to_have_text("6 cables")
    bars = search.locator("#years button")
    expect(bars).to_have_count(5)
    expect(bars.nth(1)).to_be_disabled()
    bars.first.focus()
    search.keyboard.press("ArrowRight")
    expect(bars.nth(2)).to_be_focused()
    search.keyboard.press("End")
    expect(bars.nth(4)).to_be_focused()
    search.keyboard.press("Home")
    expect(bars.first).to_be_focused()
    assert (
        bars.evaluate_all("all => all.filter((one) => one.tabIndex === 0 && !one.disabled).length")
        == 1
    )


@pytest.mark.parametrize(
    ("box", "value"), [("class", "CONFIDENTIAL"), ("caption", "SIPDIS"), ("era", "1982-1995")]
)
def test_a_menu_shows_what_was_chosen_in_it(search: Page, box: str, value: str) -> None:
    menu, chips = search.locator(f"#{box}"), search.locator("#active button")
    menu.select_option(value)
    expect(chips).to_have_count(1)
    expect(menu).to_have_value(value)
    search.reload()
    expect(menu).to_have_value(value)
    ask(search, "harbor")
    expect(search).to_have_url(re.compile(f"q=harbor&{box}={value}$"))
    menu.select_option("")
    expect(chips).to_have_count(0)
    expect(search).to_have_url(re.compile(r"\?q=harbor$"))


def test_what_an_address_chooses_twice_stays_when_something_else_is_chosen(search: Page) -> None:
    search.goto(search.url + "?class=CONFIDENTIAL&class=UNCLASSIFIED")
    expect(search.locator("#status")).to_have_text("10 cables")
    ask(search, "crane")
    expect(search.locator("#status")).to_have_text("6 cables")
    expect(search.locator("#active button")).to_have_count(2)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("crane or melon", "“or” was looked for as a word. In capitals, it means: either"),
        ("harbor not crane", "“not” was looked for as a word. In capitals, it means: without"),
        ("OR", "“OR” was looked for as a word, as it does not stand between two"),
        ("crane OR", "“OR” was looked for as a word"),
        ("*", "There is no word or number in “*” to look for"),
        ("crane constructor harbor", ""),
    ],
)
def test_what_does_not_do_what_it_seems_to_is_explained(
    search: Page, typed: str, told: str
) -> None:
    ask(search, typed)
    expect(search.locator("#hints")).to_contain_text(told or "No cable has “constructor”")
    if not told:
        expect(search.locator("#hints")).not_to_contain_text("In capitals")


def test_a_page_without_hits_says_what_a_release_is(search: Page) -> None:
    ask(search, "crane sardine")
    hints = search.locator("#hints")
    expect(hints).to_contain_text(re.compile("0 of 10 cables in release [0-9a-f]{8}"))
    expect(hints).to_contain_text("A release is the collection as it was published")

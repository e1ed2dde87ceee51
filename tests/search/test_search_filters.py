"""Filters that offer what was found with counts, the chart of years, the search while typing, the way into the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Request, expect
from search_site import ServeFolder, entry, in_order, write_site

FACTS = {"PARIS": "France", "TASHKENT": "Uzbekistan"}
CABLES = in_order(
    entry(
        f"{year % 100:02d}{post}{number}",
        f"{year}-{month:02d}-03T10:00:00Z",
        f"The {'crane' if number % 2 else 'melon'} of the harbor stood still. "
        + "Nothing else. " * 90,
        f"On the last page the anchor was found by cable {number}.",
        post=post,
        country=FACTS[post],
        tags=("PGOV", "PREL") if number % 3 else ("PGOV",),
        captions=("SIPDIS",) if number % 2 else (),
    )
    for number, (year, month, post) in enumerate(
        [(1985, 1, "PARIS"), (1985, 2, "PARIS"), (1987, 1, "TASHKENT"), (2001, 4, "PARIS")]
        + [(year, 6, "TASHKENT") for year in (2002, 2003, 2004, 2005)],
        start=1,
    )
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filters")
    write_site(folder, CABLES)
    return folder


@pytest.fixture
def search(page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(serve_folder(site) + "search/")
    expect(page.locator("#class option")).to_have_count(2)
    return page


def ask(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


def offered(page: Page, box: str) -> Locator:
    page.locator(f"#{box}").focus()
    return page.locator(f"#{box}-list option")


def texts(options: Locator) -> list[str]:
    found: list[str] = options.evaluate_all("all => all.map(({ value }) => value)")
    return found


def test_a_box_offers_what_was_found_with_counts(search: Page) -> None:
    ask(search, "crane")
    expect(search.locator("#status")).to_have_text("4 cables")
    options = offered(search, "post")
    expect(options).to_have_count(2)
    assert texts(options) == ["Embassy Tashkent (TASHKENT) (3)", "Embassy Paris (PARIS) (1)"]
    search.locator("#post").fill(texts(options)[0])  # as the browser does with the one chosen
    expect(search.locator("#status")).to_have_text("3 cables")
    expect(search.locator("#active button")).to_have_text(["Post: Embassy Tashkent (TASHKENT)"])
    expect(search.locator("#post")).to_have_value("")
    countries = offered(search, "country")
    expect(countries).to_have_count(1)
    assert texts(countries) == ["Uzbekistan (3)"]
    expect(offered(search, "post")).to_have_count(2)  # another post would add its own


def test_a_tag_is_found_by_its_meaning_and_taken(search: Page) -> None:
    options = offered(search, "tag")
    expect(options).to_have_count(2)
    assert texts(options)[0] == "Internal Governmental Affairs (PGOV) (8)"
    search.locator("#tag").press_sequentially("internal governmental")
    search.locator("#tag").press("Enter")
    expect(search.locator("#active button")).to_have_text(
        ["Tag: Internal Governmental Affairs (PGOV)"]
    )
    expect(search.locator("#status")).to_have_text("8 cables")
    expect(search.locator("#tag")).to_have_value("")
    expect(search.locator("#tag-note")).to_be_empty()


def test_lists_follow_the_query(search: Page) -> None:
    ask(search, "crane")
    expect(search.locator("#status")).to_have_text("4 cables")
    search.locator("#era").focus()
    options = search.locator("#era option")
    expect(options).to_have_text(["Any", "1982-1995, E.O. 12356 (2)", "1995-2010, E.O. 12958 (2)"])
    expect(search.locator("#caption option")).to_have_text(["Any", "SIPDIS (4)"])
    search.locator("#era").select_option("1982-1995")
    expect(search.locator("#status")).to_have_text("2 cables")


def test_years_are_chosen_with_keys_then_months(search: Page) -> None:
    bars = search.locator("#years button")
    expect(bars).to_have_count(7)
    expect(bars.first).to_have_accessible_name("1985: 2 cables")
    bars.first.focus()
    search.keyboard.press("Shift+ArrowRight")
    search.keyboard.press("Enter")
    expect(search.locator("#status")).to_have_text("3 cables")
    expect(search).to_have_url(re.compile(r"from=1985&to=1987$"))
    expect(bars).to_have_count(3)
    expect(bars.first).to_have_accessible_name("January 1985: 1 cable")


def test_years_are_dragged_over(search: Page) -> None:
    boxes = [search.locator("#years button").nth(n).bounding_box() for n in (2, 4)]
    first, last = (box for box in boxes if box)
    search.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    search.mouse.down()
    search.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] / 2, steps=4)
    expect(search.locator("#years [aria-pressed=true]")).to_have_count(3)
    search.mouse.up()
    expect(search).to_have_url(re.compile(r"from=2001&to=2003$"))
    expect(search.locator("#status")).to_have_text("3 cables")


def test_typing_searches_after_a_pause_and_is_one_step_back(search: Page) -> None:
    asked: list[Request] = []
    search.on("request", lambda request: asked.append(request))
    search.locator("#q").press_sequentially("crane harbor", delay=30)
    expect(search.locator("#status")).to_have_text("4 cables")
    assert sum(request.url.endswith("index.json") for request in asked) <= 2
    search.locator("#q").press_sequentially(" anchor", delay=30)
    expect(search).to_have_url(re.compile("q=crane\\+harbor\\+anchor$"))
    search.go_back()
    expect(search.locator("#tips")).to_be_visible()
    expect(search.locator("#q")).to_have_value("")


def test_what_is_chosen_after_typing_is_a_step_of_its_own(search: Page) -> None:
    """Back from a bar leads to the words typed, and what is typed there keeps what lies behind it."""
    box, active = search.locator("#q"), search.locator("#active button")
    box.press_sequentially("harbor", delay=30)
    expect(search).to_have_url(re.compile(r"\?q=harbor$"))
    search.locator("#years button").first.focus()
    search.keyboard.press("Enter")
    expect(search).to_have_url(re.compile(r"\?q=harbor&from=1985&to=1985$"))
    search.go_back()
    expect(search).to_have_url(re.compile(r"\?q=harbor$"))
    expect(active).to_have_count(0)
    box.focus()
    search.keyboard.press("End")
    box.press_sequentially(" crane", delay=30)
    expect(search).to_have_url(re.compile(r"\?q=harbor\+crane$"))
    box.press("Escape")
    expect(box).to_have_value("")
    for restored in ("harbor crane", "harbor", ""):
        search.go_back()
        expect(box).to_have_value(restored)


def test_a_drag_ends_where_it_is_released(search: Page) -> None:
    bars = search.locator("#years button")
    box = bars.nth(5).bounding_box()
    assert box
    search.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2)
    search.mouse.down()
    search.mouse.move(box["x"], box["y"] + box["height"] + 300, steps=3)
    search.mouse.up()
    expect(search).to_have_url(re.compile(r"from=2004&to=2004$"))


def test_a_list_that_cannot_be_counted_says_so(
    browser: Browser, site: Path, serve_folder: ServeFolder
) -> None:
    page = browser.new_page()  # the usual one takes a request that failed for a fault
    errors: list[Error] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(serve_folder(site) + "search/?q=crane")
    expect(page.locator("#hits > li")).to_have_count(4)
    page.route("**/columns/*", lambda route: route.abort())
    page.locator("#post").focus()
    expect(page.locator("#status")).to_contain_text("The search index cannot be read")
    expect(page.locator("#hits > li")).to_have_count(4)
    page.close()
    assert not errors


def test_near_tells_the_form_it_took(search: Page) -> None:
    ask(search, "harbors NEAR/5 crane")
    expect(search.locator("#hints")).to_contain_text("No cable has “harbors”. Showing “harbor”.")


def test_the_page_opened_goes_to_the_passage(search: Page) -> None:
    ask(search, "anchor 85PARIS1")
    ask(search, '"anchor was found"')
    link = search.locator("#hits a").first
    expect(link).to_have_attribute(
        "href", re.compile("#:~:text=last%20page%20the-,anchor&text=was&text=found$")
    )
    link.click()
    expect(search.get_by_text("On the last page")).to_be_in_viewport()


def test_nothing_found_can_be_proven(search: Page) -> None:
    ask(search, "crane melon")
    expect(search.locator("#hints")).to_contain_text(
        re.compile("0 of 8 cables in release [0-9a-f]{8}")
    )
    link = search.get_by_role("link", name="A link that repeats this search")
    expect(link).to_have_attribute("href", re.compile(r"\?q=crane\+melon&release=[0-9a-f]{8}$"))
    search.goto(search.url + "&release=00000000")
    expect(search.locator("#hints")).to_contain_text(
        "This search was made in release 00000000; this is"
    )


def test_typed_filters_and_what_is_none(search: Page) -> None:
    ask(search, "country:france before:2001 caption:SIPDIS")
    expect(search.locator("#status")).to_have_text("1 cable")
    ask(search, "crane before:yesterday")
    expect(search.locator("#hints")).to_contain_text("“yesterday” is no date")


def test_enter_on_an_identifier_opens_it(search: Page) -> None:
    ask(search, "85paris1")
    expect(search.locator("#status")).to_have_text("1 cable")
    search.locator("#q").press("Enter")
    search.wait_for_url("**/cable/1985/01/85PARIS1.html*")

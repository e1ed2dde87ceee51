"""What the search page says and where the focus goes: dates, identifiers, filters, brackets, excerpts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from search_site import ServeFolder, entry, in_order, write_site

LONG = (
    "The quay was painted with care. " * 5
    + "\n2. (U) Summary: the crane of the harbor stood still."
)
CABLES = in_order(
    [
        entry("09TASHKENT208", "2009-02-24T08:27:00Z", LONG, tags=("PGOV",)),
        entry("09PARIS2", "2009-02-24T09:00:00Z", "A melon fair.", post="PARIS"),
        entry("09PARIS3", "2009-02-25T09:00:00Z", "A crane fair.", post="PARIS"),
        entry("85PARIS4", "1985-01-01T00:00:00Z", "Dull.", classification="CONFIDENTIAL"),
        entry("85PARIS5", "1985-01-02T00:00:00Z", "Dull.", classification="LIMITED OFFICIAL USE"),
    ]
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, CABLES)
    return folder


@pytest.fixture
def search(page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    page.goto(serve_folder(site, base="/archive/") + "search/")
    expect(page.locator("#class option")).to_have_count(4)
    return page


def fill(page: Page, box: str, text: str) -> None:
    page.locator(f"#{box}").fill(text)
    page.locator(f"#{box}").press("Enter")


def found(page: Page) -> set[str]:
    expect(page.locator("#status")).to_have_text(re.compile("cable"))
    return set(page.locator("#hits .id").all_text_contents())


@pytest.mark.parametrize("typed", ["09TASHKENT000208", "09TASHKENT 208", "tashkent-000208"])
def test_an_identifier_that_was_understood_lacks_no_word(search: Page, typed: str) -> None:
    fill(search, "q", typed)
    assert found(search) == {"09TASHKENT208"}
    expect(search.locator("#hints")).to_be_empty()


def test_a_word_is_quoted_as_it_was_typed(search: Page) -> None:
    fill(search, "q", "00Zébus")
    assert found(search) == set()
    expect(search.locator("#hints")).to_contain_text("No cable has “00Zébus”.")


WIDER = [
    pytest.param("crane fair", "crane OR fair", id="few have both"),
    pytest.param("melon dull", "melon OR dull", id="none has both"),
    pytest.param("fair", "", id="one word"),
    pytest.param("melon OR dull", "", id="any already"),
    pytest.param("crane -fair", "", id="a word that is not wanted"),
    pytest.param('"crane fair" melon', "", id="a phrase"),
    pytest.param("Tashkent 208", "", id="an identifier"),
]


@pytest.mark.parametrize(("typed", "offered"), WIDER)
def test_where_few_have_all_words_any_are_offered(search: Page, typed: str, offered: str) -> None:
    fill(search, "q", typed)
    found(search)
    link = search.get_by_role("link", name="Cables with any of these words")
    expect(link).to_have_count(1 if offered else 0)
    if offered:
        link.click()
        expect(search.locator("#q")).to_have_value(offered)


def test_a_cable_with_more_of_the_words_comes_first(search: Page) -> None:
    fill(search, "q", "melon OR crane OR fair OR painted")
    found(search)
    first = search.locator("#hits .id").all_text_contents()
    assert (len(first), first[-1]) == (3, "09PARIS3")
    fill(search, "q", "crane OR fair")
    expect(search.locator("#hits .id").first).to_have_text("09PARIS3")


DAY, MONTH = {"09TASHKENT208", "09PARIS2"}, {"09TASHKENT208", "09PARIS2", "09PARIS3"}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("24 February 2009", DAY),
        ("24 feb. 2009", DAY),
        ("February 24, 2009", DAY),
        ("2009-02-24", DAY),
        ("2009/2/24", DAY),
        ("February 2009", MONTH),
        ("2009-02", MONTH),
        ("23 February 2009", set()),
        ("31 February 2009", set()),
    ],
)
def test_a_date_finds_its_cables(search: Page, typed: str, wanted: set[str]) -> None:
    fill(search, "q", typed)
    assert found(search) == wanted


def test_a_date_leads_to_its_page(search: Page) -> None:
    fill(search, "q", "2009-02-24")
    link = search.get_by_role("link", name="Cables of 24 February 2009")
    expect(link).to_have_attribute("href", re.compile(r"/archive/date/2009/02/24/$"))
    fill(search, "q", "23 February 2009")
    expect(search.locator("#hints")).to_contain_text("No cable is of 23 February 2009.")


def test_a_year_leads_to_the_boxes_for_years(search: Page) -> None:
    fill(search, "q", "1985")
    search.get_by_role("link", name="Cables of 1985").click()
    assert found(search) == {"85PARIS4", "85PARIS5"}
    expect(search.locator("#from")).to_have_value("1985")


@pytest.mark.parametrize(
    ("box", "typed", "chip"),
    [
        ("post", "Embassy Paris (PARIS)", "Post: Embassy Paris (PARIS)"),
        ("post", "Embassy Paris, PARIS (2)", "Post: Embassy Paris (PARIS)"),
        ("post", "Embassy Paris, France", "Post: Embassy Paris (PARIS)"),
        ("tag", "PGOV Internal Governmental Affairs", "Tag: Internal Governmental Affairs (PGOV)"),
        (
            "tag",
            "Internal Governmental Affairs (PGOV)",
            "Tag: Internal Governmental Affairs (PGOV)",
        ),
    ],
)
def test_a_filter_takes_what_the_site_prints(search: Page, box: str, typed: str, chip: str) -> None:
    fill(search, box, typed)
    expect(search.locator("#active button")).to_have_text(chip)


def test_the_focus_goes_to_the_next_chip_else_to_the_box(search: Page) -> None:
    search.goto(search.url + "?post=PARIS&from=1985&to=2009")
    chips = search.locator("#active button")
    chips.first.press("Enter")
    expect(chips).to_have_count(2)
    expect(chips.first).to_be_focused()
    chips.nth(1).press("Enter")
    expect(search.locator("#q")).to_be_focused()


def test_reversed_years_are_said_and_can_be_turned(search: Page) -> None:
    search.goto(search.url + "?q=crane&from=2009&to=1985")
    expect(search.locator("#hints")).to_contain_text("The years are reversed.")
    expect(search.locator("#hints")).not_to_contain_text("no cable has all")
    search.get_by_role("link", name="from 1985 to 2009").click()
    assert found(search) == {"09TASHKENT208", "09PARIS3"}


def test_brackets_are_said_to_group_nothing(search: Page) -> None:
    fill(search, "q", "(crane OR melon) fair")
    expect(search.locator("#hints")).to_have_text(
        "Cables with “crane” or “melon”, and with “fair”. "
        "Brackets group nothing: OR joins the words on both sides of it."
    )


def test_an_excerpt_begins_with_a_whole_portion_mark(search: Page) -> None:
    fill(search, "q", "still")
    expect(search.locator("#hits .excerpt")).to_have_text(
        re.compile(r"^… \(U\) Summary: the crane")
    )


def test_classifications_stand_lowest_first(search: Page) -> None:
    assert search.locator("#class option").all_text_contents() == [
        "Any",
        "UNCLASSIFIED (3)",
        "LIMITED OFFICIAL USE (1)",
        "CONFIDENTIAL (1)",
    ]

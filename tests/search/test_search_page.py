"""The search page in Chromium, under the site's content security policy, below a base path."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from search_site import ServeFolder, entry, in_order, write_site

from sitegen.search import Entry

BORDER = "The border guards of the region met. " + "Nothing else was said at length. " * 30
CABLES: list[Entry] = in_order(
    [
        entry(
            "09TASHKENT1",
            "2009-02-24T08:27:00Z",
            BORDER,
            subject="WORKSHOP ON BORDERS",
            tags=("PGOV", "PREL"),
        ),
        entry(
            "09PARIS2",
            "2009-03-01T09:00:00Z",
            "Guards at the border talked.",
            "Café policies.",
            post="PARIS",
        ),
        entry(
            "08PARIS3",
            "2008-05-01T09:00:00Z",
            "A policy of 0208 workshops. Dijon border.",
            post="PARIS",
        ),
        entry(
            "85TASHKENT4",
            "1985-01-01T00:00:00Z",
            "Dull.",
            tags=("PGOV",),
            classification="CONFIDENTIAL",
        ),
        entry(
            "07PARIS5",
            "2007-01-01T00:00:00Z",
            "A <script>alert(1)</script> & border guard.",
            post="PARIS",
        ),
        *(
            entry(f"06TASHKENT{n}", f"2006-01-{n:02d}T00:00:00Z", f"Filler number {n}.")
            for n in range(1, 29)
        ),
    ]
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, CABLES)
    return folder


@pytest.fixture
def search(page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    """The empty search page."""
    page.goto(serve_folder(site, base="/archive/") + "search/")
    expect(page.locator("#class option")).to_have_count(3)
    return page


def ask(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


def found(page: Page) -> list[str]:
    expect(page.locator("#status")).to_have_text(re.compile("cable"))
    return page.locator("#hits .id").all_text_contents()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("border", {"09TASHKENT1", "09PARIS2", "08PARIS3", "07PARIS5"}),
        ("=borders", {"09TASHKENT1"}),
        ("POLICY", {"09PARIS2", "08PARIS3"}),
        ("=policy", {"08PARIS3"}),
        ("polic*", {"09PARIS2", "08PARIS3"}),
        ("pos*", set()),
        ("cafe 208", set()),
        ("café", {"09PARIS2"}),
        ("208", {"08PARIS3"}),
        ("0208", {"08PARIS3"}),
        ('"border guards"', {"09TASHKENT1"}),
        ("border-guards", {"09TASHKENT1"}),
        ('"border guards" "the region met"', {"09TASHKENT1"}),
        ('"guards at" border', {"09PARIS2"}),
        ('"talked cafe"', set()),
        ('"the border" policies', {"09PARIS2"}),
        ("85tashkent4", {"85TASHKENT4"}),
        ("workshop", {"09TASHKENT1", "08PARIS3"}),
    ],
)
def test_a_query_finds(search: Page, words: str, wanted: set[str]) -> None:
    ask(search, words)
    got = found(search)
    assert set(got) == wanted
    assert len(got) == len(wanted)


def test_best_newest_and_oldest_first(search: Page) -> None:
    ask(search, "workshop")
    assert found(search) == ["09TASHKENT1", "08PARIS3"]  # the subject counts for more
    search.locator("#sort").select_option("old")
    expect(search.locator("#hits .id").first).to_have_text("08PARIS3")
    ask(search, "border")
    expect(search.locator("#hits .id").nth(3)).to_have_text("09PARIS2")
    search.locator("#sort").select_option("new")
    expect(search.locator("#hits .id").nth(3)).to_have_text("07PARIS5")
    assert parse_qs(urlsplit(search.url).query) == {"q": ["border"], "sort": ["new"]}


def test_filters_are_in_the_address_and_can_be_taken_away(search: Page) -> None:
    ask(search, "border")
    search.locator("#post").fill("embassy paris")
    search.locator("#post").press("Enter")
    expect(search.locator("#status")).to_have_text("3 cables")
    search.locator("#from").fill("2008")
    search.locator("#from").press("Tab")
    expect(search.locator("#status")).to_have_text("2 cables")
    assert parse_qs(urlsplit(search.url).query) == {
        "q": ["border"],
        "post": ["PARIS"],
        "from": ["2008"],
    }
    search.get_by_role("button", name="Remove filter: Post: Embassy Paris (PARIS)").click()
    expect(search.locator("#status")).to_have_text("3 cables")
    search.go_back()
    expect(search.locator("#status")).to_have_text("2 cables")


def test_an_address_is_a_query(search: Page) -> None:
    search.goto(search.url + "?tag=PGOV&class=CONFIDENTIAL&to=1990")
    assert found(search) == ["85TASHKENT4"]
    expect(search.locator("#active li")).to_have_count(3)
    search.goto(search.url.partition("?")[0] + "?post=NOWHERE")
    expect(search.locator("#status")).to_have_text("0 of 33 cables")


def test_excerpts_come_from_the_cable_and_mark_the_words(search: Page) -> None:
    ask(search, "guards region")
    marks = search.locator("#hits .excerpt mark")
    expect(marks).to_have_count(2)
    assert marks.all_text_contents() == ["guards", "region"]
    ask(search, "script")
    expect(search.locator("#hits .excerpt")).to_have_text(
        "A <script>alert(1)</script> & border guard."
    )
    assert search.locator("#hits .excerpt script").count() == 0


def test_a_phrase_is_marked_whole(search: Page) -> None:
    ask(search, '"border guards"')
    expect(search.locator("#hits .excerpt mark")).to_have_count(2)


def test_links_lead_to_the_cables(search: Page) -> None:
    ask(search, "border guards")
    search.locator("#hits a").first.click()
    search.wait_for_url("**/archive/cable/2009/**")


def test_more_hits_on_demand(search: Page) -> None:
    ask(search, "filler")
    expect(search.locator("#status")).to_have_text("28 cables")
    expect(search.locator("#hits > li")).to_have_count(20)
    search.locator("#more").click()
    expect(search.locator("#hits > li")).to_have_count(28)
    expect(search.locator("#hits a").nth(20)).to_be_focused()
    expect(search.locator("#more")).to_be_hidden()


def test_the_keyboard_is_enough(search: Page) -> None:
    search.keyboard.press("/")
    expect(search.locator("#q")).to_be_focused()
    search.keyboard.type("border")
    search.keyboard.press("Enter")
    expect(search.locator("#hits > li")).to_have_count(4)
    search.keyboard.press("ArrowDown")
    search.keyboard.press("ArrowDown")
    expect(search.locator("#hits a").nth(1)).to_be_focused()
    search.keyboard.press("ArrowUp")
    search.keyboard.press("Escape")
    expect(search.locator("#q")).to_be_focused()
    expect(search.locator("#q")).to_have_value("")
    expect(search.locator("#tips")).to_be_visible()


def test_a_misspelt_word_gets_suggestions(search: Page) -> None:
    ask(search, "bordre guards")
    expect(search.locator("#status")).to_have_text("0 of 33 cables")
    search.locator("#hints a").first.click()
    expect(search.locator("#q")).to_have_value("border guards")
    expect(search.locator("#status")).to_have_text("3 cables")


def test_words_that_never_meet(search: Page) -> None:
    ask(search, "dull filler")
    expect(search.locator("#status")).to_have_text("0 of 33 cables")
    expect(search.locator("#hints")).to_contain_text("no cable has all of them")


def test_what_was_typed_is_text(search: Page) -> None:
    ask(search, '<img src=x onerror=alert(1)> "')
    expect(search.locator("#status")).to_have_text("0 of 33 cables")
    assert search.locator("#hints img").count() == 0


def test_a_server_that_undoes_the_gzip_does_no_harm(
    page: Page, site: Path, tmp_path: Path, serve_folder: ServeFolder
) -> None:
    folder = shutil.copytree(site, tmp_path / "undone")
    for path in folder.rglob("*.bin"):
        if path.parent.name != "positions":  # which are no gzip files
            path.write_bytes(gzip.decompress(path.read_bytes()))
    page.goto(serve_folder(folder) + "search/?q=%22border+guards%22")
    assert found(page) == ["09TASHKENT1"]


def test_what_was_damaged_on_its_way_is_said(
    page: Page, site: Path, tmp_path: Path, serve_folder: ServeFolder
) -> None:
    folder = shutil.copytree(site, tmp_path / "damaged")
    for path in (folder / "search" / "packs").iterdir():
        data = bytearray(gzip.decompress(path.read_bytes()))
        data[len(data) // 2] ^= 1  # behind the server that has unzipped it, whose checksum is gone
        path.write_bytes(data)
    page.goto(serve_folder(folder) + "search/?q=border")
    expect(page.locator("#status")).to_contain_text("a file of the index is damaged")


def test_no_index_is_said_in_words(browser: Browser, site: Path, serve_folder: ServeFolder) -> None:
    page = browser.new_page()
    page.route("**/index.json", lambda route: route.abort())
    page.goto(serve_folder(site) + "search/?q=border")
    expect(page.locator("#status")).to_contain_text(
        "The search index cannot be read (index.json cannot be fetched)"
    )
    page.unroute("**/index.json")
    ask(page, "border guards")
    expect(page.locator("#status")).to_have_text("3 cables")
    page.close()


def test_without_script_it_points_elsewhere(
    browser: Browser, site: Path, serve_folder: ServeFolder
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve_folder(site) + "search/")
    expect(page.get_by_role("link", name="post")).to_be_visible()
    context.close()


def test_no_file_of_a_small_site_is_large(site: Path) -> None:
    assert max(path.stat().st_size for path in (site / "search").rglob("*.*")) < 100_000

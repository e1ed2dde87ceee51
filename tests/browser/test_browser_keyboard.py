"""Without a mouse, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_site import KINDS, SEED, ServeFolder, Temporary, demo, see_all_hits
from playwright.sync_api import Browser, Page, expect

# Where the focus is, and whether an eye can see that: an outline on the screen, not transparent.
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
    && !/, 0\\)|transparent/.test(style.outlineColor);
  return {
    name: e === document.body ? "" : (e.getAttribute("aria-label") || e.textContent || e.id).trim(),
    id: e.id, tag: e.tagName, seen,
    there: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.fixture
def home(site: Path, serve_folder: ServeFolder) -> str:
    return serve_folder(site)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser whose JavaScript is off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab(page: Page) -> dict[str, object]:
    page.keyboard.press("Tab")
    found: dict[str, object] = page.evaluate(FOCUS)
    return found


@pytest.mark.parametrize("kind", ["home", "seed", "tag", "search with hits", "404"])
def test_the_focus_is_visible_at_every_stop(page: Page, home: str, kind: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # so that what is scrolled to is there at once
    page.goto(home + KINDS[kind])
    if "hits" in kind:
        see_all_hits(page)
    stops = []
    while (stop := tab(page))["name"] or stop["id"]:
        stops.append(stop["name"] or stop["id"])
        assert stop["seen"], f"no outline on {stop}"
        assert stop["there"], f"out of sight: {stop}"
        assert len(stops) < 300
    assert stops[0] == "Skip to the text"
    assert stops[-1] == "Feed of the latest cables"
    assert len(stops) > 12


def test_the_skip_link_skips(page: Page, home: str) -> None:
    page.goto(home + SEED)
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert tab(page)["name"] == "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "the first link of the text"


def test_the_order_of_the_stops_is_that_of_the_page(page: Page, home: str) -> None:
    page.goto(home + SEED)
    names = [tab(page)["name"] or page.evaluate("document.activeElement.id") for _ in range(10)]
    assert names[:6] == [
        "Skip to the text",
        "Specimen cables",
        "Tags",
        "Posts",
        "Dates",
        "Classifications",
    ]
    assert names[8:] == ["find_field", "Search"]


def test_a_fold_opens_with_the_keyboard(page: Page, home: str) -> None:
    page.goto(home + SEED)
    page.locator(".transmission summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".transmission pre")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".transmission pre")).to_be_focused()  # so that it can be scrolled


def test_from_any_page_to_a_hit_by_keyboard(page: Page, home: str) -> None:
    page.goto(home + SEED)
    page.locator("#find_field").focus()
    page.keyboard.type("melon")
    page.keyboard.press("Enter")
    expect(page).to_have_url(home + "search/?q=melon")
    expect(page.locator("#q")).to_have_value("melon")
    expect(page.locator("#hits > li").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").first).to_be_focused()
    title = page.locator("#hits a").first.text_content() or "?"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_slash_in_a_field_is_a_slash(page: Page, home: str) -> None:
    page.goto(home + "search/")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("either/or")
    expect(page.locator("#q")).to_have_value("either/or")


def test_without_javascript_every_page_reads(plain: Page, home: str) -> None:
    for kind in (kind for kind in KINDS if "search" not in kind):
        plain.goto(home + KINDS[kind])
        expect(plain.locator("h1")).to_be_visible()
        assert len(plain.locator("main").inner_text()) > 60, kind
        assert plain.locator("main").get_by_role("link").count() >= 1, kind
        assert plain.locator("script").count() == 0, f"{kind} needs no script"


def test_without_javascript_the_facts_unfold(plain: Page, home: str) -> None:
    plain.set_viewport_size({"width": 390, "height": 800})
    plain.goto(home + SEED)
    tags = plain.locator(".key").get_by_role("link", name="KNNP")
    expect(tags).to_be_hidden()
    plain.locator(".key > summary").click()
    expect(tags).to_be_visible()


def test_without_javascript_the_search_page_says_so(plain: Page, home: str) -> None:
    plain.goto(home + SEED)
    plain.locator("#find_field").fill("melon")
    plain.locator("#find_field").press("Enter")
    expect(plain.locator("main")).to_contain_text("needs JavaScript", use_inner_text=True)
    expect(plain.locator("#search")).to_be_hidden()  # it would do nothing
    for way in ("tag", "post", "date"):
        expect(plain.locator("main").get_by_role("link", name=way, exact=True)).to_be_visible()
    plain.locator("main").get_by_role("link", name="post", exact=True).click()
    expect(plain.locator("h1")).to_have_text("Posts")

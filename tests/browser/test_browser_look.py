"""How pages look: at every width, in light and dark, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_site import KINDS, LONG, SEED, ServeFolder, Temporary, demo, see_all_hits
from playwright.sync_api import Page, expect

WIDTHS = (320, 390, 820, 1400, 2200)

# Elements that reach out of the window and are not inside something that scrolls or clips.
WIDE = """() => [...document.body.querySelectorAll("*")].filter((e) => {
  if (e.getBoundingClientRect().right <= innerWidth + 1 || !e.checkVisibility()) return false;
  for (let p = e; p && p !== document.body; p = p.parentElement) {
    if (getComputedStyle(p).overflowX !== "visible") return false;
  }
  return true;
}).map((e) => e.outerHTML.slice(0, 120))"""

# For every text that can be seen: its contrast with what is behind it, the least for each selector.
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => colour.slice(0, 3)
    .map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (let p = e; p; p = p.parentElement) {
      const colour = rgba(getComputedStyle(p).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const low = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility({opacityProperty: true})) continue;
    texts++;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.set(`${e.tagName}.${e.className}`, Math.round(ratio * 100) / 100);
  }
  return {texts, low: Object.fromEntries(low)};
}"""

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.fixture
def home(site: Path, serve_folder: ServeFolder) -> str:
    return serve_folder(site)


def visit(page: Page, home: str, kind: str) -> None:
    page.goto(home + KINDS[kind])
    if "hits" in kind:
        expect(page.locator("#hits mark").first).to_be_visible()
        see_all_hits(page)


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(page: Page, home: str, kind: str) -> None:
    visit(page, home, kind)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for fold in page.locator("details:not([open]) > summary").all():
            if fold.is_visible():
                fold.evaluate("s => { s.parentElement.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDE)
        assert page.evaluate(WIDE) == [], f"cut off at {width}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "kind", ["home", "seed", "tag", "classifications", "how to read", "search with hits"]
)
def test_text_can_be_read(page: Page, home: str, kind: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(page, home, kind)
    found = page.evaluate(CONTRAST)
    assert found["low"] == {}
    assert found["texts"] > 30
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    shade = sum(int(part) for part in ground.strip("rgb()").split(","))
    assert (shade < 200) == (scheme == "dark"), ground


def test_lines_are_of_a_length_to_read(page: Page, home: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(home + SEED)
        box = page.locator("#para-5").bounding_box()
        assert box is not None
        size = float(
            page.locator("#para-5").evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
        )
        assert size >= 16
        assert box["width"] <= 40 * size, "about 80 letters"
        assert box["width"] >= min(width - 40, 30 * size), "and no narrower than the window asks"


def test_a_wide_table_scrolls_by_itself(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(home + KINDS["cable with a table"])
    table = page.locator(".cable-text .table").first
    assert table.evaluate("t => t.scrollWidth > t.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(table).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture
def paper(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", [SEED, LONG])
def test_on_paper_the_text_and_its_record_without_the_furniture(
    paper: Page, home: str, path: str
) -> None:
    paper.goto(home + path)
    for furniture in (".masthead", ".neighbours", ".colophon", ".skip", ".notice", ".transmission"):
        expect(paper.locator(furniture)).to_be_hidden()
    for shown in ("h1", "#para-1", ".dateline", ".signature", ".record", ".kicker .class"):
        expect(paper.locator(shown).first).to_be_visible()
    expect(paper.locator(".key dl")).to_be_visible()  # the folds are open
    expect(paper.locator(".record").get_by_text("sha256:")).to_be_visible()
    assert paper.evaluate(CONTRAST)["low"] == {}
    assert len(paper.pdf()) > 20_000


def test_on_paper_a_list_is_a_list(paper: Page, home: str) -> None:
    paper.goto(home + KINDS["tag"])
    for furniture in (".masthead", ".crumbs", ".chart", ".colophon"):
        expect(paper.locator(furniture)).to_be_hidden()
    expect(paper.locator("ol.cables > li").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1000, 1400])
@pytest.mark.parametrize("kind", ["home", "dates", "month"])
def test_a_long_chart_shows_its_whole_span(page: Page, home: str, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1200})
    page.goto(home + KINDS[kind])
    bars = page.locator(".chart li")
    assert bars.count() > 16
    expect(bars.last).to_be_in_viewport(ratio=1)


def test_the_chart_of_months_fits_a_narrow_screen(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(home + KINDS["year"])
    bars = page.locator(".chart li")
    expect(bars).to_have_count(12)
    expect(bars.last).to_be_in_viewport(ratio=1)
    ways = [page.locator(f".turn a[rel={rel}] .way").bounding_box() for rel in ("prev", "next")]
    assert len({box["x"] for box in ways if box}) == 1, "one below the other, both on the left"


def test_a_note_below_a_filter_moves_none_beside_it(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 800})
    page.goto(home + KINDS["search"])
    expect(page.locator("#class option").nth(1)).to_be_attached()
    before = page.locator("#to").bounding_box()
    page.locator("#from").fill("20")
    page.locator("#from").press("Enter")
    expect(page.locator("#from-note")).to_contain_text("is not a year")
    assert page.locator("#to").bounding_box() == before

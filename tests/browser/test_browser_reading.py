"""Reading the seed: its text, its facts, its ways out to the original; also below a base path."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from demo_site import LONG, ROOT, SEED, TABLE, ServeFolder, Temporary, cables, demo, is_way_on
from playwright.sync_api import Page, expect

EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/09TASHKENT208.expected.json").read_text())
RAW = ROOT / "content/cables/09TASHKENT208.txt"

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.fixture(params=["/", "/archive/"])
def seed(request: pytest.FixtureRequest, page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    """The seed's page, at the root of a host and below a path."""
    page.goto(serve_folder(site, base=request.param) + SEED)
    return page


def fact(page: Page, name: str) -> str:
    """What the page says of the cable under a name, opened or not."""
    term = page.locator(".facts dt", has_text=re.compile(f"^{name}$"))
    return " ".join((term.locator("xpath=following-sibling::dd[1]").text_content() or "").split())


def test_title_and_place_and_time(seed: Page) -> None:
    expect(seed.locator("h1")).to_have_count(1)
    expect(seed.locator("h1")).to_have_text(EXPECTED["title_display"])
    expect(seed).to_have_title(re.compile(r"^09TASHKENT208: Uzbek Workshop .* · Specimen cables$"))
    expect(seed.locator(".dateline")).to_have_text(
        re.compile(r"Embassy Tashkent, Uzbekistan,\s+24 February 2009,\s+08:27 UTC")
    )
    expect(seed.locator(".kicker .class")).to_have_text(EXPECTED["classification"])
    expect(seed.locator(".banner")).to_have_text(EXPECTED["banner"])
    expect(seed.locator(".kicker .specimen")).to_have_count(0)


def test_paragraphs_marks_headings_and_bullets(seed: Page) -> None:
    text = seed.locator(".cable-text")
    numbers = text.locator(".para > .num").all_text_contents()
    assert numbers == [f"{paragraph['n']}." for paragraph in EXPECTED["paragraphs"]]
    marks = text.locator(".para > .mark:nth-child(2)").all_text_contents()
    assert marks == [f"({paragraph['mark']})" for paragraph in EXPECTED["paragraphs"]]
    assert text.locator("h2").all_text_contents() == list(EXPECTED["headings"])
    bullets = text.locator("#para-9 + ul > li").all_text_contents()
    wanted = EXPECTED["bullets"]["9"]
    assert [bullet[: len(w)] for bullet, w in zip(bullets, wanted, strict=True)] == wanted
    for heading, number in EXPECTED["headings"].items():
        after = text.locator("h2", has_text=heading).locator("xpath=following-sibling::p[1]")
        expect(after).to_have_id(f"para-{number}")


def test_the_text_is_joined_and_clean(seed: Page) -> None:
    text = " ".join(seed.locator(".cable-text").inner_text().split())
    for whole in EXPECTED["must_join"]:
        assert whole in text
    for rest in ("OF 003", "TASHKENT 00000208", "how-to read a cable", "SECTION 01 OF 03"):
        assert rest not in text
    assert "Uzbekistans Ministry" in text, "odd spellings are kept"
    expect(seed.locator(".signature")).to_have_text("NORLAND")


def test_the_facts(seed: Page) -> None:
    for tag in EXPECTED["tags"]:
        assert re.search(rf"\b{tag} \w", fact(seed, "Tags")), "each tag says what it means"
    assert fact(seed, "From") == EXPECTED["from_"]
    assert fact(seed, "To") == "SECSTATE WASHDC RUEHC 0507"
    assert all(caption in fact(seed, "Captions") for caption in EXPECTED["captions"])
    assert all(address["name"] in fact(seed, "Information") for address in EXPECTED["info"])
    assert "09TASHKENT233" in fact(seed, "Cited by")
    assert fact(seed, "Signed") == "NORLAND"
    assert EXPECTED["source_sha256"] in fact(seed, "Original")


def test_what_is_folded_unfolds(seed: Page) -> None:
    header = seed.locator(".transmission")
    expect(header.get_by_text("VZCZCXRO4705")).to_be_hidden()
    header.locator("summary").click()
    expect(header.get_by_text("VZCZCXRO4705")).to_be_visible()
    expect(header.locator("pre")).to_contain_text("INFO RUCNDT/USMISSION USUN NEW YORK 0001")
    expect(seed.locator(".key").get_by_text("SECDEF WASHDC")).to_be_hidden()
    expect(seed.locator(".key").get_by_text("USMISSION USUN NEW YORK")).to_have_count(1)
    seed.get_by_text("10 more").click()
    expect(seed.locator(".key").get_by_text("SECDEF WASHDC")).to_be_visible()


def test_the_original_and_the_markdown_answer(seed: Page) -> None:
    original = seed.get_by_role("link", name="Text as received")
    markdown = seed.get_by_role("link", name="Markdown")
    got = [
        seed.request.get(link.evaluate("link => link.href")).body() for link in (original, markdown)
    ]
    assert got[0] == RAW.read_bytes()
    assert hashlib.sha256(got[0]).hexdigest() == EXPECTED["source_sha256"]
    assert got[1].startswith(b"---\n")
    assert b"dedicated to UNSCR 1540. On February 10, 1540 Coordinator" in b" ".join(got[1].split())


def test_an_address_of_a_paragraph_leads_there_and_shows_which(seed: Page) -> None:
    paragraph = seed.locator("#para-5")
    plain = paragraph.evaluate("p => getComputedStyle(p).backgroundColor")
    paragraph.locator(".num").click()
    expect(seed).to_have_url(re.compile("#para-5$"))
    expect(paragraph).to_be_in_viewport(ratio=1)
    expect(paragraph).not_to_have_css("background-color", plain)
    expect(seed.locator("#para-6")).to_have_css("background-color", plain)
    seed.goto(seed.url)  # as from outside
    expect(paragraph).to_be_in_viewport(ratio=1)


def test_the_footer_of_the_system_is_no_link(seed: Page) -> None:
    expect(seed.locator("a[href*='state.sgov.gov'], a[href*='repository']")).to_have_count(0)
    expect(seed.locator(".cable-text")).not_to_contain_text("To view the entire SMART message")


def test_tables_keep_their_columns(page: Page, site: Path, serve_folder: ServeFolder) -> None:
    page.goto(serve_folder(site) + TABLE)
    table = page.locator(".cable-text .table").first
    lines = (table.text_content() or "").splitlines()
    assert lines[0].split() == ["DATE", "TURNSTILES", "CLERK", "DIFFERENCE"]
    assert len({line.rstrip().rfind(" ") < len(lines[0]) for line in lines if line}) == 1
    expect(table).to_have_css("white-space-collapse", "preserve")
    assert "mono" in table.evaluate("t => getComputedStyle(t).fontFamily").lower()
    expect(page.locator(".cable-text .redaction").first).to_be_visible()


def test_every_specimen_says_so_twice(site: Path) -> None:
    pages = [path for path in site.glob("cable/**/*.html") if not is_way_on(path)]
    assert len(pages) == len(cables(site)) >= 41
    for path in pages:
        told = path.read_text("utf-8")
        marked = ("Specimen: invented for demonstration" in told) + (
            "INVENTED FOR DEMONSTR" in told
        )
        assert marked == (0 if path.stem == "09TASHKENT208" else 2), path.stem


def test_references_lead_to_cables_or_say_they_are_absent(
    page: Page, site: Path, serve_folder: ServeFolder
) -> None:
    page.goto(serve_folder(site) + TABLE)
    absent = page.locator(".references li", has_text="78HONGKONG9770")
    expect(absent).to_contain_text("not in this collection")
    expect(absent.get_by_role("link")).to_have_count(0)
    page.goto(serve_folder(site) + LONG)
    expect(page.locator(".cable-text")).to_be_visible()

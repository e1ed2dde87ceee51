"""The portable edition: the site, search and all, opened as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sitegen.build import build
from sitegen.config import open_project

TEXT = (
    "R 121015Z MAR {year}\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nUNCLAS OSLO 0000{number}\nE.O. 12958: N/A\n"
    "TAGS: SCUL\n\nSUBJECT: TRAMS\n\n1. SPECIMEN. The tram was {what}.\n"
)


def write(root: Path, number: int, what: str) -> None:
    (root / "content").mkdir(parents=True, exist_ok=True)
    text = TEXT.format(number=number, what=what, year=f"0{number % 10}")
    (root / "content" / f"{number}.txt").write_text(text)


def made(root: Path, *, portable: bool = True) -> Path:
    build(open_project(root, portable=portable))
    return root / "output"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number, what in ((41, "painted"), (42, "flooded"), (43, "painted and flooded")):
        write(tmp_path, number, what)
    return tmp_path


def test_search_needs_no_host(page: Page, root: Path) -> None:
    page.goto((made(root) / "index.html").as_uri())
    page.locator("#find_field, input[type=search]").first.fill('"was painted" -flooded')
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("1 cable")
    expect(page.locator("#hits .excerpt")).to_contain_text("The tram was painted.")
    page.locator("#tag").focus()
    expect(page.locator("#tag-list option[value*=SCUL]")).to_be_attached()
    page.locator("#hits a").first.click()
    expect(page.locator("h1")).to_have_text("Trams")
    page.get_by_role(
        "link", name="Tags", exact=True
    ).click()  # a folder's page, which no host names here
    expect(page.get_by_role("heading", level=1)).to_have_text("Tags")


def test_an_edit_and_a_change_of_mind_give_what_a_clean_build_gives(root: Path) -> None:
    plain = tree(made(root, portable=False))
    assert not any(path.endswith((".bin.js", ".html.js")) for path in plain)
    made(root)
    write(root, 42, "repainted")
    other = root / "other"
    for number, what in ((41, "painted"), (42, "repainted"), (43, "painted and flooded")):
        write(other, number, what)
    assert tree(made(root)) == tree(made(other))
    write(root, 42, "flooded")
    assert tree(made(root, portable=False)) == plain

"""A site of pages and search only: `markdown = false`, `originals = false`."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from sites import DEMO, Page, Site, Tree, markdown, telegram

MARKDOWN, ORIGINALS = "markdown = false\n", "originals = false\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The demo with cables of every kind: edited, of several records, of Markdown alone."""
    root = tmp_path_factory.mktemp("pages-only")
    shutil.copytree(DEMO, root / "content")
    site = Site(root, {"/sitegen.toml": MARKDOWN + ORIGINALS})
    site.build()
    return site.tree()


def test_there_are_pages_only(demo: Tree) -> None:
    assert {path.rpartition(".")[2] for path in demo if path.startswith("cable/")} == {"html"}
    assert any(path.startswith("search/") for path in demo)


def test_no_link_leads_to_what_is_not_there(demo: Tree) -> None:
    for path, data in demo.items():
        if path.startswith("cable/"):
            for address in Page(data).values("href"):
                place = urlsplit(urljoin(f"https://host.example/{path}", address))
                if place.netloc == "host.example":
                    assert (place.path + "index.html" * place.path.endswith("/"))[1:] in demo, (
                        address
                    )


def test_the_sums_of_the_originals_are_told(demo: Tree) -> None:
    pages = [data for path, data in demo.items() if path.startswith("cable/")]
    assert all(b"sha256:" in data or b'http-equiv="refresh"' in data for data in pages)


@pytest.mark.parametrize(
    ("keys", "suffixes"),
    [
        pytest.param(MARKDOWN, {"html", "txt"}, id="no-markdown"),
        pytest.param(ORIGINALS, {"html", "md"}, id="no-originals"),
        pytest.param(MARKDOWN + ORIGINALS, {"html"}, id="neither"),
    ],
)
def test_switching_gives_what_a_clean_build_gives(
    tmp_path: Path, keys: str, suffixes: set[str]
) -> None:
    files = {"a.txt": telegram(42), "b.txt": telegram(43, ref="REYKJAVIK 42"), "c.md": markdown()}
    site = Site(tmp_path / "site", files)
    site.build()
    whole = site.tree()
    site.put("/sitegen.toml", keys)
    site.build()
    clean = Site(tmp_path / "clean", {**files, "/sitegen.toml": keys})
    clean.build()
    assert site.tree() == clean.tree()
    assert {
        path.rpartition(".")[2] for path in clean.tree() if path.startswith("cable/")
    } == suffixes
    site.drop("/sitegen.toml")
    site.build()
    assert site.tree() == whole

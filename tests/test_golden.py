"""A small site as it was last looked at and found good: its files, letter by letter.

`GOLDEN=write make test PYTEST=tests/test_golden.py` takes the present state for good; look at the
difference before it is committed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.config import open_project

GOLDEN = Path(__file__).parent / "golden"
KEPT = GOLDEN / "site"
# One of each kind of page; the sheet, the scripts and the search index have tests of their own.
FILES = (
    "index.html",
    "404.html",
    "feed.xml",
    "robots.txt",
    "sitemap.xml",
    "sitemap/2009-02.xml",
    "sitemap/pages.xml",
    "about/index.html",
    "cable/1985/01/85NAIROBI1204.html",
    "cable/1985/01/85NAIROBI1377.html",
    "cable/1985/01/85NAIROBI1377.md",
    "cable/2009/02/09TASHKENT208.html",
    "cable/2009/02/09TASHKENT208.md",
    "classification/index.html",
    "date/1985/01/index.html",
    "date/2009/02/24/index.html",
    "post/index.html",
    "search/index.html",
    "tag/KE/index.html",
    "tag/KE/1985/01/index.html",
    "tag/index.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("golden")
    for name in ("content", "sitegen.toml"):
        source = GOLDEN / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    build(open_project(root))
    return root / "output"


@pytest.mark.parametrize("path", FILES)
def test_file_is_as_it_was(site: Path, path: str) -> None:
    made = (site / path).read_text("utf-8")
    if os.environ.get("GOLDEN") == "write":
        (KEPT / path).parent.mkdir(parents=True, exist_ok=True)
        (KEPT / path).write_text(made, "utf-8")
    assert made == (KEPT / path).read_text("utf-8")


def test_no_file_is_kept_that_is_not_compared() -> None:
    assert {str(path.relative_to(KEPT)) for path in KEPT.rglob("*") if path.is_file()} == set(FILES)

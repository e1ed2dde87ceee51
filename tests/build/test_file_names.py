"""Names of the site's files stand on every disk: also on one that knows no capitals, and on Windows."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from sites import DEMO, GOOD, Site, Tree, markdown, sitegen, telegram

from sitegen.errors import TemplateError

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
TAGS = '[PGOV, Pgov, pgov, "pgov.", con, "aux.txt", "C", "C++", "c", "ÉTÉ", "été", "index.html"]'


def check_names(tree: Tree) -> None:
    """One spelling of each folder and file, of signs that every file system takes."""
    spellings = {"/".join(path.split("/")[:depth]) for path in tree for depth in range(1, 9)}
    count = Counter(spelling.casefold() for spelling in spellings)
    assert [path for path in spellings if count[path.casefold()] > 1] == []
    segments = {segment for path in tree for segment in path.split("/")} - {".sitegen-manifest"}
    for segment in segments:
        assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", segment), segment
        assert not segment.endswith(".")
        assert not RESERVED.fullmatch(segment), segment
        assert len(segment) <= 140


def test_of_names_that_are_alike(tmp_path: Path) -> None:
    files = {"a.md": markdown(more=f"tags: {TAGS}\n"), "pages/Notes.md": "# Notes\n"}
    for number, post in enumerate(("Oslo", "OSLO", "con"), start=1):
        text = markdown(f"08REYKJAVIK{number}").replace("code: REYKJAVIK", f"code: {post}")
        files[f"{number}.md"] = text
    files["5.md"] = markdown("08reykjavik42")  # the same cable by other letters
    site = Site(tmp_path, files)
    site.build()
    check_names(site.tree())


def test_of_the_demo(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert site.sitegen("build", "--content", str(DEMO)).exit_code == 0
    check_names(site.tree())


def test_a_static_file_like_another_but_for_capitals_is_refused(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.put("/templates/static/Style.css", "p { color: red }\n")
    with pytest.raises(TemplateError, match="differs only in capitals") as told:
        site.build()
    assert told.value.place.endswith("templates/static/Style.css")
    (tmp_path / "templates" / "static" / "Style.css").rename(
        tmp_path / "templates" / "static" / "style.css"
    )
    site.build()
    assert site.tree()["static/style.css"] == b"p { color: red }\n"


def test_folders_of_converted_cables_are_those_of_months(tmp_path: Path) -> None:
    """One folder of all of them would be slow to list."""
    site = Site(tmp_path, {f"{n}.txt": telegram(n, dtg=f"0{n}0900Z MAR 0{n}") for n in (7, 8)})
    assert sitegen("convert", str(site.content), str(tmp_path / "made")).exit_code == 0
    made = sorted(path.relative_to(tmp_path / "made").as_posix() for path in tmp_path.rglob("*.md"))
    assert made == ["2007/03/07REYKJAVIK7.md", "2008/03/08REYKJAVIK8.md"]

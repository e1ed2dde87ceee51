"""Incremental is clean among many cables too, where terms have pages of months and days."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sites import ROOT, Site, differing, tree

from sitegen import build

COUNT = 600  # with short pages, as much is divided as of ten times as many with long ones


@pytest.fixture
def many(tmp_path: Path) -> Site:
    """The first cables of the corpus that the benchmarks build."""
    maker = [sys.executable, str(ROOT / "benchmarks" / "corpus.py"), "--n", str(COUNT)]
    subprocess.run([*maker, "--out", str(tmp_path / "made")], check=True)
    site = Site(tmp_path / "site", {"/sitegen.toml": "page_size = 10\n"})
    (tmp_path / "made" / "raw").rename(site.content / "cables")
    return site


def _changed(path: Path, kind: str) -> None:
    """A cable edited, moved to another day, given another tag, or taken away."""
    text = path.read_text("utf-8")
    if kind == "remove":
        path.unlink()
    elif kind == "edit":
        path.write_text(text.replace("2. (U) ", "2. (U) Herring harbour. "), "utf-8")
    elif kind == "tag":
        path.write_text(re.sub(r"TAGS: \w+", "TAGS: KFLU", text), "utf-8")
    else:
        path.write_text(re.sub(r"(?m)^R ..", "R 07", text), "utf-8")


@pytest.mark.slow
def test_edits_all_over_then_a_build_is_a_clean_build(
    many: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "FILES_A_CABLE", 1)  # the output is looked at by other processes
    files = sorted(many.content.rglob("*.txt"))
    assert len(files) == COUNT
    held = files[17::120]
    texts = [path.read_text("utf-8") for path in held]
    for path in held:
        path.unlink()
    many.build()
    for path, text in zip(held, texts, strict=True):  # five that come later, in the past
        path.write_text(text, "utf-8")
    # With the five no more than the search index is changed for: of more it is made anew.
    chosen = random.Random("edits").sample(sorted(set(files) - set(held)), 14)
    for number, path in enumerate(chosen):
        _changed(path, ("edit", "remove", "tag", "day")[number % 4])
    (many.output / "search/index.html").write_bytes(b"altered")
    report = many.build(jobs=2)
    many.build(output=tmp_path / "clean" / "output")
    assert report.written < report.files / 2, "it was an incremental build"
    assert differing(many.tree(), tree(tmp_path / "clean" / "output")) == set()

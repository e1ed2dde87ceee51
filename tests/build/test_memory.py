"""What a build remembers is never believed too long: moved projects, new code, damage, races."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from pathlib import Path
from unittest import mock

import pytest
from sites import GOOD, Site, differing, markdown, row, telegram

import sitegen
from sitegen import catalog, indexing, load, theme, versions, work
from sitegen.catalog import database
from sitegen.errors import InputError, OutputError
from sitegen.records import Source

CACHE = ".sitegen/output/cache.sqlite"


def clean(site: Site, fresh: Path) -> dict[str, bytes]:
    """The tree of a build that remembers nothing."""
    shutil.copytree(site.content, fresh / "content")
    other = Site(fresh)
    other.build()
    return other.tree()


def test_a_project_that_was_moved_keeps_its_site(tmp_path: Path) -> None:
    """The content folder's name is part of what the cache was made for: it is emptied, not the site."""
    before = Site(tmp_path / "a", GOOD)
    before.build()
    tree = before.tree()
    (tmp_path / "a").rename(tmp_path / "b")
    report = Site(tmp_path / "b").build()
    assert (report.written, report.removed) == (0, 0)
    assert not differing(tree, Site(tmp_path / "b").tree())


def test_another_state_of_sitegen_believes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    tree = site.tree()
    monkeypatch.setattr(database, "_state", lambda: "another")
    monkeypatch.setattr(versions, "source_digest", lambda: "another")
    with mock.patch.object(load, "read", wraps=load.read) as read:
        assert site.build().removed == 0
    assert read.called
    assert not differing(tree, site.tree())


def test_a_file_of_the_code_that_is_newer_is_another_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "sitegen"
    (package / "parse").mkdir(parents=True)
    (package / "parse" / "grammar.py").write_text("A = 1\n")
    (package / "__init__.py").touch()
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    monkeypatch.setattr(sitegen, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(sys, "path", [str(libraries)])
    states = [database._state()]
    (package / "parse" / "grammar.py").write_text("A = 12\n")
    states.append(database._state())
    (package / "parse" / "tables.csv").touch()
    states.append(database._state())
    (libraries / "markdown-99.dist-info").mkdir()
    os.utime(libraries, ns=(1, 1))
    states.append(database._state())
    assert len(set(states)) == len(states)


def test_a_damaged_compiled_template_is_compiled_again(tmp_path: Path) -> None:
    def source_and_kept() -> tuple[object, list[bytes]]:
        theme._last.clear()  # the theme of the last build, with all that is compiled of it
        look = theme.load_theme(None, is_checked=False)
        theme.keep_compiled(look, tmp_path / "cache.sqlite", "this state")
        made = look.environment.get_template("404.html")
        kept = sorted(tmp_path.rglob("*.jinja"))
        return made.blocks.keys(), [path.read_bytes() for path in kept]

    blocks, kept = source_and_kept()
    assert kept
    for path in tmp_path.rglob("*.jinja"):
        path.write_bytes(path.read_bytes()[:60] + b"damage")
    assert source_and_kept() == (blocks, kept)


def test_the_state_of_sitegen_is_all_of_it() -> None:
    with mock.patch.object(Path, "read_bytes", autospec=True, return_value=b"") as read:
        versions.source_digest.__wrapped__()
    seen = [call.args[0].as_posix() for call in read.call_args_list]
    for name in (
        "parse/grammar.py",
        "render/html.py",
        "search/build.py",
        "reference/data/tags.csv",
    ):
        assert any(path.endswith(name) for path in seen), name


PAGE = 32768  # of the catalog


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_cache_costs_a_build_and_nothing_else(tmp_path: Path, seed: int) -> None:
    """Some pages of the database are lost; damage that leaves it well formed is not noticed."""
    site = Site(tmp_path / "site", GOOD)
    site.build()
    tree = site.tree()
    cache = site.root / CACHE
    damaged = bytearray(cache.read_bytes())
    for page in random.Random(seed).sample(range(1, len(damaged) // PAGE), 5):
        damaged[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    cache.write_bytes(damaged)
    site.put("cables/a.txt", telegram(1, subject="CHANGED SINCE", dtg="010900Z MAR 08"))
    site.build()
    assert differing(tree, site.tree())
    assert not differing(site.tree(), clean(site, tmp_path / "fresh"))


def test_an_original_that_changes_under_the_build_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page would show the SHA-256 of one state, and the file be of another."""
    site = Site(tmp_path, GOOD)
    read_cable = work.read_cable

    def meddle(source: Source) -> object:
        found = read_cable(source)
        if source.path == "cables/a.txt":
            site.put(source.path, source.raw.replace(b"painted", b"flooded"))
        return found

    monkeypatch.setattr(work, "read_cable", meddle)
    with pytest.raises(InputError, match="changed while"):
        site.build()
    monkeypatch.undo()
    site.build()
    assert b"flooded" in site.tree()["cable/2008/03/08REYKJAVIK1.txt"]


def test_what_could_not_be_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission and a failing disk leave size and time as they were."""
    site = Site(tmp_path, GOOD)
    opened = Path.open

    def refuse(path: Path, *more: object, **named: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert site.build().withheld == 1
    monkeypatch.undo()
    assert site.build().withheld == 0


def test_an_empty_collection_is_a_site(tmp_path: Path) -> None:
    report = Site(tmp_path, {"pages/about.md": "# About\n"}).build()
    assert report.cables == 0
    assert (tmp_path / "output/date/index.html").is_file()


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """Of damage that no time of a file tells, the builder makes sure itself."""
    site = Site(tmp_path / "site", GOOD)
    site.build()
    for path in site.output.glob("search/root/*"):
        state = path.stat()
        path.write_bytes(path.read_bytes()[:-1])
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    site.put("cables/a.txt", telegram(1, subject="ANOTHER"))
    site.build()
    assert not differing(site.tree(), clean(site, tmp_path / "fresh"))


def test_a_changed_cable_changes_the_index_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path / "site", GOOD)
    site.build()
    monkeypatch.setattr(indexing, "_anew", None)  # which would be called
    site.put("cables/a.txt", telegram(1, subject="ANOTHER"))
    site.put("cables/new.txt", telegram(77, subject="ONE MORE"))
    site.build()
    site.drop("cables/new.txt")
    site.put("cables/a.txt", telegram(1, subject="A THIRD"))
    site.build()
    monkeypatch.undo()
    assert not differing(site.tree(), clean(site, tmp_path / "fresh"))


def test_edited_markdown_that_cannot_be_read_holds_back_the_raw_cable(tmp_path: Path) -> None:
    """The raw text may be what the edit has taken away."""
    site = Site(tmp_path, {**GOOD, "cables/a.md": markdown("08REYKJAVIK1", body="1\\. Edited.")})
    site.build()
    page = "cable/2008/03/08REYKJAVIK1.html"
    assert b"Edited." in site.tree()[page]
    site.put("cables/a.md", "---\nidentifier: 08REYKJAVIK1\ntitle: a: b\n---\n\n1\\. Edited.\n")
    report = site.build()
    assert {one.code for one in report.diagnostics} == {"bad-front-matter", "held-back"}
    assert report.withheld == 2
    assert page not in site.tree()


def test_one_text_under_two_classifications_is_not_one_cable(tmp_path: Path) -> None:
    files = {"a.txt": telegram(9), "b.txt": telegram(9, classification="S E C R E T")}
    report = Site(tmp_path, files).build()
    assert {one.code for one in report.diagnostics} == {"duplicate-identifier"}
    assert report.cables == 0


def test_a_bad_row_spoils_itself_alone(tmp_path: Path) -> None:
    bad = '"2","4/9/2009","09SUVA89","Embassy Suva","UNCLASSIFIED"\n'
    report = Site(tmp_path, {"dump.csv": row("08DAKAR4") + bad + row("08DAKAR5", number=3)}).build()
    assert report.cables == 2
    first = row("08DAKAR4").count("\n")
    assert [(one.code, one.line) for one in report.diagnostics] == [("bad-row", first + 1)]


def test_want_of_room_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, or another process that holds the catalog, does not make the next build begin anew."""
    site = Site(tmp_path, GOOD)
    site.build()
    there = (tmp_path / CACHE).stat().st_ino

    def refused(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(catalog, "begin_made", refused)
        with pytest.raises(OutputError, match="database or disk is full"):
            site.build()
    assert (tmp_path / CACHE).stat().st_ino == there
    assert site.build().written == 0


def test_a_build_that_fails_leaves_no_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, GOOD)

    def refused(*_: object) -> None:
        raise OutputError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "make_range", refused)
        with pytest.raises(OutputError, match="no room"):
            site.build()
    assert not (tmp_path / CACHE).with_name("runs").exists()

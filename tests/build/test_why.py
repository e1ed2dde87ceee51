"""`sitegen why PATH`: where a file comes from, and why the last build made it again or did not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sites import GOOD, Site, markdown, quick_theme, row, sitegen, telegram

from sitegen.catalog import history
from sitegen.config import open_project
from sitegen.errors import InputError
from sitegen.why import Answer, site_of, why

PAGE = "cable/2008/03/08REYKJAVIK1.html"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", GOOD)
    site.build()
    return site


def ask(site: Site, path: str) -> Answer:
    with quick_theme():
        return why(open_project(site.root), path)


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).name for path in paths]


# Path → what it is, file of its source, its template.
KINDS = (
    (PAGE, "page of the cable 08REYKJAVIK1", "a.txt:1 (telegram)", "cable.html"),
    ("cable/2008/03/08DAKAR5.md", "Markdown of the cable 08DAKAR5", "dump.csv:9 (dump)", ""),
    ("cable/2007/05/07LISBON3.txt", "verbatim original of the cable 07LISBON3", "c.txt:1 (reader-page)", ""),
    ("tag/SCUL/index.html", "list of tag SCUL", "", "list.html"),
    ("date/2008/03/index.html", "list of date", "", "list.html"),
    ("post/index.html", "list of all terms", "", "terms.html"),
    ("index.html", "home page", "", "home.html"),
    ("about/index.html", "hand-written page", "about.md", "page.html"),
    ("feed.xml", "feed", "", "feed.xml"),
    ("sitemap.xml", "site map", "", "sitemap.xml"),
    ("404.html", "page for addresses that are not there", "", "404.html"),
    ("search/index.html", "page to search in", "", "search.html"),
    ("search/index.json", "part of the search index", "", ""),
    ("static/style.css", "static file of the theme", "style.css", ""),
)  # fmt: skip


@pytest.mark.parametrize(("path", "what", "source", "template"), KINDS, ids=[k[0] for k in KINDS])
def test_each_kind_of_file(site: Site, path: str, what: str, source: str, template: str) -> None:
    told = ask(site, path)
    assert (told.path, told.what) == (path, what)
    assert names(told.sources)[:1] == [source] * bool(source)
    assert names(told.templates)[:1] == [template] * bool(template)
    assert bool(told.keys) == bool(template)
    assert told.now == "the file is as it was made"


def test_every_file_of_a_site_can_be_explained(site: Site) -> None:
    for path in site.tree().keys() - {".sitegen-manifest"}:
        told = ask(site, path)
        assert told.shows
        assert len(told.sha256) == 64


def test_all_records_of_a_cable_are_named(tmp_path: Path) -> None:
    """The Markdown that stands for it, then its original."""
    site = Site(tmp_path, {"raw.txt": telegram(), "edited.md": markdown("08REYKJAVIK42")})
    site.build()
    told = ask(site, "cable/2008/03/08REYKJAVIK42.html")
    assert names(told.sources) == ["edited.md:1 (markdown)", "raw.txt:1 (telegram)"]


def test_templates_of_the_site_s_own_are_told(site: Site) -> None:
    site.put("/templates/_note.html", "<p>Note.</p>\n")
    site.put(
        "/templates/cable.html",
        '{% extends "!default/cable.html" %}{% block main %}{% include "_note.html" %}{% endblock %}',
    )
    site.build()
    told = ask(site, PAGE)
    assert told.templates[0] == str(site.root / "templates" / "cable.html")
    assert {"_note.html", "base.html"} <= set(names(told.templates))
    assert names(told.templates).count("cable.html") == 2


def test_keys_are_told_with_their_values(site: Site) -> None:
    assert "page_size = 100" in ask(site, "tag/SCUL/").keys
    assert "page_size = 100" not in ask(site, PAGE).keys
    assert "title = 'Diplomatic cables'" in ask(site, PAGE).keys


# -- how a path may be written ---------------------------------------------------------------------

SPELLINGS = (
    "{path}",
    "/{path}",
    "output/{path}",
    "{output}/{path}",
    "https://host.example/base/{path}?q#p",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_file_by_path_or_url(site: Site, monkeypatch: pytest.MonkeyPatch, spelling: str) -> None:
    site.put("/sitegen.toml", 'base_url = "https://host.example/base"\n')
    monkeypatch.chdir(site.root)
    assert ask(site, spelling.format(path=PAGE, output=site.output)).path == PAGE


@pytest.mark.parametrize(
    "typed", ["08REYKJAVIK1", "08reykjavik0001", "cables/a.txt", "{content}/cables/a.txt"]
)
def test_a_cable_by_its_identifier_or_its_source(site: Site, typed: str) -> None:
    assert ask(site, typed.format(content=site.content)).path == PAGE


def test_a_source_of_several_cables_names_them(site: Site) -> None:
    with pytest.raises(InputError, match="cables are read from it") as told:
        ask(site, "dump.csv")
    assert "08DAKAR5" in told.value.hint


def test_the_site_is_that_of_the_file(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert site_of(str(site.output / PAGE)) == site.root.resolve()
    assert site_of(str(site.content / "cables/a.txt")) == site.root.resolve()
    assert site_of("nowhere/at/all.html") is None


@pytest.mark.parametrize("typed", ["tag/SCUL/", "/tag/SCUL", "https://x.example/tag/SCUL/"])
def test_a_folder_is_its_page(site: Site, typed: str) -> None:
    assert ask(site, typed).path == "tag/SCUL/index.html"


@pytest.mark.parametrize("typed", ["/", "https://x.example", ""])
def test_the_home_page(site: Site, typed: str) -> None:
    assert ask(site, typed).path == "index.html"


UNKNOWN = (
    ("cable/2009/01/08reykjavik1.html", PAGE, "a cable in another folder"),
    ("tag/SCUUL/", "tag/SCUL/index.html", "a slip in a name"),
    ("nowhere/at/all.html", "404.html", "nothing like it"),
)


@pytest.mark.parametrize(("typed", "near", "reason"), UNKNOWN, ids=[one[2] for one in UNKNOWN])
def test_of_an_unknown_path_what_is_near_is_named(
    site: Site, typed: str, near: str, reason: str
) -> None:
    with pytest.raises(InputError, match="no such file") as told:
        ask(site, typed)
    assert near in told.value.hint


def test_the_list_of_files_and_a_site_not_built(site: Site) -> None:
    with pytest.raises(InputError, match="all files of the site"):
        ask(site, ".sitegen-manifest")
    shutil.rmtree(site.root / ".sitegen")
    with pytest.raises(InputError, match="has not been built"):
        ask(site, PAGE)


# -- why it was made -------------------------------------------------------------------------------


def test_the_first_build_makes_everything(site: Site) -> None:
    told = ask(site, PAGE)
    assert told.made.endswith("everything was made: the cache, or the output, was new")
    assert told.last == "it was made in that build, the last one"


def test_nothing_changed(site: Site) -> None:
    site.build()
    assert ask(site, PAGE).last.endswith("the whole site was unchanged")


def test_a_cable_was_edited(site: Site) -> None:
    site.put("cables/b.txt", telegram(2, subject="EDITED", ref="REYKJAVIK 1", dtg="020900Z MAR 08"))
    site.build()
    edited = ask(site, "cable/2008/03/08REYKJAVIK2.html")
    assert "what is on it was changed (its record; the cables before and after it" in edited.made
    neighbour = ask(site, PAGE)
    assert "what is on it was changed" in neighbour.made, "it shows who cites it"
    other = ask(site, "cable/2007/05/07LISBON3.md")
    assert other.last.endswith("unchanged, as was all it is made from")
    assert "everything was made" in other.made


def test_a_cable_is_new_and_goes_again(site: Site) -> None:
    site.put("new.txt", telegram(9, dtg="030900Z MAR 08"))
    site.build()
    path = "cable/2008/03/08REYKJAVIK9.html"
    assert ask(site, path).made.endswith("it was new")
    site.drop("new.txt")
    site.build()
    with pytest.raises(InputError, match="no such file"):
        ask(site, path)
    site.put("new.txt", telegram(9, dtg="030900Z MAR 08"))
    site.build()
    assert ask(site, path).made.endswith("it was new")


def test_the_theme_was_changed(site: Site) -> None:
    site.put("/templates/404.html", "<p>Nothing.</p>\n")
    assert ask(site, PAGE).now.startswith("theme or sitegen.toml were changed since")
    site.build()
    told = ask(site, PAGE)
    assert told.made.endswith("the theme was changed, but its bytes came out as they were")
    assert ask(site, "404.html").made.endswith("the theme was changed")
    assert "everything was made" in ask(site, PAGE.replace(".html", ".md")).made


def test_the_configuration_was_changed(site: Site) -> None:
    site.put("/sitegen.toml", 'title = "Another"\n')
    site.build()
    assert ask(site, PAGE).made.endswith("sitegen.toml or the hand-written pages were changed")


@pytest.mark.parametrize("is_gone", [True, False])
def test_the_file_was_gone_or_altered(site: Site, is_gone: bool) -> None:
    file = site.output / PAGE
    if is_gone:
        file.unlink()
    else:
        file.write_text("defaced")
    assert "the next build makes it again" in ask(site, PAGE).now
    site.build()
    told = ask(site, PAGE)
    assert told.made.endswith("its file in the output was gone or altered")
    assert told.now == "the file is as it was made"


def test_old_builds_are_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview builds for days."""
    monkeypatch.setattr(history, "KEPT", 2)
    site.put("dump.csv", row("08DAKAR4") + row("08DAKAR5", number=2, text="1. Edited."))
    site.build()
    for _ in range(4):
        site.build()
    assert ask(site, "cable/2008/03/08DAKAR5.html").made == "long ago"
    assert "everything was made" in ask(site, "static/style.css").made


def test_it_is_printed_and_told_as_json(site: Site) -> None:
    done = sitegen("why", f"/{PAGE}", str(site.root))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[:2] == [PAGE, "  is           page of the cable 08REYKJAVIK1"]
    assert lines[-1] == "  now          the file is as it was made"
    told = json.loads(sitegen("why", PAGE, str(site.root), "--json").output)
    assert told["what"] == "page of the cable 08REYKJAVIK1"
    unknown = sitegen("why", "nowhere.html", str(site.root))
    assert unknown.exit_code == 4
    assert "near it: " in unknown.output


def test_of_what_is_withheld_the_reason_is_told(site: Site) -> None:
    site.put("note.txt", "Remember the milk.")
    clash = GOOD["cables/a.txt"]
    assert isinstance(clash, str)
    site.put("b2.txt", clash.replace("SUBJECT:", "SUBJECT: ANOTHER"))
    site.build()
    for typed, code in (
        ("content/note.txt", "not-a-cable"),
        ("content/b2.txt", "duplicate-identifier"),
        ("08REYKJAVIK1", "duplicate-identifier"),
    ):
        with pytest.raises(InputError, match=f"withheld: .*{code}") as told:
            ask(site, typed)
        assert told.value.hint


NEAR_SOURCES = (
    ("content/cables/a.tx", "cables/a.txt", "a slip in the name of a source"),
    ("08REYKJAVIK9", "08REYKJAVIK", "a number that is not there"),
)


@pytest.mark.parametrize(
    ("typed", "near", "reason"), NEAR_SOURCES, ids=[one[2] for one in NEAR_SOURCES]
)
def test_of_an_unknown_source_or_identifier_what_is_near_is_named(
    site: Site, typed: str, near: str, reason: str
) -> None:
    with pytest.raises(InputError, match="no such file") as told:
        ask(site, typed)
    assert f"near it: {near}" in told.value.hint

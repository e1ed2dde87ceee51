"""Incremental is clean: after any edits a build gives what a build from nothing gives."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import GOOD, Site, Tree, differing, markdown, reader_page, row, telegram, tree

from sitegen import load
from sitegen.build import Report
from sitegen.diagnostics import diagnostic
from sitegen.errors import TemplateError
from sitegen.records import Diagnostic, Source

# -- random edits ----------------------------------------------------------------------------------

Edit = Callable[[Site], object]

# What may be said of a cable, by variant: dates, tags, references, texts that move it about.
VARIANTS: tuple[dict[str, str], ...] = (
    {},
    {"text": "1. (U) Another text.", "tags": "PGOV IC"},
    {"dtg": "120900Z MAR 08", "ref": "A. REYKJAVIK 1\n     B. REYKJAVIK 2"},
    {"dtg": "311200Z DEC 08", "ref": "REYKJAVIK 3", "classification": "C O N F I D E N T I A L"},
    {"subject": "C AND C++ <B>", "tags": "C, C++"},
    {"ref": "LISBON 9", "tags": ""},
)
CONFIGS = (
    "",
    'title = "Another title"\nnotice = "Specimens"\n',
    "page_size = 2\n",
    'base_url = "https://example.org/archive"\nfeed_size = 2\n',
)
TEMPLATES = {
    "cable.html": '{% extends "!default/cable.html" %}{% block head %}<!-- ours -->{% endblock %}',
    "list.html": '{% extends "!default/list.html" %}{% block head %}<!-- {{ page.count }} -->{% endblock %}',
    "base.html": '{% extends "!default/base.html" %}{% block title %}T{% endblock %}',
    "home.html": '{% extends "base.html" %}{% block main %}{{ page.count }}{% endblock %}',
    "404.html": "{{ page.nothing }}",  # fails where it is rendered
    "page.html": "{% if %}",  # fails where it is read
    "static/style.css": "p { color: green }",
    "static/extra/note.txt": "A file more.",
}
PAGES = ("Text.", "---\ntitle: Titled\norder: 1\n---\n# A *page*\n", "---\ntitle: [\n---\n")

numbers = st.integers(1, 4)
variants = st.sampled_from(VARIANTS)


def put(path: str, data: str) -> Edit:
    return lambda site: site.put(path, data)


def remove(path: str) -> Edit:
    """The nth file there is, if there is one: the path is a number as text."""

    def edit(site: Site) -> None:
        files = sorted(
            path for path in site.root.rglob("*") if path.is_file() and _is_input(site, path)
        )
        if files:
            files[int(path) % len(files)].unlink()

    return edit


def _is_input(site: Site, path: Path) -> bool:
    return not path.is_relative_to(site.output) and ".sitegen" not in path.parts


def vandalise(place: str, data: bytes | None) -> Edit:
    """Delete or alter a file of the output behind the build's back."""

    def edit(site: Site) -> None:
        files = sorted(
            path for path in site.output.rglob("*") if path.is_file() and path.name[0] != "."
        )
        if not files:
            return
        victim = files[int(place) % len(files)]
        victim.unlink()
        if data is not None:
            victim.write_bytes(data)

    return edit


def forget(site: Site) -> None:
    """Delete all that builds remember."""
    shutil.rmtree(site.root / ".sitegen", ignore_errors=True)


def same(site: Site) -> None:
    """No edit at all."""


def as_telegram(number: int, variant: dict[str, str]) -> str:
    return telegram(number, **variant)


def as_page(number: int, variant: dict[str, str]) -> str:
    return reader_page(f"08REYKJAVIK{number}", body=as_telegram(number, variant))


# Records that make one cable, or two of one identifier: (identifier, section, text, origin, day).
PIECES: tuple[tuple[str, str, str, str, str], ...] = (
    ("08BRUSSELS7", "", "1. (U) The harbour.", "Embassy Brussels", "010900Z MAR 08"),
    ("08BRUSSELS7", "", "1. (U) The herring.", "USEU Brussels", "020900Z APR 08"),
    ("08USEUBRUSSELS7", "", "1. (U) The herring.", "USEU Brussels", "020900Z APR 08"),
    ("08ECTION01OF02BRUSSELS7", "", "1. (U) The harb0ur.", "Embassy Brussels", "011000Z MAR 08"),
    ("08BRUSSELS7", "01 OF 03", "1. (U) The harbour and", "Embassy Brussels", "010900Z MAR 08"),
    ("08BRUSSELS7", "02 OF 03", "the quay.", "Embassy Brussels", "010900Z MAR 08"),
    ("08BRUSSELS7", "03 OF 03", "2. (U) The gulls.", "Embassy Brussels", "020900Z MAR 08"),
)


def as_piece(place: int) -> str:
    name, section, text, origin, day = PIECES[place]
    body = telegram(7, post="BRUSSELS", dtg=day, text=text, ref="REYKJAVIK 1")
    if section:
        body = body.replace("UNCLAS BRUSSELS", f"UNCLAS SECTION {section} BRUSSELS")
    return reader_page(name, origin=origin, body=f"VZCZCXYZ{place:04}\n{body}")


places = st.integers(0, 10_000).map(str)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda n, v: put(f"cables/{n}.txt", as_telegram(n, v)), numbers, variants),
    st.builds(lambda n, v: put(f"cables/{n}.txt", as_page(n, v)), numbers, variants),
    st.builds(lambda n, v: put(f"copies/{n}.txt", as_telegram(n, v)), numbers, variants),
    st.builds(
        lambda n, p: put(f"pieces/{n}.txt", as_piece(p)), numbers, st.integers(0, len(PIECES) - 1)
    ),
    st.builds(
        lambda n, name: put(f"edited/piece-{n}.md", markdown(name, "aliases: [08BRUSSELS7]\n")),
        st.integers(1, 2),
        st.sampled_from(("08BRUSSELS7", "08USEUBRUSSELS7")),
    ),
    st.builds(
        lambda v: put("cables/citing.txt", as_telegram(9, {"ref": v})),
        st.sampled_from(("BRUSSELS 7", "USEU BRUSSELS 7")),
    ),
    st.builds(
        lambda rows: put(
            "dump.csv", "".join(row(f"08REYKJAVIK{n}", text=text) for n, text in rows)
        ),
        st.lists(
            st.tuples(st.integers(3, 7), st.sampled_from(("1. Row.", "1. Other row."))), max_size=4
        ),
    ),
    st.builds(
        lambda n, more: put(f"edited/{n}.md", markdown(f"08REYKJAVIK{n}", more)),
        numbers,
        st.sampled_from(
            ("", "tags: [PGOV, c]\n", "references: [{raw: X, id: 08REYKJAVIK1}]\n", "tags: {\n")
        ),
    ),
    st.builds(lambda n, text: put(f"pages/page-{n}.md", text), numbers, st.sampled_from(PAGES)),
    st.builds(lambda text: put("/sitegen.toml", text), st.sampled_from(CONFIGS)),
    st.builds(
        lambda name: put(f"/templates/{name}", TEMPLATES[name]), st.sampled_from(sorted(TEMPLATES))
    ),
    st.builds(lambda text: put("junk.bin", text), st.sampled_from(("", "no cable", "\0\1\2"))),
    st.builds(remove, places),
    st.builds(remove, places),
    st.builds(vandalise, places, st.sampled_from((None, b"", b"vandalised"))),
    st.sampled_from((forget, same)),
)


def outcome(site: Site, output: Path | None = None) -> Tree | str:
    """The tree of a build, or what stopped it."""
    try:
        site.build(output=output)
    except TemplateError as error:
        return str(error)
    return tree(output or site.output)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=2, max_size=5))
@settings(
    max_examples=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_edits_then_a_build_is_a_clean_build(batches: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site", GOOD)
        for number, batch in zip(count(), batches, strict=False):
            for edit in batch:
                edit(site)
            before = tree(site.output) if site.output.exists() else {}
            built, clean = outcome(site), outcome(site, Path(folder) / f"clean-{number}" / "output")
            if isinstance(clean, str):
                assert built == clean
                assert (tree(site.output) if site.output.exists() else {}) == before
            else:
                assert not isinstance(built, str), built
                assert differing(built, clean) == set()


# -- edits that once went wrong, or are the hardest, by name ---------------------------------------

CITING = telegram(8, ref="BRUSSELS 7")

# From one state of a file to another (None: not there): what each other page must notice.
TURNS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("a reference taken back", "cables/b.txt", GOOD["cables/b.txt"], telegram(2, dtg="020900Z MAR 08")),
    ("a reference to what was not there", "x.txt", None, telegram(3, ref="REYKJAVIK 1")),
    ("what was cited goes", "cables/a.txt", GOOD["cables/a.txt"], None),
    ("another day, month and year", "cables/b.txt", telegram(2), telegram(2, dtg="311200Z DEC 08")),
    ("its last tag goes", "x.txt", telegram(3, tags="KFLU"), telegram(3, tags="")),
    ("a tag that shares another's address", "x.md", markdown(more="tags: [C++]\n"), markdown(more="tags: [C++, C]\n")),
    ("another identifier in the same file", "x.txt", telegram(3), telegram(4)),
    ("a clash that ends", "x.txt", telegram(1, subject="OTHER"), None),
    ("a clash that begins", "x.txt", None, telegram(1, subject="OTHER")),
    ("a copy that comes first", "a-copy.txt", None, GOOD["cables/a.txt"]),
    ("Markdown over its original", "x.md", None, markdown("08REYKJAVIK1")),
    ("Markdown taken away", "x.md", markdown("08REYKJAVIK1"), None),
    ("a row less", "dump.csv", row("08DAKAR4") + row("08DAKAR5", number=2), row("08DAKAR5", number=2)),
    ("the mission's cable comes", "x.txt", None, as_piece(1)),
    ("a section comes", "pieces/2.txt", as_piece(4), as_piece(5)),
    ("a malformed twin comes", "x.txt", None, as_piece(3)),
    ("an alias by hand", "x.md", None, markdown("08REYKJAVIK9", "aliases: [08BRUSSELS7]\n")),
    ("a page less in every menu", "pages/about.md", GOOD["pages/about.md"], None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "path", "before", "after"), TURNS, ids=[turn[0] for turn in TURNS]
)
def test_a_turn_is_noticed_wherever_it_matters(
    tmp_path: Path, reason: str, path: str, before: str | None, after: str | None
) -> None:
    site = Site(tmp_path / "site", {**GOOD, "pieces/1.txt": as_piece(0), "citing.txt": CITING})
    for number, state in enumerate((before, after, before)):
        if state is not None:
            site.put(path, state)
        elif (site.content / path).exists():
            site.drop(path)
        clean = tmp_path / f"clean-{number}" / "output"
        site.build()
        site.build(output=clean)
        assert differing(site.tree(), tree(clean)) == set(), reason


BEHIND_ITS_BACK: tuple[tuple[str, str], ...] = (
    ("cable/2008/03/08REYKJAVIK1.html", "a page"),
    ("cable/2008/03/08REYKJAVIK1.txt", "an original"),
    ("search/index.json", "one file of many that are made from one thing"),
    ("static/style.css", "a file that is only copied"),
    ("index.html", "the home page"),
    (".sitegen-manifest", "the list of our files: then the folder is not known to be ours"),
)


@pytest.mark.parametrize(("path", "reason"), BEHIND_ITS_BACK[:-1])
@pytest.mark.parametrize("change", ["delete", "alter"])
def test_what_was_lost_in_the_output_is_made_again(
    tmp_path: Path, path: str, reason: str, change: str
) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    whole = site.tree()
    assert path in whole, reason
    (site.output / path).unlink()
    if change == "alter":
        (site.output / path).write_bytes(b"altered")
    report = site.build()
    assert differing(site.tree(), whole) == set()
    assert report.written + report.unchanged == report.files
    assert report.written <= 1 or path.startswith("search/")


def test_a_whole_folder_of_the_output_lost(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    whole = site.tree()
    shutil.rmtree(site.output / "search")
    shutil.rmtree(site.output / "tag")
    site.build()
    assert differing(site.tree(), whole) == set()


def test_the_output_removed_and_the_cache_kept(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    whole = site.tree()
    shutil.rmtree(site.output)
    site.build()
    assert differing(site.tree(), whole) == set()


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    whole = site.tree()
    cache = tmp_path / ".sitegen" / "output" / "cache.sqlite"
    cache.write_bytes(b"not a database" * 1000)
    site.build()
    assert differing(site.tree(), whole) == set()


def test_a_file_saved_twice_within_the_clock_s_tick_is_read_again(tmp_path: Path) -> None:
    """Same size, same time: only a build that mistrusts fresh times sees the second save."""
    site = Site(tmp_path, GOOD)
    path = site.put("cables/a.txt", telegram(1, subject="FIRST"))
    path.touch()
    site.build()
    time = path.stat().st_mtime_ns
    path.write_text(telegram(1, subject="OTHER"), "utf-8")
    os.utime(path, ns=(time, time))
    site.build()
    assert b"Other" in site.tree()["cable/2008/03/08REYKJAVIK1.html"]


# -- nothing changed, little changed ---------------------------------------------------------------


def states(output: Path) -> dict[str, tuple[int, int, int]]:
    """Time, inode and mode of every file and folder."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino, path.stat().st_mode)
        for path in [output, *output.rglob("*")]
    }


def test_a_build_that_finds_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    before = states(site.output)
    report = site.build()
    assert states(site.output) == before
    assert (report.written, report.removed) == (0, 0)
    assert report.unchanged == report.files


def test_a_post_no_table_has_is_called_as_its_latest_cable_calls_it(tmp_path: Path) -> None:
    """Everywhere, also where nothing else of that cable is shown."""

    def cable(number: int, kind: str) -> str:
        text = telegram(number, post="PORT STANLEY", dtg=f"0{number}0900Z MAR 08")
        return text.replace("AMEMBASSY PORT STANLEY", f"{kind} PORT STANLEY")

    site = Site(
        tmp_path / "a",
        {f"cables/{number}.txt": cable(number, "AMCONSUL") for number in range(1, 8)},
    )
    site.build()
    assert b"Consulate Port Stanley" in site.tree()["post/index.html"]
    site.put("cables/7.txt", cable(7, "AMEMBASSY"))
    site.build()
    shutil.copytree(site.content, tmp_path / "b/content")
    clean = Site(tmp_path / "b")
    clean.build()
    assert b"Embassy Port Stanley" in site.tree()["post/index.html"]
    assert not differing(site.tree(), clean.tree())


def test_an_edit_of_a_hand_written_page_is_seen(tmp_path: Path) -> None:
    """Though pages are remembered."""
    site = Site(tmp_path, GOOD)
    site.build()
    site.put("pages/about.md", "---\ntitle: About\n---\n\nAnother text.\n")
    site.build()
    assert b"Another text." in site.tree()["about/index.html"]


def test_a_file_only_touched_changes_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    before = states(site.output)
    for path, data in GOOD.items():
        site.put(path, data)
    site.build()
    assert states(site.output) == before


def test_without_the_cache_nothing_is_written_either(tmp_path: Path) -> None:
    """What is made again and alike is not published again."""
    site = Site(tmp_path, GOOD)
    site.build()
    before = states(site.output)
    forget(site)
    site.build()
    changed = {path for path, state in states(site.output).items() if before[path] != state}
    assert changed == set()


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@pytest.fixture
def archive(tmp_path: Path) -> Site:
    """72 cables of two posts over three years, so many that tags and posts are bucketed."""
    files = {
        f"{year}/{month}-{post}.txt": telegram(
            month,
            post=post,
            dtg=f"{month + 1:02}0900Z {MONTHS[month - 1]} {year:02}",
            tags=f"SCUL {tag}",
        )
        for year in (6, 7, 8)
        for month in range(1, 13)
        for post, tag in (("DAKAR", "SG"), ("LISBON", "PO"))
    }
    return Site(tmp_path, {**files, "/sitegen.toml": "page_size = 10\nfeed_size = 10\n"})


# An edit of 07DAKAR6, of June 2007: which files may change, and why.
SUBJECT_EDIT: tuple[tuple[str, str], ...] = (
    ("cable/2007/06/07DAKAR6.html", "its page"),
    ("cable/2007/06/07DAKAR6.md", "its Markdown"),
    ("cable/2007/06/07DAKAR6.txt", "its original"),
    ("cable/2007/06/07LISBON6.html", "the later cable, of the same day, names it"),
    ("cable/2007/05/07LISBON5.html", "the earlier cable names it"),
    ("cable/2007/05/07DAKAR5.html", "the earlier cable of the post"),
    ("cable/2007/07/07DAKAR7.html", "the later cable of the post"),
    ("tag/SCUL/2007/06/index.html", "its month under a tag of all cables"),
    ("tag/SG/2007/06/index.html", "its month under its post's tag"),
    ("post/DAKAR/2007/06/index.html", "its month at its post"),
    ("classification/UNCLASSIFIED/2007/06/index.html", "its month under its classification"),
    ("date/2007/06/index.html", "its month"),
    ("date/2007/06/07/index.html", "its day"),
)


def test_an_edit_changes_a_handful_of_files(archive: Site) -> None:
    archive.build()
    before = archive.tree()
    archive.put(
        "7/6-DAKAR.txt",
        telegram(6, post="DAKAR", dtg="070900Z JUN 07", tags="SCUL SG", subject="NEW"),
    )
    archive.build()
    changed = differing(before, archive.tree()) - {".sitegen-manifest"}
    pages = {path for path in changed if not path.startswith("search/")}
    assert pages == {path for path, _ in SUBJECT_EDIT}
    assert changed - pages, "the search knows the new word"


def test_a_new_cable_shifts_nothing(archive: Site) -> None:
    """Beside what an edit changes: the counts above it, the home page, and its month's map."""
    archive.build()
    before = archive.tree()
    archive.put(
        "new.txt", telegram(99, post="DAKAR", dtg="150900Z JUN 07", tags="SCUL SG", subject="NEW")
    )
    archive.build()
    changed = differing(before, archive.tree())
    lost = {
        path for path in before.keys() - archive.tree().keys() if not path.startswith("search/")
    }
    assert lost == set(), "an address is for ever"
    cables = {
        path.rpartition("/")[2]
        for path in changed
        if path.startswith("cable/") and path.endswith(".html")
    }
    assert cables == {"07DAKAR99.html", "07LISBON6.html", "07DAKAR6.html", "07DAKAR7.html"}
    assert {
        "index.html",
        "sitemap/2007-06.xml",
        "date/index.html",
        "date/2007/index.html",
    } <= changed
    for path in sorted(changed):
        is_elsewhere = any(
            part in path
            for part in ("/2006/", "/2008/", "-PO", "LISBON/", "tag/PO", "2006-", "2008-")
        )
        assert not is_elsewhere or path.startswith("search/"), path
    assert "feed.xml" not in changed, "the latest cables are of 2008"


def test_a_new_latest_cable_is_in_the_feed(archive: Site) -> None:
    archive.build()
    archive.put("new.txt", telegram(99, post="DAKAR", dtg="150900Z DEC 08", tags="SG"))
    archive.build()
    assert b"08DAKAR99" in archive.tree()["feed.xml"]


def test_what_could_not_be_read_is_forgotten_when_it_is_gone(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    link = site.content / "gone.txt"
    link.symlink_to(tmp_path / "nowhere")
    assert [one.code for one in site.build().diagnostics if one.severity == "error"] == [
        "unreadable-file"
    ]
    link.unlink()
    report = site.build()
    assert not [one for one in report.diagnostics if one.severity == "error"]
    assert report.withheld == 0


def test_a_dump_that_broke_off_and_is_gone_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    clean = site.tree()
    site.put("more.csv", row("08DAKAR6") + row("08DAKAR7", number=2))
    real = load.read

    def broken(content: Path, path: str, **options: bool) -> Iterator[Source | Diagnostic]:
        for number, one in enumerate(real(content, path, **options)):
            if path == "more.csv" and number == 1:
                yield diagnostic("unreadable-file", path, 0, "the disk failed")
                return
            yield one

    monkeypatch.setattr(load, "read", broken)
    site.build()
    monkeypatch.undo()
    assert differing(site.tree(), clean)
    site.drop("more.csv")
    site.build()
    assert differing(site.tree(), clean) == set()


# -- the preview: only what was saved is looked at -------------------------------------------------


def quick(site: Site, *paths: str) -> Report:
    """A build as the preview makes it: the pages, then the search index."""
    saved = [site.content / path for path in paths]
    report = site.build(saved=saved, is_quick=True)
    site.build(saved=())
    return report


@pytest.mark.parametrize(
    ("reason", "path", "before", "after"), TURNS, ids=[turn[0] for turn in TURNS]
)
def test_a_turn_is_noticed_by_the_preview(
    tmp_path: Path, reason: str, path: str, before: str | None, after: str | None
) -> None:
    site = Site(tmp_path / "site", {**GOOD, "pieces/1.txt": as_piece(0), "citing.txt": CITING})
    site.build()
    for number, state in enumerate((before, after, before)):
        if state is not None:
            site.put(path, state)
        elif (site.content / path).exists():
            site.drop(path)
        clean = tmp_path / f"clean-{number}" / "output"
        quick(site, path)
        site.build(output=clean)
        assert differing(site.tree(), tree(clean)) == set(), reason


HERRING = telegram(6, post="DAKAR", dtg="070900Z JUN 07", tags="SCUL SG", text="1. Herring.")


def test_the_page_comes_first_and_the_search_follows(archive: Site) -> None:
    archive.build()
    before = archive.tree()
    archive.put("7/6-DAKAR.txt", HERRING)
    archive.build(saved=[archive.content / "7/6-DAKAR.txt"], is_quick=True)
    changed = differing(before, archive.tree())
    assert "cable/2007/06/07DAKAR6.html" in changed
    assert not {path for path in changed if path.startswith("search/")}
    archive.build(saved=())
    assert {path for path in differing(before, archive.tree()) if path.startswith("search/")}


def test_only_what_was_saved_is_looked_at(archive: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.build()
    monkeypatch.setattr(load, "_walk", lambda *_: pytest.fail("the whole folder was looked at"))
    archive.put("7/6-DAKAR.txt", HERRING)
    report = quick(archive, "7/6-DAKAR.txt")
    assert report.written == 3, "page, Markdown, original"


def test_a_folder_that_goes_is_looked_for_everywhere(archive: Site) -> None:
    """A folder that is moved away is one event, of its own path."""
    archive.build()
    shutil.rmtree(archive.content / "7")
    report = quick(archive, "7")
    assert report.cables == 48


def test_what_was_altered_before_a_preview_is_found_by_the_next_build(archive: Site) -> None:
    """A preview does not look at the output, but publishes a newer list of its files."""
    archive.build()
    whole = archive.tree()
    victim = archive.output / "cable/2008/12/08LISBON12.html"
    victim.write_bytes(b"altered")
    archive.put("7/6-DAKAR.txt", HERRING)
    quick(archive, "7/6-DAKAR.txt")
    archive.build()
    assert archive.tree()["cable/2008/12/08LISBON12.html"] == whole["cable/2008/12/08LISBON12.html"]


def test_a_folder_that_becomes_a_file(archive: Site) -> None:
    archive.build()
    shutil.rmtree(archive.content / "7")
    archive.put("7", "no cable")
    assert quick(archive, "7").cables == 48


def test_an_unreadable_file_that_goes_is_forgotten_by_the_preview(archive: Site) -> None:
    link = archive.content / "gone.txt"
    link.symlink_to(archive.content / "nowhere")
    assert archive.build().withheld == 1
    link.unlink()
    assert quick(archive, "gone.txt").withheld == 0

# ruff: noqa: E501 - tables are read by column
"""Bad input: one clear line with file, line and remedy, the right exit code, and the rest is built.

Every fault is tried among good cables, whose pages must not change by a byte, and alone.
"""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from sites import GOOD, Site, Tree, markdown, reader_page, row, run, telegram

from sitegen.workspace import locked

# -- content: a diagnostic, and the build goes on --------------------------------------------------


class Fault(NamedTuple):
    """A bad file: what is in it, where the report must point, and how many of its records are held
    back (`lost`) or published all the same (`published`)."""

    reason: str
    path: str
    data: str | bytes
    code: str
    line: int = 1
    lost: int = 1
    published: int = 0
    duplicates: int = 0


def _front_matter(line: str) -> str:
    return markdown(more=f"{line}\n")


ANY = -1  # the line depends on how far the parser has come: any line of the file will do
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"
NUL = telegram(9, subject="NULS").replace("harbour", "har\0bour")
BINARY = bytes(range(256)) * 50

FAULTS = (
    Fault("a file that is no cable", "notes.txt", "Remember the milk.\n", "not-a-cable"),
    Fault("an empty file", "empty.txt", "", "not-a-cable"),
    Fault("nothing but blanks", "blank.txt", " \n\n\t\n", "not-a-cable"),
    Fault("bytes that are no text", "photo.jpg", BINARY, "not-a-cable"),
    Fault("UTF-16", "wide.txt", telegram(9).encode("utf-16"), "bad-encoding", 1, 0, 1),
    Fault("no name: nothing to derive an id from", "anonymous.txt", telegram(9).replace("REYKJAVIK 000009", ""), "no-identifier"),
    Fault("a reader page whose id is no id", "odd.txt", reader_page("HELLO WORLD", body="1. Text.\n"), "bad-identifier", ANY),
    Fault("an id that climbs out of the folder", "up.txt", reader_page("../../../etc/passwd", body="1. Text.\n"), "bad-identifier", ANY),
    Fault("no date at all", "undated.txt", reader_page("08REYKJAVIK9", created="2009-13-45", body="Text.\n"), "no-date", ANY),
    Fault("a date before there were cables", "old.md", markdown("08REYKJAVIK9").replace("2008-", "0008-"), "bad-front-matter", line=3),
    Fault("a date nobody will see", "new.md", markdown("08REYKJAVIK9").replace("2008-", "9008-"), "bad-front-matter", line=3),
    Fault("the same in a reader page", "old.txt", reader_page("08REYKJAVIK9", created="0008-03-12", body="1. Text.\n"), "no-date"),
    Fault("YAML that is broken", "broken.md", _front_matter("tags: [A, B"), "bad-front-matter", line=8),
    Fault("a tab in YAML", "tab.md", _front_matter("\ttags: [A]"), "bad-front-matter", line=7),
    Fault("YAML without end", "endless.md", "---\ntitle: x\n", "bad-front-matter"),
    Fault("YAML that would run Python", "python.md", _front_matter("x: !!python/object/apply:os.system [id]"), "bad-front-matter", line=7),
    Fault("YAML that would fill the memory", "bomb.md", _front_matter(BOMB), "bad-front-matter", line=7),
    Fault("a key given twice", "twice.md", _front_matter("title: Again"), "bad-front-matter", line=7),
    Fault("two documents in one", "two.md", "---\na: 1\n...\n--- \n", "bad-front-matter", line=2),
    Fault("a value of the wrong type", "typed.md", _front_matter("tags: PGOV"), "bad-front-matter", line=7),
    Fault("no identifier in front matter", "nameless.md", "---\ndate: 2008-03-12\norigin: {code: X, name: X}\n---\n", "bad-front-matter", ANY),
    Fault("a path for an identifier", "path.md", markdown("../../../etc/passwd"), "bad-identifier", line=4),
    Fault("a NUL in an identifier", "nul.md", markdown("08REYKJAVIK\x009"), "bad-identifier", line=4),
    Fault("a row of too few columns", "few.csv", '"1","3/12/2008 10:15","08DAKAR7","Embassy Dakar"\n', "bad-row"),
    Fault("a row of too many", "more.csv", row("08DAKAR7").rstrip("\n") + ',"more"\n', "bad-row"),
    Fault("a row whose quote does not close; the next survives", "open.csv",
          row("08DAKAR7").replace('Reykjavik",', "Reykjavik,") + row("08DAKAR8", number=2), "bad-row", published=1),
    Fault("NULs are left out of the page and told", "nuls.txt", NUL, "control-characters", lost=0, published=1),
    Fault("bytes of Windows are read and told", "cp.txt", telegram(9, text="1. Caf\u00e9.").encode("cp1252"),
          "bad-encoding", lost=0, published=1),
    Fault("the same in Markdown", "cp.md", markdown("08REYKJAVIK9", body="Caf\u00e9.").encode("cp1252"),
          "bad-encoding", lost=0, published=1),
    Fault("no text", "hollow.txt", telegram(9, text=""), "no-text", line=11, lost=0, published=1),
    Fault("a folder for a hand-written page", "pages/search.md", "x", "bad-page", lost=0),
    Fault("the home page is the site's own", "pages/index.html.md", "x", "bad-page", lost=0),
    Fault("the site's own name in other letters", "pages/Search.md", "x", "bad-page", lost=0),
    Fault("a page that is not UTF-8", "pages/cp.md", b"caf\xe9", "bad-page", lost=0),
    Fault("a page with broken YAML", "pages/yaml.md", "---\ntitle: Y\norder: [\n---\n", "bad-page", line=4, lost=0),
    Fault("an address taken", "pages/about~.md", "x", "bad-page", lost=0),
)  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The tree of the good cables alone. No bad file may change it, but for what it adds."""
    site = Site(tmp_path_factory.mktemp("good"), GOOD)
    site.build()
    return site.tree()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.reason for fault in FAULTS])
def test_among_good_cables(tmp_path: Path, good: Tree, fault: Fault) -> None:
    site = Site(tmp_path, {**GOOD, fault.path: fault.data})
    report = _built(site, fault)
    assert report["cables"] == 5 + fault.published
    assert report["records"] == 5 + fault.lost + fault.published + fault.duplicates
    if not fault.published:
        changed = {path for path in good if good[path] != site.tree().get(path)}
        assert changed == set()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.reason for fault in FAULTS])
def test_alone(tmp_path: Path, fault: Fault) -> None:
    if fault.path == "pages/about~.md":
        pytest.skip("nothing is wrong with it alone")
    site = Site(tmp_path, {fault.path: fault.data})
    assert _built(site, fault)["cables"] == fault.published


def _built(site: Site, fault: Fault) -> dict[str, Any]:
    """Build by command: exit 0, one clear line, and a report that accounts for every record."""
    done = site.sitegen("build", "--report", str(site.root / "report.json"), "--jobs", "1")
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = msgspec.json.decode((site.root / "report.json").read_bytes())
    assert report["records"] == report["cables"] + report["withheld"] + report["duplicates"]
    assert report["withheld"] == fault.lost
    told = [one for one in report["diagnostics"] if one["code"] == fault.code]
    assert [one["path"] for one in told] == [fault.path], report["diagnostics"]
    line = told[0]["line"]
    assert line == fault.line or (fault.line == ANY and line > 0)
    assert told[0]["hint"], "what is to be done"
    assert "Traceback" not in done.output
    if told[0]["severity"] != "note":
        lines = done.output.splitlines()
        (place,) = (number for number, line in enumerate(lines) if f"[{fault.code}]" in line)
        assert lines[place].startswith(f"{told[0]['severity']} {told[0]['path']}:{line}: ")
        assert lines[place + 1].strip() == told[0]["hint"]
    strict = site.sitegen("build", "--strict")
    assert strict.exit_code == (0 if told[0]["severity"] == "note" else 1)
    return report


def test_a_row_cut_off_in_its_text_is_told(tmp_path: Path) -> None:
    cut = row("08DAKAR7").rstrip('"\n') + "\n"
    report = Site(tmp_path, {"cut.csv": cut + row("08DAKAR8", number=2)}).build()
    assert [(one.code, one.line) for one in report.diagnostics] in (
        [("bad-row", 1)],
        [("truncated", 1)],
    )


def test_pages_alike_but_for_capitals_are_one_on_some_disks(tmp_path: Path) -> None:
    report = Site(tmp_path, {"pages/About.md": "One", "pages/about.md": "Two"}).build()
    assert [(one.path, one.code) for one in report.diagnostics] == [("pages/about.md", "bad-page")]


# -- two of one name -------------------------------------------------------------------------------


def test_two_different_cables_with_one_id_are_both_held_back(tmp_path: Path, good: Tree) -> None:
    clash = {"x.txt": telegram(9, subject="ONE"), "y.txt": telegram(9, subject="TWO")}
    site = Site(tmp_path, {**GOOD, **clash})
    report = site.build()
    assert (report.cables, report.withheld, report.duplicates) == (5, 2, 0)
    told = {one.path: one for one in report.diagnostics if one.code == "duplicate-identifier"}
    assert set(told) == set(clash)
    assert "y.txt:1" in told["x.txt"].message
    assert "08REYKJAVIK9" in told["x.txt"].message
    assert site.tree() == good


def test_the_same_cable_twice_is_published_once(tmp_path: Path, good: Tree) -> None:
    site = Site(tmp_path, {**GOOD, "zzz/copy.txt": GOOD["cables/a.txt"]})
    report = site.build()
    assert (report.cables, report.withheld, report.duplicates) == (5, 0, 1)
    assert [(one.path, one.code, one.severity) for one in report.diagnostics] == [
        ("zzz/copy.txt", "identical-duplicate", "note")
    ]
    assert site.tree() == good


def test_markdown_stands_for_its_cable_and_the_original_stays(tmp_path: Path) -> None:
    site = Site(tmp_path, {**GOOD, "by-hand.md": markdown("08REYKJAVIK1", body="By *hand*.")})
    report = site.build()
    assert (report.cables, report.withheld, report.duplicates) == (5, 0, 1)
    tree = site.tree()
    assert b"By <em>hand</em>" in tree["cable/2008/03/08REYKJAVIK1.html"]
    assert tree["cable/2008/03/08REYKJAVIK1.txt"] == GOOD["cables/a.txt"].encode()


@pytest.mark.parametrize("name", ["08reykjavik9", "08REYKJAVIK0009"])
def test_an_id_in_another_spelling_is_that_id(tmp_path: Path, name: str) -> None:
    """On a disk that knows no capitals two spellings would be one file."""
    site = Site(tmp_path, {"a.txt": telegram(9), "b.md": markdown(name)})
    assert site.build().cables == 1
    page = site.tree()["cable/2008/03/08REYKJAVIK9.html"]
    assert b"By hand" in page


# -- files that are none ---------------------------------------------------------------------------


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _outward(path: Path) -> None:
    secret = path.parents[2] / "secret.txt"
    secret.write_text(telegram(66, subject="OUTSIDE"))
    path.symlink_to(secret)


def _unreadable(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    path.write_text("x")
    path.chmod(0)


NO_FILES = {
    "a dangling link": _dangling,
    "a link out of the content folder": _outward,
    "a FIFO, which nobody will ever write to": os.mkfifo,
    "a file that may not be read": _unreadable,
}


@pytest.mark.parametrize("folder", ["cables", "pages"])
@pytest.mark.parametrize("reason", NO_FILES)
def test_what_is_no_file_is_told_and_left(
    tmp_path: Path, good: Tree, reason: str, folder: str
) -> None:
    site = Site(tmp_path / "site", GOOD)
    path = site.content / folder / "bad.md"
    NO_FILES[reason](path)
    done = run("build", "--report", "report.json", "--jobs", "1", cwd=site.root)
    assert done.returncode == 0, done.stderr
    report = msgspec.json.decode((site.root / "report.json").read_bytes())
    code = "bad-page" if folder == "pages" else "unreadable-file"
    assert [(one["path"], one["code"]) for one in report["diagnostics"]] == [
        (f"{folder}/bad.md", code)
    ]
    assert f"error {folder}/bad.md" in done.stderr
    assert site.tree() == good


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path, good: Tree) -> None:
    site = Site(tmp_path, GOOD)
    try:
        (site.content / os.fsdecode(b"caf\xe9.txt")).write_text(telegram(9))
    except OSError:
        pytest.skip("this file system wants UTF-8")
    report = site.build()
    assert [(one.path, one.code) for one in report.diagnostics] == [
        ("caf\\xe9.txt", "unreadable-file")
    ]
    assert report.withheld == 1
    assert site.tree() == good


ODD_NAMES = (
    "with blanks.txt", "quote\"'.txt", "new\nline.txt", "tab\t.txt", "ünïcode–名.txt", "..dots...txt"[1:] + "x",
    "-dash.txt", "#hash?query&.txt", "{{ 7*7 }}.txt", "<script>alert(1)</script>".replace("/", "_"),
    "esc\x1b[31m.txt", "bidi\u202e.txt", "%2e%2e%2f.txt", "a\\b.txt", "C:con.txt",
)  # fmt: skip


def test_files_of_odd_names_are_cables_like_others(tmp_path: Path) -> None:
    names = [name for name in ODD_NAMES if not name.startswith(".")]
    site = Site(tmp_path, {name: telegram(number) for number, name in enumerate(names, 1)})
    report = site.build()
    assert report.cables == len(names)
    assert report.diagnostics == ()
    for path in site.tree():
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", path), path


def test_an_odd_name_is_one_line_on_the_terminal(tmp_path: Path) -> None:
    site = Site(
        tmp_path, {f"{name}": "no cable" for name in ("new\nline", "esc\x1b[31m", "bidi\u202etxt")}
    )
    done = site.sitegen()
    assert done.exit_code == 0
    lines = [line for line in done.output.splitlines() if "[not-a-cable]" in line]
    assert sorted(lines) == [
        f"error {shown}:1: the file is in no known cable format [not-a-cable]"
        for shown in ("bidi\\u202etxt", "esc\\x1b[31m", "new\\nline")
    ]


# -- errors: nothing is built, the old site stands -------------------------------------------------


class Error(NamedTuple):
    """What stops a build: a file of the project, what it must say, where, and the exit code."""

    reason: str
    path: str
    data: str | bytes
    code: int
    place: str
    says: str


ERRORS = (
    Error("a key nobody knows", "/sitegen.toml", 'title = "x"\nbase_ulr = "y"\n', 2, "sitegen.toml:2", "did you mean `base_url`"),
    Error("a key like none", "/sitegen.toml", "qqqqqq = 1\n", 2, "sitegen.toml:1", "unknown key `qqqqqq`"),
    Error("a wrong type", "/sitegen.toml", "title = 3\n", 2, "sitegen.toml:1", "`title`"),
    Error("a number out of range", "/sitegen.toml", "page_size = 0\n", 2, "sitegen.toml:1", "at least 1"),
    Error("no address", "/sitegen.toml", '\n\nbase_url = "example.org"\n', 2, "sitegen.toml:3", "https://"),
    Error("broken TOML", "/sitegen.toml", 'title = "x\n', 2, "sitegen.toml:1", "not valid TOML"),
    Error("TOML that is not UTF-8", "/sitegen.toml", b'title = "caf\xe9"', 2, "sitegen.toml", "UTF-8"),
    Error("a template's syntax", "/templates/cable.html", "<p>\n{% if %}\n", 3, "cable.html:2", "xpected"),
    Error("a name no view has", "/templates/cable.html", "<p>\n\n{{ page.nothing }}\n", 3, "cable.html:3", "nothing"),
    Error("an include that is not there", "/templates/cable.html", '{% include "gone.html" %}', 3, "cable.html:1", "gone.html"),
    Error("an include from outside", "/templates/cable.html", '{% include "../../secret.html" %}', 3, "cable.html:1", "secret.html"),
    Error("a template in itself", "/templates/cable.html", '{% extends "cable.html" %}', 3, "cable.html:1", "!default/cable.html"),
    Error("a template that is not UTF-8", "/templates/cable.html", b"<p>\ncaf\xe9", 3, "cable.html:2", "UTF-8"),
)  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=[error.reason for error in ERRORS])
def test_an_error_stops_the_build_and_the_old_site_stands(
    tmp_path: Path, good: Tree, error: Error
) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    site.put("new.txt", telegram(9))
    site.put(error.path, error.data)
    done = site.sitegen()
    assert done.exit_code == error.code, done.output
    first = done.output.splitlines()[0]
    assert first.startswith("error: ")
    assert re.search(rf"{re.escape(error.place)}: ", first), first
    assert error.says in done.output
    assert len(done.output.splitlines()) <= 2, "one line, and what to do"
    assert site.tree() == good
    site.drop(error.path)
    site.drop("new.txt")
    assert site.sitegen().exit_code == 0, "mended"
    assert site.tree() == good


def test_no_content_folder(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.content.rmdir()
    done = site.sitegen()
    assert done.exit_code == 4
    assert "sitegen init" in done.output
    assert not site.output.exists()


def test_an_empty_content_folder_is_an_empty_site(tmp_path: Path) -> None:
    site = Site(tmp_path)
    done = site.sitegen()
    assert done.exit_code == 0, done.output
    assert {"index.html", "404.html", "search/index.html"} <= site.tree().keys()


def test_an_output_that_is_not_ours(tmp_path: Path) -> None:
    site = Site(tmp_path, {**GOOD, "/output/letter.txt": "Dear mother,"})
    done = site.sitegen()
    assert done.exit_code == 5
    assert "not made by sitegen" in done.output
    assert site.tree() == {"letter.txt": b"Dear mother,"}


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (".", "contains the sources"),
        ("content", "is the content"),
        ("content/site", "lies inside the content"),
        ("templates", "is the templates"),
        ("/", "is the whole disk"),
    ],
)
def test_an_output_that_would_swallow_the_sources(tmp_path: Path, output: str, reason: str) -> None:
    site = Site(tmp_path, {**GOOD, "/templates/x.html": "x"})
    before = sorted(tmp_path.rglob("*"))
    done = site.sitegen("build", "--output", output if output == "/" else str(tmp_path / output))
    assert done.exit_code == 5, reason
    assert done.output.startswith("error: ")
    assert len(done.output.splitlines()) == 2
    assert [path for path in sorted(tmp_path.rglob("*")) if ".sitegen" not in path.parts] == before


def test_a_second_build_at_once(tmp_path: Path, good: Tree) -> None:
    site = Site(tmp_path, GOOD)
    site.build()
    site.put("new.txt", telegram(9))
    with locked(tmp_path / ".sitegen" / "output" / "lock"):
        done = site.sitegen()
    assert done.exit_code == 6
    assert f"process {os.getpid()}" in done.output
    assert site.tree() == good


def test_faults_do_not_add_up_to_silence(tmp_path: Path) -> None:
    """All faults at once: each is told, none hides another."""
    faults = [fault for fault in FAULTS if not fault.published]
    site = Site(tmp_path, {**GOOD, **{fault.path: fault.data for fault in faults}})
    report = site.build()
    assert report.cables == 5
    told = {(one.path, one.code) for one in report.diagnostics}
    assert {(fault.path, fault.code) for fault in faults} <= told
    assert report.withheld == sum(fault.lost for fault in faults)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_packed_dump_cut_off_is_told_and_its_rows_are_published(
    tmp_path: Path, share: float
) -> None:
    """What is said of the file stands at a line where a row stands too."""
    rows = "".join(row(f"08DAKAR{n}", number=n) for n in range(1, 400))
    packed = gzip.compress(rows.encode(), mtime=0)
    site = Site(tmp_path, {**GOOD, "cut.csv.gz": packed[: int(len(packed) * share)]})
    report = site.build()
    assert [one.code for one in report.diagnostics if one.path == "cut.csv.gz"].count(
        "bad-gzip"
    ) == 1
    assert report.cables > 20
    assert (site.output / "cable/2008/03/08DAKAR1.html").exists()

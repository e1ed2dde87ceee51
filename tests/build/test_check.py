"""`sitegen check`: a report on the content that writes nothing. And an output folder is one site's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import GOOD, Site, telegram

from sitegen import reading
from sitegen.cli import main
from sitegen.diagnostics import CODES


def check(site: Site, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", str(site.root), *options])


def test_a_good_collection(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    done = check(site, "--strict")
    assert done.exit_code == 0, done.output
    assert "100.0 % of the characters understood" in done.output
    assert not site.output.exists()
    assert not (tmp_path / ".sitegen").exists()


def test_what_is_wrong_is_told_by_code_with_places_and_remedy(tmp_path: Path) -> None:
    bad = {f"bad-{n}.txt": "no cable at all" for n in range(5)}
    doubtful = {"a.txt": telegram(7, text="1. (C) Jane Roe (strictly protect).")}
    done = check(Site(tmp_path, {**bad, **doubtful}))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    at = next(n for n, line in enumerate(lines) if "not-a-cable" in line)
    assert lines[at].split()[:3] == ["5", "error", "not-a-cable:"]
    assert [line.split()[0] for line in lines[at + 1 : at + 4]] == [
        f"bad-{n}.txt:1" for n in range(3)
    ]
    assert lines[at + 4].strip() == "… and 2 more"
    assert lines[at + 5].strip() == f"→ {CODES['not-a-cable'].hint}"
    assert "(strictly protect)" in done.output


def test_strict_fails_and_json_has_everything(tmp_path: Path) -> None:
    site = Site(tmp_path, {"a.txt": telegram(7), "bad.txt": "no cable"})
    done = check(site, "--strict", "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert (report["records"], report["cables"], report["withheld"]) == (2, 1, 1)
    assert [one["path"] for one in report["diagnostics"]] == ["bad.txt"]


def test_what_was_least_understood_is_named(tmp_path: Path) -> None:
    garbled = telegram(7).replace(
        "FM AMEMBASSY", "\n".join(["GARBLE 1 X"] * 20) + "\nFM AMEMBASSY", 1
    )
    done = check(Site(tmp_path, {"a.txt": garbled, "b.txt": telegram(8)}))
    assert "less than 95% of 1 record" in done.output
    assert "a.txt:1  08REYKJAVIK7" in done.output


def test_it_agrees_with_the_build(tmp_path: Path) -> None:
    site = Site(tmp_path, {**GOOD, "bad.txt": "no cable"})
    found, built = json.loads(check(site, "--json").stdout), site.build()
    assert found["records"] == built.records
    assert len(found["diagnostics"]) == len(built.diagnostics)


def test_slips_in_pages_and_templates_are_told(tmp_path: Path) -> None:
    about = "---\norder: 1\ntitel: About\nqqq: {a: 1}\n---\n\nInvented for a test.\n"
    site = Site(tmp_path, {"a.txt": telegram(7), "pages/about.md": about})
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "cabel.html").write_text('{% extends "!default/cable.html" %}')
    told = [(one.path, one.line, one.code, one.hint) for one in site.build().diagnostics]
    assert told == [
        ("pages/about.md", 3, "unknown-key", "did you mean `title`?"),
        ("pages/about.md", 4, "unknown-key", "a page may have `title`, `description` and `order`"),
        ("templates/cabel.html", 0, "unused-template", "did you mean `cable.html`?"),
    ]
    assert "cabel.html" in check(site).output
    assert check(site, "--strict").exit_code == 1
    assert "Invented for a test" in (site.output / "about/index.html").read_text()


def test_the_output_of_another_site_is_refused(tmp_path: Path) -> None:
    one, other = Site(tmp_path / "one", GOOD), Site(tmp_path / "other", {"a.txt": telegram(7)})
    one.build()
    whole = one.tree()
    done = CliRunner().invoke(main, ["build", str(other.root), "--output", str(one.output)])
    assert done.exit_code == 5
    assert f"this is the site of {one.content}" in done.output
    assert one.tree() == whole


def test_a_project_that_was_moved_or_copied_builds_on(tmp_path: Path) -> None:
    site = Site(tmp_path / "one", GOOD)
    site.build()
    shutil.copytree(site.root, tmp_path / "copy")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "copy")])
    assert done.exit_code == 0, done.output
    site.root.rename(tmp_path / "moved")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "moved")])
    assert done.exit_code == 0, done.output


def test_a_month_with_very_many_files_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder is slow to list on some systems; the addresses stay, as they are a promise."""
    site = Site(tmp_path, {f"{n}.txt": telegram(n) for n in range(1, 5)})
    assert not site.build().diagnostics
    monkeypatch.setattr(reading, "CROWDED", 9)
    (told,) = site.build().diagnostics
    assert (told.path, told.code, told.severity) == ("cable/2008/03", "crowded-folder", "note")
    assert "12 of 4 cables" in told.message

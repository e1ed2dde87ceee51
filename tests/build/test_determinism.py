"""The same input gives the same bytes: whatever the jobs, hash seed, zone, locale, folder, umask."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from sites import DEMO, GOOD, Site, differing, run, telegram, tree

from sitegen import pool, reading, work
from sitegen.catalog import Row
from sitegen.errors import SitegenError


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, built in a plain environment."""
    root = tmp_path_factory.mktemp("reference")
    done = run("build", str(root), "--content", str(DEMO), "--jobs", "1", cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "output"


SURROUNDINGS: tuple[tuple[str, dict[str, str], int], ...] = (
    ("another order of sets", {"PYTHONHASHSEED": "4242", "TZ": "UTC"}, 0o022),
    (
        "ahead of UTC, comma for a point, closed umask",
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8"},
        0o077,
    ),
    (
        "behind UTC, no locale, open umask",
        {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        0o000,
    ),
    (
        "an optimising interpreter, another UTF-8 mode",
        {"PYTHONOPTIMIZE": "1", "PYTHONUTF8": "1"},
        0o027,
    ),
)


@pytest.mark.parametrize(
    ("reason", "environment", "umask"), SURROUNDINGS, ids=[s[0] for s in SURROUNDINGS]
)
def test_surroundings_change_nothing(
    tmp_path: Path, reference: Path, reason: str, environment: dict[str, str], umask: int
) -> None:
    root, elsewhere = tmp_path / "site", tmp_path / "else where"
    shutil.copytree(DEMO, root / "content")
    elsewhere.mkdir()
    done = run(
        "build", "../site", "--jobs", "1", cwd=elsewhere, environment=environment, umask=umask
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(reference), tree(root / "output")) == set()
    modes = {path.stat().st_mode for path in (root / "output").rglob("*")}
    assert {mode & 0o777 for mode in modes} == {0o644, 0o755}, "a site is for a web server to read"


def test_the_order_of_files_changes_nothing(tmp_path: Path, reference: Path) -> None:
    """The same cables from files of other names, in another order: only what names files differs."""
    site = Site(tmp_path)
    for number, path in enumerate(sorted(DEMO.rglob("*"), reverse=True)):
        if path.is_file():
            name = path.relative_to(DEMO).as_posix()
            site.put(
                name if name.startswith("pages/") else f"{number % 3}/{number:04}",
                path.read_bytes(),
            )
    site.build()
    changed = differing(tree(reference), site.tree()) - {".sitegen-manifest"}
    assert {Path(path).suffix for path in changed} <= {".md"}, sorted(changed)[:10]


def test_rows_in_another_order_change_nothing(tmp_path: Path) -> None:
    one, two = Site(tmp_path / "one", GOOD), Site(tmp_path / "two", GOOD)
    rows = [f'{text}"\n' for text in GOOD["dump.csv"].split('"\n') if text]
    two.put("dump.csv", "".join(reversed(rows)))
    one.build()
    two.build()
    changed = differing(one.tree(), two.tree()) - {".sitegen-manifest"}
    assert {Path(path).suffix for path in changed} <= {".md"}, (
        "the Markdown names the line of its source"
    )


def many(root: Path) -> Site:
    """A hundred and twenty cables in files and one dump."""
    files = {
        f"{number}.txt": telegram(
            number, dtg=f"{number % 28 + 1:02}{number % 24:02}00Z MAR 0{number % 10}"
        )
        for number in range(1, 121)
    }
    return Site(root, {**GOOD, **files})


@pytest.fixture
def pooled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes, and shares of a few cables, however small the site."""
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    monkeypatch.setattr(reading, "STREAM_FROM", 1)


@pytest.mark.usefixtures("pooled")
def test_jobs_change_nothing(tmp_path: Path) -> None:
    site = many(tmp_path / "site")
    site.build(jobs=1)
    report = site.build(jobs=4, output=tmp_path / "four" / "output")
    assert report.written == report.files
    assert differing(site.tree(), tree(tmp_path / "four" / "output")) == set()
    site.put("1.txt", telegram(1, subject="EDITED"))
    site.build(jobs=1)
    site.build(jobs=4, output=tmp_path / "four" / "output")
    assert differing(site.tree(), tree(tmp_path / "four" / "output")) == set()


@pytest.mark.usefixtures("pooled")
def test_a_template_that_fails_in_a_worker_is_told_with_its_line(tmp_path: Path) -> None:
    site = many(tmp_path)
    site.put("/templates/cable.html", "<p>\n{{ page.nothing }}")
    with pytest.raises(SitegenError, match="nothing") as caught:
        site.build(jobs=2)
    assert caught.value.exit_code == 3
    assert caught.value.place.endswith("templates/cable.html:2")
    assert not site.output.exists()


def _die(sources: object) -> list[Row]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


@pytest.mark.usefixtures("pooled")
def test_a_killed_worker_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "parse_sources", _die)
    with pytest.raises(SitegenError, match="worker process was killed"):
        many(tmp_path).build(jobs=2)
    assert not (tmp_path / "output").exists()


def test_builds_in_one_process_leave_no_files_open(tmp_path: Path) -> None:
    """The preview builds on every save, for days."""
    site = Site(tmp_path, GOOD)
    site.build()
    site.build()
    before = _open_files()
    for _ in range(5):
        site.build()
    assert _open_files() <= before


def _open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))

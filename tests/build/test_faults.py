"""What a machine does to a build: a worker or the build is killed, the disk is full or read-only, another
build is at work, the cache is cut off. The error is clear, the old site whole, the next build right.

The disks are small ones in memory, mounted where no other process sees them; a machine that does not
allow that skips these tests.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import GOOD, ROOT, Site, differing, run, telegram, tree

from sitegen import pool
from sitegen.errors import SitegenError

MANY = {f"more/{number}.txt": telegram(number) for number in range(100, 400)}
CACHE = Path(".sitegen", "output", "cache.sqlite")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that was built, with many cables that came since."""
    site = Site(tmp_path / "site", GOOD)
    site.build()
    for path, text in MANY.items():
        site.put(path, text)
    return site


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site with the many cables, as a clean build makes it."""
    site = Site(tmp_path_factory.mktemp("right"), {**GOOD, **MANY})
    site.build()
    return site.tree()


def is_making(site: Site) -> bool:
    """Whether a build is making pages."""
    staging = site.root / ".sitegen" / "output" / "staging"
    return any(path.suffix == ".html" for path in staging.rglob("*"))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)


def started(site: Site, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build", "--quiet", *options],
        cwd=site.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


# -- processes -------------------------------------------------------------------------------------


def test_a_worker_killed_while_pages_are_made(
    site: Site, right: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    before = site.tree()

    def kill_one() -> None:
        wait_for(lambda: is_making(site) and bool(multiprocessing.active_children()))
        os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    with pytest.raises(SitegenError, match="a worker process was killed") as told:
        site.build(jobs=2)
    killer.join()
    assert "--jobs 1" in told.value.hint
    assert site.tree() == before
    site.build()
    assert differing(site.tree(), right) == set()


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_ended_while_pages_are_made(
    site: Site, right: dict[str, bytes], stop: signal.Signals
) -> None:
    before = site.tree()
    process = started(site, "--jobs", "1")
    wait_for(lambda: is_making(site))
    process.send_signal(stop)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if stop == signal.SIGINT else -stop)
    assert stop != signal.SIGINT or "the site is as it was" in said
    assert site.tree() == before
    site.build()
    assert differing(site.tree(), right) == set()
    assert not is_making(site), "what was staged is removed"


def test_a_second_build_is_told_and_the_first_goes_on(site: Site, right: dict[str, bytes]) -> None:
    first = started(site, "--jobs", "1")
    wait_for(lambda: is_making(site))
    first.send_signal(signal.SIGSTOP)
    second = run("build", cwd=site.root)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 6
    assert f"another build is at work (process {first.pid})" in second.stderr
    assert first.wait(60) == 0
    assert first.stderr
    first.stderr.close()
    assert differing(site.tree(), right) == set()


# -- the cache -------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.99])
def test_a_cache_cut_off(site: Site, right: dict[str, bytes], share: float) -> None:
    cache = site.root / CACHE
    os.truncate(cache, int(cache.stat().st_size * share))
    report = site.build()
    assert report.cables == len(GOOD) + len(MANY)
    assert differing(site.tree(), right) == set()
    assert site.build().written == 0


def test_a_cache_that_is_a_folder_is_told(site: Site) -> None:
    cache, before = site.root / CACHE, site.tree()
    cache.unlink()
    (cache / "x").mkdir(parents=True)
    done = site.sitegen()
    assert done.exit_code == 5
    assert "cache.sqlite" in done.output
    assert site.tree() == before


# -- disks -----------------------------------------------------------------------------------------

IN_A_ROOM = ["unshare", "--map-root-user", "--mount", "sh", "-c"]

STORY = """
set -e
build() {{ {sitegen} build --quiet --jobs 1 --output disk/output site; }}
mount -t tmpfs -o size=64m none disk
build
mount -o remount,size=$(($(df -Pk disk | awk 'END {{ print $3 }}') + {left}))k disk
cp -R disk/output before
cp -R more site/content
{fault}
build || echo "exit code $?" >&2
cp -R disk/output after
mount -o remount,rw,size=64m disk
build
cp -R disk/output end
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with `disk` to mount something on, a site, and `more` for its content."""
    Site(tmp_path / "site", GOOD)
    for path, text in MANY.items():
        target = tmp_path / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
    (tmp_path / "disk").mkdir()
    command = [*IN_A_ROOM, "mount -t tmpfs none disk"]
    try:
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a disk")
    return tmp_path


def told(room: Path, left: int, fault: str = "") -> str:
    """What the second of three builds said, with so many KB left on the disk: see STORY."""
    command = " ".join(map(shlex.quote, [sys.executable, "-m", "sitegen"]))
    done = subprocess.run(
        [*IN_A_ROOM, STORY.format(sitegen=command, left=left, fault=fault)],
        cwd=room,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


# The second site needs some 7,000.
@pytest.mark.parametrize("left", [200, 700, 4_000])
def test_a_full_disk(room: Path, right: dict[str, bytes], left: int) -> None:
    """In the catalog, in the pages, in the list of files."""
    said = told(room, left)
    assert "exit code 5" in said
    assert re.search(r"^error: .*(No space left on device|is full)", said, re.MULTILINE), said
    assert len(said.splitlines()) == 3, "one error with a hint, no traceback"
    assert tree(room / "before") == tree(room / "after")
    assert differing(tree(room / "end"), right) == set()


def test_a_disk_that_is_read_only(room: Path, right: dict[str, bytes]) -> None:
    said = told(room, 64_000, "mount -o remount,ro disk")
    assert "exit code 5" in said
    assert "Read-only file system" in said
    assert "build somewhere else" in said
    assert tree(room / "before") == tree(room / "after")
    assert differing(tree(room / "end"), right) == set()

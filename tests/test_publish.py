"""Publishing: all or nothing, only our own files, the same bytes however one got there."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import workspace
from sitegen.errors import BusyError, OutputError
from sitegen.publish import Commit, Publication, open_output
from sitegen.workspace import MANIFEST, write_staged

Site = Mapping[str, bytes]


# --- Helpers ------------------------------------------------------------------------------------


def stage(publication: Publication, path: str, data: bytes) -> None:
    """What a worker and its parent do for a file."""
    known = publication.known(path)
    publication.record(path, *write_staged(publication.staging, path, data, known))


def publish(output: Path, site: Site) -> Commit:
    """A build of a site, as the driver does one: keep what has not changed, stage the rest."""
    with open_output(output, [output.parent / "content"]) as publication:
        for path, data in site.items():
            if publication.known(path) == sha(data):
                assert publication.keep(path)
            else:
                stage(publication, path, data)
        return publication.commit()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest_of(site: Site) -> bytes:
    return "".join(f"{sha(site[path])}  {path}\n" for path in sorted(site)).encode()


def tree(output: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder (None)."""
    return {
        path.relative_to(output).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in output.rglob("*")
    }


def expected(site: Site, foreign: Site | None = None) -> dict[str, bytes | None]:
    """The tree of a clean build with somebody else's files in it."""
    files = {**site, **(foreign or {})}
    folders = {parent.as_posix() for path in files for parent in Path(path).parents}
    return {
        **dict.fromkeys(folders - {"."}),
        **files,
        MANIFEST: manifest_of(site),
    }


def times(output: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in [output, *output.rglob("*")]}


def work(output: Path) -> Path:
    return output.parent / ".sitegen" / output.name


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


# --- What a build leaves ------------------------------------------------------------------------


def test_first_build_makes_the_folder(output: Path) -> None:
    site = {"index.html": b"home", "tag/PGOV/index.html": b"tag"}
    assert publish(output, site) == Commit(written=2, removed=0, unchanged=0)
    assert tree(output) == expected(site)


def test_an_empty_folder_will_do(output: Path) -> None:
    output.mkdir()
    publish(output, {"a": b"1"})
    assert tree(output) == expected({"a": b"1"})


def test_an_empty_site(output: Path) -> None:
    publish(output, {})
    assert tree(output) == {MANIFEST: b""}


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum")
def test_manifest_is_a_checksum_file(output: Path) -> None:
    publish(output, {"a b.html": b"1", "ä/x": b"2"})
    command = ["sha256sum", "--strict", "-c", MANIFEST]
    assert subprocess.run(command, cwd=output, capture_output=True, check=False).returncode == 0


def test_only_differences_are_written(output: Path) -> None:
    publish(output, {"a": b"1", "b": b"2", "c/d": b"3"})
    before = times(output)
    done = publish(output, {"a": b"1", "b": b"two", "e/f": b"4"})
    assert done == Commit(written=2, removed=1, unchanged=1)
    assert tree(output) == expected({"a": b"1", "b": b"two", "e/f": b"4"})
    assert times(output)[str(output / "a")] == before[str(output / "a")]


def test_nothing_changed_writes_nothing(output: Path) -> None:
    site = {"a": b"1", "b/c": b"2"}
    publish(output, site)
    before = times(output)
    assert publish(output, site) == Commit(written=0, removed=0, unchanged=2)
    with open_output(output, []) as publication:
        for path, data in site.items():
            stage(publication, path, data)
        assert publication.commit().written == 0
    assert times(output) == before


def test_without_commit_nothing_happens(output: Path) -> None:
    publish(output, {"a": b"1"})
    before = times(output)
    with open_output(output, []) as publication:
        stage(publication, "a", b"2")
    assert times(output) == before
    assert not (work(output) / "staging").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": b"1"}, {"a/b": b"2"}),
        ({"a/b": b"1"}, {"a": b"2"}),
        ({"a/b/c/d": b"1", "a/b/e": b"1"}, {"a/b": b"2"}),
        ({"a": b"1", "b/c": b"2"}, {"a/b/c": b"3", "b": b"4"}),
        ({"a": b"same"}, {"a/a": b"same"}),
    ],
)
def test_file_becomes_folder_and_back(output: Path, old: Site, new: Site) -> None:
    publish(output, old)
    publish(output, new)
    assert tree(output) == expected(new)
    publish(output, old)
    assert tree(output) == expected(old)


def test_a_file_takes_no_more_calls_than_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions are set for all; a folder is made when a file finds it missing, its parents likewise."""
    calls: list[str] = []

    def counted(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            return real(*given, **named)

        monkeypatch.setattr(owner, name, call)

    for name in ("open", "fchmod", "write", "close", "stat", "lstat"):
        counted(os, name)
    counted(Path, "mkdir")
    write_staged(tmp_path, "date/2009/02/23/index.html", b"a", None)
    calls.clear()
    write_staged(tmp_path, "date/2009/02/24/index.html", b"a", None)
    assert calls == ["open", "mkdir", "open", "fchmod", "write", "close"]
    calls.clear()
    write_staged(tmp_path, "date/2009/02/24/other.html", b"a", None)
    assert calls == ["open", "fchmod", "write", "close"]
    calls.clear()
    write_staged(tmp_path, "date/2009/02/24/other.html", b"a", sha(b"a"))
    assert calls == []


def test_permissions_do_not_depend_on_the_umask(output: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(output, {"a/b": b"1", "c": b"2"})
        publish(output, {"a/b": b"1", "d/e": b"2"})
    finally:
        os.umask(before)
    for path in [output, *output.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)


def test_workers_stage_and_the_parent_records(output: Path) -> None:
    publish(output, {"a": b"1"})
    with open_output(output, []) as publication:
        for path, data in {"a": b"1", "b/c": b"2"}.items():
            known = publication.known(path)
            publication.record(path, *write_staged(publication.staging, path, data, known))
        assert publication.commit() == Commit(written=1, removed=0, unchanged=1)
    assert tree(output) == expected({"a": b"1", "b/c": b"2"})


def test_work_of_a_dead_worker_is_done_again(output: Path) -> None:
    with open_output(output, []) as publication:
        write_staged(publication.staging, "a", b"what it had written of it", None)
        publication.record("a", *write_staged(publication.staging, "a", b"whole", None))
        publication.commit()
    assert tree(output) == expected({"a": b"whole"})


# --- Our bugs are tracebacks --------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/a", "../a", "a//b", "a/./b", "a\\b", "a\nb", MANIFEST])
def test_unsafe_paths(output: Path, path: str) -> None:
    with open_output(output, []) as publication, pytest.raises(ValueError, match="unsafe path"):
        stage(publication, path, b"")


def test_a_path_published_twice(output: Path) -> None:
    publish(output, {"a": b"1"})
    with open_output(output, []) as publication:
        assert publication.keep("a")
        assert not publication.keep("a")
        with pytest.raises(ValueError, match="twice"):
            stage(publication, "a", b"1")


def test_a_staged_file_nobody_recorded(output: Path) -> None:
    with open_output(output, []) as publication:
        write_staged(publication.staging, "a", b"", None)
        with pytest.raises(RuntimeError, match="1 files were staged and 0 recorded"):
            publication.commit()
    assert not output.exists()


# --- Other people's files -----------------------------------------------------------------------


def test_foreign_files_stay(output: Path) -> None:
    publish(output, {"a/b": b"1", "c/d": b"2"})
    foreign = {"CNAME": b"example.org", ".git/HEAD": b"ref", "a/mine": b"notes"}
    put(output, foreign)
    publish(output, {"e": b"3"})
    assert tree(output) == expected({"e": b"3"}, foreign)


def put(output: Path, files: Site) -> None:
    for path, data in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)


@pytest.mark.parametrize(
    ("foreign", "wanted"),
    [
        ({"new": b"mine"}, {"new": b"ours"}),
        ({"new/mine": b"mine"}, {"new": b"ours"}),
        ({"new": b"mine"}, {"new/index.html": b"ours"}),
        ({"old/mine": b"mine"}, {"old": b"ours"}),
    ],
)
def test_foreign_files_in_the_way(output: Path, foreign: Site, wanted: Site) -> None:
    old = {"a": b"1", "old/b": b"2"}
    publish(output, old)
    put(output, foreign)
    before = times(output)
    with pytest.raises(OutputError, match="not ours"):
        publish(output, wanted)
    assert times(output) == before


def test_empty_folder_in_the_way(output: Path) -> None:
    publish(output, {"old/a": b"1"})
    (output / "old" / "mine").mkdir()
    with pytest.raises(OutputError, match="not ours"):
        publish(output, {"old": b"2"})


def test_links_are_not_followed(output: Path, tmp_path: Path) -> None:
    publish(output, {"a/b": b"1", "a/c": b"2"})
    elsewhere = tmp_path / "elsewhere"
    (output / "a").rename(elsewhere)
    (output / "a").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="not ours"):
        publish(output, {"a/b": b"changed"})
    publish(output, {"d": b"3"})  # the removals would lie behind the link
    assert {path.name for path in elsewhere.iterdir()} == {"b", "c"}


@pytest.mark.parametrize("damage", ["gone", "altered", "folder gone", "became a folder"])
def test_damaged_files_are_written_again(output: Path, damage: str) -> None:
    site = {"a/b": b"1", "c": b"2"}
    publish(output, site)
    time.sleep(0.01)
    if damage == "folder gone":
        shutil.rmtree(output / "a")
    elif damage == "altered":
        (output / "a/b").write_bytes(b"!")
    else:
        (output / "a/b").unlink()
        if damage == "became a folder":
            (output / "a/b").mkdir()
    with open_output(output, []) as publication:
        assert publication.keep("c")
        assert not publication.keep("a/b")
        assert publication.known("a/b") is None
        stage(publication, "a/b", b"1")
        if damage == "became a folder":
            with pytest.raises(OutputError, match="not ours"):
                publication.commit()
            return
        assert publication.commit() == Commit(written=1, removed=0, unchanged=1)
    assert tree(output) == expected(site)
    assert publish(output, site).written == 0


# --- Folders that are refused -------------------------------------------------------------------


def test_a_folder_that_is_not_ours(output: Path) -> None:
    put(output, {"thesis.tex": b"years of work"})
    with pytest.raises(OutputError, match="not empty and not made by sitegen"):
        publish(output, {})
    assert not (output.parent / ".sitegen").exists()


@pytest.mark.parametrize(
    "place", ["/", "~", "~/..", "project", "project/content", "project/content/site", "file"]
)
def test_bad_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    content = tmp_path / "project" / "content"
    content.mkdir(parents=True)
    (tmp_path / "file").write_text("")
    where = Path(place).expanduser() if place.startswith("~") else tmp_path / place
    with pytest.raises(OutputError) as caught, open_output(where, [content]):
        pass
    assert caught.value.exit_code == 5
    assert caught.value.hint


def test_places_by_another_name(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "link").symlink_to(content)
    (tmp_path / "loop").symlink_to("loop")
    for place in ("link", "link/site", "loop"):
        with pytest.raises(OutputError), open_output(tmp_path / place, [content]):
            pass


@pytest.mark.parametrize("text", ["nonsense\n", "0" * 64 + "  a\n" + "0" * 64 + "  a\n", "\xff"])
def test_damaged_manifest(output: Path, text: str) -> None:
    put(output, {MANIFEST: text.encode("latin-1")})
    with pytest.raises(OutputError, match="damaged manifest"):
        publish(output, {})


def test_manifest_cannot_reach_outside(output: Path) -> None:
    put(output, {MANIFEST: f"{sha(b'')}  ../precious\n".encode()})
    precious = output.parent / "precious"
    precious.touch()
    with pytest.raises(OutputError, match="damaged manifest"):
        publish(output, {})
    assert precious.exists()


def test_output_errors_survive_the_way_from_a_worker() -> None:
    error = OutputError("No space left", place="/x", hint="Free some.")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


# --- The lock -----------------------------------------------------------------------------------


def test_second_build_is_told_who_is_at_work(output: Path) -> None:
    with (
        open_output(output, []),
        pytest.raises(BusyError, match=f"process {os.getpid()}"),
        open_output(output, []),
    ):
        pass


_HOLDER = """
import os, sys, time
from pathlib import Path
from sitegen.publish import open_output
from sitegen.workspace import write_staged
with open_output(Path(sys.argv[1]), []) as publication:
    write_staged(publication.staging, "half", b"done", None)
    if os.fork() == 0:  # a worker that outlives its parent
        print("ready", flush=True)
        sys.stdin.read()
        os._exit(0)
    time.sleep(60)
"""


def test_lock_ends_with_its_process(output: Path) -> None:
    publish(output, {"a": b"1"})
    command = [sys.executable, "-c", _HOLDER, str(output)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"ready\n"
        with pytest.raises(BusyError, match=f"process {holder.pid}"):
            publish(output, {})
        holder.kill()
        holder.wait()
        publish(output, {"b": b"2"})  # though the worker still waits
    assert tree(output) == expected({"b": b"2"})


# --- Faults -------------------------------------------------------------------------------------

OLD = {f"cable/{n:02}.html": b"old %d" % n for n in range(50)} | {"turn/in": b"1", "swap": b"1"}
# Of the fifty some stay, some change, some go; a folder goes, others come, two change places.
NEW = (
    {path: data for path, data in OLD.items() if "cable/0" < path < "cable/38"}
    | {f"cable/{n}.html": b"new %d" % n * 9 for n in range(38, 43)}
    | {"tag/A/index.html": b"A", "tag/B/index.html": b"B", "turn": b"2", "swap/in": b"2"}
)
FOREIGN = {"CNAME": b"example.org", "cable/notes": b"mine"}
OPERATIONS = (
    "open write fsync rename replace mkdir unlink rmdir link fchmod chmod ftruncate".split()
)
Fault = Callable[[], None]


class Killed(BaseException):
    """What a test raises in place of a kill."""


@contextmanager
def faulty(nth: int, fault: Fault) -> Iterator[list[str]]:
    """Run `fault` in place of the nth file operation; lists the operations there were."""
    seen: list[str] = []

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*args: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) == nth:
                fault()
            return real(*args, **options)

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        # Nothing here cuts the power, and waiting for the disk a thousand times takes minutes.
        patch.setattr(os, "fsync", wrap("fsync", lambda descriptor: None))
        yield seen


def failing(number: int) -> Fault:
    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


@pytest.fixture
def fast_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a trial for every operation is thousands of files."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def killed() -> None:
    raise Killed


def really_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS = {
    "EIO": failing(errno.EIO),
    "ENOSPC": failing(errno.ENOSPC),
    "EACCES": failing(errno.EACCES),
    "killed": killed,
}


class World:
    """An old site with foreign files, from which every trial starts anew."""

    def __init__(self, base: Path, old: Site | None) -> None:
        self.base, self.old = base / "world", old
        self.output = self.base / "site"
        self.pristine = base / "pristine"
        self.foreign = {} if old is None else FOREIGN
        self.pristine.mkdir()
        if old is not None:
            publish(self.pristine / "site", old)
            put(self.pristine / "site", FOREIGN)

    def reset(self) -> None:
        shutil.rmtree(self.base, ignore_errors=True)
        # Links will do: a build never writes into a file that is published.
        shutil.copytree(self.pristine, self.base, copy_function=os.link)

    def is_left_half_way(self, nth: int) -> bool:
        """Kill a build at an operation: does it leave a journal?"""
        self.reset()
        with faulty(nth, killed), suppress(Killed):
            publish(self.output, NEW)
        return (work(self.output) / "journal").exists()

    def check_after_fault(self) -> None:
        """Old, new, or on the way from one to the other with a journal; then a build repairs all.

        Never a truncated file, and foreign files as they were.
        """
        before = {} if self.old is None else expected(self.old, self.foreign)
        after = expected(NEW, self.foreign)
        found = tree(self.output) if self.output.exists() else {}
        if not (work(self.output) / "journal").exists():
            assert found in (before, after)
        assert self.foreign.items() <= found.items()
        for path, data in found.items():
            assert data in (before.get(path), after.get(path))

    def check_recovery(self) -> None:
        was_under_way = (work(self.output) / "journal").exists()
        with open_output(self.output, []):
            pass
        if was_under_way:
            assert tree(self.output) == expected(NEW, self.foreign)
        publish(self.output, NEW)
        assert tree(self.output) == expected(NEW, self.foreign)


def count_operations(world: World) -> int:
    world.reset()
    with faulty(0, killed) as seen:
        publish(world.output, NEW)
    return len(seen)


def test_what_an_index_names_is_there_at_every_moment(fast_path: Path) -> None:
    """A reader or a kill may come between any two steps: new parts come before the index that names
    them is switched, and old ones go after it."""
    old = {"search/index": b"search/root/a", "search/root/a": b"A", "z": b"z"}
    new = {"search/index": b"search/root/b", "search/root/b": b"B", "z": b"Z"}
    seen = 0
    for nth in range(1, 200):
        output = fast_path / str(nth) / "site"
        output.parent.mkdir()
        publish(output, old)
        with faulty(nth, killed) as operations, suppress(Killed):
            publish(output, new)
        named = (output / "search/index").read_text()
        assert (output / named).exists(), operations[-1]
        seen += named == "search/root/b"
        if len(operations) < nth:
            break
    assert seen > 2


def test_a_name_of_other_capitals_goes_before_its_successor_comes(tmp_path: Path) -> None:
    """Many disks take both for one file, and removing the old one last would remove the new."""
    publish(tmp_path / "site", {"tag/Abc/index.html": b"1", "kept": b"1", "other": b"1"})
    order: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = workspace._redo

        def redo(staging: Path, output: Path, action: str, path: str) -> None:
            order.append(action + path)
            real(staging, output, action, path)

        patch.setattr(workspace, "_redo", redo)
        publish(tmp_path / "site", {"tag/ABC/index.html": b"2", "kept": b"2", "added": b"2"})
    assert order == [
        "-tag/Abc/index.html", "+added", "+tag/ABC/index.html", "+kept", "-other", "+.sitegen-manifest",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("old", [OLD, None], ids=["over an old site", "first"])
def test_every_operation_fails_once(fast_path: Path, kind: str, old: Site | None) -> None:
    world = World(fast_path, old)
    total = count_operations(world)
    assert total > 60
    for nth in range(1, total + 1):
        world.reset()
        raised: BaseException | None = None
        with faulty(nth, FAULTS[kind]) as seen:
            try:
                publish(world.output, NEW)
            except (OutputError, Killed) as error:
                raised = error
        if raised is None:  # it was the tidying up after the commit that failed
            assert kind != "killed"
            assert tree(world.output) == expected(NEW, world.foreign)
        assert not isinstance(raised, OutputError) or raised.place
        assert len(seen) >= nth
        world.check_after_fault()
        world.check_recovery()


@pytest.mark.parametrize("step", [2, 7])
def test_recovery_may_be_interrupted_too(fast_path: Path, step: int) -> None:
    """Kill the commit, then the command that completes it, again and again."""
    world = World(fast_path, OLD)
    for first in range(60, count_operations(world), 20):
        world.reset()
        with faulty(first, killed), pytest.raises(Killed):
            publish(world.output, NEW)
        nth, is_done = 1, False
        while not is_done:
            with faulty(nth, killed):
                try:
                    publish(world.output, NEW)
                    is_done = True
                except Killed:
                    world.check_after_fault()
            nth += step
        assert tree(world.output) == expected(NEW, FOREIGN)


def test_short_writes(fast_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[: max(1, len(data) // 2)]))
    world = World(fast_path, OLD)
    world.reset()
    publish(world.output, NEW)
    assert tree(world.output) == expected(NEW, FOREIGN)


def test_real_kills(fast_path: Path) -> None:
    world = World(fast_path, OLD)
    for nth in range(1, count_operations(world) + 1, 5):
        world.reset()
        child = os.fork()
        if child == 0:
            with faulty(nth, really_killed):
                publish(world.output, NEW)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        world.check_after_fault()
        world.check_recovery()


def test_the_error_says_what_to_do(output: Path) -> None:
    publish(output, {"a": b"1"})
    with faulty(0, killed) as seen, open_output(output, []):
        pass
    opening = len(seen) - seen[::-1].index("mkdir")
    with faulty(opening + 1, failing(errno.ENOSPC)), pytest.raises(OutputError) as caught:
        publish(output, {"b": b"2"})
    assert "No space left on device" in str(caught.value)
    assert "Free some space" in caught.value.hint
    assert "as it was" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_output(output: Path) -> None:
    publish(output, {"a": b"1"})
    output.chmod(0o555)
    with pytest.raises(OutputError, match="Permission denied"):
        publish(output, {"b": b"2"})
    output.chmod(0o755)
    publish(output, {"b": b"2"})
    assert tree(output) == expected({"b": b"2"})


def test_a_removed_site_is_not_completed(fast_path: Path) -> None:
    """Who deletes the output after an interrupted commit gets a first build."""
    world = World(fast_path, OLD)
    total = count_operations(world)
    assert any(world.is_left_half_way(nth) for nth in range(total, 0, -1))
    shutil.rmtree(world.output)
    publish(world.output, {"a": b"1"})
    assert tree(world.output) == expected({"a": b"1"})


# --- Any history --------------------------------------------------------------------------------


def _is_possible(site: Site) -> bool:
    """No path is both a file and a folder."""
    return not any(other.startswith(f"{path}/") for path in site for other in site)


paths = st.lists(st.sampled_from(["a", "b", "c", "é"]), min_size=1, max_size=3).map("/".join)
sites = st.dictionaries(paths, st.binary(max_size=2), max_size=6).filter(_is_possible)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sites, st.integers(0, 60)), min_size=1, max_size=5))
def test_any_history_equals_a_clean_build(history: list[tuple[Site, int]]) -> None:
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        output = Path(folder) / "site"
        for site, kill_at in history:
            with faulty(kill_at, killed), suppress(Killed):
                done = publish(output, site)
                assert tree(output) == expected(site)
                assert done.written + done.unchanged == len(site)
        publish(output, history[-1][0])
        assert tree(output) == expected(history[-1][0])

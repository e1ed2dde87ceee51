"""Publishing: what a build made goes into the output folder, all of it or nothing.

    with open_output(output, sources) as publication:
        for page in pages:
            if unchanged(page) and publication.keep(page.path):
                continue
            known = publication.known(page.path)
            publication.record(page.path, *write_staged(publication.staging, page.path, render(page), known))
        publication.commit()

Every file of the site is either staged or kept in each build; what is neither is removed by the
commit. Nothing in the output changes before. The manifest in the output, which is also a
checksum file (`sha256sum -c .sitegen-manifest`), is how a build knows the files it wrote from
everybody else's, and those it never touches.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import OutputError
from sitegen.looking import Share, is_intact, shares
from sitegen.manifest import line_of, opened, patched, row_of
from sitegen.progress import Progress, counted, silent
from sitegen.workspace import (
    MANIFEST,
    blocks,
    check_file_system,
    check_place,
    complete_commit,
    discard_staging,
    disk_errors,
    folders,
    fresh_staging,
    locked,
    reaching_disk,
    standing,
    work_folder,
    write_file,
    write_journal,
)

STAGE = "publishing"


class Commit(NamedTuple):
    """How many files of the output a commit wrote, removed and left alone."""

    written: int
    removed: int
    unchanged: int


@contextmanager
def open_output(
    output: Path, sources: Sequence[Path], progress: Progress = silent
) -> Iterator[Publication]:
    """Take hold of an output folder for one build; `sources` are the files and folders it reads.

    Raises OutputError for a folder that is not ours to write, BusyError if a build is at work.
    A commit that was interrupted is completed first.
    """
    with disk_errors(output):
        output = Path(os.path.realpath(output))  # does not raise on a loop of links
        check_place(output, sources)
        folder = work_folder(output)
        folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "lock"):
        tell = partial(counted, progress=progress, stage="completing the last build", total=0)
        is_completed = complete_commit(folder, output, tell)
        with disk_errors(folder):
            check_file_system(output, folder)
            if standing(folder / "staging"):
                progress("removing what was left", 0, 0)
            staging = fresh_staging(folder)
        try:
            with closing(Publication(folder, output, staging, is_completed)) as publication:
                yield publication
        finally:
            if not (folder / "journal").exists():
                with suppress(OSError):  # the next build tries again
                    discard_staging(folder)


class Publication:
    """One build's hold on an output folder. `folder` is where it may keep things of its own;
    `is_completed` says that a build interrupted in its last moment had to be completed first."""

    def __init__(self, folder: Path, output: Path, staging: Path, is_completed: bool) -> None:
        self.folder, self.output, self.staging = folder, output, staging
        self.is_completed = is_completed
        self._manifest = output / MANIFEST
        self._listed: _Files | None = None
        self._is_part = False
        with disk_errors(self._manifest):
            state = self.manifest_state()
        self.is_first = state is None
        self._published_ns = state[0] if state else 0

    def close(self) -> None:
        """Let go of the list of files."""
        if self._listed:
            self._listed.close()

    @property
    def _files(self) -> _Files:
        """The list of files: all of the last build, unless this one makes a part of the site."""
        if self._listed is None:
            self._listed = _Files()
            if not self.is_first:
                with disk_errors(self._manifest):
                    self._listed.load(self._manifest)
        return self._listed

    def manifest_state(self) -> tuple[int, int] | None:
        """Time in ns and size of the list of files in the output; None if there is none."""
        if not standing(self._manifest):
            return None
        state = self._manifest.stat()
        return state.st_mtime_ns, state.st_size

    def shares(self, number: int, since_ns: int) -> list[Share]:
        """What to look at, to find all that is gone or altered. Newer than `since_ns` counts as altered, though it
        may be older than the list of files: the builds since then have not looked at the output."""
        self._published_ns = min(self._published_ns, since_ns)
        with disk_errors(self._manifest):
            return list(shares(self._manifest, number, self._published_ns))

    def expect(self, files: Iterable[tuple[str, bytes]]) -> None:
        """This build makes a part of the site, which so far were these files (path, SHA-256): of them
        what is neither staged nor kept is removed, all others stay."""
        self._is_part, self._listed = True, _Files()
        self._listed.add(files)

    def known(self, path: str) -> str | None:
        """The SHA-256 of the file the output has at a path; None if none of ours, or altered.

        Ours were all written before the manifest, so whatever is newer has been altered since.
        """
        digest = self._files.last(path)
        return digest if digest and self._is_intact(path) else None

    def keep(self, path: str) -> bool:
        """Leave a file of the last build as it is. False if it is not there to keep: stage it."""
        return self._is_intact(path) and self._files.keep(path)

    def record(self, path: str, digest: str, is_written: bool) -> None:
        """Note what `write_staged` did in a worker. A path staged or kept twice is a bug."""
        if not self._files.want(path, digest, is_written):
            raise ValueError(f"{path!r} is published twice")

    def record_all(self, files: Iterable[tuple[str, bytes, bool]]) -> None:
        """The same for many files of a first build (path, SHA-256, if written), of which none was there."""
        self._files.want_all(files)

    def commit(self, progress: Progress = silent) -> Commit:
        """Make the output what was staged and kept. A build without changes writes nothing."""
        done = self._files.count()
        if self.is_first:
            self._swap_in(done, progress)
        elif done.written or done.removed:
            self._replace(done, progress)
        return done

    def _swap_in(self, done: Commit, progress: Progress) -> None:
        """The first build: the staging folder itself becomes the output, in one step."""
        self._check_staged(done)
        with disk_errors(self.output):
            with reaching_disk(self.staging, self._files.staged(), done.written):
                self._write_manifest(lambda lines: counted(lines, progress, STAGE, done.written))
            self.staging.rename(self.output)

    def _replace(self, done: Commit, progress: Progress) -> None:
        """Told are a line of the manifest for each file of a whole site, one of the journal for each change,
        then each change, and at last the manifest itself."""
        files = 0 if self._is_part else done.written + done.unchanged
        changes = done.written + done.removed
        tell = partial(counted, progress=progress, stage=STAGE, total=files + 2 * changes + 1)
        self._check_staged(done)
        with disk_errors(self.output):
            self._refuse_foreign()
            with reaching_disk(self.staging, self._files.staged(), done.written):
                self._write_manifest(lambda lines: tell(lines, start=0))
            write_journal(self.folder, self.staging, tell(self._steps(), start=files))
        complete_commit(self.folder, self.output, lambda steps: tell(steps, start=files + changes))

    def _write_manifest(self, tell: Callable[[Iterator[str]], Iterator[str]]) -> None:
        target = self.staging / MANIFEST
        if self._is_part:
            with opened(self._manifest) as old:
                write_file(target, patched(old, self._files.changes()), sync=True)
        else:
            write_file(target, blocks(tell(self._files.manifest())), sync=True)

    def _check_staged(self, done: Commit) -> None:
        """What lies in staging is what was recorded; a forgotten record is a bug of ours."""
        found = sum(len(names) for _, _, names in os.walk(self.staging))
        if found != done.written:
            raise RuntimeError(f"{found} files were staged and {done.written} recorded")

    def _is_intact(self, path: str) -> bool:
        return not self.is_first and is_intact(f"{self.output}/{path}", self._published_ns)

    def _refuse_foreign(self) -> None:
        """Raise if something that is not ours stands where the site wants a file or folder."""
        may_hold = lru_cache(maxsize=4096)(self._may_hold)
        for path in self._files.staged():
            for folder in folders(path):
                if not may_hold(folder):
                    raise _foreign(self.output / folder)
            if not self._may_replace(path):
                raise _foreign(self.output / path)

    def _may_hold(self, folder: str) -> bool:
        return self._is_plain(folder) or self._files.is_doomed(folder)

    def _may_replace(self, path: str) -> bool:
        mode = standing(self.output / path)
        if not stat.S_ISDIR(mode):
            return not mode or self._files.is_ours(path)
        # A folder gives way to a file only if our removals empty it.
        for folder, _, names in os.walk(self.output / path):
            below = Path(folder).relative_to(self.output).as_posix()
            if not self._files.is_any_doomed_below(below):
                return False
            if not all(self._files.is_doomed(f"{below}/{name}") for name in names):
                return False
        return True

    def _steps(self) -> Iterator[str]:
        """What to do, in an order in which a reader or a kill may come between any two steps: what is
        new is there before the pages and the index that lead to it, and what is old goes last."""
        yield from (f"-{path}" for path in self._removable(self._files.in_the_way()))
        yield from (f"+{path}" for path in self._files.staged())
        yield from (f"-{path}" for path in self._removable(self._files.doomed()))

    def _removable(self, doomed: Iterable[str]) -> Iterator[str]:
        """The files to remove; not those that now lie behind a link somebody put in the way."""
        is_plain = lru_cache(maxsize=4096)(self._is_plain)
        for path in doomed:
            if all(is_plain(folder) for folder in folders(path)):
                yield path

    def _is_plain(self, folder: str) -> bool:
        mode = standing(self.output / folder)
        return not mode or stat.S_ISDIR(mode)


class _Files:
    """Every file of the last build (`was`) and of this one (`now`), by path.

    A temporary SQLite table, so that millions of them do not fill the memory.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._run("PRAGMA journal_mode = OFF")
        self._run("PRAGMA cache_size = -32768")  # in KiB; what is more lies on the disk
        self._run(
            "CREATE TABLE file (path TEXT PRIMARY KEY, was BLOB, now BLOB, staged INTEGER,"
            " is_gone INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
        )
        self._run("BEGIN")

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def close(self) -> None:
        self._database.close()

    def load(self, manifest: Path) -> None:
        try:
            with manifest.open(encoding="utf-8", newline="\n") as lines:
                self.add(map(row_of, lines))
        except (ValueError, sqlite3.Error) as error:
            hint = "Remove the output folder and build again."
            raise OutputError("damaged manifest", place=str(manifest), hint=hint) from error

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        try:
            self._database.executemany("INSERT INTO file (path, was) VALUES (?, ?)", files)
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def last(self, path: str) -> str | None:
        row = self._run("SELECT was FROM file WHERE path = ?", path).fetchone()
        return row[0].hex() if row and row[0] else None

    def is_ours(self, path: str) -> bool:
        """Whether the last build had a file there, by these or other capitals: a disk may find the old
        file under the new name."""
        if self.last(path):
            return True
        statement = "SELECT 1 FROM file WHERE path = ? COLLATE NOCASE AND was NOT NULL LIMIT 1"
        return self._run(statement, path).fetchone() is not None

    def keep(self, path: str) -> bool:
        statement = "UPDATE file SET now = was, staged = 0 WHERE path = ? AND now IS NULL"
        return self._run(statement, path).rowcount == 1

    def want(self, path: str, digest: str, is_staged: bool) -> bool:
        statement = (
            "INSERT INTO file (path, now, staged) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET now = excluded.now, staged = excluded.staged WHERE now IS NULL"
        )
        return self._run(statement, path, bytes.fromhex(digest), is_staged).rowcount == 1

    def want_all(self, files: Iterable[tuple[str, bytes, bool]]) -> None:
        try:
            self._database.executemany(
                "INSERT INTO file (path, now, staged) VALUES (?, ?, ?)", files
            )
        except sqlite3.IntegrityError as error:
            raise ValueError("a path is published twice") from error
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def count(self) -> Commit:
        statement = "SELECT total(staged), total(now IS NULL), total(staged = 0) FROM file"
        return Commit(*map(int, self._run(statement).fetchone()))

    def staged(self) -> Iterator[str]:
        """The files to put in place: first those that were not there before."""
        statement = "SELECT path FROM file WHERE staged ORDER BY was NOT NULL, path"
        return (path for (path,) in self._run(statement))

    def doomed(self) -> Iterator[str]:
        statement = "SELECT path FROM file WHERE now IS NULL AND NOT is_gone ORDER BY path"
        return (path for (path,) in self._run(statement))

    def in_the_way(self) -> list[str]:
        """The doomed files that must go before others can come, which `doomed` then no longer names: a
        file that becomes a folder, a folder that becomes a file, a name of other capitals, which many
        disks take for the same."""
        if next(self.doomed(), None) is None:
            return []
        self._run("CREATE INDEX folded ON file (path COLLATE NOCASE)")
        self._run(_MARK_IN_THE_WAY)
        rows = self._run("SELECT path FROM file WHERE is_gone ORDER BY path")
        return [path for (path,) in rows]

    def is_doomed(self, path: str) -> bool:
        statement = "SELECT 1 FROM file WHERE path = ? AND now IS NULL"
        return self._run(statement, path).fetchone() is not None

    def is_any_doomed_below(self, folder: str) -> bool:
        statement = "SELECT 1 FROM file WHERE path > ? AND path < ? AND now IS NULL LIMIT 1"
        return self._run(statement, f"{folder}/", f"{folder}0").fetchone() is not None  # "0": "/"+1

    def manifest(self) -> Iterator[str]:
        statement = "SELECT path, now FROM file WHERE now IS NOT NULL ORDER BY path"
        return (line_of(path, digest) for path, digest in self._run(statement))

    def changes(self) -> Iterator[tuple[str, str]]:
        """(path, its line in the manifest, '' if it goes) of all files that are not as they were."""
        statement = "SELECT path, now FROM file WHERE staged OR now IS NULL ORDER BY path"
        return ((path, line_of(path, now) if now else "") for path, now in self._run(statement))


# Old files that a new one cannot stand beside: the same name but for capitals, or below the other's.
_MARK_IN_THE_WAY = """
    UPDATE file SET is_gone = 1 WHERE path IN (
    SELECT old.path FROM file AS old JOIN file AS new ON new.path = old.path COLLATE NOCASE
    WHERE old.now IS NULL AND new.staged
    UNION SELECT old.path FROM file AS old JOIN file AS new
    ON new.path > (old.path || '/') COLLATE NOCASE AND new.path < (old.path || '0') COLLATE NOCASE
    WHERE old.now IS NULL AND new.staged
    UNION SELECT old.path FROM file AS new JOIN file AS old
    ON old.path > (new.path || '/') COLLATE NOCASE AND old.path < (new.path || '0') COLLATE NOCASE
    WHERE old.now IS NULL AND new.staged)
"""


# --- Small helpers ------------------------------------------------------------------------------


def _no_room(error: sqlite3.Error) -> OutputError:
    return OutputError(f"the list of files: {error}", hint="Is there room for temporary files?")


def _foreign(path: Path) -> OutputError:
    hint = "Move it away, or leave it out of the site. Nothing has been changed."
    return OutputError("the site wants this path; it is not ours", place=str(path), hint=hint)

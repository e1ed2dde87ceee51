"""The folder beside the output where a build works: lock, staging, journal.

    <output's parent>/.sitegen/<output's name>/
        lock               held while a command works; says which process
        staging/<build>/   the files to be published, as they will lie in the output
        journal            there only while a commit is under way: what it does

A journal is a whole commit, written before the first change and removed after the last. Doing it
again from the start is harmless, so a commit that was interrupted is completed by doing it again.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from threading import Thread

from sitegen.errors import BusyError, OutputError
from sitegen.urls import inside, is_plain

MANIFEST = ".sitegen-manifest"
AS_BEFORE = "The site is as it was before."
HALF_WAY = "The site is half published; the next build completes it first."

FEW = 100  # files
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
_REMEDIES = {
    errno.ENOSPC: "Free some space and build again.",
    errno.EDQUOT: "Free some of your quota and build again.",
    errno.EACCES: "Check who may write there.",
    errno.EPERM: "Check who may write there.",
    errno.EROFS: "The file system is read-only; build somewhere else.",
    errno.EXDEV: "The output may not contain other file systems; build into a plain folder.",
}


def work_folder(output: Path) -> Path:
    """Where a build of `output` keeps its things: beside it, as files are renamed from one to the other."""
    output = Path(os.path.realpath(output))  # does not raise on a loop of links
    return output.parent / ".sitegen" / output.name


@contextmanager
def disk_errors(place: Path, outcome: str = AS_BEFORE) -> Iterator[None]:
    """Turn an OSError into an OutputError that says where, what to do, and how the site is."""
    try:
        yield
    except OSError as error:
        raise output_error(error, place, outcome) from error


def output_error(error: OSError, place: Path, outcome: str = AS_BEFORE) -> OutputError:
    """`place` is named when the error itself names no file."""
    where = error.filename2 or error.filename or place
    remedy = _REMEDIES.get(error.errno or 0, "")
    return OutputError(
        error.strerror or str(error), place=os.fsdecode(where), hint=f"{remedy} {outcome}".lstrip()
    )


# --- Where the output may be ----------------------------------------------------------------------


def check_place(output: Path, sources: Sequence[Path]) -> None:
    """Raise unless the output is a folder that a build may fill, and of which it knows its own."""
    if _holds(output, _home()) or ".sitegen" in output.parts:
        raise _refused(output, "not a folder for a site", "Choose a new folder for the output.")
    for source in (source.resolve() for source in sources):
        if _holds(output, source):
            raise _refused(
                output,
                f"the output folder is or contains {source}",
                "Choose an output folder beside it.",
            )
        if _holds(source, output):
            raise _refused(
                output,
                f"the output folder lies inside {source}",
                "Choose an output folder beside it.",
            )
    mode = standing(output)
    if mode and not stat.S_ISDIR(mode):
        raise _refused(output, "is not a folder", "Choose another output.")
    if mode and not standing(output / MANIFEST) and any(output.iterdir()):
        hint = "Choose another output folder, or empty this one if nothing in it is needed."
        raise _refused(output, "not empty and not made by sitegen", hint)


def check_file_system(output: Path, folder: Path) -> None:
    if standing(output) and output.stat().st_dev != folder.stat().st_dev:
        hint = "Choose a folder inside it: files move from .sitegen beside the output into it."
        raise _refused(output, "is a file system of its own", hint)


def _holds(folder: Path, path: Path) -> bool:
    """Whether `path` is `folder` or lies in it, also by another spelling of its name."""
    if not folder.exists():
        return folder in (path, *path.parents)
    return any(above.exists() and folder.samefile(above) for above in (path, *path.parents))


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # an account without one
        return Path("/")


def _refused(output: Path, message: str, hint: str) -> OutputError:
    return OutputError(message, place=str(output), hint=hint)


# --- Lock ---------------------------------------------------------------------------------------

_held: set[int] = set()


def _let_go() -> None:
    """A forked worker that outlives a killed build must not go on holding its lock."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file, or raise BusyError. The kernel lets go of it however we end."""
    with disk_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, _FILE_MODE)
    _held.add(descriptor)
    try:
        with disk_errors(path):
            _lock(descriptor, path)
        yield
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
            os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode() or "unknown"
        raise BusyError(
            f"another build is at work (process {holder})",
            place=str(path),
            hint="Wait until it has finished, or stop it.",
        ) from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())


# --- Files --------------------------------------------------------------------------------------


def write_file(
    path: Path | str, chunks: Iterable[bytes | memoryview], *, sync: bool = False
) -> None:
    """Write a file anew, with the same permissions whatever the umask."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE_MODE)
    try:
        os.fchmod(descriptor, _FILE_MODE)
        for chunk in chunks:
            _write_all(descriptor, chunk)
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes | memoryview) -> None:
    written = os.write(descriptor, data)
    while written < len(data):  # a short write, the last before a full disk says so
        data = data[written:]
        written = os.write(descriptor, data)


def blocks(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines as bytes, thousands in one: each alone would be a system call each."""
    while block := "".join(islice(lines, 10_000)):
        yield block.encode()


def make_parents(root: Path, path: Path) -> None:
    """Make the folders between `root`, which must be there, and `path`; mostly the last is all that is
    missing, so it is tried first."""
    folder = path.parent
    if folder == root:
        return
    try:
        make_folder(folder)
    except FileNotFoundError:
        make_parents(root, folder)
        make_folder(folder)


def make_folder(path: Path) -> None:
    """Make a folder, with the same permissions whatever the umask, unless it is there."""
    try:
        path.mkdir()
        path.chmod(_FOLDER_MODE)
    except FileExistsError:
        pass


def folders(path: str) -> Iterator[str]:
    """The folders on the way to a path: `a/b/c.html` → `a`, `a/b`."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def standing(path: Path) -> int:
    """The mode of what stands at a path, links not followed; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


# --- Staging ------------------------------------------------------------------------------------


def fresh_staging(folder: Path) -> Path:
    """An empty staging folder of this build's own.

    Its name is new each time: a worker that outlived a killed build may still be writing to the
    old one, and finds it gone.
    """
    discard_staging(folder)
    staging = folder / "staging" / secrets.token_hex(4)
    make_folder(staging.parent)
    make_folder(staging)
    return staging


def discard_staging(folder: Path) -> None:
    """Remove what is staged; moved aside first, so that nobody can add to it meanwhile."""
    staging, discarded = folder / "staging", folder / "discarded"
    for _ in range(2):  # what an interrupted removal left, then our own
        if discarded.exists():
            shutil.rmtree(discarded)
        if staging.exists():
            staging.rename(discarded)


def staged_path(staging: Path, path: str) -> Path:
    """Where a path of the site is staged. ValueError for one that no manifest line can hold."""
    if path == MANIFEST or "\n" in path or "\r" in path:
        raise ValueError(f"unsafe path {path!r}")
    return inside(staging, path)


def write_staged(staging: Path, path: str, data: bytes, known: str | None) -> tuple[str, bool]:
    """Stage a file, unless the output is `known` to hold these bytes: its SHA-256, and if written.

    For worker processes, which give the result to the parent's `Publication.record`.
    """
    digest = hashlib.sha256(data).hexdigest()
    if digest == known:
        return digest, False
    target = f"{staging}/{path}" if is_plain(path) else staged_path(staging, path)
    try:
        write_file(target, (data,))
    except FileNotFoundError:
        with disk_errors(Path(target)):
            make_parents(staging, Path(target))
            write_file(target, (data,))
    except OSError as error:
        raise output_error(error, Path(target)) from error
    return digest, True


@contextmanager
def reaching_disk(staging: Path, paths: Iterable[str], number: int) -> Iterator[None]:
    """What is staged lies on the disk when this ends, so that no power cut leaves an empty page behind a
    name that was published. Of a few files each is seen to; for many, all that the machine has still to
    write is written, beside what is done meanwhile."""
    if number <= FEW:
        for path in paths:
            _sync(staging / path)
        yield
        return
    writing = Thread(target=os.sync)
    writing.start()
    try:
        yield
    finally:
        writing.join()


# --- Journal ------------------------------------------------------------------------------------


def write_journal(folder: Path, staging: Path, steps: Iterable[str]) -> None:
    """Put the plan of a commit on the disk, whole or not at all: from here on it will happen.

    Steps are `+path` (put in place) and `-path` (remove); the manifest comes after them.
    """
    lines = chain([staging.name], steps, [f"+{MANIFEST}"])
    draft = folder / "journal.new"
    write_file(draft, blocks(f"{line}\n" for line in lines), sync=True)
    draft.replace(folder / "journal")
    _sync(folder)


def _sync(path: Path) -> None:
    """See a file or folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def complete_commit(
    folder: Path, output: Path, told: Callable[[Iterable[str]], Iterable[str]] = iter
) -> bool:
    """Do what the journal says, if there is one; what was done before is left as it is. Whether there
    was one. `told` passes on its lines and tells of them."""
    journal = folder / "journal"
    if not journal.exists():
        return False
    with disk_errors(output, HALF_WAY):
        if (output / MANIFEST).exists():  # else somebody removed the site since: begin afresh
            with journal.open(encoding="utf-8", newline="\n") as lines:
                staging = folder / "staging" / next(lines).rstrip("\n")
                for line in told(lines):
                    _redo(staging, output, action=line[0], path=line[1:-1])
        journal.unlink()
    return True


def _redo(staging: Path, output: Path, action: str, path: str) -> None:
    target = inside(output, path)
    if action == "-":
        _remove(target)
        _remove_empty_folders(output, target)
    else:
        _place(inside(staging, path), target, output)


def _remove(target: Path) -> None:
    try:
        target.unlink()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        if not stat.S_ISDIR(standing(target)):  # a folder is not the file we wrote
            raise


def _remove_empty_folders(output: Path, target: Path) -> None:
    for folder in target.parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                return
            raise


def _place(staged: Path, target: Path, output: Path) -> None:
    try:
        staged.replace(target)
    except FileNotFoundError:  # its folder is new, or this was done before an interruption
        make_parents(output, target)
        if staged.exists():
            staged.replace(target)

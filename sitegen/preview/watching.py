"""Noticing that something was saved."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from sitegen.preview.site import Site

# All paths that can have changed; None where that cannot be told.
Saved = frozenset[Path] | None


def changes(site: Callable[[], Site], stop: threading.Event) -> Iterator[Saved]:
    """Yield once when watching has begun, then after changes at or below the sources, coalesced: what
    was saved.

    Folders are watched by events. Single files, and the coming and going of a folder, are looked at
    five times a second: an event watch sticks to the inode, and editors replace files.
    """
    files, unseen = _files(site().sources), True
    while not stop.is_set():
        now = site()
        folders = _folders(now.sources)
        for events in _events(folders, _filter(folders, now.output), stop):
            if site()[:2] != now[:2] or _folders(now.sources) != folders:
                unseen = True
                break  # watch what is there now, and build after that
            before, files = files, _files(now.sources)
            if events or unseen or files != before:
                is_known = not unseen and files == before
                unseen = False
                yield frozenset(Path(name) for _, name in events) if is_known else None
        else:
            unseen = True  # what was saved until it is watched again


def _events(
    folders: Iterable[Path], wanted: Callable[[Change, str], bool], stop: threading.Event
) -> Iterator[set[tuple[Change, str]]]:
    """Sets of changes within 50 ms of each other; an empty one every 200 ms of quiet."""
    try:
        yield from watch(
            *folders,
            watch_filter=wanted,
            stop_event=stop,
            debounce=200,
            step=50,
            rust_timeout=200,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
    except FileNotFoundError:  # gone since we looked
        stop.wait(0.05)
    except (
        WatchfilesRustInternalError
    ):  # a name that is not UTF-8: watch anew, and look at everything
        return


def _folders(paths: Sequence[Path]) -> dict[Path, int]:
    """Those of the paths that are folders, where they really are (so do the events name them), by
    inode: one that is replaced is another."""
    states = _states(paths).items()
    return {
        Path(os.path.realpath(path)): at.st_ino for path, at in states if stat.S_ISDIR(at.st_mode)
    }


def _files(paths: Sequence[Path]) -> dict[Path, tuple[int, int, int]]:
    """The state of those that are files."""
    return {
        path: (at.st_ino, at.st_mtime_ns, at.st_size)
        for path, at in _states(paths).items()
        if stat.S_ISREG(at.st_mode)
    }


def _states(paths: Sequence[Path]) -> dict[Path, os.stat_result]:
    """Those that are there: an editor may be replacing one at this moment."""
    states = {}
    for path in paths:
        with suppress(OSError):
            states[path] = path.stat()
    return states


def _filter(roots: Iterable[Path], output: Path) -> Callable[[Change, str], bool]:
    """Leave out what a build writes, and the hidden and backup files that editors do."""
    own = output.resolve()

    def wanted(_: Change, name: str) -> bool:
        path = Path(name)
        inside = [path.relative_to(root) for root in roots if path.is_relative_to(root)]
        hidden = all(any(part.startswith(".") for part in each.parts) for each in inside)
        return not (hidden or name.endswith("~") or path.is_relative_to(own))

    return wanted

"""Noticing that something was saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch


def changes(paths: Sequence[Path], output: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once when watching has begun, then after changes at or below `paths`, coalesced.

    Folders are watched by events. Single files, and the coming and going of a folder, are looked at
    five times a second: an event watch sticks to the inode, and editors replace files.
    """
    wanted = _filter(paths, output)
    files, unseen = _files(paths), True
    while not stop.is_set():
        folders = _folders(paths)
        for events in _events(folders, wanted, stop):
            if _folders(paths) != folders:
                unseen = True
                break  # watch what is there now, and build after that
            before, files = files, _files(paths)
            if events or unseen or files != before:
                unseen = False
                yield


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


def _folders(paths: Sequence[Path]) -> dict[Path, int]:
    """Those of the paths that are folders, by inode: one that is replaced is another."""
    return {path: path.stat().st_ino for path in paths if path.is_dir()}


def _files(paths: Sequence[Path]) -> dict[Path, tuple[int, int, int]]:
    """The state of those that are files."""
    states = {path: path.stat() for path in paths if path.is_file()}
    return {path: (at.st_ino, at.st_mtime_ns, at.st_size) for path, at in states.items()}


def _filter(paths: Sequence[Path], output: Path) -> Callable[[Change, str], bool]:
    """Leave out what a build writes, and the hidden and backup files that editors do."""
    roots = [path.resolve() for path in paths]
    own = output.resolve()

    def wanted(_: Change, name: str) -> bool:
        path = Path(name)
        inside = [path.relative_to(root) for root in roots if path.is_relative_to(root)]
        hidden = all(any(part.startswith(".") for part in each.parts) for each in inside)
        return not (hidden or name.endswith("~") or path.is_relative_to(own))

    return wanted

"""Looking at the output: which of our files are gone, or were altered since they were published.

Each is looked at, as nothing else tells of a file that was written over in its place. There may be a million: the
list of them is cut into shares, at which processes can look side by side.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.manifest import PATH_AT, cuts

_BLOCK = 1 << 20  # bytes of the list read at once


class Share(NamedTuple):
    """A part of the list of files, from byte to byte. Whatever is newer than `published_ns` was altered."""

    manifest: Path
    start: int
    end: int
    published_ns: int


class Looked(NamedTuple):
    """How many files were looked at, and the paths of those that are lost."""

    files: int
    lost: list[str]


def shares(manifest: Path, number: int, published_ns: int) -> Iterator[Share]:
    """The list of a site's files in at most so many shares."""
    for start, end in cuts(manifest, number):
        yield Share(manifest, start, end, published_ns)


def look(share: Share) -> Looked:
    """Look at the files of a share."""
    output, files, lost = os.fsencode(share.manifest.parent), 0, []
    with share.manifest.open("rb") as list_of_files:
        list_of_files.seek(share.start)
        while list_of_files.tell() < share.end:
            left = share.end - list_of_files.tell()
            lines = list_of_files.readlines(min(_BLOCK, left) - 1)  # it stops behind that byte
            files += len(lines)
            for line in lines:
                path = line[PATH_AT:-1]
                if not is_intact(b"%b/%b" % (output, path), share.published_ns):
                    lost.append(path.decode())
    return Looked(files, lost)


def is_intact(path: str | bytes, published_ns: int) -> bool:
    """Whether a file is there and was not written since. Called for every file of a site: no Path."""
    try:
        state = os.lstat(path)
    except OSError:
        return False
    return state.st_mtime_ns <= published_ns and stat.S_ISREG(state.st_mode)

"""The list of a site's files: lines of SHA-256, two blanks and path, sorted by the bytes of the path.

It is also a checksum file (`sha256sum -c .sitegen-manifest`). As it is sorted, a line is found by
halving, and a small change is written by copying what lies before and behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

# What a manifest may list: no segment is empty, `.` or `..`, so that removals stay in the output.
_SEGMENT = r"(?!\.{1,2}[/\n])[^/\\\0\n]+"
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_SEGMENT}(?:/{_SEGMENT})*)\n")
PATH_AT = 66  # where the path begins in a line


def line_of(path: str, digest: bytes) -> str:
    return f"{digest.hex()}  {path}\n"


def row_of(line: str) -> tuple[str, bytes]:
    """The path and digest of a line; ValueError for what no build of ours has written."""
    if found := _LINE.fullmatch(line):
        return found[2], bytes.fromhex(found[1])
    raise ValueError(line)


def cuts(path: Path, number: int) -> Iterator[tuple[int, int]]:
    """Where a manifest begins and ends in at most so many parts of whole lines."""
    with opened(path) as data:
        size, end = len(data), 0
        for part in range(1, number + 1):
            start, end = end, data.find(b"\n", max(end, size * part // number) - 1) + 1 or size
            if start < end:
                yield start, end


@contextmanager
def opened(path: Path) -> Iterator[mmap | bytes]:
    """A manifest to look into, not read into memory."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield b""
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def patched(old: mmap | bytes, changes: Iterable[tuple[str, str]]) -> Iterator[bytes | memoryview]:
    """A manifest with other lines for some paths, sorted (path, line); an empty line takes a path out."""
    at = 0
    with memoryview(old) as view:
        for path, line in changes:
            start, end = _find(old, path.encode(), at)
            with view[at:start] as unchanged:
                yield unchanged
            yield line.encode()
            at = end
        with view[at:] as rest:
            yield rest


def _find(old: mmap | bytes, path: bytes, low: int) -> tuple[int, int]:
    """Where the line of a path begins and ends, at or after a line's beginning; both are where it
    would stand if there is none."""
    high = len(old)
    while low < high:
        start = old.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = old.find(b"\n", start) + 1
        there = old[start + PATH_AT : end - 1]
        if there == path:
            return start, end
        if there < path:
            low = end
        else:
            high = start
    return low, low

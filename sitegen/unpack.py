"""Files that may be gzipped: a stream of their bytes, and any part of them read again.

A gzip stream can only be read from its beginning. So that the originals of a packed dump cost one passage
and not one each, a process keeps the last packed file open, with the decompressor's state every few
megabytes (each 40 KB, RFC 1951's window): any place is then a short way from one of them.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO, NamedTuple, cast

MAGIC = b"\x1f\x8b"  # RFC 1952, 2.3.1
STEP = 4 << 20  # bytes between two states kept
PIECE = 256 << 10  # bytes decompressed at a time
_GZIP = 16 + zlib.MAX_WBITS

# What a file that is cut off or damaged raises while it is read.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


def is_packed(path: Path) -> bool:
    """Told from its first bytes, whatever its name."""
    with path.open("rb") as file:
        return file.read(2) == MAGIC


def open_unpacked(path: Path) -> IO[bytes]:
    """The bytes of a file, decompressed if it is gzipped. Reading raises OSError or one of DAMAGED."""
    file = path.open("rb")
    if file.peek(2)[:2] != MAGIC:
        return file
    file.close()
    return cast("IO[bytes]", gzip.open(path, "rb"))


def read_part(path: Path, offset: int, size: int) -> bytes:
    """Some bytes of a file as unpacked; fewer where it ends before. Raises OSError or one of DAMAGED."""
    with path.open("rb") as file:
        if file.read(2) != MAGIC:
            file.seek(offset)
            return file.read(size)
    return _unpacker(path).read(offset, size)


class _State(NamedTuple):
    """A place in a packed file: of the bytes unpacked and of those in the file, and what comes between."""

    unpacked: int
    packed: int
    inflate: zlib._Decompress


class Unpacker:
    """A packed file at any place."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.states = [_State(0, 0, zlib.decompressobj(_GZIP))]
        self._go_back(0)

    def read(self, offset: int, size: int) -> bytes:
        if not self._is_near(offset):
            self._go_back(offset)
        while self.here.unpacked < offset + size and self._more(offset):
            pass
        start = offset - (self.here.unpacked - len(self.rest))
        return self.rest[start : start + size]

    def _is_near(self, offset: int) -> bool:
        """Whether a place is held, or is to come before the next state that is kept."""
        known_beyond = self.states[-1].unpacked > self.here.unpacked
        is_far = known_beyond and offset > self.here.unpacked + STEP
        return offset >= self.here.unpacked - len(self.rest) and not is_far

    def _go_back(self, offset: int) -> None:
        """To the last state before a place."""
        state = max(one for one in self.states if one.unpacked <= offset)
        self.here = state._replace(inflate=state.inflate.copy())
        self.rest = b""  # unpacked, before `here`

    def _more(self, offset: int) -> bool:
        """Unpack a piece; what lies before `offset` is not kept. False at the end of the file."""
        unpacked, packed, inflate = self.here
        self.file.seek(packed)
        piece = self.file.read(PIECE)
        if inflate.eof:  # a gzip file may be several, one after the other
            inflate = zlib.decompressobj(_GZIP)
        data = inflate.decompress(piece, PIECE)
        if not (piece or data):
            return False
        left = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        packed += len(piece) - len(left)
        self.here = _State(unpacked + len(data), packed, inflate)
        begin = unpacked - len(self.rest)
        self.rest = (self.rest + data)[max(0, min(offset, unpacked + len(data)) - begin) :]
        if self.here.unpacked >= self.states[-1].unpacked + STEP:
            self.states.append(self.here._replace(inflate=inflate.copy()))
        return True


_last: tuple[tuple[object, ...], Unpacker] | None = None


def _unpacker(path: Path) -> Unpacker:
    """The last one of this process, if the file is still what it was."""
    global _last
    status = path.stat()
    key = (path, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    if _last is None or _last[0] != key:
        if _last is not None:
            _last[1].file.close()
        _last = (key, Unpacker(path))
    return _last[1]

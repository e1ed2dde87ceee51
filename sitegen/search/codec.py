"""Bytes of the index: varints, front-coded words, gzip, names. The format is `docs/search-index.md`."""

import gzip
import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
File = tuple[str, bytes]  # path below /search/, bytes
Read = Callable[[str], bytes]  # path of a published file below /search/ -> its bytes

NAME_BYTES, CHECKSUM = 8, 4
PLANES = (0, 8, 16)  # where the bytes of a number begin that is written in planes
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no time, no system: the same everywhere
_LEVEL = 4  # 9 saves 1 % and takes twice as long
_TEXT = zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY
# Numbers repeat little but for runs of one byte: to look for more takes twice as long and makes them larger. The
# columns of a file are unlike each other: each is a block of its own, not coded by what another has.
_NUMBERS = 6, zlib.Z_RLE


class DamagedIndexError(Exception):
    """What was published is not the index that it should be: it has to be made whole."""


def varints(values: Ints) -> bytes:
    """Values (0 ≤ value < 2**32) in little-endian base 128, the high bit set on all bytes but the last."""
    places = np.flatnonzero(values > 127)
    rest, out = values[places] >> 7, values.astype(np.uint8)
    out[places] |= 128
    while len(places):  # the second bytes, the third, …
        high, more = rest.astype(np.uint8), np.flatnonzero(rest > 127)
        high[more] |= 128
        out = np.insert(out, places + 1, high)
        places, rest = (places + np.arange(1, len(places) + 1))[more], rest[more] >> 7
    return out.tobytes()


def column(values: Ints | Sequence[int]) -> bytes:
    """A column: how many values, then the values, all varints."""
    array = np.asarray(values).astype(np.uint32, copy=False)
    return varints(np.array([len(array)], np.uint32)) + varints(array)


def blob(data: bytes) -> bytes:
    """Bytes behind their length as a varint."""
    return varints(np.array([len(data)], np.uint32)) + data


def planes(values: Ints) -> Iterator[bytes]:
    """Numbers below 2**24 as three blobs: their low bytes, the middle ones, the high ones. A blob is
    empty if all its bytes are 0."""
    for shift in PLANES:
        plane = (values >> shift).astype(np.uint8)
        yield blob(plane.tobytes() if plane.any() else b"")


def zigzag(values: Ints) -> Ints:
    """Signed to unsigned: 0, -1, 1, -2 … become 0, 1, 2, 3 …"""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def front_coded(terms: Sequence[str]) -> bytes:
    """Sorted terms as three parts: bytes shared with the term before, bytes that follow, those bytes."""
    raw = [utf8(term) for term in terms]
    shared = shared_prefixes(raw)
    rest = [term[n:] for term, n in zip(raw, shared, strict=True)]
    return column(shared) + column([len(part) for part in rest]) + blob(b"".join(rest))


def shared_prefixes(terms: Sequence[bytes]) -> list[int]:
    """Bytes each term shares with the one before it (0 for the first); terms hold no NUL."""
    if not terms:
        return []
    table = np.array(terms, dtype=bytes)
    grid = table.view(np.uint8).reshape(len(terms), -1)
    differs = np.ones((len(terms) - 1, grid.shape[1] + 1), bool)
    differs[:, :-1] = grid[1:] != grid[:-1]
    lengths = np.fromiter(map(len, terms[1:]), np.int64, len(terms) - 1)
    return [0, *np.minimum(differs.argmax(axis=1), lengths).tolist()]


def utf8(text: str) -> bytes:
    """UTF-8; a lone surrogate becomes '?', a NUL is dropped."""
    return text.replace("\0", "").encode("utf-8", "replace")


def gzipped(*parts: bytes, is_text: bool = True) -> bytes:
    """A gzip file that depends on its parts alone; those that are numbers are coded one by one."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, *(_TEXT if is_text else _NUMBERS))
    found, check, size = [_GZIP_HEAD], 0, 0
    for part in parts:
        found.append(squeeze.compress(part))
        if not is_text:
            found.append(squeeze.flush(zlib.Z_BLOCK))
        check, size = zlib.crc32(part, check), size + len(part)
    ends = (number.to_bytes(4, "little") for number in (check, size & 0xFFFFFFFF))
    return b"".join([*found, squeeze.flush(), *ends])


def name(payload: bytes) -> bytes:
    """The name of a payload: a hash taken before gzip, so another zlib changes no name."""
    return hashlib.blake2b(payload, digest_size=NAME_BYTES).digest()


def file(folder: str, *parts: bytes, is_text: bool = True) -> File:
    """The file that holds a payload, and before it a checksum: that of gzip is gone once a server undoes the gzip."""
    payload = b"".join(parts)
    check = zlib.crc32(payload).to_bytes(CHECKSUM, "little")
    data = gzipped(check, *parts, is_text=is_text)
    return f"{folder}/{name(payload).hex()}.bin", data


def plain_file(folder: str, data: bytes) -> File:
    """The file that holds bytes as they are."""
    return f"{folder}/{name(data).hex()}.bin", data


def json_file(folder: str, value: object) -> File:
    """The file that holds a value as JSON, and its keys in the order given."""
    return file(folder, msgspec.json.encode(value))


def stem_of(path: str) -> str:
    """'rows/0123456789abcdef.bin' -> '0123456789abcdef'."""
    return path.rpartition("/")[2].removesuffix(".bin")


class Payload:
    """A payload, read from front to back. Raises DamagedIndexError where it ends too soon."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def varints(self, count: int) -> Ints:
        """So many varints (int64)."""
        window = np.frombuffer(self.data, np.uint8, offset=self.at)[: 5 * count]
        ends = np.flatnonzero(window < 128)[:count]
        if len(ends) < count:
            raise DamagedIndexError("a file ends too soon")
        if not count:
            return np.zeros(0, np.int64)
        used = int(ends[-1]) + 1
        self.at += used
        return _values(window[:used], ends)

    def column(self) -> Ints:
        """A column of numbers (int64)."""
        return self.varints(int(self.varints(1)[0]))

    def skip_columns(self, count: int) -> None:
        """Go behind some columns."""
        for _ in range(count):
            size = int(self.varints(1)[0])
            window = np.frombuffer(self.data, np.uint8, offset=self.at)[: 5 * size]
            ends = np.flatnonzero(window < 128)
            if len(ends) < size:
                raise DamagedIndexError("a file ends too soon")
            self.at += int(ends[size - 1]) + 1 if size else 0

    def blob(self) -> bytes:
        """Bytes behind their length."""
        size = int(self.varints(1)[0])
        self.at += size
        if self.at > len(self.data):
            raise DamagedIndexError("a file ends too soon")
        return self.data[self.at - size : self.at]

    def planes(self, count: int) -> Ints:
        """So many numbers in planes (uint32)."""
        values = np.zeros(count, np.uint32)
        for shift in PLANES:
            plane = np.frombuffer(self.blob(), np.uint8)
            if len(plane) not in (0, count):
                raise DamagedIndexError("planes of a file")
            if len(plane):
                values |= plane.astype(np.uint32) << shift
        return values

    def names(self) -> list[str]:
        """Names of files, 16 hexadecimal digits each."""
        raw = self.blob().hex()
        return [raw[i : i + 2 * NAME_BYTES] for i in range(0, len(raw), 2 * NAME_BYTES)]

    def terms(self) -> list[str]:
        """Front-coded terms."""
        shared, more, rest = self.column().tolist(), self.column().tolist(), self.blob()
        terms, before, at = [], b"", 0
        for kept, size in zip(shared, more, strict=True):
            before = before[:kept] + rest[at : at + size]
            at += size
            terms.append(before.decode())
        return terms


def _values(data: Ints, ends: Ints) -> Ints:
    """The varints in some bytes, given where each ends."""
    if len(ends) == len(data):
        return data.astype(np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(data)) - np.repeat(starts, ends - starts + 1)
    return np.add.reduceat((data & 127).astype(np.int64) << 7 * place, starts)


def gunzipped(data: bytes) -> bytes:
    """What was gzipped. Raises DamagedIndexError."""
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedIndexError("a file is no gzip file") from error


def unpacked(name_: str, data: bytes) -> bytes:
    """The payload of a file. Raises DamagedIndexError if it is not the one that was written."""
    payload = gunzipped(data)[CHECKSUM:]
    if name(payload).hex() != name_:
        raise DamagedIndexError(name_)
    return payload


def chance(text: str, weight: int, mean: int) -> bool:
    """True for about weight/mean of all texts, and always for the same ones: files are cut where
    the content says so, so that a change does not move every later cut."""
    return zlib.crc32(utf8(text)) * mean < weight << 32


def halves(counts: Iterable[tuple[int, int]], limit: int) -> Iterator[list[int]]:
    """Part sorted (day, count) pairs into ranges that hold at most `limit`, by halving the range
    of days as often as it takes; a range of one day may hold more. A cable more or less
    changes its own range only. Yields the days of each range that has any."""
    pairs = list(counts)
    days, ends = [day for day, _ in pairs], [0, *accumulate(count for _, count in pairs)]
    left = [(0, len(days), 0, 1 << 22)]  # ranges, by number in the list and by day, the first last
    while left:
        first, last, low, high = left.pop()
        if ends[last] - ends[first] <= limit or high - low == 1:
            if first < last:
                yield days[first:last]
            continue
        middle = (low + high) // 2
        at = bisect_left(days, middle, first, last)
        left += [(at, last, middle, high), (first, at, low, middle)]

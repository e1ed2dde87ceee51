"""The root of an index, and what stands beside it: the filters, the order of the packs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec
import numpy as np

from sitegen.search.codec import DamagedIndexError, File, Read, json_file, stem_of, unpacked
from sitegen.search.packs import Pack
from sitegen.search.ranges import range_of, read_order, write_order
from sitegen.search.records import Labels
from sitegen.search.rows import Directory, Facets

VERSION = 6

T = TypeVar("T")


class Root(msgspec.Struct, frozen=True):
    """The root file; the format is `docs/search-index.md`."""

    documents: int
    days: list[int]
    terms: list[tuple[str, str]]
    rows: list[Directory]
    facets: str
    order: list[str]


def write_root(
    packs: Sequence[Pack],
    shards: list[tuple[str, str]],
    directories: list[Directory],
    days: Mapping[int, int],
    facets: Facets,
    labels: Labels,
) -> Iterator[File]:
    """The filters, the order of the packs, the root, and last the one file that is not named by its content."""
    orders = [
        write_order(list(own)) for _, own in groupby(packs, lambda pack: range_of(pack.first))
    ]
    yield from orders
    filters = facets.file(labels)
    yield filters
    names = [stem_of(path) for path, _ in orders]
    documents = sum(days.values())
    root = Root(documents, pairs(days), shards, directories, stem_of(filters[0]), names)
    path, data = json_file("root", root)
    yield path, data
    head = {"version": VERSION, "documents": documents, "root": stem_of(path)}
    yield "index.json", msgspec.json.encode(head)


def pairs(days: Mapping[int, int]) -> list[int]:
    """Days and how many documents each has, as the root has them: the way from the day before, a number, …"""
    steps = np.diff(np.array([0, *days]))
    return np.column_stack([steps, list(days.values())]).ravel().tolist() if days else []


class _Head(msgspec.Struct, frozen=True):
    version: int
    documents: int
    root: str


def _read_head(read: Read) -> _Head:
    try:
        head = msgspec.json.decode(read("index.json"), type=_Head)
    except msgspec.DecodeError as error:
        raise DamagedIndexError("index.json") from error
    if head.version != VERSION:
        raise DamagedIndexError(f"version {head.version}")
    return head


def documents(read: Read) -> int:
    """How many documents the published index has. Raises DamagedIndexError, also for another version."""
    return _read_head(read).documents


def read_root(read: Read) -> tuple[Root, str]:
    """The root as published, and its name. Raises DamagedIndexError, also for another version."""
    head = _read_head(read)
    return read_json("root", head.root, Root, read), head.root


def read_json(folder: str, name: str, kind: type[T], read: Read) -> T:
    """A file of JSON as published."""
    try:
        return msgspec.json.decode(unpacked(name, read(f"{folder}/{name}.bin")), type=kind)
    except msgspec.DecodeError as error:
        raise DamagedIndexError(name) from error


def days_of(root: Root) -> dict[int, int]:
    """Day -> documents, in order."""
    steps, counts = root.days[::2], root.days[1::2]
    return dict(zip(np.cumsum(np.array(steps, np.int64)).tolist(), counts, strict=True))


def packs_of(root: Root, read: Read) -> list[Pack]:
    """All packs in order."""
    return [pack for name in root.order for pack in read_order(name, read)]

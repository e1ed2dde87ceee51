"""What each cable is filtered by, in order of cables, so that a reader can count what a query leaves of each filter."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sitegen.search.codec import File, Payload, Read, blob, column, file, front_coded, unpacked

KINDS = ("post", "country", "class", "caption", "tag")

Filters = Sequence[str]  # the terms of one cable: 'post:TASHKENT', 'tag:PGOV', 'tag:PREL'


def write_columns(day: int, cables: Sequence[Filters]) -> Iterator[File]:
    """A file for each kind of filter, of the cables of a directory, which begins with a day: no two are alike."""
    for kind in KINDS:
        about = blob(kind.encode()) + column([day])
        yield file("columns", about + _encoded([_values(own, kind) for own in cables]))


def _values(filters: Filters, kind: str) -> list[str]:
    start = f"{kind}:"
    return sorted({term.removeprefix(start) for term in filters if term.startswith(start)})


def _encoded(cables: Sequence[Sequence[str]]) -> bytes:
    table = sorted({value for own in cables for value in own})
    numbers = [bisect_left(table, value) for own in cables for value in own]
    return front_coded(table) + column([len(own) for own in cables]) + column(numbers)


def read_columns(names: Sequence[str], read: Read) -> list[Filters]:
    """The filters of each cable, of the files as published. Raises DamagedIndexError."""
    kinds = [
        _decoded(kind, unpacked(name, read(f"columns/{name}.bin")))
        for kind, name in zip(KINDS, names, strict=True)
    ]
    return [[term for own in cable for term in own] for cable in zip(*kinds, strict=True)]


def _decoded(kind: str, data: bytes) -> list[list[str]]:
    payload = Payload(data)
    payload.blob(), payload.column()
    terms = [f"{kind}:{value}" for value in payload.terms()]
    counts, numbers = payload.column().tolist(), iter(payload.column().tolist())
    return [[terms[next(numbers)] for _ in range(count)] for count in counts]

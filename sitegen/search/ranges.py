"""Ranges of the alphabet: each is merged and packed by itself, in whichever process."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.search.codec import File, Payload, Read, blob, column, file, front_coded, unpacked
from sitegen.search.packs import Pack, Written, write_packs
from sitegen.search.runs import Run, merged

# Where the ranges end, which always ends a pack: the stems of English parted about evenly.
EDGES = (
    "2 5 a ag ap b bo c ci co cos d di e en f fo g h hi i in is k l li m mi n o p pi pr q re ri s"
    " se so su t te to u v w wi x"
).split()
RANGES = len(EDGES) + 1


def range_of(stem: str) -> int:
    """The number of the range that a stem is in."""
    return bisect_right(EDGES, stem)


class Range(msgspec.Struct, frozen=True):
    """What the rest of the index needs of a range: its packs, and of each term, in order, the number
    of its first pack among them and in how many cables it stands."""

    packs: list[Pack]
    terms: list[str]
    places: list[int]
    frequencies: list[int]


def write_range(runs: Sequence[Run]) -> Iterator[File | Range]:
    """The packs of a range of the alphabet, of which `runs` are all there is; last what they hold."""
    packs: list[Pack] = []
    known: dict[str, tuple[int, int]] = {}
    for one in write_packs(merged(runs)):
        yield from one.files
        _note(known, one, len(packs))
        packs.append(one.pack)
    terms = sorted(known)
    found = [known[term] for term in terms]
    yield Range(packs, terms, [place for place, _ in found], [count for _, count in found])


def _note(known: dict[str, tuple[int, int]], one: Written, number: int) -> None:
    """Take in the terms of a pack; one in several parts is in the first."""
    for term, count in zip(one.terms, one.counts, strict=True):
        place, before = known.get(term, (number - max(0, one.pack.part - 1), 0))
        known[term] = (place, before + count)


# -- the order of the packs, for the writer --------------------------------------------------------


def write_order(packs: Sequence[Pack]) -> File:
    """The packs of a range, for who changes the index."""
    return file(
        "order",
        front_coded([pack.first for pack in packs])
        + blob(b"".join(bytes.fromhex(pack.name) for pack in packs))
        + column([pack.postings for pack in packs])
        + column([pack.part for pack in packs])
        + column([pack.day for pack in packs]),
    )


def read_order(name: str, read: Read) -> list[Pack]:
    """The packs of a range, as published."""
    data = Payload(unpacked(name, read(f"order/{name}.bin")))
    firsts, names = data.terms(), data.names()
    numbers = (data.column().tolist() for _ in range(3))
    return [Pack(*values) for values in zip(firsts, names, *numbers, strict=True)]

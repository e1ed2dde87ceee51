"""The dictionary: every term with its document frequency and its pack, in shards of some thousand terms."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from sitegen.search.codec import (
    DamagedIndexError,
    File,
    Ints,
    Payload,
    Read,
    blob,
    chance,
    column,
    file,
    front_coded,
    unpacked,
    zigzag,
)
from sitegen.search.packs import Pack
from sitegen.search.ranges import EDGES, Range

SMALLEST, LARGEST = 3_000, 6_000  # terms in a shard
CUT_EVERY = 1_000  # between the two: mean until a cut


class Term(msgspec.Struct, frozen=True, order=True):
    """A term, the number of its first pack, and in how many documents it stands."""

    text: str
    pack: int
    frequency: int


class Shard(msgspec.Struct, frozen=True):
    """A shard that is to be written."""

    first: str  # its first term
    file: File


def write_dictionary(ranges: Iterable[Range], packs: list[Pack]) -> Iterator[Shard]:
    """Shards as soon as all their terms are known; `packs` gathers the packs of all ranges.

    A term begins with the same letter as its stem: once the ranges that follow begin with a later
    letter, the earlier letters are complete."""
    waiting: list[Term] = []
    for found, edge in zip(ranges, [*EDGES, ""], strict=True):
        waiting += _terms(found, len(packs))
        packs += found.packs
        if edge and len(waiting) <= SMALLEST:
            continue
        waiting.sort()
        ready = bisect_first(waiting, edge[0]) if edge else len(waiting)
        done = 0
        for high in cuts(waiting[:ready], to_the_end=not edge):
            yield encode(waiting[done:high], packs)
            done = high
        del waiting[:done]


def _terms(found: Range, first: int) -> Iterator[Term]:
    values = zip(found.terms, found.places, found.frequencies, strict=True)
    return (Term(text, first + place, frequency) for text, place, frequency in values)


def bisect_first(terms: Sequence[Term], text: str) -> int:
    """How many of the sorted terms come before a text."""
    low, high = 0, len(terms)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if terms[middle].text < text else (low, middle)
    return low


def cuts(terms: Sequence[Term], *, to_the_end: bool) -> Iterator[int]:
    """Where shards end; as with packs, the terms themselves say where."""
    low = 0
    for high, term in enumerate(terms, 1):
        size = high - low
        if size >= LARGEST or (size > SMALLEST and chance(term.text, 1, CUT_EVERY)):
            yield high
            low = high
    if to_the_end and low < len(terms):
        yield len(terms)


def encode(terms: Sequence[Term], packs: Sequence[Pack]) -> Shard:
    """A shard; the terms number their packs among all `packs`."""
    numbers = np.array([term.pack for term in terms])
    table = _table(numbers, packs)
    places = np.searchsorted(table, numbers)
    chosen = [packs[i] for i in table]
    payload = b"".join(
        [
            front_coded([term.text for term in terms]),
            column([term.frequency for term in terms]),
            column(zigzag(np.diff(places, prepend=0))),
            blob(b"".join(bytes.fromhex(pack.name) for pack in chosen)),
            column([pack.part for pack in chosen]),
            column([pack.day for pack in chosen]),
        ]
    )
    return Shard(terms[0].text, file("terms", payload))


def _table(numbers: Ints, packs: Sequence[Pack]) -> list[int]:
    """Numbers of all packs that some terms need, later parts of long lists among them."""
    table = []
    for number in np.unique(numbers).tolist():
        table.append(number)
        while (
            packs[number].part
            and number + 1 < len(packs)
            and packs[number + 1].part == packs[number].part + 1
        ):
            number += 1
            table.append(number)
    return table


class Opened(msgspec.Struct, frozen=True):
    """A shard as published: terms, their frequencies, the name of the first pack of each; and the
    names of all packs it knows."""

    terms: list[str]
    frequencies: list[int]
    packs: list[str]
    table: list[str]


def open_shard(name: str, read: Read) -> Opened:
    """A shard as it was published."""
    data = Payload(unpacked(name, read(f"terms/{name}.bin")))
    terms, frequencies, steps, table = data.terms(), data.column(), data.column(), data.names()
    places = np.cumsum(np.where(steps & 1, -(steps + 1) // 2, steps // 2)).tolist()
    if len(terms) != len(frequencies) != len(places) or max(places, default=0) >= len(table):
        raise DamagedIndexError(name)
    return Opened(terms, frequencies.tolist(), [table[place] for place in places], table)

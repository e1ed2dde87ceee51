"""The dictionary: every term with its document frequency and its pack, in shards of some thousand terms."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from sitegen.search.codec import File, Ints, blob, chance, column, file, front_coded, zigzag
from sitegen.search.packs import Pack

SMALLEST, LARGEST, CUT_EVERY = (
    3_000,
    6_000,
    1_000,
)  # terms in a shard; mean between the two until a cut


class Term(msgspec.Struct, frozen=True, order=True):
    """A term, the number of its first pack, and in how many documents it stands."""

    text: str
    pack: int
    frequency: int


class Shard(msgspec.Struct, frozen=True):
    """A shard that is to be written."""

    first: str  # its first term
    file: File


def write_dictionary(packs: Iterable[tuple[list[File], Pack]]) -> Iterator[File | Shard]:
    """The files of the packs as they come, and shards as soon as all their terms are known.

    Packs come in order of stems, and a term begins with the same letter as its stem: once a pack
    ends in a later letter, the earlier letters are complete."""
    known: list[Pack] = []
    waiting: dict[str, Term] = {}
    letter = ""
    for files, pack in packs:
        yield from files
        _note(waiting, pack, len(known))
        known.append(msgspec.structs.replace(pack, terms=[], counts=[]))
        if pack.terms[-1][0] != letter:
            letter = pack.terms[-1][0]
            yield from _flush(waiting, known, letter)
    yield from _flush(waiting, known, None)


def _note(waiting: dict[str, Term], pack: Pack, number: int) -> None:
    """Take in the terms of a pack; a term in several packs keeps the first."""
    for text, count in zip(pack.terms, pack.counts, strict=True):
        before = waiting.get(text)
        waiting[text] = (
            Term(text, before.pack, before.frequency + count)
            if before
            else Term(text, number, count)
        )


def _flush(waiting: dict[str, Term], packs: Sequence[Pack], letter: str | None) -> Iterator[Shard]:
    """Shards of what comes before a letter; takes their terms out of `waiting`."""
    ready = sorted(term for term in waiting.values() if letter is None or term.text[0] < letter)
    low = 0
    for high in _cuts(ready, to_the_end=letter is None):
        yield _encode(ready[low:high], packs)
        for term in ready[low:high]:
            del waiting[term.text]
        low = high


def _cuts(terms: Sequence[Term], to_the_end: bool) -> Iterator[int]:
    """Where shards end; as with packs, the terms themselves say where."""
    low = 0
    for high, term in enumerate(terms, 1):
        size = high - low
        if size >= LARGEST or (size > SMALLEST and chance(term.text, 1, CUT_EVERY)):
            yield high
            low = high
    if to_the_end and low < len(terms):
        yield len(terms)


def _encode(terms: Sequence[Term], packs: Sequence[Pack]) -> Shard:
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
            column([pack.month for pack in chosen]),
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

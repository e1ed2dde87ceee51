"""Cables to sorted runs: `tokenise` one cable, `invert` a batch. Both pure, so that workers can do them."""

import re
from array import array
from collections.abc import Iterable

import msgspec
import numpy as np
import Stemmer

from sitegen.search.codec import Ints, pack_varints, varint_sizes
from sitegen.search.records import Entry, Postings, code, month_number
from sitegen.search.words import split_spaces

FACETS, IDENTIFIER, SUBJECT = 0, 1, 2  # position spaces before the paragraphs
SUBJECT_WEIGHT = 8  # a word of the subject counts as so many of the body
SHORT, SHARE = 4, 16  # a word of a heading of n words has SHARE // n of it, 1 to SHORT
FACT = 1024  # what a word of the facts adds to the scaled frequency, however long the cable

# Term frequency, made comparable between long and short cables, on a scale of half octaves:
# level i stands for 2 ** ((i - 8) / 2). Limits in 1/1024, so that no float rounds differently elsewhere.
LEVEL_LIMITS = np.array(
    [76, 108, 152, 215, 304, 431, 609, 861, 1218, 1722, 2435, 3444, 4871, 6889, 9742]
)


class Run(msgspec.Struct, frozen=True):
    """Postings of many cables, in order of (stem, term, document).

    keys       'stem NUL term', sorted
    counts     postings of each key
    documents  number of the document, one a posting (uint32)
    levels     weight, 0 to 15, and 16 times the share of identifier or subject, one a posting (uint8)
    sizes      bytes in `positions`, one a posting (uint32)
    positions  where the term stands, as `docs/search-index.md` has it
    """

    keys: list[str]
    counts: Ints
    documents: Ints
    levels: Ints
    sizes: Ints
    positions: bytes


class _Vocabulary(dict[str, int]):
    """Numbers words in the order they come."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def facets(entry: Entry) -> list[str]:
    """The terms that filters look for. No word has a colon in it."""
    tags = dict.fromkeys(f"tag:{code(tag)}" for tag in entry.tags)
    return [f"post:{code(entry.post)}", f"class:{code(entry.classification)}", *tags]


def tokenise(entry: Entry) -> Postings:
    """All words of a cable, in order."""
    parts, short = identifier_parts(entry.identifier)
    facts = (parts, *entry.facts)
    texts = (f"{entry.identifier} {short}", entry.subject, *entry.paragraphs, *facts)
    spaces = [facets(entry), *split_spaces(texts)]
    everything = [word for space in spaces for word in space]
    lengths = tuple(map(len, spaces))
    return Postings(month_number(entry.date), everything, lengths, len(facts))


def identifier_parts(identifier: str) -> tuple[str, str]:
    """'09TASHKENT208' -> its parts, '09 TASHKENT 208', and what it is without the year, 'TASHKENT208'."""
    found = re.fullmatch(r"(\d\d)([^\W\d_]+)(\d+)", identifier)
    return (" ".join(found.groups()), found[2] + found[3]) if found else ("", "")


def invert(batch: Iterable[Postings], first: int) -> Run:
    """The run of cables numbered from `first`."""
    numbers, vocabulary, lengths, bodies = _number(batch)
    keys, ranks = _rank(vocabulary)
    order = np.sort(ranks[numbers].astype(np.int64) << 32 | np.arange(len(numbers)))
    token, term = (order & 0xFFFFFFFF).astype(np.uint32), (order >> 32).astype(np.uint32)
    document, space, offset = (values[token] for values in _places(lengths))
    is_fact = space >= bodies[document]
    opens = _changes(term) | _changes(document)
    starts = np.flatnonzero(opens)
    sizes, positions = _positions(space, offset, opens, starts)
    return Run(
        keys,
        np.bincount(term[starts], minlength=len(keys)),
        (document[starts] + first).astype(np.uint32),
        _levels(space, starts, is_fact, _body_lengths(lengths, bodies)[document[starts]])
        + 16 * np.maximum.reduceat(_shares(space, lengths, document), starts, dtype=np.uint8),
        sizes,
        positions,
    )


Lengths = list[tuple[int, ...]]  # of the position spaces, one tuple a document


def _number(batch: Iterable[Postings]) -> tuple[Ints, list[str], Lengths, Ints]:
    """Every word as a number, the words in order of number, the lengths of the position spaces,
    and where among them the facts of each document begin."""
    vocabulary = _Vocabulary()
    numbers, lengths, bodies = array("I"), [], []
    for postings in batch:
        numbers.extend(map(vocabulary.__getitem__, postings.words))
        lengths.append(postings.lengths)
        bodies.append(len(postings.lengths) - postings.facts)
    return np.frombuffer(numbers, np.uint32), list(vocabulary), lengths, np.array(bodies, np.int32)


def _rank(vocabulary: list[str]) -> tuple[list[str], Ints]:
    """Sorted keys, and the place of every word among them."""
    stems = Stemmer.Stemmer("english", 0).stemWords(vocabulary)
    pairs = zip(stems, vocabulary, strict=True)
    keys = [f"{term}\0{term}" if ":" in term else f"{stem}\0{term}" for stem, term in pairs]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = np.empty(len(keys), np.uint32)
    ranks[order] = np.arange(len(keys))
    return [keys[i] for i in order], ranks


def _places(documents: Lengths) -> tuple[Ints, Ints, Ints]:
    """Of every word: document within the batch, position space within the document, offset within the space."""
    lengths = np.array([n for spaces in documents for n in spaces], np.int64)
    spaces = np.array([len(spaces) for spaces in documents], np.int64)
    document = np.repeat(np.arange(len(documents), dtype=np.int32), spaces)
    within = _count_up(spaces)
    return np.repeat(document, lengths), np.repeat(within, lengths), _count_up(lengths)


def _count_up(lengths: Ints) -> Ints:
    """0, 1, … for each length, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    counted: Ints = np.arange(total) - np.repeat(ends - lengths, lengths)
    return counted.astype(np.int32)


def _changes(values: Ints) -> Ints:
    """True where a value differs from the one before; the first always does."""
    out = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=out[1:])
    return out


def _positions(space: Ints, offset: Ints, opens: Ints, starts: Ints) -> tuple[Ints, bytes]:
    """Bytes of each posting, and all of them. A posting: how many positions, then each of them,
    as 2 × (offset − last offset) in the same space, else 2 × (space − last space) + 1 and the offset."""
    if not len(space):
        return np.zeros(0, np.uint32), b""
    fresh = opens | _changes(space)
    last_space, last_offset = np.zeros_like(space), np.zeros_like(offset)
    last_space[1:], last_offset[1:] = space[:-1], offset[:-1]
    last_space[starts] = 0
    values = np.zeros((len(space), 3), np.uint32)
    values[starts, 0] = np.diff(starts, append=len(space))
    values[:, 1] = np.where(fresh, 2 * (space - last_space) + 1, 2 * (offset - last_offset))
    values[:, 2] = offset
    used = np.ones((len(space), 3), bool)
    used[:, 0], used[:, 2] = opens, fresh
    flat = values[used]
    sizes = varint_sizes(flat)
    first_values = starts + np.arange(len(starts)) + (np.cumsum(fresh) - fresh)[starts]
    return np.add.reduceat(sizes, first_values, dtype=np.uint32), pack_varints(
        flat, sizes
    ).tobytes()


def _body_lengths(documents: Lengths, bodies: Ints) -> Ints:
    """Words in the paragraphs of each document."""
    pairs = zip(documents, bodies.tolist(), strict=True)
    return np.array([sum(spaces[SUBJECT + 1 : end]) for spaces, end in pairs], np.int64)


def _levels(space: Ints, starts: Ints, is_fact: Ints, lengths: Ints) -> Ints:
    """Weights: BM25's frequency over 1.2 × (0.25 + 0.75 × length / 1000). The length is measured
    against a constant, so that no posting depends on the rest of the collection; a fact counts
    once, whatever the length."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    headed = (space == IDENTIFIER) | (space == SUBJECT)
    counted = np.where(headed, SUBJECT_WEIGHT, np.where(is_fact, 0, 1))
    scaled = np.add.reduceat(counted, starts) * 10_240_000 // (3000 + 9 * lengths)
    scaled += FACT * np.logical_or.reduceat(is_fact, starts)
    levels: Ints = np.searchsorted(LEVEL_LIMITS, scaled, side="right")
    return levels.astype(np.uint8)


def _shares(space: Ints, documents: Lengths, document: Ints) -> Ints:
    """How much of a heading each word is, 1 to SHORT; 0 for words elsewhere."""
    subjects = np.array([max(1, spaces[SUBJECT]) for spaces in documents], np.int64)
    shares = np.clip(SHARE // subjects, 1, SHORT).astype(np.uint8)
    own: Ints = np.where(space == SUBJECT, shares[document], 0)
    return np.where(space == IDENTIFIER, SHORT, own).astype(np.uint8)

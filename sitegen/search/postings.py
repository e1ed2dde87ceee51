"""Cables to sorted runs: `tokenise` one cable, `invert` a batch. Both pure, so that workers can do them."""

import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import Stemmer

from sitegen.search.codec import Ints
from sitegen.search.records import Entry, Postings, code
from sitegen.search.runs import Run
from sitegen.search.words import LONGEST, SPACE_MARK, split_spaces

FACETS, IDENTIFIER, SUBJECT = 0, 1, 2  # position spaces before the paragraphs
SUBJECT_WEIGHT = 8  # a word of the subject counts as so many of the body
SHORT, SHARE = 4, 16  # a word of a heading of n words has SHARE // n of it, 1 to SHORT
FACT = 1024  # what a word of the facts adds to the scaled frequency, however long the cable

# Term frequency, made comparable between long and short cables, on a scale of half octaves:
# level i stands for 2 ** ((i - 8) / 2). Limits in 1/1024, so that no float rounds differently elsewhere.
LEVEL_LIMITS = np.array(
    [76, 108, 152, 215, 304, 431, 609, 861, 1218, 1722, 2435, 3444, 4871, 6889, 9742]
)


class _Vocabulary(dict[str, int]):
    """Numbers words in the order they come; 0 is the mark that ends a position space."""

    def __init__(self) -> None:
        super().__init__({SPACE_MARK: 0})
        self.words = [SPACE_MARK]

    def __missing__(self, word: str) -> int:
        short = word if ":" in word else word[:LONGEST]
        number = self.get(short, len(self.words))
        if number == len(self.words):
            self.words.append(short)
            self[short] = number
        self[word] = number
        return number


def facets(entry: Entry) -> list[str]:
    """The terms that filters look for. No word has a colon in it."""
    countries = [f"country:{code(entry.country)}"] if code(entry.country) else []
    captions = (f"caption:{code(caption)}" for caption in entry.captions)
    tags = (f"tag:{code(tag)}" for tag in entry.tags)
    own = [f"post:{code(entry.post)}", f"class:{code(entry.classification)}"]
    return list(dict.fromkeys([*own, *countries, *captions, *tags]))


def tokenise(entry: Entry) -> Postings:
    """All words of a cable, in order."""
    parts, short = identifier_parts(entry.identifier)
    facts = (parts, *entry.facts)
    texts = (f"{entry.identifier} {short}", entry.subject, *entry.paragraphs, *facts)
    words = [*facets(entry), SPACE_MARK, *split_spaces(texts)]
    return Postings(words, len(texts) + 1, len(facts))


def terms_of(entry: Entry) -> set[str]:
    """All terms of a cable."""
    vocabulary = _Vocabulary()
    for word in tokenise(entry).words:
        vocabulary[word]
    return set(vocabulary.words[1:])


def identifier_parts(identifier: str) -> tuple[str, str]:
    """'09TASHKENT208' -> its parts, '09 TASHKENT 208', and what it is without the year, 'TASHKENT208'."""
    found = re.fullmatch(r"(\d\d)([^\W\d_]+)(\d+)", identifier)
    return (" ".join(found.groups()), found[2] + found[3]) if found else ("", "")


def invert(batch: Iterable[Postings]) -> Run:
    """The run of some cables, which are numbered from 0."""
    numbers, vocabulary, spaces = _number(batch)
    keys, ranks = _rank(vocabulary)
    words = numbers[numbers > 0] - 1
    order = np.sort(ranks[words].astype(np.int64) << 32 | np.arange(len(words)))
    token, term = (order & 0xFFFFFFFF).astype(np.uint32), (order >> 32).astype(np.uint32)
    document, space, offset = (values[token] for values in spaces.places())
    opens = _changes(term) | _changes(document)
    starts = np.flatnonzero(opens)
    own = document[starts]
    fresh, steps = _steps(space, offset, opens, starts)
    return Run(
        keys,
        np.bincount(term[starts], minlength=len(keys)),
        own,
        _levels(spaces, space, document, starts) + 16 * _shares(spaces, space, document, starts),
        np.diff(starts, append=len(space)).astype(np.uint32),
        steps,
        offset[fresh].astype(np.uint32),
    )


class _Spaces(NamedTuple):
    """The position spaces of a batch: the words in each; and of each document its first space, the
    first that holds a fact, and how many it has."""

    lengths: Ints
    first: Ints
    facts: Ints
    counts: Ints

    def places(self) -> tuple[Ints, Ints, Ints]:
        """Of every word: document, space within the document, offset within the space."""
        document = np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)
        within = _count_up(self.counts)
        own = self.lengths
        return np.repeat(document, own), np.repeat(within, own), _count_up(own)

    def subjects(self) -> Ints:
        """Words in the subject of each document."""
        lengths: Ints = self.lengths[self.first + SUBJECT]
        return lengths

    def bodies(self) -> Ints:
        """Words in the paragraphs of each document."""
        total = np.concatenate([[0], np.cumsum(self.lengths)])
        lengths: Ints = total[self.first + self.facts] - total[self.first + SUBJECT + 1]
        return lengths


def _number(batch: Iterable[Postings]) -> tuple[Ints, list[str], _Spaces]:
    """Every word as a number, from 1, and every mark as 0; the words in order of number; the spaces."""
    vocabulary = _Vocabulary()
    words, counts, facts = array("I"), [], []
    for postings in batch:
        words.extend(map(vocabulary.__getitem__, postings.words))
        counts.append(postings.spaces)
        facts.append(postings.spaces - postings.facts)
    numbers, count = np.frombuffer(words, np.uint32), np.array(counts, np.int64)
    lengths = np.diff(np.flatnonzero(numbers == 0), prepend=-1) - 1
    spaces = _Spaces(lengths, np.cumsum(count) - count, np.array(facts, np.int64), count)
    return numbers, vocabulary.words[1:], spaces


def _rank(vocabulary: list[str]) -> tuple[list[str], Ints]:
    """Sorted keys, and the place of every word among them."""
    keys = [f"{stem}\0{term}" for stem, term in zip(stems(vocabulary), vocabulary, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = np.empty(len(keys), np.uint32)
    ranks[order] = np.arange(len(keys))
    return [keys[i] for i in order], ranks


def stems(terms: list[str]) -> list[str]:
    """The stem of each term: a filter is its own."""
    found = Stemmer.Stemmer("english", 0).stemWords(terms)
    return [term if ":" in term else stem for stem, term in zip(found, terms, strict=True)]


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


def _steps(space: Ints, offset: Ints, opens: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Which positions are the first in their space, and the step to each, as a `Run` has them."""
    fresh = opens | _changes(space)
    last_space, last_offset = np.zeros_like(space), np.zeros_like(offset)
    last_space[1:], last_offset[1:] = space[:-1], offset[:-1]
    last_space[starts] = 0
    steps = np.where(fresh, 2 * (space - last_space) + 1, 2 * (offset - last_offset))
    return fresh, steps.astype(np.uint32)


def _levels(spaces: _Spaces, space: Ints, document: Ints, starts: Ints) -> Ints:
    """Weights: BM25's frequency over 1.2 × (0.25 + 0.75 × length / 1000). The length is measured
    against a constant, so that no posting depends on the rest of the collection; a fact counts
    once, whatever the length."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    is_fact = space >= spaces.facts[document]
    headed = (space == IDENTIFIER) | (space == SUBJECT)
    counted = np.where(headed, SUBJECT_WEIGHT, np.where(is_fact, 0, 1))
    lengths = spaces.bodies()[document[starts]]
    scaled = np.add.reduceat(counted, starts) * 10_240_000 // (3000 + 9 * lengths)
    scaled += FACT * np.logical_or.reduceat(is_fact, starts)
    levels: Ints = np.searchsorted(LEVEL_LIMITS, scaled, side="right")
    return levels.astype(np.uint8)


def _shares(spaces: _Spaces, space: Ints, document: Ints, starts: Ints) -> Ints:
    """How much of a heading each word is, 1 to SHORT; 0 for words elsewhere."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    shares = np.clip(SHARE // np.maximum(1, spaces.subjects()), 1, SHORT).astype(np.uint8)
    own = np.where(space == SUBJECT, shares[document], np.uint8(0))
    highest: Ints = np.maximum.reduceat(np.where(space == IDENTIFIER, np.uint8(SHORT), own), starts)
    return highest

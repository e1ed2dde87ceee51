"""Cables to sorted runs: `tokenise` one cable, `invert` a batch. Both pure, so that workers can do them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import Stemmer

from sitegen.search.codec import Ints
from sitegen.search.numbering import Tokens, in_groups
from sitegen.search.records import Entry, Postings, code
from sitegen.search.runs import Run
from sitegen.search.words import LONGEST, SPACE_MARK, fold_spaces

FACETS, IDENTIFIER, SUBJECT, FACTS = 0, 1, 2, 3  # position spaces before the paragraphs
HEADINGS = 64  # positions kept for identifier and subject
ALIGNED = (
    32  # each paragraph begins at a multiple of it, so that an edited one seldom moves the next
)
LAST = (1 << 24) - 1  # positions behind it are taken for it
FILTER_MARK = "\x02"  # stands before the number of a filter, in place of its name; no word has it
SUBJECT_WEIGHT = 8  # a word of the subject counts as so many of the body
SHORT, SHARE = 4, 16  # a word of a heading of n words has SHARE // n of it, 1 to SHORT
IN_FACT = 1 << 40  # marks a word of the facts while those of the body are counted
FACT = 1024  # what a word of the facts adds to the scaled frequency, however long the cable

# Term frequency, made comparable between long and short cables, on a scale of half octaves:
# level i stands for 2 ** ((i - 8) / 2). Limits in 1/1024, so that no float rounds differently elsewhere.
LEVEL_LIMITS = np.array(
    [76, 108, 152, 215, 304, 431, 609, 861, 1218, 1722, 2435, 3444, 4871, 6889, 9742]
)


def facets(entry: Entry) -> list[str]:
    """The terms that filters look for. No word has a colon in it."""
    countries = [f"country:{code(entry.country)}"] if code(entry.country) else []
    captions = (f"caption:{code(caption)}" for caption in entry.captions)
    tags = (f"tag:{code(tag)}" for tag in entry.tags)
    named = (("post", entry.post), ("class", entry.classification))  # which may not be stated
    own = [f"{kind}:{code(value)}" for kind, value in named if code(value)]
    return list(dict.fromkeys([*own, *countries, *captions, *tags]))


def tokenise(entry: Entry) -> Postings:
    """All words of a cable, in order."""
    parts, short = identifier_parts(entry.identifier)
    facts = (parts, *entry.facts)
    texts = (f"{entry.identifier} {short}", entry.subject, *facts, *entry.paragraphs)
    return Postings(facets(entry), fold_spaces(texts), len(texts) + 1, len(facts))


def terms_of(entry: Entry) -> set[str]:
    """All terms of a cable."""
    postings = tokenise(entry)
    words = {word[:LONGEST] for word in postings.text.split()}
    return (words - {SPACE_MARK}).union(postings.filters)


def identifier_parts(identifier: str) -> tuple[str, str]:
    """'09TASHKENT208' -> its parts, '09 TASHKENT 208', and what it is without the year, 'TASHKENT208'."""
    found = re.fullmatch(r"(\d\d)([^\W\d_]+)(\d+)", identifier)
    return (" ".join(found.groups()), found[2] + found[3]) if found else ("", "")


def invert(batch: Iterable[Postings]) -> Run:
    """The run of some cables, which are numbered from 0."""
    tokens, filters, spaces = _tokens(batch)
    token, starts = in_groups(tokens)
    keys, ranks = _rank(_named(tokens.texts(token[starts]), filters))
    del tokens  # which are large
    token, term = _ranked(token, starts, ranks)
    space = np.repeat(np.arange(len(spaces.lengths), dtype=np.int32), spaces.lengths)[token]
    document = spaces.document[space]
    opens = _changes(term) | _changes(document)
    starts = np.flatnonzero(opens)
    return Run(
        keys,
        np.bincount(term[starts], minlength=len(keys)),
        document[starts],
        _levels(spaces, space, starts),
        np.diff(starts, append=len(token)).astype(np.uint32),
        _gaps(spaces, token, space, starts),
    )


class _Spaces(NamedTuple):
    """The position spaces of a batch, one after the other: words in each, the document it is of, its
    number there; and of each document how many it has, and the number of its first paragraph."""

    lengths: Ints
    document: Ints
    number: Ints
    counts: Ints
    bodies: Ints

    def firsts(self) -> Ints:
        """Of each document its first space."""
        firsts: Ints = np.cumsum(self.counts) - self.counts
        return firsts

    def body_lengths(self) -> Ints:
        """Words in the paragraphs of each document."""
        total = np.concatenate([[0], np.cumsum(self.lengths)])
        firsts = self.firsts()
        lengths: Ints = total[firsts + self.counts] - total[firsts + self.bodies]
        return lengths

    def positions(self) -> Ints:
        """The position of the first word of each space: identifier and subject have HEADINGS, and more
        where they need it; the facts, and each paragraph, begin at multiples of ALIGNED."""
        sizes = np.where(self.number == FACETS, 0, self.lengths + 1)
        is_last = (self.number == SUBJECT) | (self.number >= self.bodies[self.document] - 1)
        lasts = np.flatnonzero(is_last)  # of what is aligned
        blocks = np.diff(np.cumsum(sizes)[lasts], prepend=0)
        least = np.where(self.number[lasts] == SUBJECT, HEADINGS, 0)
        sizes[lasts] += np.maximum(blocks + -blocks % ALIGNED, least) - blocks
        starts = np.cumsum(sizes) - sizes
        within: Ints = starts - np.repeat(starts[self.firsts()], self.counts)
        return within


def _tokens(batch: Iterable[Postings]) -> tuple[Tokens, list[str], _Spaces]:
    """All words; the filters, for which numbers stand among them; the spaces."""
    known: dict[str, int] = {}
    texts, counts, bodies = [], [], []
    for postings in batch:
        texts += [f"{FILTER_MARK}{known.setdefault(own, len(known))}" for own in postings.filters]
        texts += [SPACE_MARK, postings.text]
        counts.append(postings.spaces)
        bodies.append(FACTS + postings.facts)
    tokens, count = Tokens(texts), np.array(counts, np.int64)
    document = np.repeat(np.arange(len(count), dtype=np.int32), count)
    lengths = np.diff(tokens.space_ends, prepend=0)
    spaces = _Spaces(lengths, document, _count_up(count), count, np.array(bodies, np.int32))
    return tokens, list(known), spaces


def _named(words: Iterable[str], filters: Sequence[str]) -> list[str]:
    """Words, with filters in place of their numbers."""
    return [filters[int(word[1:])] if word[0] == FILTER_MARK else word for word in words]


def _rank(terms: list[str]) -> tuple[list[str], Ints]:
    """Sorted keys, and the place of every term among them: words cut to the same are one."""
    keys = [f"{stem}\0{term}" for stem, term in zip(stems(terms), terms, strict=True)]
    coded = np.array([key.encode() for key in keys], bytes)
    order = np.argsort(coded, kind="stable")
    opens = _changes(coded[order])
    ranks = np.empty(len(keys), np.uint64)
    ranks[order] = np.cumsum(opens) - 1
    return [keys[i] for i in order[opens].tolist()], ranks


def _ranked(token: Ints, starts: Ints, ranks: Ints) -> tuple[Ints, Ints]:
    """Words in groups that start so, in order of the ranks of the groups; and the rank of each."""
    bits = np.uint64(len(token).bit_length())
    order = np.repeat(ranks << bits, np.diff(starts, append=len(token)))
    order |= token.view(np.uint64)
    order.sort()
    rank = (order >> bits).astype(np.int32)
    order &= (np.uint64(1) << bits) - np.uint64(1)
    return order.view(np.int64), rank


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


def _gaps(spaces: _Spaces, token: Ints, space: Ints, starts: Ints) -> Ints:
    """The gaps between the positions of each posting, as a `Run` has them."""
    firsts = spaces.positions() - (np.cumsum(spaces.lengths) - spaces.lengths)
    position = np.minimum(token + firsts[space], LAST)
    position[spaces.number[space] == FACETS] = 0
    gaps: Ints = np.diff(position, prepend=0).astype(np.uint32)
    gaps[starts] = position[starts]
    return gaps


def _levels(spaces: _Spaces, space: Ints, starts: Ints) -> Ints:
    """Weights, and 16 times the shares: BM25's frequency over 1.2 × (0.25 + 0.75 × length / 1000).
    The length is measured against a constant, so that no posting depends on the rest of the collection;
    a fact counts once, whatever the length."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    counted = np.add.reduceat(_counted(spaces)[space], starts)
    shares: Ints = np.maximum.reduceat(_shares(spaces)[space], starts)
    document = spaces.document[space[starts]]
    scaled = (counted & (IN_FACT - 1)) * 10_240_000 // (3000 + 9 * spaces.body_lengths()[document])
    scaled += FACT * (counted >= IN_FACT)
    levels: Ints = np.searchsorted(LEVEL_LIMITS, scaled, side="right").astype(np.uint8)
    levels += 16 * shares
    return levels


def _counted(spaces: _Spaces) -> Ints:
    """What a word of each space counts."""
    is_headed = (spaces.number == IDENTIFIER) | (spaces.number == SUBJECT)
    is_body = spaces.number >= spaces.bodies[spaces.document]
    counted: Ints = np.where(is_headed, SUBJECT_WEIGHT, np.where(is_body, 1, IN_FACT))
    return counted


def _shares(spaces: _Spaces) -> Ints:
    """How much of a heading each word of a space is, 1 to SHORT; 0 of what is no heading."""
    lengths = spaces.lengths
    shares = np.where(
        spaces.number == SUBJECT, np.clip(SHARE // np.maximum(1, lengths), 1, SHORT), 0
    )
    return np.where(spaces.number == IDENTIFIER, SHORT, shares).astype(np.uint8)

"""Words to numbers: those of a whole batch at once, by their bytes, which is ten times as fast as word by word."""

from collections.abc import Sequence

import numpy as np

from sitegen.search.codec import Ints
from sitegen.search.words import LONGEST

BLANK, MARK = 32, 1  # as bytes; a mark ends a position space
LONGEST_BYTES = 4 * LONGEST  # of a word nothing behind this counts

_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)  # the first n of eight bytes
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd, with bits all over


class Tokens:
    """The words of texts that are parted by blanks, one after the other; and after how many words each
    position space ends."""

    def __init__(self, texts: Sequence[str]) -> None:
        data = np.frombuffer(f" {' '.join(texts)} ".encode() + bytes(LONGEST_BYTES), np.uint8)
        is_blank = data[:-LONGEST_BYTES] == BLANK
        edges = np.flatnonzero(is_blank[1:] != is_blank[:-1]) + 1
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        is_mark = data[starts] == MARK
        marks = np.flatnonzero(is_mark)
        self.space_ends = marks - np.arange(len(marks))
        self.starts = starts[~is_mark]
        self.lengths = np.minimum(lengths[~is_mark], LONGEST_BYTES).astype(np.uint16)
        self._data = data
        self._eights = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
        self.firsts = self.eights(0, np.arange(len(self.starts)))

    def __len__(self) -> int:
        return len(self.starts)

    def eights(self, at: int, which: Ints) -> Ints:
        """Bytes `at` to `at` + 7 of some words as one number each; what a word has not is 0."""
        left = np.minimum(self.lengths[which] - at, 8)
        found: Ints = self._eights[self.starts[which] + at] & _MASKS[left]
        return found

    def texts(self, which: Ints) -> list[str]:
        """Some words."""
        lengths = self.lengths[which].astype(np.int64) + 1  # and a blank
        ends = np.cumsum(lengths)
        places = np.repeat(self.starts[which] - ends + lengths, lengths)
        places += np.arange(len(places))
        data = self._data[places]
        data[ends - 1] = BLANK
        words = data.tobytes().decode(errors="ignore").split(" ")[:-1]
        return [word[:LONGEST] for word in words] if (lengths > LONGEST + 1).any() else words


def in_groups(tokens: Tokens) -> tuple[Ints, Ints]:
    """The numbers of the words, alike beside alike and these in order; and where each group starts."""
    bits = np.uint64(len(tokens).bit_length())
    order = _mixed(tokens)
    order >>= bits
    order <<= bits
    order |= np.arange(len(tokens), dtype=np.uint64)
    order.sort()
    opens = np.ones(len(order), bool)
    opens[1:] = (order[1:] ^ order[:-1]) >> bits > 0
    order &= (np.uint64(1) << bits) - np.uint64(1)
    numbers = order.view(np.int64)
    if not _are_alike(tokens, numbers, opens):
        return _in_groups_slowly(tokens)
    return numbers, np.flatnonzero(opens)


def _mixed(tokens: Tokens) -> Ints:
    """A number for each word, the same for the same, and likely for no other."""
    mixed = tokens.firsts * _FACTORS[0]
    for at, longer in _longer(tokens.lengths):
        mixed[longer] = (mixed[longer] ^ mixed[longer] >> np.uint64(29)) * _FACTORS[1]
        mixed[longer] += tokens.eights(at, longer) * _FACTORS[0]
    mixed ^= mixed >> np.uint64(32)
    mixed *= _FACTORS[1]
    return mixed


def _longer(lengths: Ints) -> list[tuple[int, Ints]]:
    """(8, the words longer than that), (16, …), as long as there are any."""
    found, longer = [], np.flatnonzero(lengths > 8)
    for at in range(8, LONGEST_BYTES, 8):
        longer = longer[lengths[longer] > at]
        if not len(longer):
            break
        found.append((at, longer))
    return found


def _are_alike(tokens: Tokens, numbers: Ints, opens: Ints) -> bool:
    """Whether all words of each group are alike: two words may mix to the same number."""
    firsts, lengths = tokens.firsts[numbers], tokens.lengths[numbers]
    differ = (firsts[1:] != firsts[:-1]) | (lengths[1:] != lengths[:-1])
    if (differ & ~opens[1:]).any():
        return False
    lengths[opens] = 0  # what opens a group need not be like the one before
    return all(
        (tokens.eights(at, numbers[longer]) == tokens.eights(at, numbers[longer - 1])).all()
        for at, longer in _longer(lengths)
    )


def _in_groups_slowly(tokens: Tokens) -> tuple[Ints, Ints]:
    """The same, word by word."""
    known: dict[str, int] = {}
    words = tokens.texts(np.arange(len(tokens)))
    groups = np.array([known.setdefault(word, len(known)) for word in words], int)
    numbers = np.argsort(groups, kind="stable")
    return numbers, np.flatnonzero(np.diff(groups[numbers], prepend=-1))

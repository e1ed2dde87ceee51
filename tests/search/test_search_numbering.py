"""Words of a whole batch are numbered by their bytes: the same as word by word."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.search import numbering
from sitegen.search.numbering import Tokens, in_groups
from sitegen.search.words import LONGEST, SPACE_MARK

WORDS = st.one_of(
    st.text("ab", min_size=1, max_size=20),
    st.text("aé中𝒳", min_size=1, max_size=LONGEST + 6),
    st.sampled_from([SPACE_MARK, "embassy", "embassies", "x" * 8, "x" * 16, "x" * 400]),
)
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=6)


def _grouped(texts: list[str]) -> list[tuple[str, list[int]]]:
    """Each word and its places."""
    tokens = Tokens(texts)
    numbers, starts = in_groups(tokens)
    places = np.split(numbers, starts[1:]) if len(starts) else []
    words = tokens.texts(numbers[starts])
    return sorted((word, own.tolist()) for word, own in zip(words, places, strict=True))


def _expected(texts: list[str]) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    words = [word for text in texts for word in text.split() if word != SPACE_MARK]
    for i, word in enumerate(words):
        found.setdefault(
            word.encode()[: numbering.LONGEST_BYTES].decode(errors="ignore"), []
        ).append(i)
    return sorted((word[:LONGEST], own) for word, own in found.items())


@given(TEXTS)
def test_words_alike_are_one_group(texts: list[str]) -> None:
    assert _grouped(texts) == _expected(texts)


def test_position_spaces_end_where_the_marks_are() -> None:
    tokens = Tokens([f"a b {SPACE_MARK} {SPACE_MARK} c", f"{SPACE_MARK}"])
    assert tokens.space_ends.tolist() == [2, 2, 3]
    assert len(tokens) == 3


TWINS = [
    pytest.param(["cat dog cat"], id="words differ in their first eight bytes"),
    pytest.param(["cat cats cat"], id="words differ in length"),
    pytest.param(["abcdefgh1 abcdefgh2 abcdefgh1"], id="words differ behind the first eight bytes"),
    pytest.param(["abcdefgh abcdefgh1 abcdefgh"], id="one goes on behind the first eight bytes"),
]


@pytest.mark.parametrize("texts", TWINS)
def test_words_with_the_same_hash_are_told_apart(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "_mixed", lambda tokens: np.zeros(len(tokens), np.uint64))
    assert _grouped(texts) == _expected(texts)

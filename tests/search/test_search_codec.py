"""Varints, front coding, zigzag, gzip, ranges of months: what goes in comes out."""

from __future__ import annotations

import gzip

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from index_decoder import Reader

from sitegen.search import codec

NUMBERS = st.one_of(
    st.integers(0, 2**32 - 1),
    st.sampled_from([0, 127, 128, 2**14 - 1, 2**14, 2**21 - 1, 2**21, 2**28 - 1, 2**28, 2**32 - 1]),
)
TERMS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
    unique=True,
)


@given(st.lists(NUMBERS))
def test_a_column_comes_back(values: list[int]) -> None:
    reader = Reader(codec.column(values))
    assert reader.column() == values
    assert reader.at == len(reader.data)


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_zigzag_comes_back(values: list[int]) -> None:
    coded = codec.zigzag(np.array(values, np.int64)).tolist()
    assert [-(v + 1) // 2 if v & 1 else v // 2 for v in coded] == values
    assert all(0 <= v < 2**32 for v in coded)


@given(TERMS)
def test_front_coded_terms_come_back(terms: list[str]) -> None:
    assert Reader(codec.front_coded(sorted(terms))).terms() == sorted(terms)


@given(st.binary())
def test_gzip_comes_back_and_holds_no_time(payload: bytes) -> None:
    packed = codec.gzipped(payload)
    assert gzip.decompress(packed) == payload
    assert packed[:10] == bytes.fromhex("1f8b08000000000000ff")


@given(st.dictionaries(st.integers(0, 2**14 - 1), st.integers(1, 90)), st.integers(1, 200))
def test_ranges_of_months_hold_all_and_not_too_much(counts: dict[int, int], limit: int) -> None:
    ranges = list(codec.halves(sorted(counts.items()), limit))
    assert [month for covered in ranges for month in covered] == sorted(counts)
    assert all(len(covered) == 1 or sum(counts[m] for m in covered) <= limit for covered in ranges)


@given(st.dictionaries(st.integers(0, 2**14 - 1), st.integers(1, 90), min_size=1), st.data())
def test_one_more_cable_changes_few_ranges(counts: dict[int, int], data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(sorted(counts)))
    before = list(codec.halves(sorted(counts.items()), 100))
    after = list(codec.halves(sorted((counts | {month: counts[month] + 1}).items()), 100))
    assert {m for covered in before if covered not in after for m in covered} <= set(
        next(covered for covered in before if month in covered)
    )

"""The index, read back by a second reader, against a scan of all texts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st
from index_decoder import Index
from search_site import LABELS, entry, in_order, index_of

from sitegen.search import Entry, build_index, dictionary, packs, positions, postings, rows, runs
from sitegen.search import build as build_module
from sitegen.search.words import words

VOCABULARY = [
    "border",
    "borders",
    "guard",
    "guards",
    "minister",
    "ministry",
    "XXXXX",
    "café",
    "0208",
    "1540",
    "the",
]
VOCABULARY += [
    "policy",
    "policies",
    "police",
    "dying",
    "die",
    "post",
    "east-west",
    "Karzai's",
    "日本",
    "ability",
]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)
ENTRIES = st.lists(
    st.builds(
        lambda number, year, month, subject, paragraphs, post, tags, classification, captions: (
            entry(
                f"{year % 100:02d}{post}{number}",
                f"{year}-{month:02d}-03T10:00:00Z",
                *paragraphs,
                subject=subject,
                post=post,
                tags=tuple(tags),
                classification=classification,
                country={"PARIS": "France", "TASHKENT": "Uzbekistan"}.get(post, ""),
                captions=tuple(captions),
            )
        ),
        st.integers(1, 99999),
        st.sampled_from([1966, 1985, 2001, 2009, 2010]),
        st.integers(1, 12),
        TEXTS,
        st.lists(TEXTS, max_size=4),
        st.sampled_from(["TASHKENT", "PARIS", "USUNNEWYORK"]),
        st.lists(st.sampled_from(["PGOV", "PREL", "UZ", "KNNP"]), max_size=3),
        st.sampled_from(["UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL"]),
        st.lists(st.sampled_from(["SIPDIS", "NOFORN"]), max_size=2),
    ),
    max_size=14,
    unique_by=lambda e: e.identifier,
).map(in_order)


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that a handful of cables is many batches, packs, parts, shards and directories."""
    monkeypatch.setattr(build_module, "BATCH", 2)
    monkeypatch.setattr(packs, "SMALLEST", 6)
    monkeypatch.setattr(packs, "LARGEST", 9)
    monkeypatch.setattr(packs, "LONG", 12)
    monkeypatch.setattr(packs, "CUT_EVERY", 5)
    monkeypatch.setattr(positions, "SMALLEST", 2)
    monkeypatch.setattr(positions, "LARGEST", 4)
    monkeypatch.setattr(positions, "CUT_EVERY", 2)
    monkeypatch.setattr(positions, "BLOCKS", 2)
    monkeypatch.setattr(dictionary, "SMALLEST", 2)
    monkeypatch.setattr(dictionary, "LARGEST", 6)
    monkeypatch.setattr(dictionary, "CUT_EVERY", 2)
    monkeypatch.setattr(rows, "ROWS", 2)
    monkeypatch.setattr(rows, "FILES", 5)


def spaces(cable: Entry) -> list[list[str]]:
    parts, short = postings.identifier_parts(cable.identifier)
    texts = (f"{cable.identifier} {short}", cable.subject, *cable.paragraphs, parts, *cable.facts)
    return [words(text) for text in texts]


def scan_phrase(entries: list[Entry], phrase: list[str]) -> set[int]:
    size = len(phrase)
    return {
        number
        for number, cable in enumerate(entries)
        for space in spaces(cable)
        for at in range(len(space))
        if space[at : at + size] == phrase
    }


def check(entries: list[Entry]) -> None:
    """Every word, form, prefix, pair of words and filter finds what a scan finds."""
    files = index_of(entries)
    index = Index(files)
    stem = Stemmer.Stemmer("english").stemWord
    standing: dict[str, set[int]] = {}
    for number, cable in enumerate(entries):
        for word in {word for space in spaces(cable) for word in space}:
            standing.setdefault(word, set()).add(number)
    stemmed = {word: stem(word) for word in standing}
    for word, own in standing.items():
        forms = (other for other in standing if stemmed[other] == stemmed[word])
        longer = (other for other in standing if other.startswith(word[:2]))
        assert index.exact(word) == own
        assert index.word(word) == set().union(*(standing[other] for other in forms))
        assert index.prefix(word[:2]) == set().union(*(standing[other] for other in longer))
        assert index.frequency[word] == len(own)
    for phrase in (["border", "guards"], ["east", "west"], ["the", "policy", "208"]):
        assert index.phrase(phrase) == scan_phrase(entries, phrase)
    check_filters(index, entries)
    assert index.used == set(files)


def check_filters(index: Index, entries: list[Entry]) -> None:
    assert index.head["documents"] == index.root["documents"] == len(entries)
    assert [row[:4] for row in index.rows()] == [
        [e.url, e.identifier, e.title, e.date] for e in entries
    ]
    own = [set(postings.facets(cable)) for cable in entries]
    assert index.filters() == own
    names = {"post": LABELS.posts, "tag": LABELS.tags}
    for kind, rows_of_kind in index.facets.items():
        for value, name, count in rows_of_kind:
            term = f"{kind}:{value}"
            assert index.exact(term) == {n for n, terms in enumerate(own) if term in terms}
            assert count == len(index.exact(term)) > 0
            assert name == names.get(kind, {}).get(value, "")
    known = {f"{kind}:{row[0]}" for kind, found in index.facets.items() for row in found}
    assert known == {term for terms in own for term in terms}


@settings(max_examples=40, deadline=None)
@given(ENTRIES)
def test_search_is_a_scan(entries: list[Entry]) -> None:
    check(entries)


def test_search_is_a_scan_in_many_files(small_files: None) -> None:
    @settings(max_examples=40, deadline=None)
    @given(ENTRIES)
    def inner(entries: list[Entry]) -> None:
        check(entries)

    inner()


@settings(max_examples=15, deadline=None)
@given(ENTRIES, st.integers(1, 20))
def test_the_size_of_a_batch_changes_nothing(entries: list[Entry], batch: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "BATCH", batch)
        patch.setattr(runs, "CHUNK", 5)
        small = index_of(entries)
    assert small == index_of(entries)


def test_long_lists_fall_in_parts_and_gaps_may_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "LONG", 40)
    monkeypatch.setattr(packs, "SMALLEST", 20)
    dates = [
        f"{year}-{month:02d}-01T00:00:00Z"
        for year in (1701, 1861, 2009, 2999)
        for month in range(1, 13)
    ]
    entries = [
        entry(
            f"09PARIS{n}",
            date,
            *[""] * (70_000 if n == 40 else 0),
            "border " * (300 if n % 9 else 1),
        )
        for n, date in enumerate(in_order_of_dates(dates * 3))
    ]
    check(in_order(entries))


def in_order_of_dates(dates: list[str]) -> list[str]:
    return sorted(dates)


def test_one_cable_more_leaves_most_files_alone() -> None:
    entries = [
        entry(
            f"09PARIS{n}",
            f"{1980 + n // 12}-{n % 12 + 1:02d}-01T00:00:00Z",
            f"report w{n} w{n * 7 % 180} the end",
        )
        for n in range(240)
    ]
    before = index_of(entries)
    more = index_of([*entries, entry("09PARIS999", "1990-06-02T00:00:00Z", "one more report")])
    assert (
        sum(path not in before for path in more if path.startswith("rows/")) <= 3
    )  # a range that fell in two, and the directory


POSITIONS = [
    pytest.param("98oslo1", [0], id="the identifier begins at 0"),
    pytest.param("oslo1", [1], id="and without its year"),
    pytest.param("border", [3, 128], id="the subject behind it, a paragraph at a multiple of 32"),
    pytest.param("98", [64], id="the facts at 64"),
    pytest.param("capital", [68, 160], id="facts one after the other, one number left out"),
    pytest.param("guards", [4, 129], id="each paragraph at a multiple of 32"),
    pytest.param("post:OSLO", [0], id="filters at 0"),
]


@pytest.mark.parametrize(("term", "positions"), POSITIONS)
def test_words_are_numbered_with_gaps(term: str, positions: list[int]) -> None:
    facts = ("capital", *(f"fact{n}" for n in range(16)))
    texts = ("border guards", "capital")
    cable = entry(
        "98OSLO1", "1998-01-01T00:00:00Z", *texts, subject="border guards", facts=facts, post="OSLO"
    )
    before = entry("98OSLO0", "1998-01-01T00:00:00Z", "filler", facts=("other",))
    index = Index(index_of([before, cable]))
    assert index.terms[term].positions[1] == positions


def test_a_longer_subject_moves_the_facts() -> None:
    subject = " ".join(f"word{n}" for n in range(70))
    index = Index(index_of([entry("98OSLO1", "1998-01-01T00:00:00Z", "text", subject=subject)]))
    assert index.terms["word0"].positions[0] == [3]
    assert index.terms["98"].positions[0] == [96]
    assert index.terms["text"].positions[0] == [128]


def test_weights_do_not_depend_on_the_rest() -> None:
    cable = entry(
        "09PARIS1", "2009-01-01T00:00:00Z", "border guards at the border", subject="GUARDS"
    )
    alone = Index(index_of([cable]))
    among = Index(index_of([cable, entry("09PARIS2", "2009-02-01T00:00:00Z", "border " * 900)]))
    assert alone.terms["border"].levels[0] == among.terms["border"].levels[0]
    assert alone.terms["guards"].levels[0] > alone.terms["border"].levels[0]


def test_facts_are_found_and_weigh_the_same_however_long_the_cable() -> None:
    facts = ("Embassy Paris", "France", "VAN STEENBERG")
    short = entry("09PARIS1", "2009-01-01T00:00:00Z", "a word", facts=facts)
    long = entry("09PARIS2", "2009-02-01T00:00:00Z", "other " * 5000, facts=facts, specimen=True)
    index = Index(index_of([short, long]))
    assert index.terms["france"].levels[0] == index.terms["france"].levels[1] == 8
    assert index.phrase(["van", "steenberg"]) == {0, 1}
    assert index.phrase(["paris", "france"]) == set()
    assert index.phrase(["9", "paris", "1"]) == index.word("paris1") == {0}
    specimens: list[object] = [row[6] for row in index.rows()]
    assert specimens == [False, True]


def test_a_word_of_a_heading_has_a_share_of_it() -> None:
    date = "2009-01-01T00:00:00Z"
    subjects = ("CRANE", "HARBOR CRANE NO FOUR", "ONE TWO THREE FOUR CRANE", "CRANE " + "AND " * 20)
    cranes = [entry(f"09PARIS{n}", date, "crane", subject=text) for n, text in enumerate(subjects)]
    levels = (
        Index(index_of([*cranes, entry("09PARIS9", date, "crane " * 99)])).terms["crane"].levels
    )
    assert [levels[n] >> 4 for n in range(5)] == [4, 4, 3, 1, 0]


def test_level_limits_are_half_octaves() -> None:
    assert postings.LEVEL_LIMITS.tolist() == [
        round(1024 * 2 ** ((i - 8.5) / 2)) for i in range(1, 16)
    ]


def test_entries_out_of_order_are_refused() -> None:
    late, early = (
        entry("09PARIS2", "2009-02-01T00:00:00Z"),
        entry("09PARIS1", "2009-01-01T00:00:00Z"),
    )
    with pytest.raises(ValueError, match="09PARIS1: entries must come in order of date"):
        list(build_index([late, early], LABELS))


SCRIPT = """
import hashlib, sys
from search_site import entry, index_of
cables = [entry(f"09PARIS{n}", "2009-01-01T00:00:00Z", "border guards " * n, tags=("PGOV", f"T{n}")) for n in range(9)]
print(hashlib.sha256(repr(sorted(index_of(cables).items())).encode()).hexdigest())
"""


def test_the_hash_seed_and_the_place_change_nothing() -> None:
    root = Path(__file__).parent.parent.parent
    path = os.pathsep.join([str(root), str(Path(__file__).parent)])
    seen = set()
    for seed, zone in [("1", "UTC"), ("2", "Asia/Tashkent")]:
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": path}
        seen.add(
            subprocess.run(
                [sys.executable, "-c", SCRIPT], env=env, check=True, capture_output=True
            ).stdout
        )
    assert len(seen) == 1


def test_hostile_values_stay_values() -> None:
    hostile = entry(
        "09PARIS1",
        "2009-01-01T00:00:00Z",
        "a",
        post="A\nB\0C",
        tags=("x:y", "\u202e<b>", ""),
        title="<b>",
    )
    index = Index(index_of([hostile]))
    assert (
        index.exact("post:A BC")
        == index.exact("tag:x:y")
        == index.exact("tag:<b>")
        == index.exact("tag:")
        == {0}
    )
    assert index.rows()[0][2] == "<b>"

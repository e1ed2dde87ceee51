"""An index with some cables changed is the index of all cables, byte for byte."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_site import LABELS, entry, in_order, index_of
from test_search_index import ENTRIES, small_files

from sitegen.search import DamagedIndexError, Entry, packs, positions, update_index

__all__ = ["small_files"]

Cables = dict[str, Entry]


def by_name(entries: list[Entry]) -> Cables:
    return {entry.identifier: entry for entry in entries}


def updated(files: dict[str, bytes], before: Cables, after: Cables) -> dict[str, bytes]:
    """The files after a change; no file is said to be gone or new that is not."""
    names = sorted(before.keys() | after.keys())
    changes = [(before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)]
    changed = {entry.identifier for pair in changes for entry in pair if entry}
    unchanged = {name: entry for name, entry in after.items() if name not in changed}
    update = update_index(files.__getitem__, changes, unchanged.__getitem__, LABELS)
    assert update.gone <= files.keys()
    assert not update.gone & update.files.keys()
    assert all(files.get(path) != data for path, data in update.files.items())
    return {path: data for path, data in files.items() if path not in update.gone} | update.files


def check(states: list[list[Entry]]) -> None:
    """Each state, made from the one before, is what it is when made from nothing."""
    files = index_of(states[0])
    for before, after in pairwise(states):
        files = updated(files, by_name(before), by_name(after))
        assert files.keys() == index_of(after).keys()
        assert files == index_of(after)


EDITED = st.tuples(ENTRIES, ENTRIES, st.data())


def next_state(entries: list[Entry], more: list[Entry], data: st.DataObject) -> list[Entry]:
    """Some cables less, some others, some with another text or date."""
    kept = [entry for entry in entries if data.draw(st.integers(0, 4))]
    texts = st.sampled_from([*(entry.paragraphs for entry in more), ("border guards",)])
    dates = st.sampled_from([entry.date for entry in [*entries, *more]])
    for i, cable in enumerate(kept):
        what = data.draw(st.integers(0, 5))
        if what == 0:
            kept[i] = msgspec.structs.replace(cable, paragraphs=data.draw(texts))
        elif what == 1:
            kept[i] = msgspec.structs.replace(cable, date=data.draw(dates))
        elif what == 2:
            kept[i] = msgspec.structs.replace(cable, subject="the border policy", tags=("PGOV",))
        elif what == 3:  # what no row shows
            kept[i] = msgspec.structs.replace(cable, captions=("EXDIS",), country="Norway")
    return in_order((by_name(more) | by_name(kept)).values())


STATES = st.lists(ENTRIES, min_size=2, max_size=3)


def test_changes_give_the_index_of_the_result(small_files: None) -> None:
    @settings(max_examples=25, deadline=None)
    @given(STATES, st.data())
    def inner(many: list[list[Entry]], data: st.DataObject) -> None:
        states = many[:1]
        for more in many[1:]:
            states.append(next_state(states[-1], more, data))
        check(states)

    inner()


def invented(random: Random, number: int, words: list[str], longest: int) -> Entry:
    """A cable of random words; the first are more frequent than the last."""
    some = [
        words[int(len(words) * random.random() ** 3)] for _ in range(random.randint(1, longest))
    ]
    return entry(
        f"{number % 100:02d}PARIS{number}",
        f"{random.choice([1500, 1966, 2009])}-0{random.randint(1, 2)}-{random.randint(1, 20):02d}"
        f"T0{random.randint(0, 2)}:00:00Z",
        *(" ".join(some[at : at + 30]) for at in range(0, len(some), 30)),
        subject=" ".join(some[:4]),
        tags=tuple(random.choices(["PGOV", "PREL", "UZ"], k=2)),
    )


def changed(random: Random, cables: Cables, fresh: list[Entry], share: float) -> Cables:
    """Some cables less, some with another text or date, and some that are new."""
    out = by_name(fresh)
    for cable, other in zip(cables.values(), random.choices(fresh, k=len(cables)), strict=True):
        chance = random.random() / share
        if chance < 0.5:
            out[cable.identifier] = msgspec.structs.replace(cable, paragraphs=other.paragraphs)
        elif chance < 0.7:
            out[cable.identifier] = msgspec.structs.replace(cable, date=other.date)
        elif chance > 1:
            out[cable.identifier] = cable
    return out


SIZES = {"SMALLEST": 20, "LARGEST": 40, "LONG": 60, "CUT_EVERY": 12}
BLOCKS = {"SMALLEST": 3, "LARGEST": 6, "CUT_EVERY": 2, "BLOCKS": 3}


@pytest.mark.parametrize("seed", range(3))
def test_long_lists_may_grow_and_shrink(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    for name, size in SIZES.items():
        monkeypatch.setattr(packs, name, size)
    for name, size in BLOCKS.items():
        monkeypatch.setattr(positions, name, size)
    random = Random(seed)
    words = ["border", "borders", "guard", "policy", "policies", "police", "dying", "die", "the"]
    states = [in_order(invented(random, n, words, 9) for n in range(50))]
    for step in range(1, 4):
        fresh = [invented(random, 1000 * step + n, words, 9) for n in range(3)]
        cables = changed(random, by_name(states[-1]), fresh, 0.4)
        states.append(in_order(cables.values()))
    check(states)


@pytest.mark.slow
def test_two_thousand_cables_in_files_of_the_real_sizes() -> None:
    random = Random(1)
    words = [f"{a}{b}{n}" for n in range(40) for a in "bcdfglmnprst" for b in "aeiou"]
    first = in_order(invented(random, n, words, 120) for n in range(2000))
    fresh = [invented(random, 9000 + n, words, 120) for n in range(4)]
    check([first, in_order(changed(random, by_name(first), fresh, 0.01).values())])


def test_what_was_not_there_cannot_go() -> None:
    cable = entry("09PARIS1", "2009-01-01T00:00:00Z", "one")
    files, other = index_of([cable]), msgspec.structs.replace(cable, paragraphs=("two",))
    with pytest.raises(DamagedIndexError):
        update_index(files.__getitem__, [(other, None)], lambda _: cable, LABELS)


def test_a_file_that_is_damaged_is_told() -> None:
    cable = entry("09PARIS1", "2009-01-01T00:00:00Z", "one")
    files = index_of([cable])
    for path in files:
        if path.startswith(
            ("packs/", "positions/", "terms/", "rows/", "order/", "root/", "columns/")
        ):
            damaged = files | {path: files[path][:-9]}
            with pytest.raises(DamagedIndexError):
                update_index(damaged.__getitem__, [(cable, None)], lambda _: cable, LABELS)


def test_an_edited_sentence_changes_few_files() -> None:
    words = [f"w{n}" for n in range(4000)]
    cables = [
        entry(
            f"09PARIS{n}",
            f"2009-01-{n % 28 + 1:02d}T00:00:00Z",
            " ".join(words[n * 9 : n * 9 + 90]),
        )
        for n in range(400)
    ]
    edited = msgspec.structs.replace(
        cables[7], paragraphs=(*cables[7].paragraphs, "another sentence w900")
    )
    files = index_of(cables)
    seen: set[str] = set()

    def read(path: str) -> bytes:
        seen.add(path)
        return files[path]

    update_index(read, [(cables[7], edited)], lambda _: cables[0], LABELS)
    packs = {path for path in files if path.startswith("packs/")}
    assert 0 < len(packs & seen) <= 4 < len(packs)

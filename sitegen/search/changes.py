"""What a change of some cables changes in the postings: which go, which come, which cables are renumbered."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec
import numpy as np

from sitegen.search.codec import DamagedIndexError, Ints
from sitegen.search.postings import invert, stems, terms_of, tokenise
from sitegen.search.records import Entry, day_number, order
from sitegen.search.rows import Row, row
from sitegen.search.runs import DAY, EMPTY, Run, in_order, merge, nonempty, only

BATCH = 500  # cables that are tokenised at a time

Change = tuple[Entry | None, Entry | None]  # a cable as the index has it, and as it is now
Key = tuple[str, str]  # what cables are put in order by, see `order`


class Day(msgspec.Struct, frozen=True):
    """A day as the index has it and as it will be: the cables in order."""

    old: list[Row]
    new: list[Row]


class Delta(msgspec.Struct, frozen=True):
    """What becomes of the postings: `gone` at their old places and `come` at their new ones; all others
    of the cables at `old` places (sorted) move to the `new` ones. `moved` are, by day, the stems of
    the cables that move."""

    days: dict[int, Day]
    gone: Run
    come: Run
    old: Ints
    new: Ints
    moved: dict[int, set[str]]


def row_order(shown: Row) -> Key:
    """What a row is put in order by: the same as its cable."""
    return shown[3][:16], shown[1]


def find_delta(
    changes: Sequence[Change], rows: Callable[[int], list[Row]], unchanged: Callable[[str], Entry]
) -> Delta:
    """What changes; `rows` gives those of a day as published, `unchanged` a cable that has not changed."""
    days = {day: _new_day(day, changes, rows(day)) for day in _days(changes)}
    before = {row_order(one): place for place, one in _placed(days, "old")}
    after = {row_order(one): place for place, one in _placed(days, "new")}
    stay = [key for key, place in before.items() if after.get(key, place) != place]
    stay.sort(key=before.__getitem__)
    edited = {order(old) for old, new in changes if old and new and order(old) == order(new)}
    gone, come = _runs(changes, before, after)
    moved: dict[int, set[str]] = defaultdict(set)
    for key in stay:
        if key not in edited:
            moved[before[key] // DAY].update(stems(list(terms_of(unchanged(key[1])))))
    for old, new in changes:
        if old and new and order(old) in edited and before[order(old)] != after[order(old)]:
            moved[day_number(old)].update(stems(list(terms_of(old) | terms_of(new))))
    old_places, new_places = (
        np.array([own[key] for key in stay], np.int64) for own in (before, after)
    )
    return Delta(days, gone, come, old_places, new_places, dict(moved))


def _days(changes: Sequence[Change]) -> list[int]:
    return sorted({day_number(entry) for pair in changes for entry in pair if entry})


def _new_day(day: int, changes: Sequence[Change], old: list[Row]) -> Day:
    """A day with the changes made. Raises DamagedIndexError if it was not as they say."""
    shown = {row_order(one): one for one in old}
    for entry in (old for old, _ in changes if old and day_number(old) == day):
        if shown.pop(order(entry), None) != row(entry):
            raise DamagedIndexError(f"{entry.identifier} is not as it was")
    for entry in (new for _, new in changes if new and day_number(new) == day):
        if order(entry) in shown:
            raise DamagedIndexError(f"{entry.identifier} is there already")
        shown[order(entry)] = row(entry)
    return Day(old, [shown[key] for key in sorted(shown)])


def _placed(days: dict[int, Day], which: str) -> Iterator[tuple[int, Row]]:
    """The rows of all days with their places."""
    for day, own in days.items():
        yield from enumerate(getattr(own, which), day * DAY)


def _runs(
    changes: Sequence[Change], before: dict[Key, int], after: dict[Key, int]
) -> tuple[Run, Run]:
    """The postings that go and those that come."""
    parts: list[tuple[Run, Run]] = []
    stream = iter(changes)
    while some := list(islice(stream, BATCH)):
        olds = [(old, before[order(old)]) for old, _ in some if old]
        news = [(new, after[order(new)]) for _, new in some if new]
        same = {
            before[order(old)]: after[order(new)]
            for old, new in some
            if old and new and order(old) == order(new)
        }
        parts.append(_differing(_run(olds), _run(news), same))
    gone, come = zip(*parts, strict=True) if parts else ((EMPTY,), (EMPTY,))
    return merge(gone), in_order(merge(come))


def _run(entries: list[tuple[Entry, int]]) -> Run:
    """The postings of some cables, each with its place."""
    if not entries:
        return EMPTY
    run = invert(tokenise(entry) for entry, _ in entries)
    places = np.array([place for _, place in entries], np.int64)
    return msgspec.structs.replace(run, places=places[run.places])


def _differing(gone: Run, come: Run, same: dict[int, int]) -> tuple[Run, Run]:
    """Both without the postings that are alike in a cable as it was and as it is now; `same` is the new
    place of such a cable by its old one."""
    known = {(key, same.get(place), rest): i for i, (key, place, rest) in enumerate(_told(gone))}
    keep_gone, keep_come = np.ones(len(gone.places), bool), np.ones(len(come.places), bool)
    for i, told in enumerate(_told(come)):
        if (at := known.get(told)) is not None:
            keep_gone[at] = keep_come[i] = False
    return nonempty(only(gone, keep_gone)), nonempty(only(come, keep_come))


def _told(run: Run) -> Iterator[tuple[str, int, tuple[int, bytes]]]:
    """Each posting: its key, its place, and what it says of them."""
    ends = np.cumsum(run.times, dtype=np.int64)
    levels, places = run.levels.tolist(), run.places.tolist()
    owners = np.repeat(np.arange(len(run.keys)), run.counts).tolist()
    last = 0
    for i, end in enumerate(ends.tolist()):
        yield run.keys[owners[i]], places[i], (levels[i], run.gaps[last:end].tobytes())
        last = end

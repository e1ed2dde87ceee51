"""Packs as published, with some postings changed: only those are read and written that hold what changed,
and those that follow until a pack ends where one ended before."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
import numpy as np

from sitegen.search import packs
from sitegen.search.changes import Delta
from sitegen.search.codec import Ints, Read, halves, stem_of
from sitegen.search.packs import (
    Opened,
    Pack,
    Written,
    cut,
    write_pack,
)
from sitegen.search.positions import Source
from sitegen.search.ranges import RANGES, range_of
from sitegen.search.runs import (
    DAY,
    EMPTY,
    Run,
    joined,
    merge,
    nonempty,
    only,
    pieces,
    stem,
    term,
    with_keys,
    with_new,
    without,
)


class Repacked(msgspec.Struct):
    """All packs as they are now; the files that are new and those no longer needed; of terms whose
    first pack is another its name, by the term or by the name of the old one; the terms of packs that
    hold others than before; and whether some packs have but other numbers, of which no terms are told."""

    packs: list[Pack]
    files: dict[str, bytes]
    gone: set[str]
    homes: dict[str, str]
    renamed: dict[str, str]
    touched: set[str]
    is_renumbered: bool = False

    def take_out(self, opened: Opened) -> None:
        """A pack is not kept, nor its positions."""
        self.gone.update(f"positions/{name}.bin" for name in opened.positions.files)
        self.touched.update(map(term, opened.run.keys))

    def replace(self, folder: str, old: Iterable[str], new: Iterable[str]) -> None:
        """Some files took the place of others; those that are the same as before stay."""
        before, after = ({f"{folder}/{name}.bin" for name in names} for names in (old, new))
        self.gone |= before - after
        for path in before & after:
            self.files.pop(path, None)

    def put_in(self, one: Written) -> None:
        """A pack that was written."""
        self.packs.append(one.pack)
        self.files.update(one.files)
        self.touched.update(one.terms)


Unit = list[Pack]  # a pack of whole stems, or all parts of one stem


def repack(known: Sequence[Pack], delta: Delta, read: Read) -> Repacked:
    """The packs with a change made. Raises DamagedIndexError if they do not hold what is to go."""
    made = Repacked([], {}, set(), {}, {}, set())
    units: list[list[Unit]] = [[] for _ in range(RANGES)]
    for _, group in groupby(known, lambda pack: (pack.first, pack.part > 0)):
        unit = list(group)
        units[range_of(unit[0].first)].append(unit)
    work = _by_range(delta)
    for number, own in enumerate(units):
        if number in work:
            _Worker(own, work[number], delta, read, made).run()
        else:
            made.packs += [pack for unit in own for pack in unit]
    before, now = ((pack.name for pack in some) for some in (known, made.packs))
    made.replace("packs", before, now)
    same = made.gone & made.files.keys()  # files of positions that came out as they were
    made.gone -= same
    for path in same:
        del made.files[path]
    return made


class _Task(msgspec.Struct, frozen=True):
    """What changes in a range: postings by stem that go and come, and the days on which cables of a
    stem move."""

    gone: dict[str, Run]
    come: dict[str, Run]
    moved: dict[str, set[int]]

    def changed(self) -> list[str]:
        """Stems of which postings go or come, sorted."""
        return sorted(self.gone.keys() | self.come.keys())


def _by_range(delta: Delta) -> dict[int, _Task]:
    tasks: dict[int, _Task] = {}

    def task(name: str) -> _Task:
        return tasks.setdefault(range_of(name), _Task({}, {}, {}))

    for name, run in _by_stem(delta.gone):
        task(name).gone[name] = run
    for name, run in _by_stem(delta.come):
        task(name).come[name] = run
    for day, names in delta.moved.items():
        for name in names:
            task(name).moved.setdefault(name, set()).add(day)
    return tasks


def _by_stem(run: Run) -> Iterator[tuple[str, Run]]:
    groups = [(name, len(list(keys))) for name, keys in groupby(map(stem, run.keys))]
    cuts = np.concatenate([[0], np.cumsum([more for _, more in groups], dtype=np.int64)]).tolist()
    return zip((name for name, _ in groups), pieces(run, cuts), strict=True)


class _Worker:
    """Goes over the units of a range in order.

    A normal unit (one pack of whole stems, or none yet) stands before each long one and at the end, so
    that every stem has its unit."""

    def __init__(
        self, units: list[Unit], task: _Task, delta: Delta, read: Read, made: Repacked
    ) -> None:
        self.source = Source()
        come = {name: self.source.new(run) for name, run in task.come.items()}
        self.task = msgspec.structs.replace(task, come=come)
        self.delta, self.read, self.made = delta, read, made
        self.days = np.unique(delta.old // DAY)  # on which cables move
        self.units = list(_with_gaps(units))
        self.bounds = list(_bounds(self.units))  # where each unit begins
        self.changed: list[list[str]] = [[] for _ in self.units]  # stems whose postings go or come
        self.loose = [False for _ in self.units]  # to be cut anew
        for name in task.changed():
            self._assign(name)
        self.moves: dict[int, set[int]] = {}  # days on which cables move, by unit
        for name, days in task.moved.items():
            self.moves.setdefault(self._unit_of(name), set()).update(days)

    def _unit_of(self, name: str) -> int:
        return bisect_right(self.bounds, name) - 1

    def _assign(self, name: str) -> None:
        """Note a stem; the unit before is loose as well where its end may hang on this stem."""
        at = self._unit_of(name)
        self.changed[at].append(name)
        self.loose[at] = not self._stays_long(at)
        is_first = bool(self.units[at]) and self.units[at][0].first == name
        if self.loose[at] and is_first and at and not _is_long(self.units[at - 1]):
            self.loose[at - 1] = True

    def _stays_long(self, at: int) -> bool:
        if not _is_long(self.units[at]):
            return False
        name = self.bounds[at]
        more, less = (len(own.get(name, EMPTY).places) for own in (self.task.come, self.task.gone))
        return sum(pack.postings for pack in self.units[at]) + more - less > packs.LONG

    def run(self) -> None:
        """Do all units."""
        at = 0
        while at < len(self.units):
            if self.loose[at]:
                at = self._cut_anew(at)
                continue
            if self.changed[at]:
                self._change_long(at)
            elif at in self.moves:
                self._move(at)
            else:
                self.made.packs += self.units[at]
            at += 1

    # -- packs cut anew ----------------------------------------------------------------------------

    def _cut_anew(self, at: int) -> int:
        """Units from `at` until a pack ends where one of them does; the number of the next."""
        rest = EMPTY
        while at < len(self.units) and (self.loose[at] or not _is_long(self.units[at])):
            whole = joined([rest, self._whole(at)])
            at += 1
            ranges, _ = cut(whole)
            *full, rest = pieces(whole, [0, *(high for _, high in ranges), len(whole.keys)])
            for piece in full:
                self._put(piece)
            if not rest.keys:
                return at
        self._put(rest)
        return at

    def _whole(self, at: int) -> Run:
        """All postings of a unit, changed."""
        parts = [self._open(pack) for pack in self.units[at]]
        return self._apply(merge(parts) if parts else EMPTY, self.changed[at])

    def _open(self, pack: Pack) -> Run:
        """A pack as published, which will not be kept."""
        opened = packs.open_pack(pack.name, self.read)
        self.made.take_out(opened)
        return self.source.published(opened.run, opened.positions, self.read)

    def _put(self, run: Run) -> None:
        for one in write_pack(run, self.source):
            self.made.put_in(one)
            if one.pack.part < 2:
                self.made.homes.update(dict.fromkeys(one.terms, one.pack.name))

    def _apply(self, run: Run, names: Sequence[str], days: Ints | None = None) -> Run:
        """A run with what goes and comes of some stems, of some days if they are given."""
        gone, come = (
            joined([own[name] for name in names if name in own] or [EMPTY])
            for own in (self.task.gone, self.task.come)
        )
        if days is not None:
            gone, come = (
                nonempty(only(part, np.isin(part.places // DAY, days))) for part in (gone, come)
            )
        return with_new(self._renumbered(without(run, gone)), come)

    def _renumbered(self, run: Run) -> Run:
        """A run with the cables that move in their new places."""
        return msgspec.structs.replace(run, places=self._numbers(run.places))

    def _numbers(self, places: Ints) -> Ints:
        """New places of cables, by their old ones."""
        old, new = self.delta.old, self.delta.new
        if not len(old) or not len(places):
            return places
        at = np.minimum(np.searchsorted(old, places), len(old) - 1)
        return np.where(old[at] == places, new[at], places)

    # -- packs in which cables have other numbers --------------------------------------------------

    def _move(self, at: int) -> None:
        """A unit of which nothing goes or comes."""
        days = sorted(self.moves[at])
        unit = self.units[at]
        places = {_part_of(unit, day) for day in days} if _is_long(unit) else set(range(len(unit)))
        for i, pack in enumerate(unit):
            self._keep(pack, pack.part, i in places)

    def _keep(self, pack: Pack, part: int, is_moved: bool) -> None:
        """A pack as it is, or with other numbers."""
        if not is_moved:
            self.made.packs.append(msgspec.structs.replace(pack, part=part))
            return
        path, data = packs.renumbered(pack.name, self.read, self._numbers, self.days)
        name = stem_of(path)
        self.made.packs.append(msgspec.structs.replace(pack, name=name, part=part))
        self.made.files[path] = data
        self.made.renamed[pack.name] = name
        self.made.is_renumbered = True

    # -- long lists --------------------------------------------------------------------------------

    def _change_long(self, at: int) -> None:
        """A list in parts, of which some change."""
        unit, name, made = self.units[at], self.bounds[at], self.made
        parts = self._changed_parts(unit, name)
        forms = self._forms_now(unit, name, parts)
        first = len(made.packs)
        self._write_parts(at, parts, forms)
        home = made.packs[first].name
        made.renamed[unit[0].name] = home
        made.homes.update(dict.fromkeys(forms, home))
        made.touched.update(forms)

    def _changed_parts(self, unit: Unit, name: str) -> dict[int, Run]:
        """The parts in which postings go or come, changed; and the part after such a one where it
        cannot be told in which of the two a day falls."""
        gone, come = (own.get(name, EMPTY) for own in (self.task.gone, self.task.come))
        days: dict[int, set[int]] = {}
        for day in np.unique(np.concatenate([gone.places, come.places]) // DAY).tolist():
            days.setdefault(_part_of(unit, day), set()).add(day)
        found = {}
        for i, own in days.items():
            run = self._open(unit[i])
            is_beyond = max(own) > int(run.places.max()) // DAY
            found[i] = self._apply(run, [name], np.array(sorted(own)))
            if is_beyond and i + 1 < len(unit) and i + 1 not in days:
                found[i + 1] = self._apply(self._open(unit[i + 1]), [])
        return found

    def _write_parts(self, at: int, parts: dict[int, Run], forms: set[str]) -> None:
        """The parts anew: those that nothing has changed are kept, and the others written."""
        unit, pairs, owner = self.units[at], list[tuple[int, int]](), dict[int, int]()
        for i, pack in enumerate(unit):
            own = _days(parts[i]) if i in parts else [(pack.day, pack.postings)]
            owner.update((day, i) for day, _ in own)
            pairs += own
        moved = {_part_of(unit, day) for day in self.moves.get(at, ())}
        before = self._forms(unit)
        for part, covered in enumerate(halves(pairs, packs.LONG), 1):
            first, last = owner[covered[0]], owner[covered[-1]]
            is_same = first == last and first not in parts and (part == 1) == (first == 0)
            if is_same and (part > 1 or forms == before):
                self._keep(unit[first], part, first in moved)
                continue
            runs = [self._part(unit, i, parts, covered) for i in range(first, last + 1)]
            run = nonempty(merge(runs))
            if part == 1:
                run = with_keys(run, {f"{self.bounds[at]}\0{form}" for form in forms})
            self.made.put_in(packs.encode(run, part, covered[0], self.source))

    def _part(self, unit: Unit, i: int, parts: dict[int, Run], covered: Sequence[int]) -> Run:
        """The postings of a part on some days; of one that has not changed, all."""
        if i in parts:
            return only(parts[i], np.isin(parts[i].places // DAY, covered))
        return self._apply(self._open(unit[i]), [])

    def _forms(self, unit: Unit) -> set[str]:
        """All terms of a long list: its first part has them."""
        return set(map(term, packs.open_pack(unit[0].name, self.read).run.keys))

    def _forms_now(self, unit: Unit, name: str, parts: dict[int, Run]) -> set[str]:
        """All terms of a long list, once changed."""
        there = {term(key) for run in parts.values() for key in run.keys}
        less = {term(key) for key in self.task.gone.get(name, EMPTY).keys} - there
        for i, pack in enumerate(unit):
            if less and i not in parts:
                less -= set(map(term, nonempty(packs.open_pack(pack.name, self.read).run).keys))
        return (self._forms(unit) | there) - less


# -- helpers ---------------------------------------------------------------------------------------


def _is_long(unit: Unit) -> bool:
    return bool(unit) and unit[0].part > 0


def _with_gaps(units: Sequence[Unit]) -> Iterator[Unit]:
    was_long = True
    for unit in units:
        if _is_long(unit) and was_long:
            yield []
        was_long = _is_long(unit)
        yield unit
    if was_long:
        yield []


def _bounds(units: Sequence[Unit]) -> Iterator[str]:
    """The least stem of each unit."""
    after: str | None = ""  # where a unit begins that is the first, or follows a long list
    for unit in units:
        yield unit[0].first if after is None or _is_long(unit) else after
        after = f"{unit[0].first}\0" if _is_long(unit) else None


def _part_of(unit: Unit, day: int) -> int:
    """The part that holds a day, as far as can be told from their first days."""
    return max(0, bisect_right([pack.day for pack in unit], day) - 1)


def _days(run: Run) -> list[tuple[int, int]]:
    """(day, postings) of a run."""
    days, counts = np.unique(run.places // DAY, return_counts=True)
    return list(zip(days.tolist(), counts.tolist(), strict=True))

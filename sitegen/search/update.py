"""An index as published, with some cables changed: the same files as if it were made of all cables anew,
by reading and writing only those that hold what changed."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count as numbers_from
from itertools import islice

import msgspec

from sitegen.search import dictionary
from sitegen.search import rows as search_rows
from sitegen.search.changes import Change, Day, Delta, find_delta, row_order
from sitegen.search.codec import DamagedIndexError, Read, json_file, stem_of
from sitegen.search.columns import Filters, read_columns, write_columns
from sitegen.search.dictionary import Shard, Term
from sitegen.search.postings import facets as facets_of
from sitegen.search.records import Entry, Labels, day_number, order
from sitegen.search.repack import Repacked, repack
from sitegen.search.root import Root, days_of, packs_of, read_json, read_root, write_root
from sitegen.search.rows import Directory, Facets, Row, Sheet, layout, no_facets, write_directory
from sitegen.search.runs import term


class Update(msgspec.Struct, frozen=True):
    """Files that are new or other than they were, by path below /search/, and the paths of those no
    longer part of the index."""

    files: dict[str, bytes]
    gone: set[str]


def update_index(
    read: Read, changes: Sequence[Change], unchanged: Callable[[str], Entry], labels: Labels
) -> Update:
    """The files of an index after some changes: what `build_index` would give for all cables.

    `read` gives a file of the index as published, by its path below /search/; a change is a cable as
    the index has it (None: it is new) and as it is now (None: it is gone); `unchanged` gives a cable
    that is not among the changes, by its identifier; `labels` are those of the whole collection.
    Raises DamagedIndexError if the index is not that of the cables as they were: it has to be built."""
    root, name = read_root(read)
    rows = _Rows(root, read)
    delta = find_delta(changes, rows.of_day, unchanged)
    made = repack(packs_of(root, read), delta, read)
    shards = update_shards(root, _frequencies(delta), made, read)
    directories = rows.update(delta.days, changes, made)
    facets = _facets(root, changes, read)
    written = dict(write_root(made.packs, shards, directories, rows.days, facets, labels))
    old = {f"root/{name}.bin", f"facets/{root.facets}.bin"}
    old |= {f"order/{order}.bin" for order in root.order}
    files = {path: data for path, data in written.items() if path not in old}
    if files.keys() == {"index.json"}:  # nothing has changed that the index shows
        files = {}
    return Update(made.files | files, made.gone | (old - written.keys()))


def _facets(root: Root, changes: Sequence[Change], read: Read) -> Facets:
    """The filters as they are now."""
    shown = read_json("facets", root.facets, dict[str, list[tuple[str, str, int]]], read)
    facets = no_facets()
    for kind in facets.counts.keys() & shown.keys():
        facets.counts[kind].update((value, count) for value, _, count in shown[kind])
    for old, new in changes:
        for entry, times in ((old, -1), (new, 1)):
            if entry:
                facets.count(facets_of(entry), times)
    return facets


# -- the dictionary --------------------------------------------------------------------------------


def _frequencies(delta: Delta) -> dict[str, int]:
    """In how many more cables a term stands than before."""
    more: dict[str, int] = defaultdict(int)
    for run, sign in ((delta.gone, -1), (delta.come, 1)):
        for key, count in zip(run.keys, run.counts.tolist(), strict=True):
            more[term(key)] += sign * count
    return more


def update_shards(
    root: Root, more: Mapping[str, int], made: Repacked, read: Read
) -> list[tuple[str, str]]:
    """First term and name of every shard, once the terms have changed."""
    firsts = [first for first, _ in root.terms]
    touched: dict[int, dict[str, int]] = {}
    for text in made.touched | more.keys():
        own = touched.setdefault(max(0, bisect_right(firsts, text) - 1), {})
        if more.get(text):
            own[text] = more[text]
    numbers = {pack.name: number for number, pack in enumerate(made.packs)}
    shards: list[tuple[str, str]] = []
    pending: list[Term] = []
    for i, (first, name) in enumerate(root.terms):
        if i not in touched and not pending and not made.is_renumbered:
            shards.append((first, name))
            continue
        pending += _terms(name, touched.get(i, {}), numbers, made, read)
        shards += _cut(pending, made, to_the_end=False)
    if not root.terms:
        pending += _new_terms(touched.get(0, {}), numbers, made)
    shards += _cut(pending, made, to_the_end=True)
    made.replace("terms", (name for _, name in root.terms), (name for _, name in shards))
    return shards


def _cut(pending: list[Term], made: Repacked, *, to_the_end: bool) -> Iterator[tuple[str, str]]:
    """Write the shards that end within some terms, and take them away."""
    done = 0
    for high in dictionary.cuts(pending, to_the_end=to_the_end):
        shard: Shard = dictionary.encode(pending[done:high], made.packs)
        made.files.update([shard.file])
        yield shard.first, stem_of(shard.file[0])
        done = high
    del pending[:done]


def _terms(
    name: str, more: Mapping[str, int], numbers: Mapping[str, int], made: Repacked, read: Read
) -> list[Term]:
    """The terms of a shard as they are now."""
    shard = dictionary.open_shard(name, read)
    left = dict(more)
    terms = []
    for text, before, pack in zip(shard.terms, shard.frequencies, shard.packs, strict=True):
        frequency = before + left.pop(text, 0)
        home = made.homes.get(text) or made.renamed.get(pack, pack)
        if frequency < 0 or (frequency and home not in numbers):
            raise DamagedIndexError(name)
        if frequency:
            terms.append(Term(text, numbers[home], frequency))
    return sorted([*terms, *_new_terms(left, numbers, made)])


def _new_terms(more: Mapping[str, int], numbers: Mapping[str, int], made: Repacked) -> list[Term]:
    """Terms that no cable had."""
    if any(count < 0 or text not in made.homes for text, count in more.items()):
        raise DamagedIndexError("a term is missing")
    return sorted(Term(text, numbers[made.homes[text]], count) for text, count in more.items())


# -- rows ------------------------------------------------------------------------------------------


class _Rows:
    """The rows as published."""

    def __init__(self, root: Root, read: Read) -> None:
        self.read = read
        self.days = days_of(root)
        self.names: dict[tuple[tuple[int, ...], int], str] = {}  # of a file of rows
        self.covers: dict[int, tuple[int, ...]] = {}  # day -> all days of its file
        self.columns: dict[tuple[int, ...], list[str]] = {}  # of a directory, by its days
        self.filters: dict[int, list[Filters]] = {}  # by day
        self.directories = root.rows
        for sheets, (_, name, columns) in zip(layout(self.days), root.rows, strict=True):
            found = read_json("rows", name, _Directory, read)
            self.columns[_days_of(sheets)] = columns
            for sheet, file in zip(sheets, found.files, strict=True):
                self.names[sheet.days, sheet.number] = file
                self.covers.update(dict.fromkeys(sheet.days, sheet.days))

    def of_day(self, day: int) -> list[Row]:
        """The rows of a day."""
        if day not in self.days:
            return []
        days = self.covers[day]
        first = sum(self.days[other] for other in days if other < day)
        return self._of_days(days)[first : first + self.days[day]]

    def _of_days(self, days: tuple[int, ...]) -> list[Row]:
        rows: list[Row] = []
        for number in numbers_from():
            if (name := self.names.get((days, number))) is None:
                return rows
            rows += read_json("rows", name, list[Row], self.read)
        return rows

    def update(
        self, days: Mapping[int, Day], changes: Sequence[Change], made: Repacked
    ) -> list[Directory]:
        """The directories, once some days have changed."""
        now = self.days | {day: len(own.new) for day, own in days.items()}
        now = {day: now[day] for day in sorted(now) if now[day]}
        filters = {day: self._filters_now(day, own, changes) for day, own in days.items()}
        directories, names, columns = [], list[str](), list[str]()
        for sheets in layout(now):
            files = [self._sheet(sheet, days, made) for sheet in sheets]
            own = self._columns(_days_of(sheets), filters, made)
            path, data, directory = write_directory(sheets, files, own)
            made.files[path] = data
            directories.append(directory)
            names += [*files, directory[1]]
            columns += own
        old = [*self.names.values(), *(name for _, name, _ in self.directories)]
        made.replace("rows", old, names)
        made.replace("columns", (name for own in self.columns.values() for name in own), columns)
        self.days = now
        return directories

    def _columns(
        self, days: tuple[int, ...], changed: Mapping[int, list[Filters]], made: Repacked
    ) -> list[str]:
        """The names of the columns of some days, which are written if they are not there."""
        if days in self.columns and not any(day in changed for day in days):
            return self.columns[days]
        cables = [own for day in days for own in changed.get(day) or self._filters_of(day)]
        files = list(write_columns(days[0], cables))
        made.files.update(files)
        return [stem_of(path) for path, _ in files]

    def _filters_now(self, day: int, shown: Day, changes: Sequence[Change]) -> list[Filters]:
        """The filters of the cables of a day that has changed."""
        known = dict(zip(map(row_order, shown.old), self._filters_of(day), strict=True))
        news = (new for _, new in changes if new and day_number(new) == day)
        known |= {order(new): facets_of(new) for new in news}
        return [known[row_order(one)] for one in shown.new]

    def _filters_of(self, day: int) -> list[Filters]:
        """The filters of the cables of a day, as published."""
        if day not in self.days:
            return []
        if day not in self.filters:
            days = next(days for days in self.columns if day in days)
            cables = iter(read_columns(self.columns[days], self.read))
            self.filters |= {one: list(islice(cables, self.days[one])) for one in days}
        return self.filters[day]

    def _sheet(self, sheet: Sheet, days: Mapping[int, Day], made: Repacked) -> str:
        """The name of a file of rows, which is written if it is not there."""
        name = self.names.get((sheet.days, sheet.number))
        if name and not any(day in days for day in sheet.days):
            return name
        rows = [
            one
            for day in sheet.days
            for one in (days[day].new if day in days else self.of_day(day))
        ]
        first = sheet.number * search_rows.ROWS
        path, data = json_file("rows", rows[first : first + sheet.documents])
        made.files[path] = data
        return stem_of(path)


def _days_of(sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """The days of all sheets of a directory."""
    return tuple(dict.fromkeys(day for sheet in sheets for day in sheet.days))


class _Directory(msgspec.Struct, frozen=True):
    files: list[str]

"""What a hit shows: rows of some dozen documents to a file, and directories of those files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from sitegen import reference
from sitegen.search.codec import File, halves, json_file, stem_of
from sitegen.search.columns import KINDS, Filters, write_columns
from sitegen.search.records import Entry, Labels, code

ROWS = 128  # documents in a file of rows
FILES = 16_384  # documents in a directory, so at most some 512 files

# url, identifier, title, date, post, classification, whether a specimen
Row = tuple[str, str, str, str, str, str, bool]
Directory = tuple[int, str, list[str]]  # documents, name, names of columns


class Sheet(NamedTuple):
    """A file of rows: the days it covers, which of several it is where one day needs more, its documents."""

    days: tuple[int, ...]
    number: int
    documents: int


def row(entry: Entry) -> Row:
    """What is shown of a hit."""
    return (
        entry.url,
        entry.identifier,
        entry.title,
        entry.date,
        code(entry.post),
        code(entry.classification),
        entry.specimen,
    )


def layout(days: Mapping[int, int]) -> Iterator[list[Sheet]]:
    """The sheets of each directory, given how many documents the days have, in order."""
    for covered in halves(days.items(), FILES):
        parts = halves(((day, days[day]) for day in covered), ROWS)
        yield [sheet for part in parts for sheet in _sheets(part, sum(days[day] for day in part))]


def _sheets(days: Sequence[int], count: int) -> Iterator[Sheet]:
    """The days as one file, or a day as several."""
    for number, first in enumerate(range(0, count, ROWS)):
        yield Sheet(tuple(days), number, min(ROWS, count - first))


def write_rows(
    cables: Iterable[tuple[Row, Filters]], days: Mapping[int, int]
) -> Iterator[File | Directory]:
    """Files of rows, of their directories and of columns, and what the root says of each directory."""
    stream = iter(cables)
    for sheets in layout(days):
        names, filters = [], list[Filters]()
        for sheet in sheets:
            shown = list(islice(stream, sheet.documents))
            path, data = json_file("rows", [one for one, _ in shown])
            yield path, data
            names.append(stem_of(path))
            filters += [own for _, own in shown]
        columns = list(write_columns(sheets[0].days[0], filters))
        yield from columns
        path, data, directory = write_directory(
            sheets, names, [stem_of(path) for path, _ in columns]
        )
        yield path, data
        yield directory


def write_directory(
    sheets: Sequence[Sheet], names: Sequence[str], columns: list[str]
) -> tuple[str, bytes, Directory]:
    """A directory (path, bytes), and what the root says of it."""
    counts = [sheet.documents for sheet in sheets]
    path, data = json_file("rows", {"counts": counts, "files": names})
    return path, data, (sum(counts), stem_of(path), columns)


class Facets(msgspec.Struct, frozen=True):
    """How many documents have each value, by kind of filter."""

    counts: dict[str, dict[str, int]]

    def count(self, filters: Filters, times: int = 1) -> None:
        """Count those of a cable, or with −1 take them back."""
        for term in filters:
            kind, _, value = term.partition(":")
            _add(self.counts[kind], value, times)

    def add(self, other: "Facets") -> None:
        """Add up."""
        for kind, values in other.counts.items():
            for value, count in values.items():
                _add(self.counts[kind], value, count)

    def file(self, labels: Labels) -> File:
        """The file of the filters: kind -> [value, name, documents] of each value."""
        names = {"post": labels.posts, "tag": labels.tags}
        return json_file(
            "facets", {kind: _named(kind, self.counts[kind], names.get(kind, {})) for kind in KINDS}
        )


def no_facets() -> Facets:
    """Nothing counted yet."""
    return Facets({kind: {} for kind in KINDS})


def _add(counts: dict[str, int], value: str, count: int) -> None:
    counts[value] = counts.get(value, 0) + count


def _named(
    kind: str, counts: Mapping[str, int], names: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    order = sorted(counts, key=_level if kind == "class" else None)
    return [(value, names.get(value, ""), counts[value]) for value in order if counts[value]]


def _level(value: str) -> tuple[int, str]:
    """Lowest first, as everywhere on the site; what is no level of ours last."""
    return reference.levels().get(value.split("//")[0], 9), value

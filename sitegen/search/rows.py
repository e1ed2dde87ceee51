"""What a hit shows: rows of some dozen documents to a file, and directories of those files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from sitegen import reference
from sitegen.search.codec import File, halves, json_file, stem_of
from sitegen.search.records import Entry, Labels, code

ROWS = 128  # documents in a file of rows
FILES = 16_384  # documents in a directory, so at most some 512 files

# url, identifier, title, date, post, classification, whether a specimen
Row = tuple[str, str, str, str, str, str, bool]
Directory = tuple[int, str]  # documents, name


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


def write_rows(rows: Iterable[Row], days: Mapping[int, int]) -> Iterator[File | Directory]:
    """Files of rows and of their directories, and what the root says of each directory."""
    stream = iter(rows)
    for sheets in layout(days):
        names = []
        for sheet in sheets:
            path, data = json_file("rows", list(islice(stream, sheet.documents)))
            yield path, data
            names.append(stem_of(path))
        path, data, directory = write_directory(sheets, names)
        yield path, data
        yield directory


def write_directory(sheets: Sequence[Sheet], names: Sequence[str]) -> tuple[str, bytes, Directory]:
    """A directory (path, bytes), and what the root says of it."""
    counts = [sheet.documents for sheet in sheets]
    path, data = json_file("rows", {"counts": counts, "files": names})
    return path, data, (sum(counts), stem_of(path))


class Facets(msgspec.Struct, frozen=True):
    """How often each value of a filter occurs."""

    posts: dict[str, int]
    tags: dict[str, int]
    classes: dict[str, int]

    def count(self, entry: Entry, times: int = 1) -> None:
        """Count an entry, or with −1 take it back."""
        _add(self.posts, code(entry.post), times)
        _add(self.classes, code(entry.classification), times)
        for tag in {code(tag) for tag in entry.tags}:
            _add(self.tags, tag, times)

    def add(self, other: "Facets") -> None:
        """Add up."""
        for own, more in zip(self.counts(), other.counts(), strict=True):
            for value, count in more.items():
                _add(own, value, count)

    def counts(self) -> tuple[dict[str, int], ...]:
        """Of each filter, value -> documents."""
        return self.posts, self.tags, self.classes

    def file(self, labels: Labels) -> File:
        """The file of the filters: [code, name, documents] of every post and tag, [value, documents] of classes."""
        classes = [pair for pair in self.classes.items() if pair[1]]
        return json_file(
            "facets",
            {
                "posts": _named(self.posts, labels.posts),
                "tags": _named(self.tags, labels.tags),
                "classes": sorted(classes, key=_level),
            },
        )


def no_facets() -> Facets:
    """Nothing counted yet."""
    return Facets({}, {}, {})


def _add(counts: dict[str, int], value: str, count: int) -> None:
    counts[value] = counts.get(value, 0) + count


def _level(counted: tuple[str, int]) -> tuple[int, str]:
    """Lowest first, as everywhere on the site; what is no level of ours last."""
    return reference.levels().get(counted[0].split("//")[0], 9), counted[0]


def _named(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    return [
        (value, names.get(value, ""), counts[value]) for value in sorted(counts) if counts[value]
    ]

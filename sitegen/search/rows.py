"""What a hit shows: rows of 64 documents to a file, and directories of those files."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO

import msgspec

from sitegen import reference
from sitegen.search.codec import File, halves, json_file, stem_of
from sitegen.search.records import Entry, Labels, code

ROWS = 64  # documents in a file of rows
FILES = 16_384  # documents in a directory, so at most some 512 files

# url, identifier, title, date, post, classification, whether a specimen
Row = tuple[str, str, str, str, str, str, bool]
Directory = tuple[int, str]  # documents, name


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


def write_row(spool: IO[bytes], entry: Entry) -> None:
    """Keep the row of an entry until all months are known."""
    spool.write(msgspec.json.encode(row(entry)) + b"\n")


def write_rows(spool: IO[bytes], months: Mapping[int, int]) -> Iterator[File | Directory]:
    """Files of rows and of their directories, and what the root says of each directory."""
    spool.seek(0)
    for covered in halves(months.items(), FILES):
        counts, names = [], []
        for count in _row_counts({month: months[month] for month in covered}):
            rows = [msgspec.json.decode(line) for line in islice(spool, count)]
            path, data = json_file("rows", rows)
            yield path, data
            counts.append(count)
            names.append(stem_of(path))
        path, data = json_file("rows", {"counts": counts, "files": names})
        yield path, data
        yield sum(counts), stem_of(path)


def _row_counts(months: Mapping[int, int]) -> Iterator[int]:
    """Documents of each file of rows: of a range of months, or 64 at a time of a month that has more."""
    for covered in halves(months.items(), ROWS):
        left = sum(months[month] for month in covered)
        while left:
            yield min(left, ROWS)
            left -= min(left, ROWS)


class Facets(msgspec.Struct):
    """How often each value of a filter occurs."""

    posts: Counter[str]
    tags: Counter[str]
    classes: Counter[str]

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self.posts[code(entry.post)] += 1
        self.classes[code(entry.classification)] += 1
        self.tags.update({code(tag) for tag in entry.tags})

    def file(self, labels: Labels) -> File:
        """The file of the filters: [code, name, documents] of every post and tag, [value, documents] of classes."""
        return json_file(
            "facets",
            {
                "posts": _named(self.posts, labels.posts),
                "tags": _named(self.tags, labels.tags),
                "classes": sorted(self.classes.items(), key=_level),
            },
        )


def _level(counted: tuple[str, int]) -> tuple[int, str]:
    """Lowest first, as everywhere on the site; what is no level of ours last."""
    return reference.levels().get(counted[0].split("//")[0], 9), counted[0]


def _named(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    return [(value, names.get(value, ""), counts[value]) for value in sorted(counts)]

"""A second reader of the index, written from docs/search-index.md alone, to hold the writer to it."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any


@dataclass
class Reader:
    """A payload, read from front to back."""

    data: bytes
    at: int = 0

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def column(self) -> list[int]:
        return [self.varint() for _ in range(self.varint())]

    def blob(self) -> bytes:
        size = self.varint()
        self.at += size
        return self.data[self.at - size : self.at]

    def names(self) -> list[str]:
        raw = self.blob()
        return [raw[i : i + 8].hex() for i in range(0, len(raw), 8)]

    def terms(self) -> list[str]:
        shared, more, rest = self.column(), self.column(), Reader(self.blob())
        found = [b""]
        for kept, size in zip(shared, more, strict=True):
            found.append(found[-1][:kept] + rest.data[rest.at : rest.at + size])
            rest.at += size
        return [term.decode() for term in found[1:]]


Positions = list[int]


@dataclass
class Term:
    """A term: its other forms, and where it stands."""

    stem: int
    levels: dict[int, int] = field(default_factory=dict)  # by document
    positions: dict[int, Positions] = field(default_factory=dict)  # by document


class Index:
    """All of an index, decoded: small ones only."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.head = json.loads(files["index.json"])
        self.root = self.json("root", self.head["root"])
        self.terms: dict[str, Term] = {}
        self.frequency: dict[str, int] = {}
        self.shards: list[list[str]] = []
        self.used = {
            "index.json",
            f"root/{self.head['root']}.bin",
            f"facets/{self.root['facets']}.bin",
        }
        self.facets = self.json("facets", self.root["facets"])
        self.firsts, day, documents = {}, 0, 0
        steps = iter(self.root["days"])
        for step, count in zip(steps, steps, strict=True):
            day += step
            self.firsts[day] = documents
            documents += count
        assert documents == self.root["documents"]
        self.order = [pack for name in self.root["order"] for pack in self._order(name)]
        for number, (first, name) in enumerate(self.root["terms"]):
            self._shard(number, first, name)

    def payload(self, folder: str, name: str) -> bytes:
        self.used = getattr(self, "used", set()) | {f"{folder}/{name}.bin"}
        data = gzip.decompress(self.files[f"{folder}/{name}.bin"])
        assert int.from_bytes(data[:4], "little") == zlib.crc32(data[4:])
        return data[4:]

    def json(self, folder: str, name: str) -> Any:
        return json.loads(self.payload(folder, name))

    def _order(self, name: str) -> list[tuple[str, str]]:
        reader = Reader(self.payload("order", name))
        firsts, names = reader.terms(), reader.names()
        postings, parts, days = reader.column(), reader.column(), reader.column()
        assert reader.at == len(reader.data)
        for pack, count, part, day in zip(names, postings, parts, days, strict=True):
            lists = self._pack(pack).values()
            assert sum(len(postings) for _, postings in lists) == count
            starts = [postings[0][0] for _, postings in lists if postings]
            assert not part or min(starts) >= self.firsts[day]
        return list(zip(firsts, names, strict=True))

    def _shard(self, number: int, first: str, name: str) -> None:
        reader = Reader(self.payload("terms", name))
        terms, frequencies, steps = reader.terms(), reader.column(), reader.column()
        names, parts, days = reader.names(), reader.column(), reader.column()
        assert terms[0] == first
        assert terms == sorted(terms)
        assert len(names) == len(parts) == len(days)
        self.shards.append(terms)
        place = 0
        for term, frequency, step in zip(terms, frequencies, steps, strict=True):
            place += -(step + 1) // 2 if step & 1 else step // 2
            self.frequency[term] = frequency
            self._read(term, place, names, parts, days)

    def _read(
        self, term: str, place: int, names: list[str], parts: list[int], days: list[int]
    ) -> None:
        found = self.terms.setdefault(term, Term(-1))
        while True:
            pack = self._pack(names[place])
            stem, postings = pack.get(term, (found.stem, []))
            found.stem = stem if parts[place] < 2 else found.stem
            for document, level, positions in postings:
                assert document >= self.firsts.get(days[place], 0)
                found.levels[document] = level
                found.positions[document] = positions
            if not parts[place] or parts[place + 1 : place + 2] != [parts[place] + 1]:
                return
            place += 1

    _packs: dict[str, dict[str, tuple[int, list[tuple[int, int, Positions]]]]]

    def _pack(self, name: str) -> dict[str, tuple[int, list[tuple[int, int, Positions]]]]:
        self._packs = getattr(self, "_packs", {})
        if name not in self._packs:
            self._packs[name] = self._decode(name)
        return self._packs[name]

    def _decode(self, name: str) -> dict[str, tuple[int, list[tuple[int, int, Positions]]]]:
        reader = Reader(self.payload("packs", name))
        groups, terms = reader.column(), reader.terms()
        runs, gaps, counts, steps = (iter(reader.column()) for _ in range(4))
        levels, covered, sizes = iter(reader.blob()), reader.column(), reader.column()
        blocks = self._blocks(sizes, reader.column(), reader.names())
        positions = self._positions(covered, blocks)
        stems = [group for group, size in enumerate(groups) for _ in range(size)]
        out: dict[str, tuple[int, list[tuple[int, int, Positions]]]] = {}
        for term, stem in zip(terms, stems, strict=True):
            postings, day = [], 0
            for _ in range(next(runs)):
                day += next(gaps)
                document = self.firsts[day]
                for _ in range(next(counts)):
                    document += next(steps) + 1
                    postings.append((document - 1, next(levels), next(positions)))
            out[term] = (hash((name, stem)), postings)
        assert reader.at == len(reader.data)
        assert next(steps, None) is None
        assert next(levels, None) is None
        assert next(positions, None) is None
        return out

    def _blocks(self, sizes: list[int], counts: list[int], names: list[str]) -> Iterator[bytes]:
        assert sum(counts) == len(sizes)
        left = iter(sizes)
        for count, name in zip(counts, names, strict=True):
            path, at = f"positions/{name}.bin", 8
            self.used.add(path)
            for size in [next(left) for _ in range(count)]:
                yield gzip.decompress(self.files[path][at : at + size])
                at += size
            assert at == len(self.files[path])

    def _positions(self, covered: list[int], blocks: Iterator[bytes]) -> Iterator[Positions]:
        for count, block in zip(covered, blocks, strict=True):
            reader = Reader(block)
            times = reader.column()
            assert len(times) == count
            firsts = iter(self._planes(reader, len(times)))
            gaps = iter(self._planes(reader, sum(times) - len(times)))
            assert reader.at == len(reader.data)
            for number in times:
                more = [next(gaps) for _ in range(number - 1)]
                yield list(accumulate([next(firsts), *more]))

    @staticmethod
    def _planes(reader: Reader, count: int) -> list[int]:
        planes = [reader.blob() or bytes(count) for _ in range(3)]
        return [a + 256 * b + 65536 * c for a, b, c in zip(*planes, strict=True)]

    def rows(self) -> list[list[str]]:
        out = []
        for documents, name, _ in self.root["rows"]:
            directory = self.json("rows", name)
            assert sum(directory["counts"]) == documents
            for count, file in zip(directory["counts"], directory["files"], strict=True):
                rows = self.json("rows", file)
                assert len(rows) == count
                out += rows
        return out

    def filters(self) -> list[set[str]]:
        """What each document is filtered by."""
        return [cable for _, _, names in self.root["rows"] for cable in self._filters(names)]

    def _filters(self, names: list[str]) -> list[set[str]]:
        cables: list[set[str]] = []
        for kind, name in zip(("post", "country", "class", "caption", "tag"), names, strict=True):
            reader = Reader(self.payload("columns", name))
            assert reader.blob().decode() == kind
            reader.column()
            values, counts, numbers = reader.terms(), reader.column(), iter(reader.column())
            assert reader.at == len(reader.data)
            cables = cables or [set() for _ in counts]
            for cable, count in zip(cables, counts, strict=True):
                cable.update(f"{kind}:{values[next(numbers)]}" for _ in range(count))
            assert next(numbers, None) is None
        return cables

    def word(self, word: str) -> set[int]:
        """Documents of all forms of a word."""
        if word not in self.terms:
            return set()
        stem = self.terms[word].stem
        return {d for term in self.terms.values() if term.stem == stem for d in term.levels}

    def exact(self, word: str) -> set[int]:
        return set(self.terms[word].levels) if word in self.terms else set()

    def prefix(self, prefix: str) -> set[int]:
        return {
            d
            for t, term in self.terms.items()
            if t.startswith(prefix) and ":" not in t
            for d in term.levels
        }

    def phrase(self, words: list[str]) -> set[int]:
        places = [
            {(d, at) for d, own in self.terms[word].positions.items() for at in own}
            if word in self.terms
            else set()
            for word in words
        ]
        return {
            d for d, at in places[0] if all((d, at + i) in place for i, place in enumerate(places))
        }

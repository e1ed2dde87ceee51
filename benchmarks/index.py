"""What the search index costs: made anew, and changed by one cable.

    benchmarks/index.py                     a thousand invented cables
    benchmarks/index.py FOLDER --n 10000    cables of a folder, one in so many, about ten thousand

CPU of one process; peak memory is what making it took beyond what was held before. Each cable that changes is
one of the middle, of a day with others. Nothing is put where a site would have it: pages are another matter.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

import corpus
import msgspec

from sitegen import load
from sitegen.indexing import entry
from sitegen.records import Source
from sitegen.search import Entry, Labels, build_index, update_index
from sitegen.search.changes import Change
from sitegen.search.records import order
from sitegen.work import read_cable

LABELS = Labels({}, {})
_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Entry).decode


class Corpus:
    """The cables of a folder as search sees them, in order, kept in a file."""

    def __init__(self, folder: Path, most: int, kept: Path) -> None:
        self.kept, self.raw = kept, 0
        places = []
        with kept.open("wb") as file:
            for one in _sources(folder, most):
                if (cable := read_cable(one).cable) is None:
                    continue
                found, self.raw = entry(cable), self.raw + len(one.raw)
                places.append((order(found), file.tell()))
                file.write((data := _encode(found)) and len(data).to_bytes(4, "little") + data)
        self.places = [place for _, place in sorted(dict(places).items())]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Entry]:
        with self.kept.open("rb") as file:
            for place in self.places:
                file.seek(place)
                yield _decode(file.read(int.from_bytes(file.read(4), "little")))

    def busy_day(self) -> list[Entry]:
        """The cables of a day in the middle."""
        middle = [one for number, one in enumerate(self) if abs(number - len(self) // 2) < 500]
        day = middle[len(middle) // 2].date[:10]
        return [one for one in middle if one.date[:10] == day]


def _sources(folder: Path, most: int) -> Iterator[Source]:
    files = list(load.find(folder))
    for file in files[:: max(1, len(files) // most)]:
        yield from (one for one in load.read(folder, file.path) if isinstance(one, Source))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _spool(path: Path) -> IO[bytes]:
    return path.open("w+b")


def make(cables: Corpus, target: Path) -> Iterator[tuple[str, str]]:
    """Make the index, and tell what it cost."""
    start = time.process_time()
    for _ in cables:
        pass
    reading, before, start = time.process_time() - start, _peak(), time.process_time()
    sizes, files = Counter[bool](), Counter[str]()
    for path, data in build_index(cables, LABELS, partial(_spool, target / "runs")):
        (target / path).parent.mkdir(exist_ok=True)
        (target / path).write_bytes(data)
        sizes[path.startswith("positions/")] += len(data)
        files[path] = len(data)
    seconds = time.process_time() - start - reading
    yield "made anew, µs a cable", f"{seconds / len(cables) * 1e6:,.0f}"
    yield "peak memory, MB", f"{_peak() - before:,}"
    yield "files", f"{len(files):,}"
    yield "largest file, KB", f"{max(files.values()) / 1024:,.0f}"
    yield "share of the raw text without positions", f"{sizes[False] / cables.raw:.1%}"
    yield "and with", f"{sizes.total() / cables.raw:.1%}"


def changes(day: Sequence[Entry]) -> Iterator[tuple[str, Change]]:
    """One cable changed in several ways, of a day."""
    one = day[len(day) // 2]
    new = msgspec.structs.replace(day[len(day) // 3], identifier="00AAA1", url="/cable/00AAA1.html")
    longer = (*one.paragraphs, "another sentence")
    yield "a sentence more in a cable, s", (one, msgspec.structs.replace(one, paragraphs=longer))
    yield "two words more in it, s", (one, msgspec.structs.replace(one, paragraphs=_edited(one)))
    last = msgspec.structs.replace(new, date=f"{new.date[:10]}T23:59:59Z", identifier="99ZZZ1")
    yield "a cable more at the end of its day, s", (None, last)
    yield "a cable more in its midst, s", (None, new)
    yield "a cable less, s", (one, None)


def _edited(one: Entry) -> tuple[str, ...]:
    longest = max(one.paragraphs, key=len)
    words = longest.split(" ")
    words.insert(len(words) // 2, "border guards")
    return tuple(" ".join(words) if text is longest else text for text in one.paragraphs)


def change(read: Callable[[str], bytes], day: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Change the index, and tell what it cost."""
    known = {one.identifier: one for one in day}
    for name, pair in changes(day):
        start = time.process_time()
        update_index(read, [pair], known.__getitem__, LABELS)
        yield name, f"{time.process_time() - start:.1f}"


def report(folder: Path, most: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        target = Path(made)
        cables = Corpus(folder, most, target / "cables")
        print(f"\n| | {len(cables):,} |\n|---|---:|")
        for name, value in make(cables, target):
            print(f"| {name} | {value} |", flush=True)
        for name, value in change(lambda path: (target / path).read_bytes(), cables.busy_day()):
            print(f"| {name} | {value} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--n", type=int, default=1000)
    options = parser.parse_args()
    with corpus.given(options.folder, options.n) as folder:
        report(folder, options.n)


if __name__ == "__main__":
    main()

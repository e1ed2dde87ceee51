"""Microseconds of CPU a stage of reading takes, per cable and per 1,000 words.

    benchmarks/parse.py                     invented cables of about 1,000 words
    benchmarks/parse.py FOLDER              the raw cables of a folder, at most a thousand

The last row is a peer: Python-Markdown with none of its extensions, on the same text, so that the others can be
compared from one machine to another. Each stage is run over all cables `--rounds` times; the best round
counts, as others use the machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import corpus
import markdown

from sitegen import convert, load
from sitegen.parse import parse
from sitegen.parse.body import read_body
from sitegen.parse.cable import Telegram, read_telegram
from sitegen.parse.ending import read_ending, unglued
from sitegen.parse.formats import READERS, draft_of
from sitegen.parse.formats.draft import Draft
from sitegen.parse.header import read_header
from sitegen.parse.heading import heading_start, read_heading
from sitegen.parse.roles import Role
from sitegen.parse.text import decode
from sitegen.records import Cable, Source
from sitegen.render.html import cable_html

MOST = 1000
Stage = tuple[str, Callable[[], object]]


def sources(folder: Path) -> list[Source]:
    """The raw cables of a folder, in its order."""
    found = (one for file in load.find(folder) for one in load.read(folder, file.path))
    raw = (one for one in found if isinstance(one, Source) and one.format in READERS)
    return list(islice(raw, MOST))


class Inputs:
    """What each stage gets, made before anything is timed."""

    def __init__(self, found: Sequence[Source]) -> None:
        self.sources = found
        self.drafts: list[Draft] = [unglued(draft_of(one, decode(one.raw)[0])) for one in found]
        self.telegrams: list[Telegram] = [read_telegram(one) for one in self.drafts]
        self.cables: list[Cable] = [cable for one in found if (cable := parse(one).cable)]
        self.markdown = [convert.body_markdown(cable.body) for cable in self.cables]

    def header(self) -> None:
        for one in self.telegrams:
            read_header(one.lines[: heading_start(one.lines)])

    def heading(self) -> None:
        for one in self.telegrams:
            read_heading(one.lines, heading_start(one.lines))

    def body(self) -> None:
        for one in self.telegrams:
            read_body(one.lines, one.top.end, one.ending.end, _roles(one))

    def ending(self) -> None:
        for one in self.telegrams:
            read_ending(one.lines, one.top.end, _roles(one))

    def stages(self) -> list[Stage]:
        return [
            ("decode, frame", lambda: [draft_of(s, decode(s.raw)[0]) for s in self.sources]),
            ("header", self.header),
            ("heading", self.heading),
            ("ending", self.ending),
            ("body", self.body),
            ("parse, all of it", lambda: [parse(one) for one in self.sources]),
            ("to Markdown", lambda: [convert.to_markdown(one) for one in self.cables]),
            ("Markdown to HTML", lambda: [cable_html(one) for one in self.markdown]),
            ("Python-Markdown", lambda: [markdown.markdown(one) for one in self.markdown]),
        ]


def _roles(telegram: Telegram) -> list[Role]:
    return ["blank"] * len(telegram.lines)


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of CPU of the quickest of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def report(found: Sequence[Source], rounds: int) -> None:
    inputs, words = Inputs(found), sum(len(one.raw.split()) for one in found)
    print(
        f"{len(found)} cables, {words / len(found):,.0f} words each, Python {sys.version.split()[0]}"
    )
    print("\n| stage | µs a cable | µs per 1,000 words |\n|---|---:|---:|")
    for name, work in inputs.stages():
        seconds = best(work, rounds)
        print(f"| {name} | {seconds / len(found) * 1e6:,.0f} | {seconds / words * 1e9:,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with corpus.given(options.folder, 200) as folder:
        report(sources(folder), options.rounds)


if __name__ == "__main__":
    main()

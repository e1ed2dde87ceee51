"""Reading: content → catalog. What changed is parsed, each identifier settled, every record accounted for.

A build begins with it, and `check` is nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import TypeVar, get_args

import msgspec

from sitegen import catalog, load, theme, work
from sitegen.clock import each, step
from sitegen.config import Project
from sitegen.diagnostics import CODES, diagnostic
from sitegen.errors import OutputError, SitegenError
from sitegen.plan import names
from sitegen.pool import POOL_FROM, Pool, open_pool
from sitegen.progress import Progress, counted, silent
from sitegen.records import Diagnostic, Severity, Source

GOOD_QUALITY = 0.95  # a record of which less was understood deserves a look
LEAST_SHOWN = 10
CROWDED = 10_000  # files in a folder

CHUNK = 100  # cables or files a task
STREAM_FROM = 4 << 20  # a file of this many bytes is read row by row here, not whole in a worker

T = TypeVar("T")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. `records` = cables + withheld + excluded + duplicates + merged, or the build has
    failed.

    `quality` is the share of the characters that was understood, of the `measured` records by their size: what
    could not be read has none, nor has Markdown and JSON of our own. `least_understood` has the worst, and
    `below` counts those under `GOOD_QUALITY`.
    """

    cables: int
    records: int
    withheld: int
    excluded: int  # volumes of which the configuration leaves documents out
    duplicates: int
    merged: int  # records put together with another: sections, second transmissions
    formats: dict[str, int]  # format → records
    quality: float | None
    measured: int  # records that have a quality
    unreadable: int  # records of which nothing could be made
    below: int
    least_understood: tuple[catalog.Quality, ...]
    diagnostics: tuple[Diagnostic, ...]
    counts: dict[str, int] = {}  # severity → all diagnostics, also those that are not here

    def count(self, severity: str) -> int:
        return self.counts.get(severity, 0)


def check(project: Project, *, jobs: int = 0, progress: Progress = silent) -> Reading:
    """Read the content as a build would, and write nothing. Raises SitegenError."""
    _, page_faults = read_pages(project.content)
    with (
        tempfile.TemporaryDirectory(prefix="sitegen-") as folder,
        closing(open_catalog(project, Path(folder) / "cache.sqlite")) as db,
        open_pool(jobs or project.config.jobs) as pool,
    ):
        read_changes(db, project, None, pool, progress)
        return summed_up(db, [*page_faults, *template_faults(project)])


def open_catalog(project: Project, path: Path) -> sqlite3.Connection:
    """The catalog at a path, made anew if it is of other content or of other settings of reading."""
    return catalog.open_catalog(path, f"{project.content} {project.config.frus_documents}")


def site_of(project: Project) -> tuple[str, str]:
    """Content and output, as the catalog remembers them: a name may be no UTF-8."""
    return os.fsencode(project.content).hex(), os.fsencode(project.output).hex()


def refuse_other_site(project: Project, path: Path) -> None:
    """An output folder is one site's: a slip in `--output` must not replace another. A project that was
    moved or copied has taken its catalog with it, which then speaks of another place."""
    content, output = catalog.site_of(path) or ("", "")
    here = site_of(project)
    if (
        output == here[1]
        and content != here[0]
        and Path(os.fsdecode(bytes.fromhex(content))).is_dir()
    ):
        raise OutputError(
            f"this is the site of {os.fsdecode(bytes.fromhex(content))}",
            place=str(project.output),
            hint="choose another output folder, or remove this one first",
        )


def summed_up(
    db: sqlite3.Connection, by_hand: Sequence[Diagnostic], most: int | None = None
) -> Reading:
    """What the catalog holds, with what is wrong with it, and with pages and templates written by hand: all
    of it, or `most` diagnostics of each severity."""
    count, beside = catalog.count_told(db), [*by_hand, *_crowded(db)]
    found = everything_told(db, beside) if most is None else _first_told(db, beside, most)
    faults = tuple(found)
    counts = Counter(one.severity for one in beside)
    for code, number in count.items():
        counts[CODES[code].severity] += number
    return Reading(
        **_accounts(db, count),
        formats=catalog.formats(db),
        quality=catalog.quality(db),
        measured=catalog.count_measured(db),
        below=catalog.count_below(db, GOOD_QUALITY),
        least_understood=tuple(catalog.least_understood(db, LEAST_SHOWN)),
        diagnostics=faults,
        counts=dict(sorted(counts.items())),
    )


def everything_told(db: sqlite3.Connection, beside: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Every diagnostic, those beside the catalog's too, sorted by file and line; not all are in memory at once."""
    return merge(sorted(beside), catalog.diagnostics(db))


def told(project: Project, path: Path) -> Iterator[Diagnostic]:
    """Every diagnostic of a site as it was built last, from its catalog; sorted by file and line."""
    with closing(catalog.open_readonly(path)) as db:
        _, page_faults = read_pages(project.content, catalog.pages_read(db))
        yield from everything_told(db, [*page_faults, *template_faults(project), *_crowded(db)])


def _first_told(
    db: sqlite3.Connection, beside: Sequence[Diagnostic], most: int
) -> list[Diagnostic]:
    """The first errors, warnings and notes, sorted."""
    found = []
    for severity in get_args(Severity):
        own = [one for one in beside if one.severity == severity]
        found += sorted([*own, *catalog.first_told(db, severity, most)])[:most]
    return sorted(found)


def _crowded(db: sqlite3.Connection) -> Iterator[Diagnostic]:
    """The months whose folders hold very many files: page, Markdown and original of each cable. No other
    folder of pages grows with the collection."""
    for month, cables in catalog.busy_months(db, CROWDED // 3):
        path = f"cable/{month.replace('-', '/')}"
        yield diagnostic("crowded-folder", path, 0, f"{3 * cables:,} of {cables:,} cables")


def _accounts(db: sqlite3.Connection, count: Counter[str]) -> dict[str, int]:
    """Records in = cables + originals under a Markdown file + duplicates + merged + withheld + excluded;
    `count` is how many diagnostics of a code there are."""
    records, cables, covered, unusable = catalog.accounts(db)
    duplicates = covered + count["identical-duplicate"] + count["differing-duplicate"]
    merged = count["second-transmission"] + count["joined-section"]
    excluded = count["documents-left-out"]
    withheld = unusable - excluded + count["duplicate-identifier"] + count["held-back"]
    if records != cables + duplicates + merged + withheld + excluded or withheld < 0:
        raise SitegenError(
            f"of {records} records {cables} are published, {duplicates} stand behind another, "
            f"{merged} are merged, {withheld} are withheld and {excluded} excluded, which does not add up",
            hint="this is a bug of sitegen: please report it",
        )
    return {
        "cables": cables,
        "records": records,
        "withheld": withheld,
        "unreadable": unusable - excluded,
        "excluded": excluded,
        "duplicates": duplicates,
        "merged": merged,
    }


def read_pages(
    content: Path, known: Mapping[str, load.Page] | None = None
) -> tuple[tuple[load.Page, ...], list[Diagnostic]]:
    """The hand-written pages in their order, and what is wrong with the others. `known` are pages as they
    were read before, by path: to read one anew takes a parser."""
    pages: dict[str, load.Page] = {}
    faults = []
    for path in load.find_pages(content):
        page = load.read_page(content, path, (known or {}).get(path))
        if isinstance(page, Diagnostic):
            faults.append(page)
        elif (address := page.url.casefold()) in pages:  # a disk may not tell capitals apart
            taken = f"{pages[address].path} has the same address"
            fault = diagnostic("bad-page", path, 1, taken)
            faults.append(msgspec.structs.replace(fault, hint="give one of the files another name"))
        else:
            pages[address] = page
            faults += page.doubts
    return tuple(sorted(pages.values(), key=lambda page: (page.order, page.url))), faults


def template_faults(project: Project) -> Iterator[Diagnostic]:
    """The project's own templates that no page is made with, as one with a slip in its name."""
    for name, hint in theme.unused(project.templates):
        path = f"{project.config.templates.rstrip('/')}/{name}"
        told = diagnostic("unused-template", path, 0)
        yield msgspec.structs.replace(told, hint=hint or told.hint)


def read_changes(
    db: sqlite3.Connection,
    project: Project,
    looked_at: load.LookedAt | None,
    pool: Pool,
    progress: Progress,
) -> None:
    """Bring the catalog up to date with the content folder, or with the few files of it that can have
    changed: all of it or nothing, but for the first time."""
    everything = counted(load.find(project.content), progress, "finding files", 0)
    with catalog.transaction(db):
        read_ns = time.time_ns()
        is_first = not catalog.is_settled(db)
        found = looked_at.found if looked_at else everything
        cables = (file for file in found if not load.is_page(file.path))
        changed, gone = catalog.unread(db, cables, looked_at and looked_at.paths)
        large = {file.path: file.size for file in changed if _is_large(project.content, file)}
        again = set() if is_first else {path for path in large if catalog.has_rows(db, path)}
        known = [file.path for file in changed] if catalog.has_records(db) else []
        for path in sorted({*gone, *known} - again):
            catalog.forget(db, path)
        reckoning = _Reckoning(len(changed) - len(large), large, progress)
        only_new = partial(_only_new, db, again, reckoning)
        unreadable = set()
        for rows in _parsed(project, changed, set(large), pool, only_new):
            with step("catalog"):
                catalog.add_records(db, rows, is_first=is_first)
            if is_first:
                catalog.relieve(db)  # what is cut short here is read again
            unreadable |= {row.path for row in rows if not row.line}
            reckoning.add(rows)
        progress("reading", reckoning.records, reckoning.records)
        for file in changed:
            # What could not be read may be readable the next time, and look no different.
            if file.path not in unreadable:
                catalog.remember(db, file, read_ns)
        if is_first:
            catalog.note_crowded(db)
        catalog.settle(db, names.linked, progress)
        catalog.note_settled(db)


def _only_new(
    db: sqlite3.Connection,
    again: Collection[str],
    reckoning: _Reckoning,
    path: str,
    sources: Iterator[Source | Diagnostic],
) -> Iterator[Source | Diagnostic]:
    """The sources of a large file; where it was read before, those that are not as they were then."""
    return catalog.only_new(db, path, sources, reckoning.keep) if path in again else sources


class _Reckoning:
    """How many records have been read, and how many there will be: of a large file only its size is
    known before."""

    def __init__(self, files: int, large: Mapping[str, int], progress: Progress) -> None:
        self.records = 0
        self.files_left = files  # of one record each, mostly
        self.large = large
        self.bytes_left = sum(large.values())
        self.records_of_large = self.bytes_of_large = 0
        self.progress = progress
        self._tell()

    def add(self, rows: Sequence[catalog.Row]) -> None:
        """Records that were parsed."""
        if rows and rows[0].path in self.large:
            self._add_of_large(len(rows), sum(row.size for row in rows))
        else:
            self.records += len(rows)
            self.files_left = max(self.files_left - len({row.path for row in rows}), 0)
        self._tell()

    def keep(self, size: int) -> None:
        """A record of a large file that is as it was."""
        self._add_of_large(1, size)
        if self.records % CHUNK == 0:
            self._tell()

    def _add_of_large(self, records: int, size: int) -> None:
        self.records += records
        self.records_of_large += records
        self.bytes_of_large += size
        self.bytes_left -= size

    def _tell(self) -> None:
        self.progress("reading", self.records, self.total)

    @property
    def total(self) -> int:
        """0 while there is no telling, also of a packed file that turns out to hold more than its size."""
        known = self.records + self.files_left
        if (self.bytes_left and not self.bytes_of_large) or self.bytes_left < 0:
            return 0
        return known + self.bytes_left * self.records_of_large // max(self.bytes_of_large, 1)


def _parsed(
    project: Project,
    files: Sequence[load.Found],
    large: Collection[str],
    pool: Pool,
    only_new: Callable[[str, Iterator[Source | Diagnostic]], Iterator[Source | Diagnostic]],
) -> Iterator[list[catalog.Row]]:
    content, everything = project.content, project.config.frus_documents == "all"
    small = [file for file in files if file.path not in large]
    parse_files = partial(work.parse_files, content, everything=everything)
    for _, rows in pool.spread(parse_files, _loads(small), len(small)):
        yield rows
    for path in sorted(large):
        sources = each("load", load.read(content, path, everything=everything))
        for _, rows in pool.spread(work.parse_sources, chunks(only_new(path, sources)), POOL_FROM):
            yield rows


def _is_large(content: Path, file: load.Found) -> bool:
    """As it is, or unpacked: text shrinks to a quarter, what repeats itself to much less."""
    if file.size < STREAM_FROM // 64:
        return False
    return file.size >= STREAM_FROM or load.is_packed(content, file.path)


def _loads(files: Sequence[load.Found]) -> Iterator[tuple[str, ...]]:
    """Paths for one call each: at most CHUNK files, and not many more bytes than STREAM_FROM."""
    paths: list[str] = []
    size = 0
    for file in files:
        paths.append(file.path)
        size += file.size
        if len(paths) == CHUNK or size >= STREAM_FROM:
            yield tuple(paths)
            paths, size = [], 0
    if paths:
        yield tuple(paths)


def chunks(items: Sequence[T] | Iterator[T], size: int = CHUNK) -> Iterator[tuple[T, ...]]:
    """The items in tuples of `size`, the last one smaller."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk

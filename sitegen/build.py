"""The build: content → output, told in order.

Theme and pages are read, changed sources parsed, each identifier settled, every page made that is
not as it was, and the whole published at once. What has not changed is not done again; the result
is the same bytes as if everything had been.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from sitegen import catalog, load, theme, work
from sitegen.catalog import Made
from sitegen.config import Project
from sitegen.diagnostics import diagnostic
from sitegen.errors import OutputError, SitegenError
from sitegen.plan import names
from sitegen.plan.site import site_view
from sitegen.pool import POOL_FROM, Pool, open_pool
from sitegen.publish import Commit, Publication, open_output
from sitegen.records import Diagnostic, Source
from sitegen.views import Link
from sitegen.work import Job, Task
from sitegen.workspace import disk_errors, staged_path, work_folder

Progress = Callable[[str, int, int], None]  # stage, done, total

GOOD_QUALITY = 0.95  # a record of which less was understood deserves a look
LEAST_SHOWN = 10

CHUNK = 100  # cables or files a task
STREAM_FROM = 4 << 20  # a file of this many bytes is read row by row here, not whole in a worker

T = TypeVar("T")


class Report(msgspec.Struct, frozen=True):
    """What a build did. `records` = cables + withheld + duplicates + merged, or the build has failed.

    `quality` is the share of the characters that was understood, of all records by their size;
    `least_understood` has the worst, and `below` counts those under `GOOD_QUALITY`.
    """

    cables: int
    pages: int  # HTML pages of the site
    files: int
    written: int
    removed: int
    unchanged: int
    records: int
    withheld: int
    duplicates: int
    merged: int  # records put together with another: sections, second transmissions
    formats: dict[str, int]  # format → records
    quality: float | None
    below: int
    least_understood: tuple[catalog.Quality, ...]
    seconds: float
    output: str
    diagnostics: tuple[Diagnostic, ...]
    completed: bool = False  # an interrupted build was completed first

    def count(self, severity: str) -> int:
        return sum(one.severity == severity for one in self.diagnostics)


def silent(stage: str, done: int, total: int) -> None:
    """A progress nobody sees."""


def build(project: Project, *, jobs: int = 0, progress: Progress = silent) -> Report:
    """Build a site. Raises SitegenError (config, template, output); then the old site stands."""
    try:
        return _build(project, jobs, progress)
    except catalog.DAMAGED:
        pass  # the catalog is damaged: without it the same site is made again
    try:
        with disk_errors(project.output):
            catalog.discard_catalog(catalog_path(project.output))
        return _build(project, jobs, progress)
    except catalog.DAMAGED as error:
        hint = "is there room, and may sitegen write there?"
        raise OutputError(str(error), place=str(catalog_path(project.output)), hint=hint) from error


def catalog_path(output: Path) -> Path:
    return work_folder(output) / "cache.sqlite"


def _build(project: Project, jobs: int, progress: Progress) -> Report:
    start = time.monotonic()
    look = theme.load_theme(project.templates)
    found = list(load.find(project.content))
    pages, page_faults = read_pages(project.content, [file.path for file in found])
    with (
        open_output(project.output, _sources(project)) as publication,
        open_pool(jobs or project.config.jobs) as pool,
    ):
        path = catalog_path(project.output)
        with closing(
            catalog.open_catalog(path, f"{project.content} {project.config.frus_documents}")
        ) as db:
            read_changes(db, project, found, pool, progress)
            faults = sorted([*catalog.diagnostics(db), *page_faults])
            counts = _accounts(db, faults)
            formats, quality = catalog.formats(db), catalog.quality(db)
            below = catalog.count_below(db, GOOD_QUALITY)
            least = tuple(catalog.least_understood(db, LEAST_SHOWN))
            job = _job(project, publication, path, db, look, pages)
            commit = _make_and_publish(db, job, look, publication, pool, progress)
            made = catalog.count_made(db)
    return Report(
        **counts,
        formats=formats,
        quality=quality,
        below=below,
        least_understood=least,
        pages=made[0],
        files=made[1],
        written=commit.written,
        removed=commit.removed,
        unchanged=commit.unchanged,
        seconds=time.monotonic() - start,
        output=str(project.output),
        diagnostics=tuple(faults),
        completed=publication.is_completed,
    )


def _sources(project: Project) -> list[Path]:
    return [project.content, project.config_file, *filter(None, [project.templates])]


# -- reading ---------------------------------------------------------------------------------------


def read_pages(
    content: Path, paths: Sequence[str]
) -> tuple[tuple[load.Page, ...], list[Diagnostic]]:
    """The hand-written pages in their order, and what is wrong with the others."""
    pages: dict[str, load.Page] = {}
    faults = []
    for path in filter(load.is_page, paths):
        page = load.read_page(content, path)
        if isinstance(page, Diagnostic):
            faults.append(page)
        elif (address := page.url.casefold()) in pages:  # a disk may not tell capitals apart
            taken = f"{pages[address].path} has the same address"
            fault = diagnostic("bad-page", path, 1, taken)
            faults.append(msgspec.structs.replace(fault, hint="give one of the files another name"))
        else:
            pages[address] = page
    return tuple(sorted(pages.values(), key=lambda page: (page.order, page.url))), faults


def read_changes(
    db: sqlite3.Connection,
    project: Project,
    found: Sequence[load.Found],
    pool: Pool,
    progress: Progress,
) -> None:
    """Bring the catalog up to date with the content folder, in one transaction."""
    cables = [file for file in found if not load.is_page(file.path)]
    with catalog.transaction(db):
        read_ns = time.time_ns()
        changed, gone = catalog.unread(db, cables)
        for path in [*gone, *(file.path for file in changed)]:
            catalog.forget(db, path)
        done = 0
        unreadable = set()
        for rows in _parsed(project, changed, pool):
            catalog.add_records(db, rows)
            unreadable |= {row.path for row in rows if not row.line}
            done = min(done + len({row.path for row in rows}), len(changed))
            progress("reading", done, len(changed))
        for file in changed:
            # What could not be read may be readable the next time, and look no different.
            if file.path not in unreadable:
                catalog.remember(db, file, read_ns)
        catalog.settle(db, names.linked)


def _parsed(
    project: Project, files: Sequence[load.Found], pool: Pool
) -> Iterator[list[catalog.Row]]:
    content, everything = project.content, project.config.frus_documents == "all"
    large = {file.path for file in files if _is_large(content, file)}
    small = [file for file in files if file.path not in large]
    parse_files = partial(work.parse_files, content, everything=everything)
    for _, rows in pool.spread(parse_files, _loads(small), len(small)):
        yield rows
    for path in sorted(large):
        sources: Iterator[Source | Diagnostic] = load.read(content, path, everything=everything)
        for _, rows in pool.spread(work.parse_sources, _chunks(sources), POOL_FROM):
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


def _chunks(items: Sequence[T] | Iterator[T], size: int = CHUNK) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


# -- making ----------------------------------------------------------------------------------------


def _job(
    project: Project,
    publication: Publication,
    path: Path,
    db: sqlite3.Connection,
    look: theme.Theme,
    pages: tuple[load.Page, ...],
) -> Job:
    slugs = {
        taxonomy: names.slugs(span.name for span in catalog.terms(db, taxonomy))
        for taxonomy in ("tag", "post", "classification")
    }
    links = tuple(Link(page.title, page.url) for page in pages)
    return Job(
        content=project.content,
        catalog=path,
        staging=publication.staging,
        templates=project.templates,
        config=project.config,
        site=site_view(project.config, links),
        pages=pages,
        slugs=slugs,
        theme_digest=look.digest,
    )


def tasks(db: sqlite3.Connection, slugs: dict[str, dict[str, str]]) -> list[Task]:
    """All shares of the work, the longest first."""
    shares = [Task("search"), Task("site"), Task("terms", "date", ("",))]
    for taxonomy, own in slugs.items():
        shares += [Task("terms", taxonomy, chunk) for chunk in _chunks(sorted(own), 20)]
    shares += [Task("cables", names=chunk) for chunk in _chunks(catalog.identifiers(db))]
    return shares


def _make_and_publish(
    db: sqlite3.Connection,
    job: Job,
    look: theme.Theme,
    publication: Publication,
    pool: Pool,
    progress: Progress,
) -> Commit:
    bench = work.open_bench(job, look)
    with closing(bench.db), _own_bench(bench):
        key = work.site_digest(bench)
        with catalog.transaction(db):
            catalog.begin_made(db)
            if not _keep_all(db, key, publication):
                make_all(db, job, publication, pool, progress)
        commit = publication.commit()
    with catalog.transaction(db):
        catalog.end_made(db, key)
    return commit


def _keep_all(db: sqlite3.Connection, key: bytes, publication: Publication) -> bool:
    """Whether nothing the site is made from has changed, and every file of it is still there."""
    if catalog.made_from(db) != key or not catalog.count_made(db)[1]:
        return False
    if not all(publication.known(one.path) == one.digest for one in catalog.all_made(db)):
        return False
    for one in catalog.all_made(db):
        publication.keep(one.path)
    catalog.add_made(db, catalog.all_made(db))
    return True


def _weight(task: Task) -> int:
    """How much of the work a share is, in cables and terms."""
    return max(1, len(task.names))


def make_all(
    db: sqlite3.Connection, job: Job, publication: Publication, pool: Pool, progress: Progress
) -> None:
    """Every file of the site, staged or kept; what has vanished from the output is made again."""
    lost: dict[Task, frozenset[str]] = {}
    shares = tasks(db, job.slugs)
    size, done = catalog.accounts(db).cables, 0
    total = sum(map(_weight, shares))
    for task, batch in pool.spread(partial(_make, job), shares, size):
        accepted = [one for one in batch if _accept(publication, one)]
        catalog.add_made(db, accepted)
        if len(accepted) < len(batch):
            lost[task] = frozenset(one.path for one in batch) - {one.path for one in accepted}
        done += _weight(task)
        progress("making pages", done, total)
    for task, paths in lost.items():
        again = _make(job, task, paths)
        for one in again:
            publication.record(one.path, one.digest, one.is_staged)
        catalog.add_made(db, again)


def _accept(publication: Publication, one: Made) -> bool:
    """Take a file into the publication; False if it should be in the output as it was and is not.

    What was made again only because the cache is gone, and came out alike, stays as it lies there.
    """
    if publication.known(one.path) == one.digest and publication.keep(one.path):
        if one.is_staged:
            staged_path(publication.staging, one.path).unlink()
        return True
    if one.is_staged:
        publication.record(one.path, one.digest, True)
    return one.is_staged


# Staging folder, new in each build → the bench of this process.
_benches: dict[Path, work.Workbench] = {}


def _make(job: Job, task: Task, forced: frozenset[str] | None = None) -> list[Made]:
    """`work.make` with the workbench of this process, opened once a build."""
    if job.staging not in _benches:
        _benches[job.staging] = work.open_bench(job)
    return work.make(_benches[job.staging], task, forced)


@contextmanager
def _own_bench(bench: work.Workbench) -> Iterator[None]:
    _benches[bench.job.staging] = bench
    try:
        yield
    finally:
        del _benches[bench.job.staging]


# -- accounts --------------------------------------------------------------------------------------


def _accounts(db: sqlite3.Connection, faults: Sequence[Diagnostic]) -> dict[str, int]:
    """Records in = cables + originals under a Markdown file + duplicates + merged + withheld."""
    count = Counter(one.code for one in faults)
    records, cables, covered, unusable = catalog.accounts(db)
    duplicates = covered + count["identical-duplicate"]
    merged = count["second-transmission"] + count["joined-section"]
    withheld = unusable + count["duplicate-identifier"] + count["held-back"]
    if records != cables + duplicates + merged + withheld:
        raise SitegenError(
            f"of {records} records {cables} are published, {duplicates} stand behind another, "
            f"{merged} are merged and {withheld} are withheld, which does not add up",
            hint="this is a bug of sitegen: please report it",
        )
    return {
        "cables": cables,
        "records": records,
        "withheld": withheld,
        "duplicates": duplicates,
        "merged": merged,
    }

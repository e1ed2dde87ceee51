"""The build: content → output, told in order.

Theme and pages are read, changed sources parsed, each identifier settled, every page made that is
not as it was, and the whole published at once. What has not changed is not done again; the result
is the same bytes as if everything had been.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path

import msgspec

from sitegen import benches, catalog, indexing, load, looking, search, theme, work
from sitegen.catalog import Made
from sitegen.clock import Step, profiled
from sitegen.config import Project
from sitegen.errors import OutputError
from sitegen.plan import names
from sitegen.plan.site import site_view
from sitegen.pool import Pool, open_pool
from sitegen.progress import Memory, Progress, Stage, Stages, memory, silent
from sitegen.publish import Commit, Publication, open_output
from sitegen.reading import (
    Reading,
    chunks,
    open_catalog,
    read_changes,
    read_pages,
    refuse_other_site,
    site_of,
    summed_up,
    template_faults,
)
from sitegen.views import Link
from sitegen.work import Job, Task
from sitegen.workspace import disk_errors, staged_path, work_folder


class Report(Reading, frozen=True):
    """What a build read, and what it made of it."""

    pages: int  # HTML pages of the site
    files: int
    written: int
    removed: int
    unchanged: int
    seconds: float
    output: str
    completed: bool  # an interrupted build was completed first
    stages: tuple[Stage, ...]  # in the order they came
    memory: Memory
    profile: tuple[Step, ...] = ()  # where the CPU time went, if that was asked for


def build(
    project: Project,
    *,
    jobs: int = 0,
    progress: Progress = silent,
    is_profiled: bool = False,
    saved: Collection[Path] | None = None,
    is_quick: bool = False,
    most: int | None = None,
) -> Report:
    """Build a site. Raises SitegenError (config, template, output); then the old site stands.

    `saved` are all files that can have changed since the last build, where that is known: then no other
    is looked at, in the content or in the output. A quick build leaves the search index to the next. The report
    has all diagnostics, or `most` of each severity: there may be very many, which `reading.told` streams."""
    if not is_profiled:
        return _build_or_again(project, jobs, progress, saved, is_quick=is_quick, most=most)
    with profiled() as profile:
        report = _build_or_again(project, jobs, progress, saved, is_quick=is_quick, most=most)
    return msgspec.structs.replace(report, profile=profile())


def _build_or_again(
    project: Project,
    jobs: int,
    progress: Progress,
    saved: Collection[Path] | None,
    *,
    is_quick: bool,
    most: int | None,
) -> Report:
    try:
        return _build(project, jobs, progress, saved, is_quick=is_quick, most=most)
    except catalog.DAMAGED as error:
        if not catalog.is_damage(error):
            raise _unusable(project, error) from error
    try:  # without the damaged catalog the same site is made again
        with disk_errors(project.output):
            catalog.discard_catalog(catalog_path(project.output))
        return _build(project, jobs, progress, most=most)
    except catalog.DAMAGED as error:
        raise _unusable(project, error) from error


def _unusable(project: Project, error: Exception) -> OutputError:
    hint = "Is there room, may sitegen write there, and does nobody else? The site is as it was before."
    return OutputError(str(error), place=str(catalog_path(project.output)), hint=hint)


def catalog_path(output: Path) -> Path:
    return work_folder(output) / "cache.sqlite"


def _build(
    project: Project,
    jobs: int,
    progress: Progress,
    saved: Collection[Path] | None = None,
    *,
    is_quick: bool = False,
    most: int | None = None,
) -> Report:
    start, stages = time.monotonic(), Stages(progress)
    stages("loading the theme", 0, 0)
    look = theme.load_theme(project.templates, is_checked=False)
    with (
        open_output(project.output, _sources(project), stages) as publication,
        open_pool(jobs or project.config.jobs) as pool,
    ):
        path = catalog_path(project.output)
        refuse_other_site(project, path)
        with closing(open_catalog(project, path)) as db:
            last = catalog.last_build(db)
            if last is None or last.theme != look.digest:
                theme.keep_compiled(look, path, catalog.made_with(db))
                theme.check_theme(look)
            catalog.sign(db, *site_of(project))
            looked_at = load.looked_at(project.content, saved, partial(catalog.is_file, db))
            is_trusted = looked_at is not None
            looked = None if is_trusted else _look(db, publication, pool)
            read_changes(db, project, looked_at, pool, stages)
            pages, page_faults = read_pages(project.content, catalog.pages_read(db))
            catalog.remember_pages(db, pages)
            reading = summed_up(db, [*page_faults, *template_faults(project)], most)
            job = open_job(project, publication.staging, path, db, look, pages)
            key = work.site_key(job, look)
            part = _part(db, job, key, publication, looked, stages)
            if part and is_quick:
                part = [owner for owner in part if owner != catalog.SEARCH]
            commit, basis = _make_and_publish(
                db, job, look, key, part, publication, pool, stages, is_trusted=is_trusted
            )
    return Report(
        **msgspec.structs.asdict(reading),
        pages=basis.pages,
        files=basis.files,
        written=commit.written,
        removed=commit.removed,
        unchanged=basis.files - commit.written,
        seconds=time.monotonic() - start,
        output=str(project.output),
        completed=publication.is_completed,
        stages=stages.all(),
        memory=memory(pool.workers),
    )


def _sources(project: Project) -> list[Path]:
    return [project.content, project.config_file, *filter(None, [project.templates])]


# -- making ----------------------------------------------------------------------------------------


def open_job(
    project: Project,
    staging: Path,
    path: Path,
    db: sqlite3.Connection,
    look: theme.Theme,
    pages: tuple[load.Page, ...],
) -> Job:
    slugs = {
        taxonomy: names.slugs(catalog.term_names(db, taxonomy))
        for taxonomy in ("tag", "post", "classification")
    }
    links = tuple(Link(page.title, page.url) for page in pages)
    return Job(
        content=project.content,
        catalog=path,
        output=project.output,
        staging=staging,
        templates=project.templates,
        config=project.config,
        site=site_view(project.config, links),
        pages=pages,
        slugs=slugs,
        theme_digest=look.digest,
    )


FILES_A_CABLE = 250  # a thousand files are looked at while four cables are made


def _known(db: sqlite3.Connection, publication: Publication) -> catalog.Basis | None:
    """Of the site that lies in the output, if that is the one we know."""
    before, state = catalog.basis(db), publication.manifest_state()
    return before if before and state and before.manifest == state else None


def _look(db: sqlite3.Connection, publication: Publication, pool: Pool) -> Iterator[looking.Looked]:
    """Begin to look at the output. Of a large one it is done by the other processes, while this one looks at
    the content."""
    if not (before := _known(db, publication)):
        return iter(())
    shares = publication.shares(pool.ahead, before.looked_ns)
    return (found for _, found in pool.spread(looking.look, shares, before.files // FILES_A_CABLE))


def _part(
    db: sqlite3.Connection,
    job: Job,
    key: str,
    publication: Publication,
    looked: Iterator[looking.Looked] | None,
    progress: Progress,
) -> list[str] | None:
    """The owners whose files may change, if it is enough to look at what the catalog calls affected and
    at what is gone from the output: all else was made from the same. Else None: the whole site.
    A trusted output is not looked at."""
    before = _known(db, publication)
    with catalog.transaction(db):
        if before is None:
            catalog.lose_all(db)
            return None
        if looked:
            _lose(db, looked, before.files, progress)
    if before.key != key or not _stay_where_they_are(before.slugs, job.slugs):
        return None
    return catalog.affected(db)


def _lose(
    db: sqlite3.Connection, looked: Iterator[looking.Looked], files: int, progress: Progress
) -> None:
    """Note what is not in the output any more as it was published."""
    done = 0
    progress("looking at the output", 0, files)
    for found in looked:
        catalog.lose(db, found.lost)
        done += found.files
        progress("looking at the output", done, files)


def _stay_where_they_are(before: names.Slugs, after: names.Slugs) -> bool:
    """Whether no term has moved to another address: a new name may be too like an old one."""
    return all(
        after[taxonomy].get(name, segment) == segment
        for taxonomy, own in before.items()
        for name, segment in own.items()
    )


def _all_owners(db: sqlite3.Connection, job: Job) -> Iterator[str]:
    """Whatever has files, the longest work first."""
    yield from (catalog.SEARCH, "site", "feed", "term/date/")
    for taxonomy, own in job.slugs.items():
        yield from (f"term/{taxonomy}/{name}" for name in sorted(own))
    yield from (f"map/{month}" for month in catalog.months(db))
    yield from (f"cable/{name}" for name in catalog.identifiers(db))


def _longest_first(owners: list[str]) -> list[str]:
    return sorted(owners, key=lambda owner: owner != catalog.SEARCH)


_SHARES = {"cable": 100, "term": 20, "map": 4}  # owners a task


def tasks(owners: Iterable[str]) -> Iterator[Task]:
    """The work in shares: owners of one kind that follow each other."""
    for kind, group in groupby(owners, lambda owner: owner.partition("/")[0]):
        names_of_kind = (owner.partition("/")[2] for owner in group)
        for share in chunks(names_of_kind, _SHARES.get(kind, 1)):
            yield Task(kind, share)


def _index_anew(
    db: sqlite3.Connection, job: Job, publication: Publication, pool: Pool, progress: Progress
) -> None:
    """What of a search index that is made anew can be made side by side."""
    indexing.clear_runs(job.places())
    if not indexing.is_made_anew(db):
        return
    size, ranges = catalog.count_cables(db), search.RANGES
    batches = list(indexing.batches(db))
    total = len(batches) + ranges
    progress("indexing", 0, total)
    for done, _ in enumerate(
        pool.spread(partial(benches.make_runs, benches.sealed(job)), batches, size), 1
    ):
        progress("indexing", done, total)
    made = pool.spread(partial(benches.make_range, job.places()), range(ranges), size)
    for done, (_, files) in enumerate(made, len(batches) + 1):
        _take(db, publication, files)
        progress("indexing", done, total)


def _make_and_publish(
    db: sqlite3.Connection,
    job: Job,
    look: theme.Theme,
    key: str,
    part: list[str] | None,
    publication: Publication,
    pool: Pool,
    progress: Progress,
    *,
    is_trusted: bool,
) -> tuple[Commit, catalog.Basis]:
    """Every file of the site, or of the owners that are a part of it: staged or kept, then published."""
    last = catalog.basis(db)
    before = last if part is not None else None
    old = [one for owner in part or () for one in catalog.made_for(db, owner)]
    if part is not None:
        publication.expect((one.path, one.digest) for one in old)
    owners = list(_all_owners(db, job)) if part is None else _longest_first(part)
    with catalog.transaction(db):
        catalog.begin_made(db)
        _make_all(db, job, look, owners, publication, pool, progress)
    pages, files = catalog.count_new(db)
    if before:
        pages += before.pages - sum(one.path.endswith(".html") for one in old)
        files += before.files - len(old)
    commit = publication.commit(progress)
    state = publication.manifest_state()
    looked_ns = last.looked_ns if last and is_trusted else state[0] if state else 0
    basis = catalog.Basis(key, job.slugs, state, pages, files, looked_ns)
    with catalog.transaction(db):
        config = job.config
        settings = catalog.digest_of(
            job.site, config.page_size, config.feed_size, config.markdown, config.originals
        ).hex()
        catalog.note_build(db, _now(), look.digest, settings, commit[:2], old)
        catalog.end_made(db, part)
        catalog.set_basis(db, basis)
    catalog.tidy(db)
    return commit, basis


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _make_all(
    db: sqlite3.Connection,
    job: Job,
    look: theme.Theme,
    owners: Sequence[str],
    publication: Publication,
    pool: Pool,
    progress: Progress,
) -> None:
    """Every file of these owners, staged or kept."""
    if not owners:
        return
    bench, done = work.open_bench(job, look), 0
    with closing(bench.db), benches.own(bench), indexing.cleared_runs(job.places()):
        if catalog.SEARCH in owners:
            _index_anew(db, job, publication, pool, progress)
        progress("making pages", 0, 0)
        make = partial(benches.make, benches.sealed(job))
        for task, batch in pool.spread(make, tasks(owners), len(owners)):
            _take(db, publication, batch)
            done += len(task.names)
            progress("making pages", done, len(owners))


def _take(db: sqlite3.Connection, publication: Publication, some: Sequence[Made]) -> None:
    catalog.add_made(db, some)
    catalog.relieve(db)
    if publication.is_first:
        publication.record_all((one.path, one.digest, one.is_staged) for one in some)
        return
    for one in some:
        _accept(publication, one)


def _accept(publication: Publication, one: Made) -> None:
    """Take a file into the publication. What was made again only because the cache is gone, and came
    out alike, stays as it lies there."""
    digest = one.digest.hex()
    if publication.known(one.path) == digest and publication.keep(one.path):
        if one.is_staged:
            staged_path(publication.staging, one.path).unlink()
    else:
        publication.record(one.path, digest, one.is_staged)

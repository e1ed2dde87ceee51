"""The build: content → output, told in order.

Theme and pages are read, changed sources parsed, each identifier settled, every page made that is
not as it was, and the whole published at once. What has not changed is not done again; the result
is the same bytes as if everything had been.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import msgspec

from sitegen import catalog, load, theme, work
from sitegen.catalog import Made
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
    find,
    open_catalog,
    read_changes,
    read_pages,
    summed_up,
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
        hint = "Is there room, and may sitegen write there? The site is as it was before."
        raise OutputError(str(error), place=str(catalog_path(project.output)), hint=hint) from error


def catalog_path(output: Path) -> Path:
    return work_folder(output) / "cache.sqlite"


def _build(project: Project, jobs: int, progress: Progress) -> Report:
    start, stages = time.monotonic(), Stages(progress)
    stages("loading the theme", 0, 0)
    look = theme.load_theme(project.templates)
    found = find(project, stages)
    pages, page_faults = read_pages(project.content, [file.path for file in found])
    with (
        open_output(project.output, _sources(project), stages) as publication,
        open_pool(jobs or project.config.jobs) as pool,
    ):
        path = catalog_path(project.output)
        _refuse_other_site(project, path)
        with closing(open_catalog(project, path)) as db:
            catalog.sign(db, *_site(project))
            read_changes(db, project, found, pool, stages)
            reading = summed_up(db, page_faults)
            job = _job(project, publication, path, db, look, pages)
            commit = _make_and_publish(db, job, look, publication, pool, stages)
            made = catalog.count_made(db)
    return Report(
        **msgspec.structs.asdict(reading),
        pages=made[0],
        files=made[1],
        written=commit.written,
        removed=commit.removed,
        unchanged=commit.unchanged,
        seconds=time.monotonic() - start,
        output=str(project.output),
        completed=publication.is_completed,
        stages=stages.all(),
        memory=memory(pool.workers),
    )


def _site(project: Project) -> tuple[str, str]:
    """Content and output, as the catalog remembers them: a name may be no UTF-8."""
    return os.fsencode(project.content).hex(), os.fsencode(project.output).hex()


def _refuse_other_site(project: Project, path: Path) -> None:
    """An output folder is one site's: a slip in `--output` must not replace another. A project that was
    moved or copied has taken its catalog with it, which then speaks of another place."""
    content, output = catalog.site_of(path) or ("", "")
    here = _site(project)
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


def _sources(project: Project) -> list[Path]:
    return [project.content, project.config_file, *filter(None, [project.templates])]


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
        shares += [Task("terms", taxonomy, chunk) for chunk in chunks(sorted(own), 20)]
    shares += [Task("cables", names=chunk) for chunk in chunks(catalog.identifiers(db))]
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
            progress("making pages", 0, 0)
            catalog.begin_made(db)
            if not _keep_all(db, key, publication):
                make_all(db, job, publication, pool, progress)
        commit = publication.commit(progress)
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

"""What is done many times and side by side: parsing sources, making pages. Runs in any process.

A `Job` is all a worker needs to know; it opens the catalog for reading and the theme for itself.
Whatever it makes is a function of the catalog, the theme and the job alone.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

import msgspec

from sitegen import catalog, convert, load, parse, theme, urls
from sitegen.catalog import Made, Row
from sitegen.config import Config
from sitegen.diagnostics import diagnostic
from sitegen.errors import TemplateError
from sitegen.parse import identifier
from sitegen.parse.text import decode
from sitegen.plan import admission, lists, names, site
from sitegen.plan import cable as cable_plan
from sitegen.records import Cable, Diagnostic, Parsed, Source, text_of
from sitegen.search import Entry, Labels, build_index
from sitegen.views import Site, View
from sitegen.workspace import write_staged

_encode = msgspec.msgpack.Encoder().encode

# -- parsing ---------------------------------------------------------------------------------------


def parse_files(content: Path, paths: Sequence[str], *, everything: bool = False) -> list[Row]:
    """Read and parse whole files."""
    return [
        row
        for path in paths
        for row in map(parse_one, load.read(content, path, everything=everything))
    ]


def parse_sources(sources: Sequence[Source | Diagnostic]) -> list[Row]:
    """Parse sources already read: the rows of a large dump."""
    return [parse_one(source) for source in sources]


def parse_one(source: Source | Diagnostic) -> Row:
    """One record of the catalog, of a source or of what has none."""
    if isinstance(source, Diagnostic):
        return Row(source.path, source.line, "", "", 0, 0, None, None, _encode((source,)))
    parsed = read_cable(source)
    cable = parsed.cable
    name = cable.identifier if cable else _meant(source)
    return Row(
        source.path,
        source.line,
        source.format,
        source.sha256,
        source.offset,
        len(source.raw),
        name,
        _encode(cable) if cable else None,
        _encode(parsed.diagnostics),
        parsed.quality,
    )


def _meant(source: Source) -> str | None:
    """The cable a Markdown file that cannot be read was to stand for, by its identifier or its name."""
    if source.format != "markdown":
        return None
    typed = re.search(rb"^(?:identifier|slug): *[\"']?([\w-]+)", source.raw, re.MULTILINE)
    stem = source.path.rpartition("/")[2].removesuffix(".md")
    return identifier.canonical(typed[1].decode("ascii", "replace") if typed else stem)


def read_cable(source: Source) -> Parsed:
    """A source of any format as a cable: Markdown and JSON are converted back, all else is parsed."""
    if source.format in parse.READERS:
        return admission.admitted(parse.parse(source), source)
    text, recoded = decode(source.raw)
    if source.format == "jsonl":
        parsed = convert.from_json(text, source.path, source.line)
    else:
        parsed = convert.from_markdown(text, source.path)
    notes = [("bad-encoding", source.line, "")] if recoded else []
    notes += parse.written_doubts(parsed.cable, text) if parsed.cable else []
    first = source.line if source.format == "jsonl" else 0  # a record's lines are all one
    told = [diagnostic(code, source.path, first or line, detail) for code, line, detail in notes]
    found = tuple(sorted([*parsed.diagnostics, *told]))
    return admission.admitted(Parsed(parsed.cable, found), source)


# -- making pages ----------------------------------------------------------------------------------


class Job(NamedTuple):
    """Everything a worker needs; `slugs` is taxonomy → term → path segment."""

    content: Path
    catalog: Path
    staging: Path
    templates: Path | None
    config: Config
    site: Site
    pages: tuple[load.Page, ...]
    slugs: dict[str, dict[str, str]]
    theme_digest: str


class Task(NamedTuple):
    """A share of the work: pages of these cables, of these terms, or the rest of the site."""

    kind: str  # cables, terms, site, search
    taxonomy: str = ""
    names: tuple[str, ...] = ()


class Output(NamedTuple):
    """A file of the site, not made yet: `make` gives its bytes, `fingerprint` says from what."""

    path: str
    fingerprint: bytes
    make: Callable[[], bytes]


class Workbench(NamedTuple):
    """A job with what was opened for it."""

    job: Job
    db: sqlite3.Connection
    theme: theme.Theme


def open_bench(job: Job, look: theme.Theme | None = None) -> Workbench:
    """Open catalog and theme. Raises TemplateError if the theme is not the one the build began with."""
    look = look or theme.load_theme(job.templates)
    if look.digest != job.theme_digest:
        raise TemplateError("a template was changed during the build", hint="build again")
    return Workbench(job, catalog.open_readonly(job.catalog), look)


def site_digest(bench: Workbench) -> bytes:
    """What the whole site is made from: while it is the same, so is every file."""
    job = bench.job
    static = [(url, theme.static_bytes(path)) for url, path in theme.static_files(bench.theme)]
    return catalog.digest_of(
        job.config, job.site, job.pages, bench.theme.digest, static, catalog.corpus_digest(bench.db)
    )


def make(bench: Workbench, task: Task, forced: frozenset[str] | None = None) -> list[Made]:
    """Make the files of a task; those made from the same as last time are only named.

    `forced` are paths whose file in the output is gone: these alone are made, whatever is remembered.
    """
    if task.kind == "search":
        return _make_search(bench, forced)
    return [
        _make_one(bench, output, forced is not None)
        for output in _outputs(bench, task)
        if forced is None or output.path in forced
    ]


def _make_one(bench: Workbench, output: Output, is_forced: bool) -> Made:
    last = None if is_forced else catalog.made(bench.db, output.path)
    if last and last.fingerprint == output.fingerprint:
        return last
    digest, is_staged = write_staged(
        bench.job.staging, output.path, output.make(), last.digest if last else None
    )
    return Made(output.path, output.fingerprint, digest, is_staged)


def _outputs(bench: Workbench, task: Task) -> Iterator[Output]:
    if task.kind == "cables":
        for name in task.names:
            yield from _cable_outputs(bench, name)
    elif task.kind == "terms":
        for name in task.names:
            yield from _term_outputs(bench, task.taxonomy, name)
    else:
        yield from _site_outputs(bench)


def _page(bench: Workbench, template: str, view: View) -> Output:
    """A page's view is its whole input, so its digest with the theme's is its fingerprint."""
    return Output(
        urls.file_path(view.url),
        catalog.digest_of(template, bench.theme.digest, view),
        lambda: theme.render(bench.theme, template, view),
    )


def _cable_outputs(bench: Workbench, name: str) -> Iterator[Output]:
    """The page of a cable, its Markdown, its verbatim originals, and the pages at its old addresses."""
    db, job = bench.db, bench.job
    found = catalog.entry(db, name)
    first = found.originals[0].sha256
    cable = msgspec.structs.replace(
        found.cable, source=msgspec.structs.replace(found.cable.source, sha256=first)
    )
    view = cable_plan.cable_view(
        job.site,
        cable,
        found.header,
        job.slugs,
        catalog.neighbours(db, name),
        catalog.cited_by(db, name),
        lambda other: catalog.link(db, other),
        originals=[(one.sha256, one.format in parse.READERS) for one in found.originals],
        is_edited=found.is_edited,
    )
    yield _page(bench, "cable.html", view)
    yield Output(
        urls.file_path(view.markdown_url),
        catalog.digest_of(cable),
        lambda: convert.to_markdown(cable).encode(),
    )
    for shown, one in zip(view.originals, found.originals, strict=True):
        yield Output(
            urls.file_path(shown.url),
            bytes.fromhex(one.sha256),
            partial(load.original, job.content, *one[:4]),
        )
    for alias in catalog.old_addresses(db, name) if cable.aliases else ():
        if moved := cable_plan.moved_view(job.site, view, alias):
            yield _page(bench, "moved.html", moved)


def _term_outputs(bench: Workbench, taxonomy: str, name: str) -> Iterator[Output]:
    db, job = bench.db, bench.job
    days = catalog.days(db, taxonomy, name)
    year = int(days[-1][0][:4]) if days else 0
    term = lists.Term(
        taxonomy=taxonomy,
        title=_term_title(taxonomy, name, year),
        subtitle=_term_subtitle(taxonomy, name, year),
        url=names.term_url(job.slugs, taxonomy, name),
        days=days,
    )
    views = lists.list_views(
        job.site,
        term,
        job.config.page_size,
        lambda prefix: catalog.links(db, taxonomy, name, prefix),
    )
    return (_page(bench, "list.html", view) for view in views)


def _term_title(taxonomy: str, name: str, year: int) -> str:
    if taxonomy == "date":
        return names.TAXONOMIES["date"]
    return site.term_name("post", name, year) if taxonomy == "post" else name


def _term_subtitle(taxonomy: str, name: str, year: int) -> str:
    if taxonomy == "post":
        return site.post_country(name)
    return "" if taxonomy == "date" else site.term_name(taxonomy, name, year)


def _site_outputs(bench: Workbench) -> Iterator[Output]:
    """Home, lists of terms, hand-written pages, search, feed, maps, static files."""
    job, days = bench.job, catalog.days(bench.db, "date", "")
    rows = {
        taxonomy: [
            site.term_row(job.slugs, taxonomy, *span) for span in catalog.terms(bench.db, taxonomy)
        ]
        for taxonomy in job.slugs
    }
    yield _page(bench, "home.html", site.home_view(job.site, days, rows))
    for taxonomy, own in rows.items():
        yield _page(bench, "terms.html", site.terms_view(job.site, taxonomy, own))
    for page in job.pages:
        view = site.page_view(job.site, page.url, page.title, page.description, page.markdown)
        yield _page(bench, "page.html", view)
    for template, plain in site.plain_views(job.site):
        yield _page(bench, template, plain)
    latest = catalog.latest(bench.db, job.config.feed_size)
    yield _page(bench, "feed.xml", site.feed_view(job.site, latest))
    yield from _maps(bench, days)
    yield from _static_outputs(bench)


def _maps(bench: Workbench, days: Sequence[tuple[str, int]]) -> Iterator[Output]:
    own = bench.job.site
    months = sorted({day[:7] for day, _ in days})
    yield _page(bench, "sitemap.xml", site.sitemap_index(own, months))
    pages = ["/", "/search/", *(page.url for page in bench.job.pages)]
    pages += [f"/{taxonomy}/" for taxonomy in names.TAXONOMIES]
    pages += [
        names.term_url(bench.job.slugs, taxonomy, name)
        for taxonomy, own in bench.job.slugs.items()
        for name in sorted(own)
    ]
    yield _page(bench, "sitemap.xml", site.sitemap(own, "pages", pages))
    for month in months:
        addresses = [link.url for link in catalog.links(bench.db, "date", "", month)]
        yield _page(bench, "sitemap.xml", site.sitemap(own, month, addresses))


def _static_outputs(bench: Workbench) -> Iterator[Output]:
    for url, path in theme.static_files(bench.theme):
        data = theme.static_bytes(path)
        yield Output(urls.file_path(url), hashlib.sha256(data).digest(), partial(bytes, data))


# -- search ----------------------------------------------------------------------------------------

# What does not fit into memory while the index is made waits in a temporary file.
_spool = partial(SpooledTemporaryFile, 1 << 20)


def _make_search(bench: Workbench, forced: frozenset[str] | None) -> list[Made]:
    """The search index is one thing made from the whole corpus."""
    fingerprint = catalog.digest_of("search", catalog.corpus_digest(bench.db))
    last = list(catalog.all_made(bench.db, fingerprint))
    if last and not forced:
        return last
    files = build_index(map(_entry, catalog.cables(bench.db)), _labels(bench), _spool)
    made: dict[str, Made] = {}
    for name, data in files:
        path = f"search/{name}"
        is_wanted = forced is None or path in forced
        if is_wanted and path not in made:  # a file is named by its content: two alike are one
            known = _known(bench, path, forced)
            digest, is_staged = write_staged(bench.job.staging, path, data, known)
            made[path] = Made(path, fingerprint, digest, is_staged)
    return list(made.values())


def _known(bench: Workbench, path: str, forced: frozenset[str] | None) -> str | None:
    last = None if forced else catalog.made(bench.db, path)
    return last.digest if last else None


def _entry(cable: Cable) -> Entry:
    return Entry(
        url=urls.cable_url(cable.identifier, cable.date.date()),
        identifier=cable.identifier,
        title=cable.title,
        date=f"{cable.date:%Y-%m-%dT%H:%M:%SZ}",
        post=cable.origin.code,
        classification=cable.classification,
        tags=cable.tags,
        subject=cable.subject,
        paragraphs=tuple(map(text_of, cable.body)),
        facts=(
            cable.origin.name,
            cable.origin.country,
            cable.sender,
            cable.classification,
            *(f"{code} {site.term_name('tag', code, cable.date.year)}" for code in cable.tags),
            *cable.captions,
            *cable.signed_by,
            *cable.aliases,
        ),
        specimen=names.is_specimen(cable),
    )


def _labels(bench: Workbench) -> Labels:
    return Labels(
        posts=_names(bench, "post"),
        tags=_names(bench, "tag"),
    )


def _names(bench: Workbench, taxonomy: str) -> dict[str, str]:
    return {
        span.name: site.term_name(taxonomy, span.name, int(span.last[:4]))
        for span in catalog.terms(bench.db, taxonomy)
    }

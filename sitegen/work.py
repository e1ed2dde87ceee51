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
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from sitegen import catalog, convert, indexing, load, parse, render, theme, urls
from sitegen.catalog import Entry, Made, Row
from sitegen.clock import each, step, step_of
from sitegen.config import Config
from sitegen.diagnostics import diagnostic
from sitegen.errors import TemplateError
from sitegen.plan import admission, lists, merging, names, site
from sitegen.plan import cable as cable_plan
from sitegen.records import Cable, Diagnostic, Parsed, Source
from sitegen.views import Site, View
from sitegen.workspace import write_staged

# -- parsing ---------------------------------------------------------------------------------------


def parse_files(content: Path, paths: Sequence[str], *, everything: bool = False) -> list[Row]:
    """Read and parse whole files."""
    return [
        row
        for path in paths
        for row in map(parse_one, each("load", load.read(content, path, everything=everything)))
    ]


def parse_sources(sources: Sequence[Source | Diagnostic]) -> list[Row]:
    """Parse sources already read: the rows of a large dump."""
    return [parse_one(source) for source in sources]


def parse_one(source: Source | Diagnostic) -> Row:
    """One record of the catalog, of a source or of what has none."""
    if isinstance(source, Diagnostic):
        told = catalog.told([source])
        return Row(source.path, source.line, "", b"", 0, 0, None, None, told, None, None)
    with step("parse"):
        parsed = read_cable(source)
    with step("record"):
        return _row(source, parsed)


def _row(source: Source, parsed: Parsed) -> Row:
    """What the catalog keeps of a source that was parsed."""
    cable = parsed.cable
    name = cable.identifier if cable else _meant(source)
    return Row(
        source.path,
        source.line,
        source.format,
        bytes.fromhex(source.sha256),
        source.offset,
        len(source.raw),
        name,
        parsed.quality,
        catalog.told(parsed.diagnostics),
        catalog.pack(cable) if cable else None,
        _alone(source, cable) if cable else None,
    )


def _alone(source: Source, cable: Cable) -> catalog.Settlement:
    """What a record is settled to where no other has to do with it, which is found here, side by side."""
    is_written = source.format == "markdown"
    record = merging.Record(0, source.path, source.line, is_written, cable.identifier, cable)
    return catalog.settled([record], names.linked)


def _meant(source: Source) -> str | None:
    """The cable a Markdown file that cannot be read was to stand for, by its identifier or its name."""
    if source.format != "markdown":
        return None
    typed = re.search(rb"^(?:identifier|slug): *[\"']?([\w-]+)", source.raw, re.MULTILINE)
    stem = source.path.rpartition("/")[2].removesuffix(".md")
    return parse.identifier.canonical(typed[1].decode("ascii", "replace") if typed else stem)


def read_cable(source: Source) -> Parsed:
    """A source of any format as a cable: Markdown and JSON are converted back, all else is parsed."""
    if source.format in parse.READERS:
        return admission.admitted(parse.parse(source), source)
    text, recoded = parse.decode(source.raw)
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
    output: Path
    staging: Path
    templates: Path | None
    config: Config
    site: Site
    pages: tuple[load.Page, ...]
    slugs: dict[str, dict[str, str]]
    theme_digest: str

    def places(self) -> indexing.Places:
        """Where the search index is made."""
        runs = self.catalog.with_name("runs")
        return indexing.Places(self.output, self.staging, runs, self.config.portable)


class Task(NamedTuple):
    """A share of the work: the files of some owners of one kind (`catalog.made` has the kinds)."""

    kind: str
    names: tuple[str, ...] = ("",)

    def owner(self, name: str) -> str:
        return f"{self.kind}/{name}" if name else self.kind


class Output(NamedTuple):
    """A file of the site, not made yet: `make` gives its bytes, `fingerprint` says from what."""

    path: str
    fingerprint: bytes
    make: Callable[[], bytes]
    template: str = ""  # none for what is no page


class Workbench(NamedTuple):
    """A job with what was opened for it."""

    job: Job
    db: sqlite3.Connection
    theme: theme.Theme


def open_bench(job: Job, look: theme.Theme | None = None) -> Workbench:
    """Open catalog and theme. Raises TemplateError if the theme is not the one the build began with."""
    look = look or theme.load_theme(job.templates, is_checked=False)
    if look.digest != job.theme_digest:
        raise TemplateError("a template was changed during the build", hint="build again")
    db = catalog.open_readonly(job.catalog)
    theme.keep_compiled(look, job.catalog, catalog.made_with(db))
    return Workbench(job, db, look)


def site_key(job: Job, look: theme.Theme) -> str:
    """What every file of the site is made from, beside what the catalog says is affected: while it is
    the same, nothing else is another. Of the addresses of terms, those of posts are on the pages of
    cables that are not theirs."""
    static = [(url, theme.static_bytes(path)) for url, path in theme.static_files(look)]
    posts = job.slugs["post"]
    return catalog.digest_of(job.config, job.site, job.pages, look.digest, static, posts).hex()


def make(bench: Workbench, task: Task) -> list[Made]:
    """Make the files of a task; those made from the same as last time are only named."""
    if task.kind == "search":
        with step("search"):
            return indexing.make_index(bench.db, bench.job.places())
    with step("look up"):
        last = catalog.made_for_all(bench.db, list(map(task.owner, task.names)))
    planned = each("view", OUTPUTS[task.kind](bench, task.names))
    made: list[Made] = []
    while some := tuple(islice(planned, _AT_ONCE)):
        made += _make_some(bench, task, some, last)
    return made


_AT_ONCE = 300  # files


def _make_some(
    bench: Workbench, task: Task, some: Sequence[tuple[str, Output]], last: dict[str, Made]
) -> Iterator[Made]:
    """What is alike is done one after the other, as code and data that are at hand are quick. `last` is
    what the last build made, by path."""
    changed = [
        output
        for _, output in some
        if output.path not in last or last[output.path].fingerprint != output.fingerprint
    ]
    changed.sort(key=lambda output: step_of(output.path))
    staged = dict(_stage(bench, [(output, _bytes_of(output)) for output in changed], last))
    for name, output in some:
        owner = task.owner(name)
        if output.path in staged:
            yield Made(output.path, owner, output.fingerprint, *staged[output.path])
        else:
            yield last[output.path]._replace(owner=owner)


def _bytes_of(output: Output) -> bytes:
    with step(step_of(output.path)):
        return output.make()


def _stage(
    bench: Workbench, made: Sequence[tuple[Output, bytes]], last: dict[str, Made]
) -> Iterator[tuple[str, tuple[bytes, bool]]]:
    """Path → SHA-256, and whether the file was written."""
    for output, data in made:
        before = last.get(output.path)
        known = before.digest.hex() if before and before.fingerprint else None
        with step("write"):
            digest, is_staged = write_staged(bench.job.staging, output.path, data, known)
        yield output.path, (bytes.fromhex(digest), is_staged)


def _page(bench: Workbench, template: str, view: View) -> Output:
    """A page's view is its whole input, so its digest with the theme's is its fingerprint."""
    return Output(
        urls.file_path(view.url),
        catalog.digest_of(template, bench.theme.digest, view),
        lambda: theme.render(bench.theme, template, view),
        template,
    )


def _script(page: Output, url: str) -> Output:
    """What search quotes of a cable's page, as a script."""
    make = lambda: render.portable.as_script(url, render.portable.searched(page.make()))  # noqa: E731
    return Output(f"{page.path}.js", catalog.digest_of("script", page.fingerprint.hex()), make)


def _cable_outputs(bench: Workbench, names: Sequence[str]) -> Iterator[tuple[str, Output]]:
    """The files of cables; nothing for one that is not there any more."""
    for entry in catalog.entries(bench.db, names):
        for output in _outputs_of(bench, entry):
            yield entry.cable.identifier, output


def _outputs_of(bench: Workbench, found: Entry) -> Iterator[Output]:
    """The page of a cable, its Markdown, its verbatim originals, and the pages at its old addresses."""
    job = bench.job
    first = found.originals[0].sha256.hex()
    cable = msgspec.structs.replace(
        found.cable, source=msgspec.structs.replace(found.cable.source, sha256=first)
    )
    view = cable_plan.cable_view(
        job.site,
        cable,
        found.header,
        job.slugs,
        found.neighbours,
        found.cited_by,
        found.cited.get,
        originals=[(one.sha256.hex(), one.format in parse.READERS) for one in found.originals],
        is_edited=found.is_edited,
        has_markdown=job.config.markdown,
        has_originals=job.config.originals,
    )
    page = _page(bench, "cable.html", view)
    yield page
    if job.config.portable:
        yield _script(page, view.url)
    if view.markdown_url:
        text = partial(convert.to_markdown, cable, view.markdown, view.description)
        path = urls.file_path(view.markdown_url)
        yield Output(path, catalog.digest_of(found.packed, first), lambda: text().encode())
    for shown, one in zip(view.originals, found.originals, strict=True):
        if shown.url:
            make = partial(load.original, job.content, *one[:3], one.sha256.hex())
            yield Output(urls.file_path(shown.url), one.sha256, make)
    for alias in found.old_addresses:
        if moved := cable_plan.moved_view(job.site, view, alias):
            yield _page(bench, "moved.html", moved)


def _each(
    outputs: Callable[[Workbench, str], Iterator[Output]],
) -> Callable[[Workbench, Sequence[str]], Iterator[tuple[str, Output]]]:
    """For many names what is planned one by one."""

    def of_all(bench: Workbench, names: Sequence[str]) -> Iterator[tuple[str, Output]]:
        for name in names:
            for output in outputs(bench, name):
                yield name, output

    return of_all


def _term_outputs(bench: Workbench, term: str) -> Iterator[Output]:
    """The list of a term, `tag/PGOV`, in as many pages as it takes; nothing for one without cables."""
    db, job = bench.db, bench.job
    taxonomy, _, name = term.partition("/")
    days = catalog.days(db, taxonomy, name)
    if not days and name:
        return
    year = int(days[-1][0][:4]) if days else 0
    found = lists.Term(
        taxonomy=taxonomy,
        title=site.term_title(taxonomy, name, year, catalog.label(db, taxonomy, name)),
        subtitle=site.term_subtitle(taxonomy, name, year),
        url=names.term_url(job.slugs, taxonomy, name),
        days=days,
    )
    views = lists.list_views(
        job.site,
        found,
        job.config.page_size,
        lambda prefix: catalog.links(db, taxonomy, name, prefix),
    )
    for view in views:
        yield _page(bench, "list.html", view)


def _site_outputs(bench: Workbench, _: str) -> Iterator[Output]:
    """Home, lists of terms, hand-written pages, search, the maps of these, static files."""
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
    yield from _maps(bench)
    yield from _static_outputs(bench)


def _feed_outputs(bench: Workbench, _: str) -> Iterator[Output]:
    latest = catalog.latest(bench.db, bench.job.config.feed_size)
    yield _page(bench, "feed.xml", site.feed_view(bench.job.site, latest))


def _maps(bench: Workbench) -> Iterator[Output]:
    """The map of maps, and that of all that is no cable."""
    job = bench.job
    yield _page(bench, "sitemap.xml", site.sitemap_index(job.site, catalog.months(bench.db)))
    pages = ["/", "/search/", *(page.url for page in job.pages)]
    pages += [f"/{taxonomy}/" for taxonomy in names.TAXONOMIES]
    pages += [
        names.term_url(job.slugs, taxonomy, name)
        for taxonomy, own in job.slugs.items()
        for name in sorted(own)
    ]
    yield _page(bench, "sitemap.xml", site.sitemap(job.site, "pages", pages))


def _map_outputs(bench: Workbench, month: str) -> Iterator[Output]:
    """The map of a month's cables."""
    addresses = [link.url for link in catalog.links(bench.db, "date", "", month)]
    if addresses:
        yield _page(bench, "sitemap.xml", site.sitemap(bench.job.site, month, addresses))


def _static_outputs(bench: Workbench) -> Iterator[Output]:
    modules = {}
    for url, path in theme.static_files(bench.theme):
        data = theme.static_bytes(path)
        if url.startswith("/static/search/") and url.endswith(".js"):
            modules[path.stem] = data.decode("utf-8", "replace")
        yield Output(urls.file_path(url), hashlib.sha256(data).digest(), partial(bytes, data))
    if bench.job.config.portable:
        script = render.portable.bundle(modules).encode()
        digest = hashlib.sha256(script).digest()
        yield Output("static/search-portable.js", digest, lambda: script)


# What owners are called before the `/` → (what they are called behind it, their files, planned but not made).
OUTPUTS: dict[str, Callable[[Workbench, Sequence[str]], Iterator[tuple[str, Output]]]] = {
    "cable": _cable_outputs,
    "term": _each(_term_outputs),
    "map": _each(_map_outputs),
    "feed": _each(_feed_outputs),
    "site": _each(_site_outputs),
}

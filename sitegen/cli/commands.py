"""Commands and options; what each does is in the modules it calls. docs/commands.md explains them."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import click
import msgspec

from sitegen import __version__, build, parse, preview, reading, why
from sitegen.cli import converting, explain, outline, starter
from sitegen.cli.converting import write_pieces
from sitegen.cli.report import formatted, report_page, told_as_json
from sitegen.cli.table import answer_page, count
from sitegen.cli.terminal import SHOWN, Terminal
from sitegen.config import Project, open_project
from sitegen.errors import InputError, OutputError, SitegenError, UsageError
from sitegen.load import MANY, find, is_page, read
from sitegen.records import Cable, Diagnostic, Source
from sitegen.work import read_cable
from sitegen.workspace import work_folder

FOLLOWED = 10_000  # errors of a site in the preview that are known by name
INTERRUPTED = 130  # what a shell says of a command ended by Ctrl-C


class _Group(click.Group):
    """Catches Ctrl-C and SitegenError, of which each kind has an exit code; a bug stays a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SitegenError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as stopped:
            click.echo(str(stopped) or "stopped", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Make a static website of diplomatic cables."""


_folder = click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path))
_content = click.option("--content", help="Folder of cables and pages (default: DIR/content).")
_output = click.option("--output", help="Folder the site is written to (default: DIR/output).")
_base_url = click.option("--base-url", help="Where the site will live, as https://host/path/.")
_jobs = click.option(
    "--jobs", type=click.IntRange(min=0), default=0, help="Processes to use (0: one a core)."
)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new site in DIR.

    It has a configuration, a specimen cable and a page. Files that exist are never overwritten.
    """
    for path in starter.create(folder):
        click.echo(f"  {path}")
    click.echo(f"A new site is in {folder}. Next: cd {shlex.quote(str(folder))} && sitegen build")


@main.command("build")
@_folder
@_content
@_output
@_base_url
@_jobs
@click.option(
    "--portable", is_flag=True, help="Make a site that also works, search and all, as files."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report as JSON to a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--profile", is_flag=True, help="Print where the time went, by step.")
@click.option("--quiet", "-q", is_flag=True, help="Print errors and warnings only.")
def build_command(
    folder: Path,
    content: str | None,
    output: str | None,
    base_url: str | None,
    jobs: int,
    portable: bool,
    strict: bool,
    report: Path | None,
    as_json: bool,
    profile: bool,
    quiet: bool,
) -> None:
    """Build the site of DIR.

    DIR is the working directory if left out.
    """
    project = _project(folder, content, output, base_url, is_portable=portable)
    done = _build(project, jobs, Terminal(is_quiet=quiet), has_table=True, is_profiled=profile)
    if as_json:
        for piece in _told_whole(project, done):
            click.echo(piece, nl=False)
        click.echo()
    if report:
        write_pieces(report, map(str.encode, _told_whole(project, done)))
    _refuse_doubts(done, strict)


@main.command()
@_folder
@_content
@_jobs
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
def check(folder: Path, content: str | None, jobs: int, as_json: bool, strict: bool) -> None:
    """Read the content of DIR and report on it.

    Nothing is written. DIR is the working directory if left out.
    """
    project, terminal = _project(folder, content, None, None), Terminal()
    with terminal.working():
        found = reading.check(project, jobs=jobs, progress=terminal.progress)
    click.echo(formatted(found) if as_json else report_page(found))
    _refuse_doubts(found, strict)


def _told_whole(project: Project, done: build.Report) -> Iterator[str]:
    """The report as JSON, with every diagnostic."""
    told = reading.told(project, build.catalog_path(project.output))
    return told_as_json(done, told)


def _refuse_doubts(found: reading.Reading, strict: bool) -> None:
    if strict and (found.count("error") or found.count("warning")):
        raise SitegenError("there are errors or warnings, and --strict was asked for")


@main.command("why")
@click.argument("path", metavar="PATH")
@_folder
@_output
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def why_command(path: str, folder: Path, output: str | None, as_json: bool) -> None:
    """Tell where a file of the site comes from.

    PATH is a file of the output folder, its URL, an identifier, or a file of the content folder; DIR is
    the site, and need not be named where PATH leads to it. Sources, templates and keys of sitegen.toml are
    told, and why the last build made the file again, or did not.
    """
    given = click.get_current_context().get_parameter_source("folder")
    if given == click.core.ParameterSource.DEFAULT:
        folder = why.site_of(path) or folder
    answer = why.why(_project(folder, None, output, None), path)
    click.echo(formatted(answer) if as_json else answer_page(answer))


@main.command()
@_folder
@_content
@_output
@_jobs
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if taken.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(
    folder: Path,
    content: str | None,
    output: str | None,
    jobs: int,
    host: str,
    port: int,
    open_browser: bool,
) -> None:
    """Build and preview the site.

    What is saved is on the screen in about a second.
    """
    project = _project(folder, content, output, None)
    terminal = Terminal()
    known: set[tuple[str, str]] | None = None  # errors of the content when the preview began

    def rebuild(saved: preview.Saved) -> None:
        nonlocal project, known
        project = _project(folder, content, output, None)
        done = _build(
            project, jobs, terminal, saved=saved, is_quick=True, is_again=True, most=FOLLOWED
        )
        errors = {(one.path, one.code): one for one in done.diagnostics if one.severity == "error"}
        known = set(errors) if known is None else known & set(errors)
        for where, one in errors.items():
            if where not in known:  # of an edit just made: it is shown over the page
                place = str(project.content / one.path) + (f":{one.line}" if one.line else "")
                kind = preview.ToldError if done.count("error") <= SHOWN else SitegenError
                raise kind(f"{one.message} [{one.code}]", place=place, hint=one.hint)

    preview.serve(
        rebuild=rebuild,
        finish=lambda: _finish(project, jobs),
        site=lambda: _site(project),
        say=click.echo,
        host=host,
        port=port,
        open_browser=open_browser,
    )


def _finish(project: Project, jobs: int) -> None:
    """The search index follows the pages."""
    build.build(project, jobs=jobs, saved=())


def _site(project: Project) -> preview.Site:
    sources = [project.content, project.root / project.config.templates, project.config_file]
    return preview.Site(sources, project.output, unquote(urlsplit(project.config.base_url).path))


@main.command("convert")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
def convert_command(source: Path, destination: Path) -> None:
    """Convert cables to editable Markdown.

    Every cable of SRC, a file or a folder, becomes a Markdown file below DEST, in a folder for each
    year and month. Existing files are never overwritten.
    """
    terminal, count_of = Terminal(), Counter[str]()
    with terminal.working():
        for record in _records(source):
            terminal.diagnostics(record.diagnostics)
            if record.cable:
                outcome, target = converting.convert(record.cable, destination)
                count_of[outcome] += 1
                if outcome == "refused":
                    terminal.diagnostics([converting.refused(record.path, record.cable, target)])
            terminal.progress("converting", count_of.total(), 0)
    terminal.more("convert fewer cables at a time to see them all")
    if not count_of:
        raise SitegenError("there is no cable in it", place=str(source))
    standing = count_of["standing"]
    there = f"; {standing:,} there already, with the same content" if standing else ""
    terminal.line(f"{count(count_of['written'], 'cable')} written to {destination}{there}")
    if refused := count_of["refused"]:
        raise OutputError(
            f"{count(refused, 'cable')} not written: existing files are never overwritten",
            place=str(destination),
            hint="move the files named above away, or choose another folder",
        )


@main.command("parse")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--outline", "form", flag_value="outline", help="A readable outline.")
@click.option("--explain", "form", flag_value="explain", help="Every line with what took it.")
def parse_command(file: Path, form: str | None) -> None:
    """Show what is understood of a cable.

    Prints the cable in FILE as one JSON document; the cables of a dump or a folder as JSON Lines,
    one to a line.
    """
    terminal, failed = Terminal(), True
    for record in _records(file):
        terminal.diagnostics(record.diagnostics)
        failed = failed and not record.cable
        many = record.format in MANY or file.is_dir()
        if told := _told(record, form, many=many):
            click.echo(told)
    terminal.more("read fewer cables to see them all")
    if failed:
        raise SitegenError("there is no cable in it", place=str(file))


def _told(record: _Record, form: str | None, *, many: bool) -> str:
    """What `parse` prints of a record, '' for nothing."""
    if form == "explain" and record.source:
        title = f"{record.path}:{record.source.line}\n" if many else ""
        return title + explain.explained(record.source, record.diagnostics)
    if not record.cable:
        return ""
    return outline.outline(record.cable) if form == "outline" else _json(record.cable, lines=many)


def _json(cable: Cable, *, lines: bool) -> str:
    """The record, with the places of summary, comments and notes, and the text of the summary; on one
    line, or indented."""
    found = msgspec.to_builtins(cable) | {
        "spans": msgspec.to_builtins(parse.spans(cable.body)),
        "summary": parse.summary(cable.body),
    }
    data = msgspec.json.encode(found)
    return (data if lines else msgspec.json.format(data)).decode()


def _project(
    folder: Path,
    content: str | None,
    output: str | None,
    base_url: str | None,
    *,
    is_portable: bool = False,
) -> Project:
    if not folder.is_dir():
        raise UsageError("there is no such folder", place=str(folder))
    return open_project(
        folder, content=content, output=output, base_url=base_url, portable=is_portable
    )


def _build(
    project: Project,
    jobs: int,
    terminal: Terminal,
    *,
    has_table: bool = False,
    is_profiled: bool = False,
    saved: preview.Saved = None,
    is_quick: bool = False,
    is_again: bool = False,
    most: int = SHOWN,
) -> build.Report:
    try:
        with terminal.working():
            done = build.build(
                project,
                jobs=jobs,
                progress=terminal.progress,
                is_profiled=is_profiled,
                saved=saved,
                is_quick=is_quick,
                most=most,
            )
    except KeyboardInterrupt:
        # A journal means that the new site was being put in place; the next build completes it.
        under_way = (work_folder(project.output) / "journal").exists()
        end = "the next build completes the new site" if under_way else "the site is as it was"
        raise KeyboardInterrupt(f"stopped; {end}") from None
    terminal.report(done, has_table=has_table, is_again=is_again)
    return done


class _Record(NamedTuple):
    """A source as parsed, and the path as the user would type it; of a file that holds nothing to
    parse there is no source."""

    path: str
    source: Source | None
    cable: Cable | None
    diagnostics: list[Diagnostic]

    @property
    def format(self) -> str:
        return self.source.format if self.source else ""


def _records(source: Path) -> Iterator[_Record]:
    """Every record of a file or folder, one at a time; hand-written pages are left out."""
    if not source.exists():
        raise InputError("there is no such file or folder", place=str(source))
    root = source if source.is_dir() else source.parent
    paths = (file.path for file in find(root)) if source.is_dir() else [source.name]
    for path in paths:
        if not (source.is_dir() and is_page(path)):
            yield from (_record(str(root / path), found) for found in read(root, path))


def _record(path: str, found: Source | Diagnostic) -> _Record:
    if isinstance(found, Diagnostic):
        return _Record(path, None, None, [msgspec.structs.replace(found, path=path)])
    parsed = read_cable(found)
    told = [msgspec.structs.replace(one, path=path) for one in parsed.diagnostics]
    return _Record(path, found, parsed.cable, told)

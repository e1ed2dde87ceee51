"""Commands and options; what each does is in the modules it calls. docs/commands.md explains them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from sitegen import __version__, build, convert
from sitegen.cli import outline, starter
from sitegen.cli.terminal import Terminal
from sitegen.config import Project, open_project
from sitegen.diagnostics import diagnostic
from sitegen.errors import InputError, OutputError, SitegenError, UsageError
from sitegen.load import find, is_page, read
from sitegen.parse.spans import spans
from sitegen.preview import serve as serve_site
from sitegen.records import Cable, Diagnostic, Parsed
from sitegen.work import read_cable


class _Group(click.Group):
    """Catches SitegenError, of which each kind has an exit code; a bug of ours stays a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SitegenError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Publish diplomatic cables as a website any static file server can host."""


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
    """Make a new site in DIR: configuration, a specimen cable and a page."""
    for path in starter.create(folder):
        click.echo(f"  {path}")
    click.echo(f"A new site is in {folder}. Next: cd {folder} && sitegen build")


@main.command("build")
@_folder
@_content
@_output
@_base_url
@_jobs
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report as JSON to a file."
)
def build_command(
    folder: Path,
    content: str | None,
    output: str | None,
    base_url: str | None,
    jobs: int,
    strict: bool,
    report: Path | None,
) -> None:
    """Build the site of DIR (default: the working directory)."""
    project = _project(folder, content, output, base_url)
    done = _build(project, jobs, Terminal())
    if report:
        _write(report, msgspec.json.format(msgspec.json.encode(done)))
    if strict and (done.count("error") or done.count("warning")):
        raise SitegenError("there are errors or warnings, and --strict was asked for")


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
    """Build, then preview the site; what is saved is on the screen in about a second."""
    project = _project(folder, content, output, None)
    terminal = Terminal()

    def rebuild() -> None:
        _build(_project(folder, content, output, None), jobs, terminal)

    serve_site(
        rebuild=rebuild,
        folders=[project.content, project.root / project.config.templates, project.config_file],
        output=project.output,
        say=click.echo,
        host=host,
        port=port,
        open_browser=open_browser,
    )


@main.command("convert")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
def convert_command(source: Path, destination: Path) -> None:
    """Convert the cables of SRC (a file or folder) to editable Markdown files in DEST."""
    terminal = Terminal()
    written: set[str] = set()
    with terminal.working():
        for path, parsed in _parsed(source):
            terminal.diagnostics(parsed.diagnostics)
            if parsed.cable and parsed.cable.identifier in written:
                terminal.diagnostics([_second(path, parsed.cable)])
            elif parsed.cable:
                _convert_one(parsed.cable, destination)
                written.add(parsed.cable.identifier)
            terminal.progress("converting", len(written), 0)
    terminal.line(f"{len(written):,} cables written to {destination}")


def _convert_one(cable: Cable, destination: Path) -> None:
    target = destination / f"{cable.identifier}.md"
    if target.exists():
        raise OutputError("is already there", place=str(target), hint="choose an empty folder")
    _write(target, convert.to_markdown(cable).encode())


def _second(path: str, cable: Cable) -> Diagnostic:
    """Of cables with one identifier only the first is converted; the build tells them apart."""
    found = diagnostic("duplicate-identifier", path, cable.source.line, cable.identifier)
    return msgspec.structs.replace(found, message=f"{cable.identifier} was converted already")


@main.command("parse")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--outline", "as_outline", is_flag=True, help="A readable outline instead of JSON.")
def parse_command(file: Path, as_outline: bool) -> None:
    """Show what is understood of the cable in FILE, as JSON or as an outline."""
    terminal, failed = Terminal(), True
    for _, parsed in _parsed(file):
        terminal.diagnostics(parsed.diagnostics)
        if parsed.cable:
            failed = False
            text = outline.outline(parsed.cable) if as_outline else _json(parsed.cable)
            click.echo(text)
    if failed:
        raise SitegenError("there is no cable in it", place=str(file))


def _json(cable: Cable) -> str:
    """The record, with the places of summary, comments and notes."""
    found = msgspec.to_builtins(cable) | {"spans": msgspec.to_builtins(spans(cable.body))}
    return msgspec.json.format(msgspec.json.encode(found)).decode()


def _project(
    folder: Path, content: str | None, output: str | None, base_url: str | None
) -> Project:
    if not folder.is_dir():
        raise UsageError("there is no such folder", place=str(folder))
    return open_project(folder, content=content, output=output, base_url=base_url)


def _build(project: Project, jobs: int, terminal: Terminal) -> build.Report:
    with terminal.working():
        done = build.build(project, jobs=jobs, progress=terminal.progress)
    terminal.report(done)
    return done


def _parsed(source: Path) -> Iterator[tuple[str, Parsed]]:
    """Every record of a file or folder, one at a time; hand-written pages are left out."""
    if not source.exists():
        raise InputError("there is no such file or folder", place=str(source))
    root = source if source.is_dir() else source.parent
    paths = (file.path for file in find(root)) if source.is_dir() else [source.name]
    for path in paths:
        if source.is_dir() and is_page(path):
            continue
        for found in read(root, path):
            yield (
                path,
                Parsed(None, (found,)) if isinstance(found, Diagnostic) else read_cable(found),
            )


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(error.strerror or str(error), place=str(path)) from None

"""`sitegen why`: where a file of the site comes from, and why the last build made it again or did not.

What a file is made from is found by planning it again from the catalog, as a build does, so that there
is no second account of it that could differ.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from sitegen import catalog, parse, theme, urls, work
from sitegen.build import catalog_path, open_job
from sitegen.catalog import Build, Made, Place
from sitegen.config import FILE, Config, Project
from sitegen.errors import InputError
from sitegen.reading import read_pages
from sitegen.records import Diagnostic
from sitegen.work import Output, Workbench
from sitegen.workspace import MANIFEST

PAGE_KEYS = ("title", "description", "language", "base_url", "notice")  # `Site` is in every view
MORE_KEYS = {
    "cable.html": ("markdown", "originals"),
    "list.html": ("page_size",),
    "feed.xml": ("feed_size",),
}

# Template, or owner of what has none → what the file is, and what stands on it.
KINDS = {
    "cable.html": (
        "page of the cable {name}",
        "its record; the cables before and after it, also at its post; those it cites and that cite it",
    ),
    "moved.html": ("old address of the cable {name}", "where the cable of this alias is"),
    "list.html": (
        "list of {name}",
        "its cables, or how many there are by date; the lists beside it",
    ),
    "home.html": ("home page", "numbers of cables by date and term"),
    "terms.html": ("list of all terms", "the terms, with numbers of cables and dates"),
    "page.html": ("hand-written page", "its text"),
    "search.html": ("page to search in", "what is to be said of searching"),
    "404.html": ("page for addresses that are not there", "the way home"),
    "feed.xml": ("feed", "the latest cables"),
    "sitemap.xml": ("site map", "addresses of pages"),
    "cable": ("{suffix} of the cable {name}", "its record"),
    "search": ("part of the search index", "all cables"),
    "site": ("static file of the theme", "its bytes"),
}
SUFFIXES = {".md": "Markdown", ".txt": "verbatim original"}


class Answer(msgspec.Struct, frozen=True):
    """All there is to say of a file of the site."""

    path: str
    what: str
    shows: str  # what stands on it
    sources: tuple[str, ...]  # file:line (format), or a file
    templates: tuple[str, ...]  # its own first, then those it uses
    keys: tuple[str, ...]  # of sitegen.toml
    fingerprint: str
    sha256: str
    made: str  # when it was made, and why
    last: str  # what the last build did about it
    now: str  # how the file stands, and whether the next build makes it again


def why(project: Project, typed: str) -> Answer:
    """`typed` is a path in the output folder, a path to such a file, a URL, an identifier, or a file of the
    content folder. Raises InputError."""
    path = catalog_path(project.output)
    if not path.exists():
        raise InputError(
            "the site has not been built", place=str(project.output), hint="run `sitegen build`"
        )
    try:
        with closing(catalog.open_readonly(path)) as db:
            made = _found(db, project, typed)
            return _answer(_bench(project, path, db), project, made)
    except catalog.DAMAGED as error:
        hint = "another sitegen may have made it: build again"
        raise InputError(
            f"the cache cannot be read ({error})", place=str(path), hint=hint
        ) from None


def _bench(project: Project, path: Path, db: sqlite3.Connection) -> Workbench:
    """What a build would plan with, now."""
    look = theme.load_theme(project.templates)
    pages, _ = read_pages(project.content)
    return Workbench(open_job(project, Path(), path, db, look, pages), db, look)


def site_of(typed: str) -> Path | None:
    """The folder of the site that a file is of: the nearest above it that has sitegen.toml, or what a build
    keeps."""
    if "://" in typed or not Path(typed).exists():
        return None
    above = Path(typed).resolve().parents
    return next(
        (one for one in above if (one / FILE).is_file() or (one / ".sitegen").is_dir()), None
    )


# -- which file is meant ---------------------------------------------------------------------------


def _found(db: sqlite3.Connection, project: Project, typed: str) -> Made:
    for path in _meant(project, typed):
        if made := catalog.made(db, path):
            return made
    if page := _page_of(db, parse.identifier.canonical(typed) or ""):
        return page
    if read := catalog.read_from(db, _in_content(project, typed)):
        return _only(db, typed, read)
    if told := _withheld(db, project, typed):
        raise InputError(
            f"withheld: {told.message} [{told.code}]",
            place=f"{project.content / told.path}:{told.line}",
            hint=told.hint,
        )
    if typed.endswith(MANIFEST):
        hint = "it is the list of the site's files with their SHA-256, written by every build"
        raise InputError("is made from all files of the site", place=MANIFEST, hint=hint)
    near = _near_source(db, project, typed) or _near(db, next(_meant(project, typed)))
    hint = f"near it: {', '.join(near)}" if near else "its paths are in .sitegen-manifest"
    raise InputError("the site has no such file", place=typed, hint=hint)


def _withheld(db: sqlite3.Connection, project: Project, typed: str) -> Diagnostic | None:
    """Why a file of the content folder, or the cable of an identifier, is not on the site; None if it is none."""
    path, name = _in_content(project, typed), parse.identifier.canonical(typed) or ""
    places = catalog.places(db, path, name)
    errors = [one for one in catalog.diagnostics(db) if one.severity == "error"]
    own = (one for file, line in places for one in errors if one.path == file and one.line >= line)
    return next(own, None)


def _page_of(db: sqlite3.Connection, name: str) -> Made | None:
    """The page of a cable, among the files made for it."""
    owned = catalog.made_for(db, f"cable/{name}") if name else []
    return next((one for one in owned if one.path.endswith(".html")), None)


def _in_content(project: Project, typed: str) -> str:
    """The path of a source, as the catalog has it: relative to the content folder, or to where we are."""
    for path in (Path(typed), project.root / typed, project.content / typed):
        if path.resolve().is_relative_to(project.content.resolve()):
            return path.resolve().relative_to(project.content.resolve()).as_posix()
    return typed


def _only(db: sqlite3.Connection, typed: str, names: list[str]) -> Made:
    """The page of the one cable that was read from a file."""
    pages = [page for name in names if (page := _page_of(db, name))]
    if len(pages) == 1:
        return pages[0]
    several = f"{', '.join(names[:3])}{' …' if len(names) > 3 else ''}"
    hint = f"ask for one of its cables: {several}"
    raise InputError(f"{len(names)} cables are read from it", place=typed, hint=hint)


def _meant(project: Project, typed: str) -> Iterator[str]:
    """Paths in the output that may be meant, the likeliest first."""
    if "://" in typed:
        base = unquote(urlsplit(project.config.base_url).path).strip("/")
        path = unquote(urlsplit(typed).path).strip("/")
        path = f"{path}/".removeprefix(f"{base}/").strip("/") if base else path
        is_folder = urlsplit(typed).path.endswith("/")
    else:
        path, is_folder = typed, typed.endswith("/")
        there = Path(typed).resolve()
        if there.is_relative_to(project.output.resolve()):
            path = there.relative_to(project.output.resolve()).as_posix()
        path = path.strip("/")
    path = "" if path == "." else path
    if not is_folder and path:
        yield path
    yield urls.file_path(f"/{path}/" if path else "/")


def _near(db: sqlite3.Connection, path: str) -> list[str]:
    """What is called alike: files of the cable that is named, or of the same folder."""
    name = path.removesuffix("/index.html").rpartition("/")[2]
    owned = [one.path for one in catalog.made_for(db, f"cable/{name.partition('.')[0].upper()}")]
    if owned:
        return owned[:3]
    folder = path.rpartition("/")[0]
    while folder and not catalog.near(db, f"{folder}/", 1):
        folder = folder.rpartition("/")[0]
    beside = catalog.near(db, f"{folder}/" if folder else "")
    return get_close_matches(path, beside, 3, 0.5) or beside[:3]


def _near_source(db: sqlite3.Connection, project: Project, typed: str) -> list[str]:
    """Files of the same folder of the content that are called alike, or identifiers of the post."""
    path = _in_content(project, typed)
    if "/" not in path and (name := parse.identifier.canonical(typed)):
        beginning = re.match(r"[0-9]{2}.{3}", name)
        return get_close_matches(
            name, catalog.named_alike(db, beginning[0] if beginning else name), 3
        )
    is_source = path != typed or "." in path
    folder, _, file = path.rpartition("/")
    beside = catalog.named_alike(db, f"{folder}/" if folder else file[:2]) if is_source else ()
    return get_close_matches(path, beside, 3, 0.8)


# -- what it is made from --------------------------------------------------------------------------


def _answer(bench: Workbench, project: Project, made: Made) -> Answer:
    kind, _, name = made.owner.partition("/")
    outputs = work.OUTPUTS[kind](bench, (name,)) if kind in work.OUTPUTS else ()
    planned = next((one for _, one in outputs if one.path == made.path), None)
    template = planned.template if planned else ""
    what, shows = KINDS.get(
        template or kind, (f"page of {template}", "what the site says of itself")
    )
    suffix = SUFFIXES.get(Path(made.path).suffix, "file")
    made_text, last = _history(bench.db, made.path, template, shows)
    return Answer(
        path=made.path,
        what=what.format(name=name.rstrip("/").replace("/", " "), suffix=suffix),
        shows=shows,
        sources=tuple(_sources(bench, made, template)),
        templates=tuple(str(path) for _, path in theme.used_by(bench.theme, template))
        if template
        else (),
        keys=_keys(bench.job.config, template),
        fingerprint=made.fingerprint.hex(),
        sha256=made.digest.hex(),
        made=made_text,
        last=last,
        now=_now(project, made, planned),
    )


def _sources(bench: Workbench, made: Made, template: str) -> Iterator[str]:
    content, url = bench.job.content, f"/{made.path.removesuffix('index.html')}"
    if made.owner.startswith("cable/"):
        for place in catalog.sources(bench.db, made.owner.removeprefix("cable/")):
            yield _place(content, place)
    elif template == "page.html":
        yield from (str(content / one.path) for one in bench.job.pages if one.url == url)
    elif not template:
        yield from (str(path) for own, path in theme.static_files(bench.theme) if own == url)


def _place(content: Path, place: Place) -> str:
    return f"{content / place.path}:{place.line} ({place.format})"


def _keys(config: Config, template: str) -> tuple[str, ...]:
    """With their values, as they are now."""
    names = (*PAGE_KEYS, *MORE_KEYS.get(template, ())) if template else ()
    return tuple(f"{name} = {getattr(config, name)!r}" for name in names)


# -- why it was made -------------------------------------------------------------------------------


def _history(db: sqlite3.Connection, path: str, template: str, shows: str) -> tuple[str, str]:
    """When and why the file was made last, and what the last build did about it."""
    last = catalog.last_build(db)
    made, before, reason = catalog.remade(db, path)
    if made is None or last is None:
        return "long ago", "nothing"
    cause = "everything was made: the cache, or the output, was new"
    if not made.is_first:
        cause = _cause(reason, before, made, template, shows)
    if made.number == last.number:
        return f"{made.at}: {cause}", "it was made in that build, the last one"
    if not last.written and not last.removed:
        return f"{made.at}: {cause}", f"{last.at}: the whole site was unchanged"
    return f"{made.at}: {cause}", f"{last.at}: unchanged, as was all it is made from"


def _cause(reason: int, before: Build | None, made: Build, template: str, shows: str) -> str:
    if reason == catalog.NEW:
        return "it was new"
    if reason == catalog.LOST:
        return "its file in the output was gone or altered"
    same = ", but its bytes came out as they were" if reason == catalog.ALIKE else ""
    if template and before and before.theme != made.theme:
        return f"the theme was changed{same}"
    if template and before and before.settings != made.settings:
        return f"sitegen.toml or the hand-written pages were changed{same}"
    return f"what is on it was changed ({shows}){same}"


def _now(project: Project, made: Made, planned: Output | None) -> str:
    """How things stand between the builds."""
    try:
        found = hashlib.sha256((project.output / made.path).read_bytes()).digest()
    except OSError:
        return "the file is gone; the next build makes it again"
    if found != made.digest:
        return "the file was altered since; the next build makes it again"
    if planned and planned.fingerprint != made.fingerprint:
        return "theme or sitegen.toml were changed since; the next build makes it again"
    return "the file is as it was made"

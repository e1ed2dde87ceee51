"""Loading: the content folder → sources. Files are told apart by content; a dump is many sources.

Hand-written pages are the `.md` files of `content/pages/`; every other file is taken for a cable,
whatever its name. Hidden files and folders (`.git`, `.DS_Store`) are left alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from sitegen import convert, parse, render, unpack, urls
from sitegen.diagnostics import diagnostic
from sitegen.errors import InputError, meant
from sitegen.records import Diagnostic, Source

PAGES = "pages"
_PIECE = 64 << 10  # bytes
LARGEST = 64 << 20  # bytes of one record: what is larger is no cable, or unpacks without end
# A row of the dump begins with its number and date; a quote left open ends at the next row.
# What follows the number is a date, or at least something short and then an identifier.
_ROW = re.compile(
    rb'(?:\xef\xbb\xbf)?"\d*","(?:\d{1,2}/\d{1,2}/\d{4}[ "]|[^"\n]{0,40}","\d\d[A-Z])'
)


_ZIP = b"PK\x03\x04"  # text may lie in it unpacked


class Found(msgspec.Struct, frozen=True):
    """A file below the content folder: path with `/`, size in bytes, and when it or its entry was last
    changed, in ns: copying tools set the time of the file back, but not that of the entry."""

    path: str
    size: int
    mtime: int


def find(content: Path) -> Iterator[Found]:
    """Every visible file, sorted by path. Raises InputError if there is no such folder."""
    if not os.path.isdir(content):  # noqa: PTH112 - Path.is_dir raises where access is denied
        raise InputError(
            "there is no content folder here",
            place=str(content),
            hint="`sitegen init DIR` makes a new site; `--content` names another folder",
        )
    yield from _walk(content, "")


def _walk(folder: Path, prefix: str) -> Iterator[Found]:
    try:
        with os.scandir(folder) as found:
            entries = [(_name(entry), entry) for entry in found if entry.name[0] != "."]
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", place=str(folder)) from None
    entries.sort(key=itemgetter(0))
    for name, entry in entries:  # of which there may be a million
        if name[-1] == "/":
            yield from _walk(folder / entry.name, prefix + name)
        elif file := _found(entry, prefix + name):
            yield file


def _name(entry: os.DirEntry[str]) -> str:
    """As it stands in a path: a folder's ends with `/`, so that paths come sorted. One that is not UTF-8 cannot
    be told or remembered; shown like this, it cannot be read."""
    name = entry.name
    if not name.isascii():
        name = os.fsencode(name).decode("utf-8", "backslashreplace")
    return f"{name}/" if entry.is_dir(follow_symlinks=False) else name


def _found(entry: os.DirEntry[str], path: str) -> Found | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # an editor's passing file
        return None
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", place=entry.path) from None
    return _as_found(path, status)


def _as_found(path: str, status: os.stat_result) -> Found:
    written, changed = status.st_mtime_ns, status.st_ctime_ns
    return Found(path, status.st_size, max(changed, written))


class LookedAt(NamedTuple):
    """The files that can have changed: all their paths, and those that are there."""

    paths: frozenset[str]
    found: tuple[Found, ...]


def looked_at(
    content: Path, saved: Collection[Path] | None, is_file: Callable[[str], bool]
) -> LookedAt | None:
    """Just the files that were saved; None where that does not tell all that has changed: what is no
    file of the content folder, and a folder that came or went. `is_file` says of a path that it was no
    folder."""
    if saved is None or not all(path.is_relative_to(content) for path in saved):
        return None
    states = {path.relative_to(content).as_posix(): _state(path) for path in saved}
    for path, state in states.items():
        is_plain = not state or stat.S_ISREG(state.st_mode)
        if not (
            is_plain and path.isprintable() and is_file(path)
        ):  # a name that is not UTF-8 is not
            return None
    found = tuple(_as_found(path, state) for path, state in sorted(states.items()) if state)
    return LookedAt(frozenset(states), found)


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def find_pages(content: Path) -> Iterator[str]:
    """The paths of the hand-written pages, sorted."""
    if (content / PAGES).is_dir():
        yield from (file.path for file in _walk(content / PAGES, f"{PAGES}/") if is_page(file.path))


def is_page(path: str) -> bool:
    """Whether a file is a hand-written page rather than a cable."""
    return path.startswith(f"{PAGES}/") and path.endswith(".md")


def is_packed(content: Path, path: str) -> bool:
    """Whether a file is gzipped; False if it cannot be read."""
    try:
        return unpack.is_packed(content / path)
    except OSError:
        return False


def read(content: Path, path: str, *, everything: bool = False) -> Iterator[Source | Diagnostic]:
    """The sources of one file, or the reason why it has none. What holds many is streamed;
    of a volume come the telegrams, or `everything`."""
    file = content / path
    try:
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            yield diagnostic("unreadable-file", path, 0, "not a regular file")
            return
        with unpack.open_unpacked(file) as stream:
            yield from _sources(stream, path, everything=everything)
    except unpack.DAMAGED as error:
        yield diagnostic("bad-gzip", path, 1, str(error))
    except FileNotFoundError:
        yield diagnostic("unreadable-file", path, 0, "it is gone, or its name is not UTF-8")
    except OSError as error:
        yield diagnostic("unreadable-file", path, 0, error.strerror or str(error))


def _sources(stream: IO[bytes], path: str, *, everything: bool) -> Iterator[Source | Diagnostic]:
    head = stream.read(parse.HEAD_BYTES)
    head += stream.read(parse.head_bytes(head) - len(head))
    text, _ = parse.decode(head)
    form = None if head.startswith(_ZIP) else parse.detect(text)
    if form in BEGINS and head.startswith(parse.UTF_16):
        fault = diagnostic("not-a-cable", path, 1, "many records in a file, but as UTF-16")
        yield msgspec.structs.replace(fault, hint="save it as UTF-8")
    elif form in BEGINS:
        stream.seek(0)
        yield from _records(stream, path, form)
    elif not form:
        yield _no_cable(path, head)
    elif len(raw := head + _rest(stream, LARGEST + 1 - len(head))) > LARGEST:
        yield diagnostic("too-large", path, 1)
    elif form == "frus":
        yield from _documents(raw, path, everything=everything)
    else:
        yield _source(path, form, 1, raw)


def _rest(stream: IO[bytes], most: int) -> bytes:
    """What is left, at most so many bytes. Room for them all is not asked for at once: a cable has few."""
    pieces = []
    while most > 0 and (piece := stream.read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _no_cable(path: str, head: bytes) -> Diagnostic:
    """With the remedy that fits, where that is plain."""
    told = diagnostic("not-a-cable", path, 1)
    if not head.strip():
        empty = diagnostic("not-a-cable", path, 1, "it is empty")
        return msgspec.structs.replace(empty, hint="look for a complete copy")
    if head.startswith(_ZIP):
        return msgspec.structs.replace(told, hint="unpack it: a zip file may hold many")
    return told


def _source(path: str, form: str, line: int, raw: bytes, offset: int = 0) -> Source:
    return Source(path, form, line, raw, hashlib.sha256(raw).hexdigest(), offset)


def _documents(raw: bytes, path: str, *, everything: bool) -> Iterator[Source | Diagnostic]:
    """The documents of a volume of Foreign Relations; those left out are told of in one note."""
    nothing = True
    for piece in parse.frus.split(raw, everything=everything):
        nothing = False
        if isinstance(piece, parse.frus.LeftOut):
            yield diagnostic("documents-left-out", path, piece.line, str(piece.number))
        else:
            source = _source(path, "frus", piece.line, piece.raw, piece.offset)
            yield msgspec.structs.replace(source, context=piece.context)
    if nothing:
        yield diagnostic("not-a-cable", path, 1)


# -- files of many records ---------------------------------------------------------------------------


def _begins_row(line: bytes, _before: Sequence[bytes]) -> bool:
    return bool(_ROW.match(line))


def _begins_object(line: bytes, before: Sequence[bytes]) -> bool:
    """One object a line, or lines with the inner ones indented; what follows a whole one is another."""
    if line.startswith(b"{"):
        return True
    is_whole = before[-1].rstrip().endswith(b"}") and (len(before) == 1 or before[-1][:1] == b"}")
    return is_whole and not line.isspace()


# Of each such format: whether a line begins a record, given the lines of the one before.
BEGINS: dict[str, Callable[[bytes, Sequence[bytes]], bool]] = {
    "dump": _begins_row,
    "jsonl": _begins_object,
}


MANY = frozenset((*BEGINS, "frus"))  # formats with many records in a file


def _records(stream: IO[bytes], path: str, form: str) -> Iterator[Source | Diagnostic]:
    """A record ends where the next begins, so a quote left open spoils one record, not the file."""
    begins, held = BEGINS[form], Held()
    number, here = 1, 0
    for line in iter(partial(stream.readline, LARGEST), b""):
        if held.lines and begins(line, held.lines):
            yield _record(path, form, held)
            held = Held(line=number, offset=here)
        held.size += len(line)
        if held.size <= LARGEST:
            held.lines.append(line)
        here += len(line)
        number += line.endswith(b"\n")
    if held.lines:
        yield _record(path, form, held)


class Held(msgspec.Struct):
    """The lines of the record that is being read; those beyond LARGEST are counted, not kept."""

    line: int = 1
    offset: int = 0
    size: int = 0
    lines: list[bytes] = []


def _record(path: str, form: str, held: Held) -> Source | Diagnostic:
    """The record's own bytes, without the line end that divides it from the next."""
    if held.size > LARGEST:
        return diagnostic("too-large", path, held.line)
    return _source(path, form, held.line, b"".join(held.lines).rstrip(b"\r\n"), held.offset)


def original(content: Path, path: str, offset: int, size: int, sha256: str) -> bytes:
    """The verbatim bytes of one source, read again. Raises InputError if they are not what they were."""
    try:
        raw = unpack.read_part(content / path, offset, size)
    except (OSError, *unpack.DAMAGED) as error:
        raise InputError(getattr(error, "strerror", "") or "cannot be read", place=path) from None
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise InputError("changed while the site was being built", place=path, hint="build again")
    return raw


class Page(msgspec.Struct, frozen=True):
    """A hand-written page: its front matter's title, description and order, its Markdown, and what is
    doubtful about it."""

    path: str
    url: str
    title: str
    description: str
    order: int
    markdown: str
    doubts: tuple[Diagnostic, ...] = ()
    sha256: str = ""  # of the file


# The first parts of addresses that the site itself uses, in any letters: disks may not tell them apart.
RESERVED = frozenset(
    """cable tag post date classification search static sitemap 404 feed data
    index.html 404.html feed.xml sitemap.xml robots.txt""".split()
)


def read_page(content: Path, path: str, known: Page | None = None) -> Page | Diagnostic:
    """`pages/about.md` → the page at `/about/`, or what keeps it from being one. One that has the bytes of
    the `known` is that."""
    slug = urls.segment(path.removeprefix(f"{PAGES}/").removesuffix(".md"))
    if slug.casefold() in RESERVED:
        taken = diagnostic("bad-page", path, 1, f"/{slug}/ is the site's own address")
        return msgspec.structs.replace(taken, hint="give the file another name")
    try:
        if not stat.S_ISREG((content / path).lstat().st_mode):
            return diagnostic("bad-page", path, 0, "not a regular file")
        raw = (content / path).read_bytes()
        sha256 = hashlib.sha256(raw).hexdigest()
        if known and known.sha256 == sha256:
            return known
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        fields, lines, markdown = _front_matter(text)
    except convert.front_matter.FrontMatterError as error:
        return diagnostic("bad-page", path, error.line, error.message)
    except UnicodeDecodeError:
        return diagnostic("bad-page", path, 1, "it is not UTF-8")
    except OSError as error:
        return diagnostic("bad-page", path, 0, error.strerror or str(error))
    doubts = tuple(_unknown_keys(path, fields, lines))
    page = _page(path, slug, fields, markdown)
    return msgspec.structs.replace(page, doubts=doubts, sha256=sha256)


def _front_matter(text: str) -> tuple[dict[str, object], dict[str, int], str]:
    """Fields, the line of each by its path, and the text; a page may do without fields."""
    if not text.startswith("---"):
        return {}, {}, text
    head, rest = convert.front_matter.divide(text)
    return *convert.front_matter.parse(head), rest


def _unknown_keys(
    path: str, fields: dict[str, object], lines: dict[str, int]
) -> Iterator[Diagnostic]:
    """A slip in a key would otherwise go unnoticed: the page is there, but not as it was meant."""
    for key in (key for key in fields if key not in _PAGE_KEYS):
        told = diagnostic("unknown-key", path, lines.get(key, 1), key)
        yield msgspec.structs.replace(
            told, hint=meant(key, {one: one for one in _PAGE_KEYS}) or told.hint
        )


_PAGE_KEYS = ("title", "description", "order")


def _page(path: str, slug: str, fields: dict[str, object], markdown: str) -> Page:
    """Without a title in its front matter a page is called what its own first heading says."""
    title = fields.get("title") or render.first_heading(render.page_html(markdown))
    order = fields.get("order")
    return Page(
        path=path,
        url=f"/{slug}/",
        title=str(title or slug.replace("-", " ").capitalize()),
        description=str(fields.get("description") or ""),
        order=order if isinstance(order, int) else 1000,
        markdown=markdown,
    )

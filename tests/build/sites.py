"""Sites to build in tests: invented cables, projects in temporary folders, whole output trees."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock

import html5lib
from click.testing import CliRunner
from click.testing import Result as CliResult

from sitegen import theme
from sitegen.build import Report, build
from sitegen.cli import main
from sitegen.config import open_project

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "content"

Tree = dict[str, bytes]

# -- invented cables -------------------------------------------------------------------------------


def telegram(
    number: int = 42,
    *,
    post: str = "REYKJAVIK",
    dtg: str = "121015Z MAR 08",
    tags: str = "SCUL IC",
    subject: str = "A FIRST CABLE",
    ref: str = "",
    text: str = "1. (U) The harbour was painted.\n\n2. (U) It rained.",
    classification: str = "UNCLAS",
) -> str:
    """A telegram as sent; its identifier is the year, the post and the number."""
    reference = f"REF: {ref}\n" if ref else ""
    return (
        f"R {dtg}\nFM AMEMBASSY {post}\nTO RUEHC/SECSTATE WASHDC 0042\n"
        f"{classification} {post} {number:06}\n\nE.O. 12958: N/A\nTAGS: {tags}\n"
        f"SUBJECT: {subject}\n{reference}\n{text}\n"
    )


def reader_page(
    identifier: str = "08REYKJAVIK42",
    *,
    created: str = "2008-03-12 10:15:00",
    classification: str = "UNCLASSIFIED",
    origin: str = "Embassy Reykjavik",
    body: str | None = None,
) -> str:
    """The visible text of a reader page around a telegram."""
    body = telegram() if body is None else body
    return (
        "Identifier\nCreated\nClassification\nOrigin\n"
        f"{identifier}\n{created}\n{classification}\n{origin}\n"
        f"Cable title:\n\nA FIRST CABLE\n\nTags:\n{body}"
    )


def row(
    identifier: str = "08REYKJAVIK42",
    *,
    number: int = 1,
    created: str = "3/12/2008 10:15",
    classification: str = "UNCLASSIFIED",
    origin: str = "Embassy Reykjavik",
    references: str = "",
    text: str = "1. The harbour was painted.",
) -> str:
    """A row of the dump. The telegram's own post and number are those of the identifier."""
    found = re.fullmatch(r"\d\d([A-Z]+?)0*(\d+)", identifier)
    post, serial = (found[1], int(found[2])) if found else ("REYKJAVIK", 42)
    head = f"R 121015Z MAR 08\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC"
    body = f"UNCLAS {post} {serial:06}\n\nTAGS: SCUL\nSUBJECT: ROW OF {identifier}\n\n{text}"
    fields = (str(number), created, identifier, origin, classification, references, head, body)
    return ",".join('"' + field.replace('"', '\\"') + '"' for field in fields) + "\n"


def markdown(identifier: str = "08REYKJAVIK42", more: str = "", body: str = "**1.** Text.") -> str:
    """A cable written by hand."""
    return (
        f"---\ntitle: By hand\ndate: 2008-03-12T10:15:00Z\nidentifier: {json.dumps(identifier)}\n"
        f"origin: {{code: REYKJAVIK, name: Embassy Reykjavik}}\nclassification: UNCLASSIFIED\n"
        f"{more}---\n\n{body}\n"
    )


GOOD: Mapping[str, str] = {
    "cables/a.txt": telegram(1, tags="SCUL IC", dtg="010900Z MAR 08"),
    "cables/b.txt": telegram(2, ref="REYKJAVIK 1", dtg="020900Z MAR 08"),
    "cables/c.txt": reader_page(
        "07LISBON3", created="2007-05-03 09:00:00",
        body=telegram(3, post="LISBON", dtg="030900Z MAY 07", tags="PGOV PO", subject="TRAMS"),
    ),
    "dump.csv": row("08DAKAR4") + row("08DAKAR5", number=2),
    "pages/about.md": "---\ntitle: About\n---\n\nInvented for a test.\n",
}  # fmt: skip


# -- projects --------------------------------------------------------------------------------------


class Site:
    """A project in a folder of its own. Every file it writes is older than the last two seconds and
    has a time of its own, so that builds trust what they remember of it, as they do in life."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.root = root
        self.clock = 1_500_000_000
        (root / "content").mkdir(parents=True, exist_ok=True)
        for path, data in (files or {}).items():
            self.put(path, data)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def put(self, path: str, data: str | bytes) -> Path:
        """Write a file of the content folder; one of the project if `path` begins with `/`."""
        target = self.root / path[1:] if path.startswith("/") else self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
        self.clock += 7
        os.utime(target, (self.clock, self.clock))
        return target

    def drop(self, path: str) -> None:
        (self.root / path[1:] if path.startswith("/") else self.content / path).unlink()

    def build(
        self,
        jobs: int = 1,
        output: Path | None = None,
        *,
        saved: Collection[Path] | None = None,
        is_quick: bool = False,
    ) -> Report:
        """Build in this process."""
        project = open_project(self.root, output=str(output) if output else None)
        with quick_theme():
            return build(project, jobs=jobs, saved=saved, is_quick=is_quick)

    def tree(self) -> Tree:
        return tree(self.output)

    def sitegen(self, command: str = "build", *more: str) -> CliResult:
        """The command as a user calls it; a bug of ours fails the test with its traceback."""
        with quick_theme():
            return sitegen(command, str(self.root), *more)


def sitegen(*arguments: str) -> CliResult:
    """The command line, in this process; `output` has standard output and error together."""
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(
    *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None, umask: int = 0o022
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        umask=umask,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def tree(output: Path) -> Tree:
    """Every file of an output folder with its bytes, the manifest included."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if not path.is_dir()
    }


def differing(left: Tree, right: Tree) -> set[str]:
    """Paths that are in one only, or not alike."""
    return {path for path in left.keys() | right.keys() if left.get(path) != right.get(path)}


# -- a theme compiled once -------------------------------------------------------------------------

_load_theme, _check_theme = theme.load_theme, theme.check_theme
_right: set[str] = set()  # digests of themes in which no mistake was found


@lru_cache(maxsize=8)
def _loaded(project: Path | None, digest: str) -> theme.Theme:
    return _load_theme(project)


def _quick(project: Path | None, *, is_checked: bool = True) -> theme.Theme:
    files = hashlib.sha256()
    for path in sorted(project.rglob("*")) if project else ():
        if path.is_file():
            files.update(f"{path}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return _loaded(project, files.hexdigest())


def _check(look: theme.Theme) -> None:
    if look.digest not in _right:
        _check_theme(look)
        _right.add(look.digest)


@contextmanager
def quick_theme() -> Iterator[None]:
    """Compiling all templates and reading them for mistakes is most of a small build: the same files
    give the same theme, and what was found right is right."""
    with mock.patch.multiple(theme, load_theme=_quick, check_theme=_check):
        yield


# -- reading pages ---------------------------------------------------------------------------------


class Element:
    """What a test asks of an element: its name and attributes."""

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name, self.attributes = name, attributes


class Page(HTMLParser):
    """Elements, ids and visible text of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.words: list[str] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def ids(self) -> set[str]:
        return {one.attributes["id"] for one in self.elements if "id" in one.attributes}

    def values(self, *names: str) -> list[str]:
        """The values of these attributes, of all elements."""
        return [
            one.attributes[name]
            for one in self.elements
            for name in names
            if name in one.attributes
        ]


def visible_text(data: bytes, class_name: str = "cable-text") -> str:
    """The text of the one element of a class, as a reader sees it, blanks squeezed."""
    document: Any = html5lib.parse(data.decode(), namespaceHTMLElements=False)
    (found,) = (one for one in document.iter("div") if class_name in one.get("class", "").split())
    return " ".join("".join(found.itertext()).split())

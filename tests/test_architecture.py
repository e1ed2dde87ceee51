"""The rules of the house that reading the source can hold: layers, sizes, what may be named."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"

# From the inside out. A module imports from its own layer and those before it, never outwards.
LAYERS = {
    "vocabulary": ("__init__", "config", "diagnostics", "errors", "records", "urls", "views"),
    "core": ("convert", "parse", "plan", "reference", "render", "search"),
    "edges": (
        "catalog",
        "clock",
        "load",
        "looking",
        "manifest",
        "progress",
        "publish",
        "template_files",
        "templating",
        "theme",
        "unpack",
        "versions",
        "workspace",
    ),
    "driver": ("benches", "build", "indexing", "pool", "processes", "reading", "why", "work"),
    "shell": ("__main__", "cli", "preview"),
}
LAYER_OF = {name: layer for layer, names in LAYERS.items() for name in names}
ORDER = list(LAYERS)

# What the core must not touch: the outside world. (Reference data is read from the package.)
IMPURE = {"http", "random", "requests", "shutil", "socket", "sqlite3", "subprocess", "tempfile"}

LONGEST_MODULE = 400
LONG_FUNCTION = 40
FEW = 0.02  # of all functions may be longer than that

MODULES = sorted(PACKAGE.rglob("*.py"))


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _part(path: Path) -> str:
    """`sitegen/parse/header.py` is of `parse`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in a file, dotted; relative imports made absolute."""
    package = _dotted(path) if path.name == "__init__.py" else _dotted(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _functions() -> Iterator[tuple[str, int]]:
    """Every function with the number of its lines, docstring left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno or 0 if body else node.lineno
                start = body[0].lineno if body else node.lineno
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines - start + 1


@pytest.mark.parametrize("path", MODULES, ids=_dotted)
def test_imports_point_one_way(path: Path) -> None:
    assert _part(path) in LAYER_OF, f"{_part(path)} has no layer yet: give it one in LAYERS"
    mine = ORDER.index(LAYER_OF[_part(path)])
    for name in _imports(path):
        top, _, rest = name.partition(".")
        if top != "sitegen":
            continue
        part = rest.split(".")[0]
        layer = LAYER_OF.get(part, "vocabulary")  # `from sitegen import __version__`
        assert ORDER.index(layer) <= mine, f"{LAYER_OF[_part(path)]} imports {name} of {layer}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if LAYER_OF.get(_part(path)) == "core"], ids=_dotted
)
def test_the_core_is_pure(path: Path) -> None:
    used = {name.split(".")[0] for name in _imports(path)}
    assert not used & IMPURE


# Each in a fork of its own. All are imported once before and forgotten, for speed: what they need from
# others is there then, and their patterns are compiled.
IMPORT_ALONE = """
import importlib, os, re, sys
re._MAXCACHE = 1_000_000
for name in sys.argv[1:]:
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] == "sitegen"]:
    del sys.modules[name]
failed = []
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        importlib.import_module(name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
sys.exit(f"cannot be imported alone: {failed}" if failed else 0)
"""


def test_each_module_imports_alone() -> None:
    names = sorted({_dotted(path) for path in MODULES} - {"sitegen.__main__"})
    alone = [sys.executable, "-c", IMPORT_ALONE, *names]
    done = subprocess.run(alone, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=_dotted)
def test_modules_are_short_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text)), "a module begins with a docstring"


def test_functions_are_short() -> None:
    lengths = dict(_functions())
    long = {name: lines for name, lines in lengths.items() if lines > LONG_FUNCTION}
    assert statistics.median(lengths.values()) <= 8
    assert len(long) <= FEW * len(lengths), f"of {len(lengths)} functions these are long: {long}"


def _tracked() -> list[Path]:
    """The files of the repository; skipped where there is none (an unpacked source archive)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_nothing_points_outside_the_repository() -> None:
    outside = [b"../" + b"shared", b"/work" + b"/", b"/.lib" + b"rary"]
    for path in _tracked():
        if path.is_file():
            found = [word.decode() for word in outside if word in path.read_bytes()]
            assert not found, f"{path.relative_to(ROOT)} names {found}"


def test_what_is_built_is_not_committed() -> None:
    built = ("output/", ".sitegen/", ".venv/")
    names = [path.relative_to(ROOT).as_posix() for path in _tracked()]
    assert not [name for name in names if name.startswith(built)]

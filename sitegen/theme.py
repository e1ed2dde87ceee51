"""The theme: template and static files of the default folder, overridden file by file by a project.

All templates are read once, checked and compiled, so a build works on one snapshot even while
someone edits, and a mistake in a template no page uses is still found. A template receives one
view, `page`; the filters of `render.filters` are all it can call.
"""

from __future__ import annotations

import hashlib
import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError, UndefinedError

from sitegen import records, views
from sitegen import render as rendering
from sitegen.errors import TemplateError, meant
from sitegen.views import View

DEFAULT = "!default/"  # `{% extends "!default/cable.html" %}` reaches past a project's override
SUFFIXES = frozenset({".html", ".xml", ".txt", ".svg", ".json"})
_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
PACKAGE = Path(__file__).parent
# What neither HTML nor XML 1.0 may hold; the second is what `bytes` can look for at memory speed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])


@dataclass(frozen=True)
class _File:
    """A template as read: `path` is for error messages."""

    text: str
    path: Path


@dataclass(frozen=True)
class Theme:
    """Compiled templates; `digest` changes with any of them; `folders` has the project's first."""

    digest: str
    folders: tuple[Path, ...]
    files: dict[str, _File]  # as read, by name

    @cached_property
    def environment(self) -> Environment:
        return _environment(self.files)


class _Snapshot(BaseLoader):
    """Serves the files that were read when the theme was loaded."""

    def __init__(self, files: dict[str, _File]) -> None:
        self.files = files

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja passes it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Jinja's hook: text, file name and an `uptodate` that never changes its mind."""
        if template not in self.files:
            raise TemplateNotFound(template)
        file = self.files[template]
        return file.text, str(file.path), lambda: True

    def list_templates(self) -> list[str]:
        """Jinja's hook: all names."""
        return sorted(self.files)


def default_folder() -> Path:
    """The packaged theme: inside an installed wheel, else beside the package in a checkout."""
    installed = PACKAGE / "_templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def load_theme(project: Path | None, *, is_checked: bool = True) -> Theme:
    """Read all templates, check and compile them. Raises TemplateError with file and line. Those that
    are not checked are compiled when they are used."""
    folders = _folders(project)
    packaged = _read(folders[-1])
    files = {f"{DEFAULT}{name}": file for name, file in packaged.items()} | packaged
    if project in folders:
        files |= _read(folders[0])
    look = Theme(_digest(files), folders, files)
    if is_checked:
        check_theme(look)
    return look


def render(theme: Theme, template: str, view: View) -> bytes:
    """The page: a template filled with its view, as UTF-8."""
    try:
        return _clean(theme.environment.get_template(template).generate(page=view))
    except Exception as error:
        _explain(error, template, view)


def used_by(theme: Theme, template: str) -> tuple[tuple[str, Path], ...]:
    """A template and all it extends, includes and imports, with the files they are in."""
    loader, found, todo = theme.environment.loader, dict[str, Path](), [template]
    while todo and loader:
        name = todo.pop()
        text, path, _ = loader.get_source(theme.environment, name)
        found[name] = Path(path or "")
        used = [target for target, _ in _references(theme.environment.parse(text))]
        todo += [target for target in used if target not in found]
    return tuple(found.items())


def unused(project: Path | None) -> Iterator[tuple[str, str]]:
    """Templates of a project that stand for none of the theme's and are named in no other, with a hint if
    they are called like one of the theme's. Nothing while a name is put together when a page is made."""
    packaged = _read(default_folder())
    stems = {Path(name).stem: name for name in packaged}
    own = _read(project) if project is not None and project.is_dir() else {}
    named = [(name, _named(file.text)) for name, file in own.items()]
    for name in sorted(own.keys() - packaged.keys()):
        if not any({name, None} & words for other, words in named if other != name):
            yield name, meant(Path(name).stem, stems)


def _named(text: str) -> set[str | None]:
    """What a template names that may be templates; None for a name that is not written out."""
    try:
        template = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return {None}
    words = {str(node.value).removeprefix(DEFAULT) for node in template.find_all(nodes.Const)}
    used = [node for node in template.find_all(nodes.Stmt) if isinstance(node, _REFERENCES)]
    is_open = any(not isinstance(node.template, nodes.Const | nodes.List) for node in used)
    return {None, *words} if is_open else {*words}


def static_files(theme: Theme) -> tuple[tuple[str, Path], ...]:
    """Pairs of site path and file (`/static/style.css`), the project's own winning, sorted."""
    found: dict[str, Path] = {}
    for folder in (folder for folder in reversed(theme.folders) if (folder / "static").is_dir()):
        for path in _files(folder / "static"):
            found[f"/{path.relative_to(folder).as_posix()}"] = path
    _refuse_alike(found)
    return tuple(sorted(found.items()))


def _refuse_alike(found: dict[str, Path]) -> None:
    """Many disks take names that differ only in capitals for one: a file would be lost there."""
    seen: dict[str, Path] = {}
    for url, path in found.items():
        other = seen.setdefault(url.casefold(), path)
        if other != path:
            hint = "name it like the other if it is to take its place, else otherwise"
            raise TemplateError(
                f"its name differs only in capitals from {other}", place=str(path), hint=hint
            )


def static_bytes(path: Path) -> bytes:
    """The content of a static file. Raises TemplateError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(error)


# --- reading


def _folders(project: Path | None) -> tuple[Path, ...]:
    default = default_folder()
    if not (default / "base.html").is_file():
        raise TemplateError("the default theme is missing", place=str(default), hint="reinstall")
    return (project, default) if project is not None and project.is_dir() else (default,)


def _files(folder: Path) -> Iterator[Path]:
    """Regular, visible files below a folder, sorted; what would be left out without a word is refused."""
    root = folder.resolve()
    for path in sorted(_entries(folder)):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts):
            continue
        if path.is_symlink() and not path.exists():
            raise _unusable("a link that leads nowhere", path)
        if not path.resolve().is_relative_to(root):
            raise _unusable("a link that leads out of its folder", path)
        if path.is_dir():
            raise _unusable("a link to a folder", path)
        if not inside.as_posix().isprintable() or "\\" in inside.as_posix():
            raise _unusable("a name that no address can have", path, "rename it")
        if path.is_file():
            yield path


def _entries(folder: Path) -> Iterator[Path]:
    """Files, and links to folders, which `os.walk` does not follow."""
    for top, folders, names in os.walk(folder, onerror=_refuse):
        links = (name for name in folders if Path(top, name).is_symlink())
        yield from (Path(top, name) for name in (*names, *links))


def _unusable(
    what: str, path: Path, hint: str = "copy what it leads to into the folder"
) -> TemplateError:
    place = os.fsencode(path).decode("utf-8", "backslashreplace")
    return TemplateError(what, place=place, hint=hint)


def _refuse(error: OSError) -> NoReturn:
    """A folder that cannot be read must not look like an empty one."""
    raise TemplateError(error.strerror or str(error), place=str(error.filename)) from error


def _read(folder: Path) -> dict[str, _File]:
    names = ((path.relative_to(folder), path) for path in _files(folder))
    return {
        name.as_posix(): _File(_text(path), path)
        for name, path in names
        if path.suffix in SUFFIXES and name.parts[0] != "static"
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateError(
            "not UTF-8 text", place=f"{path}:{line}", hint="save the file as UTF-8"
        ) from error
    except OSError as error:
        raise TemplateError(error.strerror or str(error), place=str(path)) from error


def _digest(files: dict[str, _File]) -> str:
    whole = hashlib.sha256()
    for name, file in sorted(files.items()):
        for part in (name.encode(), file.text.encode()):
            whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()


# --- compiling and checking


def _environment(files: dict[str, _File]) -> Environment:
    environment = Environment(
        loader=_Snapshot(files),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.template_class = rendering.StraightTemplate
    environment.code_generator_class = rendering.StraightCode
    environment.globals.clear()
    environment.filters.update(rendering.filters.FILTERS)
    return environment


def check_theme(theme: Theme) -> None:
    """Compile every template and follow every name it refers to. Raises TemplateError with its place."""
    environment, files, used = theme.environment, theme.files, dict[str, list[str]]()
    for name, file in files.items():
        if name != _plain(name, files):
            continue  # a file without an override has two names; one is enough
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            hint = "the template's syntax is Jinja's: https://jinja.palletsprojects.com/templates/"
            raise TemplateError(
                error.message or "syntax error", place=f"{file.path}:{error.lineno}", hint=hint
            ) from error
        used[name] = [
            _known(target, line, file, files)
            for target, line in _references(environment.parse(file.text))
        ]
        _check_loop(name, used, files)


def _references(template: nodes.Template) -> Iterator[tuple[str, int]]:
    """Names of templates that are written out in extends, include and import."""
    for node in template.find_all(nodes.Stmt):
        optional = isinstance(node, nodes.Include) and node.ignore_missing
        if optional or not isinstance(node, _REFERENCES):
            continue
        if isinstance(node.template, nodes.Const):
            yield str(node.template.value), node.lineno


def _known(target: str, line: int, file: _File, files: dict[str, _File]) -> str:
    if target in files:
        return _plain(target, files)
    hint = f"templates here: {', '.join(name for name in sorted(files) if name[0] != '!')}"
    raise TemplateError(f"there is no template {target!r}", place=f"{file.path}:{line}", hint=hint)


def _plain(name: str, files: dict[str, _File]) -> str:
    """The name without `!default/`, unless that is another file."""
    plain = name.removeprefix(DEFAULT)
    return plain if files.get(plain) is files[name] else name


def _check_loop(name: str, used: dict[str, list[str]], files: dict[str, _File]) -> None:
    """A loop is found when its last member has been read, whichever that is."""
    seen, todo = set[str](), list(used[name])
    while todo:
        target = todo.pop()
        if target == name:
            hint = f'to build on the packaged file write "{DEFAULT}{name}"'
            raise TemplateError("a template that includes itself", place=_place(name, used, files),
                                hint=hint)  # fmt: skip
        if target not in seen:
            seen.add(target)
            todo += used.get(target, [])


def _place(name: str, used: dict[str, list[str]], files: dict[str, _File]) -> str:
    """The line of the reference that closes the loop: the first one of the file will do."""
    file, target = files[name], re.escape(used[name][0])
    found = re.search(rf"""["']{target}["']""", file.text)
    return f"{file.path}:{file.text.count(chr(10), 0, found.start() if found else 0) + 1}"


# --- rendering


def _explain(error: Exception, template: str, view: View) -> NoReturn:
    """Say where in a template it went wrong; what went wrong in our own code stays a traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = Path(frames[-1].filename)
    ours = inner.is_relative_to(PACKAGE) and inner != Path(rendering.filters.__file__)
    if ours and not isinstance(error, JinjaError) and not _is_template(inner.name):
        raise error
    places = [f"{f.filename}:{f.lineno}" for f in frames if _is_template(f.filename)]
    message, hint = str(error) or type(error).__name__, ""
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name!r}"
    if isinstance(error, UndefinedError):
        message, hint = _undefined(message, view)
    raise TemplateError(message, place=places[-1] if places else template, hint=hint) from error


_NO_FIELD = re.compile(r"'sitegen\.(?:views|records)\.(\w+) object' has no attribute '(.+)'")


def _undefined(message: str, view: View) -> tuple[str, str]:
    """Jinja's message in the words of docs/configuration.md, and the fields there are."""
    hint = f"`page` has {', '.join(view.__struct_fields__)}"
    found = _NO_FIELD.fullmatch(message)
    if found is None:
        return message, hint
    owner, field = found.groups()
    if owner == type(view).__name__:
        return f"`page` has no field `{field}`", hint
    fields = getattr(views, owner, None) or getattr(records, owner)
    return f"{owner} has no field `{field}`", f"{owner} has {', '.join(fields.__struct_fields__)}"


def _is_template(filename: str) -> bool:
    return Path(filename).suffix in SUFFIXES


def _clean(pieces: Iterable[str]) -> bytes:
    """UTF-8 without the characters that no page may hold; almost every page has none. Pieces are encoded
    one by one, as most are ASCII and the whole seldom is."""
    texts = list(pieces)
    try:
        data = b"".join(map(str.encode, texts))
    except UnicodeEncodeError:
        return _FORBIDDEN.sub("\ufffd", "".join(texts)).encode()
    if len(data.translate(None, _CONTROLS)) == len(data) and b"\xef" not in data:
        return data
    return _FORBIDDEN.sub("\ufffd", data.decode()).encode()

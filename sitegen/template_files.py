"""The files of a theme's folders: which they are, and what stands in the templates."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from sitegen.errors import TemplateError

DEFAULT = "!default/"  # `{% extends "!default/cable.html" %}` reaches past a project's override
SUFFIXES = frozenset({".html", ".xml", ".txt", ".svg", ".json"})
PACKAGE = Path(__file__).parent


class File(NamedTuple):
    """A template as read: `path` is for error messages."""

    text: str
    path: Path


def default_folder() -> Path:
    """The packaged theme: inside an installed wheel, else beside the package in a checkout."""
    installed = PACKAGE / "_templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def folders(project: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for, the project's own first."""
    default = default_folder()
    if not (default / "base.html").is_file():
        raise TemplateError("the default theme is missing", place=str(default), hint="reinstall")
    return (project, default) if project is not None and project.is_dir() else (default,)


def files(folder: Path) -> Iterator[Path]:
    """Regular, visible files below a folder, sorted; what would be left out without a word is refused."""
    root = folder.resolve()
    for path in sorted(_entries(folder)):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts):
            continue
        if path.is_symlink():
            _check_link(path, root)
        if not inside.as_posix().isprintable() or "\\" in inside.as_posix():
            raise _unusable("a name that no address can have", path, "rename it")
        if path.is_file():
            yield path


def _check_link(path: Path, root: Path) -> None:
    if not path.exists():
        raise _unusable("a link that leads nowhere", path)
    if not path.resolve().is_relative_to(root):
        raise _unusable("a link that leads out of its folder", path)
    if path.is_dir():
        raise _unusable("a link to a folder", path)


def _entries(folder: Path) -> Iterator[Path]:
    """Files, and links to folders, which `os.walk` does not follow."""
    for top, below, names in os.walk(folder, onerror=refuse):
        links = (name for name in below if Path(top, name).is_symlink())
        yield from (Path(top, name) for name in (*names, *links))


def _unusable(
    what: str, path: Path, hint: str = "copy what it leads to into the folder"
) -> TemplateError:
    place = os.fsencode(path).decode("utf-8", "backslashreplace")
    return TemplateError(what, place=place, hint=hint)


def refuse(error: OSError) -> NoReturn:
    """A folder that cannot be read must not look like an empty one."""
    raise TemplateError(error.strerror or str(error), place=str(error.filename)) from error


def read(folder: Path) -> dict[str, File]:
    """The templates of a folder, by name."""
    names = ((path.relative_to(folder), path) for path in files(folder))
    return {
        name.as_posix(): File(_text(path), path)
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


def digest(templates: dict[str, File]) -> str:
    """Another for any other text."""
    whole = hashlib.sha256()
    for name, file in sorted(templates.items()):
        for part in (name.encode(), file.text.encode()):
            whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()

"""The theme: template and static files of the default folder, overridden file by file by a project.

All templates are read once, checked and compiled, so a build works on one snapshot even while
someone edits, and a mistake in a template no page uses is still found. A template receives one
view, `page`; the filters of `render.filters` are all it can call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import template_files, templating
from sitegen.errors import TemplateError, meant
from sitegen.template_files import DEFAULT, File, default_folder
from sitegen.views import View

if TYPE_CHECKING:  # Jinja is read when a page is made
    from jinja2 import Environment


@dataclass(frozen=True)
class Theme:
    """Templates; `digest` changes with any of them; `folders` has the project's first."""

    digest: str
    folders: tuple[Path, ...]
    files: dict[str, File]  # as read, by name

    @cached_property
    def environment(self) -> Environment:
        """What compiles them."""
        return templating.environment(self.files)


def load_theme(project: Path | None, *, is_checked: bool = True) -> Theme:
    """Read all templates, check and compile them. Raises TemplateError with file and line. Those that
    are not checked are compiled when they are used."""
    folders = template_files.folders(project)
    packaged = template_files.read(folders[-1])
    files = {f"{DEFAULT}{name}": file for name, file in packaged.items()} | packaged
    if project in folders:
        files |= template_files.read(folders[0])
    look = _same_or_new(Theme(template_files.digest(files), folders, files))
    if is_checked:
        check_theme(look)
    return look


_last: list[Theme] = []  # the one that was loaded last


def _same_or_new(look: Theme) -> Theme:
    """The theme that was loaded last, with what is compiled of it, if it is the same: in the preview it mostly
    is."""
    if look not in _last:
        _last[:] = [look]
    return _last[0]


def check_theme(theme: Theme) -> None:
    """Compile every template and follow every name it refers to. Raises TemplateError with its place."""
    templating.check(theme.environment, theme.files)


def keep_compiled(theme: Theme, catalog: Path, made_with: str) -> None:
    """Take templates that were compiled already from a folder beside the catalog, and keep there those that
    are; `made_with` names the code and the libraries that do it."""
    kept = templating.Kept(catalog.with_name("templates"), made_with)
    theme.environment.bytecode_cache = kept


def render(theme: Theme, template: str, view: View) -> bytes:
    """The page: a template filled with its view, as UTF-8."""
    return templating.filled(theme.environment, template, view)


def used_by(theme: Theme, template: str) -> tuple[tuple[str, Path], ...]:
    """A template and all it extends, includes and imports, with the files they are in."""
    return templating.used_by(theme.environment, template)


def unused(project: Path | None) -> Iterator[tuple[str, str]]:
    """Templates of a project that stand for none of the theme's and are named in no other, with a hint if
    they are called like one of the theme's. Nothing while a name is put together when a page is made."""
    own = template_files.read(project) if project is not None and project.is_dir() else {}
    if not own:
        return
    packaged = template_files.read(default_folder())
    stems = {Path(name).stem: name for name in packaged}
    named = [(name, templating.named(file.text)) for name, file in own.items()]
    for name in sorted(own.keys() - packaged.keys()):
        if not any({name, None} & words for other, words in named if other != name):
            yield name, meant(Path(name).stem, stems)


def static_files(theme: Theme) -> tuple[tuple[str, Path], ...]:
    """Pairs of site path and file (`/static/style.css`), the project's own winning, sorted."""
    found: dict[str, Path] = {}
    for folder in (folder for folder in reversed(theme.folders) if (folder / "static").is_dir()):
        for path in template_files.files(folder / "static"):
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
        template_files.refuse(error)

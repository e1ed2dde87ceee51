"""`sitegen init`: the files of a new site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sitegen.errors import OutputError

# A file whose name begins with a dot is kept in the package without it.
_DOTTED = {"gitignore": ".gitignore"}


def create(folder: Path) -> list[Path]:
    """Write the starter files. Raises OutputError rather than overwrite one."""
    files = list(_files(resources.files("sitegen") / "starter", Path()))
    for path, _ in files:
        if (folder / path).exists():
            raise OutputError(
                "is already there", place=str(folder / path), hint="choose another folder"
            )
    try:
        for path, data in files:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        raise OutputError(error.strerror or str(error), place=str(folder)) from None
    return [folder / path for path, _ in files]


def _files(place: Traversable, path: Path) -> Iterator[tuple[Path, bytes]]:
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        name = path / _DOTTED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _files(entry, name)
        else:
            yield name, entry.read_bytes()

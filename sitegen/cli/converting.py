"""`sitegen convert`: where the Markdown of a cable goes, and what may stand there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from sitegen import convert as markdown
from sitegen.diagnostics import diagnostic
from sitegen.errors import OutputError
from sitegen.records import Cable, Diagnostic

MOST_OF_ONE = 100  # records of one identifier that are converted


def convert(cable: Cable, destination: Path) -> tuple[str, Path]:
    """(outcome, file): `written`; `standing` if it is there with the same bytes, `refused` if with others.
    Nothing is kept in memory of what was written: a dump may hold any number.

    A folder for each month, as on the site, so that none holds more than a file system is quick with. Of
    records with one identifier each gets a file, `ID.md`, `ID.2.md` …: the build puts them together, or
    tells that they differ."""
    data = markdown.to_markdown(cable).encode()
    folder = destination / f"{cable.date:%Y}" / f"{cable.date:%m}"
    target = folder / f"{cable.identifier}.md"
    for place in range(2, MOST_OF_ONE + 2):
        if not target.exists():
            write_file(target, data)
            return "written", target
        if target.is_file() and target.read_bytes() == data:
            return "standing", target
        if not _is_of_another(target, cable):
            break
        target = folder / f"{cable.identifier}.{place}.md"
    return "refused", target


def _is_of_another(target: Path, cable: Cable) -> bool:
    """Whether a Markdown file was made of another record, so that it is no edited copy of this one."""
    if not target.is_file():
        return False
    there = markdown.from_markdown(target.read_text("utf-8", "replace"), target.name).cable
    return (
        there is not None
        and there.source.format != "markdown"
        and ((there.source.file, there.source.line) != (cable.source.file, cable.source.line))
    )


def refused(path: str, cable: Cable, target: Path) -> Diagnostic:
    """A file of the name is there, and was edited or is none of ours."""
    found = diagnostic("duplicate-identifier", path, cable.source.line, cable.identifier)
    said = f"{target} is already there, with other content"
    return msgspec.structs.replace(found, message=said, hint="")


def write_file(path: Path, data: bytes) -> None:
    """Write a file and the folders above it, whole or not at all. Raises OutputError."""
    _write(path, lambda draft: draft.write_bytes(data))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same of what need not be in memory at once."""

    def write(draft: Path) -> None:
        with draft.open("wb") as file:
            file.writelines(pieces)

    _write(path, write)


def _write(path: Path, write: Callable[[Path], object]) -> None:
    draft = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(draft)
        draft.replace(path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise OutputError(error.strerror or str(error), place=str(path)) from None

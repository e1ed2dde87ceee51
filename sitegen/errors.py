"""Errors that stop the program because the user or the machine is wrong.

    SitegenError            exit code
    ├── UsageError           2  command line
    ├── ConfigError          2  sitegen.toml
    ├── TemplateError        3  a template, or a file it needs
    ├── InputError           4  input that cannot be read at all
    ├── OutputError          5  output folder or disk
    └── BusyError            6  another build holds the lock

A defect of a cable is not an error but a `Diagnostic`; a bug of ours is a traceback.
They are caught once, in `sitegen.cli`, and printed as one line: `place: message` and a hint.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping


class SitegenError(Exception):
    """`place` is a file, or `file:line`; `hint` says what to do."""

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_to_do = f"\n  {self.hint}" if self.hint else ""
        return f"{where}{self.message}{what_to_do}"


class UsageError(SitegenError):
    exit_code = 2


class ConfigError(SitegenError):
    exit_code = 2


class TemplateError(SitegenError):
    exit_code = 3


class InputError(SitegenError):
    exit_code = 4


class OutputError(SitegenError):
    exit_code = 5


class BusyError(SitegenError):
    exit_code = 6


def meant(word: str, known: Mapping[str, str]) -> str:
    """A hint for a word that is none of those known, if it is like one: `known` has what to call each."""
    near = difflib.get_close_matches(word[:80], list(known), 1)
    return f"did you mean `{known[near[0]]}`?" if near else ""

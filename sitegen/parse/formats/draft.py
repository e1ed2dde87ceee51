"""What every format gives before the telegram is read: its lines, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from sitegen.parse.roles import Role
from sitegen.records import Block, Reference


class RecordError(Exception):
    """The record cannot become a cable; caught in `parse`, never seen outside."""

    def __init__(self, code: str, line: int, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.detail = code, line, detail


class Taken(NamedTuple):
    """A line of the file and what it was taken as."""

    number: int
    text: str
    role: Role


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What stands outside the telegram, as typed. The telegram's own word comes first, by the rules
    of `identity`; these values are the fallback, and what only an archive knows."""

    identifier: str = ""
    aliases: tuple[str, ...] = ()  # other forms of the identifier, as an archive has them
    created: str = ""  # in any of the forms `identity.created_date` reads
    is_minute_wrong: bool = False  # the minutes repeat the hour, by a fault of the publisher
    classification: str = ""
    origin: str = ""
    post: str = ""  # its code, where the identifier does not have it
    title: str = ""
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    cited: tuple[Reference, ...] = ()  # references that are links in the source
    captions: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    sender: str = ""
    to: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    executive_order: str = ""
    signed_by: tuple[str, ...] = ()
    drafted_by: str = ""
    approved_by: str = ""
    cleared_by: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    rights: str = ""
    attributes: dict[str, str] = {}


class Draft(msgspec.Struct, frozen=True):
    """The telegram's lines, with the line of the file of each (from 1), and what is around them.

    `frame` are the lines outside the telegram, for `sitegen parse --explain` and for the measure of
    what was understood. `blocks` is the text where a format has it structured already.
    """

    lines: Sequence[str]
    numbers: Sequence[int]
    metadata: Metadata = Metadata()
    frame: tuple[Taken, ...] = ()
    partial: bool = False
    foreword: str = ""  # a note above the telegram, which is not of it
    controls: int = 0  # control characters left out
    unreadable: int = 0  # runs of signs that stand for bytes the archive could not convert
    no_text: str = ""  # why the archive has the record but not the text, in its words
    is_mended: bool = False  # its markup was broken, and read as far as it goes
    is_cut: bool = False  # it ends inside the telegram
    blocks: tuple[Block, ...] | None = None

    def number(self, index: int) -> int:
        """The line of the file of `lines[index]`; of the end, the last one."""
        return self.numbers[min(index, len(self.numbers) - 1)] if self.numbers else 1


def split_line(
    lines: Sequence[str], numbers: Sequence[int], place: int, parts: tuple[str, str]
) -> tuple[list[str], list[int]]:
    """The lines and their numbers with that at `place` as two, which have its number both."""
    return (
        [*lines[:place], *parts, *lines[place + 1 :]],
        [*numbers[: place + 1], *numbers[place:]],
    )

"""What goes into the search index: one `Entry` a cable, and the names shown in the filters."""

from datetime import date
from functools import lru_cache

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One cable as search sees it. `paragraphs` are plain text; each is one position space."""

    url: str  # site path, '/cable/2009/02/09TASHKENT208.html'
    identifier: str  # '09TASHKENT208'
    title: str  # for display
    date: str  # ISO 8601 UTC, '2009-02-24T08:27:00Z'
    post: str  # 'TASHKENT'
    classification: str  # 'UNCLASSIFIED//FOR OFFICIAL USE ONLY'
    tags: tuple[str, ...]  # codes
    subject: str  # as sent
    paragraphs: tuple[str, ...]
    facts: tuple[str, ...] = ()  # what else its page says of it: post, tags, captions, signature
    specimen: bool = False  # invented, and shown as such
    country: str = ""  # of the post; '' if it is not known
    captions: tuple[str, ...] = ()


class Labels(msgspec.Struct, frozen=True):
    """Names for the filters, by code; '' or absent where unknown."""

    posts: dict[str, str]
    tags: dict[str, str]


class Postings(msgspec.Struct, frozen=True):
    """One cable in words. `text` holds all position spaces but the first, its words parted by blanks and a
    mark after each: 0 `filters`, 1 identifier, 2 subject, 3 and on the `facts`, then the paragraphs."""

    filters: list[str]
    text: str
    spaces: int
    facts: int


_FIRST_DAY = date(1700, 1, 1).toordinal()  # a day of our times fits a varint of three bytes


@lru_cache(1 << 12)
def day_of(day: str) -> int:
    """Days from 1 January 1700 to an ISO date; 0 for what is earlier."""
    return max(0, date.fromisoformat(day).toordinal() - _FIRST_DAY)


def day_number(entry: Entry) -> int:
    """The day of a cable."""
    return day_of(entry.date[:10])


def order(entry: Entry) -> tuple[str, str]:
    """What cables are put in order by: the minute, then the identifier."""
    return entry.date[:16], entry.identifier


@lru_cache(1 << 16)
def code(text: str) -> str:
    """A tag, post or classification as a term may hold it: one line, no control characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())

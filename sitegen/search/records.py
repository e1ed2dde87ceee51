"""What goes into the search index: one `Entry` a cable, and the names shown in the filters."""

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


class Labels(msgspec.Struct, frozen=True):
    """Names for the filters, by code; '' or absent where unknown."""

    posts: dict[str, str]
    tags: dict[str, str]


class Postings(msgspec.Struct, frozen=True):
    """One cable in words. `words` holds all position spaces one after the other, `lengths` the
    number of words in each: 0 facets, 1 identifier, 2 subject, 3 and on the paragraphs, then `facts`
    spaces of facts."""

    month: int  # see `month_number`
    words: list[str]
    lengths: tuple[int, ...]
    facts: int


FIRST_YEAR = 1700  # a month of our times fits a varint of two bytes


def month_number(date: str) -> int:
    """Months since January 1700 of an ISO date; 0 for what is earlier."""
    return max(0, (int(date[:4]) - FIRST_YEAR) * 12 + int(date[5:7]) - 1)


@lru_cache(1 << 16)
def code(text: str) -> str:
    """A tag, post or classification as a term may hold it: one line, no control characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())

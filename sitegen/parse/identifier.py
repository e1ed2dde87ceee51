"""Identifiers: `09TASHKENT208` = year of two digits, post without blanks, number without zeros."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen import reference
from sitegen.parse import grammar

VOLUMES = ("frus", "dfat")  # series of printed volumes, whose documents are numbered in each


@lru_cache(maxsize=256)  # a cable's own is asked for several times
def canonical(raw: str) -> str | None:
    """The canonical form of an identifier, or None if it is not one. Rule 5: what an export took
    into it (service words, sections, signals, a second year) goes away.

    >>> canonical("06RIODEJANEIRO001238"), canonical("08SCTION02OF02SAOPAULO335")
    ('06RIODEJANEIRO1238', '08SAOPAULO335')
    """
    if raw[:4].lower() in VOLUMES:
        name = raw.strip().lower()
        return name if grammar.VOLUME_DOCUMENT.fullmatch(name) else None
    text = re.sub(r"[\s'’.-]", "", raw.upper())
    text = grammar.LONG_YEAR.sub(lambda year: year[1] or year[2], text, count=1)
    text = grammar.NOT_OF_POST.sub("", text)
    found = grammar.IDENTIFIER.fullmatch(grammar.NOT_OF_NUMBER.sub("", text))
    if not found:
        return None
    year, post, number, suffix = found.groups()
    return f"{year}{post_code(post, full_year(int(year)))}{number}{suffix}"


@lru_cache(maxsize=4096)  # few posts, named often
def post_code(name: str, year: int | None = None) -> str:
    """`RIO DE JANEIRO`, `N'DJAMENA`, `USUN`, `AMEMBASSY OSLO` → the code in identifiers. The short and
    misspelt forms are those of post_forms.csv; of other names the letters are left."""
    letters = re.sub(r"['’]S$|[^A-Z]", "", name.upper())
    bare = grammar.KIND_OF_POST.sub("", letters)
    found = reference.post_form(letters, year) or reference.post_form(bare, year)
    return found or (bare if known_post(bare) else letters)


def build(year: int, post: str, number: str) -> str:
    return f"{year % 100:02d}{post_code(post, year)}{int(number)}"


def is_one_edit(one: str, other: str) -> bool:
    """Whether a letter was changed, lost, doubled, or two beside each other changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, rest_of_other = one[same:], other[same:]
    return (
        rest[1:] == rest_of_other[1:]
        or rest[1:] == rest_of_other
        or rest == rest_of_other[1:]
        or (rest[1::-1] == rest_of_other[:2] and rest[2:] == rest_of_other[2:])
    )


def parts(identifier: str) -> tuple[int, str, int]:
    """(year of four digits, post code, number) of a canonical identifier; a document of a volume has the
    first year of the volume, and no post."""
    if volume := grammar.VOLUME_DOCUMENT.fullmatch(identifier):
        return int(volume[1] or 0), "", int(volume[2])
    found = grammar.IDENTIFIER.fullmatch(identifier)
    if not found:
        raise ValueError(f"not an identifier: {identifier!r}")
    return full_year(int(found[1])), _without_series(found[2]), int(found[3])


def _without_series(post: str) -> str:
    """An airgram has a letter before its number: 73BANGKOKA50; a circular one has two: 56STATECA3790."""
    if not known_post(post):
        for series in ("CA", "A"):
            if post.endswith(series) and known_post(post.removesuffix(series)):
                return post.removesuffix(series)
    return post


def full_year(two_digits: int) -> int:
    """66..99 are 1966..1999, the rest 2000 on: electronic telegrams begin in 1966."""
    return two_digits + (1900 if two_digits >= 66 else 2000)


def known_post(code: str) -> bool:
    return reference.post(code) is not None

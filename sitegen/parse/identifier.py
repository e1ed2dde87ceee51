"""Identifiers: `09TASHKENT208` = year of two digits, post without blanks, number without zeros."""

from __future__ import annotations

import re

from sitegen import reference
from sitegen.parse import grammar

# How references and classification lines shorten or vary a post's name → the code its ids carry.
POST_FORMS = {
    "SECSTATE": "STATE", "SECSTATE WASHDC": "STATE", "STATE DEPT": "STATE", "DEPT": "STATE", "DEPTEL": "STATE",
    "RIO": "RIODEJANEIRO", "HK": "HONGKONG", "HCMC": "HOCHIMINHCITY", "ADDIS": "ADDISABABA",
    "PTO SPAIN": "PORTOFSPAIN", "UNVIE": "UNVIEVIENNA", "USUN": "USUNNEWYORK", "DAR": "DARESSALAAM",
    "ST. DOMINGO": "SANTODOMINGO",
}  # fmt: skip


def canonical(raw: str) -> str | None:
    """The canonical form of an identifier, or None if it is not one. Rule 5: what an export took
    into it (service words, sections, signals, a second year) goes away.

    >>> canonical("06RIODEJANEIRO001238"), canonical("08SCTION02OF02SAOPAULO335")
    ('06RIODEJANEIRO1238', '08SAOPAULO335')
    """
    text = re.sub(r"[\s'’.-]", "", raw.upper())
    text = grammar.LONG_YEAR.sub(lambda year: year[1] or year[2], text, count=1)
    text = grammar.NOT_OF_POST.sub("", text)
    found = grammar.IDENTIFIER.fullmatch(grammar.NOT_OF_NUMBER.sub("", text))
    return "".join(found.groups()) if found else None


def post_code(name: str) -> str:
    """`RIO DE JANEIRO`, `N'DJAMENA`, `USUN NEW YORK` → the code in identifiers."""
    name = " ".join(name.upper().split())
    return POST_FORMS.get(name) or re.sub(r"[^A-Z]", "", name)


def build(year: int, post: str, number: str) -> str:
    return f"{year % 100:02d}{post_code(post)}{int(number)}"


def parts(identifier: str) -> tuple[int, str, int]:
    """(year of four digits, post code, number) of a canonical identifier."""
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

"""Facts about telegrams: TAGS, posts, captions, levels, read once from the CSV files in `data/`.

Pure look-ups: a code (and where the meaning changed, a year) gives a name, or an empty answer.
README.md in this folder names the sources.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

import msgspec


class Tag(msgspec.Struct, frozen=True):
    """`kind` is subject, geo, region, organization, program, person or unknown."""

    code: str
    kind: str
    name: str


class Post(msgspec.Struct, frozen=True):
    code: str
    name: str
    city: str
    country: str


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath("data", file).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _tags() -> dict[str, list[tuple[int, int, Tag]]]:
    found: dict[str, list[tuple[int, int, Tag]]] = {}
    for row in _rows("tags.csv"):
        first, _, last = row["era"].partition("-")
        tag = Tag(row["code"], row["kind"], row["name"])
        found.setdefault(tag.code, []).append((int(first or 0), int(last or 9999), tag))
    return found


def is_tag(code: str) -> bool:
    """Whether a code is in the list of any era."""
    return code in _tags()


@cache
def tag(code: str, year: int) -> Tag:
    """The tag as understood in a year: the era that holds it, else the one nearest in time."""
    eras = _tags().get(code)
    if not eras:
        return Tag(code, _kind_by_form(code), "")
    return min(eras, key=lambda era: (_distance(year, era[0], era[1]), not era[2].name))[2]


def _kind_by_form(code: str) -> str:
    """cablemap's rule for codes in no list: a comma names a person, K and three a program."""
    if "," in code:
        return "person"
    if len(code) == 2:
        return "geo"
    return "program" if re.fullmatch(r"K[A-Z]{3,}", code) else "unknown"


def _distance(year: int, first: int, last: int) -> int:
    return max(first - year, year - last, 0)


@cache
def _posts() -> dict[str, Post]:
    rows = _rows("posts.csv")
    return {
        row["code"]: Post(row["code"], _particles(row["display_name"]), row["city"], row["country"])
        for row in rows
    }


def _particles(name: str) -> str:
    """`Rio De Janeiro`, as the dump's metadata write it, is Rio de Janeiro."""
    return re.sub(r" (De|Au|Of|Es) ", lambda found: found[0].lower(), name)


def post(code: str) -> Post | None:
    """A post by the code its identifiers carry: `RIODEJANEIRO`."""
    return _posts().get(code)


@cache
def _posts_by_name() -> dict[str, str]:
    """`AMEMBASSY`-less capitals without blanks → code, of display name and city."""
    names: dict[str, str] = {}
    for known in _posts().values():
        names.setdefault(re.sub(r"[^A-Z]", "", known.name.upper()), known.code)
    return names


def post_code_of(name: str) -> str | None:
    """The code of an addressee or origin: `AMEMBASSY TASHKENT`, `Embassy Tashkent`, `SECSTATE WASHDC`."""
    if re.match(r"SECSTATE\b|DEPT? OF STATE|SECRETARY OF STATE", name.upper()):
        return "STATE"
    letters = re.sub(r"[^A-Z]", "", name.upper())
    bare = re.sub(
        r"^(AMEMBASSY|AMCONSUL|AMCONGEN|AMCONSULATE|USMISSION|EMBASSY|CONSULATE)", "", letters
    )
    for candidate in (letters, bare):
        if candidate in _posts():
            return candidate
    return _posts_by_name().get(letters)


@cache
def captions() -> dict[str, str]:
    """Caption → meaning."""
    return {row["caption"]: row["meaning"] for row in _rows("captions.csv")}


@cache
def precedences() -> dict[str, str]:
    """Prosign or word (`R`, `PRIORITY`) → meaning; for O the commoner IMMEDIATE."""
    found: dict[str, str] = {}
    for row in _rows("precedence.csv"):
        found[row["word"]] = row["meaning"]
        found[row["prosign"]] = f"{row['word'].capitalize()}: {row['meaning']}"
    return found


@cache
def acronyms() -> frozenset[str]:
    """Tokens that keep their capitals in a title, without punctuation around them."""
    tokens = (re.sub(r"^\W+|\W+$", "", row["acronym"]) for row in _rows("acronyms.csv"))
    return frozenset(token for token in tokens if token)


@cache
def levels() -> dict[str, int]:
    """Classification level → rank, 0 (UNCLASSIFIED) to 5 (TOP SECRET)."""
    return {row["level"]: int(row["rank"]) for row in _rows("classification.csv")}


@cache
def executive_orders() -> frozenset[str]:
    """The numbers of the orders on classification."""
    return frozenset(row["number"] for row in _rows("executive_orders.csv"))

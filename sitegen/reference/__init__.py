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
    same_as: str = ""  # the code of the same post under another name: KIEV is KYIV


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
def tag_names() -> re.Pattern[str]:
    """Finds the tags of several words: `EL AL`, `CLINTON, HILLARY`, with or without their comma. One group."""
    names = sorted((code for code in _tags() if " " in code), key=len, reverse=True)
    forms = (r"[ ,]{1,3}".join(map(re.escape, re.split(r",? ", name))) for name in names)
    return re.compile(rf"(?<![A-Z])((?:{'|'.join(forms)}))(?![A-Z])", re.IGNORECASE)


def current_tag(code: str, year: int | None) -> str:
    """RS for RU, as Russia was written for a while after 1991; since 2013 RU is its code again."""
    return "RS" if code == "RU" and (year is None or year < 2013) else code


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
    rows = [*_rows("posts_closed.csv"), *_rows("posts.csv")]  # the posts of the dump come first
    return {
        row["code"]: Post(
            row["code"],
            _particles(row["display_name"]),
            row["city"],
            row["country"],
            row.get("same_post_as", ""),
        )
        for row in rows
    }


def _particles(name: str) -> str:
    """`Rio De Janeiro`, as the dump's metadata write it, is Rio de Janeiro."""
    return re.sub(r" (De|Au|Of|Es) ", lambda found: found[0].lower(), name)


def post(code: str) -> Post | None:
    """A post by the code its identifiers carry: `RIODEJANEIRO`."""
    return _posts().get(code)


def main_post(code: str) -> str:
    """The code of a post whose city or name changed: KYIV for KIEV, else the code itself."""
    known = post(code)
    return known.same_as if known and post(known.same_as) else code


# An enclave: the embassy there stands in the city around it.
_CITIES = {("Vatican City", "Holy See (Vatican City State)"): ("Rome", "Italy")}


@cache
def _cities() -> dict[tuple[str, str], tuple[str, ...]]:
    """(city, country) → the codes of its posts, where there are several. Departments at home number
    their own."""
    found: dict[tuple[str, str], set[str]] = {}
    for known in _posts().values():
        if known.city and known.country != "United States":
            place = (known.city, known.country)
            found.setdefault(_CITIES.get(place, place), set()).add(known.code)
    return {
        city: tuple(sorted(codes))
        for city, codes in found.items()
        if len(set(map(main_post, codes))) > 1
    }


@cache
def city_posts(code: str) -> tuple[str, ...]:
    """All posts of a post's city, by code, if it has several: those of Brussels for USEUBRUSSELS. Their
    cables may carry each other's code (5 FAH-2; the dump has USEU Brussels under BRUSSELS)."""
    known = post(code)
    if known is None:
        return ()
    place = (known.city, known.country)
    return _cities().get(_CITIES.get(place, place), ())


@cache
def _nara_posts() -> dict[str, str]:
    """Of posts that share a code, the one that is spelt like the name it was cut from."""
    found: dict[str, str] = {}
    for row in _rows("posts_nara_1973_79.csv"):
        is_same = row["name_used"].replace(" ", "") == row["post_code"]
        if row["post_code"] and (is_same or row["nara_code"] not in found):
            found[row["nara_code"]] = row["post_code"]
    return found


def nara_post(code: str) -> str | None:
    """The post of a station code of the National Archives' telegrams: `NEWDE` → NEWDELHI."""
    return _nara_posts().get(code)


@cache
def _post_forms() -> dict[str, list[tuple[int, int, str]]]:
    forms: dict[str, list[tuple[int, int, str]]] = {}
    for row in _rows("post_forms.csv"):
        first, last = int(row["first_year"] or 0), int(row["last_year"] or 9999)
        key = re.sub(r"[^A-Z]", "", row["form"])
        forms.setdefault(key, []).append((first, last, row["code"]))
    return forms


def post_form(letters: str, year: int | None = None) -> str | None:
    """The code for a short or misspelt form of a post, capitals without blanks; what holds for some
    years alone needs the year."""
    for first, last, code in _post_forms().get(letters, ()):
        if first <= (year or 0) <= last or (first, last) == (0, 9999):
            return code
    return None


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
    letters = re.sub(r"[^A-Z]", "", name.partition("//")[0].upper())  # `TEL AVIV//ECON//`
    bare = re.sub(
        r"^(AMEMBASSY|AMCONSUL|AMCONGEN|AMCONSULATE|USMISSION|EMBASSY|CONSULATE)", "", letters
    )
    for candidate in (letters, bare):
        if found := post_form(candidate):
            return found
        if candidate in _posts():
            return candidate
    return _posts_by_name().get(letters)


# Where the table's meaning is a note for those who work with it and not for readers.
_CAPTIONS = {
    "SENSITIVE": "Sensitive: to be handled with care, whatever the classification",
    "SPECAT": "Special category: for those named only, in military traffic",
    "SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY": "Sensitive, though not classified",
}


@cache
def captions() -> dict[str, str]:
    """Caption → meaning as a reader needs it: without the table's remarks after it."""
    rows = {row["caption"]: row["meaning"] for row in _rows("captions.csv")}
    remark = re.compile(r";.*| \([^)]*\)$")
    return {word: remark.sub("", meaning) for word, meaning in rows.items()} | _CAPTIONS


@cache
def precedences() -> dict[str, str]:
    """Prosign (`R`) → word; for O the commoner IMMEDIATE."""
    return {row["prosign"]: row["word"] for row in _rows("precedence.csv")}


@cache
def _reasons() -> dict[str, str]:
    return {row["code"]: row["meaning"] for row in _rows("reason_codes.csv")}


def reason(code: str) -> str:
    """Why a cable was classified, by section and letter of the executive order: `1.4(b)`. Until
    2003 the section was 1.5, with letters to (g)."""
    plain = re.sub(r"^1\.5(?=\([a-g]\)$)", "1.4", code.replace(" ", "").lower())
    return _reasons().get(plain, "")


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


@cache
def titles() -> dict[str, str]:
    """Words of titles, small letters → kind: `person`, `office` or `link`, a word between two."""
    return {row["word"]: row["kind"] for row in _rows("titles.csv")}


@cache
def _places() -> frozenset[str]:
    known = _posts().values()
    names = {name for post in known for name in (post.code, post.city, post.country)}
    return frozenset(re.sub(r"[^A-Z]", "", name.upper()) for name in names)


def is_place(name: str) -> bool:
    """Whether a name is of a city with a post, or of its country."""
    return re.sub(r"[^A-Z]", "", name.upper()) in _places()

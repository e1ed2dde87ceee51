"""How things are called and where they live: dates in words, terms with their meaning and address."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sitegen import reference, urls
from sitegen.records import Cable
from sitegen.views import CableLink, Link, Term

MONTHS = (
    "January February March April May June July August September October November December".split()
)
TAXONOMIES = {
    "tag": "Tags",
    "post": "Posts",
    "date": "Dates",
    "classification": "Classifications",
}
LEVELS = {
    "UNCLASSIFIED": "Not classified; may still not have been meant for the public.",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY": "Not classified, but sensitive: for official use only.",
    "LIMITED OFFICIAL USE": "An administrative marking, not a classification; replaced in 1995.",
    "CONFIDENTIAL": "Disclosure could be expected to damage national security.",
    "CONFIDENTIAL//NOFORN": "Confidential, and not to be released to foreign nationals.",
    "SECRET": "Disclosure could be expected to damage national security seriously.",
    "SECRET//NOFORN": "Secret, and not to be released to foreign nationals.",
    "TOP SECRET": "Disclosure could be expected to damage national security exceptionally gravely.",
}
AUSTRALIAN = "As classified by the Australian Government at the time."

PRECEDENCES = {
    "FLASH": "The most urgent: sent at once, before everything else.",
    "NIACT IMMEDIATE": "Urgent, and to be acted on even at night.",
    "IMMEDIATE": "Urgent: sent before priority and routine telegrams.",
    "PRIORITY": "Sent before routine telegrams.",
    "ROUTINE": "No haste: sent in its turn.",
}


SPECIMEN_BLOCKS = 3  # in which a text says that it was invented


@lru_cache(maxsize=1 << 14)  # the days of forty years, and more
def date_words(prefix: str) -> str:
    """`2009` → 2009, `2009-02` → February 2009, `2009-02-24` → 24 February 2009."""
    parts = prefix.split("-")
    words = [parts[0], *(MONTHS[int(month) - 1] for month in parts[1:2])]
    return " ".join([str(int(day)) for day in parts[2:3]] + words[::-1])


def unit(prefix: str) -> str:
    """What the children of a date prefix are: years, then months, then days."""
    return ("year", "month", "day", "")[len(prefix.split("-")) if prefix else 0]


def slugs(names: Iterable[str]) -> dict[str, str]:
    """One path segment a name. Names whose segments would be alike, also but for case, get letters
    of their own hash, so that no page takes another's place (`C` and `C++`); capitals keep theirs."""
    names = list(names)
    count = Counter(urls.segment(name).casefold() for name in names)
    return {name: _slug(name, count[urls.segment(name).casefold()] > 1) for name in names}


# The file that lists all terms, and what looks as if it had a hash already.
_TAKEN = re.compile(r"index\.html|.*-[0-9a-f]{12}", re.IGNORECASE)


def _slug(name: str, is_shared: bool) -> str:
    segment = urls.segment(name)
    is_own = not is_shared or segment == name == name.upper()
    if is_own and not _TAKEN.fullmatch(segment):
        return segment
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{segment}-{digest[:12]}"


Slugs = Mapping[str, Mapping[str, str]]  # taxonomy → name → segment


def term_url(slugs: Slugs, taxonomy: str, name: str) -> str:
    """The address of a term's index, '' where the collection has none."""
    if taxonomy == "date":
        return "/date/"
    segment = slugs.get(taxonomy, {}).get(name)
    return f"/{taxonomy}/{segment}/" if segment else ""


def tag(slugs: Slugs, code: str, year: int) -> Term:
    known = reference.tag(code, year)
    return Term(code, known.name, term_url(slugs, "tag", code), known.kind)


def classification(slugs: Slugs, name: str, form: str = "") -> Term:
    """With what it means: the levels of another government (`form` is the source's format) are not ours."""
    meaning = AUSTRALIAN if form == "dfat" and name in LEVELS else LEVELS.get(name, "")
    return Term(name, meaning, term_url(slugs, "classification", name), "")


def precedence(sign: str) -> Term:
    """`R` → Routine (R), with what that meant for the telegram."""
    word = reference.precedences().get(sign, sign)
    name = word.capitalize() if word in PRECEDENCES else word
    return Term(name if sign == word else f"{name} ({sign})", PRECEDENCES.get(word, ""))


def day_url(day: str) -> str:
    return urls.bucket_url("/date/", day)


def cable_link(cable: Cable) -> CableLink:
    """A cable as it stands in lists; its post links nowhere, as a list does not depend on others."""
    day, _, time = cable.date.isoformat().partition("T")
    return CableLink(
        url=urls.cable_url(cable.identifier, cable.date.date()),
        identifier=cable.identifier,
        title=cable.title,
        date=day,
        time=time[:5],
        post=Link(cable.origin.name),
        classification=cable.classification,
        specimen=is_specimen(cable),
    )


def is_specimen(cable: Cable) -> bool:
    """Whether a banner, or the beginning of a text that knows no banners, says that it was invented."""
    openings = (getattr(block, "text", "") for block in cable.body[:SPECIMEN_BLOCKS])
    return any(text.startswith("SPECIMEN") for text in (*cable.banners, *openings))


def cable_terms(cable: Cable) -> list[tuple[str, str]]:
    """The terms under which a cable is listed, as (taxonomy, name)."""
    return [
        ("date", ""),
        *(("post", code) for code in (cable.origin.code,) if code),
        *(("classification", name) for name in (cable.classification,) if name),
        *(("tag", code) for code in cable.tags if code),
    ]


def linked(cable: Cable) -> tuple[CableLink, list[tuple[str, str]]]:
    """What the catalog keeps of a cable beside its record."""
    return cable_link(cable), cable_terms(cable)

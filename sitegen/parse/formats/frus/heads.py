"""The head of a document: who wrote to whom, and the post that is."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from sitegen import reference
from sitegen.parse import identifier
from sitegen.parse.formats.frus.text import Element, name_of
from sitegen.parse.text import squeeze


class Head(msgspec.Struct, frozen=True):
    """`typed` is all of it, `title` what it says without the document's number, `number` the telegram's."""

    typed: str = ""
    title: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    number: str = ""


_DOCUMENT_NUMBER = re.compile(r"\[?(?:No\. ?)?[0-9]{1,5}[.\]]?\s+")
_KIND = r"(?:Telegram|Airgram|Message)"
# `Telegram 1235 From`, `Airgram A–123 From`, `Telegram Secto 12 From`, `Circular Telegram 456 to`.
_NUMBER = re.compile(rf"{_KIND} ((?:[A-Z][A-Za-z]{{0,9}}[ –-])?[0-9]{{1,6}}) (?:From|from|to|To)\b")
_FROM_TO = re.compile(r"\b[Ff]rom (?P<sender>.{1,200}?) (?:[Tt]o) (?P<to>.{1,300})")
# Before 1952: `The Ambassador in the Soviet Union (Bohlen) to the Department of State`.
_THE_TO = re.compile(r"(?P<sender>The .{1,200}?) to (?P<to>.{1,300})")
_FROM = re.compile(r"\b[Ff]rom (?P<sender>.{1,200})")


def read_head(element: Element | None, typed: str) -> Head:
    """Names marked as such in the head come first; else they are told by its words."""
    title = _DOCUMENT_NUMBER.sub("", typed, count=1) if _DOCUMENT_NUMBER.match(typed) else typed
    number = _NUMBER.search(title)
    found = _FROM_TO.search(title) or _THE_TO.match(title)
    alone = found or _FROM.search(title)
    sender = _glosses(element, "from")[:1] or ([alone["sender"]] if alone else [])
    to = _glosses(element, "to") or ([found["to"]] if found else [])
    return Head(
        typed=typed,
        title=title,
        sender=_plain(sender[0]) if sender else "",
        to=tuple(map(_plain, to)),
        number=number[1] if number else "",
    )


def _glosses(element: Element | None, kind: str) -> list[str]:
    if element is None:
        return []
    found = (one for one in element.iter() if name_of(one) == "gloss" and one.get("type") == kind)
    return [squeeze("".join(map(str, one.itertext()))) for one in found]


def _plain(name: str) -> str:
    """`the Embassy in Iran` → `Embassy in Iran`, as the volumes mark it."""
    return re.sub(r"^[Tt]he (?=[A-Z])", "", name.strip(" .,;"))


# -- the post ------------------------------------------------------------------------------------------

_MISSION = re.compile(
    r"(?:Embassy|Legation|Consulate|Consul\b|Ambassador\b|Minister in\b|Chargé\b|Mission at Geneva|Interests Section)"
)
_DEPARTMENT = re.compile(
    r"(?:Acting )?Secretary of State\b|Department of State\b|Under Secretary of State\b"
)
_AT = re.compile(r"\b(?:at|in) ([A-Z][\w. ]{2,30}?)(?= \(|,|$)")
# Missions to organizations are not the embassy of the city they are in.
_ORGANIZATIONS = (("United Nations", "USUNNEWYORK"), ("North Atlantic", "USNATO"))


def office(sender: str, place: str) -> tuple[str, str]:
    """(code of the post, label where the post's own name is not it): an embassy by the place the telegram is
    dated from, the Department as STATE, any other office by its name."""
    for words, code in _ORGANIZATIONS:
        if words in sender and "Mission" in sender:
            return code, ""
    if _DEPARTMENT.match(sender) and (not place or place.startswith("Washington")):
        return "STATE", ""
    at = _AT.search(sender)
    city = place or (at[1] if at else "")
    if _MISSION.match(sender) and (letters := _letters(city.partition(",")[0])):
        code = identifier.post_code(letters)
        return (code, "") if reference.post(code) else (code, sender)
    return _letters(sender)[:40] or "UNKNOWN", sender or "Sender not named"


def _letters(name: str) -> str:
    """`Asunción` → ASUNCION."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z]", "", plain.upper())

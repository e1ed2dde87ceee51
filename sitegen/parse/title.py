"""A subject in capitals as a title in title case that keeps acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sitegen import reference

MAX_SUBJECT = 2000
_SMALL = frozenset(
    "a an and as at but by de for from in into nor of off on onto or over per the to up upon via vs with".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_EDGE = re.compile(r"[:?!.]\s*$|--\s*$| - $|[(\"“]$")  # before the first word of a part
_PART_ENDS = re.compile(r"\s?--|\s-\s|[:?!]\s")  # behind its last word
_LETTERS = re.compile(r"(?:[A-Z]\.)*[A-Z]")  # `U.S`, whose last stop stands behind the word
_PLURAL_NUMBER = re.compile(r"(?:[0-9]{2})?[0-9]0S")  # `1990S`, `90S`
_INSIDE = frozenset("au aux del des di du el en es la le les sur the".split())  # of a compound
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)S?")
# Words and names of everyday English that the list of acronyms holds as well; as words they are far commoner.
_EVERYDAY = frozenset(
    """ace aces ad adam ago aid alleged amendment app are arena art bashar basics be bee burnaby cafe can cap car
    carryover cat cement chores coin com commit cool cop cope dad dark demarche dicarlo do doc dot dragon dutch echo
    elvis embassy etc exact fan far fast fit fix geysers gift globe go goes ham has hat he hoc ice illegible in is
    it its jam jannuzi joseph legal let lite lute mac mail man maoist map may me meet mend mist mom most mustard
    muktada needs no not off or pace pad pal pan papa par para pet philips pick pisces post pro prosper protect
    sang sea seed sesame shannon sharon smart so spa star start stop summary sunni swift thai to trident trips
    update vans vectors was wash we who youth zenica""".upper().split()
)
# Before a full stop a title or a part of a name; the first ones without it too.
_TITLES = frozenset(("MR", "MRS", "JR", "LTD", "ST"))
_SHORTENED = _TITLES | frozenset(
    ("DR", "MS", "ST", "SR", "MT", "FT", "AMB", "BRIG", "GEN", "COL", "LT")
)
# `MCCAIN`, `MCNAMARA`: no acronym of MCC or MCA is as long and goes on so.
_SCOTTISH = re.compile(r"MC(?=[A-Z]*[AEIOUY])([A-Z]{4,})")
_PLURALS = frozenset(
    """NGOS INGOS IDPS IEDS MOUS FTAS GMOS IFIS UAVS MPS MEPS PRTS SMES CEOS FSOS EFMS PMS TCNS VIPS QIZS PKOS POWS
    ICBMS MLATS EEZS MDGS TIFAS AMCITS FSNS""".split()
)
# French articles, lower in `Charge d'Affaires`; other names keep theirs: D'Amato.
_ARTICLE = re.compile(r"([DL])(['’])(AFFAIRES?|IVOIRE|ETAT|OR|ART|OEUVRE|EQUIPE)")


def title_case(subject: str) -> str:
    """Capitals → title case (`PORT-AU-PRINCE` → Port-au-Prince). A subject that already has small letters
    is left as it is, and so is a text far too long for a subject.

    >>> title_case("THE HARBOUR OF OSLO -- A VIEW")
    'The Harbour of Oslo -- A View'
    """
    if len(subject) > MAX_SUBJECT or any(map(str.islower, subject)):
        return subject
    words = list(_WORD.finditer(subject))
    out, end = [], 0
    for place, found in enumerate(words):
        before, after = subject[end : found.start()], subject[found.end() : found.end() + 2]
        if before == " " == after[:1] and after[1:].isalnum() and place:  # of most
            out.append(f" {_cased(found[0], False)}")
            end = found.end()
            continue
        edge = place in (0, len(words) - 1) or (before != " " and _is_edge(words, place, before))
        edge = edge or (found[0].lower() in _SMALL and bool(_PART_ENDS.match(subject, found.end())))
        out.append(before + _in_place(found, before, subject, edge))
        end = found.end()
    return "".join(out) + subject[end:]


def _is_edge(words: Sequence[re.Match[str]], place: int, before: str) -> bool:
    """Whether a part begins here; the stop of `U.S.` or `AMB.` ends none."""
    if before.lstrip()[:1] == "." and before.strip() == ".":
        last = words[place - 1][0]
        return last not in _SHORTENED and not _LETTERS.fullmatch(last)
    return bool(_EDGE.search(before))


def _in_place(found: re.Match[str], before: str, subject: str, edge: bool) -> str:
    """The word by what stands beside it: small words inside a compound are lower (`One-on-One`), at its
    head they are not (`In-Depth`)."""
    word, after = found[0], subject[found.end() : found.end() + 2]
    if after[:1] == "-" and before == "-" and word.lower() in _SMALL | _INSIDE:
        return word.lower()
    if after[:1] == "-" and word in ("AL", "EL"):
        return word.capitalize() if edge else word.lower()  # an Arabic article
    if len(word) <= 2 and after[:1] == "-" and after[1:].isdigit():
        return word  # `MI-8`, `SY-3`, `F-16`
    if after[:1] == "/" and len(word) == 1:
        return word  # `A/S-EQUIVALENT`
    if after[:1] == "." and word in _SHORTENED:
        return word.capitalize()
    leads = before != "-" and after[:1] == "-"
    return _cased(word, edge or leads)


@lru_cache(maxsize=8192)  # subjects share their words
def _cased(word: str, edge: bool) -> str:
    if re.fullmatch(r"X{3,}", word):
        return word  # a redaction
    if word.lower() in _SMALL and not edge:
        return word.lower()
    if _ORDINAL.fullmatch(word):
        return word.lower()
    if word.lower() in _SMALL or word in _EVERYDAY:
        return word.capitalize()
    if named := _name(word):
        return named
    stem, mark, ending = word.rpartition("'")
    if mark and len(ending) <= 2:
        return _cased(stem, edge) + mark + ending.lower()
    if _keeps_capitals(word):
        return word
    parts = [part.capitalize() for part in re.split(r"(['’.&])", word)]
    for place in range(2, len(parts), 2):
        if parts[place - 1] in "'’" and len(parts[place - 2]) > 1:
            parts[place] = parts[place].lower()  # Qa'ida, but N'Djamena and O'Brien
    return "".join(parts)


def _name(word: str) -> str | None:
    """A name in its usual spelling, whatever the list of acronyms says; None of other words."""
    if article := _ARTICLE.fullmatch(word):
        return article[1].lower() + article[2] + article[3].capitalize()
    if word in _PLURALS or _PLURAL_NUMBER.fullmatch(word):
        return f"{word[:-1]}s"
    if scottish := _SCOTTISH.fullmatch(word):
        return f"Mc{scottish[1].capitalize()}"
    is_place = word in reference.acronyms() and reference.is_place(word)
    is_city = is_place and word[:2] not in _OFFICES and len(word) > 3
    return word.capitalize() if word in _TITLES or is_city else None


_OFFICES = ("US", "SE", "WA")  # USNATO, SECDEF, WASHDC stand among the posts


def _keeps_capitals(word: str) -> bool:
    if word in reference.acronyms() or _ROMAN.fullmatch(word) or any(c.isdigit() for c in word):
        return True
    return not re.search(r"[AEIOUY]", word) or bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word))

"""A subject in capitals as a title in title case that keeps acronyms."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen import reference

MAX_SUBJECT = 2000
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per the to up upon via vs with".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)S?")
# Words of everyday English that the list of acronyms holds as well; as words they are far commoner.
_EVERYDAY = frozenset(
    """ace ago aid alleged amendment app are arena art be bee cafe can cap car cat cement coin com commit cool cop
    cope dad dark do doc dot dragon dutch echo embassy etc exact fan far fast fit gift globe go goes got ham has hat
    he ice in is it its jam legal let mac mail man map may me meet mom most needs no not off or pace pad pal pan par
    pet pick post protect sang sea seed smart so spa star start stop summary swift thai to trips update wash we
    who youth""".upper().split()
)


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
        before = subject[end : found.start()]
        edge = place in (0, len(words) - 1) or bool(re.search(r"[:?!.]\s*$|--\s*$|[(\"“]$", before))
        inside = before == "-" and subject[found.end() : found.end() + 1] == "-"
        if inside and len(found[0]) <= 3:
            word = found[0].lower()
        elif found[0] in ("AL", "EL") and subject[found.end() : found.end() + 1] == "-":
            word = found[0].capitalize() if edge else found[0].lower()  # an Arabic article
        else:
            word = _cased(found[0], edge)
        out.append(before + word)
        end = found.end()
    return "".join(out) + subject[end:]


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
    stem, mark, ending = word.rpartition("'")
    if mark and len(ending) <= 2:
        return _cased(stem, edge) + mark + ending.lower()
    if _keeps_capitals(word):
        return word
    return "".join(part.capitalize() for part in re.split(r"(['’.&])", word))


def _keeps_capitals(word: str) -> bool:
    if word in reference.acronyms() or _ROMAN.fullmatch(word) or any(c.isdigit() for c in word):
        return True
    return not re.search(r"[AEIOUY]", word) or bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word))

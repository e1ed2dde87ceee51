"""TAGS (rule 13): the lines of the list → codes, persons and names in their order, once each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen import reference
from sitegen.parse import grammar
from sitegen.parse.text import squeeze

MAX_LIST = 20_000  # characters; what is longer is no list of tags
_PARENTHESES = re.compile(r"(\([^()]*\)?)")
# `OVIP ROE, JANE A.`: a person whose parentheses are lost.
_VISITOR = re.compile(
    r"\bOVIP[ :,-]{1,3}([A-Z][A-Z'’-]{2,30}), ?([A-Z][A-Z'’-]{1,30}(?: [A-Z]\.)?)(?![A-Z])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"([^"(),]{1,40}, [^"(),]{1,40})"')  # `"Roe, Jane"`
_AROUND = ".:;'\"*_/\\|-[]<>#=+"
_JOINTS = re.compile(r"[/.:|\\&+_\]\[#]+")
# Captions, levels, page heads and labels that slip into the list; no code of any era.
_NOISE = frozenset(
    """SIPDIS SENSITIVE NOFORN NODIS EXDIS LIMDIS STADIS EFTO N/A NONE NULL AND UNCLAS UNCLASSIFIED CONFIDENTIAL
    SECRET LIMITED OFFICIAL USE ONLY LOU FOUO SBU PAGE SECTION SUBJECT SUBJ TAGS TAG REF REFS E.O EO DECL""".split()
)


def tags(lines: Sequence[str], year: int | None = None) -> tuple[str, ...]:
    """Codes in capitals, persons as typed. `year` is the cable's: what a code of old stood for changed.

    >>> tags(["OVIP (Roe, Jane), PREL", "UZ"])
    ('OVIP', 'Roe, Jane', 'PREL', 'UZ')
    """
    text = _QUOTED.sub(r"(\1)", squeeze(" ".join(_rejoined(lines))[:MAX_LIST]))
    words = text.replace(",", " ").split()
    if not all(map(reference.is_tag, words)):
        text = grammar.PAGE_HEAD.sub(" ", text) if "PAGE" in text else text
        words = list(_items(_VISITOR.sub(_bracketed, text) if "OVIP" in text.upper() else text))
    return tuple(dict.fromkeys(reference.current_tag(word, year) for word in words if word))


def _rejoined(lines: Sequence[str]) -> Iterator[str]:
    """The lines; of a code cut by the wrap (`PGO`, `V`) the parts are put together again."""
    held = ""
    for line in lines:
        text = line.strip()
        cut = re.search(r"[A-Z]{1,4}$", held)
        rest = re.match(r"[A-Z]{1,4}\b", text)
        if cut and rest and _is_cut(cut[0], rest[0]):
            held += text
        else:
            yield held
            held = text
    yield held


def _is_cut(head: str, rest: str) -> bool:
    is_whole = reference.is_tag(head) and reference.is_tag(rest)
    return not is_whole and len(head + rest) <= 5 and reference.is_tag(head + rest)


def _bracketed(found: re.Match[str]) -> str:
    """The person in parentheses, if the words can be no codes."""
    surname, given = found[1].upper(), found[2].upper()
    is_person = max(len(surname), len(given)) > 4 and not any(
        map(reference.is_tag, (surname, given))
    )
    return f"OVIP ({found[1]}, {found[2]})" if is_person else found[0]


def _items(text: str) -> Iterator[str]:
    for part in _PARENTHESES.split(text):
        yield from _in_parentheses(part.strip("()")) if part[:1] == "(" else _listed(part)


def _in_parentheses(text: str) -> Iterator[str]:
    """Codes, a portion mark, or persons: `(ROE, JANE; DOE, JOHN)`."""
    words = text.upper().replace(",", " ").split()
    if _NOISE.issuperset(words):
        return
    if all(map(reference.is_tag, words)) or grammar.MARK.fullmatch(f"({text.strip().upper()})"):
        yield from _listed(text)
        return
    for person in text.split(";"):
        yield squeeze(person).strip(" ,:")


def _listed(text: str) -> Iterator[str]:
    """Names of several words as the table has them, and between them items set off by commas."""
    for place, part in enumerate(reference.tag_names().split(text)):
        if place % 2:
            yield squeeze(part) if "," in part else squeeze(part).upper()
            continue
        for item in re.split("[,;]", part):
            yield from _of_item(item)


def _of_item(item: str) -> Iterator[str]:
    """The codes of an item; words beside each other that can be no codes are one name."""
    name: list[str] = []
    for word in item.split():
        codes = _codes(word)
        if len(codes) == 1 and not _is_coded(codes[0]):
            name += codes
            continue
        if name:
            yield " ".join(name)
            name = []
        yield from codes
    yield " ".join(name)


def _is_coded(word: str) -> bool:
    """Whether a word is or may be a code: known, or of few letters, or a program's (`KABCD`)."""
    return len(word) < 5 or reference.is_tag(word) or (word[0] == "K" and len(word) == 5)


def _codes(word: str) -> list[str]:
    """The codes of one word: `PGOV/PREL`, `PG0V`, run together; none of noise."""
    code = word.strip(_AROUND).upper()
    if reference.is_tag(code):
        return [code]
    if code in _NOISE or len(code) < 2 or not any(map(str.isalpha, code)):
        return []
    parts = list(filter(None, _JOINTS.split(code)))
    if len(parts) > 1:
        return [each for part in parts for each in _codes(part)]
    if "-" in code and all(map(reference.is_tag, code.split("-"))):
        return code.split("-")
    with_letter = code.replace("0", "O")
    return [with_letter] if reference.is_tag(with_letter) else _divided(code)


def _divided(word: str) -> list[str]:
    """Run-together codes: divided only when every part is a known tag, and one of them a subject or
    organization, as the codes of countries alone divide many a word."""
    if not 6 <= len(word) <= 60 or not word.isalpha():
        return [word]
    codes = _divide(word)
    return codes if any(len(code) > 3 for code in codes) else [word]


def _divide(word: str) -> list[str]:
    """The word as known tags laid end to end, as few as may be; empty if it does not divide."""
    best: list[list[str] | None] = [None] * len(word) + [[]]  # of the rest of the word, by place
    for start in reversed(range(len(word))):
        for size in (5, 4, 3, 2):
            rest = best[start + size] if start + size <= len(word) else None
            if rest is not None and reference.is_tag(head := word[start : start + size]):
                fewest = best[start]
                if fewest is None or len(rest) + 1 < len(fewest):
                    best[start] = [head, *rest]
    return best[0] or []

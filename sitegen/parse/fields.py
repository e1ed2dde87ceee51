"""The values of the heading: one small function a field, text → value. None looks at another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sitegen import reference
from sitegen.parse import grammar
from sitegen.parse.text import join, squeeze
from sitegen.records import ExecutiveOrder, Sections


def level(found: re.Match[str]) -> str:
    """`S E C R E T` → SECRET, `UNCLAS` → UNCLASSIFIED, `LIMOFFUSE` → LIMITED OFFICIAL USE."""
    letters = found["level"].replace(" ", "")
    return _LEVELS.get(letters, letters)


_LEVELS = {
    "UNCLASS": "UNCLASSIFIED", "UNCLASSIFED": "UNCLASSIFIED", "UNCLASIFIED": "UNCLASSIFIED",
    "CONFIDENTAL": "CONFIDENTIAL", "CONFIDENTIA": "CONFIDENTIAL", "LIMDISOFFICIALUSE": "LIMITED OFFICIAL USE",
    "UNCLAS": "UNCLASSIFIED", "LIMOFFUSE": "LIMITED OFFICIAL USE", "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE",
    "TOPSECRET": "TOP SECRET",
}  # fmt: skip


def classification(found: re.Match[str] | None, captions: Sequence[str]) -> str:
    """The long form of the metadata: SENSITIVE and NOFORN belong to the level."""
    if not found:
        return ""
    name = level(found)
    if name == "UNCLASSIFIED" and {"SENSITIVE", "SBU", "FOUO", "FOR OFFICIAL USE ONLY"} & set(
        captions
    ):
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    return f"{name}//NOFORN" if "NOFORN" in captions else name


def captions(text: str) -> Iterator[str]:
    """The caption words of a line, in their usual spelling."""
    for found in grammar.CAPTION.findall(text):
        caption = squeeze(found)
        if caption[1:2] == " ":
            caption = caption.replace(" ", "")  # letters spaced out
        yield grammar.CAPTION_FORMS.get(caption, caption)


def sections(found: re.Match[str] | None) -> Sections | None:
    if not found or not found["section"]:
        return None
    return Sections(int(found["section"]), int(found["sections"]))


# -- E.O. (rule 12) ----------------------------------------------------------------------------------


def executive_order(lines: Sequence[str]) -> ExecutiveOrder | None:
    """`E.O. 12958: DECL: 02/24/2019`; N/A, OADR and X codes have no date."""
    found = grammar.EXECUTIVE_ORDER.fullmatch(join(lines))
    if not found:
        return None
    return ExecutiveOrder(_order_number(found[1] or ""), declassify_on(found[2]), found[2].strip())


def _order_number(typed: str) -> str:
    """`12598`, `19528` → 12958: the one order with the same digits, if the number is of none."""
    known = reference.executive_orders()
    alike = [number for number in known if sorted(number) == sorted(typed)]
    return alike[0] if typed not in known and len(alike) == 1 else typed


def declassify_on(raw: str) -> str | None:
    """US order, month first; a two-digit year is 20YY after 1995, when dates came into use."""
    if iso := re.search(r"\b([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})\b", raw):
        year, month, day = map(int, iso.groups())
    elif us := re.search(r"\b([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})\b", raw):
        month, day, year = map(int, us.groups())
        year += 0 if len(us[3]) == 4 else (2000 if year < 80 else 1900)
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


# -- TAGS (rule 13) ----------------------------------------------------------------------------------

_WORD = re.compile(r"\(([^()]*)\)?|([^\s,;()]+)")
_NOT_TAGS = frozenset(
    "SIPDIS SENSITIVE NOFORN N/A UNCLAS UNCLASSIFIED CONFIDENTIAL SECRET PAGE SUBJECT SUBJ TAGS REF E.O".split()
)


def tags(lines: Sequence[str]) -> tuple[str, ...]:
    """Codes in the order of the source, once each; a person in parentheses belongs to the code before."""
    found: dict[str, None] = {}
    for item in re.split(r"[,;]\s*(?![^()]{0,80}\))", squeeze(" ".join(lines))):
        if reference.is_tag(item.strip(" .:").upper()):
            found[item.strip(" .:").upper()] = None  # also names of several words: EL AL
            continue
        for person, word in _WORD.findall(item):
            codes = [squeeze(person)] if person else _codes(word)
            found.update((code, None) for code in codes if code)
    return tuple(found)


def _codes(word: str) -> list[str]:
    code = word.strip(".:").upper()
    if code in _NOT_TAGS or not any(map(str.isalpha, code)):
        return []
    return _divided(code)


def _divided(word: str) -> list[str]:
    """Run-together codes: divided only when every part is a known tag, and not all of them countries."""
    if not 6 <= len(word) <= 60 or reference.is_tag(word) or not word.isalpha():
        return [word]
    codes = _divide(word)
    return codes if any(len(code) > 2 for code in codes) else [word]


def _divide(word: str) -> list[str]:
    """The word as known tags laid end to end, longest first; empty if it does not divide."""
    best: list[list[str] | None] = [None] * len(word) + [
        []
    ]  # of the rest of the word from each place
    for start in reversed(range(len(word))):
        for size in (5, 4, 3, 2):
            rest = best[start + size] if start + size <= len(word) else None
            if rest is not None and reference.is_tag(head := word[start : start + size]):
                best[start] = [head, *rest]
                break
    return best[0] or []


# -- SUBJECT (rule 14) -------------------------------------------------------------------------------


def subject(lines: Sequence[str]) -> str:
    """The subject as sent, joined; a leading portion mark goes away."""
    text = join([line for line in lines if line.strip()])
    marked = grammar.MARK.match(text)
    return marked[2] if marked else text

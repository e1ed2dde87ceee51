"""The values of the heading: one small function a field, text → value. None looks at another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sitegen import reference
from sitegen.parse import grammar, heading_grammar
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


# -- passing instructions (rule 11) --------------------------------------------------------------------


def passing(items: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The instructions, each by itself: `NSC FOR ROE; USDOC FOR 4212` are two."""
    return tuple(one for item in items for one in _instructions(squeeze(" ".join(item))))


def _instructions(text: str) -> Iterator[str]:
    start = 0
    for mark in heading_grammar.NEXT_ORDER.finditer(text):
        before = text[start : mark.start()]
        if mark["pass"] or _begins(mark["sign"], mark["office"].strip().upper(), before.upper()):
            yield before
            start = mark.end()
    yield text[start:]


def _begins(sign: str, office: str, before: str) -> bool:
    """Whether an office behind a sign is told something of its own. Behind `PASS` a post is one of those it is
    to be passed to, and behind a comma any office is."""
    words = f" {before} "
    if " FOR " not in words and " PASS " not in words:
        return False  # `PARIS, LONDON FOR ROE`
    is_passed = " PASS " in words
    if office in heading_grammar.OFFICES:
        return sign != "," or not is_passed
    if is_passed or sign == "." or office == "ALSO":
        return False
    return sign == ";" or reference.post_code_of(office) is not None


# -- E.O. (rule 12) ----------------------------------------------------------------------------------


def executive_order(lines: Sequence[str]) -> ExecutiveOrder | None:
    """`E.O. 12958: DECL: 02/24/2019`; N/A, OADR and X codes have no date."""
    found = heading_grammar.EXECUTIVE_ORDER.fullmatch(join(lines))
    if not found:
        return None
    number = _order_number((found[1] or "").translate(_DIGITS))
    return ExecutiveOrder(number, declassify_on(found[2], number), found[2].strip())


_DIGITS = str.maketrans(
    {"l": "1", "I": "1", "i": "1", "O": "0", "o": "0", "L": "1", " ": "", ",": ""}
)


def _order_number(typed: str) -> str:
    """`12598`, `1298`, `12968` → 12958: the one order with the same digits, or one digit off, if the number
    is of none."""
    known = reference.executive_orders()
    if not typed or typed in known:
        return typed
    shuffled = sorted(
        (sum(map(str.__ne__, number, typed)), number)
        for number in known
        if sorted(number) == sorted(typed)
    )
    near = [number for number in known if _is_near(number, typed)]
    if shuffled and shuffled[0][0] not in [distance for distance, _ in shuffled[1:]]:
        return shuffled[0][1]
    return near[0] if not shuffled and len(near) == 1 else typed


def _is_near(number: str, typed: str) -> bool:
    """One digit wrong, lost or too many."""
    if len(number) == len(typed):
        return sum(map(str.__ne__, number, typed)) == 1
    short, long = sorted((number, typed), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def declassify_on(raw: str, order: str = "") -> str | None:
    """The date as ISO; None for an event, an exemption, N/A or a day that does not exist.

    >>> declassify_on("DECL: 02/24/2019"), declassify_on("ADS, DECLAS 12-31-74", "11652")
    ('2019-02-24', '1974-12-31')
    """
    text = heading_grammar.DIGIT_LETTERS.sub(
        lambda found: "0" if found[0] in "Oo" else "1", raw[:1000]
    )
    day = _day_in(text)
    if not day:
        return None
    event = heading_grammar.EVENT.search(text[: day.found.start()])
    if event and not text[: event.start()].rstrip().upper().endswith("ON OR"):
        return None
    try:
        return date(_century(day.year, order), day.month, day.day).isoformat()
    except ValueError:
        return None


class _Day(NamedTuple):
    found: re.Match[str]
    year: str
    month: int
    day: int


def _day_in(text: str) -> _Day | None:
    if found := heading_grammar.ISO_DATE.search(text):
        return _Day(found, found[1], int(found[2]), int(found[3]))
    for pattern in (heading_grammar.US_DATE, heading_grammar.US_DIGITS):
        if found := pattern.search(text):
            return _Day(found, found[3], int(found[1]), int(found[2]))
    if found := heading_grammar.ISO_DIGITS.search(text):
        return _Day(found, found[1], int(found[2]), int(found[3]))
    if found := heading_grammar.MONTH_FIRST.search(text):
        return _Day(found, found[3], grammar.MONTHS[found[1].upper()], int(found[2]))
    if found := heading_grammar.DAY_FIRST.search(text):
        return _Day(found, found[3], grammar.MONTHS[found[2].upper()], int(found[1]))
    return None


def _century(typed: str, order: str) -> int:
    """A year of two digits is 20YY, but no order sets a date before it was made: that of 1972 has 73 to 99
    as 19YY, later ones 80 to 99."""
    year = int(typed.replace(" ", ""))
    if year >= 100:
        return year
    return year + (1900 if year >= (73 if order == "11652" else 80) else 2000)


# -- SUBJECT (rule 14) -------------------------------------------------------------------------------


def subject(lines: Sequence[str]) -> str:
    """The subject as sent, joined; a leading portion mark goes away."""
    text = join([line for line in lines if line.strip()]).lstrip(":; ")
    if again := heading_grammar.SUBJECT.fullmatch(text) if ":" in text[:10] else None:
        text = again[1]  # the label twice
    marked = grammar.MARK.match(text)
    text = marked[2] if marked else text
    return _RULE_AT_END.sub("", text) if text[-1:] in grammar.RULE_STARTS else text


_RULE_AT_END = re.compile(r"(?<=[^-=_*~ ]) *[-=_*~]{4,80}$")

"""The values of the heading: one small function a field, text → value. None looks at another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

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


# -- E.O. (rule 12) ----------------------------------------------------------------------------------


def executive_order(lines: Sequence[str]) -> ExecutiveOrder | None:
    """`E.O. 12958: DECL: 02/24/2019`; N/A, OADR and X codes have no date."""
    found = heading_grammar.EXECUTIVE_ORDER.fullmatch(join(lines))
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


# -- SUBJECT (rule 14) -------------------------------------------------------------------------------


def subject(lines: Sequence[str]) -> str:
    """The subject as sent, joined; a leading portion mark goes away."""
    text = join([line for line in lines if line.strip()])
    marked = grammar.MARK.match(text)
    return marked[2] if marked else text

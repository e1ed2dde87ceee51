"""The lines between the addressees and the text: classification, captions, passing instructions,
E.O., TAGS, SUBJECT, REF, Classified By. They may be printed twice; the first copy is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from sitegen import reference
from sitegen.parse import grammar
from sitegen.parse.text import join, squeeze
from sitegen.records import ExecutiveOrder, Sections

Label = Literal["eo", "tags", "subject", "ref", "classified"]

_LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("tags", grammar.TAGS),
    ("subject", grammar.SUBJECT),
    ("eo", grammar.EXECUTIVE_ORDER),
    ("ref", grammar.REFERENCES),
    ("classified", grammar.CLASSIFIED_BY),
)


class Heading(msgspec.Struct):
    """Raw lines by field, collected in one pass; `end` is the index of the first line of text."""

    classification: re.Match[str] | None = None
    captions: list[str] = []
    banners: list[str] = []
    passing: list[list[str]] = []
    fields: dict[str, list[str]] = {}
    end: int = 0
    seen: set[str] = set()
    fields_end: int = 0  # the index after the last line of the first copy


def label_of(line: str) -> tuple[Label, str] | None:
    """The field a line begins, and what follows its label (of the E.O. line, all of it)."""
    text = line.strip()
    if not text or text[0] not in "ETSURPCetsurpc(":
        return None
    for label, pattern in _LABELS:
        if found := pattern.fullmatch(text):
            return label, text if label == "eo" else found[found.re.groups]
    return None


def read_heading(lines: Sequence[str], start: int) -> Heading:
    """Walk from the classification line (index `start`) to the first line of the text."""
    heading = Heading(fields_end=start + 1)
    last_label = _last_label_before_text(lines, start)
    number = start
    while number < len(lines):
        taken = _take(heading, lines, number, number < last_label)
        if not taken:
            break
        heading.seen.update(line.strip() for line in lines[number : number + taken])
        number += taken
    heading.end = number
    return heading


def _last_label_before_text(lines: Sequence[str], start: int) -> int:
    """Index of the first field label after `start`: all before it is heading, whatever it says."""
    for number in range(start, min(len(lines), start + 60)):
        if label_of(lines[number]):
            return number
        if re.match(r"1\. ", lines[number]):
            break
    return start


def _take(heading: Heading, lines: Sequence[str], number: int, before_label: bool) -> int:
    """Put the line at `number` where it belongs. Returns the lines used; 0 where the text begins."""
    text = lines[number].strip()
    if not text or grammar.PAGE_BREAK.fullmatch(text):
        return 1
    if found := grammar.CLASSIFICATION.fullmatch(text):
        heading.classification = heading.classification or found
        _add_captions(heading, f"{found['captions']} {found['after']}")
        return 1
    if grammar.CAPTIONS.fullmatch(text):
        _add_captions(heading, text)
        return 1
    if grammar.BANNER.fullmatch(text):
        _once(heading.banners, squeeze(text))
        return 1
    if label := label_of(text):
        return _take_field(heading, lines, number, *label)
    return _take_passing(heading, lines, number, before_label)


def _once(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)


def _add_captions(heading: Heading, text: str) -> None:
    for found in grammar.CAPTION.findall(text):
        _once(heading.captions, "EFTO" if found == "E F T O" else found)


def _take_field(heading: Heading, lines: Sequence[str], number: int, label: Label, rest: str) -> int:
    end = _field_end(lines, number, label, rest)
    values = [rest, *lines[number + 1 : end]]
    if label in heading.fields and label != "ref":
        return end - number  # the second copy of the header
    if label == "ref" and label in heading.fields and values == heading.fields[label]:
        return end - number
    heading.fields.setdefault(label, []).extend(values)
    heading.fields_end = end
    return end - number


def _field_end(lines: Sequence[str], number: int, label: Label, rest: str) -> int:
    """Index after the last line of a field: each label has its own way to go on."""
    goes_on = {"tags": _tags_go_on, "ref": _references_go_on}.get(label, _text_goes_on)
    end = number + 1
    previous = rest
    while end < len(lines) and goes_on(lines, end, previous):
        previous = lines[end]
        end += 1
    return end


def _text_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """A subject or a classified-by runs to a blank line, a label, a paragraph or a rule."""
    text = lines[number].strip()
    return bool(text) and not _stops(text)


def _stops(text: str) -> bool:
    return bool(
        label_of(text)
        or re.match(r"\d{1,2}\. ", text)
        or grammar.PAGE_BREAK.fullmatch(text)
        or grammar.RULE.fullmatch(text)
        or grammar.BANNER.fullmatch(text)
        or grammar.CLASSIFICATION.fullmatch(text)
        or (grammar.MARK.match(text) and not grammar.MARK.match(text)[2] == "")  # type: ignore[index]
    )


def _tags_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """TAGS wrap when the line above ends in a comma, or when every word is a code (lessons, 13)."""
    text = lines[number].strip()
    if not text or _stops(text):
        return False
    words = re.findall(r"[A-Za-z]+", text)
    return previous.rstrip().endswith(",") or all(
        reference.is_tag(word) or re.fullmatch(r"[A-Z]{2,4}", word) for word in words
    )


def _references_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """References wrap; over a blank line only with a bullet, or a number cut off its post."""
    text = lines[number].strip()
    if text:
        return not _stops(text) or bool(_REFERENCE_BULLET.match(text))
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return bool(_REFERENCE_BULLET.match(after)) or bool(re.fullmatch(r"\d{3,6}", after))


_REFERENCE_BULLET = re.compile(r"(?:\([A-Z]\)|[B-Z][.)]) +[A-Z\d]")


def _take_passing(heading: Heading, lines: Sequence[str], number: int, before_label: bool) -> int:
    """Passing instructions: `DEPT FOR …`; before a label a line that fits nothing else wraps one."""
    text = lines[number].strip()
    if text in heading.seen:
        return 1  # the second copy of the header, rule 17
    if heading.fields and not before_label:
        return 0
    if text == "AND":
        return 1
    if grammar.PASSING.fullmatch(text):
        if [text] not in heading.passing:
            heading.passing.append([text])
        return 1
    if not before_label:
        return 0
    if heading.passing and lines[number - 1].strip():
        heading.passing[-1].append(text)
    elif [text] not in heading.passing:
        heading.passing.append([text])
    return 1


# -- values: one function a field, text → value ----------------------------------------------------


def level(found: re.Match[str]) -> str:
    """`S E C R E T` → SECRET, `UNCLAS` → UNCLASSIFIED, `LIMOFFUSE` → LIMITED OFFICIAL USE."""
    letters = re.sub(r" ", "", found["level"])
    names = {re.sub(" ", "", known): known for known in reference.levels()}
    short = {"UNCLAS": "UNCLASSIFIED", "LIMOFFUSE": "LIMITED OFFICIAL USE"}
    return short.get(letters) or names.get(letters, letters)


def classification(found: re.Match[str] | None, captions: Sequence[str]) -> str:
    """The long form of the metadata: SENSITIVE and NOFORN belong to the level."""
    if not found:
        return ""
    name = level(found)
    if name == "UNCLASSIFIED" and {"SENSITIVE", "SBU", "FOUO"} & set(captions):
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    return f"{name}//NOFORN" if "NOFORN" in captions else name


def sections(found: re.Match[str] | None) -> Sections | None:
    if not found or not found["section"]:
        return None
    return Sections(int(found["section"]), int(found["sections"]))


def executive_order(lines: Sequence[str]) -> ExecutiveOrder | None:
    """`E.O. 12958: DECL: 02/24/2019`; N/A, OADR and X codes have no date (lessons, 12)."""
    found = grammar.EXECUTIVE_ORDER.fullmatch(join(lines))
    if not found:
        return None
    return ExecutiveOrder(found[1] or "", _declassify_on(found[2]), found[2].strip())


def _declassify_on(raw: str) -> str | None:
    """US order, month first; a two-digit year is 20YY after 1995, when dates came into use."""
    if iso := re.search(r"(\d{4})-(\d\d)-(\d\d)", raw):
        return iso[0]
    if not (us := re.search(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)", raw)):
        return None
    month, day, year = int(us[1]), int(us[2]), int(us[3])
    year += 0 if year > 99 else (2000 if year < 80 else 1900)
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def tags(lines: Sequence[str]) -> tuple[str, ...]:
    """Codes in the order of the source, once each; a person in parentheses belongs to the code before.

    Run-together codes are divided only when every part is a known tag (lessons, 13).
    """
    text = squeeze(" ".join(lines))
    found: list[str] = []
    for person, word in re.findall(r"\(([^)]*)\)?|([^\s,;()]+)", text):
        for code in [squeeze(person)] if person else _divided(word.strip(".:").upper()):
            if code and code not in _NOT_TAGS:
                _once(found, code)
    return tuple(found)


_NOT_TAGS = frozenset({"SIPDIS", "SENSITIVE", "NOFORN", "N/A"})


def _divided(word: str) -> list[str]:
    if len(word) <= 6 or reference.is_tag(word) or not word.isalpha():
        return [word]
    return _divide(word) or [word]


def _divide(word: str) -> list[str] | None:
    """The word as known tags laid end to end, longest first, or None."""
    if not word:
        return []
    for size in (5, 4, 3, 2):
        head = word[:size]
        if len(head) == size and reference.is_tag(head):
            rest = _divide(word[size:])
            if rest is not None:
                return [head, *rest]
    return None


def subject(lines: Sequence[str]) -> str:
    """The subject as sent, joined; a leading portion mark goes away."""
    text = join([line for line in lines if line.strip()])
    marked = grammar.MARK.match(text)
    return marked[2] if marked else text


def classified_by(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """(`DCM Name`, reason codes `1.4(b)`): split at the word reason (lessons, 16)."""
    text = join([line for line in lines if line.strip()])
    if not text:
        return None, ()
    who, *why = re.split(r"[,.;:]?\s*(?:for\s+)?\bre ?asons?\b", text, maxsplit=1, flags=re.IGNORECASE)
    return who.strip(" ,.;") or None, _reasons(why[0] if why else "")


def _reasons(text: str) -> tuple[str, ...]:
    """`1.4 (b) and (d)`, `1.5 (B,D)`, `1.4 (b/d)` → 1.4(b), 1.4(d)."""
    found: list[str] = []
    article = "1.4"
    for number, letters in re.findall(r"\b(1\.[456])|\b([a-hA-H])\b", text):
        article = number or article
        if letters:
            _once(found, f"{article}({letters.lower()})")
    return tuple(found)

"""The lines between the addressees and the text: classification, captions, passing instructions,
E.O., TAGS, SUBJECT, REF, Classified By. They may be printed twice; the first copy is kept (rule 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from sitegen import reference
from sitegen.parse import fields, grammar
from sitegen.parse.header import is_header_line
from sitegen.parse.roles import Role
from sitegen.parse.text import squeeze

Label = Literal["eo", "tags", "subject", "ref", "classified"]

_LABELS: tuple[
    tuple[Label, str, re.Pattern[str]], ...
] = (  # with the letters a line may begin with
    ("tags", "TtA", grammar.TAGS),
    ("subject", "SsUu", grammar.SUBJECT),
    ("eo", "Ee", grammar.EXECUTIVE_ORDER),
    ("ref", "RrPp", grammar.REFERENCES),
    ("classified", "CL(", grammar.CLASSIFIED_BY),
)
_LABEL_LETTERS = frozenset("".join(letters for _, letters, _ in _LABELS))


class Heading(msgspec.Struct):
    """Raw lines by field, collected in one pass; `end` is the index of the first line of text."""

    end: int
    fields_end: int  # the index after the last line of the first copy
    classification: re.Match[str] | None = None
    captions: dict[str, None] = {}
    banners: dict[str, None] = {}
    passing: list[list[str]] = []
    fields: dict[Label, list[str]] = {}
    seen: set[str] = set()
    roles: list[Role] = []

    def field(self, label: Label) -> list[str]:
        return self.fields.get(label, [])


def label_of(line: str) -> tuple[Label, str] | None:
    """The field a line begins, and what follows its label (of the E.O. line, all of it)."""
    text = line.strip()
    if text[:1] not in _LABEL_LETTERS:
        return None
    for label, letters, pattern in _LABELS:
        if text[:1] in letters and (found := pattern.fullmatch(text)):
            return label, text if label == "eo" else found[found.re.groups]
    return None


def heading_start(lines: Sequence[str]) -> int:
    """Index of the first classification line, else of the line after the header, else 0."""
    last_of_header = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        found = grammar.classification_line(text)
        if found and (found["number"] or found["section"] or last_of_header):
            return number
        if label_of(text) or grammar.FIRST_NUMBER.match(text):
            break
        if is_header_line(text):
            last_of_header = number + 1
        elif any(map(str.islower, text)):
            break  # prose
    return last_of_header


def read_heading(lines: Sequence[str], start: int) -> Heading:
    """Walk from the classification line (index `start`) to the first line of the text."""
    heading = Heading(end=start, fields_end=min(start + 1, len(lines)))
    until = _last_label(lines, start)
    while heading.end < len(lines):
        number = heading.end
        role, taken = _take(heading, lines, number, number < until)
        if not taken:
            break
        for line in lines[number : number + taken]:
            text = line.strip()
            heading.seen.add(text)
            heading.roles.append(_gap_role(text) or role)
        heading.end += taken
    return heading


def _gap_role(text: str) -> Role | None:
    """Of what may stand between the lines of a field."""
    if not text:
        return "blank"
    return "page break" if grammar.is_page_break(text) else None


def _last_label(lines: Sequence[str], start: int) -> int:
    """Index of the first label, or of SUBJECT if it comes further down, before paragraph 1: all above
    it is heading, whatever it says. The place decides, not the number of lines (rule 14)."""
    first = None
    for number in range(start, len(lines)):
        if grammar.FIRST_NUMBER.match(lines[number]):
            break
        if found := label_of(lines[number]):
            first = number if first is None else first
            if found[0] == "subject":
                return number
        elif first is not None and any(map(str.islower, lines[number])) and number > first + 20:
            break  # prose: this telegram has no subject
    return start if first is None else first


def _take(
    heading: Heading, lines: Sequence[str], number: int, before_label: bool
) -> tuple[Role, int]:
    """Put the line at `number` where it belongs. Returns what it is, and the lines used; 0 where the
    text begins."""
    text = lines[number].strip()
    if _gap_role(text):
        return "blank", 1
    if found := grammar.classification_line(text):
        return _take_classification(heading, lines, number, found)
    if grammar.CORRECTED.fullmatch(text):
        heading.captions["CORRECTED COPY"] = None
        return "captions", 1
    if grammar.CAPTIONS.fullmatch(text):
        _add_captions(heading, text)
        return "captions", 1
    if grammar.BANNER.fullmatch(text):
        heading.banners[squeeze(text)] = None
        return "banner", 1
    if label := label_of(text):
        return _take_field(heading, lines, number, *label)
    if "tags" not in heading.fields and before_label and _is_bare_tags(text):
        return _take_field(heading, lines, number, "tags", text)
    return _take_passing(heading, lines, number, before_label)


def _take_classification(
    heading: Heading, lines: Sequence[str], number: int, found: re.Match[str]
) -> tuple[Role, int]:
    """The first is the cable's; its post and number may have wrapped to the next line."""
    role: Role = "repeated" if heading.classification else "classification"
    size = 1
    if (
        not found["number"]
        and number + 1 < len(lines)
        and grammar.POST_NUMBER.fullmatch(lines[number + 1])
    ):
        whole = grammar.classification_line(f"{found.string} {lines[number + 1].strip()}")
        found, size = (whole, 2) if whole else (found, 1)
    heading.classification = heading.classification or found
    _add_captions(heading, f"{found['captions']} {found['between']} {found['after']}")
    return role, size


def _add_captions(heading: Heading, text: str) -> None:
    heading.captions.update((caption, None) for caption in fields.captions(text))


def _is_bare_tags(text: str) -> bool:
    """A list of codes that has lost its label: `EAID, ECON, UZ` (rule 13)."""
    words = re.findall(r"[^\s,;]+", text)
    return "," in text and len(words) > 1 and all(map(reference.is_tag, words))


# -- fields ------------------------------------------------------------------------------------------


_ROLES: dict[Label, Role] = {
    "eo": "executive order",
    "tags": "tags",
    "subject": "subject",
    "ref": "references",
    "classified": "classified by",
}


def _take_field(
    heading: Heading, lines: Sequence[str], number: int, label: Label, rest: str
) -> tuple[Role, int]:
    end = _field_end(lines, number, label, rest)
    values = [
        rest,
        *(line for line in lines[number + 1 : end] if not grammar.is_page_break(line.strip())),
    ]
    if label not in heading.fields:
        heading.fields[label] = values
    elif label == "ref" and values != heading.fields["ref"]:
        heading.fields["ref"] += values  # `REF: A. …`, then `REF: B. …`
    else:
        return "repeated", end - number  # the second copy
    heading.fields_end = end
    if label == "subject":
        _divide_subject(heading)
    return _ROLES[label], end - number


def _divide_subject(heading: Heading) -> None:
    """A field glued to the subject begins another (rule 14)."""
    for place, line in enumerate(heading.fields["subject"]):
        glued = grammar.GLUED_FIELD.search(line) if ":" in line else None
        if glued and (label := label_of(glued[1])):
            rest = heading.fields["subject"][place + 1 :]
            heading.fields["subject"][place:] = [line[: glued.start()]]
            heading.fields.setdefault(label[0], [label[1], *rest])
            break


def _field_end(lines: Sequence[str], number: int, label: Label, rest: str) -> int:
    """Index after the last line of a field: each label has its own way to go on."""
    goes_on = _GOES_ON.get(label, _text_goes_on)
    end = number + 1
    previous = rest
    while end < len(lines) and goes_on(lines, end, previous):
        while end < len(lines) and _is_gap(lines[end].strip()):
            end += 1
        previous = lines[end].strip() if end < len(lines) else ""
        end = min(end + 1, len(lines))
    return end


def _text_goes_on(lines: Sequence[str], number: int, _previous: str) -> bool:
    """A subject or a classified-by runs to a blank line, a label, a paragraph or a rule."""
    text = lines[number].strip()
    return bool(text) and not _stops(text)


_TEXT_BEGINS = re.compile(
    r"(?:SUMMARY|Summary|This is an action request|THIS IS AN ACTION REQUEST)\b[:. ]"
)


def _stops(text: str) -> bool:
    marked = grammar.MARK.match(text)
    return bool(
        (marked and marked[2])
        or label_of(text)
        or grammar.FIRST_NUMBER.match(text)
        or grammar.is_page_break(text)
        or grammar.RULE.fullmatch(text)
        or grammar.BANNER.fullmatch(text)
        or grammar.classification_line(text)
        or _TEXT_BEGINS.match(text)
    )


def _tags_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """TAGS wrap when the line above ends in a comma or inside a person's name, or when every word is
    a code (rule 13)."""
    text = lines[number].strip()
    if not text or _stops(text) or grammar.PASSING.fullmatch(text):
        return False
    if previous.endswith(",") or previous.rfind("(") > previous.rfind(")"):
        return True
    words = re.findall(r"[A-Za-z]+", text)
    return bool(words) and all(
        reference.is_tag(word) or (len(word) in (2, 3, 4) and word.isupper()) for word in words
    )


# `A.` `(A)` `A)` `[A]` before capitals or a year: over a blank line a portion mark must not be one.
_REFERENCE_BULLET = re.compile(r"(?:-- *)?(?:\(([A-Z])\)|\[([A-Z])\]|([A-Z])[.)]) *(?=[A-Z0-9])")
_CUT_NUMBER = re.compile(r"#?[0-9]{3,7}\b(?! *[.:])[^a-z]*")


def _references_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """References wrap; over a blank line only with a bullet that is not prose or with the number cut off
    its post, over a page break with the rest of a name as well."""
    text = lines[number].strip()
    if not _is_gap(text):
        is_bullet = _REFERENCE_BULLET.match(text) and not _is_prose(text)
        return not _stops(text) or bool(is_bullet)
    after = number
    while after < min(len(lines), number + 8) and _is_gap(lines[after].strip()):
        after += 1
    following = lines[after].strip() if after < len(lines) else ""
    is_cut = not previous.endswith(_ITEM_ENDS) and not _is_prose(following)
    if is_cut and _CUT_NUMBER.fullmatch(following):
        return True
    if is_cut and any(map(str.strip, lines[number:after])):
        return _has_digits(following) and not _stops(following)
    return (
        bool(_REFERENCE_BULLET.match(following))
        and _has_digits(following)
        and not _is_prose(following)
    )


_ITEM_ENDS = (*"0123456789", ")")


def _is_gap(text: str) -> bool:
    return not text or grammar.is_page_break(text)


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text[:40]))


def _is_prose(text: str) -> bool:
    """A portion mark and text rather than a bullet and a post."""
    return sum(map(str.islower, text[:40])) > 3


def _order_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    return _text_goes_on(lines, number, previous) and not _is_bare_tags(lines[number])


def _classifier_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """Who classified it runs on until the reasons are complete, and over a blank line to the reasons."""
    text = lines[number].strip()
    if not _is_gap(text):
        if grammar.REASON_LETTERS.fullmatch(text) or grammar.REASONS_BEGIN.match(text):
            return True
        is_whole = grammar.REASONS_END.search(previous) and text[0].isupper()
        return not is_whole and not _stops(text)
    after = number
    while after < min(len(lines), number + 4) and _is_gap(lines[after].strip()):
        after += 1
    following = lines[after].strip() if after < len(lines) else ""
    is_rest = grammar.REASON_LETTERS.fullmatch(following) or grammar.REASONS_BEGIN.match(following)
    return bool(following and is_rest and not grammar.REASONS_END.search(previous))


_GOES_ON: dict[Label, Callable[[Sequence[str], int, str], bool]] = {
    "eo": _order_goes_on,
    "tags": _tags_go_on,
    "ref": _references_go_on,
    "classified": _classifier_goes_on,
}


# -- passing instructions (rule 11) --------------------------------------------------------------------


def _take_passing(
    heading: Heading, lines: Sequence[str], number: int, before_label: bool
) -> tuple[Role, int]:
    """`DEPT FOR …`; before a label a line that fits nothing else wraps one. `AND` is a connector."""
    text = lines[number].strip()
    if text in heading.seen:
        return "repeated", 1  # the second copy of the header
    if not before_label and (heading.fields or not grammar.PASSING.fullmatch(text)):
        return "unknown", 0
    if text == "AND":
        return "connector", 1
    is_new = grammar.PASSING.fullmatch(text) or not lines[number - 1].strip()
    if is_new or not heading.passing:
        heading.passing.append([text])
    else:
        heading.passing[-1].append(text)
    return "passing", 1

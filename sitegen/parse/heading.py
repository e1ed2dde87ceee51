"""The lines between the addressees and the text: classification, captions, passing instructions,
E.O., TAGS, SUBJECT, REF, Classified By. They may be printed twice; the first copy is kept (rule 17).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

from sitegen.parse import fields, grammar, heading_grammar
from sitegen.parse.field_ends import Label, field_end, is_bare_tags, label_of
from sitegen.parse.header import is_header_line, is_routed
from sitegen.parse.roles import Role
from sitegen.parse.text import squeeze


class Heading(msgspec.Struct):
    """Raw lines by field, collected in one pass; `end` is the index of the first line of text."""

    end: int
    fields_end: int  # the index after the last line of the first copy
    until: int = 0  # the index of the label above which all is heading
    classification: re.Match[str] | None = None
    captions: dict[str, None] = {}
    banners: dict[str, None] = {}
    passing: list[list[str]] = []
    fields: dict[Label, list[str]] = {}
    seen: set[str] = set()
    roles: list[Role] = []

    def field(self, label: Label) -> list[str]:
        return self.fields.get(label, [])


def heading_start(lines: Sequence[str]) -> int:
    """Index of the first classification line, else of the line after the header, else 0."""
    last_of_header = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if is_routed(text):  # of most lines of a header, and quickly told
            last_of_header = number + 1
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
    heading.until = _last_label(lines, start)
    while heading.end < len(lines):
        number = heading.end
        role, taken = _take(heading, lines, number, number < heading.until)
        if not taken:
            break
        for place in range(number, number + taken):
            text = lines[place].strip()
            heading.seen.add(text)
            is_strange = (
                role == "executive order"
                and place > number
                and not _is_of_order(lines[place - 1], text)
            )
            gap = _gap_role(text) if place > number else None
            heading.roles.append(gap or ("unknown" if is_strange else role))
        heading.end += taken
    return heading


def _is_of_order(above: str, text: str) -> bool:
    """Whether a line below the E.O. line looks like more of it, as an event may say anything; what does not
    is kept there, but unsure."""
    is_more = heading_grammar.MORE_OF_ORDER.search(text) or heading_grammar.EVENT.search(above)
    return is_more is not None


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
    if gap := _gap_role(text):
        return gap, 1
    if label := label_of(text):
        return _take_field(heading, lines, number, *label)
    if found := grammar.classification_line(text):
        return _take_classification(heading, lines, number, found)
    if grammar.CORRECTED.fullmatch(text):
        heading.captions["CORRECTED COPY"] = None
        return "captions", 1
    if number < heading.until and grammar.DELEGATION.fullmatch(text):
        heading.captions[squeeze(text)] = None
        return "captions", 1
    capitals = text.upper() if number < heading.until else text  # `Sensitive`
    if grammar.is_captions(capitals):
        _add_captions(heading, capitals)
        return "captions", 1
    if grammar.BANNER.fullmatch(text):
        heading.banners[squeeze(text)] = None
        return "banner", 1
    if "tags" not in heading.fields and before_label and is_bare_tags(text):
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
    if glued := _glued(heading, label, rest):
        heading.fields.setdefault(label, [rest[: glued[0]]])
        return _take_field(heading, lines, number, glued[1], glued[2])
    end = field_end(lines, number, label, rest)
    values = [
        rest,
        *(line for line in lines[number + 1 : end] if not grammar.is_page_break(line.strip())),
    ]
    first = heading.field(label)
    if not any(map(str.strip, first)):
        heading.fields[label] = values
    elif label == "ref" and values != first:
        heading.fields["ref"] += values  # `REF: A. …`, then `REF: B. …`
    elif _is_copy(heading, first, values):
        if label == "subject" and _is_cut(first, values):
            heading.fields["subject"] = values
        return "repeated", end - number
    elif label == "tags" and len(first) < _MOST_TAG_LINES:
        heading.fields["tags"] += values
    elif number < heading.until:
        return "repeated", end - number  # the subject is still to come; the header shows the line
    else:
        return "unknown", 0  # other words under the same label are text: nothing is dropped
    heading.fields_end = end
    if label == "subject":
        end = _divide_subject(heading, lines, number, end)
    return _ROLES[label], end - number


_MOST_TAG_LINES = 40


def _is_copy(heading: Heading, first: list[str], second: list[str]) -> bool:
    """One has all the words of the other; in a second copy of the header they may be garbled."""
    one, other = (squeeze(" ".join(values[:40])[:4000]) for values in (first, second))
    if one in other or other in one:
        return True
    is_doubled = len(heading.roles) < _MOST_COMPARED and "repeated" in heading.roles
    return is_doubled and SequenceMatcher(None, one[:300], other[:300]).ratio() > _ALIKE


def _is_cut(first: list[str], second: list[str]) -> bool:
    """The first copy is the beginning of the second."""
    one, other = (squeeze(" ".join(values[:40])[:4000]) for values in (first, second))
    return len(one) < len(other) and other.startswith(one)


_ALIKE = 0.8
_MOST_COMPARED = 400  # lines; so many labels are no header


def _glued(heading: Heading, label: Label, text: str) -> tuple[int, Label, str] | None:
    """Where on its line another field begins that is not yet there, which, and what follows its label."""
    found = (
        heading_grammar.GLUED_FIELD.search(text) if ":" in text and label not in _RUNNING else None
    )
    begins = label_of(found[1]) if found else None
    if not found or not begins or begins[0] == label or begins[0] in heading.fields:
        return None
    return found.start(), *begins


_RUNNING: tuple[Label, ...] = ("ref", "classified")  # these have their own ways to end


def _divide_subject(heading: Heading, lines: Sequence[str], number: int, end: int) -> int:
    """A field glued to a later line of the subject begins another, which goes on in its own way; a level
    ends it (rule 14). Returns the index after the last line of either."""
    values = heading.fields["subject"]
    for place, line in enumerate(values):
        if glued := _glued(heading, "subject", line):
            values[place:] = [line[: glued[0]]]
            at = next((at for at in range(number + place, end) if lines[at].endswith(line)), number)
            return at + _take_field(heading, lines, at, glued[1], glued[2])[1]
        if " " in line and (level := heading_grammar.GLUED_LEVEL.search(line)):
            values[place:] = [line[: level.start()]]
            break
    return end


# -- passing instructions (rule 11) --------------------------------------------------------------------


def _take_passing(
    heading: Heading, lines: Sequence[str], number: int, before_label: bool
) -> tuple[Role, int]:
    """`DEPT FOR …`; before a label a line that fits nothing else wraps one. `AND` is a connector."""
    text = lines[number].strip()
    if text in heading.seen and _is_in_copy(heading, lines, number, before_label):
        return "repeated", 1
    if not before_label and not _is_passing(heading, lines, number):
        return "unknown", 0
    if text == "AND":
        return "connector", 1
    above = lines[number - 1].strip()
    is_new = not above or (grammar.PASSING.fullmatch(text) and not above.endswith(_WRAPS))
    is_new = is_new or not heading.passing
    if is_new:
        heading.passing.append([text])
    else:
        heading.passing[-1].append(text)
    is_sure = (
        not is_new or grammar.PASSING.fullmatch(text) or heading_grammar.SHORT_ORDER.match(text)
    )
    return "passing" if is_sure else "unknown", 1  # kept, but unsure: it stands where one would


_WRAPS = (",", "/", "-", "&", " AND", " FOR", " TO", " PASS")  # no instruction ends so


def _is_passing(heading: Heading, lines: Sequence[str], number: int) -> bool:
    """Below the subject only right above another field."""
    if not grammar.PASSING.fullmatch(lines[number].strip()):
        return False
    return not heading.fields or _label_follows(lines, number)


def _label_follows(lines: Sequence[str], number: int) -> bool:
    for line in lines[number + 1 : number + 6]:
        if grammar.FIRST_NUMBER.match(line):
            return False
        if label_of(line):
            return True
    return False


_BETWEEN: frozenset[Role] = frozenset(("blank", "page break", "captions", "banner", "connector"))


def _is_in_copy(heading: Heading, lines: Sequence[str], number: int, before_label: bool) -> bool:
    """Whether a line that was there before is the header's second copy: in place of a passing
    instruction or after other repeated lines. With a rule below it is a heading of the text."""
    if number + 1 < len(lines) and grammar.RULE.fullmatch(lines[number + 1].strip()):
        return False
    if before_label or grammar.PASSING.fullmatch(lines[number].strip()):
        return True
    above = next((role for role in reversed(heading.roles) if role not in _BETWEEN), None)
    return above == "repeated"

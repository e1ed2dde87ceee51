"""Where a field of the heading begins, by its label, and where it ends: each label has its own way to go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from sitegen import reference
from sitegen.parse import damage_grammar, grammar, heading_grammar
from sitegen.parse.identifier import is_one_edit
from sitegen.parse.reference_grammar import says_no_cable

Label = Literal["eo", "tags", "subject", "ref", "classified"]

_LABELS: tuple[
    tuple[Label, str, re.Pattern[str]], ...
] = (  # with the letters a line may begin with
    ("tags", "TtAG", heading_grammar.TAGS),
    ("subject", "SsUuB", heading_grammar.SUBJECT),
    ("eo", "Ee.", heading_grammar.EXECUTIVE_ORDER),
    ("ref", "RrPp", heading_grammar.REFERENCES),
    ("classified", "CL(", heading_grammar.CLASSIFIED_BY),
)
_LABEL_LETTERS = frozenset("".join(letters for _, letters, _ in _LABELS) + "5")  # `5UBJECT`


def label_of(line: str) -> tuple[Label, str] | None:
    """The field a line begins, and what follows its label (of the E.O. line, all of it)."""
    text = line.strip()
    return _label_of(text) if text[:1] in _LABEL_LETTERS else None


@lru_cache(maxsize=64)  # each stage of the heading asks for the same lines
def _label_of(text: str) -> tuple[Label, str] | None:
    for label, letters, pattern in _LABELS:
        if text[:1] in letters and (found := pattern.fullmatch(text)):
            return label, text if label == "eo" else found[found.re.groups]
    return _damaged_label(text)


def _damaged_label(text: str) -> tuple[Label, str] | None:
    """`TAG5: PREL`, `SUBJRCT: BOATS`: a letter away from a label, in front of a colon."""
    found = damage_grammar.LABEL.fullmatch(text) if ":" in text[:10] else None
    if not found:
        return None
    if len(found[1]) > 5 and is_one_edit("SUBJECT", found[1]):
        return "subject", found[2]
    first = damage_grammar.FIRST_CODE.match(found[2])
    if first and reference.is_tag(first[0]) and is_one_edit("TAGS", found[1]):
        return "tags", found[2]
    return None


LATE_LINES = 40  # how far below the heading references are looked for


def references_in_text(lines: Sequence[str], start: int) -> list[str]:
    """The REF field where a sentence between it and the subject has ended the heading, or where it stands
    in paragraph 1; a list without a number is none."""
    for number in range(start, min(len(lines), start + LATE_LINES)):
        text = lines[number].strip()
        if text[:1].isdigit() and grammar.FIRST_NUMBER.match(text):
            if text[:2] != "1.":
                break
            text = heading_grammar.PARAGRAPH_HEAD.sub("", text)
        found = label_of(text) if ":" in text[:12] else None
        if found and found[0] == "ref":
            end = field_end(lines, number, *found)
            values = [found[1], *lines[number + 1 : end]]
            return values if any(map(str.isdigit, " ".join(values)[:200])) else []
    return []


def is_bare_tags(text: str) -> bool:
    """A list of codes that has lost its label: `EAID, ECON, UZ` (rule 13)."""
    words = re.findall(r"[^\s,;]+", text)
    if "," not in text or len(words) < 2 or not reference.is_tag(words[0]):
        return False
    known = sum(map(reference.is_tag, words))
    return known == len(words) or (known * 3 >= len(words) * 2 and all(map(_may_be_tag, words)))


def field_end(lines: Sequence[str], number: int, label: Label, rest: str) -> int:
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
    """The value of a label runs to a blank line, a label, a paragraph or a rule."""
    text = lines[number].strip()
    return bool(text) and not _stops(text)


def _subject_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """As other text; a subject may begin below its label and a blank line, and one in capitals ends where
    a sentence in small letters follows without a blank line."""
    if not previous:
        following = next(filter(None, map(str.strip, lines[number : number + 3])), "")
        marked = grammar.MARK.match(following)
        if marked and (lines[number].strip() or following.isupper()):
            following = marked[2]  # the subject's own mark, not that of a paragraph
        return bool(following) and not _stops(following)
    text = lines[number].strip()
    if grammar.is_page_break(text) and previous.isupper():
        return _subject_goes_on_below(lines, number)
    is_sentence = previous.isupper() and sum(map(str.islower, text)) * 2 > len(text)
    return bool(text) and not is_sentence and not _stops(text)


def _subject_goes_on_below(lines: Sequence[str], number: int) -> bool:
    """A page break stands inside a subject if capitals and then another field follow it."""
    following, at = _below_gap(lines, number, 8)
    if not following.isupper() or len(following) > LONGEST_LINE or _stops(following):
        return False
    return any(map(label_of, lines[at + 1 : at + 4]))


LONGEST_LINE = 72  # characters of a line of the heading
_TEXT_BEGINS = re.compile(
    r"(?:(?i:SUMMARY|INTRODUCTION|ACTION REQUEST)(?i: AND (?:COMMENT|ACTION REQUEST|INTRODUCTION))?(?:[:.]|$| --)|"
    r"(?i:THIS IS AN ACTION (?:REQUEST|MESSAGE|CABLE))|SENSITIVE BUT |BEGIN SUMMARY|Begin [Ss]ummary)"
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
        or grammar.is_captions(text)
        or grammar.classification_line(text)
        or _TEXT_BEGINS.match(text)
    )


def _tags_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """TAGS wrap when the line above ends in a comma or inside a person's name, or when every word is
    a code (rule 13); over a blank line only where every word is a known one."""
    text = lines[number].strip()
    if _is_gap(text):
        following, _ = _below_gap(lines, number, 4)
        return _are_tags(following) and not _stops(following)
    if _stops(text) or grammar.PASSING.fullmatch(text):
        return False
    if previous.endswith((",", ";")) or previous.rfind("(") > previous.rfind(")"):
        return True
    words = re.findall(r"[A-Za-z0-9]+", reference.tag_names().sub("EL", text))
    if words and len(words[0]) == 1 and words[0].isupper():
        del words[0]  # the last letter of a code cut by the wrap
    return bool(words) and all(map(_may_be_tag, words))


def _may_be_tag(word: str) -> bool:
    is_code = word.isupper() and (len(word) in (2, 3, 4) or (word[0] == "K" and len(word) == 5))
    return is_code or reference.is_tag(word.upper())


def _are_tags(line: str) -> bool:
    words = line.replace(",", " ").replace(";", " ").split()
    return bool(words) and all(map(reference.is_tag, words))


# `A.` `(A)` `A)` `[A]` before capitals or a year: over a blank line a portion mark must not be one.
_REFERENCE_BULLET = re.compile(
    r"(?:-- *|(?:AND|&) )?(?:\(([A-Z])\)|\[([A-Z])\]|([A-Z])[.)]) *(?=[A-Z0-9])"
)
_CUT_NUMBER = re.compile(r"#?[0-9]{3,7}\b(?! *[.:])[^a-z]*")


def _references_go_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """References wrap; over a blank line only with a bullet that is not prose or with the number cut off
    its post, over a page break with the rest of a name as well."""
    text = lines[number].strip()
    if not _is_gap(text):
        is_bullet = _REFERENCE_BULLET.match(text) and not _is_prose(text)
        return (not _stops(text) and not _is_sentence(text, previous)) or bool(is_bullet)
    following, after = _below_gap(lines, number, 8)
    is_cut = not previous.endswith(_ITEM_ENDS) and not _is_prose(following)
    if is_cut and _CUT_NUMBER.fullmatch(following):
        return True
    if is_cut and any(map(str.strip, lines[number:after])):
        return _has_digits(following) and not _stops(following)
    return _is_reference(following) or _is_next_bullet(lines, number, following)


_BULLETS_ABOVE = 6  # lines of one reference at the most


def _is_next_bullet(lines: Sequence[str], number: int, text: str) -> bool:
    """`B. ROE/DOE EMAIL` after `A. …` of the same form: the letter that follows, whatever it names. In
    parentheses C, S and U may be a mark."""
    bullet = _REFERENCE_BULLET.match(text)
    if not bullet or bullet[1] in ("C", "S", "U") or _is_prose(text) or _TEXT_BEGINS.match(text):
        return False
    letter = bullet[1] or bullet[2] or bullet[3]
    before = re.escape(
        bullet[0].removeprefix("AND").strip(" -&").replace(letter, chr(ord(letter) - 1))
    )
    above = "\n".join(line[:300] for line in lines[max(0, number - _BULLETS_ABOVE) : number])
    return re.search(rf"(?<![A-Za-z.]){before}", above) is not None


def _is_reference(text: str) -> bool:
    """A bullet and a number, or an e-mail or the like; `(C) Talks went on.` is marked text."""
    bullet = _REFERENCE_BULLET.match(text)
    if not bullet:
        return False
    if _has_digits(text) and not _is_prose(text):
        return True
    is_marked = bullet[1] in ("C", "S", "U")
    return not is_marked and says_no_cable(text[:60])


_ITEM_ENDS = (*"0123456789", ")")


def _is_gap(text: str) -> bool:
    return not text or grammar.is_page_break(text)


def _below_gap(lines: Sequence[str], number: int, most: int) -> tuple[str, int]:
    """The line below at most so many blank lines and page breaks, '' at the end, and its index."""
    last = min(len(lines), number + most)
    while number < last and _is_gap(lines[number].strip()):
        number += 1
    return (lines[number].strip() if number < len(lines) else ""), number


def _is_sentence(text: str, previous: str) -> bool:
    """Small letters below a list in capitals that is complete, without a number or a word of what is no cable."""
    is_over = previous.endswith(_ITEM_ENDS) and not any(map(str.islower, previous))
    is_prose = is_over and sum(map(str.islower, text)) * 2 > len(text)
    return is_prose and not any(map(str.isdigit, text)) and not says_no_cable(text)


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text[:40]))


def _is_prose(text: str) -> bool:
    """A portion mark and text rather than a bullet and a post."""
    return sum(map(str.islower, text[:40])) > 3


def _order_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    return _text_goes_on(lines, number, previous) and not is_bare_tags(lines[number])


def _classifier_goes_on(lines: Sequence[str], number: int, previous: str) -> bool:
    """Who classified it runs on until the reasons are complete, and over a blank line to the reasons."""
    text = lines[number].strip()
    if not _is_gap(text):
        if _is_reason(text):
            return not _is_order(text)
        is_whole = heading_grammar.REASONS_END.search(previous) and text[0].isupper()
        return not is_whole and not _stops(text)
    following, _ = _below_gap(lines, number, 4)
    is_rest = following and _is_reason(following)
    return bool(is_rest and not heading_grammar.REASONS_END.search(previous))


def _is_order(text: str) -> bool:
    """The field below, and no order among the reasons: `E.O. 12958: DECL: …`, not `E.O. 12958, 1.4 (b)`."""
    label = label_of(text)
    return label is not None and label[0] == "eo" and not heading_grammar.REASON.search(text)


def _is_reason(text: str) -> bool:
    """Letters of reasons, or the words that lead over to them."""
    begins = heading_grammar.REASON_LETTERS.fullmatch(text) or heading_grammar.REASONS_BEGIN.match(
        text
    )
    return begins is not None


_GOES_ON: dict[Label, Callable[[Sequence[str], int, str], bool]] = {
    "eo": _order_goes_on,
    "tags": _tags_go_on,
    "subject": _subject_goes_on,
    "ref": _references_go_on,
    "classified": _classifier_goes_on,
}

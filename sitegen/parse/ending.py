"""The end of a telegram, read backwards: SMART footer, NNNN, classification, then the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sitegen import reference
from sitegen.parse import grammar
from sitegen.parse.formats.draft import Draft
from sitegen.parse.roles import Role
from sitegen.parse.text import ends_sentence, squeeze

MAX_SIGNATURE = 30


class Ending(msgspec.Struct, frozen=True):
    """`end` is the index after the last line of the text."""

    end: int
    signed_by: tuple[str, ...] = ()
    smart_message_id: str | None = None
    banners: tuple[str, ...] = ()


def unglued(draft: Draft) -> Draft:
    """A signature glued to the last sentence gets a line of its own (damage: `…text.WHITNEY`)."""
    lines = draft.lines
    last = next((n for n in range(len(lines) - 1, -1, -1) if not _is_tail(lines[n].strip())), None)
    if last is None:
        return draft
    found = grammar.GLUED_SIGNATURE.search(lines[last][-MAX_SIGNATURE:])
    if not found or found[1] in reference.acronyms():
        return draft
    text = lines[last].removesuffix(found[1])
    return msgspec.structs.replace(
        draft,
        lines=[*lines[:last], text, found[1], *lines[last + 1 :]],
        numbers=[*draft.numbers[: last + 1], *draft.numbers[last:]],
    )


def read_ending(lines: Sequence[str], start: int, roles: list[Role]) -> Ending:
    """Look from the last line back to `start`, the first line of the text; `roles` is told what each
    line is."""
    end, smart = _smart(lines, start)
    _tell(roles, end, len(lines), "footer")
    banners: list[str] = []
    end = _drop_tail(lines, start, end, banners, roles)
    signed = _signature_lines(lines, start, end)
    if signed:
        _tell(roles, signed[0], end, "signature")
        end = _drop_tail(lines, start, signed[0], banners, roles)
    return Ending(end, tuple(squeeze(lines[n]) for n in signed), smart, tuple(banners))


def _tell(roles: list[Role], start: int, end: int, role: Role) -> None:
    roles[start:end] = [role if known != "blank" else known for known in roles[start:end]]


def _smart(lines: Sequence[str], start: int) -> tuple[int, str | None]:
    """The footer of the SMART archive, at most five lines before the tail: data, never a link; its id
    may be broken by blanks."""
    end = len(lines)
    while end > start and _is_tail(lines[end - 1].strip()):
        end -= 1
    for number in range(end - 1, max(start, end - 5) - 1, -1):
        if grammar.SMART_FOOTER.search(lines[number]):
            found = grammar.SMART_ID.search(" ".join(lines[number:end]))
            return number, re.sub(r"\s", "", found[1]) if found else None
    return len(lines), None


def _drop_tail(
    lines: Sequence[str], start: int, end: int, banners: list[str], roles: list[Role]
) -> int:
    while end > start and _is_tail(text := lines[end - 1].strip()):
        is_banner = grammar.BANNER.fullmatch(text)
        if is_banner:
            banners.insert(0, squeeze(text))
        end -= 1
        _tell(roles, end, end + 1, "banner" if is_banner else "tail")
    return end


def _is_tail(text: str) -> bool:
    if len(text) > grammar.MAX_HEADER_LINE:
        return False
    return not text or bool(
        grammar.TAIL.fullmatch(text)
        or grammar.classification_line(text)
        or grammar.CAPTIONS.fullmatch(text)
        or grammar.is_page_break(text)
        or grammar.BANNER.fullmatch(text)
        or grammar.PRINT_FOOTER.fullmatch(text)
    )


# -- signature (rule 24) -------------------------------------------------------------------------------

_NOT_NAMES = re.compile(r"(?:END|UNQUOTE|BEGIN|QUOTE|SUMMARY|COMMENT|MINIMIZE)\b", re.IGNORECASE)


def _signature_lines(lines: Sequence[str], start: int, end: int) -> list[int]:
    """Indices of the last line, or the last two, that are names below the end of a sentence."""
    names: list[int] = []
    place = end - 1
    while place > start and len(names) < 2 and (not lines[place].strip() or _is_name(lines[place])):
        if lines[place].strip():
            names.insert(0, place)
        place -= 1
    while names and not _may_sign(lines, names[0]):
        del names[0]
    return names


def _is_name(line: str) -> bool:
    """NORLAND, DE PREE, O'DONOHUE: one to three words without digits; or `Norland`."""
    text = line.strip()
    if not 2 <= len(text) <= MAX_SIGNATURE or _NOT_NAMES.match(text):
        return False
    if not (text.isupper() or (text.istitle() and " " not in text)):
        return False
    return bool(grammar.SIGNATURE.fullmatch(text)) and (text[-1] != "." or text.endswith("R."))


def _may_sign(lines: Sequence[str], place: int) -> bool:
    """The sentence above is over; where it only lacks its full stop, an acronym is its last word."""
    text, above = lines[place].strip(), lines[place - 1].strip()
    if text.isupper() and (not above or ends_sentence(above)):
        return True
    if not text.isupper():
        filled = next(
            (line for line in reversed(lines[max(0, place - 4) : place]) if line.strip()), ""
        )
        return ends_sentence(filled)
    return any(map(str.islower, above)) and text not in reference.acronyms()

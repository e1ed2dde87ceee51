"""The end of a telegram, read backwards: SMART footer, NNNN, classification, then the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from sitegen import reference
from sitegen.parse import classified, grammar, text_grammar
from sitegen.parse.formats.draft import Draft, split_line
from sitegen.parse.roles import Role
from sitegen.parse.site_notes import site_notes
from sitegen.parse.tables import in_columns
from sitegen.parse.text import ends_sentence, squeeze

MAX_SIGNATURE = 30
MAX_TITLE = 40
NOTE_LINES = 12  # of the communications centre, at most


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
    found = grammar.GLUED_SIGNATURE.search(lines[last][-MAX_SIGNATURE:]) or _in_line(lines[last])
    if not found or found["name"] in reference.acronyms() or not _is_name(found["name"]):
        return draft
    text = lines[last].removesuffix(found["blank"] + found["name"])
    parted, numbers = split_line(lines, draft.numbers, last, (text, found["name"]))
    return msgspec.structs.replace(draft, lines=parted, numbers=numbers)


def _in_line(line: str) -> re.Match[str] | None:
    """A signer behind the last sentence of a text in capitals."""
    if not line.isupper():
        return None
    found = text_grammar.SIGNED_IN_LINE.search(line[-2 * MAX_SIGNATURE :])
    return None if found is None or found["before"] in _SHORTENED else found


# What stands before a name, with a stop.
_SHORTENED = frozenset(
    "MR MRS MS DR ST NO LT FT MT MSGR GEN COL MAJ CAPT CMDR ADM SGT AMB REP SEN GOV PRES SEC PROF REV HON".split()
)


def read_ending(lines: Sequence[str], start: int, roles: list[Role]) -> Ending:
    """Look from the last line back to `start`, the first line of the text; `roles` is told what each
    line is."""
    notes = site_notes(lines, start)
    if notes:
        lines = ["" if number in notes else line for number, line in enumerate(lines)]
    ending = _read_ending(lines, start, roles)
    for number in notes:
        roles[number] = "footer"
    return ending


def _read_ending(lines: Sequence[str], start: int, roles: list[Role]) -> Ending:
    end, smart = _smart(lines, start)
    end = _centre_note(lines, start, end)
    _tell(roles, end, len(lines), "footer")
    banners: list[str] = []
    end = _drop_tail(lines, start, end, banners, roles)
    signed, below = _signature_lines(lines, start, end), end
    if not signed:
        below = _above_notes(lines, start, end)
        signed = _signature_lines(lines, start, below) if below < end else []
    if signed:
        _tell(roles, below, end, "tail")
        top = _below_text(lines, start, signed[0])
        _tell(roles, top, below, "signature")
        end = _drop_tail(lines, start, top, banners, roles)
    names = tuple(classified.without_rank(_name(lines[n])) for n in signed)
    return Ending(end, names, smart, tuple(banners))


def _tell(roles: list[Role], start: int, end: int, role: Role) -> None:
    roles[start:end] = [role if known != "blank" else known for known in roles[start:end]]


def _smart(lines: Sequence[str], start: int) -> tuple[int, str | None]:
    """The footer of the SMART archive, at most five lines before the tail: data, never a link; its id
    may be broken by blanks."""
    end = len(lines)
    while end > start and _is_tail(lines[end - 1].strip()):
        end -= 1
    first = max(start, end - 5)
    if "smart message" not in "\n".join(lines[first:end]).lower():
        return len(lines), None  # of most, and quickly told
    for number in range(end - 1, first - 1, -1):
        if grammar.SMART_FOOTER.search(lines[number]):
            found = grammar.SMART_ID.search(" ".join(lines[number:end]))
            return number, re.sub(r"\s", "", found[1]) if found else None
    return len(lines), None


def _centre_note(lines: Sequence[str], start: int, end: int) -> int:
    """Index of a note of the communications centre, which runs to the end; else `end`."""
    first = max(start, end - NOTE_LINES)
    if "note by" not in "\n".join(lines[first:end]).lower():
        return end  # of most, and quickly told
    for number in range(end - 1, first - 1, -1):
        if grammar.CENTRE_NOTE.fullmatch(lines[number].strip()):
            return number
    return end


def _above_notes(lines: Sequence[str], start: int, end: int) -> int:
    """Index after the last line that is no `UNQUOTE` or the like."""
    while end > start and _is_below_signature(lines[end - 1].strip()):
        end -= 1
    return end


def _is_below_signature(text: str) -> bool:
    is_note = len(text) <= grammar.MAX_HEADER_LINE and grammar.BELOW_SIGNATURE.fullmatch(text)
    return bool(is_note) or _is_tail(text) or _is_title(text)


def _is_title(text: str) -> bool:
    """The signer's title below the name: no second signer."""
    return len(text) <= MAX_TITLE and text[:1].isupper() and classified.is_title_line(text)


def _below_text(lines: Sequence[str], start: int, place: int) -> int:
    """Index of the title above the signature at `place`, if there is one: `AMBASSADOR` / `ROE`. The last word
    of a sentence (`…the / Coordinator.`) is none."""
    filled = [n for n in range(max(start, place - 6), place) if lines[n].strip()]
    above = filled[-1] if filled else start
    text = lines[above].strip()
    if not filled or not _is_title(text) or _SENTENCE_END.search(text):
        return place
    is_new = above == start or not lines[above - 1].strip() or ends_sentence(lines[above - 1])
    return above if is_new else place


_SENTENCE_END = re.compile(r"[a-zA-Z]{3}[.,;:?!]$")


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
    return not text or (len(text) <= grammar.MAX_HEADER_LINE and _is_tail_line(text))


@lru_cache(maxsize=256)  # the last lines are asked of again and again, and telegrams end alike
def _is_tail_line(text: str) -> bool:
    capitals = text.upper() if len(text) <= MAX_SIGNATURE else text  # `Unclassified`
    return bool(
        grammar.TAIL.fullmatch(text)
        or grammar.classification_line(capitals)
        or grammar.is_captions(capitals)
        or grammar.is_page_break(text)
        or grammar.BANNER.fullmatch(text)
        or grammar.PRINT_FOOTER.fullmatch(text)
    )


# -- signature (rule 24) -------------------------------------------------------------------------------

_NOT_NAMES = re.compile(
    r"(?:N{3,4}$|BT$|END|UNQUOTE|BEGIN|QUOTE|SUMMARY|COMMENT|MINIMIZE|NOTE|TEXT|REGARDS|BEST|THANKS|SEPTEL|REFTELS?|NOTAL|TOTAL"
    r"|ATTACHMENTS?|ENCLOSURES?|ANNEX|APPENDIX|SECTION|PAGE|PART|TABLE|SOURCE|TAGS|SUBJECT|CLASSIFIED|REASONS?|DECL"
    r"|DRAFTED|APPROVED|CLEARED|INFO|ACTION|EMBASSY|AMEMBASSY|CONSULATE|USMISSION|SECSTATE|AND|OR|THE|OF|FOR|NONE"
    r"|UNCLAS|UNCLASSIFIED|CONFIDENTIAL|SECRET|SENSITIVE|SBU|NOFORN|SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|DISSENT)\b",
    re.IGNORECASE,
)


def _signature_lines(lines: Sequence[str], start: int, end: int) -> list[int]:
    """Indices of the last line, or the last two, that are names below the end of the text. Three or
    more are a list."""
    names: list[int] = []
    place = end - 1
    while place > start and len(names) < 3 and (not lines[place].strip() or _is_name(lines[place])):
        if lines[place].strip():
            names.insert(0, place)
        place -= 1
    if len(names) == 3:
        are_posts = all(reference.post_code_of(_name(lines[place])) for place in names)
        names = [] if are_posts else names[-1:]
    while names and not _may_sign(lines, start, names[0], is_alone=len(names) == 1):
        del names[0]
    return names


def _name(line: str) -> str:
    """The name on a line, without what stands round it: `/S/ ROE##` → ROE."""
    text = squeeze(line[: 2 * MAX_SIGNATURE])
    before = grammar.BEFORE_NAME.match(text)
    text = grammar.AFTER_NAME.sub("", text[before.end() :] if before else text).strip()
    text = text_grammar.OFFICE.sub("", text) if "/" in text else text
    name, _, title = text.partition(",")
    return name if title and classified.is_title_line(title) else text


def _is_name(line: str) -> bool:
    """NORLAND, DE PREE, O'DONOHUE: one to three words without digits; or `Norland`."""
    return len(line.strip()) <= 2 * MAX_SIGNATURE and _is_short_name(line)


@lru_cache(maxsize=256)  # few sign, and often
def _is_short_name(line: str) -> bool:
    text = _name(line)
    if not 2 <= len(text) <= MAX_SIGNATURE or _NOT_NAMES.match(text) or text[1:3] == ". ":
        return False  # `B. TWO` is an item
    if classified.is_title_line(text):
        return False
    if not text.isupper():
        return bool(grammar.MIXED_NAME.fullmatch(text))
    return bool(grammar.SIGNATURE.fullmatch(text)) and (text[-1] != "." or text.endswith("R."))


def _may_sign(lines: Sequence[str], start: int, place: int, *, is_alone: bool) -> bool:
    """The sentence above is over; where it only lacks its full stop, an acronym is its last word, and
    a place the last cell of a table."""
    text = _name(lines[place])
    filled = [line.strip() for line in lines[max(start, place - 6) : place] if line.strip()]
    if not filled or ends_sentence(filled[-1]) or text_grammar.SAYS_ORDER.fullmatch(filled[-1]):
        return True
    if grammar.EMBEDDED_END.search(filled[-1][-40:]):
        return True
    if not text.isupper() or text in reference.acronyms():
        return False
    if in_columns(filled[-1]):
        return not lines[place - 1].strip() and not reference.post_code_of(text)
    if not lines[place - 1].strip():
        return True
    return is_alone and any(any(map(str.islower, line)) for line in filled)

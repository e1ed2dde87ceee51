"""The reference list: cables as identifiers, everything else kept as typed and unlinked (rule 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.parse.identifier import build, full_year, known_post, post_code
from sitegen.parse.text import squeeze
from sitegen.records import Reference

# `A.` `A)` `(A)` `[A]` `a.`, `-- A` and `REF A`, also doubled: `A. (A)`.
_BULLET = re.compile(
    r"(?:^|(?<=[\s;,]))(?:-- ?)?(?:REF )?"
    r"(?:\(([A-Za-z])\)|\[([A-Za-z])\]|([A-Za-z])[.)](?![A-Z]\.)|(?<=-- )([A-Z])(?= ))"
)
_YEAR = r"(?:19|20)?[0-9]{2}"
# Year before the post (two or four digits; or in parentheses after post or number), post of capitals
# that begins a word, number.
_CABLE = re.compile(
    rf"(?<![A-Z'.0-9])(?:'?(?P<year>{_YEAR})[ -]*|\((?P<before>{_YEAR})\) *)?"
    r"(?P<post>(?!AND\b|PARAS?\b)[A-Z][A-Z'.]*(?: (?!AND\b)[A-Z][A-Z'.]*){0,3}?)"
    rf"(?: \((?P<inner>{_YEAR})\))? *#? ?(?P<number>[0-9]{{1,7}})\b(?: \((?P<after>{_YEAR})\))?"
)
# `and 2764`, `& 2764`, `, 259032` repeat the post; a number before a post is a year.
_MORE = re.compile(
    r"\s*(?:(?:(?i:and)|&)\s*#?([0-9]{1,7})|,\s*#?([0-9]{3,7}))\b(?! *(?!AND\b)[A-Z]{2})"
)
_REMARK = re.compile(r"\(([^()]*)\)")
# Not cables, though they look like capitals and a number: kept as text.
_OTHER = re.compile(
    r"\b(?:E-?MAILS?|TELCON|TELEPHONE|PHONE|FAX|MEMO|MEMCON|LETTER|MEETING|IIR|TD|CRS|FAM|FAH|FBIS|OSC|REPORT|DTG|"
    r"HTTPS?|UNSCR|RESOLUTION|CONVERSATION|POINTS)\b",
    re.IGNORECASE,
)


def read_references(lines: Sequence[str], year: int) -> tuple[Reference, ...]:
    """The REF field → its items in order; a year left out is the cable's own (`year`, four digits)."""
    found: list[Reference] = []
    for bullet, item in _items(squeeze(" ".join(lines))):
        for part in filter(None, map(str.strip, item.split(";"))):
            found.extend(_read_item(bullet, part, year))
    return tuple(found)


def _items(text: str) -> Iterator[tuple[str | None, str]]:
    """The text divided at its bullets: (letter or None, text without bullet)."""
    letter, start = None, 0
    for mark, typed in _bullets(text):
        if before := text[start : mark.start()].strip(" ;,-"):
            yield letter, before
        letter, start = typed, mark.end()
    if rest := text[start:].strip(" ;,"):
        yield letter, rest


def _bullets(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Letters that follow each other (one or two may be lost); the same again is a doubled bullet."""
    last = ""
    for mark in _BULLET.finditer(text):
        letter = next(filter(None, mark.groups())).upper()
        is_first = not last and (letter == "A" or mark.start() == 0)
        if is_first or (last and 0 <= ord(letter) - ord(last) <= 3):
            yield mark, letter
            last = letter


def _read_item(bullet: str | None, item: str, year: int) -> list[Reference]:
    cables = [] if _OTHER.search(item) else list(_cables(item, year))
    if not cables:
        return [Reference(raw=item, bullet=bullet, kind="other")]
    remark = next(
        (found for found in _REMARK.finditer(item) if re.search("[A-Za-z]", found[1])), None
    )
    if len(cables) == 1:
        typed = squeeze(item.replace(remark[0], "")) if remark else item
        cables = [(typed, cables[0][1])]
    note = squeeze(remark[1]) if remark else None
    return [
        Reference(raw=raw, bullet=bullet, kind="cable", id=identifier, remark=note)
        for raw, identifier in cables
    ]


def _cables(item: str, year: int) -> Iterator[tuple[str, str]]:
    """(as typed, identifier) of each cable in an item; `and 2764` repeats post and year."""
    at = 0
    while match := _CABLE.search(item, at):
        at = match.end()
        post = _post(match["post"])
        if len(match["number"]) < 3 and not known_post(post_code(post)):
            continue  # message numbers are longer: `AGENDA ITEM 5`
        given = match["year"] or match["before"] or match["inner"] or match["after"]
        of = year if given is None else int(given) if len(given) == 4 else full_year(int(given))
        yield match[0].strip(), build(of, post, match["number"])
        while more := _MORE.match(item, at):
            number = more[1] or more[2]
            yield number, build(of, post, number)
            at = more.end()


def _post(typed: str) -> str:
    """`SEE ALSO STATE`, `AMEMBASSY TASHKENT` → the known post at the end; else as typed."""
    words = typed.split()
    ends = (" ".join(words[start:]) for start in range(len(words)))
    return next((end for end in ends if known_post(post_code(end))), typed)

"""The reference list: cables as identifiers, everything else kept as typed and unlinked (rule 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.parse import reference_grammar as grammar
from sitegen.parse.identifier import build, canonical, full_year, known_post, post_code
from sitegen.parse.text import join, squeeze
from sitegen.records import Reference, ReferenceKind


class _Cited(NamedTuple):
    """A cable in an item: from its year or post to the end of its number."""

    start: int
    end: int
    year: int
    post: str
    number: str


def read_references(lines: Sequence[str], year: int, own: str = "") -> tuple[Reference, ...]:
    """The REF field → its items in order; a year left out is the cable's own (`year`, four digits). `own` is the
    code of its post, where that is known, for an `Embtel`."""
    text = grammar.PAGE_BREAK.sub(" ", join(lines).replace("¶", ""))
    text = grammar.LABEL_AGAIN.sub("", text, count=1) if grammar.LABEL_AGAIN.match(text) else text
    if not text or grammar.NONE.fullmatch(text):
        return ()
    found: list[Reference] = []
    last: _Cited | None = None
    for bullet, item in _items(text[: grammar.LONGEST_LIST]):
        if found and bullet and (more := grammar.AND_PREVIOUS.fullmatch(item)):
            found[-1] = _remarked(found[-1], squeeze(more[0]))  # `D. AND PREVIOUS`
            continue
        cited = _cables(item, year) or _number_alone(item, last)
        last = cited[-1] if cited else last
        found += _read_item(bullet, item, cited, own)
    if rest := text[grammar.LONGEST_LIST :]:
        found.append(Reference(raw=rest, kind="other"))
    return tuple(found)


def _remarked(item: Reference, remark: str) -> Reference:
    told = f"{item.remark}, {remark}" if item.remark else remark
    return Reference(item.raw, item.bullet, item.kind, item.id, told)


def completed(
    found: Sequence[Reference], listed: Sequence[str], name: str
) -> tuple[Reference, ...]:
    """The items of the REF line, then those that only the metadata's list has (`listed`): an archive
    writes the year with two or four digits, the number with zeros or without. `name` is the cable's."""
    known = {item.id for item in found if item.id} | {name}
    more: dict[str, Reference] = {}
    for raw in listed:
        item = canonical(raw)
        if item not in known and squeeze(raw):
            kind = Reference(raw=item, id=item) if item else Reference(raw=raw, kind=kind_of(raw))
            more[item or raw] = kind
    return (*found, *more.values())


# -- bullets ---------------------------------------------------------------------------------------


def _items(text: str) -> Iterator[tuple[str | None, str]]:
    """The text divided at its bullets: (letter or None, text without bullet)."""
    if behind := _lettered_behind(text):
        yield from behind
        return
    letter, start = None, 0
    for mark, typed in _bullets(text):
        if before := text[start : mark.start()].strip(grammar.EDGE):
            yield letter, before
        letter, start = typed, mark.end()
    if rest := text[start:].strip(grammar.EDGE):
        yield letter, rest


def _lettered_behind(text: str) -> list[tuple[str | None, str]]:
    """`OSLO 12 (A), STATE 44 (REFTEL B)`: every letter stands behind its item and the last ends the list;
    else empty."""
    found: list[tuple[str | None, str]] = []
    start = 0
    if "(" not in text:
        return found
    for mark in grammar.LETTER_BEHIND.finditer(text):
        before = text[start : mark.start()].strip(grammar.EDGE)
        if mark[1] != chr(ord("A") + len(found)) or not before[-1:].isdigit():
            return []
        found.append((mark[1], before))
        start = mark.end()
    return found if not text[start:].strip(grammar.EDGE + ".") else []


def _bullets(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Letters that follow each other (one or two may be lost); the same again is a doubled bullet."""
    last: re.Match[str] | None = None
    before = ""
    known = 0
    for mark in grammar.BULLET.finditer(text):
        letter = next(filter(None, mark.groups()[1:])).upper()
        is_due = known > 1 and letter == chr(ord(before) + 1) and bool(mark["dotted"])
        if is_due and grammar.JUST_AND.search(text, max(0, mark.start() - 5), mark.start()):
            yield mark, letter  # `A. … B. … AND C. ROE EMAIL`
            last, before, known = mark, letter, known + 1
        elif _follows(text, last, mark, before, letter) and _is_bullet(text, last, mark, letter):
            yield mark, letter
            last, before, known = mark, letter, known + 1


def _follows(
    text: str, last: re.Match[str] | None, mark: re.Match[str], before: str, letter: str
) -> bool:
    if last is None:
        is_first = letter in "A1" or not text[: mark.start()].strip() or letter == "B"
        return is_first and (letter != "B" or _cable_follows(text, mark.end()) or not mark.start())
    if letter == before:
        return not text[last.end() : mark.start()].strip()
    return 0 < ord(letter) - ord(before) <= 1 + grammar.MAX_LOST_BULLETS


def _is_bullet(text: str, last: re.Match[str] | None, mark: re.Match[str], letter: str) -> bool:
    """By form, or because a cable follows: not an initial, a portion mark or a word of one letter."""
    if mark["lead"].strip("( "):
        return True
    is_doubtful = (
        bool(mark["weak"])
        or bool(grammar.BEFORE_INITIAL.search(text, max(0, mark.start() - 14), mark.start()))
        or (
            letter in "CSU"
            and last is not None
            and bool(mark["bracketed"]) != bool(last["bracketed"])
        )
    )
    return not is_doubtful or _cable_follows(text, mark.end())


def _cable_follows(text: str, place: int) -> bool:
    return grammar.STARTS_CABLE.match(text, place, place + grammar.LONGEST_POST) is not None


# -- cables ------------------------------------------------------------------------------------------


def _cables(item: str, year: int) -> list[_Cited]:
    """The cables an item names; `and 2764` repeats post and year."""
    if plain := _plain(item):  # most
        return [_Cited(0, len(item), _year(plain[1]) if plain[1] else year, plain[2], plain[3])]
    found: list[_Cited] = []
    at, small = 0, item.islower()
    for number in grammar.NUMBER.finditer(item):
        if number.start() >= at and (cited := _cable(item, at, number, year, small=small)):
            found.append(cited)
            found += _more(item, cited)
            at = found[-1].end
    return found


def _plain(item: str) -> re.Match[str] | None:
    """Year, post and number of an item that is nothing else."""
    found = grammar.PLAIN_CABLE.fullmatch(item)
    return found if found and known_post(post_code(found[2])) else None


def _cable(item: str, at: int, number: re.Match[str], year: int, *, small: bool) -> _Cited | None:
    """The cable whose number this is, if a post stands before it; `at` is the end of the one before."""
    if _is_no_number(item, number):
        return None
    floor = max(at, number.start() - grammar.LONGEST_POST)
    before = item[floor : number.start()]
    between = grammar.POST_TO_NUMBER.search(before)
    assert between  # it may be empty
    words = grammar.WORDS.search(before, 0, between.start())
    post = _post(words[0].split(), between[0], number[0], small=small) if words else None
    if words is None or post is None:
        return None
    start = floor + words.end() - len(_with_address(words[0], post))
    if grammar.says_no_cable(item, _clause(item, at, start), start):
        return None  # `TELCON ROE/DOE RE OSLO 12`
    typed = grammar.YEAR_BEFORE.search(item, floor, start)
    after = None if typed else _year_after(item, number.end(), number[0])
    given = _given(typed) or between["inner"] or between["bare"] or _given(after)
    return _Cited(
        typed.start() if typed else start,
        after.end() if after else number.end(),
        _year(given) if given else year,
        post,
        number[0],
    )


def _is_no_number(item: str, number: re.Match[str]) -> bool:
    end = number.end()
    if grammar.NOT_A_NUMBER.match(item, end):
        return True
    if len(number[0]) > 2:
        is_year = grammar.LONG_YEAR.fullmatch(number[0])
        return bool(is_year and grammar.IS_YEAR_INSIDE.match(item, end))
    return bool(grammar.SHORT_DATE.match(item, end) or grammar.IS_YEAR_INSIDE.match(item, end))


def _clause(item: str, at: int, end: int) -> int:
    """Where the clause that ends at `end` begins, no earlier than `at`."""
    start = max(at, end - 200)
    for division in grammar.DIVISION.finditer(item, start, end):
        start = division.end()
    return start


def _year_after(item: str, end: int, number: str) -> re.Match[str] | None:
    """The year after a number; after a comma it is the next number if this one is as short."""
    found = grammar.YEAR_AFTER.match(item, end)
    is_number = found and found["last"] and found[0][0] == "," and len(number.lstrip("0")) <= 4
    return None if is_number else found


def _given(found: re.Match[str] | None) -> str | None:
    return next(filter(None, found.groups()), None) if found else None


def _year(typed: str) -> int:
    year = int(typed.upper().replace("O", "0"))
    return year if year > 99 else full_year(year)


def _post(words: Sequence[str], between: str, number: str, *, small: bool) -> str | None:
    """`SEE ALSO STATE`, `AMEMBASSY TASHKENT` → the known post at the end; else the capitals, if what
    follows is as long as the number of a message. In a list without capitals (`small`) any known one is."""
    series = len(words) > 1 and words[-1] in grammar.SERIES and between in ("-", "")
    for start in range(len(words)):
        name = " ".join(words[start:])
        if (small or name[0].isupper()) and known_post(post_code(name)):
            return name
        if name.upper().removesuffix("S") in grammar.OWN_SERIES:
            return name
        if series and name[0].isupper() and known_post(post_code(" ".join(words[start:-1]))):
            return name  # `LAGOS A-71`, an airgram
    if len(number) < 3 or grammar.LONG_YEAR.fullmatch(number):
        return None  # `AGENDA ITEM 5`, `SUMMIT 2008`
    first = len(words)
    while first and words[first - 1].isupper() and words[first - 1].rstrip(".") not in _NO_NAME:
        first -= 1
    name = " ".join(words[first:])
    return None if len(name) < 3 or grammar.says_no_cable(name) else name


def _with_address(words: str, post: str) -> str:
    """The post with what stands before it and is not of its name: `AMEMBASSY OSLO`, `SEE ALSO OSLO`."""
    before = words[: len(words) - len(post)].split(" ")
    first = len(before) - 1  # the last is empty
    while first and before[first - 1].upper() in grammar.NOT_OF_NAME:
        first -= 1
    return " ".join(before[first:]) + post


_NO_NAME = grammar.NO_POST | grammar.NOT_OF_NAME


def _more(item: str, cited: _Cited) -> Iterator[_Cited]:
    """`AND 2764`, `, 259032`: more numbers of the same post and year."""
    end, is_list = cited.end, False
    while more := grammar.MORE.match(item, end) or (
        grammar.LAST_OF_SHORT.match(item, end) if is_list else None
    ):
        number = next(filter(None, more.groups()))
        is_list = len(number) <= 2
        is_year = len(number) == 2 or grammar.LONG_YEAR.fullmatch(number)
        if is_year and grammar.POST_AFTER.match(item, more.end()):
            return  # of the post that follows
        if grammar.NOT_A_NUMBER.match(item, more.end()):
            return
        if grammar.LONG_YEAR.fullmatch(number) and len(cited.number.lstrip("0")) > 4:
            return  # `STATE 123456, 2006`
        end = more.end()
        after = _year_after(item, end, number)
        given = _given(after)
        end = after.end() if after else end
        start = more.end() - len(number)
        yield cited._replace(
            start=start, end=end, number=number, year=_year(given) if given else cited.year
        )


def _number_alone(item: str, last: _Cited | None) -> list[_Cited]:
    """`A. STATE 259031 B. 259032`: the post of the item before."""
    found = grammar.NUMBER_ALONE.match(item) if last else None
    if last is None or found is None:
        return []
    first = last._replace(start=0, end=found.end(), number=found[1])
    return [first, *_more(item, first)]


# -- items -------------------------------------------------------------------------------------------


def _read_item(
    bullet: str | None, item: str, cited: Sequence[_Cited], own: str
) -> Iterator[Reference]:
    """The item in pieces, each from one cable to the next; what else is in it stands for itself."""
    first = cited[0].start if cited else len(item)
    head = item[:first]
    before, divided, _ = head.rpartition(";")
    if cited and divided:
        yield from _as_typed(bullet, before)
        head = head[len(before) + 1 :]
    if not cited or (head and grammar.says_no_cable(head)):
        yield from _as_typed(bullet, head)
        head = ""
    for place, cable in enumerate(cited):
        end = cited[place + 1].start if place + 1 < len(cited) else len(item)
        rest, typed = _divided(item[cable.end : end])
        yield _of_cable(bullet, head + item[cable.start : cable.end] + rest, cable, own)
        yield from _as_typed(bullet, typed)
        head = ""


def _divided(rest: str) -> tuple[str, str]:
    """What follows a cable: that which belongs to it, and an e-mail or the like after a comma."""
    sign = rest and grammar.says_no_cable(rest) and not grammar.ITS_GROUP.fullmatch(rest)
    for division in grammar.DIVISION.finditer(rest) if sign else ():
        is_inside = rest.count("(", 0, division.start()) > rest.count(")", 0, division.start())
        if not is_inside and grammar.says_no_cable(rest, division.end()):
            return rest[: division.start()], rest[division.end() :]
    return rest, ""


def _of_cable(bullet: str | None, typed: str, cable: _Cited, own: str) -> Reference:
    if _plain(typed):
        return Reference(typed, bullet, "cable", _identifier(cable, own))
    remarks: list[str] = []

    def take(found: re.Match[str]) -> str:
        if not any(map(str.isalpha, found[1])):
            return found[0]
        remarks.append(grammar.CUT_NOTAL.sub("NOTAL", squeeze(found[1])))
        return " "

    raw = squeeze(grammar.REMARK.sub(take, typed))
    if "(" not in typed:
        raw = raw.replace(")", "")  # of a pair that the item before opened
    raw = grammar.NEXT_LETTER.sub("", raw)
    if previous := grammar.PREVIOUS.search(raw, max(0, len(raw) - grammar.LONGEST_POST)):
        remarks.append(squeeze(previous[1]))
        raw = raw[: previous.start()]
    return Reference(
        raw=_trimmed(raw),
        bullet=bullet,
        kind="cable",
        id=_identifier(cable, own),
        remark=", ".join(remarks) or None,
    )


def _identifier(cable: _Cited, own: str) -> str | None:
    """None where it is not said whose series the number is of: until 1966 the Department counted those to each
    post apart, and an `Embtel` is of the embassy that writes or is written to."""
    series = cable.post.upper().removesuffix("S")
    if series == "DEPTEL" and cable.year < 1967 and int(cable.number) < 10_000:
        return None
    if series in grammar.OWN_SERIES:
        return build(cable.year, own, cable.number) if own not in ("", "STATE") else None
    return build(cable.year, cable.post, cable.number)


def _as_typed(bullet: str | None, text: str) -> Iterator[Reference]:
    for part in text.split(";") if text else ():
        remark = grammar.KNOWN_REMARK.search(part)
        raw = _trimmed(part.replace(remark[0], " ") if remark else part)
        if remark and not raw and re.search(r"\d", remark[0]):
            raw, remark = squeeze(part), None  # a number is no remark on nothing
        if raw:
            note = squeeze(remark[1]) if remark else None
            yield Reference(raw=raw, bullet=bullet, kind=kind_of(raw), remark=note)


MANY = 20  # joining words side by side that are taken away


def _trimmed(text: str) -> str:
    """Without separators and the words that join items."""
    text = squeeze(text).strip(grammar.EDGE)
    for _ in range(MANY):
        shorter = grammar.CONNECTOR.sub("", text).strip(grammar.EDGE)
        if shorter == text:
            break
        text = shorter
    if text.endswith("(") or text.count("(") > text.count(")"):
        text = text.rstrip("( ")
    return text.removesuffix(".") if text[-2:-1].isdigit() else text


def kind_of(typed: str) -> ReferenceKind:
    """What an item that is no cable is, by its words: `ROE-DOE E-MAIL OF 3/12/08` → email."""
    return next((kind for kind, pattern in grammar.KINDS.items() if pattern.search(typed)), "other")

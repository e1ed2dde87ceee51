"""Who classified a cable and why (rule 16): `DCM Jane Roe for reasons 1.4 (b) and (d)` → Jane Roe, 1.4(b)
and 1.4(d). The block is unwrapped, divided where the reasons begin, and the titles are taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from sitegen import reference
from sitegen.parse import heading_grammar
from sitegen.parse.text import join, lines_with, squeeze

# The word reason, broken by the wrap anywhere or misspelt; the order; the article itself.
_WHY = re.compile(
    r"\br[ -]?e[ -]?a[ -]?s[ -]?o[ -]?n|\b(?:for|per)reason|"
    r"\b(?:res+on|reaon|reasn|reaosn|raeson|resaon|reasson|reas|rason|reasno|reaso)s?\b(?=[ :(]*\d| ?:)|"
    r"\b(?:under|per|pursuant|by|with|of|and)? ?\bE\.? ?[O0]\.?,? ?:? ?1[0-9]{4}\b|\bExecutive Order\b|"
    r"(?<![\d.])1[.,] ?[3456](?!\d)|\bparagraphs? 1\.|\bderived from\b|\bdecl(?:assify)?(?: on)?\b ?:",
    re.IGNORECASE,
)
_NAMES_END = re.compile(r"\bDECL(?:ASSIFY)?(?: ON)?\b ?:.*|\bDERIVED FROM\b.*", re.IGNORECASE)
# What leads over from the name to the reasons.
_LEADS_OVER = frozenset(
    """for per under pursuant to by based on in accordance with the following due because of section sections sec
    paragraph this message cable document is was are as and classified on grounds basis purposes""".split()
)
_AGAIN = re.compile(
    r"^(?:this (?:message|cable|document|telegram)(?: is| was| has been)? *)?classified by\b[ :]*",
    re.IGNORECASE,
)


def classified_by(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """(name or names without titles, reason codes such as `1.4(b)`). Two names are one text with `and`
    between them."""
    text = join([line for line in lines if line.strip()])[:MAX_TEXT]
    if not text:
        return None, ()  # of many
    found = _WHY.search(text)
    who = text[: found.start()] if found else _NAMES_END.sub("", text)
    return names(who) or None, reasons(text[found.start() :] if found else "")


_MAY_BEGIN = frozenset("CLlAa(0123456789 \t")  # what the line may, with number and mark before it
LATE_LINES = 150  # how far below the heading the line is looked for


def in_text(lines: Sequence[str], start: int) -> list[str]:
    """The lines on who classified it where they stand in the text, below an unnumbered paragraph or as
    paragraph 1; a sentence that only begins with the words gives no reasons, and is none."""
    late = "\n".join(lines[start : start + LATE_LINES]).lower()
    for number in map(start.__add__, lines_with("by", late)):
        if lines[number][:1] not in _MAY_BEGIN:
            continue
        text = heading_grammar.PARAGRAPH_HEAD.sub("", lines[number].strip())
        if found := heading_grammar.CLASSIFIED_BY.fullmatch(text):
            more = takewhile(str.strip, lines[number + 1 : number + 5])
            block = [found[1] or "", *more]
            return block if _WHY.search(" ".join(block)[:MAX_TEXT]) else []
    return []


MAX_TEXT = 1000  # what is longer is no line on who classified

# -- reasons -----------------------------------------------------------------------------------------

_ORDER = re.compile(
    r"E\.? ?[O0]\.?,? ?:? ?1[0-9]{4}|EXECUTIVE ORDER(?: NO\.?)? ?[0-9]*", re.IGNORECASE
)
# An article, `1.4B` glued or `(BD)` in one; or a word.
_REASON_WORD = re.compile(r"1[.,] ?([3456])(?!\d)|\b14(?= ?\()|([A-Za-z]+)")
# The wrap cuts the word too, and `a` alone would be a reason.
_CUT_AND = re.compile(r"\b(?:a nd|an d)\b", re.IGNORECASE)
_LETTERS = frozenset("abcdefgh")
_BETWEEN = frozenset("and or through to section sections sec paragraphs paragraph".split())


def reasons(text: str) -> tuple[str, ...]:
    """`1.4 (b) and (d)`, `1.5 (B,D)`, `1.4 (b/d)`, `1.4 B&D`, `1.4 (bd)` → 1.4(b), 1.4(d); prose after
    them is none."""
    found: dict[str, None] = {}
    article, begun = "4", False
    for match in _REASON_WORD.finditer(_CUT_AND.sub("and", _ORDER.sub(" ", text))):
        word = (match[2] or "").lower()
        if not word:
            article, begun = match[1] or "4", True
        elif set(word) <= _LETTERS and (len(word) == 1 or (begun and _is_run(word))):
            found.update((f"1.{article}({letter})", None) for letter in word)
        elif found and word not in _BETWEEN:
            break
    return tuple(found)


def _is_run(word: str) -> bool:
    """`bd`, `acd`: letters of an article in their order, and no word such as `be`."""
    return len(word) <= 4 and word != "be" and list(word) == sorted(set(word))


# -- names -------------------------------------------------------------------------------------------

# `Chargé d'Affaires` in every damage: an accent lost or changed, a comma or nothing for the apostrophe.
_CHARGE = re.compile(
    r"\bcharg\S{0,3},? ?,?d?[\W_]{0,3}(?:d[\W_]{0,3})?affair\w{0,4}|\bcharg[eé]?['`´’,](?=\W)",
    re.IGNORECASE,
)
_INTERIM = re.compile(r"\ba\. ?i\b\.?|,? *\bad interim\b|\(acting\)", re.IGNORECASE)
_DIVIDES = re.compile(r"[,;:]|\s-{1,2}\s|\s?--\s?|(?<=[a-z]{3})\.\s|(?<=[A-Z]{3})\.\s")
_ASIDE = re.compile(r"\(([^()]*)\)?")
_TWO_NAMES = re.compile(r"\s(?:and|&)\s|(?<=[a-z])/(?=[A-Z][a-z])", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|Esq)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]")
# `PolCouns`, `DepEconOff`, `POLMINCOUNS`: section, then rank.
_COMPOUND = re.compile(
    r"(?:dep|act|a|d|vice|sr)?-?(?:pol|econ?|eco|con|cons|mil|admin|mgt|pa|lab|sci|est|legal|refugee|congen|min)"
    r"[-/]?(?:pol|econ?|mil|con|min|pa)?[-/]?(?:coun\w{0,6}|off(?:icer)?s?|chief|min|adv(?:isor|iser)?|att|dir|section)",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"\b(Ambassador|Counselor|Officer|General|Chief|Charge|DCM|CDA|POL/C|ECON/C)(?=[A-Z][a-z])"
)
_ZERO = re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])")


def names(text: str) -> str:
    """The names of a text, its titles taken off; of what is all title nothing is taken away."""
    whole = _without_lead(_AGAIN.sub("", squeeze(text)))
    plain = _INTERIM.sub(" ", _CHARGE.sub(" Charge ", _ZERO.sub(_letter_o, whole)))
    plain = _ASIDE.sub(_without_aside, _GLUED.sub(r"\1 ", plain))
    found: list[str] = []
    for part in _parts(plain):
        is_first = not found
        for one in _TWO_NAMES.split(part):
            name, titled = _name(one.split())
            if name and (is_first or titled) and (" " in name or titled or is_first):
                found.append(name)
    full = [name for name in found if " " in name] or found[:1]
    return " and ".join(full) or whole.strip(" ,;:-(.")


def _letter_o(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1]
    return "O" if before.isupper() else "o"


_RETIRED = frozenset(("r", "ret", "retd", "retired"))  # behind a rank: `LTG (ret) Jane Roe`


def _without_aside(found: re.Match[str]) -> str:
    """A name in use, `Robert (Bob) Doe`, stays; any other aside divides."""
    aside = found[1].strip()
    if aside.lower().strip(".") in _RETIRED:
        return " "
    keeps = aside.istitle() and aside.isalpha() and not is_title(aside)
    return found[0] if keeps else ","


def _without_lead(text: str) -> str:
    """Without the words that lead over to the reasons."""
    words = text.strip(" ,;:-(").split()
    while words and words[-1].strip(" ,;:-(.").lower() in _LEADS_OVER | {""}:
        words.pop()
    return " ".join(words).strip(" ,;:-(")


def _parts(text: str) -> Iterator[str]:
    """The text divided at commas and stops; a suffix (`, Jr.`) stays with its name."""
    held = ""
    for part in map(squeeze, _DIVIDES.split(text)):
        if held and _SUFFIX.fullmatch(part):
            held = f"{held}, {part}" if part[0] in "JjSs" else f"{held} {part}"
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _name(words: list[str]) -> tuple[str, bool]:
    """(the name among the words, whether a person's title stands before it); empty where there is
    only a title or a place."""
    mixed = any(any(map(str.islower, word)) for word in words)
    end = len(words)
    while end > 2 and is_title(words[end - 1]) and not _is_initial(words[end - 2]):
        if _is_surname(words, end - 1, end):
            break
        end -= 1
    titles = [place for place in range(end) if _is_title_here(words, place, end, mixed)]
    after = titles[-1] + 1 if titles else 0
    after = _after_place(words, after, end, mixed)
    name = _plain(words[after:end])
    if name and not reference.is_place(name):
        return name, any(_is_of_person(words[place]) for place in titles)
    before = _plain(words[: titles[0]]) if titles else ""
    return ("" if reference.is_place(before) else before), False


def _after_place(words: Sequence[str], start: int, end: int, mixed: bool) -> int:
    """`Ambassador to Norway Jane Roe`, `to the OSCE Jane Roe`: the place a title goes on with."""
    if start == 0 or words[start - 1].lower() not in (
        "to",
        "in",
        "at",
        "of",
        "the",
        "embassy",
        "amembassy",
    ):
        return start
    for size in (3, 2, 1):
        if end - start - size >= 2 and reference.is_place(" ".join(words[start : start + size])):
            return start + size
    is_acronym = mixed and end - start > 2 and words[start].isupper() and words[start].isalpha()
    return start + 1 if is_acronym and len(words[start]) > 1 else start


def _plain(words: Sequence[str]) -> str:
    """As typed, without loose marks at its ends; the stop of an initial or a suffix stays."""
    name = " ".join(words).strip(" ,;:-\"'/")
    last = name.rpartition(" ")[2]
    return name if _SUFFIX.fullmatch(last) or _INITIALS.fullmatch(last) else name.rstrip(".")


def _is_title_here(words: Sequence[str], place: int, end: int, mixed: bool) -> bool:
    word = words[place]
    if is_title(word):
        return not (place and _is_initial(words[place - 1])) and not _is_surname(words, place, end)
    rest = end - place - 1
    is_office = word in reference.acronyms() and place > 0 and is_title(words[place - 1])
    if mixed and is_office and rest >= 2:
        return True
    shouted = mixed and word.isupper() and word.isalpha() and 2 <= len(word) <= 6
    return (
        place == 0
        and shouted
        and rest >= 2
        and not _SUFFIX.fullmatch(word)
        and not _is_redacted(word)
    )


def _is_initial(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and not is_title(word)


def _is_surname(words: Sequence[str], place: int, end: int) -> bool:
    """A surname that is a title as well, after one given name: `Tom Major`."""
    is_last = place == end - 1 and place > 0 and words[place].lower() in _SURNAMES
    return is_last and not is_title(words[place - 1]) and (place == 1 or is_title(words[place - 2]))


_SURNAMES = frozenset("major post press public minister head law marine east south page".split())


def _is_redacted(word: str) -> bool:
    return not word.strip("X")


def is_title_line(text: str) -> bool:
    """Whether a line is all titles: `POLITICAL COUNSELOR`, `CHARGE D'AFFAIRES, A.I.`; one word that is a
    surname too is none."""
    words = _INTERIM.sub(" ", _CHARGE.sub(" Charge ", text)).split()
    return all(map(is_title, words)) and (len(words) != 1 or words[0].lower() not in _SURNAMES)


def without_rank(name: str) -> str:
    """`AMBASSADOR ROE` → ROE; of what is all title nothing is taken away."""
    words = name.split()
    while len(words) > 1 and reference.titles().get(words[0].lower().strip(".")) == "person":
        del words[0]
    return " ".join(words)


def is_title(word: str) -> bool:
    """Of an office, a rank or a section, also several in one: `POL/ECON`, `Minister-Counselor`."""
    plain = word.strip(".,:;()'\"’").lower()
    if len(plain) == 1 and _INITIALS.fullmatch(word):
        return False
    if plain in reference.titles() or not plain:
        return True
    if _COMPOUND.fullmatch(plain):
        return True
    if "/" in plain:
        return word.isupper() or any(part in reference.titles() for part in plain.split("/"))
    return "-" in plain and all(part in reference.titles() for part in plain.split("-"))


def _is_of_person(word: str) -> bool:
    plain = word.strip(".,:;()'\"’").lower()
    kind = reference.titles().get(plain)
    return kind == "person" or (
        kind is None and ("/" in plain or "-" in plain or bool(_COMPOUND.fullmatch(plain)))
    )

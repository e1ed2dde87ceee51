"""The addressees of a telegram (rule 8): `[RI/]PLAD [PRECEDENCE] [number of four or more digits]`, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen import reference
from sitegen.parse import grammar, header_grammar
from sitegen.parse.text import squeeze
from sitegen.records import Addressee


def addressees(lines: Sequence[str]) -> tuple[Addressee, ...]:
    """The lines of one list, in their order; a name cut at the end of its line goes on in the next."""
    entries: list[str] = []
    for line in lines:
        text = grammar.LIST_LABEL.sub("", line)
        text = grammar.PAGE_HEAD.sub("", text).strip() if "PAGE" in text else text
        if text.count("/") == 1:
            _add(entries, text)  # most by far
        elif text:
            for one in header_grammar.NEXT_ADDRESSEE.split(text):
                _add(entries, one)
    return tuple(map(addressee, entries))


def _add(entries: list[str], text: str) -> None:
    """Append an addressee, or the rest of one whose line was cut."""
    if entries and not grammar.ROUTED.match(text) and _is_cut(entries[-1], text):
        text = f"{entries.pop()} {text}"
    entries.append(text)


def _is_cut(before: str, text: str) -> bool:
    """A name of many words lacks its last ones (lines were cut at 55 or 69 columns)."""
    if before.endswith(_KINDS) and not grammar.PLAIN_NAME.match(text):
        return True
    if grammar.REST_OF_ADDRESSEE.fullmatch(text):
        return not before[-4:].isdigit()
    if before.endswith((" AND", " OF", " THE", " FOR", "-", ",", "/")):
        return not before.endswith("//")
    if "COLLECTIVE" in before or before[-4:].isdigit() or grammar.PLAIN_NAME.match(text):
        return False
    return len(before) > 60 or (bool(grammar.ROUTED.match(before)) and not _is_whole(before))


_KINDS = ("AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USDEL")  # never without a place


def _is_whole(before: str) -> bool:
    """A name that ends in a post's or in a precedence is all there."""
    one = addressee(before)
    return bool(one.precedence) or reference.post_code_of(one.name) is not None or len(before) < 20


def addressee(text: str) -> Addressee:
    """`RUEHC/SECSTATE WASHDC PRIORITY 0507` as data. Numbers of under four digits are the name's."""
    text = squeeze(text)
    if plain := grammar.PLAIN_ADDRESSEE.fullmatch(text):
        routing, name, number = plain.groups()
        if name.rpartition(" ")[2] not in grammar.PRECEDENCE_WORDS:
            return Addressee(name=name, routing=routing, number=number)
    found = grammar.ADDRESSEE.fullmatch(text)
    assert found  # the pattern takes any text of one line
    routing, name, before, precedence, behind, alone = found.groups()
    number = before or behind or alone
    precedence = grammar.PRECEDENCE_TYPOS.get(precedence or "", precedence)
    return Addressee(name=name.strip(), routing=routing, precedence=precedence, number=number)

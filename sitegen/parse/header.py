"""The transmission header: format lines, date-time group, originator and addressees (ACP 127)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from sitegen.parse import grammar
from sitegen.parse.identifier import full_year
from sitegen.parse.text import squeeze
from sitegen.records import Addressee, Transmission


class Header(msgspec.Struct, frozen=True):
    """What the lines above the classification line say; `dtg_bad` is a date line that fails."""

    transmission: Transmission | None = None
    date: datetime | None = None
    dtg_line: int | None = None
    dtg_bad: bool = False
    precedence: tuple[str, ...] = ()
    sender: str = ""
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()


def read_header(lines: Sequence[str], year: int | None = None) -> Header:
    """Every field by its own small function over the same lines, so that none spoils another.
    `year` is the identifier's, for a date-time group that has lost its own."""
    at, found = find_dtg(lines)
    date = dtg_date(found, year) if found else None
    # Addressees stand below the date-time group; an INFO above it lists office copies.
    lists = addressees(lines if at is None else lines[at + 1 :])
    return Header(
        transmission=transmission(lines, found),
        date=date,
        dtg_line=at,
        dtg_bad=bool(found) and date is None,
        precedence=tuple(found[1].upper().replace(" ", "")) if found else (),
        sender=sender(lines),
        to=lists["TO"],
        info=lists["INFO"],
        exempt=lists["XMT"],
    )


def is_header_line(text: str) -> bool:
    """Whether a line can only be of the transmission header; told by its first letter first."""
    return any(pattern.fullmatch(text) for pattern in _BY_LETTER.get(text[:1], ())) or bool(
        grammar.DTG.fullmatch(text)
    )


_ROUTED_LINE = re.compile(rf"{grammar.ROUTED.pattern}.*")
_TO, _INFO, _EXEMPT = (pattern for _, pattern in grammar.LISTS)
_BY_LETTER: dict[str, tuple[re.Pattern[str], ...]] = {
    "V": (grammar.CHANNEL,),
    "Z": (grammar.CHANNEL, grammar.CALLED, grammar.SECURITY, _ROUTED_LINE),
    "O": (grammar.CALLED,),
    "P": (grammar.CALLED,),
    "R": (grammar.CALLED, grammar.CALLED_MORE, _ROUTED_LINE),
    "D": (grammar.STATION,),
    "F": (grammar.SENDER,),
    "T": (_TO,),
    "I": (_INFO,),
    "X": (_EXEMPT,),
}


# -- the date-time group -----------------------------------------------------------------------------


def find_dtg(lines: Sequence[str]) -> tuple[int | None, re.Match[str] | None]:
    """The first line that is a date-time group, and its place."""
    for number, line in enumerate(lines):
        if found := grammar.DTG.fullmatch(line.strip()):
            return number, found
    return None, None


def dtg_date(found: re.Match[str], year: int | None = None) -> datetime | None:
    """`240827Z FEB 09` → 2009-02-24 08:27 UTC; None for a day or hour that does not exist."""
    _, digits, zone, month, typed = found.groups()
    if typed:
        year = int(typed) if len(typed) == 4 else full_year(int(typed))
    if year is None:
        return None
    digits = digits.upper().replace("O", "0")
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        local = datetime(year, grammar.MONTHS[month.upper()], day, hour, minute, tzinfo=UTC)
        return local - timedelta(hours=_ZONES.index(zone.upper()) - 12)
    except (ValueError, OverflowError):
        return None


_ZONES = "YXWVUTSRQPONZABCDEFGHIKLM"  # from twelve hours behind UTC to twelve before it


# -- format lines 1 to 5 -----------------------------------------------------------------------------


def transmission(lines: Sequence[str], dtg: re.Match[str] | None) -> Transmission | None:
    """Format lines 1-5; None when there is not one of them."""
    channel = _first(grammar.CHANNEL, "VZ", lines)
    station = _first(grammar.STATION, "D", lines)
    security = _first(grammar.SECURITY, "Z", lines)
    called, routing = _called(lines)
    if not (channel or station or security or called or dtg):
        return None
    return Transmission(
        id=channel[1] if channel else None,
        precedence=called,
        routing=routing,
        station=station[1] if station else None,
        serial=station[2] if station else None,
        section=station[3] if station else None,
        day_of_year=int(station[4]) if station else None,
        time=station[5] if station else None,
        security=security[0] if security else None,
        dtg=_dtg(dtg) if dtg else None,
    )


def _dtg(found: re.Match[str]) -> str:
    """In its usual spelling: `240827Z FEB 09`."""
    return f"{found[2]}{found[3]} {found[4]} {found[5] or ''}".upper().strip()


def _first(pattern: re.Pattern[str], letters: str, lines: Sequence[str]) -> re.Match[str] | None:
    """The first line of a form, looked for among those that begin with one of `letters`."""
    for line in lines:
        text = line.strip()
        if text[:1] in letters and (found := pattern.fullmatch(text)):
            return found
    return None


def _called(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """FL2 with its continuation lines: (digraph, routing indicators)."""
    for number, line in enumerate(lines):
        if found := grammar.CALLED.fullmatch(line.strip()):
            routing = found[2].split()
            for more in lines[number + 1 :]:
                if not grammar.CALLED_MORE.fullmatch(more.strip()):
                    break
                routing += more.split()
            return found[1], tuple(routing)
    return None, ()


# -- addressees --------------------------------------------------------------------------------------


def sender(lines: Sequence[str]) -> str:
    found = _first(grammar.SENDER, "F", lines)
    return squeeze(found[1]) if found else ""


def addressees(lines: Sequence[str]) -> dict[str, tuple[Addressee, ...]]:
    """The TO, INFO and XMT lists in their order; a line without label continues the list above it."""
    found: dict[str, list[str]] = {label: [] for label, _ in grammar.LISTS}
    current: list[str] | None = None
    for line in lines:
        text = line.strip()
        for label, pattern in grammar.LISTS:
            if text.startswith(label) and (start := pattern.fullmatch(text)):
                current, text = found[label], start[1]
        text = grammar.PAGE_HEAD.sub("", text).strip() if "PAGE" in text else text
        if current is not None and text and not _is_no_address(text):
            _add(current, text)
    return {label: tuple(map(addressee, entries)) for label, entries in found.items()}


def _is_no_address(text: str) -> bool:
    return text == "BT" or grammar.is_page_break(text) or bool(grammar.CAPTIONS.fullmatch(text))


def _add(entries: list[str], text: str) -> None:
    """Append an addressee, or the rest of one whose line was cut."""
    if entries and not grammar.ROUTED.match(text) and _goes_on(entries[-1], text):
        text = f"{entries.pop()} {text}"
    entries.append(text)


def _goes_on(before: str, text: str) -> bool:
    """A collective's name of many words lacks its last one (lines were cut at 69 columns)."""
    if grammar.REST_OF_ADDRESSEE.fullmatch(text):
        return not before[-4:].isdigit()
    whole = "COLLECTIVE" in before or before[-4:].isdigit()
    return before.endswith((" AND", " OF", " THE", "-")) or (len(before) > 60 and not whole)


def addressee(text: str) -> Addressee:
    """`RUEHC/SECSTATE WASHDC PRIORITY 0507` as data. Numbers of under four digits are the name's."""
    found = grammar.ADDRESSEE.fullmatch(squeeze(text))
    assert found  # the pattern takes any text of one line
    routing, name, precedence, number = found.groups()
    precedence = grammar.PRECEDENCE_TYPOS.get(precedence or "", precedence)
    return Addressee(name=name.strip(), routing=routing, precedence=precedence, number=number)

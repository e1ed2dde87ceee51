"""The transmission header: format lines, date-time group, originator and addressees (ACP 127)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

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


def read_header(lines: Sequence[str]) -> Header:
    """Every field by its own small function over the same lines, so that none spoils another."""
    lists = addressees(lines)
    at, found = find_dtg(lines)
    return Header(
        transmission=transmission(lines, found),
        date=dtg_date(found) if found else None,
        dtg_line=at,
        dtg_bad=bool(found) and dtg_date(found) is None,
        precedence=tuple(found[1].upper().replace(" ", "")) if found else (),
        sender=sender(lines),
        to=lists["TO"],
        info=lists["INFO"],
        exempt=lists["XMT"],
    )


def find_dtg(lines: Sequence[str]) -> tuple[int | None, re.Match[str] | None]:
    """The first line that is a date-time group, and its place."""
    for number, line in enumerate(lines):
        if found := grammar.DTG.fullmatch(line.strip()):
            return number, found
    return None, None


def dtg_date(found: re.Match[str] | None) -> datetime | None:
    """`240827Z FEB 09` → 2009-02-24 08:27 UTC; None for a day or hour that does not exist."""
    if not found:
        return None
    digits = found[2].upper().replace("O", "0")
    year = int(found[4])
    year = year if year > 99 else full_year(year)
    month = grammar.MONTHS[found[3].upper()]
    try:
        return datetime(year, month, int(digits[:2]), int(digits[2:4]), int(digits[4:6]), tzinfo=UTC)
    except ValueError:
        return None


def transmission(lines: Sequence[str], dtg: re.Match[str] | None) -> Transmission | None:
    """Format lines 1-5; None when there is not one of them."""
    channel = _first(grammar.CHANNEL, lines)
    station = _first(grammar.STATION, lines)
    security = _first(grammar.SECURITY, lines)
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
        dtg=f"{dtg[2]}Z {dtg[3].upper()} {dtg[4]}" if dtg else None,
    )


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> re.Match[str] | None:
    return next((found for line in lines if (found := pattern.fullmatch(line.strip()))), None)


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


def sender(lines: Sequence[str]) -> str:
    found = _first(grammar.SENDER, lines)
    return squeeze(found[1]) if found else ""


_LISTS = (("TO", grammar.TO), ("INFO", grammar.INFO), ("XMT", grammar.EXEMPT))


def addressees(lines: Sequence[str]) -> dict[str, tuple[Addressee, ...]]:
    """The TO, INFO and XMT lists in their order; a line without label continues the list above it."""
    found: dict[str, list[Addressee]] = {"TO": [], "INFO": [], "XMT": []}
    current: list[Addressee] | None = None
    for line in lines:
        text = line.strip()
        for label, pattern in _LISTS:
            if start := pattern.fullmatch(text):
                current, text = found[label], start[1]
        if current is None or not text or grammar.PAGE_HEAD.fullmatch(text):
            continue
        _add(current, text)
    return {label: tuple(entries) for label, entries in found.items()}


def _add(entries: list[Addressee], text: str) -> None:
    """Append an addressee, or the rest of a collective's name that wrapped onto this line."""
    wrapped = entries and "/" not in text and _unfinished(entries[-1].name)
    if wrapped:
        last = entries.pop()
        text = f"{last.routing}/{last.name} {text}" if last.routing else f"{last.name} {text}"
    entries.append(addressee(text))


def _unfinished(name: str) -> bool:
    """A collective's name of many words that lacks its last word (lines were cut at 69 columns)."""
    return name.endswith((" AND", " OF", " THE", "-")) or (
        "COLLECTIVE" not in name and len(name) > 55
    )


def addressee(text: str) -> Addressee:
    """`RUEHC/SECSTATE WASHDC PRIORITY 0507` as data. Numbers of under four digits are the name's."""
    found = grammar.ADDRESSEE.fullmatch(squeeze(text))
    if not found:  # the pattern takes any text; this satisfies the type checker
        return Addressee(squeeze(text))
    return Addressee(name=found[2].strip(), routing=found[1], precedence=found[3], number=found[4])

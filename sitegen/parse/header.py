"""The transmission header: format lines, date-time group, originator and addressees (ACP 127)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from sitegen.parse import grammar
from sitegen.parse.identifier import full_year
from sitegen.parse.roles import Role
from sitegen.parse.text import squeeze
from sitegen.records import Addressee, Transmission


class Header(msgspec.Struct, frozen=True):
    """What the lines above the classification line say; `dtg_bad` is a date line that fails."""

    roles: tuple[Role, ...] = ()
    transmission: Transmission | None = None
    date: datetime | None = None
    dtg_line: int | None = None
    dtg_bad: bool = False
    precedence: tuple[str, ...] = ()
    sender: str = ""
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()
    offices: tuple[str, ...] = ()
    drafted_by: str = ""
    approved_by: str = ""
    cleared_by: tuple[str, ...] = ()


def read_header(lines: Sequence[str], year: int | None = None) -> Header:
    """Each line is given its role; then every field is read by its own small function from the lines
    that are its. `year` is the identifier's, for a date-time group that has lost its own."""
    at, found = find_dtg(lines)
    date = dtg_date(found, year) if found else None
    roles = header_roles(lines, at)
    of = _by_role(lines, roles)
    return Header(
        roles=tuple(roles),
        transmission=transmission(of, found),
        date=date,
        dtg_line=at,
        dtg_bad=bool(found) and date is None,
        precedence=tuple(found[1].upper().replace(" ", "")) if found else (),
        sender=sender(of["from"]),
        to=addressees(of["to"]),
        info=addressees(of["info"]),
        exempt=addressees(of["exempt"]),
        offices=tuple(map(squeeze, of["office"])),
        drafted_by=drafter(of["drafted"]),
        approved_by=drafter(of["approved"]),
        cleared_by=tuple(map(squeeze, of["cleared"])),
    )


# -- roles -------------------------------------------------------------------------------------------

# By first letter, so that most lines cost one look-up.
_BY_LETTER: dict[str, tuple[tuple[Role, re.Pattern[str]], ...]] = {
    "V": (("channel", grammar.CHANNEL),),
    "Z": (("channel", grammar.CHANNEL), ("called", grammar.CALLED), ("security", grammar.SECURITY)),
    "O": (("called", grammar.CALLED), ("office", grammar.OFFICE)),
    "P": (("called", grammar.CALLED), ("page head", grammar.PAGE_TURN)),
    "R": (("called", grammar.CALLED),),
    "D": (("station", grammar.STATION), ("drafted", grammar.DRAFTED)),
    "F": (("from", grammar.SENDER),),
    "A": (("office", grammar.OFFICE), ("approved", grammar.APPROVED)),
    "I": (("office", grammar.OFFICE_COPIES),),
    "-": (("counter", grammar.COUNTER),),
}
_LISTS: tuple[tuple[str, Role, re.Pattern[str]], ...] = (
    ("T", "to", grammar.TO),
    ("I", "info", grammar.INFO),
    ("X", "exempt", grammar.EXEMPT),
)


def header_roles(lines: Sequence[str], dtg: int | None) -> list[Role]:
    """What each line is. Addressees stand below the date-time group (`dtg` is its index); an INFO above
    it lists office copies, and a line without label goes on the list above it."""
    roles: list[Role] = []
    current: Role = "unknown"
    for number, line in enumerate(lines):
        text = line.strip()
        below = dtg is None or number > dtg
        role = "date-time group" if number == dtg else _role(text, current, below=below)
        if text:
            current = role if role in _GO_ON or role not in _BETWEEN else current
        roles.append(role)
    return roles


_GO_ON = frozenset(("to", "info", "exempt", "called", "office", "approved"))
_BETWEEN = frozenset(("page head", "page break", "relay", "captions"))  # they end no list


def _role(text: str, current: Role, *, below: bool) -> Role:
    if not text:
        return "blank"
    if below and not grammar.OFFICE_COPIES.fullmatch(text):
        for letter, role, pattern in _LISTS:
            if text[0] == letter and pattern.fullmatch(text):
                return role
    for role, pattern in _BY_LETTER.get(text[0], ()):
        if pattern.fullmatch(text):
            return role
    if text == "BT":
        return "relay"
    if grammar.is_page_break(text):
        return "page break"
    if grammar.CAPTIONS.fullmatch(text):
        return "captions"
    return _goes_on(text, current)


def _goes_on(text: str, current: Role) -> Role:
    """What a line without a sign of its own is below a line of role `current`."""
    if current in ("to", "info", "exempt"):
        return current
    if current == "called" and grammar.CALLED_MORE.fullmatch(text):
        return "called"
    if current == "office" and grammar.OFFICE_MORE.fullmatch(text):
        return "office"
    if current in ("approved", "cleared") and grammar.CLEARED.fullmatch(text):
        return "cleared"
    return "unknown"


def is_header_line(text: str) -> bool:
    """Whether a line can only be of the transmission header; told by its first letter first."""
    if text[:1] in "TIX" and any(pattern.fullmatch(text) for _, _, pattern in _LISTS):
        return True
    if any(pattern.fullmatch(text) for _, pattern in _BY_LETTER.get(text[:1], ())):
        return True
    is_routed = bool(grammar.ROUTED.match(text) or grammar.CALLED_MORE.fullmatch(text))
    return is_routed or bool(grammar.DTG.fullmatch(text))


def _by_role(lines: Sequence[str], roles: Sequence[Role]) -> defaultdict[Role, list[str]]:
    found: defaultdict[Role, list[str]] = defaultdict(list)
    for line, role in zip(lines, roles, strict=True):
        found[role].append(line.strip())
    return found


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


def transmission(
    of: Mapping[Role, Sequence[str]], dtg: re.Match[str] | None
) -> Transmission | None:
    """Format lines 1-5 from the lines of each role; None when there is not one of them."""
    channel = _first(grammar.CHANNEL, of["channel"])
    station = _first(grammar.STATION, of["station"])
    security = _first(grammar.SECURITY, of["security"])
    called, routing = _called(of["called"])
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


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> re.Match[str] | None:
    return pattern.fullmatch(lines[0]) if lines else None


def _called(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """FL2 with its continuation lines: (digraph, routing indicators)."""
    found = _first(grammar.CALLED, lines)
    if not found:
        return None, ()
    more = [word for line in lines[1:] for word in line.split()]
    return found[1], (*found[2].split(), *more)


# -- addressees, offices, drafters -------------------------------------------------------------------


def sender(lines: Sequence[str]) -> str:
    found = _first(grammar.SENDER, lines)
    return squeeze(found[1]) if found else ""


def drafter(lines: Sequence[str]) -> str:
    """`DRAFTED BY IO/CMD:RAPOOLE:CB` without its label."""
    return squeeze(re.sub(r"^(?:DRAFTED|APPROVED) BY:? *", "", lines[0])) if lines else ""


def addressees(lines: Sequence[str]) -> tuple[Addressee, ...]:
    """The lines of one list, in their order; a name cut at the end of its line goes on in the next."""
    entries: list[str] = []
    for line in lines:
        text = grammar.LIST_LABEL.sub("", line)
        text = grammar.PAGE_HEAD.sub("", text).strip() if "PAGE" in text else text
        if text:
            _add(entries, text)
    return tuple(map(addressee, entries))


def _add(entries: list[str], text: str) -> None:
    """Append an addressee, or the rest of one whose line was cut."""
    if entries and not grammar.ROUTED.match(text) and _is_cut(entries[-1], text):
        text = f"{entries.pop()} {text}"
    entries.append(text)


def _is_cut(before: str, text: str) -> bool:
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

"""The transmission header: format lines, date-time group, originator and addressees (ACP 127)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

import msgspec

from sitegen.parse import damage_grammar, grammar
from sitegen.parse.addressees import addressees
from sitegen.parse.identifier import full_year, is_one_edit
from sitegen.parse.roles import Role
from sitegen.parse.text import squeeze
from sitegen.records import Addressee, Transmission


class Header(msgspec.Struct, frozen=True):
    """What the lines above the classification line say; `dtg_bad` is a date line that is damaged."""

    roles: tuple[Role, ...] = ()
    transmission: Transmission | None = None
    date: datetime | None = None
    dtg_line: int | None = None
    dtg_bad: str = ""
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
    is_damaged = at is None
    if is_damaged:
        at, found = find_damaged_dtg(lines)
    sent_at = dtg_date(found, year) if found else None
    roles = header_roles(lines, at)
    of = _by_role(lines, roles)
    return Header(
        roles=tuple(roles),
        transmission=transmission(of, found),
        date=sent_at,
        dtg_line=at,
        dtg_bad=squeeze(found[0])[:60] if found and (is_damaged or sent_at is None) else "",
        precedence=precedence(found, of["called"]),
        sender=sender(of["from"]),
        to=addressees(of["to"]),
        info=addressees(of["info"]),
        exempt=tuple(exempt(lines, roles)),
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


_DTG_LETTERS = "0123456789ZOPRFNILzoprfnil"


def _of_header(letter: str) -> re.Pattern[str]:
    """What a line of the header with this first letter can be: every pattern it can match, as one."""
    found = [pattern for first, _, pattern in _LISTS if first == letter]
    found += [pattern for _, pattern in _BY_LETTER.get(letter, ())]
    found += [grammar.CALLED_MORE] if letter == "R" else []
    found += [grammar.DTG] if letter in _DTG_LETTERS else []
    return re.compile("|".join(map(_as_part, found)))


def _as_part(pattern: re.Pattern[str]) -> str:
    """A pattern within another, its letters small or large where that is its way."""
    return f"(?{'i' if pattern.flags & re.IGNORECASE else ''}:{pattern.pattern})"


_OF_HEADER = {letter: _of_header(letter) for letter in {*_DTG_LETTERS, *_BY_LETTER, *"TIX"}}

_ON_LIST: frozenset[Role] = frozenset(("to", "info", "exempt"))


def header_roles(lines: Sequence[str], dtg: int | None) -> list[Role]:
    """What each line is. Addressees stand below the date-time group (`dtg` is its index); an INFO above
    it lists office copies, and a line without label goes on the list above it."""
    roles: list[Role] = []
    current: Role = "unknown"
    around: Role = "unknown"  # the list that exemptions stand in
    for number, line in enumerate(lines):
        text = line.strip()
        below = dtg is None or number > dtg
        if current in _ON_LIST and text[:3] != "REL" and grammar.ROUTED.match(text):
            role = current  # of most lines of a long list, and quickly told
        else:
            role = "date-time group" if number == dtg else _role(text, current, below=below)
        if role == "exempt" and current == "exempt" and _ends_exemption(text, lines, number):
            role = around
        if text and role not in _BETWEEN:
            around = role if role in ("to", "info") else around
            current = role
        roles.append(role)
    return roles


def _ends_exemption(text: str, lines: Sequence[str], number: int) -> bool:
    """Those left out have no routing indicator, as nothing is sent to them: one that has is of the list
    again, if the exemption above had none."""
    above = next(
        (line.strip() for line in reversed(lines[max(0, number - 4) : number]) if line.strip()), ""
    )
    is_routed = bool(grammar.ROUTED.match(grammar.LIST_LABEL.sub("", above)))
    return bool(grammar.ROUTED.match(text)) and not is_routed


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
    if text == "BT" or grammar.SIGNAL.fullmatch(text):
        return "relay"
    if grammar.is_page_break(text):
        return "page break"
    if grammar.is_captions(text):
        return "captions"
    return _goes_on(text, current)


def _goes_on(text: str, current: Role) -> Role:
    """What a line without a sign of its own is below a line of role `current`."""
    if current in _ON_LIST:
        return current
    if current == "from":  # its line was cut, or the label TO was lost
        return "to" if grammar.ROUTED.match(text) else _rest_of_sender(text)
    if current == "called" and grammar.CALLED_MORE.fullmatch(text):
        return "called"
    if current == "office" and grammar.OFFICE_MORE.fullmatch(text):
        return "office"
    if current in ("approved", "cleared") and grammar.CLEARED.fullmatch(text):
        return "cleared"
    return "unknown"


def _rest_of_sender(text: str) -> Role:
    """A few more words in capitals; a level, a caption or a label has its own role."""
    is_name = text.replace(" ", "").isalpha() and text.isupper() and len(text) < 30
    return "from" if is_name and not grammar.classification_line(text) else "unknown"


def is_routed(text: str) -> bool:
    """Whether a line begins with a routing indicator and its stroke, as addressees do."""
    return text[:1] in "RZ" and grammar.ROUTED.match(text) is not None


def is_header_line(text: str) -> bool:
    """Whether a line can only be of the transmission header; told by its first letter first."""
    if is_routed(text):
        return True
    pattern = _OF_HEADER.get(text[:1])
    return pattern is not None and pattern.fullmatch(text) is not None


def _by_role(lines: Sequence[str], roles: Sequence[Role]) -> defaultdict[Role, list[str]]:
    found: defaultdict[Role, list[str]] = defaultdict(list)
    for line, role in zip(lines, roles, strict=True):
        found[role].append(line.strip())
    return found


def exempt(lines: Sequence[str], roles: Sequence[Role]) -> Iterator[Addressee]:
    """Those left out, each with the last collective above, which it is of (rule 8)."""
    above: list[str] = []
    for role, block in groupby(_of_lists(lines, roles), key=lambda line: line[0]):
        listed = [text for _, text in block]
        if role != "exempt":
            above = listed
            continue
        collective = _collective([one.name for one in addressees(above)])
        for one in addressees(listed):
            yield msgspec.structs.replace(one, of=collective)


def _collective(names: Sequence[str]) -> str | None:
    """The last that is called so, else the last."""
    called = (name for name in reversed(names) if "COLLECTIVE" in name)
    return next(called, names[-1] if names else None)


def _of_lists(lines: Sequence[str], roles: Sequence[Role]) -> Iterator[tuple[Role, str]]:
    if "exempt" not in roles:
        return iter(())
    return (
        (role, line.strip())
        for line, role in zip(lines, roles, strict=True)
        if role in _ON_LIST and grammar.LIST_LABEL.sub("", line.strip())
    )


# -- the date-time group -----------------------------------------------------------------------------


def find_dtg(lines: Sequence[str]) -> tuple[int | None, re.Match[str] | None]:
    """The first line that is a date-time group, and its place."""
    for number, line in enumerate(lines):
        text = line.strip()
        if text[:1] in _DTG_LETTERS and (found := grammar.DTG.fullmatch(text)):
            return number, found
    return None, None


def find_damaged_dtg(lines: Sequence[str]) -> tuple[int | None, re.Match[str] | None]:
    """The line right above FM, if a month or digits of a date-time group can still be told in it."""
    senders = (n for n, line in enumerate(lines) if grammar.SENDER.fullmatch(line.strip()))
    place = next(senders, 0)
    above = next((n for n in range(place - 1, max(place - 4, -1), -1) if lines[n].strip()), None)
    if above is None:
        return None, None
    found = damage_grammar.DTG.fullmatch(lines[above].strip()[: grammar.MAX_HEADER_LINE])
    return (above, found) if found and sum(map(str.isdigit, found[2])) > 2 else (None, None)


def station_date(sent: Transmission | None, year: int | None) -> datetime | None:
    """The day of the year and the time of the DE line, which has no year: `0550827` of 2009 is 24 February."""
    if sent is None or sent.day_of_year is None or sent.time is None or year is None:
        return None
    try:
        clock = time(int(sent.time[:2]), int(sent.time[2:]), tzinfo=UTC)
        day = date(year, 1, 1) + timedelta(days=sent.day_of_year - 1)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, clock)


def dtg_date(found: re.Match[str], year: int | None = None) -> datetime | None:
    """`240827Z FEB 09` → 2009-02-24 08:27 UTC; None for a day or hour that does not exist."""
    _, digits, zone, month, typed = found.groups()
    if typed:
        year = int(typed) if len(typed) == 4 else full_year(int(typed))
    name = _month(month or "")
    digits = digits.upper().translate(_DIGITS)
    if year is None or name is None or len(digits) != len("DDHHMM"):
        return None
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        local = datetime(year, grammar.MONTHS[name], day, hour, minute, tzinfo=UTC)
        return local - timedelta(hours=_ZONES.index((zone or "Z").upper()) - 12)
    except (ValueError, OverflowError):
        return None


def _month(typed: str) -> str | None:
    """`mar` → MAR; of a damaged name the only month that is a letter away, `FEG` → FEB."""
    name = typed.upper()[:3].translate(damage_grammar.AS_LETTERS)
    near = [name] if name in grammar.MONTHS else [m for m in grammar.MONTHS if is_one_edit(m, name)]
    return near[0] if len(near) == 1 else None


_DIGITS = str.maketrans("OILSB", "01158", " ")
_ZONES = "YXWVUTSRQPONZABCDEFGHIKLM"  # from twelve hours behind UTC to twelve before it


def precedence(found: re.Match[str] | None, called: Sequence[str]) -> tuple[str, ...]:
    """The prosigns of the date-time group, once each: action, then info; without them that of FL2."""
    typed = found[1].upper() if found else ""
    if len(typed) > 1 and typed.split()[0] in grammar.PROSIGNS:
        return tuple(dict.fromkeys(grammar.PROSIGNS[word] for word in typed.split()))
    signs = tuple(dict.fromkeys(typed.replace(" ", "")))
    return signs or (tuple(called[0][:1]) if called and found else ())


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
        id=channel[1].replace(" ", "") if channel else None,
        precedence=called,
        routing=routing,
        station=station[1] if station else None,
        serial=station[2] if station else None,
        section=station[3] if station else None,
        day_of_year=int(station[4]) if station and station[4] else None,
        time=station[5] if station else None,
        security=security[0] if security else None,
        dtg=_dtg(dtg) if dtg else None,
    )


def _dtg(found: re.Match[str]) -> str:
    """In its usual spelling: `240827Z FEB 09`."""
    digits, zone = found[2].upper().translate(_DIGITS), found[3] or "Z"
    return squeeze(f"{digits}{zone} {found[4] or ''} {(found[5] or '')[-2:]}".upper())


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> re.Match[str] | None:
    return pattern.fullmatch(lines[0]) if lines else None


def _called(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """FL2 with its continuation lines: (digraph, routing indicators)."""
    found = _first(grammar.CALLED, lines)
    if not found:
        return None, ()
    more = [word for line in lines[1:] for word in line.split()]
    return found[1], (*found[2].split(), *more)


# -- originator, drafters -----------------------------------------------------------------------------


def sender(lines: Sequence[str]) -> str:
    found = _first(grammar.SENDER, lines)
    return squeeze(" ".join([found[1], *lines[1:]])) if found else ""


def drafter(lines: Sequence[str]) -> str:
    """`DRAFTED BY IO/CMD:RAPOOLE:CB` without its label."""
    return squeeze(re.sub(r"^(?:DRAFTED|APPROVED) BY:? *", "", lines[0])) if lines else ""

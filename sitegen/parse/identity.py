"""Identifier, date, origin and classification: where the metadata and the telegram both speak, one of
them wins by rule, and the difference is noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sitegen import reference
from sitegen.parse import fields, grammar, header_grammar, identifier
from sitegen.parse.formats.draft import Draft, Metadata, RecordError
from sitegen.parse.header import Header, station_date
from sitegen.parse.heading import Heading
from sitegen.parse.text import squeeze
from sitegen.records import Origin, Reference

Note = tuple[str, int, str]  # diagnostic code, line, detail


def identify(draft: Draft, date: datetime, top: Heading, notes: list[Note]) -> str:
    """Rule 5: the metadata's identifier in canonical form, else year, post and number."""
    given, line = draft.metadata.identifier, draft.number(0)
    derived = _derived(date, top, draft.lines)
    name = identifier.canonical(given) or derived
    if name is None:
        if given:
            raise RecordError("bad-identifier", line, given[:80])
        raise RecordError("no-identifier", line)
    if given and derived and derived != name and is_misspelt(name, derived):
        name = derived
    elif given and derived and derived != identifier.canonical(given):
        notes.append(("identifier-mismatch", line, f"{given[:80]} against {derived}"))
    post = draft.metadata.post or identifier.parts(name)[1]
    if not (identifier.known_post(post) or draft.metadata.post):
        notes.append(("unknown-post", line, post))
    return name


def is_misspelt(name: str, derived: str) -> bool:
    """Whether an identifier names a post that is none, one letter away from the one the classification
    line gives with the same number."""
    year, post, number = identifier.parts(name)
    right_year, right, right_number = identifier.parts(derived)
    if (year, number) != (right_year, right_number) or identifier.known_post(post):
        return False
    return identifier.known_post(right) and identifier.is_one_edit(post, right)


def _derived(date: datetime, top: Heading, lines: Sequence[str]) -> str | None:
    """Year of the date, post and number of the classification line; where that has lost them, those of
    the first page break."""
    found = top.classification
    if not found or not found["number"]:
        found = next(filter(None, map(grammar.page_break, lines)), None)
    if not found:
        return None
    return identifier.canonical(identifier.build(date.year, found["post"], found["number"]))


def year_of(given: Metadata) -> int | None:
    """The year of the metadata, for a date-time group without one."""
    name = identifier.canonical(given.identifier)
    if name:
        return identifier.parts(name)[0]
    created = created_date(given.created)
    return created.year if created else None


_CREATED = (
    re.compile(
        r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[ T](?P<hour>\d\d?):(?P<minute>\d\d))?"
    ),
    re.compile(
        r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})(?: (?P<hour>\d\d?):(?P<minute>\d\d))?"
    ),
)


def created_date(text: str) -> datetime | None:
    """`2009-02-24 08:27:00` or `2/24/2009 8:27`, both UTC; None if it is no date."""
    for pattern in _CREATED:
        if found := pattern.match(text.strip()):
            values = {key: int(value or 0) for key, value in found.groupdict().items()}
            try:
                return datetime(**values, tzinfo=UTC)
            except ValueError:
                return None
    return None


class Dated(NamedTuple):
    """A date and where it was taken from; '' is a whole date-time group, or metadata that no such group
    stands against."""

    date: datetime
    taken_from: str


def date_of(draft: Draft, header: Header, notes: list[Note]) -> Dated:
    """Rule 6: the date-time group, else the metadata; they may differ by a minute, not more."""
    typed = draft.metadata.created
    created = created_date(typed)
    at = draft.number(header.dtg_line or 0)
    if header.date is None:
        return _other_date(draft, header, notes)
    if header.dtg_bad:
        notes.append(("bad-dtg", at, f"{header.dtg_bad}; read as {header.date:%Y-%m-%d %H:%M}"))
    station = station_date(header.transmission, header.date.year)
    if station and _far(station, header.date):
        notes.append(
            ("station-time", at, f"{station:%m-%d %H:%M} against {header.date:%m-%d %H:%M}")
        )
    is_rough = draft.metadata.is_minute_wrong and _repeats_hour(created, header.date)
    if created and not is_rough and _differ(created, header.date, day_only=":" not in typed):
        notes.append(("date-mismatch", at, f"{typed.strip()} against {header.date:%Y-%m-%d %H:%M}"))
    return Dated(header.date, _of_group(draft, header))


def _of_group(draft: Draft, header: Header) -> str:
    """What of the group is a guess."""
    if header.dtg_bad:
        return "damaged date-time group"
    if _typed_year(header) is not None:
        return ""
    has_name = identifier.canonical(draft.metadata.identifier) is not None
    return "year of the identifier" if has_name else "year of the metadata"


def _other_date(draft: Draft, header: Header, notes: list[Note]) -> Dated:
    """Where no date-time group can be read: the metadata's date, else that of the DE line, which also has the
    minutes where the metadata's are known to be wrong."""
    typed, at = draft.metadata.created, draft.number(header.dtg_line or 0)
    created = created_date(typed)
    year = year_of(draft.metadata) or _typed_year(header)
    station = station_date(header.transmission, year)
    if station and station.year != year:
        station = None  # day 399 is damage, too
    is_rough = draft.metadata.is_minute_wrong or ":" not in typed
    date, source = created, "metadata"
    if created and is_rough:
        date = _with_clock(created, header) or created
    if station and (created is None or (is_rough and created.date() == station.date())):
        date, source = station, "DE line"
    if date is None:
        raise RecordError("no-date", at, header.dtg_bad or typed[:40])
    if header.dtg_bad:
        notes.append(("bad-dtg", at, f"{header.dtg_bad}; taken from the {source}: {date:%Y-%m-%d}"))
    is_doubtful = header.dtg_bad or source != "metadata"
    return Dated(date, source if is_doubtful else "")


def _with_clock(day: datetime, header: Header) -> datetime | None:
    """The metadata's day with the hour of a date-time group whose day it is: only the month was damaged."""
    typed = (header.transmission.dtg if header.transmission else None) or ""
    found = re.match(rf"{day.day:02d}([01][0-9]|2[0-3])([0-5][0-9])Z", typed)
    return day.replace(hour=int(found[1]), minute=int(found[2])) if found else None


def _typed_year(header: Header) -> int | None:
    """The year of a date-time group whose day does not exist: `310827Z FEB 09` → 2009."""
    typed = (header.transmission.dtg if header.transmission else None) or ""
    return identifier.full_year(int(typed[-2:])) if typed[-3:].strip().isdigit() else None


def _repeats_hour(created: datetime | None, sent: datetime) -> bool:
    """`18:06` for 18:23: the hour is right, and stands in the minutes again, counted to twelve."""
    if created is None or created.minute != (created.hour % 12 or 12):
        return False
    return (created.date(), created.hour) == (sent.date(), sent.hour)


def _far(station: datetime, sent: datetime) -> bool:
    """By more than a few minutes, New Year left out of account: the DE line has no year."""
    apart = abs((station - sent).total_seconds())
    return 120 < apart < 364 * 86400


def _differ(created: datetime, sent: datetime, *, day_only: bool) -> bool:
    """By more than a minute; a day without a time, of which it is not said where it was that day, may be
    the one before or after."""
    if day_only:
        return abs((created.date() - sent.date()).days) > 1
    return abs((created - sent).total_seconds()) > 60


def origin_of(given: Metadata, name: str, sender: str = "") -> Origin:
    """The label of the metadata, else the post of the identifier by its usual name; what kind of post it was
    then, its own telegram says."""
    code = given.post or identifier.parts(name)[1]
    known = reference.post(code)
    label = squeeze(given.origin) or (
        _as_sent(known.name, code, sender) if known else _as_typed(code, sender)
    )
    return Origin(code, label, known.country if known else "")


def _as_typed(code: str, sender: str) -> str:
    """Of a post that no table has: `AMCONSUL PORT STANLEY` → Consulate Port Stanley, if that is its code."""
    kind = next(
        (name for pattern, name in header_grammar.KINDS_OF_POST if pattern.match(sender.upper())),
        "",
    )
    place = squeeze(sender).partition(" ")[2].partition("//")[0]
    is_its = kind and identifier.post_code(place) == code
    return f"{kind} {place.title()}" if is_its else code.capitalize()


def _as_sent(usual: str, code: str, sender: str) -> str:
    """`Embassy Bucharest` of FM AMLEGATION BUCHAREST → Legation Bucharest: posts were raised, closed, moved."""
    kind, _, place = usual.partition(" ")
    if kind not in ("Embassy", "Consulate") or reference.post_code_of(sender) not in (code, None):
        return usual
    words = sender.upper().removeprefix("THE ")
    named = next(
        (name for pattern, name in header_grammar.KINDS_OF_POST if pattern.match(words)), kind
    )
    return f"{named} {place}"


def classification_of(draft: Draft, top: Heading, notes: list[Note]) -> str:
    """Rule 9: a metadata value that disagrees with the line is kept, and reported."""
    line = fields.classification(top.classification, tuple(top.captions))
    given = squeeze(draft.metadata.classification.upper())
    if not given:
        return line  # '' is not stated
    if line and _level(given) != _level(line):
        notes.append(("classification-mismatch", draft.number(0), f"{given} against {line}"))
    return given


def _level(classification: str) -> str:
    """For comparison only: the dump has no LIMITED OFFICIAL USE and says FOR OFFICIAL USE ONLY."""
    if "OFFICIAL USE" in classification:
        return "OFFICIAL USE"
    return classification.split("//")[0]


def of_the_year_before(references: Sequence[Reference], name: str, date: datetime) -> list[str]:
    """Identifiers that are doubtful: in January a number later than the cable's own (`name`) at the
    same post is rather of the year before. It is told, not changed."""
    if date.month != 1:
        return []
    own = identifier.parts(name)
    cited = [item.id for item in references if item.id]
    return [
        item
        for item in cited
        if identifier.parts(item)[:2] == own[:2] and identifier.parts(item)[2] > own[2]
    ]

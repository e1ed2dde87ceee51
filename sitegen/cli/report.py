"""`sitegen check`: what was read and what to look at, on one page in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from sitegen.cli.table import count, printable
from sitegen.diagnostics import CODES
from sitegen.reading import GOOD_QUALITY, Reading
from sitegen.records import Diagnostic

_NONE = '\n  "diagnostics": []'  # as it is written where there is none
PLACES = 3  # places shown of one hint
HINTS = 3  # hints shown of one code
_ORDER = ("error", "warning", "note")


def formatted(found: msgspec.Struct) -> str:
    """A record as JSON, indented."""
    return msgspec.json.format(msgspec.json.encode(found)).decode()


def told_as_json(reading: Reading, told: Iterable[Diagnostic]) -> Iterator[str]:
    """What was read as JSON, with all these diagnostics, in pieces: there may be very many."""
    head, tail = formatted(msgspec.structs.replace(reading, diagnostics=())).split(_NONE)
    yield head + _NONE[:-1]
    divider = "\n"
    for one in told:
        yield (
            divider + "    " + formatted(one).replace("\n", "\n    ")
        )  # in JSON no text has a line end
        divider = ",\n"
    yield ("]" if divider == "\n" else "\n  ]") + tail


def report_page(reading: Reading) -> str:
    """Records, how much of them was understood, and every diagnostic code with its first places."""
    return "\n".join([*_records(reading), *_quality(reading), "", *_diagnostics(reading)])


def _records(reading: Reading) -> Iterator[str]:
    forms = ", ".join(f"{number:,} {name}" for name, number in _forms(reading) if number)
    yield f"{count(reading.records, 'record')} read ({forms or 'none'})"
    parts = (
        (reading.cables, "would be published"),
        (reading.merged, "put together with another"),
        (reading.duplicates, "stand behind another"),
        (reading.withheld, "withheld"),
        (reading.excluded, "left out by the configuration"),
    )
    yield "  " + ", ".join(f"{number:,} {what}" for number, what in parts if number)


def _forms(reading: Reading) -> Iterator[tuple[str, int]]:
    """Formats and their numbers, which add up to the records: a volume's documents left out by option and
    files that are no cable have no format."""
    yield from sorted(reading.formats.items())
    formless = reading.records - sum(reading.formats.values())
    left_out = min(formless, reading.excluded)
    yield "left out", left_out
    yield "of no known format", formless - left_out


def _quality(reading: Reading) -> Iterator[str]:
    if reading.quality is None:
        return
    yield f"{_percent(reading.quality)} of the characters understood{_measured(reading)}"
    if not reading.below:
        return
    yield f"  less than {GOOD_QUALITY:.0%} of {count(reading.below, 'record')}, the worst first:"
    for one in reading.least_understood:
        if one.quality < GOOD_QUALITY:
            place = printable(f"{one.path}:{one.line}")
            yield f"  {_percent(one.quality):>7}  {place}  {one.identifier}"


def _measured(reading: Reading) -> str:
    """Of which records, where it is not all: what could not be read has no share, nor what is ours already."""
    rest = reading.records - reading.excluded - reading.measured
    if not rest:
        return ""
    unread = min(rest, reading.unreadable)
    parts = (
        (unread, "could not be read"),
        (rest - unread, "are Markdown or JSON, which is taken as it is written"),
    )
    left = "; ".join(f"{number:,} {why}" for number, why in parts if number)
    return f" in {count(reading.measured, 'record')} ({left})"


def _percent(share: float) -> str:
    """Never rounded up to all of it."""
    return f"{int(share * 1000) / 10} %"


def _diagnostics(reading: Reading) -> Iterator[str]:
    """Errors first; of one severity the most frequent code first."""
    keyed = sorted(reading.diagnostics, key=lambda one: one.code)
    same = [tuple(group) for _, group in groupby(keyed, lambda one: one.code)]
    same.sort(key=lambda group: (_ORDER.index(group[0].severity), -len(group), group[0].code))
    for group in same:
        yield from _code(group)
    if not same:
        yield "nothing to look at"


def _code(group: Sequence[Diagnostic]) -> Iterator[str]:
    """Places by their hint, the most frequent hint first: a hint fits every place above it."""
    first = group[0]
    yield f"{len(group):>6,}  {first.severity}  {first.code}: {CODES[first.code].meaning}"
    keyed = sorted(group, key=lambda one: (one.hint, one))
    hinted = [tuple(same) for _, same in groupby(keyed, lambda one: one.hint)]
    hinted.sort(key=lambda same: (-len(same), same[0]))
    for same in hinted[:HINTS]:
        yield from _places(same)
    if len(hinted) > HINTS:
        yield f"          … and {sum(map(len, hinted[HINTS:])):,} more, with other hints"


def _places(same: Sequence[Diagnostic]) -> Iterator[str]:
    for one in same[:PLACES]:
        place = f"{one.path}:{one.line}" if one.line else one.path
        detail = one.message.removeprefix(CODES[one.code].meaning).strip()
        yield printable(f"          {place} {detail}".rstrip())
    if len(same) > PLACES:
        yield f"          … and {len(same) - PLACES:,} more"
    if same[0].hint:
        yield printable(f"        → {same[0].hint}")

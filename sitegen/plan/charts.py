"""Bar charts as data: heights in percent of the tallest; the template draws them as SVG."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence

from sitegen.plan.names import MONTHS
from sitegen.views import Bar


def by_prefix(days: Sequence[tuple[str, int]], length: int) -> dict[str, int]:
    """(day, count) pairs summed by the first `length` characters of the day: 4 a year, 7 a month."""
    sums: dict[str, int] = {}
    for day, count in days:
        key = day[:length]
        sums[key] = sums.get(key, 0) + count
    return sums


def bars(counts: Mapping[str, int], addresses: Mapping[str, str]) -> tuple[Bar, ...]:
    """A bar a key (a date prefix), empty ones between the first and the last year included."""
    keys = _without_holes(counts)
    tallest = max(counts.values(), default=1)
    return tuple(
        Bar(
            label=_label(key),
            count=counts.get(key, 0),
            height=round(100 * counts.get(key, 0) / tallest, 1),
            url=addresses.get(key, ""),
        )
        for key in keys
    )


def _without_holes(counts: Mapping[str, int]) -> list[str]:
    keys = sorted(counts)
    if not keys:
        return []
    if len(keys[0]) == 4:
        return [f"{year:04d}" for year in range(int(keys[0]), int(keys[-1]) + 1)]
    if len(keys[0]) == 7:
        return [f"{keys[0][:4]}-{month:02d}" for month in range(1, 13)]
    year, month = int(keys[0][:4]), int(keys[0][5:7])
    return [f"{keys[0][:7]}-{day + 1:02d}" for day in range(monthrange(year, month)[1])]


def _label(key: str) -> str:
    if len(key) == 7:
        return MONTHS[int(key[5:]) - 1]
    return str(int(key[8:])) if len(key) == 10 else key

"""Days in a time zone: when they begin, and the last 90 of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = 90
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last 90 days up to `now`; the last is today."""

    now: datetime
    zone: ZoneInfo
    dates: tuple[date, ...]
    bounds: tuple[datetime, ...]
    """Start of each day, and at the end `now`."""


def last_days(now: datetime, zone: ZoneInfo) -> Calendar:
    """Return the calendar at an instant."""
    today = day_at(now, zone)
    dates = tuple(today - _DAY * ago for ago in reversed(range(DAYS)))
    return Calendar(now, zone, dates, (*(midnight(day, zone) for day in dates), now))


@lru_cache(8_192)  # twenty years
def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins, in UTC; where clocks skip midnight, it begins with the skip."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_at(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day of an instant. Days do not overlap, even where clocks go back over midnight."""
    day = instant.astimezone(zone).date()
    if instant < midnight(day, zone):
        return day - _DAY
    return day + _DAY if instant >= midnight(day + _DAY, zone) else day


def next_midnight(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day after that of an instant begins, in UTC."""
    return midnight(day_at(instant, zone) + _DAY, zone)


def parts_between(
    bounds: Sequence[datetime], start: datetime, end: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    """Yield the parts of a period between bounds, each with the index of the bound before it."""
    for index in range(max(bisect_right(bounds, start) - 1, 0), len(bounds) - 1):
        if bounds[index] >= end:
            return
        first, last = max(start, bounds[index]), min(end, bounds[index + 1])
        if first < last:
            yield index, first, last

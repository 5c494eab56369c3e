"""Decide which of the times printed in a cState note can be true."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from statusgen.importers.cstate.sections import Section
from statusgen.importers.cstate.times import days_beside, years_beside

_LONG_BEFORE = timedelta(days=183)
_TOLERANCE = timedelta(minutes=15)
_MAX_OFFSET = 14
"""Hours of the zone that is furthest ahead of UTC."""


@dataclass(frozen=True, slots=True)
class NotePeriod:
    """Start and end of a note (None: it is open) and the instant of the import; aware instants."""

    start: datetime
    end: datetime | None
    now: datetime

    @property
    def limit(self) -> datetime:
        """Latest possible instant of an update: the end of the minute of `end`, at most `now`."""
        return min(self.end.replace(second=59, microsecond=999_999), self.now) if self.end else self.now


class Doubt(Enum):
    """Reason why a printed time is implausible; the value completes “this time …”."""

    UNREADABLE = "cannot be read as a time"
    FUTURE = "is in the future"
    AFTER_END = "is after the end, `resolvedWhen`"
    LONG_BEFORE = "is long before the beginning, `date`"
    ORDER = "does not fit the order of the updates"


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A section with its plausible time, None if there is none, and why that is not the printed one."""

    section: Section
    at: datetime | None
    doubt: Doubt | None = None


def plausible_times(sections: Sequence[Section], period: NotePeriod) -> tuple[TimedSection, ...]:
    """Return the sections, which are given oldest first, with their plausible times.

    Implausible are times after the end, in the future or long before the beginning; then as few others as
    possible, so that the rest is in order. Such a time is corrected by one year if the result is between the
    neighbours; a time that is only out of order, by one day.
    """
    printed = [section.time.at if section.time else None for section in sections]
    doubts = [find_doubt(at, period) if at else None for at in printed]
    sound = [at if doubt is None else None for at, doubt in zip(printed, doubts, strict=True)]
    kept = frozenset(index - 1 for index in longest_ascending([period.start, *sound]))
    bounds = _next_kept(printed, kept, period.limit)
    last = period.start - timedelta(days=1)
    found = []
    for index, (section, at, doubt, until) in enumerate(zip(sections, printed, doubts, bounds, strict=True)):
        if index in kept:
            timed = TimedSection(section, at)
        elif at is None:
            timed = TimedSection(section, None, Doubt.UNREADABLE if section.printed else None)
        else:
            others = years_beside(at) if doubt else days_beside(at)
            fitting = next((one for one in others if last <= one <= until), None)
            timed = TimedSection(section, fitting, doubt or Doubt.ORDER)
        last = timed.at or last
        found.append(timed)
    return tuple(found)


def find_doubt(at: datetime, period: NotePeriod) -> Doubt | None:
    """Return why a time cannot be that of an update, whatever its neighbours are; None if it can."""
    if at > period.now:
        return Doubt.FUTURE
    if at > period.limit:
        return Doubt.AFTER_END
    return Doubt.LONG_BEFORE if at < period.start - _LONG_BEFORE else None


def longest_ascending(times: Sequence[datetime | None]) -> frozenset[int]:
    """Return the positions of the longest subsequence of times that never decreases; None is skipped."""
    tops, last = list[datetime](), list[int]()
    before = dict[int, int]()
    for index, at in enumerate(times):
        if at is None:
            continue
        length = bisect_right(tops, at)
        if length:
            before[index] = last[length - 1]
        tops[length : length + 1] = [at]
        last[length : length + 1] = [index]
    found, position = set[int](), last[-1] if last else None
    while position is not None:
        found.add(position)
        position = before.get(position)
    return frozenset(found)


def _next_kept(printed: Sequence[datetime | None], kept: frozenset[int], limit: datetime) -> list[datetime]:
    """Return for each position the next plausible time after it, or `limit`."""
    bounds, until = list[datetime](), limit
    for index in reversed(range(len(printed))):
        bounds.append(until)
        until = (printed[index] if index in kept else None) or until
    return bounds[::-1]


def zone_shift(sections: Sequence[Section], period: NotePeriod) -> timedelta | None:
    """Return the whole hours by which all printed times must be earlier to fit between start and end.

    None if they fit unchanged, if one is printed with a zone, if there are fewer than two, or if several
    numbers of hours fit or none does.
    """
    times = [section.time for section in sections if section.time]
    instants = [time.at for time in times if time.at and not time.zoned]
    if period.end is None or len(instants) < max(len(times), 2) or max(instants) <= period.limit:
        return None
    shifts = [timedelta(hours=hours) for hours in range(1, _MAX_OFFSET + 1)]
    fitting = [
        one
        for one in shifts
        if min(instants) - one >= period.start - _TOLERANCE and max(instants) - one <= period.limit
    ]
    return fitting[0] if len(fitting) == 1 else None


def shifted(section: Section, earlier: timedelta) -> Section:
    """Return the section with its printed times made earlier."""
    return replace(
        section,
        printed=tuple(replace(one, at=one.at - earlier if one.at else None) for one in section.printed),
    )

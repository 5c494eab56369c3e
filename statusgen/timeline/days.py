"""Days of a service, each with its worst state, and the days of the site on which anything happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from statusgen.model.states import ServiceState
from statusgen.timeline.calendar import Calendar, day_at, midnight, parts_between
from statusgen.timeline.intervals import StatePeriod, covering, holds
from statusgen.timeline.values import Day, Interval


def service_days(
    intervals: Sequence[Interval], periods: Iterable[StatePeriod], calendar: Calendar, since: date
) -> tuple[Day, ...]:
    """Return the days of a service from its intervals by start, and the periods of their sweep.

    What begins at this very instant counts today. Days before `since` have no state.
    """
    spent = _spent(periods, calendar)
    notes = _notes(intervals, calendar)
    for interval in covering(intervals, calendar.now):
        spent[-1].setdefault(interval.state, timedelta())
    return tuple(
        _day(day, spent[index], notes[index]) if day >= since else Day(day, None, timedelta())
        for index, day in enumerate(calendar.dates)
    )


def site_days(intervals: Iterable[Interval], now: datetime, zone: ZoneInfo) -> dict[date, ServiceState]:
    """Return the days on which any service was not operational, each with the worst state, in no order."""
    worst = dict[date, ServiceState]()
    for interval in intervals:
        if interval.start <= now:
            end = now if interval.end is None else min(interval.end, now)
            day = day_at(interval.start, zone)
            worst[day] = max(interval.state, worst.get(day, interval.state))
            while midnight(day := day + timedelta(days=1), zone) < end:
                worst[day] = max(interval.state, worst.get(day, interval.state))
    return worst


def _spent(periods: Iterable[StatePeriod], calendar: Calendar) -> list[dict[ServiceState, timedelta]]:
    """Return how long the service was in each state, by day."""
    spent: list[dict[ServiceState, timedelta]] = [{} for _ in calendar.dates]
    for period in periods:
        for index, start, end in parts_between(calendar.bounds, period.start, period.end):
            so_far = spent[index].get(period.worst, timedelta())
            spent[index][period.worst] = so_far + (end - start)
    return spent


def _notes(intervals: Iterable[Interval], calendar: Calendar) -> list[dict[str, None]]:
    """Return the keys of the notes that affected the service, by day and in the order of the intervals."""
    notes: list[dict[str, None]] = [{} for _ in calendar.dates]
    for interval in intervals:
        for index, _, _ in parts_between(calendar.bounds, interval.start, interval.end or calendar.now):
            notes[index][interval.note] = None
        if holds(interval, calendar.now):
            notes[-1][interval.note] = None
    return notes


@lru_cache(1_000)
def _quiet_day(day: date) -> Day:
    """Return a day without intervals; most days of most services are equal."""
    return Day(day, ServiceState.OPERATIONAL, timedelta())


def _day(day: date, spent: dict[ServiceState, timedelta], notes: Mapping[str, None]) -> Day:
    if not spent and not notes:
        return _quiet_day(day)
    worst = max(spent, default=ServiceState.OPERATIONAL)
    return Day(day, worst, spent.get(worst, timedelta()), tuple(notes))

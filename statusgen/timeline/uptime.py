"""Uptime of services in periods of time; `docs/uptime.md` describes the method."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.timeline.calendar import Calendar, midnight, parts_between
from statusgen.timeline.intervals import StatePeriod
from statusgen.timeline.values import Uptime, Uptimes

WINDOWS = (30, 90, 365)
"""Days, today included; the fourth window is all time."""

_DAY = timedelta(days=1)


def measure_uptimes(
    periods: Sequence[StatePeriod], calendar: Calendar, since: date, weights: Weights
) -> Uptimes:
    """Return the uptime of a service in each window, from its sweep; nothing counts before `since`."""
    today = calendar.dates[-1]
    firsts = [since, *(max(since, today - _DAY * (days - 1)) for days in reversed(WINDOWS))]
    starts = [min(midnight(first, calendar.zone), calendar.now) for first in firsts]
    return Uptimes(since, *reversed(measure_from(periods, starts, calendar.now, weights)))


def measure_from(
    periods: Sequence[StatePeriod], starts: Sequence[datetime], end: datetime, weights: Weights
) -> tuple[Uptime, ...]:
    """Return the uptime from each of several instants, in order, to the same end.

    One pass over the periods serves all windows: time between two starts is in all windows begun by then.
    """
    total, found = dict.fromkeys(ServiceState, timedelta()), list[Uptime]()
    parts = spent_between(periods, (*starts, end))
    for start, part in zip(reversed(starts), reversed(parts), strict=True):
        total = {state: total[state] + part[state] for state in ServiceState}
        found.append(uptime_of(total, end - start, weights))
    return tuple(reversed(found))


Spent = Mapping[ServiceState, timedelta]
"""Time in each state; planned work without downtime is `UNDER_MAINTENANCE`."""


def spent_between(periods: Sequence[StatePeriod], bounds: Sequence[datetime]) -> tuple[Spent, ...]:
    """Return the time in each state, other than operational, between each bound and the next."""
    parts = [dict.fromkeys(ServiceState, timedelta()) for _ in bounds[1:]]
    begin = bisect_right(periods, bounds[0], key=lambda one: one.end)
    end = bisect_left(periods, bounds[-1], key=lambda one: one.start)
    for period in periods[begin:end]:
        # A period has an unplanned state, or else it is planned work.
        state = max(period.unplanned, ServiceState.UNDER_MAINTENANCE)
        for index, first, last in parts_between(bounds, period.start, period.end):
            parts[index][state] += last - first
    return tuple(parts)


def add_uptimes(members: Sequence[Uptimes]) -> Uptimes:
    """Return the uptime of several services (at least one) together: an hour of each weighs the same."""
    return Uptimes(
        min(one.since for one in members),
        *(
            _sum([uptime for _, uptime in same])
            for same in zip(*(one.windows for one in members), strict=True)
        ),
    )


def uptime_of(spent: Spent, length: timedelta, weights: Weights) -> Uptime:
    """Return the uptime of a period.

    Downtime counts by its weight, also during planned work; planned work without downtime does not count.
    """
    # The durations are added up before they are weighed, so that rounding does not depend on the pieces.
    down = timedelta(microseconds=round(weighed(spent, weights)))
    return _share(length - spent[ServiceState.UNDER_MAINTENANCE], down, spent[ServiceState.UNCONFIRMED])


def weighed(spent: Spent, weights: Weights) -> Fraction:
    """Return the time that counts as down, exactly, in microseconds."""
    shares = weights_by_state(weights).items()
    return sum((spent[state] // _TICK * Fraction(repr(weight)) for state, weight in shares), Fraction())


_TICK = timedelta.resolution


def _sum(uptimes: Sequence[Uptime]) -> Uptime:
    return _share(
        sum((one.counted for one in uptimes), timedelta()),
        sum((one.down for one in uptimes), timedelta()),
        sum((one.unconfirmed for one in uptimes), timedelta()),
    )


def _share(counted: timedelta, down: timedelta, unconfirmed: timedelta) -> Uptime:
    ratio = 1 - down / counted if counted and not unconfirmed else None
    return Uptime(ratio, counted, down, unconfirmed)


def weights_by_state(weights: Weights) -> dict[ServiceState, float]:
    """Return the share of time in a state that counts as downtime, from the best state to the worst."""
    return {
        ServiceState.DEGRADED: weights.degraded,
        ServiceState.PARTIAL_OUTAGE: weights.partial_outage,
        ServiceState.MAJOR_OUTAGE: weights.major_outage,
    }

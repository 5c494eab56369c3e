"""Uptime of services in periods of time; `docs/uptime.md` describes the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    periods: Iterable[StatePeriod], calendar: Calendar, since: date, weights: Weights
) -> Uptimes:
    """Return the uptime of a service in each window, from its sweep; nothing counts before `since`."""
    today = calendar.dates[-1]
    firsts = [since, *(max(since, today - _DAY * (days - 1)) for days in reversed(WINDOWS))]
    starts = [min(midnight(first, calendar.zone), calendar.now) for first in firsts]
    return Uptimes(since, *reversed(measure_from(periods, starts, calendar.now, weights)))


def measure_from(
    periods: Iterable[StatePeriod], starts: Sequence[datetime], end: datetime, weights: Weights
) -> tuple[Uptime, ...]:
    """Return the uptime from each of several instants, in order, to the same end.

    Downtime counts by its weight, also during planned work; planned work without downtime does not count.
    One pass over the periods serves all windows: time between two starts is in all windows begun by then.
    """
    parts = [dict.fromkeys(ServiceState, timedelta()) for _ in starts]
    for period in periods:
        # A period has an unplanned state, or else it is planned work.
        state = max(period.unplanned, ServiceState.UNDER_MAINTENANCE)
        for index, first, last in parts_between((*starts, end), period.start, period.end):
            parts[index][state] += last - first
    spent = dict.fromkeys(ServiceState, timedelta())
    found = list[Uptime]()
    for start, part in zip(reversed(starts), reversed(parts), strict=True):
        spent = {state: spent[state] + part[state] for state in ServiceState}
        found.append(_uptime(spent, end - start, weights))
    return tuple(reversed(found))


def add_uptimes(members: Sequence[Uptimes]) -> Uptimes:
    """Return the uptime of several services (at least one) together: an hour of each weighs the same."""
    return Uptimes(
        min(one.since for one in members),
        *(
            _sum([uptime for _, uptime in same])
            for same in zip(*(one.windows for one in members), strict=True)
        ),
    )


def keeps(uptime: Uptime, promise: float) -> bool | None:
    """Return whether an uptime is at least `promise` percent, exactly; None when it has no ratio."""
    if uptime.ratio is None:
        return None
    down = Fraction(uptime.down // _TICK, uptime.counted // _TICK)
    return down <= 1 - Fraction(repr(promise)) / 100


_TICK = timedelta.resolution


def _uptime(spent: Mapping[ServiceState, timedelta], length: timedelta, weights: Weights) -> Uptime:
    # The durations are added up before they are weighed, so that rounding does not depend on the pieces.
    down = sum((spent[state] * weight for state, weight in weights_by_state(weights).items()), timedelta())
    unconfirmed = spent[ServiceState.UNCONFIRMED]
    return _share(length - spent[ServiceState.UNDER_MAINTENANCE], down, unconfirmed)


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

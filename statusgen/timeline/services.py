"""A service's intervals to its life: its state now, its days, its uptime."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from statusgen.model.catalog import Service
from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.timeline.calendar import Calendar
from statusgen.timeline.days import service_days
from statusgen.timeline.intervals import covering, sweep
from statusgen.timeline.uptime import measure_uptimes
from statusgen.timeline.values import Day, Interval, ServiceTimeline, Uptimes


def service_timeline(
    service: Service, intervals: Sequence[Interval], calendar: Calendar, first: date, weights: Weights
) -> ServiceTimeline:
    """The life of a service, from its intervals by start.

    Without `since`, uptime counts from `first`, or for as long as the days show, if that is longer.
    """
    standing = covering(intervals, calendar.now)
    since = service.since or min(first, calendar.dates[0])
    told = _told if intervals else _quiet
    days, uptimes = told(tuple(intervals), calendar, service.since, since, weights)
    return ServiceTimeline(
        service=service,
        state=standing[0].state if standing else ServiceState.OPERATIONAL,
        causes=tuple(dict.fromkeys(interval.note for interval in standing)),
        intervals=tuple(intervals),
        days=days,
        retired=service.retired is not None and service.retired <= calendar.dates[-1] and not standing,
        uptimes=uptimes,
    )


def _told(
    intervals: Sequence[Interval], calendar: Calendar, begins: date | None, since: date, weights: Weights
) -> tuple[tuple[Day, ...], Uptimes]:
    """The days, of which the service has none before it `begins`, and the uptime that counts from `since`."""
    stretches = sweep(intervals, calendar.now)
    days = service_days(intervals, stretches, calendar, begins)
    return days, measure_uptimes(stretches, calendar, since, weights)


_quiet = lru_cache(16)(_told)
"""Most services had no trouble, and are all alike."""

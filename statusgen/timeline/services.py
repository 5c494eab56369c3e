"""A service's intervals to its life: its state now, its days, its uptime."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from statusgen.model import Service, ServiceState, Weights
from statusgen.timeline.calendar import Calendar
from statusgen.timeline.days import tell_days
from statusgen.timeline.intervals import covering, sweep
from statusgen.timeline.uptime import measure_uptimes
from statusgen.timeline.values import Interval, ServiceLife


def service_life(
    service: Service, intervals: Sequence[Interval], calendar: Calendar, first: date, weights: Weights
) -> ServiceLife:
    """The life of a service, from its intervals by start.

    Without `since`, uptime counts from `first`, or for as long as the days show, if that is longer.
    """
    now = calendar.now
    standing = covering(intervals, now)
    stretches = sweep(intervals, now)
    since = service.since or min(first, calendar.dates[0])
    return ServiceLife(
        service=service,
        state=standing[0].state if standing else ServiceState.OPERATIONAL,
        causes=tuple(dict.fromkeys(interval.note for interval in standing)),
        intervals=tuple(intervals),
        days=tell_days(intervals, stretches, calendar, service.since),
        uptimes=measure_uptimes(stretches, calendar, since, weights),
    )

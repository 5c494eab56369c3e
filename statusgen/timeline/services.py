"""A service's intervals to its life: its state now, its days, its uptime."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from statusgen.model import Service, ServiceState, Weights
from statusgen.timeline.calendar import Calendar, midnight
from statusgen.timeline.days import tell_days
from statusgen.timeline.intervals import covering, sweep
from statusgen.timeline.uptime import measure_uptime
from statusgen.timeline.values import Interval, ServiceLife


def service_life(
    service: Service, intervals: Sequence[Interval], calendar: Calendar, first: date, weights: Weights
) -> ServiceLife:
    """The life of a service, from its intervals by start; without `since`, uptime counts from `first`."""
    now, zone = calendar.now, calendar.zone
    standing = covering(intervals, now)
    stretches = sweep(intervals, now)
    start = min(midnight(service.since or first, zone), now)
    recent = max(calendar.bounds[0], start) if service.since else calendar.bounds[0]
    return ServiceLife(
        service=service,
        state=standing[0].state if standing else ServiceState.OPERATIONAL,
        causes=tuple(dict.fromkeys(interval.note for interval in standing)),
        intervals=tuple(intervals),
        counted_since=service.since or first,
        days=tell_days(intervals, stretches, calendar, service.since),
        uptime_90_days=measure_uptime(stretches, recent, now, weights),
        uptime_all=measure_uptime(stretches, start, now, weights),
    )

"""What part of a stretch of time a service was up; `docs/uptime.md` tells readers the method."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from statusgen.model import ServiceState, Weights
from statusgen.timeline.intervals import Stretch
from statusgen.timeline.values import Uptime


def measure_uptime(stretches: Iterable[Stretch], start: datetime, end: datetime, weights: Weights) -> Uptime:
    """The uptime from `start` to `end`.

    Trouble counts by its weight, also during planned work; other planned work is not counted at all.
    """
    spent = dict.fromkeys(ServiceState, timedelta())
    for stretch in stretches:
        if stretch.start < end and stretch.end > start:
            # In trouble, or else at work: a stretch has one of the two.
            state = max(stretch.unplanned, ServiceState.UNDER_MAINTENANCE)
            spent[state] += min(stretch.end, end) - max(stretch.start, start)
    # The durations are added up before they are weighed, so that rounding does not depend on the pieces.
    down = sum((spent[state] * weight for state, weight in _weights(weights)), timedelta())
    counted = max(end - start, timedelta()) - spent[ServiceState.UNDER_MAINTENANCE]
    return Uptime(1 - down / counted if counted else None, counted, down)


def _weights(weights: Weights) -> tuple[tuple[ServiceState, float], ...]:
    return (
        (ServiceState.DEGRADED, weights.degraded),
        (ServiceState.PARTIAL_OUTAGE, weights.partial_outage),
        (ServiceState.MAJOR_OUTAGE, weights.major_outage),
    )

"""Overlapping intervals of one service to disjoint stretches, each with the worst of what overlaps there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from statusgen.model.states import ServiceState
from statusgen.timeline.values import Interval

_STATES = tuple(reversed(ServiceState))


@dataclass(frozen=True, slots=True)
class StatePeriod:
    """From `start` to `end` nothing changed; something was not operational."""

    start: datetime
    end: datetime
    unplanned: ServiceState
    """The worst by incidents."""
    planned: ServiceState
    """The worst by maintenances."""

    @property
    def worst(self) -> ServiceState:
        """The state that readers see."""
        return max(self.unplanned, self.planned)


def sweep(intervals: Iterable[Interval], now: datetime) -> tuple[StatePeriod, ...]:
    """The stretches up to `now`, in order. Its cost grows with the intervals, not with their overlaps."""
    return tuple(_stretches(sorted(_events(intervals, now), key=lambda event: event[0])))


_Event = tuple[datetime, int, bool, ServiceState]
"""When one more interval (or with -1, one less) is in a state, planned or not."""


def _events(intervals: Iterable[Interval], now: datetime) -> Iterator[_Event]:
    for one in intervals:
        end = now if one.end is None else min(one.end, now)
        if one.start < end:
            yield one.start, 1, one.planned, one.state
            yield end, -1, one.planned, one.state


def _stretches(events: Iterable[_Event]) -> Iterator[StatePeriod]:
    unplanned, planned = dict.fromkeys(ServiceState, 0), dict.fromkeys(ServiceState, 0)
    last: datetime | None = None
    for time, change, is_planned, state in events:
        if last is not None and last < time:
            stretch = StatePeriod(last, time, _worst(unplanned), _worst(planned))
            if stretch.worst is not ServiceState.OPERATIONAL:
                yield stretch
        (planned if is_planned else unplanned)[state] += change
        last = time


def _worst(counts: dict[ServiceState, int]) -> ServiceState:
    return next((state for state in _STATES if counts[state]), ServiceState.OPERATIONAL)


def holds(interval: Interval, now: datetime) -> bool:
    """Whether an instant lies in an interval. Its start does, its end does not."""
    return interval.start <= now and (interval.end is None or now < interval.end)


def covering(intervals: Iterable[Interval], now: datetime) -> list[Interval]:
    """The intervals that hold at an instant, worst and earliest first."""
    held = (interval for interval in intervals if holds(interval, now))
    return sorted(held, key=lambda one: (-one.state, one.start, one.note))

"""Overlapping intervals of one service: periods of one state each, and the state at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from statusgen.model.states import ServiceState
from statusgen.timeline.values import Interval

_STATES = tuple(reversed(ServiceState))


@dataclass(frozen=True, slots=True)
class StatePeriod:
    """A time in which a service was in one state other than operational."""

    start: datetime
    end: datetime
    unplanned: ServiceState
    """The worst state by incidents."""
    planned: ServiceState
    """The worst state by maintenances."""

    @property
    def worst(self) -> ServiceState:
        """Return the state that readers see."""
        return max(self.unplanned, self.planned)


def sweep(intervals: Iterable[Interval], now: datetime) -> tuple[StatePeriod, ...]:
    """Return the periods up to `now`, in order. The cost grows with the number of intervals alone."""
    return tuple(_periods(sorted(_events(intervals, now), key=lambda event: event[0])))


_Event = tuple[datetime, int, bool, ServiceState]
"""An instant, 1 for a start or -1 for an end of an interval, whether it is planned, and its state."""


def _events(intervals: Iterable[Interval], now: datetime) -> Iterator[_Event]:
    for one in intervals:
        end = now if one.end is None else min(one.end, now)
        if one.start < end:
            yield one.start, 1, one.planned, one.state
            yield end, -1, one.planned, one.state


def _periods(events: Iterable[_Event]) -> Iterator[StatePeriod]:
    unplanned, planned = dict.fromkeys(ServiceState, 0), dict.fromkeys(ServiceState, 0)
    last: datetime | None = None
    for time, change, is_planned, state in events:
        if last is not None and last < time:
            period = StatePeriod(last, time, _worst(unplanned), _worst(planned))
            if period.worst is not ServiceState.OPERATIONAL:
                yield period
        (planned if is_planned else unplanned)[state] += change
        last = time


def _worst(counts: dict[ServiceState, int]) -> ServiceState:
    return next((state for state in _STATES if counts[state]), ServiceState.OPERATIONAL)


def holds(interval: Interval, now: datetime) -> bool:
    """Return whether an instant is in an interval, its start included, its end not."""
    return interval.start <= now and (interval.end is None or now < interval.end)


def covering(intervals: Iterable[Interval], now: datetime) -> list[Interval]:
    """Return the intervals that hold at an instant, worst first, then earliest first."""
    held = (interval for interval in intervals if holds(interval, now))
    return sorted(held, key=lambda one: (-one.state, one.start, one.note))


def state_and_causes(intervals: Iterable[Interval], now: datetime) -> tuple[ServiceState, tuple[str, ...]]:
    """Return the state of a service at an instant, and the keys of the notes behind it, worst first."""
    held = covering(intervals, now)
    state = held[0].state if held else ServiceState.OPERATIONAL
    return state, tuple(dict.fromkeys(interval.note for interval in held))

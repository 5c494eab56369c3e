"""What used the budget of a target in its window, one stretch of downtime after another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from statusgen.model.settings import Weights
from statusgen.timeline.intervals import StatePeriod, covering, sweep
from statusgen.timeline.uptime import spent_between, weighed
from statusgen.timeline.values import Interval, Level


@dataclass(frozen=True, slots=True)
class Spending:
    """A stretch of downtime by the same incidents."""

    start: datetime
    end: datetime
    used: Fraction
    """Microseconds down, by their weights."""
    left: Fraction
    """What was left of the whole budget at the end of the stretch, in microseconds."""
    notes: tuple[str, ...]
    """Keys of the incidents."""


def spendings(
    level: Level, intervals: Sequence[Interval], weights: Weights, now: datetime
) -> tuple[Spending, ...]:
    """Return what used the budget up to `now`, from the intervals of the service, oldest first.

    The last of them leaves `level.left`.
    """
    end, left, found = min(level.end, now), level.allowed, list[Spending]()
    unplanned = [one for one in intervals if not one.planned]
    for one in _clipped(sweep(intervals, end), level.start, end):
        (spent,) = spent_between((one,), (one.start, one.end))
        used = weighed(spent, weights)
        if used:
            left -= used
            notes = tuple(sorted({cause.note for cause in covering(unplanned, one.start)}))
            if found and (found[-1].end, found[-1].notes) == (one.start, notes):
                last = found.pop()
                found.append(Spending(last.start, one.end, last.used + used, left, notes))
            else:
                found.append(Spending(one.start, one.end, used, left, notes))
    return tuple(found)


def _clipped(periods: Sequence[StatePeriod], start: datetime, end: datetime) -> Iterator[StatePeriod]:
    for one in periods:
        first, last = max(one.start, start), min(one.end, end)
        if first < last:
            yield StatePeriod(first, last, one.unplanned, one.planned)

"""How much of what the target of a service allows is used: its error budget. Pure.

`docs/levels.md` describes the method. All budgets are exact: times are whole microseconds, and shares of them
fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.model.targets import Target, Window
from statusgen.timeline.calendar import midnight
from statusgen.timeline.intervals import StatePeriod, sweep
from statusgen.timeline.uptime import Spent, spent_between, weighed
from statusgen.timeline.values import Interval, Level, LevelState

_DAY = timedelta(days=1)
_TICK = timedelta.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that the levels of a service are calculated from."""

    targets: Sequence[Target]
    """Oldest first."""
    since: date
    """First day that counts."""
    retired: date | None = None
    """First day that does not count any more."""
    periods: Sequence[StatePeriod]
    """Up to `now`, in order."""
    intervals: Iterable[Interval]
    """All of the service, also to come: planned work shortens the time that counts."""
    now: datetime
    zone: ZoneInfo
    weights: Weights


def level_on(day: date, of: Measured) -> Level | None:
    """Return the level of a day: its window of days ends with it, its period of the calendar contains it.

    None without a target for that day, and for a day that does not count.
    """
    target = next((one for one in of.targets if _holds(one, day)), None)
    first = max(of.since, of.targets[0].since or of.since) if target else of.since
    if target is None or day < first or (of.retired and of.retired <= day):
        return None
    start, end = _window(target.window, day, first)
    start_at, end_at = midnight(start, of.zone), midnight(min(end, of.retired or end), of.zone)
    until = max(start_at, min(of.now, midnight(day + _DAY, of.zone)))
    if target.window.days and end == day + _DAY:
        end_at = until
    judged = [
        *_judged(of, of.periods, start_at, until),
        *_judged(of, _planned(of, until, end_at), until, end_at),
    ]
    counted = sum((part.counted for part in judged), timedelta())
    allowed = sum((part.counted // _TICK * part.target.allowed for part in judged), Fraction())
    used = sum((weighed(part.spent, of.weights) for part in judged), Fraction())
    unknown = not counted or any(part.spent[ServiceState.UNCONFIRMED] for part in judged)
    state = None if unknown else _state(allowed >= used, is_over=end_at <= until)
    counting = [part.target for part in judged if part.counted]
    targets = tuple(one for one in of.targets if one in counting)
    return Level(target, start_at, end_at, counted, allowed, used, state, targets)


def _state(is_enough: bool, *, is_over: bool) -> LevelState:  # noqa: FBT001
    if is_over:
        return LevelState.MET if is_enough else LevelState.MISSED
    return LevelState.ON_COURSE if is_enough else LevelState.MISSED_ALREADY


def _holds(target: Target, day: date) -> bool:
    return (target.since or day) <= day <= (target.until or day)


def _window(window: Window, day: date, first: date) -> tuple[date, date]:
    """Return the first day of a window, and the day after its last one.

    A window of days ends with `day`. If it does not have all of its days yet, it ends when it will have them,
    so that a promise is not missed on the first day.
    """
    if window.days:
        start = max(first, day - _DAY * (window.days - 1))
        return start, start + _DAY * window.days
    month = (day.month - 1) // window.months * window.months
    start, after = date(day.year, month + 1, 1), month + window.months
    return max(first, start), date(day.year + after // 12, after % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a window that one target judges."""

    target: Target
    counted: timedelta
    spent: Spent


def _judged(of: Measured, periods: Sequence[StatePeriod], start: datetime, end: datetime) -> Iterator[_Part]:
    """Yield the time between two instants by the target that judges it; planned work does not count."""
    for target in of.targets:
        first = max(start, midnight(target.since, of.zone)) if target.since else start
        last = min(end, midnight(target.until + _DAY, of.zone)) if target.until else end
        if first < last:
            (spent,) = spent_between(periods, (first, last))
            yield _Part(target, last - first - spent[ServiceState.UNDER_MAINTENANCE], spent)


def _planned(of: Measured, start: datetime, end: datetime) -> tuple[StatePeriod, ...]:
    """Return the planned work to come between two instants. Of work without a known end, none is."""
    return sweep((one for one in of.intervals if one.planned and one.end and one.end > start), end)

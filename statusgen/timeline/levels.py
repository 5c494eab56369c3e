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
    """What the levels of a service follow from."""

    targets: Sequence[Target]
    """Oldest first."""
    since: date
    """First day that counts."""
    periods: Sequence[StatePeriod]
    """Up to `now`, in order."""
    intervals: Iterable[Interval]
    """Those that are planned give the work to come."""
    now: datetime
    zone: ZoneInfo
    weights: Weights


def level_on(day: date, of: Measured) -> Level | None:
    """Return the level in the window that has the day as its last one so far, or that contains it.

    None without a target for that day, and before the first day that counts.
    """
    target = next((one for one in reversed(of.targets) if _holds(one, day)), None)
    if target is None:
        return None
    first = max(of.since, of.targets[0].since or date.min)
    start, end = _window(target.window, day, first)
    if start > day:
        return None
    until = min(of.now, midnight(day + _DAY, of.zone))
    start_at, end_at = midnight(start, of.zone), until if end is None else midnight(end, of.zone)
    judged = [*_judged(of, start_at, until), *_judged_to_come(of, until, end_at)]
    counted = sum((part.counted for part in judged), timedelta())
    allowed = sum((part.counted // _TICK * part.target.allowed for part in judged), Fraction())
    used = sum((weighed(part.spent, of.weights) for part in judged), Fraction())
    unknown = not counted or any(part.spent[ServiceState.UNCONFIRMED] for part in judged)
    state = None if unknown else _state(allowed >= used, is_over=end_at <= until)
    return Level(target, start_at, end_at, counted, allowed, used, state)


def _state(is_enough: bool, *, is_over: bool) -> LevelState:  # noqa: FBT001
    if is_over:
        return LevelState.KEPT if is_enough else LevelState.MISSED
    return LevelState.ON_COURSE if is_enough else LevelState.MISSED_ALREADY


def _holds(target: Target, day: date) -> bool:
    return (target.since or day) <= day <= (target.until or day)


def _window(window: Window, day: date, first: date) -> tuple[date, date | None]:
    """Return the first day of a window, and the day after its last one; None: it ends with `day`.

    A window of days that has not yet got all of its days is as long as it will be, so that a promise is not
    missed on the first day.
    """
    if window.days:
        start = day - _DAY * (window.days - 1)
        return (start, None) if start >= first else (first, first + _DAY * window.days)
    month = (day.month - 1) // window.months * window.months
    start, after = date(day.year, month + 1, 1), month + window.months
    end = date(day.year + after // 12, after % 12 + 1, 1)
    return max(start, first), end


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a window that one target judges."""

    target: Target
    counted: timedelta
    spent: Spent


def _judged(of: Measured, start: datetime, end: datetime) -> Iterator[_Part]:
    for target, first, last in _parts(of, start, end):
        (spent,) = spent_between(of.periods, (first, last))
        yield _Part(target, last - first - spent[ServiceState.UNDER_MAINTENANCE], spent)


def _judged_to_come(of: Measured, start: datetime, end: datetime) -> Iterator[_Part]:
    """Yield the parts of a window that are to come, without the work that is planned for them."""
    if start < end:
        planned = sweep((one for one in of.intervals if one.planned), end)
        nothing = dict.fromkeys(ServiceState, timedelta())
        for target, first, last in _parts(of, start, end):
            (spent,) = spent_between(planned, (first, last))
            yield _Part(target, last - first - sum(spent.values(), timedelta()), nothing)


def _parts(of: Measured, start: datetime, end: datetime) -> Iterator[tuple[Target, datetime, datetime]]:
    """Yield the targets that hold at some time between two instants, with the part of each."""
    for target in of.targets:
        first = max(start, midnight(target.since, of.zone)) if target.since else start
        last = min(end, midnight(target.until + _DAY, of.zone)) if target.until else end
        if first < last:
            yield target, first, last

"""When planned work may be done: freezes, windows, and the next free time. Pure.

Days and times of the week are those of the site's time zone, over changes of its clocks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.changes import ChangeRules, Freeze, WorkWindow
from statusgen.timeline.calendar import day_at, midnight
from statusgen.timeline.changes import Work, common_chain, required_notice

_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
DAYS_AHEAD = 366
"""How far ahead a free slot is looked for."""

Slot = tuple[datetime, datetime]
"""Start and end."""


@dataclass(frozen=True, slots=True)
class FreezeHit:
    """A freeze in which work is planned."""

    freeze: Freeze
    chain: tuple[str, ...]
    """From a service of the work to a frozen one that depends on it; empty: all services are frozen."""


def freezes_hit(work: Work, freezes: Iterable[Freeze], zone: ZoneInfo) -> Iterator[FreezeHit]:
    """Yield the freezes in which work is planned, the hard ones first."""
    for freeze in sorted(freezes, key=lambda one: not one.hard):
        if _overlaps((work.starts, work.ends), frozen(freeze, zone)) and concerns(freeze, work):
            named = [work.users[id_] for id_ in freeze.services if id_ in work.users]
            yield FreezeHit(freeze, min(named, key=len, default=()))


def concerns(freeze: Freeze, work: Work) -> bool:
    """Return whether a freeze is of a service of the work, or of one that depends on it."""
    return not freeze.services or any(id_ in work.users for id_ in freeze.services)


def frozen(freeze: Freeze, zone: ZoneInfo) -> Slot:
    """Return the beginning of the first day of a freeze, and the end of its last."""
    return midnight(freeze.start, zone), midnight(freeze.end + _DAY, zone)


def is_in_window(work: Work, windows: Sequence[WorkWindow], zone: ZoneInfo) -> bool:
    """Return whether all of the work is within windows; windows that touch count as one."""
    first, last = day_at(work.starts, zone) - _DAY, day_at(work.ends, zone)
    return _is_within((work.starts, work.ends), _times(windows, first, last, zone))


def next_slot(
    work: Work, works: Iterable[Work], rules: ChangeRules, zone: ZoneInfo, now: datetime
) -> Slot | None:
    """Return the next free time of the same length for work; None if there is none within a year.

    It is no earlier than planned and keeps the notice; it is in no freeze, and collides with no other work.
    With windows, it is the first time in them; without, the first day at the same time of the clock.
    """
    length = work.ends - work.starts
    earliest = max(work.starts, now, (work.known or now) + required_notice(work, rules))
    taken = [frozen(one, zone) for one in rules.freezes if concerns(one, work)]
    others = (one for one in works if not one.over and one.note.id != work.note.id)
    taken += [(one.starts, one.ends) for one in others if common_chain(work, one)]
    taken = _merged(taken)
    freed = [end for _, end in taken]
    first = day_at(earliest, zone)
    days = [first + _DAY * number for number in range(DAYS_AHEAD)]
    if rules.windows:
        windows = _times(rules.windows, first - _DAY, days[-1], zone)
        ready = _rounded_up(earliest)
        begins = sorted({ready, *(begin for begin, _ in windows), *freed})
    else:
        windows, ready = [], earliest
        clock = work.starts.astimezone(zone).time()
        begins = [_instant(day, clock, zone) for day in days]
    for begin in begins:
        slot = begin, begin + length
        fits = not windows or _is_within(slot, windows)
        number = bisect_right(freed, begin)
        following = taken[number : number + 1]
        if begin >= ready and fits and not any(_overlaps(slot, one) for one in following):
            return slot
    return None


def _overlaps(one: Slot, other: Slot) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_within(slot: Slot, windows: Iterable[Slot]) -> bool:
    return any(begin <= slot[0] and slot[1] <= end for begin, end in windows)


def _times(windows: Sequence[WorkWindow], first: date, last: date, zone: ZoneInfo) -> list[Slot]:
    """Return the times of windows that begin on these days, in order; those that touch are one."""
    return _merged(_each_time(windows, first, last, zone))


def _merged(slots: Iterable[Slot]) -> list[Slot]:
    """Return times in order; those that touch are one."""
    found = list[Slot]()
    for begin, end in sorted(slots):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif begin < end:
            found.append((begin, end))
    return found


def _each_time(windows: Sequence[WorkWindow], first: date, last: date, zone: ZoneInfo) -> Iterator[Slot]:
    for number in range((last - first).days + 1):
        day = first + _DAY * number
        for one in windows:
            if day.weekday() in one.weekdays:
                last_day = day if one.end > one.start else day + _DAY
                yield _instant(day, one.start, zone), _instant(last_day, one.end, zone)


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time: the first one if it happens twice; moved on if clocks skip it."""
    return datetime.combine(day, clock.replace(fold=0), zone).astimezone(UTC)


def _rounded_up(instant: datetime) -> datetime:
    """Return the next quarter of an hour."""
    over = timedelta(seconds=instant.timestamp() % _QUARTER.total_seconds())
    return instant + (_QUARTER - over) if over else instant

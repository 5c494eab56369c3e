"""The occurrences of recurring work, over changes of the clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from statusgen.model.notes import Maintenance, Update
from statusgen.model.recurrence import SHOWN_AHEAD, Occurrence, OccurrenceException, occurrence_id
from statusgen.model.status import Status

_SEARCHED = timedelta(days=3_660)
"""How far ahead the next occurrence is looked for."""
OF_THE_SERIES = (Status.SCHEDULED, Status.UPDATE)
"""Statuses of updates that need not name a day."""
EXCEPTION = "exception"
"""Id of the update that an exception of the rule stands for."""


def days_of(series: Maintenance, last: date, zone: ZoneInfo) -> Iterator[tuple[date, datetime]]:
    """Yield the days in the zone, up to a last one, on which work begins by the rule, each with the instant.

    A time that clocks skip is read with the offset before the gap, one that comes twice is the first (RFC
    5545, section 3.3.5). A day that a month does not have is left out (section 3.3.10).
    """
    first = series.starts.astimezone(zone).replace(tzinfo=None)
    last = min(last, series.until) if series.until else last
    # Without an end, a rule that never holds is searched up to the year 9999.
    end = datetime.combine(last, time.max)
    for local in rrulestr(f"{series.repeat};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=first):
        yield local.date(), local.replace(tzinfo=zone).astimezone(UTC)


def occurrences_until(series: Maintenance, now: datetime, zone: ZoneInfo) -> tuple[Maintenance, ...]:
    """Return the occurrences that readers may know of at `now`, the next one, and all that the note names.

    The next one shows when the site will change by itself.
    """
    ahead = timedelta(days=series.show_ahead)
    named = [one.day for one in series.exceptions] + [one.on for one in series.updates if one.on]
    last = max([(now + ahead).astimezone(zone).date(), *named])
    exceptions = {one.day: one for one in series.exceptions}
    plans = list[_Plan]()
    for day, starts in days_of(series, last + _SEARCHED, zone):
        plans.append(_Plan(day, starts, series.ends - series.starts, exceptions.get(day)))
        if day > last:
            break
    updates = _updates_by_day(series, plans)
    return tuple(_note(series, plan, updates.get(plan.day, ())) for plan in plans)


@dataclass(frozen=True, slots=True)
class _Plan:
    """An occurrence by the rule, and what an exception makes of it."""

    day: date
    starts: datetime
    length: timedelta
    exception: OccurrenceException | None

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Return start and end, as moved."""
        starts = (self.exception and self.exception.starts) or self.starts
        return starts, (self.exception and self.exception.ends) or starts + self.length


def _updates_by_day(series: Maintenance, plans: Sequence[_Plan]) -> Mapping[date, Sequence[Update]]:
    """Return the updates by occurrence: one without a day belongs to the next one that is not over."""
    found = dict[date, list[Update]]()
    standing = [one for one in plans if not (one.exception and one.exception.cancelled)] or plans
    for update in series.updates if plans else ():
        next_days = (one.day for one in standing if one.window[1] > update.at)
        day = update.on or next(next_days, standing[-1].day)
        found.setdefault(day, []).append(update)
    return found


def _note(series: Maintenance, plan: _Plan, updates: Sequence[Update]) -> Maintenance:
    known = min(plan.starts, plan.window[0]) - timedelta(days=series.show_ahead)
    posted = series.announced or _first_posted(series)
    announced = max(known, posted) if posted else known
    is_first = plan.starts == series.starts
    if plan.exception:
        updates = sorted([_as_update(plan, plan.exception, announced), *updates], key=attrgetter("at"))
    return replace(
        series,
        id=occurrence_id(series.id, plan.day),
        starts=plan.starts,
        ends=plan.starts + plan.length,
        # Nothing says when readers first see a series without an announcement: at once, as other work.
        announced=None if is_first and not series.announced else announced,
        updates=tuple(updates),
        aliases=series.aliases if is_first else (),
        repeat="",
        until=None,
        show_ahead=SHOWN_AHEAD,
        exceptions=(),
        occurrence=Occurrence(series.id, plan.day, is_first),
    )


def _first_posted(series: Maintenance) -> datetime | None:
    """Return when the first update was posted, if it announced the series."""
    first = min(series.updates, key=attrgetter("at"), default=None)
    return first.at if first and not first.on and first.at < series.starts else None


def _as_update(plan: _Plan, exception: OccurrenceException, at: datetime) -> Update:
    """Return an exception as the update that readers get, so that programs learn of it as of any other."""
    update = Update(
        status=Status.CANCELLED,
        at=at,
        body=exception.reason,
        id=EXCEPTION,
        on=plan.day,
        span=exception.span,
    )
    if exception.cancelled:
        return update
    starts, ends = plan.window
    return replace(update, status=Status.SCHEDULED, starts=starts, ends=ends)

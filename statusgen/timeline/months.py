"""Monthly reports: uptime and targets, incidents, planned work and learning, month by month. Pure.

A report of a month that is over depends on nothing that is still to come, so it need not be rendered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from statusgen.model.catalog import Service
from statusgen.model.notes import Incident
from statusgen.model.output import SharedInput
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.timeline.calendar import day_at, midnight
from statusgen.timeline.corrections import Correction, changed_later, corrections_of, state_by
from statusgen.timeline.incidents import open_periods
from statusgen.timeline.intervals import sweep
from statusgen.timeline.levels import Measured, level_on
from statusgen.timeline.month_learning import LearningMonth, learning_in, lessons_of
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import (
    Month,
    ServiceSummary,
    Timeline,
    month_of,
    months_between,
    months_of,
)
from statusgen.timeline.uptime import spent_between, uptime_of
from statusgen.timeline.values import Interval, Level, Uptime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMonth:
    """Uptime of a service in a month, and its target at the end of it."""

    service: Service
    start: datetime
    """Beginning of the month, or of the first day that counts in it. The day of retirement does not count."""
    uptime: Uptime
    planned: timedelta
    """Planned work without downtime, which does not count."""
    level: Level | None
    """In the window that ends with the month or contains its last day so far; None without a target."""


@dataclass(frozen=True, kw_only=True, repr=False)
class MonthReport(SharedInput):
    """All figures of a month."""

    month: Month
    start: datetime
    """Beginning of the month, or of the first day that counts in reports."""
    end: datetime
    """End of the month, or `now` if it is not over."""
    is_over: bool
    services: tuple[ServiceMonth, ...]
    """Services offered at some time in the month, in the order of the catalog."""
    incidents: tuple[NoteSummary, ...]
    """Incidents that began or continued in the month, newest first, without withdrawn ones."""
    maintenances: tuple[NoteSummary, ...]
    """Planned work, likewise; also work that was called off and would have begun in the month."""
    withdrawn: tuple[NoteSummary, ...]
    """Incidents and planned work of the month that were posted in error."""
    incomplete: bool
    """Whether a note of the month cannot be shown, or a state in it is not confirmed."""
    learning: LearningMonth
    corrections: tuple[Correction, ...]
    """Later changes of notes that change the figures of a month that is over, newest first."""


def month_reports(timeline: Timeline) -> tuple[MonthReport, ...]:
    """Return the report of each month, newest first; the first one is of the month so far.

    The oldest month is that of the first day in the settings, or else of the first incident, maintenance or
    words of the author, but none before `first_day`.
    """
    zone, counted_from = timeline.site.settings.zone, first_day(timeline.site)
    every = (*timeline.incidents, *timeline.maintenances)
    noted = [one for one in every if not one.withdrawn]
    in_error = [one for one in every if one.withdrawn]
    today = day_at(timeline.now, zone)
    written = (date(*one.month, 1) for one in timeline.site.reports)
    noted_from = day_at(min([timeline.now, *(one.starts for one in noted)]), zone).replace(day=1)
    is_given = timeline.site.settings.reports.since is not None
    first = counted_from if is_given else max(counted_from, min([noted_from, *written]))
    months = months_between(_month(min(first, today)), _month(today))
    starts = [min(midnight(max(first, date(*month, 1)), zone), timeline.now) for month in months]
    periods = dict(zip(months, pairwise([*starts, timeline.now]), strict=True))
    services = _services_by_month(timeline, first, periods)
    notes, lessons = _notes_by_month(noted, timeline), lessons_of(timeline.notes)
    changed = changed_later(every, timeline.now, zone)

    def report(month: Month, start: datetime, end: datetime) -> MonthReport:
        incidents = tuple(_touching(notes.get((month, Kind.INCIDENT), ()), start, end))
        maintenances = tuple(_touching(notes.get((month, Kind.MAINTENANCE), ()), start, end))
        withdrawn = tuple(one for one in in_error if start <= one.starts < end)
        own, is_over = tuple(services.get(month, ())), month != months[-1]
        levels = {one.service.id: one.level for one in own if one.level}
        of_month = (*incidents, *maintenances, *withdrawn)
        later = changed.get(month, ()) if is_over else ()
        return MonthReport(
            month=month,
            start=start,
            end=end,
            is_over=is_over,
            services=own,
            incidents=incidents,
            maintenances=maintenances,
            withdrawn=withdrawn,
            incomplete=_is_incomplete(own, incidents, timeline.site, start, end),
            learning=learning_in(lessons, start, end),
            corrections=corrections_of(later, of_month, levels, end, timeline.now),
        )

    return tuple(report(month, *period) for month, period in reversed(periods.items()))


def _is_incomplete(
    services: Iterable[ServiceMonth],
    incidents: Iterable[NoteSummary],
    site: Site,
    start: datetime,
    end: datetime,
) -> bool:
    days = (one.since for one in site.unreadable if one.kind.is_event)
    held = (state for one in incidents for state in _states(one, start, end))
    return (
        any(day is None or start <= day < end for day in days)
        or any(one.uptime.unconfirmed for one in services)
        or ServiceState.UNCONFIRMED in held
    )


def first_day(site: Site) -> date:
    """Return the first day that can count in reports: that of the settings, or the first `since` of services.

    Without either, any day can.
    """
    given = [one.since for one in site.services]
    known = [one for one in given if one]
    services = min(known).replace(day=1) if known and len(known) == len(given) else date.min
    return max(site.settings.reports.since or date.min, services)


def _month(day: date) -> Month:
    return day.year, day.month


def _notes_by_month(
    notes: Iterable[NoteSummary], timeline: Timeline
) -> Mapping[tuple[Month, Kind], Sequence[NoteSummary]]:
    """Return the notes that have begun by each month in which they were open."""
    found = dict[tuple[Month, Kind], list[NoteSummary]]()
    for one in notes:
        if one.starts <= timeline.now:
            for month in months_of(one, timeline.now, timeline.site.settings.zone):
                found.setdefault((month, one.kind), []).append(one)
    return found


def _touching(notes: Iterable[NoteSummary], start: datetime, end: datetime) -> Iterator[NoteSummary]:
    """Yield the notes of a month that began or went on while it counts.

    Unpacks those of earlier months: an incident that was opened again later was over meanwhile.
    """
    return (one for one in notes if start <= one.starts or open_time(one, start, end))


def _services_by_month(
    timeline: Timeline, first: date, periods: Mapping[Month, tuple[datetime, datetime]]
) -> Mapping[Month, Sequence[ServiceMonth]]:
    found, planned = dict[Month, list[ServiceMonth]](), _planned_by_month(timeline, periods)
    for service in timeline.services:
        for month, one in _service_months(service, first, periods, planned, timeline):
            found.setdefault(month, []).append(one)
    return found


def _planned_by_month(
    timeline: Timeline, periods: Mapping[Month, tuple[datetime, datetime]]
) -> Mapping[Month, Sequence[Interval]]:
    """Return the work of each month that is over as it was posted by its end; what was over then is left out.

    Unpacks the maintenances that went on, or were changed, in a later month.
    """
    zone, now = timeline.site.settings.zone, timeline.now
    found = {month: list[Interval]() for month, (_, end) in periods.items() if end < now}
    for one in timeline.maintenances:
        last = max(one.ends or now, one.updated)
        for month in months_between(month_of(one.created, zone), month_of(last, zone))[:-1]:
            if month in found:
                found[month] += state_by(one, periods[month][1]).intervals
    return found


def _service_months(
    service: ServiceSummary,
    first: date,
    periods: Mapping[Month, tuple[datetime, datetime]],
    planned: Mapping[Month, Sequence[Interval]],
    timeline: Timeline,
) -> Iterator[tuple[Month, ServiceMonth]]:
    """Yield the months in which a service is offered and counts, which follow each other."""
    settings, now = timeline.site.settings, timeline.now
    since = max(service.uptimes.since, settings.reports.since or service.uptimes.since)
    months = [*_counted(periods, max(first, since), service.service.retired, settings.zone)]
    swept = sweep(service.intervals, now)
    measured = Measured(
        targets=service.service.targets,
        since=since,
        retired=service.service.retired,
        periods=swept,
        intervals=(),
        now=now,
        zone=settings.zone,
        weights=settings.weights,
    )
    bounds = [*(start for _, start, _ in months), *(end for *_, end in months[-1:])]
    parts = spent_between(swept, bounds) if months else ()
    for (month, start, end), spent in zip(months, parts, strict=True):
        ahead = [one for one in planned.get(month, service.intervals) if one.service == service.service.id]
        one = ServiceMonth(
            service=service.service,
            start=start,
            uptime=uptime_of(spent, end - start, settings.weights),
            planned=spent[ServiceState.UNDER_MAINTENANCE],
            level=level_on(
                day_at(end - timedelta.resolution, settings.zone), replace(measured, intervals=ahead)
            ),
        )
        yield month, one


def _counted(
    periods: Mapping[Month, tuple[datetime, datetime]], first: date, retired: date | None, zone: ZoneInfo
) -> Iterator[tuple[Month, datetime, datetime]]:
    """Yield the part of each month from the first day that counts up to the day of retirement."""
    begin, last = midnight(first, zone), midnight(retired, zone) if retired else None
    for month, (start, end) in periods.items():
        begun, over = max(start, begin), min(end, last) if last else end
        if begun < over:
            yield month, begun, over


def worst_state(note: NoteSummary, start: datetime, end: datetime) -> ServiceState:
    """Return the worst state of a service by a note between two instants, which it touches."""
    return max(_states(note, start, end), default=ServiceState.OPERATIONAL)


def _states(note: NoteSummary, start: datetime, end: datetime) -> Iterator[ServiceState]:
    return (one.state for one in note.intervals if one.start < end and (one.end is None or start < one.end))


def open_time(note: NoteSummary, start: datetime, end: datetime) -> timedelta | None:
    """Return how long a note was open between two instants, without the time in which it was over.

    None if it began meanwhile and its start is a guess. Unpacks the note.
    """
    if start <= note.starts and not note.start_known:
        return None
    periods: Iterable[tuple[datetime, datetime | None]] = ((note.starts, None if note.open else note.ends),)
    if isinstance(note.note, Incident):
        periods = open_periods(note.note)
    lengths = (min(over or end, end) - max(begin, start) for begin, over in periods)
    return sum((max(one, timedelta()) for one in lengths), timedelta())

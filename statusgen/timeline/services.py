"""Summaries of services: state, days and uptime from intervals, and the notes that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from statusgen.model.catalog import Service
from statusgen.model.settings import Weights
from statusgen.timeline.calendar import Calendar
from statusgen.timeline.days import service_days
from statusgen.timeline.intervals import StatePeriod, state_and_causes, sweep
from statusgen.timeline.levels import Measured, level_on
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import ServiceSummary, month_of
from statusgen.timeline.uptime import measure_uptimes
from statusgen.timeline.values import Day, Interval, Uptimes


def summarize_service(
    service: Service, intervals: Sequence[Interval], calendar: Calendar, first: date, weights: Weights
) -> ServiceSummary:
    """Return the summary of a service, still without notes, from its intervals by start.

    `first` is the day of the site's first incident or maintenance; without `since`, nothing counts before it.
    """
    state, causes = state_and_causes(intervals, calendar.now)
    since = service.since or first
    measure = _measure if intervals else _measure_quiet
    periods = sweep(intervals, calendar.now)
    days, uptimes = measure(tuple(intervals), periods, calendar, since, weights)
    measured = Measured(
        targets=service.targets,
        since=since,
        retired=service.retired,
        periods=periods,
        intervals=intervals,
        now=calendar.now,
        zone=calendar.zone,
        weights=weights,
    )
    return ServiceSummary(
        service=service,
        state=state,
        causes=causes,
        intervals=tuple(intervals),
        days=days,
        retired=service.retired is not None and service.retired <= calendar.dates[-1] and not causes,
        uptimes=uptimes,
        level=level_on(calendar.dates[-1], measured),
    )


def with_notes(
    service: ServiceSummary, notes: Mapping[str, NoteSummary], now: datetime, zone: ZoneInfo
) -> ServiceSummary:
    """Return the service with the notes that its causes, its days and the window of its target name."""
    start = service.level.start if service.level else now
    in_window = (one.note for one in service.intervals if one.end is None or start < one.end)
    of_days = (key for day in service.days for key in day.notes)
    keys = dict.fromkeys((*service.causes, *of_days, *in_window))
    named = {key: notes[key] for key in keys if key in notes}
    months = {key: month_of(one.starts, zone) for key, one in named.items() if one.starts <= now}
    return replace(service, notes=named, months=months)


def _measure(
    intervals: Sequence[Interval],
    periods: Sequence[StatePeriod],
    calendar: Calendar,
    since: date,
    weights: Weights,
) -> tuple[tuple[Day, ...], Uptimes]:
    """Return the days, which are empty before `since`, and the uptime, which counts from then."""
    days = service_days(intervals, periods, calendar, since)
    return days, measure_uptimes(periods, calendar, since, weights)


_measure_quiet = lru_cache(16)(_measure)
"""Without intervals: most services have none, and equal results."""

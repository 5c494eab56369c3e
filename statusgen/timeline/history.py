"""The history of a site by month, and of each service by year.

A page about the past depends on nothing that is still to come, so it need not be rendered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.timeline.days import site_days
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, Timeline, by_month, months_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthHistory:
    """A month with the notes that began in it, newest first, and those that continued into it."""

    month: Month
    notes: tuple[NoteSummary, ...]
    earlier: tuple[NoteSummary, ...]
    days: tuple[tuple[date, ServiceState], ...]
    """Days of the month on which a service was not operational, each with the worst state."""
    first: date | None
    """The first day that counts, if it is after the first of the month."""
    today: date | None
    """The current day if the month has not ended."""
    before: Month | None
    """The month before it that has notes."""
    after: Month | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHistory:
    """The notes of a service that began in a year, newest first."""

    service: str
    year: int
    notes: tuple[NoteSummary, ...]
    before: int | None
    """The year before it in which the service has notes."""
    after: int | None


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """The past on the page of a service."""

    notes: tuple[NoteSummary, ...] = ()
    """Open ones first, then the newest."""
    years: tuple[int, ...] = ()
    problems: tuple[NoteSummary, ...] = ()
    """Known problems that are not fixed, newest first."""
    postmortems: tuple[NoteSummary, ...] = ()
    """Notes with a postmortem of the last year, the newest postmortem first."""


@dataclass(frozen=True, slots=True)
class History:
    """The whole past of a site."""

    months: tuple[MonthHistory, ...]
    years: Mapping[str, tuple[YearHistory, ...]]
    """By service."""
    notes: Mapping[int, tuple[NoteSummary, ...]]
    """Notes that have begun, also problems, by the year of their start: newest year and note first."""


def build_history(timeline: Timeline) -> History:
    """Return the past of a timeline."""
    zone, dated = timeline.site.settings.zone, [one for one in timeline.notes if one.kind is not Kind.PROBLEM]
    began, every = by_month(dated, timeline.now, zone), by_month(timeline.notes, timeline.now, zone)
    return History(_months(timeline, began), _years_by_service(_by_year(began)), _by_year(every))


def _by_year(months: Mapping[Month, Sequence[NoteSummary]]) -> dict[int, tuple[NoteSummary, ...]]:
    years = dict[int, list[NoteSummary]]()
    for (year, _), notes in months.items():
        years.setdefault(year, []).extend(notes)
    return {year: tuple(notes) for year, notes in years.items()}


def _months(timeline: Timeline, began: Mapping[Month, tuple[NoteSummary, ...]]) -> tuple[MonthHistory, ...]:
    """Return the months in which a note began or continued, newest first."""
    continued = dict[Month, list[NoteSummary]]()
    for notes in began.values():
        for summary in notes:
            for month in _later_months(summary, timeline):
                continued.setdefault(month, []).append(summary)
    days = _days_by_month(timeline)
    months = sorted(began.keys() | continued.keys(), reverse=True)
    today = timeline.now.astimezone(timeline.site.settings.zone).date()
    counted = min((service.uptimes.since for service in timeline.services), default=date.min)
    return tuple(
        MonthHistory(
            month=month,
            notes=began.get(month, ()),
            earlier=tuple(continued.get(month, ())),
            days=tuple(sorted(days.get(month, {}).items())),
            first=counted if counted > date(*month, 1) else None,
            today=today if month == (today.year, today.month) else None,
            before=before,
            after=after,
        )
        for after, month, before in _with_neighbours(months)
    )


def _with_neighbours(newest_first: Sequence[T]) -> Iterable[tuple[T | None, T, T | None]]:
    """Return each with the one after it and the one before it in time."""
    return zip([None, *newest_first], newest_first, [*newest_first[1:], None], strict=False)


def _later_months(summary: NoteSummary, timeline: Timeline) -> tuple[Month, ...]:
    """Return the months after its first one into which a note continued; notices do not continue."""
    if summary.kind is Kind.NOTICE or summary.withdrawn:
        return ()
    return months_of(summary, timeline.now, timeline.site.settings.zone)[1:]


def _days_by_month(timeline: Timeline) -> dict[Month, dict[date, ServiceState]]:
    found = dict[Month, dict[date, ServiceState]]()
    intervals = (interval for service in timeline.services for interval in service.intervals)
    for day, state in site_days(intervals, timeline.now, timeline.site.settings.zone).items():
        found.setdefault((day.year, day.month), {})[day] = state
    return found


def _years_by_service(by_year: Mapping[int, Sequence[NoteSummary]]) -> dict[str, tuple[YearHistory, ...]]:
    """Return for each service the years in which it has notes, newest first."""
    found = dict[str, dict[int, list[NoteSummary]]]()
    for year, notes in by_year.items():
        for summary in notes:
            for service in summary.states:
                found.setdefault(service, {}).setdefault(year, []).append(summary)
    return {service: tuple(_years(service, years)) for service, years in found.items()}


def _years(service: str, years: Mapping[int, Sequence[NoteSummary]]) -> Iterable[YearHistory]:
    for after, year, before in _with_neighbours(sorted(years, reverse=True)):
        yield YearHistory(service=service, year=year, notes=tuple(years[year]), before=before, after=after)

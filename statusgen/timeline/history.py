"""The history told month by month, and service by service and year: only what each page must know.

A page that tells of the past depends on nothing that is still to come, so that it is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.timeline.days import site_days
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, NoteIndex, by_month, month_of
from statusgen.timeline.values import Timeline

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthHistory:
    """A month with what began in it, newest first, and what went on into it."""

    month: Month
    notes: tuple[NoteSummary, ...]
    earlier: tuple[NoteSummary, ...]
    days: tuple[tuple[date, ServiceState], ...]
    """Its days on which a service was not operational, each with the worst of it."""
    today: date | None
    """In the month that has not ended, the day it is."""
    before: Month | None
    """The month before it that has notes."""
    after: Month | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHistory:
    """A service's notes of a year, newest first."""

    service: str
    year: int
    notes: tuple[NoteSummary, ...]
    before: int | None
    """The year before it in which the service has notes."""
    after: int | None


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """What a service's own page tells of the past."""

    notes: tuple[NoteSummary, ...] = ()
    """Open ones first, then the newest."""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """All of it."""

    months: tuple[MonthHistory, ...]
    years: Mapping[str, tuple[YearHistory, ...]]
    """By service."""
    notes: Mapping[int, tuple[NoteSummary, ...]]
    """What has begun, by the year of its start in the site's zone: newest year first, newest note first."""


def build_history(timeline: Timeline, stories: NoteIndex) -> History:
    """The past of a timeline."""
    began = by_month(stories.all, stories.now, timeline.site.settings.zone)
    notes = dict[int, list[NoteSummary]]()
    for (year, _), told in began.items():
        notes.setdefault(year, []).extend(told)
    by_year = {year: tuple(told) for year, told in notes.items()}
    return History(_tell_months(timeline, began), _tell_years(by_year), by_year)


def _tell_months(
    timeline: Timeline, began: Mapping[Month, tuple[NoteSummary, ...]]
) -> tuple[MonthHistory, ...]:
    """The months in which something was going on, newest first."""
    went_on = dict[Month, list[NoteSummary]]()
    for first, told in began.items():
        for story in told:
            for month in _later_months(story, first, timeline):
                went_on.setdefault(month, []).append(story)
    days = _days_by_month(timeline)
    months = sorted(began.keys() | went_on.keys(), reverse=True)
    today = timeline.now.astimezone(timeline.site.settings.zone).date()
    return tuple(
        MonthHistory(
            month=month,
            notes=began.get(month, ()),
            earlier=tuple(went_on.get(month, ())),
            days=tuple(sorted(days.get(month, {}).items())),
            today=today if month == (today.year, today.month) else None,
            before=before,
            after=after,
        )
        for after, month, before in _with_neighbours(months)
    )


def _with_neighbours(newest_first: Sequence[T]) -> Iterable[tuple[T | None, T, T | None]]:
    """Each with the one after it and the one before it in time."""
    return zip([None, *newest_first], newest_first, [*newest_first[1:], None], strict=False)


def _later_months(story: NoteSummary, first: Month, timeline: Timeline) -> list[Month]:
    """The months after its first one into which an incident or work went on; notices only stand."""
    if story.kind is Kind.NOTICE or story.withdrawn:
        return []
    last = month_of(min(_over(story, timeline.now), timeline.now), timeline.site.settings.zone)
    months, month = list[Month](), first
    while month < last:
        month = (month[0] + month[1] // 12, month[1] % 12 + 1)
        months.append(month)
    return months


def _over(story: NoteSummary, now: datetime) -> datetime:
    return now if story.open or story.ends is None else story.ends


def _days_by_month(timeline: Timeline) -> dict[Month, dict[date, ServiceState]]:
    found = dict[Month, dict[date, ServiceState]]()
    intervals = (interval for life in timeline.services for interval in life.intervals)
    for day, state in site_days(intervals, timeline.now, timeline.site.settings.zone).items():
        found.setdefault((day.year, day.month), {})[day] = state
    return found


def _tell_years(notes: Mapping[int, Sequence[NoteSummary]]) -> dict[str, tuple[YearHistory, ...]]:
    """For each service its years that have notes, newest first."""
    found = dict[str, dict[int, list[NoteSummary]]]()
    for year, told in notes.items():
        for story in told:
            for service in story.states:
                found.setdefault(service, {}).setdefault(year, []).append(story)
    return {service: tuple(_years(service, years)) for service, years in found.items()}


def _years(service: str, years: Mapping[int, Sequence[NoteSummary]]) -> Iterable[YearHistory]:
    for after, year, before in _with_neighbours(sorted(years, reverse=True)):
        yield YearHistory(service=service, year=year, notes=tuple(years[year]), before=before, after=after)

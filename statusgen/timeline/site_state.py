"""A site at an instant: its notes and services, and what lists choose from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from statusgen.model.catalog import Service
from statusgen.model.output import SharedInput
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Status
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.values import Day, GroupUptime, Interval, Level, Uptimes

Month = tuple[int, int]
"""A year and a month."""


@dataclass(frozen=True, kw_only=True, repr=False)
class ServiceSummary(SharedInput):
    """A service at an instant, with its days, its uptime and the notes that they name."""

    service: Service
    state: ServiceState
    causes: tuple[str, ...]
    """Keys of the notes that put the service in a state other than operational."""
    intervals: tuple[Interval, ...] = field(repr=False)
    """All intervals of the service by start; they may overlap."""
    days: tuple[Day, ...]
    """90 days, the last is today."""
    retired: bool
    """Whether it is no longer offered, and nothing is wrong with it that readers must know."""
    uptimes: Uptimes
    """From the `since` day of the service; without one, from the day of the site's first incident or
    maintenance; without either, from today."""
    level: Level | None = None
    """In the window of its target; None without a target."""
    notes: Mapping[str, NoteSummary] = field(default_factory=dict)
    """The notes in `causes`, `days` and the window of `level` by key; unreadable ones have no summary."""
    months: Mapping[str, Month] = field(default_factory=dict)
    """The month in the history of those that have begun, by key."""

    @property
    def open_notes(self) -> tuple[NoteSummary, ...]:
        """Return the summaries of `causes`."""
        return tuple(self.notes[key] for key in self.causes if key in self.notes)


@dataclass(frozen=True, kw_only=True, repr=False)
class Timeline(SharedInput):
    """All that follows from the content at an instant."""

    now: datetime
    site: Site = field(repr=False)
    """Content as readers may know it at `now`, without archived notes."""
    incidents: tuple[NoteSummary, ...]
    """Archived and withdrawn notes as well; by start, newest first, then by id. So are the next three."""
    maintenances: tuple[NoteSummary, ...]
    notices: tuple[NoteSummary, ...]
    problems: tuple[NoteSummary, ...]
    services: tuple[ServiceSummary, ...]
    """In the order of the catalog."""
    groups: tuple[GroupUptime, ...]
    """Groups that have services, in the order of the catalog."""
    uptimes: Uptimes | None
    """Uptime of all services together; None without services."""
    state: ServiceState
    """The state of the site as a whole: the worst of its services, and of open incidents that name none."""
    incomplete: bool
    """Whether a note cannot be shown, or a state by one is not confirmed at any time."""
    next_change: datetime
    """The next instant after `now` at which the site changes by itself: at the latest the next midnight."""
    version: str = ""
    """A digest that differs whenever readers can see a difference, but for days and uptime."""

    @cached_property
    def notes(self) -> tuple[NoteSummary, ...]:
        """Return all notes by start, newest first."""
        return newest_first((*self.incidents, *self.maintenances, *self.notices, *self.problems))


def newest_first(notes: Iterable[NoteSummary]) -> tuple[NoteSummary, ...]:
    """Return notes by start, newest first; equal starts keep their order."""
    return tuple(sorted(notes, key=lambda summary: summary.starts, reverse=True))


def month_of(instant: datetime, zone: ZoneInfo) -> Month:
    """Return the month of an instant in a zone."""
    local = instant.astimezone(zone)
    return local.year, local.month


def format_month(month: Month) -> str:
    """Return a month as `2026-05`."""
    return "{:04}-{:02}".format(*month)


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Return the months from one to another, both included, in order."""
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return tuple((number // 12, number % 12 + 1) for number in numbers)


def months_of(note: NoteSummary, now: datetime, zone: ZoneInfo) -> tuple[Month, ...]:
    """Return the months in which a note that has begun was open, the first one always included."""
    first = month_of(note.starts, zone)
    end = now if note.open or note.ends is None else min(note.ends, now)
    return months_between(first, max(first, month_of(end, zone)))


def ongoing_incidents(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return open incidents, worst and newest first."""
    open_ones = (summary for summary in timeline.incidents if summary.open)
    return tuple(sorted(open_ones, key=lambda summary: -(summary.severity or 0)))


def active_maintenances(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return maintenance in progress, newest first."""
    return tuple(summary for summary in timeline.maintenances if summary.active)


def planned_maintenances(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return maintenance to come, earliest first."""
    planned = (summary for summary in timeline.maintenances if summary.status is Status.SCHEDULED)
    return tuple(reversed([*planned]))


def offered(services: Iterable[ServiceSummary]) -> tuple[ServiceSummary, ...]:
    """Return the services that are not retired."""
    return tuple(service for service in services if not service.retired)


def by_month(
    notes: Iterable[NoteSummary], now: datetime, zone: ZoneInfo
) -> dict[Month, tuple[NoteSummary, ...]]:
    """Return the notes that have begun by the month of their start in a zone, all in the order given."""
    months = dict[Month, list[NoteSummary]]()
    for summary in notes:
        if summary.starts <= now:
            months.setdefault(month_of(summary.starts, zone), []).append(summary)
    return {month: tuple(found) for month, found in months.items()}


def by_service(notes: Iterable[NoteSummary], most: int) -> dict[str, tuple[NoteSummary, ...]]:
    """Return the notes of each service: open ones first, then the first `most` others.

    Problems and scheduled work are left out: they are no history.
    """
    found = dict[str, list[NoteSummary]]()
    for summary in notes:
        is_history = summary.kind is not Kind.PROBLEM and summary.status is not Status.SCHEDULED
        for service in summary.states if is_history else ():
            found.setdefault(service, []).append(summary)
    return {
        service: (*(one for one in own if one.open), *[one for one in own if not one.open][:most])
        for service, own in found.items()
    }

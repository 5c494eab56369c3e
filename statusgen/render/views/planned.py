"""Planned maintenance and freezes, by month and day."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.notes import NoteLine
from statusgen.render.views.words import Day, Label, Link, Moment, Text


@dataclass(frozen=True, slots=True)
class FreezeView:
    """Days without planned work."""

    excepted: bool
    """Whether some work is planned on them all the same."""
    first: Day
    last: Day
    reason: Text
    services: tuple[Link, ...]
    """Empty: all services."""


@dataclass(frozen=True, slots=True)
class PlannedWorkView:
    """Planned work on one of its days."""

    note: NoteLine
    begins: Moment | None
    """None if it goes on from the day before, and for a whole day."""
    ends: Moment | None
    """None if it goes on up to the end of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDayView:
    """A day of the calendar."""

    number: int
    day: Moment
    """The instant at which it begins."""
    today: bool
    past: bool
    work: tuple[PlannedWorkView, ...]
    """By start."""


@dataclass(frozen=True, slots=True)
class FreezeBarView:
    """A freeze in a week: the days before it, its days, and the days after it."""

    freeze: FreezeView
    before: int
    days: int
    after: int


@dataclass(frozen=True, slots=True)
class PlannedWeekView:
    """A week of a month; days of other months are None."""

    bars: tuple[FreezeBarView, ...]
    days: tuple[PlannedDayView | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMonthView:
    """A month in which something is planned; of the current month, the weeks from today on."""

    name: str
    iso: str
    """`2026-12`."""
    freezes: tuple[FreezeView, ...]
    """Those with a day in the month."""
    notes: tuple[NoteLine, ...]
    """The work of its days that are shown, by start."""
    weekdays: tuple[Label, ...]
    """As in `CalendarView`."""
    weeks: tuple[PlannedWeekView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedView:
    """`planned.html`: work and freezes from today on."""

    months: tuple[PlannedMonthView, ...]
    """At most three, beginning with the current one; those without anything are left out."""
    later: tuple[NoteLine, ...]
    """Work that begins after these three months, by start."""
    later_freezes: tuple[FreezeView, ...]
    webcal: str
    """Address of the calendar of all planned work, for calendar programs."""

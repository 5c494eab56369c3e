"""Values that the timeline derives from content: intervals, states of notes, uptime and days.

Instants are aware and in UTC. An end of None means that there is none so far.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Group
from statusgen.model.notes import Status
from statusgen.model.states import ServiceState, Severity


@dataclass(frozen=True, slots=True)
class Interval:
    """A time in which a service was, is or by plan will be in a state other than operational.

    The cause is one note.
    """

    start: datetime
    end: datetime | None
    service: str
    state: ServiceState
    note: str
    """The key of the incident or maintenance."""
    planned: bool = False
    """Whether a maintenance is the cause; uptime leaves this time out."""
    everywhere: bool = False
    """Whether all services are meant, as it is unknown which ones are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteState:
    """What an instant and the updates make of a note: all that time can change."""

    status: Status | None
    """Never one that says nothing of progress, as UPDATE; None for notices."""
    severity: Severity | None = None
    """Incidents only."""
    open: bool
    """Going on, still to come, or shown on the home page."""
    starts: datetime
    """Of a maintenance, with all moves by updates, and with an early start."""
    ends: datetime | None
    """When an incident was really over, or when work ends or ended; None: unknown."""
    updated: datetime
    """When the newest update was posted; without updates, when the note was posted, as far as is known."""
    states: Mapping[str, ServiceState]
    """Of each service ever named, in the order named: its state now, by planned work while it goes on."""
    next_update: datetime | None = None
    """When readers were promised to hear more; None for what is over."""
    overdue: bool = False
    """Whether that time has passed."""
    intervals: tuple[Interval, ...] = ()
    """What the note did to services; none for notices, and for withdrawn notes only unconfirmed states."""

    @property
    def active(self) -> bool:
        """Whether planned work is going on."""
        return self.status in (Status.IN_PROGRESS, Status.VERIFYING)


@dataclass(frozen=True, slots=True)
class Uptime:
    """Uptime of a service in one period.

    `ratio` is in [0, 1], or None when no time was counted (all of it was planned work, or the period is
    empty) or part of it is unconfirmed. `counted` is the time that counts, `down` its weighted downtime.
    """

    ratio: float | None
    counted: timedelta
    down: timedelta
    unconfirmed: timedelta = timedelta()
    """The part in which the state is unknown; if there is any, there is no ratio."""


@dataclass(frozen=True, slots=True)
class Uptimes:
    """Uptime of a service, a group or the site in four windows: whole days in the site's zone, up to now.

    No window begins before `since`, the first day that counts.
    """

    since: date
    days_30: Uptime
    days_90: Uptime
    days_365: Uptime
    all: Uptime

    @property
    def windows(self) -> tuple[tuple[int | None, Uptime], ...]:
        """Return each window's days (with today; None: all time) and its uptime, the shortest first."""
        return (30, self.days_30), (90, self.days_90), (365, self.days_365), (None, self.all)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of a service in the site's time zone (23 or 25 hours long when clocks change)."""

    date: date
    state: ServiceState | None
    """The worst state of the day; None before the service's first day."""
    affected: timedelta
    """How long the service was in this state."""
    notes: tuple[str, ...] = ()
    """Keys of the notes that affected the service on this day."""


@dataclass(frozen=True, slots=True)
class GroupUptime:
    """A group of the catalog, with the uptime of its services together."""

    group: Group
    uptimes: Uptimes

"""Values that the timeline derives from content: intervals, states of notes, uptime and days.

Instants are aware and in UTC. An end of None means that there is none so far.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

from statusgen.model.catalog import Group
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.targets import Target
from statusgen.timeline.learning import ActionState


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
    """Whether it counts for all services, as the affected ones are unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteState:
    """State of a note at an instant: all that time and updates can change."""

    status: Status | None
    """Never one without progress, such as UPDATE; None for notices."""
    severity: Severity | None = None
    """Incidents only."""
    open: bool
    """Whether an incident is not resolved, work is not completed, or a notice is on the home page."""
    starts: datetime
    """For a maintenance, with all moves by updates, and with an early start."""
    ends: datetime | None
    """Actual end of an incident, planned or actual end of work; None if unknown."""
    updated: datetime
    """Posting of the newest update; without updates, posting of the note, as far as is known."""
    start_known: bool = True
    """Whether the start of an incident was read; else it is a guess, and no length follows from it."""
    states: Mapping[str, ServiceState]
    """State of each service ever named, in the order named; of planned work, the state during the work."""
    next_update: datetime | None = None
    """Instant of the next promised update; None for closed notes."""
    overdue: bool = False
    """Whether that time has passed."""
    report_by: datetime | None = None
    """End of the day by which a postmortem is promised; None without such a promise, and once it is kept."""
    report_late: bool = False
    """Whether that day has passed."""
    actions: tuple[ActionState, ...] = ()
    """States of the actions of a problem, or of the newest postmortem."""
    intervals: tuple[Interval, ...] = ()
    """States of services by the note; none for notices, and for withdrawn notes only unconfirmed ones."""

    @property
    def length(self) -> timedelta | None:
        """Return the time from start to end; None without an end, and if the start is a guess."""
        return self.ends - self.starts if self.ends and self.start_known else None

    @property
    def active(self) -> bool:
        """Return whether planned work is in progress."""
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

    @property
    def share(self) -> Decimal | None:
        """Return the ratio rounded down to hundredths of a percent, so that only no downtime at all is 1."""
        if self.ratio is None:
            return None
        return Decimal(repr(self.ratio)).quantize(Decimal("0.0001"), rounding=ROUND_FLOOR)


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


class LevelState(StrEnum):
    """Whether a target is met."""

    MET = "met"
    MISSED = "missed"
    ON_COURSE = "on-course"
    """The window is not over, and nothing above the budget is used so far."""
    MISSED_ALREADY = "missed-already"
    """The window is not over, but more than its budget is used."""


@dataclass(frozen=True, slots=True)
class Level:
    """A target, and the time that was used of its budget in one window."""

    target: Target
    """The one that holds on the last day so far. Earlier days of the window are judged by theirs."""
    start: datetime
    end: datetime
    """End of the window, which may be to come."""
    counted: timedelta
    """Time that counts in the whole window: all that a target judges, without planned work known so far."""
    allowed: Fraction
    """Microseconds that may be down in the whole window."""
    used: Fraction
    """Microseconds down so far, by their weights."""
    state: LevelState | None
    """None if nothing counts, or the state of a part is unconfirmed."""
    targets: tuple[Target, ...] = ()
    """Those that judge a part of the window, oldest first; empty if nothing counts."""

    @property
    def percents(self) -> tuple[str, ...]:
        """Return the percents of the targets that judge a part of the window, oldest first, each once."""
        return tuple(dict.fromkeys(one.percent for one in self.targets or (self.target,)))

    @property
    def left(self) -> Fraction:
        """Return what is left of the budget, in microseconds; below 0 if it is exceeded."""
        return self.allowed - self.used


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of a service in the site's time zone (23 or 25 hours long when clocks change)."""

    date: date
    state: ServiceState | None
    """The worst state of the day; None before the service's first day."""
    affected: timedelta
    """Time in this state."""
    notes: tuple[str, ...] = ()
    """Keys of the notes that affected the service on this day."""


@dataclass(frozen=True, slots=True)
class GroupUptime:
    """A group of the catalog, with the uptime of its services together."""

    group: Group
    uptimes: Uptimes

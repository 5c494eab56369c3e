"""What was true when: the values that the timeline derives from the content.

All times are aware and in UTC. An end of `None` means: still so, as far as is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.text import LocalText


@dataclass(frozen=True, slots=True)
class Interval:
    """A service was, is or by plan will be in a state other than operational, because of one note."""

    start: datetime
    end: datetime | None
    service: str
    state: ServiceState
    note: str
    """The key of the incident or maintenance."""
    planned: bool = False
    """By a maintenance: the uptime does not count this time."""
    everywhere: bool = False
    """It is unknown which services are meant, so each is."""


@dataclass(frozen=True, slots=True)
class ArchivedDowntime:
    """What notes that are over, and that time changes no more, did to services."""

    intervals: tuple[Interval, ...] = ()
    begin: datetime | None = None
    """When the first of them began that was not withdrawn."""


NOTHING = ArchivedDowntime()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentState:
    """An incident as it stands at the instant: what its updates add up to."""

    note: Incident
    status: Status
    """Investigating, identified, monitoring or resolved."""
    open: bool
    started: datetime
    resolved: datetime | None
    """When it was really over."""
    updated: datetime
    """When the newest update was posted; the start when there is none."""
    severity: Severity
    states: Mapping[str, ServiceState]
    """Of each service ever named, the state now, in the order named."""
    impact: LocalText
    workaround: LocalText
    next_update: datetime | None
    """The promise still standing; none once resolved."""
    overdue: bool
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceState:
    """Planned work as it stands at the instant."""

    note: Maintenance
    status: Status
    """Scheduled, in progress, verifying, completed or cancelled."""
    active: bool
    """Work is going on: in progress or verifying."""
    starts: datetime
    ends: datetime
    """Both with all moves by updates, and with an early start or end."""
    updated: datetime
    states: Mapping[str, ServiceState]
    """Of each service named, the state while the work goes on."""
    impact: LocalText
    workaround: LocalText
    next_update: datetime | None
    overdue: bool
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Uptime:
    """How much of a stretch of time a service was up.

    `ratio` is in [0, 1], or None when nothing was counted (all of it planned work, or no time at all) or
    part of it is unconfirmed.
    `counted` is the time that counts, `down` the weighted part of it that was down.
    """

    ratio: float | None
    counted: timedelta
    down: timedelta
    unconfirmed: timedelta = timedelta()
    """The part of which nobody knows how it was; then there is no ratio."""


@dataclass(frozen=True, slots=True)
class Uptimes:
    """The uptime of a service, a group or the site in its windows: whole days of the site's zone up to now.

    No window begins before `since`, the first day that counts at all.
    """

    since: date
    days_30: Uptime
    days_90: Uptime
    days_365: Uptime
    all: Uptime

    @property
    def windows(self) -> tuple[tuple[int | None, Uptime], ...]:
        """Each window's days, today included (None: all time), with its uptime; the shortest first."""
        return (30, self.days_30), (90, self.days_90), (365, self.days_365), (None, self.all)


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of a service in the site's time zone (23 or 25 hours when clocks change)."""

    date: date
    state: ServiceState | None
    """The worst of the day; None before the service's first day."""
    affected: timedelta
    """How long it was in that worst state."""
    notes: tuple[str, ...] = ()
    """Keys of the notes that touched it that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTimeline:
    """A service as it stands at the instant, and its past."""

    service: Service
    state: ServiceState
    causes: tuple[str, ...]
    """Keys of the open incidents and active maintenances that put it in a state other than operational."""
    intervals: tuple[Interval, ...] = field(repr=False)
    """All of them, by start; they may overlap."""
    days: tuple[Day, ...]
    """90 days, the last is today."""
    retired: bool
    """Whether it is no longer offered, and nothing is wrong with it that readers must know."""
    uptimes: Uptimes
    """Since its `since` day. Without one, since the site's first incident or maintenance, or for as long as
    its days show, if that is longer."""


@dataclass(frozen=True, slots=True)
class GroupUptime:
    """A group of the catalog, with what its services add up to."""

    group: Group
    uptimes: Uptimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything that follows from the content at an instant."""

    now: datetime
    site: Site
    """Only what readers may know at `now`, without what is bygone."""
    incidents: tuple[IncidentState, ...]
    """Newest start first; withdrawn ones too (never open, no intervals)."""
    maintenances: tuple[MaintenanceState, ...]
    """Latest start first; withdrawn ones too (cancelled, no intervals)."""
    services: tuple[ServiceTimeline, ...]
    """In the order of the catalog."""
    groups: tuple[GroupUptime, ...]
    """Those that have services, in the order of the catalog."""
    uptimes: Uptimes | None
    """Of all services together; None when there is no service."""
    state: ServiceState
    """How the site is as a whole: the worst of its services, and of open incidents that name none."""
    incomplete: bool
    """Whether a message could not be shown, or not completely."""
    next_change: datetime
    """The next instant after `now` at which the site differs by itself: at the latest the next midnight."""

"""What was true when: from content and an instant to states, lives and uptime. Pure functions only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from statusgen.model.notes import Incident, Maintenance
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.timeline.calendar import Calendar, day_at, last_days, midnight
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.next_change import next_change
from statusgen.timeline.overall import is_incomplete, overall_state
from statusgen.timeline.services import service_timeline
from statusgen.timeline.uptime import add_uptimes
from statusgen.timeline.values import (
    NOTHING,
    ArchivedDowntime,
    GroupUptime,
    IncidentState,
    Interval,
    MaintenanceState,
    ServiceTimeline,
    Timeline,
    Uptimes,
)
from statusgen.timeline.visible import visible


def derive(site: Site, now: datetime, bygone: ArchivedDowntime = NOTHING) -> Timeline:
    """Everything that follows from the content at `now` (an aware instant), in UTC.

    The order of notes in the site, and of updates in a note, does not matter. What `bygone` notes did to
    services counts; they themselves are not in the site.
    """
    now = now.astimezone(UTC)
    known = visible(site, now)
    incidents = [incident_state(note, now) for note in known.incidents]
    maintenances = [maintenance_state(note, now) for note in known.maintenances]
    calendar = last_days(now, site.settings.zone)
    services = _services(known, [*incidents, *maintenances], bygone, calendar)
    offered = [life for life in services if not life.retired]
    return Timeline(
        now=now,
        site=known,
        incidents=tuple(sorted(incidents, key=lambda life: life.started, reverse=True)),
        maintenances=tuple(sorted(maintenances, key=lambda life: life.starts, reverse=True)),
        services=services,
        groups=tuple(_groups(known, offered)),
        uptimes=add_uptimes([life.uptimes for life in offered]) if offered else None,
        state=overall_state(offered, incidents, known),
        incomplete=is_incomplete(known),
        next_change=next_change(site, incidents, maintenances, now),
    )


def note_state(note: Incident | Maintenance, now: datetime) -> IncidentState | MaintenanceState:
    """The life of a note whose updates are all posted, and in order."""
    return incident_state(note, now) if isinstance(note, Incident) else maintenance_state(note, now)


def _services(
    site: Site,
    lives: Sequence[IncidentState | MaintenanceState],
    bygone: ArchivedDowntime,
    calendar: Calendar,
) -> tuple[ServiceTimeline, ...]:
    new = (interval for life in lives for interval in life.intervals)
    intervals = _by_service([*bygone.intervals, *new, *_of_unreadable(site, calendar)], site)
    begins = [_begin(life) for life in lives if not life.note.withdrawn]
    first = day_at(min([calendar.now, *begins, *([bygone.begin] if bygone.begin else [])]), calendar.zone)
    return tuple(
        service_timeline(service, intervals.get(service.id, ()), calendar, first, site.settings.weights)
        for service in site.services
    )


def _groups(site: Site, services: Iterable[ServiceTimeline]) -> Iterator[GroupUptime]:
    members = dict[str, list[Uptimes]]()
    for life in services:
        members.setdefault(life.service.group, []).append(life.uptimes)
    for group in site.groups:
        if group.id in members:
            yield GroupUptime(group, add_uptimes(members[group.id]))


def _begin(life: IncidentState | MaintenanceState) -> datetime:
    return life.started if isinstance(life, IncidentState) else life.starts


def _of_unreadable(site: Site, calendar: Calendar) -> Iterator[Interval]:
    """What an incident says that nobody could read may be about any service."""
    today = midnight(calendar.dates[-1], calendar.zone)
    for note in site.unreadable:
        if note.kind is Kind.INCIDENT:
            start = min(note.since or today, calendar.now)
            key = f"{note.kind}/{note.id}"
            yield Interval(start, None, "", ServiceState.UNCONFIRMED, key, everywhere=True)


def _by_service(intervals: Iterable[Interval], site: Site) -> Mapping[str, list[Interval]]:
    """The intervals of each service, by start; equal starts in an order that depends on nothing else."""
    found = dict[str, list[Interval]]()
    for interval in sorted(intervals, key=lambda one: (one.start, one.planned, one.note)):
        meant = [service.id for service in site.services] if interval.everywhere else [interval.service]
        for service in meant:
            own = replace(interval, service=service) if interval.everywhere else interval
            found.setdefault(service, []).append(own)
    return found

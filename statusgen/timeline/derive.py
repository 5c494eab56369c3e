"""The timeline of a site: all that follows from its content at an instant. Pure functions only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from statusgen.model.notes import DatedNote
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.timeline.calendar import Calendar, day_at, last_days, midnight
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import site_facts
from statusgen.timeline.next_change import next_change
from statusgen.timeline.note_summary import NoteSummary, summarize
from statusgen.timeline.overall import is_incomplete, overall_state
from statusgen.timeline.services import summarize_service, with_notes
from statusgen.timeline.site_state import ServiceSummary, Timeline, newest_first, offered
from statusgen.timeline.uptime import add_uptimes
from statusgen.timeline.values import GroupUptime, Interval, Uptimes
from statusgen.timeline.visible import visible

Revise = Callable[[NoteSummary], NoteSummary]
"""Add to a summary what is known of revisions of its note."""


def derive(
    site: Site, now: datetime, archived: Iterable[NoteSummary] = (), revise: Revise = lambda summary: summary
) -> Timeline:
    """Return all that follows from the content at `now` (an aware instant), in UTC.

    The order of notes in the site, and of updates in a note, does not matter. `archived` are summaries of
    notes that are not in the site.
    """
    now = now.astimezone(UTC)
    shown = visible(site, now)
    dated: tuple[DatedNote, ...] = (*shown.incidents, *shown.maintenances, *shown.notices, *shown.problems)
    current = [summarize(note, now) for note in dated]
    incidents, maintenances, notices, problems = _by_kind(map(revise, (*archived, *current)))
    notes = {one.key: one for one in (*maintenances, *incidents)}
    services = _services(shown, notes, now)
    timeline = Timeline(
        now=now,
        site=shown,
        incidents=incidents,
        maintenances=maintenances,
        notices=notices,
        problems=problems,
        services=services,
        groups=tuple(_groups(shown, offered(services))),
        uptimes=add_uptimes([one.uptimes for one in offered(services)]) if offered(services) else None,
        state=overall_state(services, incidents, shown),
        incomplete=is_incomplete(shown, notes.values()),
        next_change=next_change(site, current, now),
    )
    return with_version(timeline)


def with_version(timeline: Timeline) -> Timeline:
    """Return the timeline with its version."""
    version = digest(
        digest(*site_facts(timeline.site)),
        [summary.digest for summary in timeline.notes],
        [(one.service.id, one.state.key, one.causes, one.retired) for one in timeline.services],
        timeline.state.key,
        timeline.incomplete,
    )
    return replace(timeline, version=version)


def _by_kind(notes: Iterable[NoteSummary]) -> Iterator[tuple[NoteSummary, ...]]:
    """Yield incidents, maintenances, notices and problems, each by start, newest first, then by id."""
    of_kind: dict[Kind, list[NoteSummary]] = {kind: [] for kind in Kind if kind.is_dated}
    for summary in sorted(notes, key=lambda summary: summary.id):
        of_kind[summary.kind].append(summary)
    return map(newest_first, of_kind.values())


def _services(site: Site, notes: Mapping[str, NoteSummary], now: datetime) -> tuple[ServiceSummary, ...]:
    calendar = last_days(now, site.settings.zone)
    known = (interval for summary in notes.values() for interval in summary.intervals)
    intervals = _by_service([*known, *_unreadable(site, calendar)], site)
    starts = (summary.starts for summary in notes.values() if not summary.withdrawn)
    first = day_at(min([now, *starts]), calendar.zone)
    services = (
        summarize_service(service, intervals.get(service.id, ()), calendar, first, site.settings.weights)
        for service in site.services
    )
    return tuple(with_notes(service, notes, now, calendar.zone) for service in services)


def _groups(site: Site, services: Sequence[ServiceSummary]) -> Iterator[GroupUptime]:
    members = dict[str, list[Uptimes]]()
    for one in services:
        members.setdefault(one.service.group, []).append(one.uptimes)
    for group in site.groups:
        if group.id in members:
            yield GroupUptime(group, add_uptimes(members[group.id]))


def _unreadable(site: Site, calendar: Calendar) -> Iterator[Interval]:
    """Yield an interval for each unreadable incident: it may be about any service."""
    today = midnight(calendar.dates[-1], calendar.zone)
    for note in site.unreadable:
        if note.kind is Kind.INCIDENT:
            start = min(note.since or today, calendar.now)
            key = f"{note.kind}/{note.id}"
            yield Interval(start, None, "", ServiceState.UNCONFIRMED, key, everywhere=True)


def _by_service(intervals: Iterable[Interval], site: Site) -> Mapping[str, list[Interval]]:
    """Return the intervals of each service by start; the order of equal starts is fixed as well."""
    found = dict[str, list[Interval]]()
    for interval in sorted(intervals, key=lambda one: (one.start, one.planned, one.note)):
        meant = [service.id for service in site.services] if interval.everywhere else [interval.service]
        for service in meant:
            own = replace(interval, service=service) if interval.everywhere else interval
            found.setdefault(service, []).append(own)
    return found

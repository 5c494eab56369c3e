"""Work and freezes to come, as far as readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.changes import Freeze
from statusgen.model.site import Site
from statusgen.model.status import Status
from statusgen.timeline.calendar import day_at
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.series import next_of_each
from statusgen.timeline.site_state import Month, Timeline, months_between

MONTHS = 3
"""The current month and those after it that are shown as calendars."""

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned on a day and later, in the site's time zone."""

    today: date
    work: tuple[NoteSummary, ...]
    """Scheduled work, work in progress, and work to come that was cancelled; by start, then id."""
    freezes: tuple[Freeze, ...]
    """Those that are not over, by their first day; `services` are those of the catalog."""


def plan(timeline: Timeline) -> Plan:
    """Return what is planned at the instant of a timeline."""
    zone = timeline.site.settings.zone
    today = day_at(timeline.now, zone)
    work = [one for one in timeline.maintenances if _is_planned(one, today, zone)]
    return Plan(
        today=today,
        work=tuple(sorted(work, key=lambda one: (one.starts, one.id))),
        freezes=freezes(timeline.site, today),
    )


def plan_of_service(whole: Plan, service: str) -> Plan:
    """Return the part of a plan that concerns a service.

    That is scheduled work, of recurring work the next date alone, and freezes that begin in the months of
    the calendar.
    """
    scheduled = (one for one in whole.work if one.status is Status.SCHEDULED and service in one.states)
    last = months_ahead(whole.today)[-1]
    soon = (one for one in whole.freezes if (one.start.year, one.start.month) <= last)
    concerned = (one for one in soon if not one.services or service in one.services)
    return replace(whole, work=tuple(next_of_each(scheduled)), freezes=tuple(concerned))


def months_ahead(today: date) -> tuple[Month, ...]:
    """Return the months that are shown as calendars."""
    return months_between((today.year, today.month), (today.year, today.month + MONTHS - 1))


def freezes(site: Site, today: date) -> tuple[Freeze, ...]:
    """Return the freezes that are not over on a day, by their first day, without what is internal."""
    known = {service.id for service in site.services}
    return tuple(sorted(_public(site, known, today), key=lambda one: (one.start, one.end, one.services)))


def _public(site: Site, known: set[str], today: date) -> Iterator[Freeze]:
    for one in site.settings.changes.freezes:
        services = tuple(id_ for id_ in one.services if id_ in known)
        if one.end >= today and bool(services) == bool(one.services):
            yield replace(one, services=services, hard=False)


def is_excepted(freeze: Freeze, work: Iterable[NoteSummary], zone: ZoneInfo) -> bool:
    """Return whether some work is planned on days of a freeze all the same, for one of its services."""
    for one in work:
        first, last = days_of(one, zone)
        is_meant = not freeze.services or not one.states.keys().isdisjoint(freeze.services)
        if is_meant and first <= freeze.end and freeze.start <= last and one.status is not Status.CANCELLED:
            return True
    return False


def days_of(note: NoteSummary, zone: ZoneInfo) -> tuple[date, date]:
    """Return the first and the last day of work; it does not go on into a day at whose beginning it ends."""
    first = day_at(note.starts, zone)
    return first, max(first, day_at(note.ends - _INSTANT, zone)) if note.ends else first


def _is_planned(note: NoteSummary, today: date, zone: ZoneInfo) -> bool:
    """Return whether work is to come or goes on; work that was cancelled counts up to its last day."""
    cancelled = note.status is Status.CANCELLED and not note.withdrawn
    return note.open or (cancelled and days_of(note, zone)[1] >= today)

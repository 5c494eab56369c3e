"""When the site would next differ by itself, without a new word written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from statusgen.model.notes import Incident, Maintenance, Notice, Status
from statusgen.model.site import Site
from statusgen.timeline.calendar import next_midnight
from statusgen.timeline.values import IncidentState, MaintenanceState
from statusgen.timeline.visible import known_from


def next_change(
    site: Site, incidents: Iterable[IncidentState], maintenances: Iterable[MaintenanceState], now: datetime
) -> datetime:
    """The first instant after `now` at which anything changes; `site` is the whole of it, the future too."""
    times = (*_postings(site), *_of_incidents(incidents), *_of_maintenances(maintenances))
    return min([next_midnight(now, site.settings.zone), *(time for time in times if time > now)])


def _postings(site: Site) -> Iterator[datetime]:
    """When readers learn something, and when notices leave the home page."""
    notes: tuple[Incident | Maintenance | Notice, ...]
    notes = (*site.incidents, *site.maintenances, *site.notices)
    for note in notes:
        if known := known_from(note):
            yield known
        yield from (update.at for update in note.updates)
    yield from (notice.until for notice in site.notices if notice.until)


def _of_incidents(lives: Iterable[IncidentState]) -> Iterator[datetime]:
    for life in lives:
        yield life.started
        yield from (time for one in life.note.unconfirmed for time in (one.start, one.end) if time)
        if life.next_update:
            yield life.next_update


def _of_maintenances(lives: Iterable[MaintenanceState]) -> Iterator[datetime]:
    for life in lives:
        yield life.starts  # called off or not, the history tells of it from then on
        if life.status not in (Status.COMPLETED, Status.CANCELLED):
            yield life.ends
        if life.next_update:
            yield life.next_update

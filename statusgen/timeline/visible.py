"""Content as readers may know it at an instant: without what is posted later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from statusgen.model.learning import Action, CourseEntry
from statusgen.model.notes import DatedNote, Incident, Notice, Problem, Report, Update
from statusgen.model.site import Site
from statusgen.timeline.calendar import day_at

Dated = TypeVar("Dated", bound=DatedNote)


def visible(site: Site, now: datetime) -> Site:
    """Return the site without what is posted after `now`; notes by id, updates by time and id."""
    begun = (one for one in site.reports if has_begun(one, now, site.settings.zone))
    return replace(
        site,
        incidents=_visible(site.incidents, now),
        maintenances=_visible(site.maintenances, now),
        notices=_visible(site.notices, now),
        problems=_visible(site.problems, now),
        pages=tuple(sorted(site.pages, key=lambda page: page.id)),
        reports=tuple(sorted(begun, key=lambda report: report.id)),
    )


def has_begun(report: Report, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether the month of a report has begun: readers see its words from then on."""
    today = day_at(now, zone)
    return report.month <= (today.year, today.month)


def known_from(note: DatedNote) -> datetime | None:
    """Return the instant from which readers may know of a note; None: always."""
    first = min((update.at for update in note.updates), default=None)
    if (
        first
        and not isinstance(note, Notice | Problem)
        and any(name.startswith("update/") for name in note.lost)
    ):
        first = min(first, note.begins)
    if isinstance(note, Incident):
        return first or note.started
    if isinstance(note, Notice):
        return note.published
    if isinstance(note, Problem):
        return first or note.opened
    return min((time for time in (first, note.announced) if time), default=None)


def _visible(notes: tuple[Dated, ...], now: datetime) -> tuple[Dated, ...]:
    known = (note for note in notes if (since := known_from(note)) is None or since <= now)
    return tuple(sorted((as_posted(note, now) for note in known), key=lambda note: note.id))


def as_posted(note: Dated, now: datetime) -> Dated:
    """Return the note with the updates posted up to `now`, in order."""
    posted = (update for update in note.updates if update.at <= now)
    updates = tuple(sorted(posted, key=lambda update: (update.at, update.id)))
    return note if updates == note.updates else replace(note, updates=updates)


def instants(note: DatedNote) -> Iterator[datetime]:
    """Yield every instant that a note names, in any order."""
    for owner in (note, *note.updates):
        parts: tuple[CourseEntry | Action, ...] = ()
        if isinstance(owner, Update):
            parts = (*owner.course, *owner.actions)
        elif isinstance(owner, Problem):
            parts = owner.actions
        for one in (owner, *parts):
            yield from (value for value in _values(one) if isinstance(value, datetime))


def _values(of: DatedNote | Update | CourseEntry | Action) -> Iterator[object]:
    return (getattr(of, one.name) for one in fields(of))

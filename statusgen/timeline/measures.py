"""Measures of incidents and of how they were handled, from notes. Pure.

Each instant of an incident is defined once, in `Instants`. There are no means: a few long
incidents make up most of all time, so a mean follows them alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.model.notes import DatedNote, Incident, Maintenance
from statusgen.model.settings import PlainLanguage
from statusgen.model.status import Meaning, Status
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.lengths import IncidentDuration, Lengths, incident_duration
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.promises import Promises, promises, silences
from statusgen.timeline.samples import Sample, sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Instants:
    """Instants of an incident, and the times between them. None: not known, or not yet."""

    key: str
    """The key of the note."""
    began: datetime | None
    """`started`, or when the first update became true; None if a mistake hides it."""
    found: datetime | None
    """`detected`."""
    first_update: datetime | None
    """When the first update was posted."""
    restored: datetime | None
    """From when the last resolution holds: its `since`, or else its posting."""
    told: datetime | None
    """When it was posted that the incident is over, for the last time."""
    reopened: int
    """Number of times that an update opened it again."""

    @property
    def until_found(self) -> timedelta | None:
        """Return the time until it was noticed; None if only the first update says when it began."""
        is_known = self.began != self.first_update
        return self.found - self.began if self.found and self.began and is_known else None

    @property
    def until_first_update(self) -> timedelta | None:
        """Return the time from the begin to the first update."""
        return self.first_update - self.began if self.first_update and self.began else None

    @property
    def found_until_first_update(self) -> timedelta | None:
        """Return the time from when it was noticed to the first update; None if that one came before."""
        if not self.first_update or not self.found or self.first_update < self.found:
            return None
        return self.first_update - self.found

    @property
    def restored_until_told(self) -> timedelta | None:
        """Return the time from when it was over until that was posted."""
        return self.told - self.restored if self.told and self.restored else None

    @property
    def posted_afterwards(self) -> bool:
        """Return whether the first update came when it was over."""
        return bool(self.first_update and self.restored and self.first_update >= self.restored)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Measures of some incidents. Those that were posted in error count as `withdrawn` alone."""

    instants: tuple[Instants, ...]
    """Of each incident, the one that began first on top."""
    lengths: Lengths
    promises: Promises
    until_found: Sample
    until_first_update: Sample
    found_until_first_update: Sample
    restored_until_told: Sample
    longest_silence: Sample
    """Of each incident. Silence begins with an update, or at the time that it promised for the next one."""
    waits: int
    """Times that readers waited for the next update of an open incident."""
    waits_in_time: int
    """Those with a promise that was kept, or else an end within the limit of the site."""
    posted_afterwards: int
    """Incidents whose first update came when they were over."""
    reopened: int
    """Incidents that were opened again."""
    edited: int
    """Updates of the incidents whose text was corrected later."""
    withdrawn: int
    """Incidents that were posted in error."""
    caused_by_changes: int
    """Incidents that name planned work as their cause."""
    changes: int
    """Maintenances that were neither cancelled nor posted in error: no other changes are known."""


def measure(notes: Iterable[DatedNote], limits: PlainLanguage, now: datetime) -> Measures:
    """Return the measures of the incidents and maintenances among notes, as they were posted by `now`."""
    listed = [*notes]
    all_incidents = [one for one in listed if isinstance(one, Incident)]
    posted = [one for one in all_incidents if not one.withdrawn]
    incidents = sorted(posted, key=lambda one: (one.started, one.id))
    own_lengths = [incident_duration(one.key, incident_state(one, now)) for one in incidents]
    found = tuple(_instants(note, one) for note, one in zip(incidents, own_lengths, strict=True))
    waits = [[*silences(one, limits, now)] for one in incidents]
    return Measures(
        instants=found,
        lengths=Lengths(tuple(own_lengths)),
        promises=promises(incidents, now),
        until_found=sample(one.until_found for one in found),
        until_first_update=sample(one.until_first_update for one in found),
        found_until_first_update=sample(one.found_until_first_update for one in found),
        restored_until_told=sample(one.restored_until_told for one in found),
        longest_silence=sample(max((wait.length for wait in own), default=None) for own in waits),
        waits=sum(map(len, waits)),
        waits_in_time=sum(wait.in_time for own in waits for wait in own),
        posted_afterwards=sum(one.posted_afterwards for one in found),
        reopened=sum(one.reopened > 0 for one in found),
        edited=sum(update.edited is not None for one in incidents for update in one.updates),
        withdrawn=len(all_incidents) - len(posted),
        caused_by_changes=sum(bool(one.caused_by) for one in incidents),
        changes=sum(_is_change(one, now) for one in listed if isinstance(one, Maintenance)),
    )


def instants(note: Incident, now: datetime) -> Instants:
    """Return the instants of an incident whose updates are all posted by `now`, and in order."""
    return _instants(note, incident_duration(note.key, incident_state(note, now)))


def _instants(note: Incident, own: IncidentDuration) -> Instants:
    told, reopened = None, 0
    for update in note.updates:
        if update.status.ends:
            told = told or update.at
        elif told and update.status.facts.meaning is Meaning.TROUBLE:
            told, reopened = None, reopened + 1
    return Instants(
        key=note.key,
        began=own.began if own.start_known else None,
        found=note.detected,
        first_update=note.updates[0].at if note.updates else None,
        restored=own.restored,
        told=told,
        reopened=reopened,
    )


def _is_change(note: Maintenance, now: datetime) -> bool:
    return maintenance_state(note, now).status is not Status.CANCELLED

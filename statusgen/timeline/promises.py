"""Promised updates of incidents, and the times that readers waited for the next one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from statusgen.model.notes import Incident, Note, Update
from statusgen.model.settings import PlainLanguage
from statusgen.model.states import ServiceState
from statusgen.model.status import Meaning, Status

LONG = timedelta(hours=4)
"""Age of an incident from which readers expect fewer updates."""
GRACE = timedelta(minutes=5)
"""Delay of an update that still counts as in time."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Promised next updates of open incidents that were posted or are overdue."""

    made: int
    kept: int
    """Those that an update followed in time, or at most five minutes late."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Time without an update while an incident was open.

    It begins with an update, or at the time that the update promised for the next one.
    """

    length: timedelta
    """0 if the next update came before the promised time."""
    in_time: bool
    """Whether the promise was kept, or else the next update came within the limit of the site."""


def promises(incidents: Iterable[Incident], now: datetime) -> Promises:
    """Return the promises made and kept by `now`. One that is not yet due is left out."""
    kept = [one for note in incidents for one in _promises(note, now)]
    return Promises(len(kept), sum(kept))


def _promises(note: Incident, now: datetime) -> Iterator[bool]:
    for (*_, update), following in _waits(note):
        if update.next_update:
            due = update.next_update + GRACE
            if following or due < now:
                yield following is not None and following.at <= due


def silences(note: Incident, limits: PlainLanguage, now: datetime) -> Iterator[Silence]:
    """Yield the silences of an incident up to `now`; the last one of an open incident once it is late."""
    for updates, following in _waits(note):
        end, promised = following.at if following else now, updates[-1].next_update
        length = max(end - (promised or updates[-1].at), timedelta())
        limit = GRACE if promised else wait_limit(note, updates, limits)
        if following or length > limit:
            yield Silence(length, length <= limit)


def _waits(note: Incident) -> Iterator[tuple[Sequence[Update], Update | None]]:
    """Yield all updates up to one after which the incident is open, and the next one; None: there is none."""
    is_open = True
    for count, (update, following) in enumerate(zip_longest(note.updates, note.updates[1:]), 1):
        if update.status.facts.meaning is not Meaning.UNCHANGED:
            is_open = not update.status.ends
        if is_open and update.status is not Status.POSTMORTEM:
            yield note.updates[:count], following


def wait_limit(note: Note, updates: Sequence[Update], limits: PlainLanguage) -> timedelta:
    """Return how long readers may wait after some updates: less in a serious incident, more in a long one."""
    if isinstance(note, Incident) and updates[-1].at - note.started > LONG:
        return timedelta(minutes=limits.wait_minutes_long)
    effects = (*note.services, *(effect for one in updates for effect in one.services))
    bad = any(effect.state >= ServiceState.PARTIAL_OUTAGE for effect in effects)
    return timedelta(minutes=limits.wait_minutes_major if bad else limits.wait_minutes)

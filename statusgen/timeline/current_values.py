"""Values that follow from all updates of a note of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from statusgen.model.notes import DatedNote, Incident, Maintenance, Note, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.timeline.values import Interval


@dataclass(frozen=True, slots=True)
class CurrentValues:
    """The fields of updates that hold until a later update replaces them."""

    impact: LocalText
    workaround: LocalText
    next_update: datetime | None = None
    """Instant of the next update that the latest update announces; postmortems do not change it."""


def current_values(note: DatedNote) -> Iterator[CurrentValues]:
    """Yield the values before any update, and after each update."""
    return accumulate(note.updates, _after, initial=CurrentValues(note.impact, note.workaround))


def newest_values(note: DatedNote) -> CurrentValues:
    """Return the values after all updates."""
    *_, newest = current_values(note)
    return newest


def _after(before: CurrentValues, update: Update) -> CurrentValues:
    return CurrentValues(
        update.impact or before.impact,
        update.workaround or before.workaround,
        before.next_update if update.status is Status.POSTMORTEM else update.next_update,
    )


def effective(update: Update) -> datetime:
    """Return the instant from which an update holds: its `since`, but never later than its posting."""
    return min(update.effective, update.at)


def services_named(note: Note) -> tuple[str, ...]:
    """Return the ids of all services that the note or an update names, in the order named."""
    effects = [*note.services, *(effect for update in note.updates for effect in update.services)]
    return tuple(dict.fromkeys(effect.service for effect in effects))


def unconfirmed_intervals(note: Incident | Maintenance) -> Iterator[Interval]:
    """Yield the times in which states are unknown: those of the services named, or of all services."""
    named = services_named(note)
    for one in note.unconfirmed:
        if one.everywhere or not named:
            yield Interval(one.start, one.end, "", ServiceState.UNCONFIRMED, note.key, everywhere=True)
        else:
            for service in named:
                yield Interval(one.start, one.end, service, ServiceState.UNCONFIRMED, note.key)

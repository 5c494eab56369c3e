"""What the updates of an incident or a maintenance add up to, whatever their statuses mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.model.notes import Incident, Maintenance, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.timeline.values import Interval

Work = Incident | Maintenance


def effective(update: Update) -> datetime:
    """From when on an update holds. `since` looks back: one that lies ahead counts from the posting."""
    return min(update.effective, update.at)


def services_named(note: Work) -> tuple[str, ...]:
    """The ids of all services the note ever named, in the order named."""
    effects = [*note.services, *(effect for update in note.updates for effect in update.services)]
    return tuple(dict.fromkeys(effect.service for effect in effects))


def in_doubt(note: Work) -> Iterator[Interval]:
    """When states are not known: of the services that the note names, or of all."""
    named = services_named(note)
    for one in note.unconfirmed:
        if one.everywhere or not named:
            yield Interval(one.start, one.end, "", ServiceState.UNCONFIRMED, note.key, everywhere=True)
        else:
            for service in named:
                yield Interval(one.start, one.end, service, ServiceState.UNCONFIRMED, note.key)


def newest_impact(note: Work) -> LocalText:
    """The impact told last."""
    return next((update.impact for update in reversed(note.updates) if update.impact), note.impact)


def newest_workaround(note: Work) -> LocalText:
    """The workaround told last."""
    told = (update.workaround for update in reversed(note.updates) if update.workaround)
    return next(told, note.workaround)


def promised(note: Work) -> datetime | None:
    """When the latest update says that readers hear more; a postmortem promises nothing."""
    current = (update for update in reversed(note.updates) if update.status is not Status.POSTMORTEM)
    latest = next(current, None)
    return latest.next_update if latest else None

"""A note as Statuspage's updates, each with the status and the states of services after it.

Statuspage has an update for every change of status. Where a status changes by plan (work begins and ends by
the clock) or by a field (a note is withdrawn), an event takes the place of an update.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from statusgen.model.notes import Incident, Maintenance, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Meaning, Status
from statusgen.model.text import EMPTY
from statusgen.timeline.incidents import incident_state, states_by_update
from statusgen.timeline.maintenances import maintenance_state, planned_by
from statusgen.timeline.note_summary import NoteSummary

_WORKING = tuple(one for one in Status if one.facts.meaning is Meaning.WORK)


class ApiEvent(StrEnum):
    """A change of status without an update."""

    OPENED = "opened"
    BEGAN = "began"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiUpdate:
    """An update, or an event in its place."""

    name: str
    """Permanent, and unique in the note."""
    at: datetime
    status: str
    states: Mapping[str, ServiceState] = field(default_factory=dict)
    """States of services by this note alone, of those that it has named so far."""
    update: Update | None = None
    event: ApiEvent | None = None
    first: bool = False
    """Whether the introduction of the note is part of its text."""


def api_updates(summary: NoteSummary) -> tuple[ApiUpdate, ...]:
    """Return the updates and events of an incident or a maintenance, oldest first; at least one."""
    note = replace(summary.note, withdrawn=EMPTY)  # earlier updates stay as they were
    if isinstance(note, Maintenance):
        steps = tuple(_named_once(_maintenance(note, summary.status)))
    elif isinstance(note, Incident):
        steps = tuple(_incident(note))
    else:
        raise TypeError(note.key)
    steps = (replace(steps[0], first=True), *steps[1:])
    if not summary.withdrawn:
        return steps
    over = Status.COMPLETED if isinstance(note, Maintenance) else Status.RESOLVED
    return (*steps, _event(ApiEvent.WITHDRAWN, steps[-1].at, over))


def _incident(note: Incident) -> Iterator[ApiUpdate]:
    if not note.updates:
        state = incident_state(note, note.started)
        yield _event(ApiEvent.OPENED, note.started, state.status, state.states)
    looked_back = False
    for update, (status, states) in zip(note.updates, states_by_update(note), strict=True):
        if update.status is not Status.UPDATE:
            looked_back = update.status is Status.POSTMORTEM
        word = (Status.POSTMORTEM if status.ends and looked_back else status).facts.statuspage
        yield ApiUpdate(name=update.id, at=update.at, status=word, states=states, update=update)


def _maintenance(note: Maintenance, status: Status | None) -> Iterator[ApiUpdate]:
    """Yield the updates, and the start and end of work by plan, up to the `status` of now."""
    written = note.updates
    opened = not written or (note.announced is not None and note.announced < written[0].at)
    for number in range(0 if opened else 1, len(written) + 1):
        plan = replace(note, updates=written[:number])
        update = written[number - 1] if number else None
        until = written[number].at if number < len(written) else None
        yield from _written(plan, update)
        yield from _by_plan(plan, update, until, status)


def _written(plan: Maintenance, update: Update | None) -> Iterator[ApiUpdate]:
    if update is None:
        status = maintenance_state(plan, plan.announced).status if plan.announced else Status.SCHEDULED
        yield _event(ApiEvent.OPENED, plan.announced or plan.starts, status, _states(plan, status))
    else:
        status = maintenance_state(plan, update.at).status
        states = _states(plan, status)
        yield ApiUpdate(
            name=update.id, at=update.at, status=_api_status(status), states=states, update=update
        )


def _by_plan(
    plan: Maintenance, update: Update | None, until: datetime | None, status: Status | None
) -> Iterator[ApiUpdate]:
    """Yield the start and end of work by plan before the next update, or up to its `status` of now."""
    at = update.at if update else plan.announced
    state = maintenance_state(plan, at or plan.starts)
    held = state.status if at else Status.SCHEDULED
    starts = plan.starts if at is None else state.starts
    if held is Status.SCHEDULED:
        if not (starts < until if until else status in (*_WORKING, Status.COMPLETED)):
            return
        name = f"{ApiEvent.BEGAN}:{planned_by(plan.updates, 'starts')}"
        states = _states(plan, Status.IN_PROGRESS)
        yield _event(ApiEvent.BEGAN, starts, Status.IN_PROGRESS, states, name)
    elif held not in _WORKING:
        return
    ends = max(state.ends or starts, starts, at or starts)  # an update may move the end into the past
    by_itself = maintenance_state(plan, ends).status is Status.COMPLETED
    if by_itself and (ends < until if until else status is Status.COMPLETED):
        name = f"{ApiEvent.ENDED}:{planned_by(plan.updates, 'ends')}"
        yield _event(ApiEvent.ENDED, ends, Status.COMPLETED, name=name)


def _states(plan: Maintenance, status: Status | None) -> Mapping[str, ServiceState]:
    """Return the states of services: work affects them only while it is in progress."""
    return maintenance_state(plan, plan.starts).states if status in _WORKING else {}


def _api_status(status: Status | None) -> str:
    """Return Statuspage's name of a status; empty for None."""
    return status.facts.statuspage if status else ""


def _event(
    event: ApiEvent,
    at: datetime,
    status: Status | None,
    states: Mapping[str, ServiceState] | None = None,
    name: str = "",
) -> ApiUpdate:
    """Return an event. Its name has no time in it: that would follow the site's time zone."""
    return ApiUpdate(
        name=name or f"{event}:", at=at, status=_api_status(status), states=states or {}, event=event
    )


def _named_once(steps: Iterable[ApiUpdate]) -> Iterator[ApiUpdate]:
    """Number the later steps of one name: work may begin or end by one plan several times."""
    seen = Counter[str]()
    for step in steps:
        seen[step.name] += 1
        count = seen[step.name]
        yield step if count == 1 else replace(step, name=f"{step.name}#{count}")

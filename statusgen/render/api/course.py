"""A note as a row of updates, each with the status and the states that held once it was told.

Statuspage has an update for every change of status. Where ours change by plan (work begins and ends by the
clock) or by a field (a note is withdrawn), an update that nobody wrote stands for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from statusgen.model import EMPTY, Incident, Maintenance, ServiceState, Stage, Update
from statusgen.render.story import Story
from statusgen.timeline.incidents import as_told, incident_life
from statusgen.timeline.maintenances import maintenance_life, planned_by

_STATUS = {
    Stage.INVESTIGATING: "investigating",
    Stage.IDENTIFIED: "identified",
    Stage.MONITORING: "monitoring",
    Stage.RESOLVED: "resolved",
    Stage.SCHEDULED: "scheduled",
    Stage.IN_PROGRESS: "in_progress",
    Stage.VERIFYING: "verifying",
    Stage.COMPLETED: "completed",
    Stage.CANCELLED: "completed",  # it knows no other way for work to be over
}
_WORKING = (Stage.IN_PROGRESS, Stage.VERIFYING)


class Event(StrEnum):
    """What an update that nobody wrote stands for."""

    OPENED = "opened"
    BEGAN = "began"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An update, or what stands for one."""

    name: str
    """Permanent, and unique in the note."""
    at: datetime
    status: str
    states: Mapping[str, ServiceState] = field(default_factory=dict)
    """By this note, of the services it named so far."""
    update: Update | None = None
    event: Event | None = None
    first: bool = False
    """The words before the updates are told with it."""


def course(story: Story) -> tuple[Step, ...]:
    """The steps of an incident or a maintenance, oldest first; at least one."""
    note = replace(story.note, withdrawn=EMPTY)  # what was told until then was told
    if isinstance(note, Maintenance):
        steps = tuple(_named_once(_maintenance(note, story.stage)))
    elif isinstance(note, Incident):
        steps = tuple(_incident(note))
    else:
        raise TypeError(note.key)
    steps = (replace(steps[0], first=True), *steps[1:])
    if not story.withdrawn:
        return steps
    over = "completed" if isinstance(note, Maintenance) else "resolved"
    return (*steps, _event(Event.WITHDRAWN, steps[-1].at, over))


def _incident(note: Incident) -> Iterator[Step]:
    if not note.updates:
        life = incident_life(note, note.started)
        yield _event(Event.OPENED, note.started, _STATUS[life.stage], life.states)
    looked_back = False
    for update, (stage, states) in zip(note.updates, as_told(note), strict=True):
        if update.stage is not Stage.UPDATE:
            looked_back = update.stage is Stage.POSTMORTEM
        over = stage is Stage.RESOLVED
        status = "postmortem" if over and looked_back else _STATUS[stage]
        yield Step(name=update.id, at=update.at, status=status, states=states, update=update)


def _maintenance(note: Maintenance, stage: Stage | None) -> Iterator[Step]:
    """With its beginning and its end by plan; after the last update, up to the stage it is at now."""
    written = note.updates
    opened = not written or (note.announced is not None and note.announced < written[0].at)
    for number in range(0 if opened else 1, len(written) + 1):
        plan = replace(note, updates=written[:number])
        update = written[number - 1] if number else None
        until = written[number].at if number < len(written) else None
        yield from _told(plan, update)
        yield from _by_plan(plan, update, until, stage)


def _told(plan: Maintenance, update: Update | None) -> Iterator[Step]:
    if update is None:
        stage = maintenance_life(plan, plan.announced).stage if plan.announced else Stage.SCHEDULED
        yield _event(Event.OPENED, plan.announced or plan.starts, _STATUS[stage], _states(plan, stage))
    else:
        stage = maintenance_life(plan, update.at).stage
        states = _states(plan, stage)
        yield Step(name=update.id, at=update.at, status=_STATUS[stage], states=states, update=update)


def _by_plan(
    plan: Maintenance, update: Update | None, until: datetime | None, stage: Stage | None
) -> Iterator[Step]:
    """What the clock did to work before the next update, or, if there is none, up to its stage now."""
    at = update.at if update else plan.announced
    life = maintenance_life(plan, at or plan.starts)
    held = life.stage if at else Stage.SCHEDULED
    starts = plan.starts if at is None else life.starts
    if held is Stage.SCHEDULED:
        if not (starts < until if until else stage in (*_WORKING, Stage.COMPLETED)):
            return
        name = f"{Event.BEGAN}:{planned_by(plan.updates, 'starts')}"
        states = _states(plan, Stage.IN_PROGRESS)
        yield _event(Event.BEGAN, starts, _STATUS[Stage.IN_PROGRESS], states, name)
    elif held not in _WORKING:
        return
    ends = max(life.ends, starts, at or starts)  # an update may move the end into the past
    by_itself = maintenance_life(plan, ends).stage is Stage.COMPLETED
    if by_itself and (ends < until if until else stage is Stage.COMPLETED):
        name = f"{Event.ENDED}:{planned_by(plan.updates, 'ends')}"
        yield _event(Event.ENDED, ends, _STATUS[Stage.COMPLETED], name=name)


def _states(plan: Maintenance, stage: Stage) -> Mapping[str, ServiceState]:
    """Work touches services only while it goes on."""
    return maintenance_life(plan, plan.starts).states if stage in _WORKING else {}


def _event(
    event: Event, at: datetime, status: str, states: Mapping[str, ServiceState] | None = None, name: str = ""
) -> Step:
    """A step without an update. No time is part of its name, as times follow the site's time zone."""
    return Step(name=name or f"{event}:", at=at, status=status, states=states or {}, event=event)


def _named_once(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps; where work begins or ends by one plan several times, the later ones are numbered."""
    seen = Counter[str]()
    for step in steps:
        seen[step.name] += 1
        count = seen[step.name]
        yield step if count == 1 else replace(step, name=f"{step.name}#{count}")

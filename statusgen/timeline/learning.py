"""Promises of an incident that is over at an instant: its postmortem, and the actions in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from statusgen.model.learning import Action
from statusgen.model.notes import DatedNote, Incident, Maintenance, Problem, Update
from statusgen.model.status import Meaning, Status
from statusgen.model.text import EMPTY


class ActionState(StrEnum):
    """State of an action at an instant, those to act on first."""

    LATE = "late"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


def action_state(action: Action, now: datetime) -> ActionState:
    """Return the state of an action at an instant. It follows from its days alone."""
    if action.done and action.done <= now:
        return ActionState.DONE
    if action.dropped and action.dropped <= now:
        return ActionState.DROPPED
    return ActionState.LATE if action.due and action.due <= now else ActionState.OPEN


def newest_postmortem(note: DatedNote) -> Update | None:
    """Return the newest postmortem among the updates of a note; they are in order."""
    return next((one for one in reversed(note.updates) if one.status is Status.POSTMORTEM), None)


def without_superseded(note: DatedNote) -> DatedNote:
    """Return the note without the parts of earlier postmortems, which no page shows."""
    newest = newest_postmortem(note)
    updates = tuple(
        one
        if one is newest or one.status is not Status.POSTMORTEM
        else replace(one, figures=(), cost=EMPTY, factors=(), course=(), actions=())
        for one in note.updates
    )
    return note if updates == note.updates else replace(note, updates=updates)


def actions_of(note: DatedNote) -> tuple[Action, ...]:
    """Return the actions of a problem, or those in the newest postmortem of another note.

    A withdrawn note promises nothing.
    """
    if note.withdrawn:
        return ()
    if isinstance(note, Problem):
        return note.actions
    postmortem = newest_postmortem(note)
    return postmortem.actions if postmortem else ()


def for_problems(note: DatedNote) -> tuple[str, ...]:
    """Return the ids of the other notes, problems, that the actions of a note are for, each once."""
    own = note.id if isinstance(note, Problem) else ""
    return tuple(dict.fromkeys(one.problem for one in actions_of(note) if one.problem not in ("", own)))


def action_states(note: DatedNote, now: datetime) -> tuple[ActionState, ...]:
    """Return the states of `actions_of` a note."""
    return tuple(action_state(one, now) for one in actions_of(note))


GOES_ON = (Meaning.TROUBLE, Meaning.PLANNED, Meaning.WORK)
"""Meanings of updates by which an incident or work that was over begins again."""


def promising_update(note: DatedNote) -> Update | None:
    """Return the update whose `report_by` counts, so that a postmortem is promised; None without a promise.

    The newest counts. Beginning again ends the promise, and a later postmortem keeps it.
    """
    if not isinstance(note, Incident | Maintenance) or note.withdrawn:
        return None
    found: Update | None = None
    for update in note.updates:
        if update.status is Status.POSTMORTEM or update.status.facts.meaning in GOES_ON:
            found = None
        found = update if update.report_by else found
    return found


def promised_report(note: DatedNote) -> datetime | None:
    """Return the end of the day by which a postmortem is promised; None if there is no such promise."""
    update = promising_update(note)
    return update.report_by if update else None

"""What was learned in a month: postmortems that were posted and promised, and actions. Pure.

Everything is as of the end of the month, so it does not change as time passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.model.learning import Action
from statusgen.model.notes import DatedNote, Problem
from statusgen.model.status import Status
from statusgen.timeline.learned import by_postmortem
from statusgen.timeline.learning import (
    ActionState,
    action_state,
    actions_of,
    newest_postmortem,
    promised_report,
)
from statusgen.timeline.note_summary import NoteSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningMonth:
    """Postmortems and actions of a month."""

    postmortems: tuple[NoteSummary, ...]
    """Notes whose newest postmortem was posted in the month, newest first."""
    promised: int
    """Postmortems that were promised by a day of the month."""
    kept: int
    """Those of them that were posted by that day."""
    done: int
    """Actions that were done in the month."""
    dropped: int
    """Actions that were given up in the month."""
    open: int
    """Actions that were neither at the end of the month, among them those that are late."""
    late: int

    def __bool__(self) -> bool:
        return any((self.postmortems, self.promised, self.done, self.dropped, self.open))


@dataclass(frozen=True, slots=True)
class _Promise:
    """Postmortem that is promised by the end of a day."""

    due: datetime
    posted: datetime | None


@dataclass(frozen=True, slots=True)
class _Known:
    """Action, and since when readers know of it."""

    since: datetime
    action: Action


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the learning of all months follows from."""

    postmortems: tuple[NoteSummary, ...]
    promises: tuple[_Promise, ...]
    actions: tuple[_Known, ...]


def lessons_of(notes: Iterable[NoteSummary]) -> Lessons:
    """Return the lessons of notes. Unpacks those that have a postmortem, promise one, or have actions."""
    learning = [
        one for one in notes if not one.withdrawn and (one.postmortem or one.report_by or one.actions)
    ]
    promises, actions = list[_Promise](), list[_Known]()
    for one in learning:
        note = one.note
        promises += _promises(note)
        actions += _actions(note)
    return Lessons(by_postmortem(learning), tuple(promises), tuple(actions))


def _promises(note: DatedNote) -> Iterator[_Promise]:
    posted = [one.at for one in note.updates if one.status is Status.POSTMORTEM]
    others = tuple(one for one in note.updates if one.status is not Status.POSTMORTEM)
    if due := promised_report(replace(note, updates=others)):
        yield _Promise(due, min(posted, default=None))


def _actions(note: DatedNote) -> Iterator[_Known]:
    postmortem = newest_postmortem(note)
    since = note.opened if isinstance(note, Problem) else postmortem.at if postmortem else None
    if since:
        yield from (_Known(since, action) for action in actions_of(note))


def learning_in(lessons: Lessons, start: datetime, end: datetime) -> LearningMonth:
    """Return the learning from an instant up to another one, at which a day ends."""
    posted = [one for one in lessons.postmortems if one.postmortem and start <= one.postmortem < end]
    due = [one for one in lessons.promises if start < one.due <= end]
    last = end - timedelta.resolution
    actions = [one.action for one in lessons.actions if one.since <= last]
    states = Counter(action_state(one, last) for one in actions)
    return LearningMonth(
        postmortems=tuple(posted),
        promised=len(due),
        kept=sum(one.posted is not None and one.posted <= one.due for one in due),
        done=sum(one.done is not None and start <= one.done <= last for one in actions),
        dropped=sum(one.dropped is not None and start <= one.dropped <= last for one in actions),
        open=states[ActionState.OPEN] + states[ActionState.LATE],
        late=states[ActionState.LATE],
    )

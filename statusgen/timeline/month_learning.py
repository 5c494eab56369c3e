"""What was learned in a month: postmortems that were posted and promised, and actions. Pure.

Everything is as of the end of the month, so it does not change as time passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.model.learning import Action
from statusgen.model.notes import DatedNote, Problem, Update
from statusgen.model.status import Status
from statusgen.timeline.learning import GOES_ON, ActionState, action_state, actions_of
from statusgen.timeline.note_summary import NoteSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningMonth:
    """Postmortems and actions of a month."""

    postmortems: tuple[NoteSummary, ...]
    """Notes of which a postmortem was posted in the month, newest first."""
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

    postmortems: tuple[tuple[datetime, NoteSummary], ...]
    """Each postmortem with its note, newest first."""
    promises: tuple[_Promise, ...]
    actions: tuple[_Known, ...]


def lessons_of(notes: Iterable[NoteSummary]) -> Lessons:
    """Return the lessons of notes. Unpacks those that have a postmortem, promise one, or have actions."""
    postmortems = list[tuple[datetime, NoteSummary]]()
    promises, actions = list[_Promise](), list[_Known]()
    for one in notes:
        if not one.withdrawn and (one.postmortem or one.report_by or one.actions):
            note = one.note
            postmortems += [(update.at, one) for update in _postmortems(note)]
            promises += _promises(note)
            actions += _actions(note)
    newest_first = sorted(postmortems, key=lambda pair: pair[0], reverse=True)
    return Lessons(tuple(newest_first), tuple(promises), tuple(actions))


def _postmortems(note: DatedNote) -> list[Update]:
    return [one for one in note.updates if one.status is Status.POSTMORTEM]


def _promises(note: DatedNote) -> Iterator[_Promise]:
    """Yield the promises that fell due: one that was moved or ended before its day did not."""
    due: datetime | None = None
    for update in note.updates:
        is_kept = update.status is Status.POSTMORTEM
        if is_kept or update.report_by or update.status.facts.meaning in GOES_ON:
            if due and (is_kept or due <= update.at):
                yield _Promise(due, update.at if is_kept else None)
            due = None
        due = update.report_by or due
    if due:
        yield _Promise(due, None)


def _actions(note: DatedNote) -> Iterator[_Known]:
    """Yield the actions since readers know of them: a later postmortem repeats those of the first."""
    for action in actions_of(note):
        named = (one.at for one in _postmortems(note) if any(own.do == action.do for own in one.actions))
        since = note.opened if isinstance(note, Problem) else next(named, None)
        if since:
            yield _Known(since, action)


def learning_in(lessons: Lessons, start: datetime, end: datetime) -> LearningMonth:
    """Return the learning from an instant up to another one: the end of a month, or now."""
    posted = {one.key: one for at, one in lessons.postmortems if start <= at < end}
    due = [one for one in lessons.promises if start < one.due <= end]
    last = end - timedelta.resolution
    actions = [one.action for one in lessons.actions if one.since <= last]
    states = Counter(action_state(one, last) for one in actions)
    return LearningMonth(
        postmortems=tuple(posted.values()),
        promised=len(due),
        kept=sum(one.posted is not None and one.posted <= one.due for one in due),
        done=sum(one.done is not None and start <= one.done <= last for one in actions),
        dropped=sum(one.dropped is not None and start <= one.dropped <= last for one in actions),
        open=states[ActionState.OPEN] + states[ActionState.LATE],
        late=states[ActionState.LATE],
    )

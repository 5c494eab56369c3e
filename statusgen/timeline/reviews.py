"""Postmortems and actions that are outstanding at an instant, by the rules in `reviews` of site.yml. Pure.

All of it is internal: notes are those with what readers do not see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.learning import Action
from statusgen.model.notes import DatedNote, Incident, Maintenance, Problem, Update
from statusgen.model.settings import Reviews, Settings, Within
from statusgen.model.states import Severity
from statusgen.model.status import Meaning, Status
from statusgen.timeline.calendar import day_at, midnight
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.learning import (
    ActionState,
    action_state,
    actions_of,
    newest_postmortem,
    promising_update,
)
from statusgen.timeline.visible import as_posted, known_from

_WITHOUT_SINCE = timedelta(days=90)
"""Incidents that ended earlier need no postmortem if the settings do not say since when one is needed."""


@dataclass(frozen=True, slots=True)
class OwedPostmortem:
    """Postmortem that is not written yet."""

    note: Incident | Maintenance
    update: Update
    """The update that promised it or, if the rule is earlier, ended the incident."""
    severity: Severity
    due: datetime
    """End of the last day that is in time, by the promise to readers or by the rule: the earlier one."""
    promise: datetime | None
    """End of the day that readers were promised, as pages show it; None without a promise."""
    late: bool

    @property
    def promised(self) -> bool:
        """Return whether readers were promised this day; else it follows from the settings."""
        return self.due == self.promise


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Action that is neither done nor dropped."""

    note: DatedNote
    action: Action
    due: datetime | None
    """End of the last day on which it is in time: its own, or by its kind; None if there is none."""
    late: bool

    @property
    def incomplete(self) -> bool:
        """Return whether nobody can chase it: it has no owner, or no day."""
        return not self.action.owner or self.due is None


def posted_notes(notes: Iterable[DatedNote], now: datetime) -> tuple[DatedNote, ...]:
    """Return the notes as posted by `now`, by key, without those that were withdrawn."""
    known = (note for note in notes if (since := known_from(note)) is None or since <= now)
    posted = (as_posted(note, now) for note in known if not note.withdrawn)
    return tuple(sorted(posted, key=lambda note: note.key))


def last_day(day: date, within: Within, reviews: Reviews) -> date:
    """Return the last day that is in time: whole days are counted from the day after `day`."""
    if not within.working or not reviews.working_days:
        return day + timedelta(days=within.days)
    left = within.days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in reviews.working_days and day not in reviews.holidays
    return day


def deadline(start: datetime, within: Within, reviews: Reviews, zone: ZoneInfo) -> datetime:
    """Return the end of the last day, in the site's zone, on which something due after `start` is in time."""
    return midnight(last_day(day_at(start, zone), within, reviews) + timedelta(days=1), zone)


def last_resolution(note: Incident) -> Update | None:
    """Return the update that ended an incident last; None while it is open."""
    found: Update | None = None
    for update in note.updates:
        if update.status.ends:
            found = update
        elif update.status.facts.meaning is Meaning.TROUBLE:
            found = None
    return found


def owed_postmortems(
    notes: Sequence[DatedNote], settings: Settings, now: datetime
) -> tuple[OwedPostmortem, ...]:
    """Return the postmortems of incidents that are over, and all that are promised; first due on top.

    The factors of a problem stand for the postmortems of its incidents, but keep no promise to readers.
    """
    explained = {note.id for note in notes if isinstance(note, Problem) and note.factors}
    owed = (_owed(one, explained, settings, now) for one in notes)
    return tuple(sorted((one for one in owed if one), key=lambda one: (one.due, one.note.id)))


def _owed(
    note: DatedNote, explained: Collection[str], settings: Settings, now: datetime
) -> OwedPostmortem | None:
    if not isinstance(note, Incident | Maintenance):
        return None
    promising = promising_update(note)
    promise = promising.report_by if promising else None
    days = [(promise, promising)] if promising and promise else []
    severity = Severity.NONE
    if isinstance(note, Incident):
        severity = incident_state(note, now).severity or Severity.NONE
        days += _by_rule(note, severity, explained, settings, now)
    if not days:
        return None
    due, update = min(days, key=lambda one: one[0])
    return OwedPostmortem(note, update, severity, due, promise, due <= now)


def _by_rule(
    note: Incident, severity: Severity, explained: Collection[str], settings: Settings, now: datetime
) -> Iterator[tuple[datetime, Update]]:
    """Yield the day by the settings, and the update that ended the incident, if they ask for a postmortem."""
    ended = last_resolution(note)
    if ended and note.problem not in explained and not _has_postmortem(note):
        required = _required(ended.at, severity, settings, now)
        if required:
            yield required, ended


def _required(ended: datetime, severity: Severity, settings: Settings, now: datetime) -> datetime | None:
    reviews, zone = settings.reviews, settings.zone
    since = midnight(reviews.since, zone) if reviews.since else now - _WITHOUT_SINCE
    within = dict(reviews.postmortem_within).get(severity)
    return deadline(ended, within, reviews, zone) if within and ended >= since else None


def _has_postmortem(note: Incident) -> bool:
    """Return whether an incident has a postmortem that was written since it was last opened again."""
    found = over = False
    for update in note.updates:
        if update.status is Status.POSTMORTEM:
            found = True
        elif over and update.status.facts.meaning is Meaning.TROUBLE:
            found = over = False
        over = over or update.status.ends
    return found


def open_actions(notes: Iterable[DatedNote], settings: Settings, now: datetime) -> tuple[OpenAction, ...]:
    """Return the actions to do: late ones first, then those without an owner or a day, then by their day."""
    found = (one for note in notes for one in _open_actions(note, settings, now))
    return tuple(sorted(found, key=_urgency))


def _open_actions(note: DatedNote, settings: Settings, now: datetime) -> Iterator[OpenAction]:
    for action in actions_of(note):
        if action_state(action, now) in (ActionState.OPEN, ActionState.LATE):
            due = action.due or _due_by_kind(action, note, settings)
            yield OpenAction(note, action, due, due is not None and due <= now)


def _urgency(one: OpenAction) -> tuple[bool, bool, bool, datetime, str]:
    due = one.due or datetime.max.replace(tzinfo=UTC)
    return not one.late, not one.incomplete, one.due is None, due, one.note.key


def _due_by_kind(action: Action, note: DatedNote, settings: Settings) -> datetime | None:
    """Return when an action without a day of its own is due, from the update that promised it."""
    within = dict(settings.reviews.actions_within).get(action.kind) if action.kind else None
    promised = _cause_known(note) if isinstance(note, Problem) else newest_postmortem(note)
    return deadline(promised.at, within, settings.reviews, settings.zone) if within and promised else None


def _cause_known(note: Problem) -> Update | None:
    return next((one for one in reversed(note.updates) if one.status is Status.CAUSE_KNOWN), None)

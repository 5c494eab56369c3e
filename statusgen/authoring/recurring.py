"""Recurring work: the day that an update is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

from statusgen.authoring.open_notes import goes_on
from statusgen.authoring.prompts import ask_choice, ask_value
from statusgen.authoring.session import AuthoringError, Draft, Session, say
from statusgen.authoring.times_given import given_value
from statusgen.model.notes import AnyNote, DatedNote, Maintenance
from statusgen.model.status import Status
from statusgen.read.catalogues import msgid
from statusgen.read.recurrence import OF_THE_SERIES, days_of, occurrences_until
from statusgen.read.recurrence_fields import LAST_DAY, ON, REPEAT
from statusgen.read.times import local_time

Note = TypeVar("Note", bound=DatedNote)
_FEW = 5
"""Days that are offered."""
_NEAR = timedelta(days=1)
"""How long before its start and after its end a day is meant by an update that says how work goes."""
_AFTER_THE_START = (Status.VERIFYING, Status.COMPLETED, Status.EXTENDED)
_HOW_IT_GOES = (Status.IN_PROGRESS, *_AFTER_THE_START)


def recurrence(session: Session, draft: Draft) -> dict[str, Any]:
    """Return by which rule planned work recurs, and until when; nothing if it is done once."""
    repeat = given_value(session, draft, REPEAT)
    if repeat:
        return {REPEAT.name: repeat, LAST_DAY.name: given_value(session, draft, LAST_DAY)}
    if draft.get(LAST_DAY):
        message = "there is a last day, but it is not said how this work recurs, such as `every sunday`"
        raise AuthoringError(message)
    return {}


def with_days(session: Session, notes: Iterable[AnyNote | None]) -> Iterator[AnyNote]:
    """Yield the notes, with the days of recurring work in place of it."""
    for note in notes:
        if isinstance(note, Maintenance) and note.repeat:
            yield from occurrences_until(note, session.now, session.settings.zone)
        elif note:
            yield note


def day_meant(
    session: Session, note: Note, draft: Draft, status: Status
) -> tuple[Note | Maintenance, date | None]:
    """Return the day of recurring work that an update is about, as a note and as the update names it.

    An update that names no day is about the day in progress or the next one. Other notes are returned as
    they are. Raises `AuthoringError` for a day on which the work does not begin.
    """
    if not isinstance(note, Maintenance) or not note.repeat:
        return note, None
    days = _by_day(session, note)
    if not days:
        message = f"{note.id} never begins by its rule; `statusgen check` shows why"
        raise AuthoringError(message)
    usual = _usual(session, days, status)
    given = ask_value(session, draft.get(ON), ON) if draft.get(ON) else None
    if given is None and session.prompter.ask:
        given = _asked(session, days, usual, optional=status in OF_THE_SERIES)
    elif given is None and status not in OF_THE_SERIES:
        given = usual
        if status in _HOW_IT_GOES and not _is_near(days[usual], session.now):
            message = f"it is not said which day this is about: add `--on`, such as `--on {usual}`"
            raise AuthoringError(message)
    if given and given not in days:
        raise AuthoringError(_not_offered(session, note, given, days))
    return days[given or usual], given


def _not_offered(session: Session, note: Maintenance, given: date, days: Mapping[date, Maintenance]) -> str:
    if any(day == given for day, _ in days_of(note, given, session.settings.zone)):
        line = f"`{given}: cancelled, because …`"
        where = "write a line below `exceptions` in its front matter"
        return f"readers do not see {given} of {note.id} yet: {where}, such as {line}"
    known = ", ".join(map(str, [*days][-_FEW:]))
    return f"{note.id} does not begin on {given} by its rule, but on {known}"


def _by_day(session: Session, note: Maintenance) -> dict[date, Maintenance]:
    found = occurrences_until(note, session.now, session.settings.zone)
    return {one.occurrence.day: one for one in found if one.occurrence}


def _usual(session: Session, days: Mapping[date, Maintenance], status: Status) -> date:
    """Return the day in progress, else the next one, else the last.

    What is only said of work that has begun is about a day that ended shortly before, not about the next.
    """
    now = session.now
    begun = [day for day, one in reversed([*days.items()]) if one.starts <= now]
    running = (day for day in begun if goes_on(days[day], now))
    ended = (day for day in begun[:1] if status in _AFTER_THE_START and _is_near(days[day], now))
    coming = (day for day, one in days.items() if one.starts > now)
    return next(chain(running, ended, coming), [*days][-1])


def _is_near(work: Maintenance, now: datetime) -> bool:
    ends = max([work.ends, *(one.ends for one in work.updates if one.ends)])
    return work.starts - _NEAR <= now <= ends + _NEAR


def _asked(session: Session, days: Mapping[date, Maintenance], usual: date, *, optional: bool) -> date | None:
    place = [*days].index(usual)
    near = [*days][max(0, place - _FEW // 2) :][:_FEW]
    labels = {str(day): local_time(days[day].starts, session.settings.zone) for day in near}
    question = say(session, msgid("Which day is it about?"))
    names = {day: (label,) for day, label in labels.items()}
    preset = "" if optional else str(usual)
    chosen = ask_choice(session, question, names, ON.draft_name, preset, labels, optional=optional)
    return date.fromisoformat(chosen) if chosen else None

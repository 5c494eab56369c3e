"""Times and other values of notes, from a draft or by prompt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from statusgen.authoring.fields import USUAL_WAIT
from statusgen.authoring.prompts import LEAVE_OUT, TIMES, When, ask_time, ask_value, ask_yes, kept_time
from statusgen.authoring.session import AuthoringError, Draft, Session, say
from statusgen.authoring.times import doubt, parse_when
from statusgen.model.notes import DatedNote, Maintenance
from statusgen.model.status import Status
from statusgen.read.catalogues import msgid
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import ENDS, NEW_ENDS, NEW_STARTS, NEXT_UPDATE, STARTS


def past(session: Session) -> When:
    """Accept times up to now, such as when something began."""
    return When(
        session.now,
        past=True,
        refuse=_unless(session, lambda at: at <= session.instant, msgid("{time} has not come yet.")),
    )


def future(session: Session) -> When:
    """Accept times after now, such as a promised update."""
    return When(
        session.now, refuse=_unless(session, lambda at: at > session.now, msgid("{time} has passed."))
    )


_NOT_AFTER_START = msgid("{time} is not after the start.")
_NOT_AFTER_NOW = msgid("{time} is not after now.")


def _after(session: Session, start: datetime, wrong: str = _NOT_AFTER_START) -> When:
    return When(start, refuse=_unless(session, lambda at: at > start, wrong))


def _unless(session: Session, fits: Callable[[datetime], bool], wrong: str) -> Callable[[datetime], str]:
    zone = session.settings.zone
    return lambda at: "" if fits(at) else say(session, wrong, time=f"{at.astimezone(zone):%Y-%m-%d %H:%M}")


def given_time(
    session: Session, draft: Draft, field: NoteField[Any], when: When, question: str = ""
) -> datetime | None:
    """Return the given time, else ask if there is a question; else None. Raises `AuthoringError`."""
    given, name = draft.get(field), field.draft_name
    if given is None and question and session.prompter.ask:
        return ask_time(session, say(session, question), when, name)
    if not given:
        return None
    found = parse_when(given, when.base, session.settings.zone, past=when.past, nearest=when.nearest)
    if found is None:
        message = f"{given!r} is no time; {TIMES}"
        raise AuthoringError(message)
    if wrong := when.refuse(found):
        message = f"{name}: {wrong.removesuffix('.')}"
        raise AuthoringError(message)
    if unsure := doubt(given, found, when.base, session.settings.zone):
        session.prompter.show(f"{name}: {unsure}")
    session.prompter.kept[name] = kept_time(session, name, given, found)
    return found


_NEXT = msgid("When is the next update? (in minutes, or as 09:50; Enter: {minutes} minutes)")


def given_next(session: Session, draft: Draft) -> datetime | None:
    """Return when the next update is promised; None for no promise."""
    given = draft.get(NEXT_UPDATE)
    if given is not None and given.lower() in ("", "no", "none"):
        return None
    if given is None and session.prompter.ask:
        question = say(session, _NEXT, minutes=USUAL_WAIT)
        return ask_time(session, question, future(session), NEXT_UPDATE.draft_name, str(USUAL_WAIT))
    usual = session.now + timedelta(minutes=USUAL_WAIT)
    return given_time(session, draft, NEXT_UPDATE, future(session)) or usual


def given_value(session: Session, draft: Draft, field: NoteField[Any]) -> Any:
    """Return the value of a field that has no prompt of its own; None if it is left out."""
    if field.is_time and not field.is_day:
        question = say(session, LEAVE_OUT, question=say(session, field.question))
        return given_time(session, draft, field, When(session.now), question)
    return ask_value(session, draft.get(field), field)


def given_span(session: Session, draft: Draft) -> tuple[datetime, datetime]:
    """Return start and end of planned work; a length such as `2h` counts from the start."""
    starts = None
    while starts is None:
        question = say(session, STARTS.asked).replace(STARTS.example, next_week(session, 2))
        starts = given_time(session, draft, STARTS, When(session.now), question)
        if starts is None:
            _missing(session, STARTS, next_week(session, 2))
        elif draft.get(STARTS) is None and starts < session.now:
            local = f"{starts.astimezone(session.settings.zone):%Y-%m-%d %H:%M}"
            doubt = say(session, msgid("{time} has passed. Is that meant?"), time=local)
            starts = starts if ask_yes(session, doubt, usual=False) == "y" else None
    ends = None
    while ends is None:
        ends = given_time(session, draft, ENDS, _after(session, starts), ENDS.asked)
        if ends is None:
            _missing(session, ENDS, f"2h, {next_week(session, 4)}")
    return starts, ends


def next_week(session: Session, hour: int) -> str:
    """Return an example: a time in a week, in the zone of the site."""
    return f"{session.now.astimezone(session.settings.zone) + timedelta(days=7):%Y-%m-%d} {hour:02}:00"


def _missing(session: Session, field: NoteField[Any], example: str) -> None:
    if session.prompter.ask is None:
        message = f"say it with --{field.draft_name}, such as {example}"
        raise AuthoringError(message)
    session.prompter.show(say(session, msgid("This is needed, such as: {example}"), example=example))


def moved(
    session: Session, note: DatedNote, draft: Draft, status: Status
) -> tuple[datetime | None, datetime | None]:
    """Return the new start and end of planned work, None if unchanged; `extended` prompts for the end."""
    if not isinstance(note, Maintenance):
        return None, None
    starts = given_time(session, draft, NEW_STARTS, When(session.now))
    begin = starts or next((one.starts for one in reversed(note.updates) if one.starts), note.starts)
    base = begin if starts else max(begin, session.now)
    when = _after(session, base, _NOT_AFTER_START if base == begin else _NOT_AFTER_NOW)
    longer = msgid("Until when does it take now? (05:00, or 2h from now)")
    question = longer if status is Status.EXTENDED else ""
    return starts, given_time(session, draft, NEW_ENDS, when, question)

"""Times of notes in a draft or by prompt: past times, future times, and spans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from statusgen.authoring.fields import USUAL_WAIT
from statusgen.authoring.prompts import TIMES, When, ask_time, ask_yes, keep_time
from statusgen.authoring.session import AuthoringError, Draft, Session
from statusgen.authoring.times import parse_when
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.status import Status
from statusgen.read.note_fields import ENDS, NEXT_UPDATE, STARTS


def past(session: Session) -> When:
    """Accept times up to now, such as when something began."""
    return When(
        session.now, past=True, refuse=_unless(session, lambda at: at <= session.instant, "has not come yet")
    )


def future(session: Session) -> When:
    """Accept times after now, such as a promised update."""
    return When(session.now, refuse=_unless(session, lambda at: at > session.now, "has passed"))


def _after(session: Session, start: datetime, what: str = "the start") -> When:
    return When(start, refuse=_unless(session, lambda at: at > start, f"is not after {what}"))


def _unless(session: Session, fits: Callable[[datetime], bool], wrong: str) -> Callable[[datetime], str]:
    zone = session.settings.zone
    return lambda at: "" if fits(at) else f"{at.astimezone(zone):%Y-%m-%d %H:%M} {wrong}."


def time_said(
    session: Session, said: str | None, name: str, when: When, question: str = ""
) -> datetime | None:
    """Return the given time, else ask if there is a question; else None. Raises `AuthoringError`."""
    if said is None and question and session.prompter.ask:
        return ask_time(session, question, when, name)
    if not said:
        return None
    found = parse_when(said, when.base, session.settings.zone, past=when.past)
    if found is None:
        message = f"{said!r} is no time; {TIMES}"
        raise AuthoringError(message)
    if wrong := when.refuse(found):
        message = f"{name}: {wrong.removesuffix('.')}"
        raise AuthoringError(message)
    keep_time(session, name, said, found)
    return found


def next_said(session: Session, said: str | None) -> datetime | None:
    """Return when the next update is promised; None for no promise."""
    if said is not None:
        return (
            None if said.lower() in ("", "no", "none") else time_said(session, said, "next", future(session))
        )
    if session.prompter.ask is None:
        return session.now + timedelta(minutes=USUAL_WAIT)
    question = f"{NEXT_UPDATE.question} (in minutes, or as 09:50; Enter: {USUAL_WAIT} minutes)"
    return ask_time(session, question, future(session), "next", str(USUAL_WAIT))


def span_said(session: Session, draft: Draft) -> tuple[datetime, datetime]:
    """Return start and end of planned work; a length such as `2h` counts from the start."""
    starts = None
    while starts is None:
        question = f"{STARTS.question} ({next_week(session, 2)})"
        starts = time_said(session, draft.starts, "starts", When(session.now), question)
        if starts is None:
            _missing(session, "starts", next_week(session, 2))
        elif draft.starts is None and starts < session.now:
            doubt = f"{starts.astimezone(session.settings.zone):%Y-%m-%d %H:%M} has passed. Is that meant?"
            starts = starts if ask_yes(session, doubt, usual=False) else None
    ends = None
    while ends is None:
        ends = time_said(session, draft.ends, "ends", _after(session, starts), ENDS.asked)
        if ends is None:
            _missing(session, "ends", f"2h or {next_week(session, 4)}")
    return starts, ends


def next_week(session: Session, hour: int) -> str:
    """Return an example: a time in a week, in the zone of the site."""
    return f"{session.now.astimezone(session.settings.zone) + timedelta(days=7):%Y-%m-%d} {hour:02}:00"


def _missing(session: Session, name: str, example: str) -> None:
    if session.prompter.ask is None:
        message = f"say it with --{name}, such as {example}"
        raise AuthoringError(message)
    session.prompter.show(f"This is needed: {example}.")


def moved(
    session: Session, note: Incident | Maintenance, draft: Draft, status: Status
) -> tuple[datetime | None, datetime | None]:
    """Return the new start and end of planned work, None if unchanged; `extended` prompts for the end."""
    if isinstance(note, Incident):
        return None, None
    starts = time_said(session, draft.starts, "starts", When(session.now))
    begin = starts or next((one.starts for one in reversed(note.updates) if one.starts), note.starts)
    base = begin if starts else max(begin, session.now)
    when = _after(session, base, "the start" if base == begin else "now")
    question = "Until when does it take now? (05:00, or 2h from now)" if status is Status.EXTENDED else ""
    return starts, time_said(session, draft.ends, "ends", when, question)

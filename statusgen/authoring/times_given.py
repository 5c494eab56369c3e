"""Times of notes as writers say them, or are asked for them: each in its direction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from statusgen.authoring import parse_when
from statusgen.authoring.prompts import TIMES, When, ask_time, ask_yes, keep_time
from statusgen.authoring.session import AuthoringError, Desk, Said
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.status import Status

USUAL_WAIT = "30"
"""Minutes until the next update, unless the writer says otherwise."""


def past(desk: Desk) -> When:
    """Describe a time that lies behind: when something began."""
    return When(desk.now, past=True, refuse=_unless(desk, lambda at: at <= desk.instant, "has not come yet"))


def future(desk: Desk) -> When:
    """Describe a time that lies ahead: what is promised."""
    return When(desk.now, refuse=_unless(desk, lambda at: at > desk.now, "has passed"))


def _after(desk: Desk, start: datetime, what: str = "the start") -> When:
    return When(start, refuse=_unless(desk, lambda at: at > start, f"is not after {what}"))


def _unless(desk: Desk, fits: Callable[[datetime], bool], wrong: str) -> Callable[[datetime], str]:
    zone = desk.settings.zone
    return lambda at: "" if fits(at) else f"{at.astimezone(zone):%Y-%m-%d %H:%M} {wrong}."


def time_said(desk: Desk, said: str | None, name: str, when: When, question: str = "") -> datetime | None:
    """The time that is said, or asked where there is a question. Raises `AuthoringError`."""
    if said is None and question and desk.talk.ask:
        return ask_time(desk, question, when, name)
    if not said:
        return None
    found = parse_when(said, when.base, desk.settings.zone, past=when.past)
    if found is None:
        message = f"{said!r} is no time; {TIMES}"
        raise AuthoringError(message)
    if wrong := when.refuse(found):
        message = f"{name}: {wrong.removesuffix('.')}"
        raise AuthoringError(message)
    keep_time(desk, name, said, found)
    return found


def next_said(desk: Desk, said: str | None) -> datetime | None:
    """When the next update is promised; None if nothing is promised."""
    if said is not None:
        return None if said.lower() in ("", "no", "none") else time_said(desk, said, "next", future(desk))
    if desk.talk.ask is None:
        return desk.now + timedelta(minutes=int(USUAL_WAIT))
    question = f"When do you write again? (in minutes, or as 09:50; Enter: {USUAL_WAIT} minutes)"
    return ask_time(desk, question, future(desk), "next", USUAL_WAIT)


def span_said(desk: Desk, said: Said) -> tuple[datetime, datetime]:
    """From when to when the work goes on; the end counts from the start."""
    starts = None
    while starts is None:
        question = f"When does it start? ({next_week(desk, 2)})"
        starts = time_said(desk, said.starts, "starts", When(desk.now), question)
        if starts is None:
            _missing(desk, "starts", next_week(desk, 2))
        elif said.starts is None and starts < desk.now:
            doubt = f"{starts.astimezone(desk.settings.zone):%Y-%m-%d %H:%M} has passed. Is that meant?"
            starts = starts if ask_yes(desk, doubt, usual=False) else None
    ends = None
    while ends is None:
        question = "When should it end? (04:00, or 2h from the start)"
        ends = time_said(desk, said.ends, "ends", _after(desk, starts), question)
        if ends is None:
            _missing(desk, "ends", f"2h or {next_week(desk, 4)}")
    return starts, ends


def next_week(desk: Desk, hour: int) -> str:
    """A time as an example."""
    return f"{desk.now.astimezone(desk.settings.zone) + timedelta(days=7):%Y-%m-%d} {hour:02}:00"


def _missing(desk: Desk, name: str, example: str) -> None:
    if desk.talk.ask is None:
        message = f"say it with --{name}, such as {example}"
        raise AuthoringError(message)
    desk.talk.tell(f"This is needed: {example}.")


def moved(
    desk: Desk, note: Incident | Maintenance, said: Said, status: Status
) -> tuple[datetime | None, datetime | None]:
    """The new start and end of planned work; who says that it takes longer says until when."""
    if isinstance(note, Incident):
        return None, None
    starts = time_said(desk, said.starts, "starts", When(desk.now))
    begin = starts or next((one.starts for one in reversed(note.updates) if one.starts), note.starts)
    base = begin if starts else max(begin, desk.now)
    when = _after(desk, base, "the start" if base == begin else "now")
    question = "Until when does it take now? (05:00, or 2h from now)" if status is Status.EXTENDED else ""
    return starts, time_said(desk, said.ends, "ends", when, question)

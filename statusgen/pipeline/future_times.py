"""Warnings for writers of updates and incidents that readers do not see yet, and of days to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import (
    AnyNote,
    DatedNote,
    Incident,
    Maintenance,
    Problem,
    Report,
    UndatedNote,
    Update,
)
from statusgen.pipeline.content import sound_site
from statusgen.read import Reading
from statusgen.read.times import format_duration, local_time
from statusgen.timeline.months import first_day
from statusgen.timeline.visible import has_begun, known_from

_SOON = timedelta(days=7)
_FEW = 10


@dataclass(frozen=True, slots=True)
class _Ahead:
    """An update or an incident that is shown later; `unseen`: so is its note."""

    span: Span
    at: datetime
    note: DatedNote
    what: str
    unseen: bool


def not_shown_yet(reading: Reading, now: datetime) -> tuple[Diagnostic, ...]:
    """Return warnings of updates dated after `now`, and of incidents that start after it.

    Dates that are meant for the future get no warning: announcements, starts of planned work, and updates
    written in advance for announced work. With many such notes, `now` is probably a look back at an earlier
    time, and only the next seven days are reported.
    """
    if reading.settings is None:
        return ()
    notes = [one.note for one in reading.notes if one.note and not isinstance(one.note, UndatedNote)]
    ahead = [one for note in notes for one in _ahead(note, now)]
    if len({one.note.key for one in ahead if one.unseen}) > _FEW:
        ahead = [one for one in ahead if not one.unseen or one.at - now <= _SOON]
    return tuple(_diagnostic(one, now, reading.settings.zone) for one in ahead)


def days_to_come(reading: Reading, now: datetime) -> Iterator[Diagnostic]:
    """Yield warnings of what is past by its meaning, but dated after `now`.

    These are problems that are known, what is approved, done or has happened, and months of reports.
    """
    for note in (one.whole for one in reading.notes if one.whole and reading.settings):
        if isinstance(note, Report) and reading.settings and not has_begun(note, now, reading.settings.zone):
            help = "Correct the month in its name, if these words are not meant to wait for it."
            yield Diagnostic("day-to-come", Span(note.path), f"the month {note.id} has not begun", help)
        if isinstance(note, Report) and _ends_before_all(note, reading):
            help = "Correct the month in its name; or the `since` of your services, or `from` of `reports`."
            message = f"no report has these words: nothing counts in {note.id}"
            yield Diagnostic("report-before-since", Span(note.path), message, help)
        for owner in (note, *note.updates):
            for span, name, at in _past_days(owner):
                seen = max(now, owner.at) if isinstance(owner, Update) else now
                if at > seen and reading.settings:
                    message = f"`{name}` is in the future: {local_time(at, reading.settings.zone)}"
                    planned = "" if name in ("opened", "approved") else "; write what you plan as `due`"
                    help = f"Correct the year or the day{planned}."
                    yield Diagnostic("day-to-come", span, message, help)


def _ends_before_all(note: Report, reading: Reading) -> bool:
    """Return whether the month of a report is over before anything counts."""
    first = first_day(sound_site(reading))
    return note.month < (first.year, first.month)


def _past_days(owner: AnyNote | Update) -> Iterator[tuple[Span, str, datetime]]:
    """Yield the days on which something is done or has happened, each with its place and the field."""
    if isinstance(owner, Problem):
        yield owner.places.get("opened", owner.span), "opened", owner.opened
    for approval in owner.approved if isinstance(owner, Maintenance) else ():
        yield approval.span, "approved", approval.on
    for action in owner.actions if isinstance(owner, Update | Problem) else ():
        for name, at in (("done", action.done), ("dropped", action.dropped)):
            if at:
                yield action.places.get(name, action.span), name, at
    for event in owner.course if isinstance(owner, Update) else ():
        place = event.words.origins[0].span if event.words.origins else owner.span
        yield place, "course", event.at


def _ahead(note: DatedNote, now: datetime) -> Iterator[_Ahead]:
    known = known_from(note)
    unseen = known is not None and known > now
    if unseen and isinstance(note, Maintenance) and note.occurrence:
        return  # an occurrence waits for its day by plan
    if isinstance(note, Incident) and not note.updates and unseen:
        yield _Ahead(note.span, note.started, note, "incident", unseen)
    for update in note.updates:
        if update.at > now and (unseen or not _is_planned(update.at, note, now)):
            yield _Ahead(update.span, update.at, note, "update", unseen)


def _is_planned(at: datetime, note: DatedNote, now: datetime) -> bool:
    """Return whether an update is written in advance for planned work: a reminder, or for its begin."""
    if not isinstance(note, Maintenance) or now >= note.starts:
        return False
    return at >= note.starts or at - now > timedelta(days=1)


def _diagnostic(one: _Ahead, now: datetime, zone: ZoneInfo) -> Diagnostic:
    message = (
        f"this {one.what} is not shown until {local_time(one.at, zone)}, in {format_duration(one.at - now)}"
    )
    known = known_from(one.note)
    if one.unseen and one.what == "update" and known is not None:
        kind, _, _ = one.note.key.partition("/")
        when = "until then" if known >= one.at else f"until {local_time(known, zone)}"
        message += f", and this {kind} is not on the site {when}"
    help = f"Correct the time if it is not meant to wait; it is {local_time(now, zone)} in {zone.key}."
    return Diagnostic("not-shown-yet", one.span, message, help)

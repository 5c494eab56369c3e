"""Rules about the next update: promised, kept, and not too far away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import Incident, Update
from statusgen.model.states import ServiceState
from statusgen.prose.plain.subject import Subject, missing
from statusgen.timeline.incidents import incident_state

LONG = timedelta(hours=4)
"""After so long an incident is a long one: readers know that it takes its time."""
_USUAL = timedelta(minutes=30)
GRACE = timedelta(minutes=5)
"""A promise that is kept this late is kept."""


def next_update_missing(subject: Subject) -> Iterator[Diagnostic]:
    """Readers know when they hear more: from the field, or from the words."""
    update = subject.update
    if update is None or update.next_update or subject.language.patterns.promise.search(subject.said):
        return
    due = (update.at + min(wait_limit(subject, update), _USUAL)).astimezone(subject.scene.settings.zone)
    same_day = due.date() == update.at.astimezone(subject.scene.settings.zone).date()
    time = f"{due:%H:%M}" if same_day else f"{due:%Y-%m-%d %H:%M}"
    yield from missing(subject, "next-update-missing", time=time)


def next_update_overdue(subject: Subject) -> Iterator[Diagnostic]:
    """What was promised in an incident that goes on has come, or is not yet due."""
    note, update = subject.note, subject.update
    if not isinstance(note, Incident) or update is None or update.next_update is None:
        return
    promised = update.next_update
    last = update is note.updates[-1]
    if last and promised + GRACE < subject.scene.now and incident_state(note, subject.scene.now).open:
        time = promised.astimezone(subject.scene.settings.zone)
        span = update.places.get("next_update", update.span)
        yield from missing(subject, "next-update-overdue", span, time=f"{time:%Y-%m-%d %H:%M}")


def next_update_too_far(subject: Subject) -> Iterator[Diagnostic]:
    """Nobody waits for long without a word."""
    update = subject.update
    if update is None:
        return
    due = update.next_update or _promised_in_words(subject, update)
    if due is None:
        return
    limit = wait_limit(subject, update)
    if due - update.at > limit:
        span = update.places.get("next_update", update.span)
        wait, most = ((time.total_seconds() / 60) for time in (due - update.at, limit))
        yield from missing(subject, "next-update-too-far", span, wait=round(wait), limit=round(most))


def wait_limit(subject: Subject, update: Update) -> timedelta:
    """How long readers may wait: less when it is bad, more when it goes on for hours."""
    limits = subject.scene.settings.plain_language
    note = subject.note
    if isinstance(note, Incident) and update.at - note.started > LONG:
        return timedelta(minutes=limits.wait_minutes_long)
    effects = [*note.services, *(effect for one in (*subject.earlier, update) for effect in one.services)]
    bad = (
        max((effect.state for effect in effects), default=ServiceState.OPERATIONAL)
        >= ServiceState.PARTIAL_OUTAGE
    )
    return timedelta(minutes=limits.wait_minutes_major if bad else limits.wait_minutes)


def _promised_in_words(subject: Subject, update: Update) -> datetime | None:
    match = subject.language.patterns.promised_minutes.search(subject.said)
    if match is None:
        return None
    hours = match["unit"][0] in "h小H"
    return update.at + timedelta(minutes=int(match["number"][:4]) * (60 if hours else 1))

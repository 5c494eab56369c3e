"""Rules about the next update: it is promised, comes in time, and is not too far away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import Incident, Update
from statusgen.plain_language.target import LintTarget, missing
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.promises import GRACE, wait_limit

_USUAL = timedelta(minutes=30)


def next_update_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find an update that does not say when the next one comes, neither in a field nor in words."""
    update = target.update
    if update is None or update.next_update or target.language.patterns.promise.search(target.text):
        return
    due = (update.at + min(_limit(target), _USUAL)).astimezone(target.context.settings.zone)
    same_day = due.date() == update.at.astimezone(target.context.settings.zone).date()
    time = f"{due:%H:%M}" if same_day else f"{due:%Y-%m-%d %H:%M}"
    yield missing(target, "next-update-missing", time=time)


def next_update_overdue(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the last update of an open incident if its promised time has passed."""
    note, update = target.note, target.update
    if not isinstance(note, Incident) or update is None or update.next_update is None:
        return
    promised = update.next_update
    last = update is note.updates[-1]
    if last and promised + GRACE < target.context.now and incident_state(note, target.context.now).open:
        time = promised.astimezone(target.context.settings.zone)
        span = update.places.get("next_update", update.span)
        yield missing(target, "next-update-overdue", span, time=f"{time:%Y-%m-%d %H:%M}")


def next_update_too_far(target: LintTarget) -> Iterator[Diagnostic]:
    """Find an update whose next one is promised for later than readers should wait."""
    update = target.update
    if update is None:
        return
    due = update.next_update or _promised_in_words(target, update)
    if due is None:
        return
    limit = _limit(target)
    if due - update.at > limit:
        span = update.places.get("next_update", update.span)
        wait, most = ((time.total_seconds() / 60) for time in (due - update.at, limit))
        yield missing(target, "next-update-too-far", span, wait=round(wait), limit=round(most))


def _limit(target: LintTarget) -> timedelta:
    return wait_limit(target.note, target.updates, target.context.settings.plain_language)


def _promised_in_words(target: LintTarget, update: Update) -> datetime | None:
    match = target.language.patterns.promised_minutes.search(target.text)
    if match is None:
        return None
    return update.at + timedelta(minutes=int(match["number"][:4]) * (60 if match["hours"] else 1))

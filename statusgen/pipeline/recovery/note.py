"""One note with mistakes → the note as it can be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.notes import (
    UNKNOWN_TIME,
    AnyNote,
    Incident,
    Maintenance,
    Note,
    Notice,
    Page,
    Problem,
    Report,
    Update,
)
from statusgen.model.states import Severity
from statusgen.model.status import Status
from statusgen.model.text import EMPTY
from statusgen.pipeline.recovery.attempt import ENDS, UPDATE_PREFIX, Attempt, Doubt
from statusgen.pipeline.recovery.languages import recover_translations
from statusgen.pipeline.recovery.services import recover_services, with_services_in_text
from statusgen.pipeline.recovery.unconfirmed import with_doubts
from statusgen.timeline.calendar import midnight

Owner = TypeVar("Owner", bound=Note | Update)

_OTHERWISE_RECOVERED = frozenset({"services", "id", "at"})
"""Fields that are recovered in another way, or that need not be."""
_READ_IN_PART = ("status", "body", "intro")
"""Fields that have a value although they are lost: a status that changes nothing, words up to a mistake."""
_HARMLESS = frozenset(f"{UPDATE_PREFIX}{status}" for status in (*ENDS, Status.POSTMORTEM))
"""Updates after which states are no worse than before, so that a lost one leaves no doubt."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def recover_note(attempt: Attempt) -> tuple[AnyNote | None, bool]:
    """Return the note to publish, or None, and whether it is the last published version as a whole."""
    note = _recovered_fields(attempt)
    if note is not None:
        return note, False
    note = _last_version(attempt)
    return note, note is not None


def day_of(id_: str, zone: ZoneInfo) -> datetime | None:
    """Return the start of the day with which the id of a note begins; None if it begins with none."""
    match = _DAY.match(id_)
    try:
        return midnight(date.fromisoformat(match[0]), zone) if match else None
    except (ValueError, OverflowError):
        return None


def _recovered_fields(attempt: Attempt) -> AnyNote | None:
    """Return the note with each field as it was read or last published; None if a necessary time is lost."""
    if attempt.read.note is None:
        return None
    note = _with_errors_as_lost(attempt.read.note, attempt.read.problems)
    note = _with_updates(_with_fields(note, attempt.last, attempt), attempt)
    attempt.doubts.extend(_doubts_of_ignored_services(note, attempt.read.problems))
    if attempt.doubts:
        note = with_services_in_text(note, attempt.read.named, attempt.context)
    if isinstance(note, Incident):
        note = _with_start(note, attempt)
    if _lacks_time(note):
        return None
    note = recover_translations(note, attempt)
    if not note.title and not isinstance(note, Report):
        note = replace(note, title=attempt.context.titles[attempt.read.kind])
    return with_doubts(note, attempt.doubts)


def _last_version(attempt: Attempt) -> AnyNote | None:
    """Return the last published version, in doubt since its last update, as the new one may say anything."""
    if attempt.last is None:
        return None
    note = replace(attempt.last, path=attempt.read.main, pictures=attempt.read.pictures)
    note = _with_updates(_with_fields(note, None, attempt), attempt)
    earlier = note.unconfirmed if isinstance(note, Incident | Maintenance) else ()
    doubt = Doubt(max([UNKNOWN_TIME, *(one.at for one in note.updates)]))
    return with_doubts(with_services_in_text(note, attempt.read.named, attempt.context), [doubt], earlier)


def _with_errors_as_lost(note: AnyNote, problems: Iterable[Diagnostic]) -> AnyNote:
    """Return the note with the names of fields that were read but have errors in `lost`."""
    spans = {one.span: one.code for one in problems if one.level is Level.ERROR}

    def marked(owner: Owner) -> Owner:
        wrong = {name for name, span in owner.places.items() if span in spans and name != "services"}
        if isinstance(owner, Update) and spans.get(owner.span) == "missing-key":
            wrong.add("ends")  # Work goes on, and nothing says until when.
        return _changed(owner, lost=tuple(sorted({*owner.lost, *wrong}))) if wrong else owner

    note = replace(marked(note), updates=tuple(marked(one) for one in note.updates))
    too_early = {span for span, code in spans.items() if code == "ends-before-start"}
    if isinstance(note, Incident) and too_early & {one.span for one in note.updates}:
        note = replace(note, lost=tuple(sorted({*note.lost, "started"})))
    return note


def _with_fields(owner: Owner, last: Owner | None, attempt: Attempt) -> Owner:
    """Return a note or an update with the last published values of its lost fields.

    Fields that were never published are empty and stay in `lost`: a guess is no published value.
    """
    values, missing = dict[str, Any](), list[str]()
    empty = _empty_values(type(owner))
    for name in (one for one in owner.lost if one in empty and one not in _OTHERWISE_RECOVERED):
        if last is not None and name not in last.lost and name != "public":
            values[name] = getattr(last, name)
            attempt.restored.append(name)
        else:
            missing.append(name)
            if name not in _READ_IN_PART:
                values[name] = empty[name]
    services, is_missing = recover_services(owner, last, attempt)
    missing += ["services"] if is_missing else []
    if isinstance(owner, Update):
        attempt.doubts.extend(_doubts_of_times(owner, missing, attempt))
    attempt.missing.extend(missing)
    updates = (one for one in owner.lost if one.startswith(UPDATE_PREFIX))
    return _changed(owner, **values, services=services, lost=tuple(sorted({*missing, *updates})))


def _empty_values(kind: type[Any]) -> dict[str, Any]:
    """Return the value of each field of a class of the model when nothing is written."""
    needed = {"title": EMPTY, "status": Status.UPDATE}
    return {
        one.name: needed.get(one.name, UNKNOWN_TIME) if one.default is MISSING else one.default
        for one in fields(kind)
    }


def _doubts_of_times(update: Update, missing: Sequence[str], attempt: Attempt) -> Iterator[Doubt]:
    """Yield the doubts about when the states of an update hold."""
    if "status" in missing:  # It is read as a status that changes nothing, and may change everything.
        yield Doubt(update.effective, until_over=True)
    if "since" in missing and not update.status.ends:
        yield Doubt(attempt.context.start_of_day(update.at), update.at)
    if "ends" in missing or "starts" in missing:
        yield Doubt(update.at, until_over=True)


def _doubts_of_ignored_services(note: AnyNote, problems: Iterable[Diagnostic]) -> Iterator[Doubt]:
    """Yield a doubt for each update after the end whose services count for nothing, but may be meant."""
    ignored = {one.span for one in problems if one.code == "services-after-end"}
    for update in note.updates:
        if ignored & {one.span for one in update.services}:
            yield Doubt(update.effective, until_over=True)


def _with_updates(note: AnyNote, attempt: Attempt) -> AnyNote:
    """Return the note with its updates recovered, and with the last published ones in place of lost ones."""
    before = attempt.last_updates()
    updates = [_with_fields(one, before.get(one.id), attempt) for one in note.updates]
    gone = [before[id_] for id_ in before if id_ not in {one.id for one in updates}]
    back, unmatched = list[Update](), list[str]()
    for name in (one for one in note.lost if one.startswith(UPDATE_PREFIX)):
        left = (one for one in gone if one not in back)
        same = next((one for one in left if name == f"{UPDATE_PREFIX}{one.status}"), None)
        if same:
            back.append(same)
        else:
            unmatched.append(name)
    back = gone if f"{UPDATE_PREFIX}?" in unmatched else back
    attempt.restored.extend(["updates"] if back else [])
    attempt.missing.extend(["updates"] if unmatched else [])
    updates = sorted([*updates, *back], key=lambda one: (one.at, one.id))
    if not _HARMLESS.issuperset(unmatched):
        attempt.doubts.append(Doubt(max([UNKNOWN_TIME, *(one.effective for one in updates)])))
    others = (one for one in note.lost if not one.startswith(UPDATE_PREFIX))
    return replace(note, updates=tuple(updates), lost=tuple(sorted({*others, *unmatched})))


def _with_start(note: Incident, attempt: Attempt) -> Incident:
    """Return the incident with a start that can be relied on.

    A start that cannot be read may be the beginning of the day that the id begins with, or of the first
    update, but not a day after today. A start after now is not relied on if an update is lost: its time
    may contradict the start. Without a start, that of the first update is a guess if an earlier one may be
    lost. A guess leaves `started` among the lost fields.
    """
    context, first = attempt.context, note.updates[0].effective if note.updates else None
    lost_updates = [one for one in note.lost if one.startswith(UPDATE_PREFIX)]
    is_doubtful = note.started > context.now and bool(lost_updates)
    is_unread = note.started == UNKNOWN_TIME or "started" in note.lost or is_doubtful
    if is_unread:
        day = day_of(note.id, context.zone) or context.start_of_day(first or context.now)
        started = min([day, context.start_of_day(context.now), *([first] if first else [])])
        if first and started < first:
            attempt.doubts.append(Doubt(started, first))
        note = replace(note, started=started)
    if is_unread or ("started" not in note.places and not _HARMLESS.issuperset(lost_updates)):
        note = replace(note, lost=tuple(sorted({*note.lost, "started"})))
    if "severity" in note.lost and not note.services:
        note = replace(note, severity=Severity.MINOR)
    return note


def _lacks_time(note: AnyNote) -> bool:
    """Return whether a time is unknown without which the note cannot be published."""
    match note:
        case Incident():
            return note.started == UNKNOWN_TIME
        case Maintenance():
            # A time of announcement may be meant to keep the maintenance secret until then.
            is_secret = "announced" in note.lost and note.announced is None and not note.updates
            return is_secret or UNKNOWN_TIME in (note.starts, note.ends)
        case Notice():
            return note.published == UNKNOWN_TIME
        case Problem():
            return note.opened == UNKNOWN_TIME
        case Page() | Report():
            return False


def _changed(owner: Owner, **values: Any) -> Owner:
    return cast("Owner", replace(cast("Any", owner), **values))

"""Recurring work as its occurrences, each a note of its own; what has begun must not be undone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import AnyNote, Maintenance
from statusgen.model.packed import Lazy
from statusgen.model.status import Kind
from statusgen.pipeline.published import read_published
from statusgen.pipeline.revisions import LastRevisions, read_revisions
from statusgen.read import Reading, ReadNote
from statusgen.read.public_notes import public_work
from statusgen.read.recurrence import EXCEPTION, occurrences_until
from statusgen.read.recurrence_checks import is_unknown
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.revisions import facts_of, has_other_times
from statusgen.timeline.visible import as_posted

Works = Mapping[str, Maintenance]
"""Occurrences by id."""

_OF_THE_RULE = frozenset({"bad-repeat", "first-not-in-rule", "unknown-occurrence", "ends-before-start"})
"""Errors that leave in doubt which occurrences there are, or what each of them is."""
_FEW = 3


def with_occurrences(
    reading: Reading, now: datetime, previous: Mapping[str, bytes]
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Return the content with the occurrences of recurring work in place of their series, and problems.

    `previous` is as in `compile_site`. What has begun stays as published, with an error, if the content
    undoes it. Of a series with errors, what is over stays as published; with errors in its rule, all does.
    Nothing stays that the site does not make public any more.
    """
    last = read_revisions(previous)
    ids = _published_ids(last)
    if reading.settings is None or not (ids or any(one.recurs for one in reading.notes)):
        return reading, ()
    zone, parts = reading.settings.zone, reading.settings.public_parts

    @cache
    def published() -> Works:
        notes = read_published(previous).notes.values()
        return {note.id: public_work(note, parts) for note in notes if isinstance(note, Maintenance)}

    notes, problems = list[ReadNote](), list[Diagnostic]()
    for one in reading.notes:
        if one.kind is not Kind.MAINTENANCE or not (one.recurs or one.id in ids):
            notes.append(one)
            continue
        found = {each.id: each for each in _expanded(one, now, zone)}
        if one.sound:
            suspects = _suspects(found, ids.get(one.id, ()), last, zone)
            works = [published()[id_] for id_ in suspects if id_ in published()]
            undone = _begun(works, found, now, same_zone=last.zone == zone.key)
            problems += _problems(one, undone, found)
            problems += _gone(one, [work for work in works if work.id not in {*found, *undone}], now)
            found |= {id_: _as_published(one, work) for id_, work in undone.items()}
            notes += found.values() or [one]
        else:
            notes += _recoverable(one, found, ids.get(one.id, ()), published, now)
    return replace(reading, notes=tuple(notes)), tuple(problems)


def undone_since(reading: Reading, earlier: Reading, now: datetime) -> Iterator[Diagnostic]:
    """Yield errors for recurring work that had begun by earlier content, and that this one undoes."""
    if reading.settings is None or earlier.settings is None:
        return
    before, zone = {one.id: one for one in earlier.notes if one.recurs and one.sound}, reading.settings.zone
    for one in reading.notes:
        if one.kind is Kind.MAINTENANCE and one.sound and one.id in before:
            found = {each.id: each for each in _expanded(one, now, zone)}
            were = _expanded(before[one.id], now, earlier.settings.zone)
            works = (each.note for each in were if isinstance(each.note, Maintenance))
            gone = _begun(works, found, now, same_zone=earlier.settings.zone == zone)
            yield from _problems(one, gone, found)


def _published_ids(last: LastRevisions) -> Mapping[str, Sequence[str]]:
    """Return the ids of the occurrences of the last publication, by that of their series."""
    found = dict[str, list[str]]()
    for key in last.notes:
        kind, _, id_ = key.partition("/")
        series, slash, _ = id_.partition("/")
        if kind == Kind.MAINTENANCE and slash:
            found.setdefault(series, []).append(id_)
    return found


def _expanded(one: ReadNote, now: datetime, zone: ZoneInfo) -> Iterator[ReadNote]:
    """Yield the occurrences of a series; none if its rule is in doubt, or it is none."""
    series, whole = one.note, one.whole
    if not isinstance(series, Maintenance) or not isinstance(whole, Maintenance) or is_unknown(whole):
        return
    if any(problem.code in _OF_THE_RULE for problem in one.problems):
        return
    internal = occurrences_until(whole, now, zone) if one.with_internal else ()
    wholes = {each.id: Lazy[AnyNote](each) for each in internal}
    for each in occurrences_until(series, now, zone):
        digest = hashlib.sha256(one.digest + each.id.encode()).digest() if one.digest else b""
        kept = Lazy[AnyNote](each)
        yield replace(
            one, id=each.id, kept=kept, with_internal=wholes.get(each.id), digest=digest, recurs=False
        )


def _suspects(
    found: Mapping[str, ReadNote], ids: Sequence[str], last: LastRevisions, zone: ZoneInfo
) -> Iterator[str]:
    """Yield the published occurrences that are gone, or that may have other times or services since.

    Only the newest one is compared in facts: an edit of the series changes all of them alike.
    """
    newest = max((id_ for id_ in ids if id_ in found), default="")
    note = found[newest].note if newest else None
    before = last.notes[f"{Kind.MAINTENANCE}/{newest}"].facts if newest else ""
    is_edited = isinstance(note, Maintenance) and has_other_times(before, facts_of(note))
    for id_ in ids:
        one = found.get(id_)
        is_moved = last.notes[f"{Kind.MAINTENANCE}/{id_}"].moves > 0
        is_excepted = one is not None and _has_exception(one.note) and not is_moved
        if one is None or is_excepted or (is_edited and last.zone == zone.key):
            yield id_


def _has_exception(note: AnyNote | None) -> bool:
    return note is not None and any(update.id == EXCEPTION for update in note.updates)


def _begun(
    works: Iterable[Maintenance], found: Mapping[str, ReadNote], now: datetime, *, same_zone: bool
) -> Works:
    """Return the occurrences that had begun and are gone, or that an edit has changed since.

    In another zone all of them are at other instants, of which there is a warning of its own.
    """
    undone = dict[str, Maintenance]()
    for work in works:
        new = found[work.id].note if work.id in found else None
        is_changed = new is None or (_has_exception(new) and not _has_exception(work))
        if same_zone and isinstance(new, Maintenance):
            is_changed |= (new.starts, new.ends, new.services) != (work.starts, work.ends, work.services)
        if is_changed and maintenance_state(as_posted(work, now), now).starts <= now:
            undone[work.id] = work
    return undone


def _problems(one: ReadNote, undone: Works, found: Mapping[str, ReadNote]) -> Iterator[Diagnostic]:
    if not undone or one.whole is None:
        return
    days = sorted(work.occurrence.day for work in undone.values() if work.occurrence)
    named = ", ".join(day.isoformat() for day in days[-_FEW:])
    more = f"{len(days) - _FEW} earlier days, " if len(days) > _FEW else ""
    is_there = all(id_ in found and not _has_exception(found[id_].note) for id_ in undone)
    verb = "gives other times or services to" if is_there else "undoes"
    message = f"this {verb} work that has begun, and that readers were shown: {more}{named}"
    help = (
        f"Write it as it was and end it: `until: {days[-1]}`. Write the new work in a note of its own, "
        f"with `supersedes: {one.id}`. Say how a day went in an update with `on` and the day."
    )
    keys = ("starts", "services", "repeat") if is_there else ("repeat", "starts")
    place = next((one.whole.places[name] for name in keys if name in one.whole.places), None)
    yield Diagnostic("past-occurrence-lost", place or one.whole.span, message, help)


def _gone(one: ReadNote, works: Iterable[Maintenance], now: datetime) -> Iterator[Diagnostic]:
    """Yield a warning for dates to come that were published and are gone, but for cancelled ones."""
    standing = (work for work in works if maintenance_state(as_posted(work, now), now).open)
    days = sorted(work.occurrence.day for work in standing if work.occurrence)
    if days and one.whole:
        named = ", ".join(map(str, days[:_FEW])) + (f" and {len(days) - _FEW} more" if days[_FEW:] else "")
        message = f"readers were shown these dates, which are gone now: {named}"
        command = f"statusgen update {one.id} --on {days[0]} --status cancelled"
        help = f"Subscribers do not hear of it. Keep the rule to {days[-1]}, and cancel each: `{command}`."
        place = next((one.whole.places[key] for key in ("until", "repeat") if key in one.whole.places), None)
        yield Diagnostic("shown-dates-gone", place or one.whole.span, message, help)


def _as_published(one: ReadNote, work: Maintenance) -> ReadNote:
    """Return an occurrence as it was published, without the mistakes of its series."""
    note = replace(work, path=one.main, pictures=one.pictures)
    return replace(
        one,
        id=work.id,
        kept=Lazy[AnyNote](note),
        with_internal=None,
        problems=(),
        digest=b"",
        recurs=False,
        links=(),
    )


def _recoverable(
    one: ReadNote,
    found: Mapping[str, ReadNote],
    ids: Sequence[str],
    published: Callable[[], Works],
    now: datetime,
) -> Iterator[ReadNote]:
    """Yield the occurrences of a series with errors; those of which nothing is known have no note."""
    works = {id_: published()[id_] for id_ in ids if id_ in published()}
    over = {
        id_: _as_published(one, work)
        for id_, work in works.items()
        if not maintenance_state(as_posted(work, now), now).open
    }
    unknown = replace(one, kept=None, with_internal=None, recurs=False)
    others = found or {id_: replace(unknown, id=id_) for id_ in ids}
    yield from ({**others, **over}).values()
    if not (others or over):
        whole = one.whole
        is_series = isinstance(whole, Maintenance) and bool(whole.repeat or "repeat" in whole.lost)
        yield unknown if is_series else one

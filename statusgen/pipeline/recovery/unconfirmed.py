"""Doubts about a note → the periods in which its states are shown as unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from statusgen.model.notes import (
    AffectedService,
    AnyNote,
    Incident,
    Maintenance,
    Status,
    UnconfirmedPeriod,
    Update,
)
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY
from statusgen.pipeline.recovery.attempt import ENDS, Doubt
from statusgen.timeline.maintenances import maintenance_state

Period = tuple[datetime, datetime | None]
"""A start and an end; an end of None is open."""


def with_doubts(note: AnyNote, doubts: Iterable[Doubt], earlier: Iterable[UnconfirmedPeriod] = ()) -> AnyNote:
    """Return the note with `earlier` periods and those of its doubts as unconfirmed."""
    if not isinstance(note, Incident | Maintenance):
        return note
    periods = {
        UnconfirmedPeriod(start, end, doubt.everywhere)
        for doubt in doubts
        for start, end in _periods(note, doubt)
        if end is None or start < end
    }
    return replace(note, unconfirmed=tuple(sorted({*earlier, *periods}, key=_in_time)))


def _in_time(period: UnconfirmedPeriod) -> tuple[datetime, bool, datetime, bool]:
    return period.start, period.end is None, period.end or period.start, period.everywhere


def _periods(note: Incident | Maintenance, doubt: Doubt) -> Iterator[Period]:
    start = max(doubt.begin, note.begins)
    if doubt.while_working and isinstance(note, Maintenance):
        yield from _while_working(note, start)
    elif doubt.until_over:
        yield from _while_open(note, start)
    else:
        yield start, doubt.end


def _while_open(note: Incident | Maintenance, start: datetime) -> Iterator[Period]:
    """Yield the periods from `start` in which no update has ended the note, also after it is reopened."""
    begin: datetime | None = start
    for update in note.updates:
        if update.effective < start:
            continue
        if begin is not None and update.status in ENDS:
            yield begin, update.effective
            begin = None
        elif begin is None and _reopens(note, update):
            begin = update.effective
    if begin is not None:
        yield begin, None


def _reopens(note: Incident | Maintenance, update: Update) -> bool:
    """Return whether the states from before the end of the note hold again after an update."""
    if isinstance(note, Maintenance):
        return update.status in (Status.SCHEDULED, Status.IN_PROGRESS)
    return update.status not in (*ENDS, Status.UPDATE, Status.POSTMORTEM) and not update.services


def _while_working(note: Maintenance, start: datetime) -> Iterator[Period]:
    """Yield the periods from `start` in which work is in progress by plan or by the updates."""
    probe = AffectedService("", ServiceState.UNDER_MAINTENANCE)
    updates = tuple(replace(one, services=()) for one in note.updates)
    alone = replace(note, services=(probe,), updates=updates, withdrawn=EMPTY, unconfirmed=())
    for run in maintenance_state(alone, start).intervals:
        if run.end is None or run.end > start:
            yield max(run.start, start), run.end

"""How planned work ended, compared with what was announced before it began. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from statusgen.model.changes import ChangeType
from statusgen.model.notes import Maintenance
from statusgen.model.status import Status
from statusgen.timeline.changes import known_since, planned_start
from statusgen.timeline.note_summary import NoteSummary


class Outcome(StrEnum):
    """Outcome of planned work."""

    OPEN = "open"
    KEPT = "kept"
    """It ended by the time that was announced when it began."""
    EXTENDED = "extended"
    CALLED_OFF = "called-off"


def outcome(work: NoteSummary) -> Outcome:
    """Return the outcome of a maintenance. Unpacks the note."""
    if work.status is Status.CANCELLED:
        return Outcome.CALLED_OFF
    if work.open or work.ends is None:
        return Outcome.OPEN
    return Outcome.EXTENDED if work.ends > _planned_end(work) else Outcome.KEPT


def _planned_end(work: NoteSummary) -> datetime:
    """Return the end that was announced last before the work began."""
    note = work.note
    ends = [note.ends] if isinstance(note, Maintenance) else []
    return [*ends, *(one.ends for one in note.updates if one.ends and one.at <= work.starts)][-1]


def change_type(work: NoteSummary) -> ChangeType | None:
    """Return the type of a maintenance, as far as readers see it. Unpacks the note."""
    return work.note.change if isinstance(work.note, Maintenance) else None


def notice(work: NoteSummary) -> timedelta | None:
    """Return how long before its planned start a maintenance was announced; None if that is not known.

    Zero if it was announced later. Unpacks the note.
    """
    note = work.note
    known = known_since(note) if isinstance(note, Maintenance) else None
    return max(planned_start(note) - known, timedelta()) if known and isinstance(note, Maintenance) else None

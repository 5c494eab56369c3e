"""The phase of a note at an update: the levels of findings depend on it."""

from __future__ import annotations

from statusgen.model.lint_rules import Phase
from statusgen.model.notes import AnyNote, Maintenance, Notice, Status, Update

OPEN = frozenset({Phase.INVESTIGATING, Phase.IDENTIFIED, Phase.MONITORING})

_PHASES = {
    Status.INVESTIGATING: Phase.INVESTIGATING,
    Status.IDENTIFIED: Phase.IDENTIFIED,
    Status.MONITORING: Phase.MONITORING,
    Status.RESOLVED: Phase.RESOLVED,
    Status.POSTMORTEM: Phase.POSTMORTEM,
    Status.COMPLETED: Phase.OVER,
    Status.CANCELLED: Phase.OVER,
}


def phase_of(note: AnyNote, update: Update | None, earlier: tuple[Update, ...]) -> Phase:
    """Return the phase of an update after `earlier` ones, or of the words around the updates for None."""
    if isinstance(note, Notice):
        return Phase.NOTICE
    if update is None:
        return Phase.TITLE
    status = update.status
    if status is Status.UPDATE:
        status = next((one.status for one in reversed(earlier) if one.status is not Status.UPDATE), status)
    otherwise = Phase.PLANNED if isinstance(note, Maintenance) else Phase.INVESTIGATING
    return _PHASES.get(status, otherwise)

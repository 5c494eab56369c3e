"""The phase of a note at an update: the levels of findings depend on it."""

from __future__ import annotations

from typing import assert_never

from statusgen.model.lint_rules import Phase
from statusgen.model.notes import AnyNote, Maintenance, Notice, Problem, Report, Update
from statusgen.model.status import Status

OPEN = frozenset({Phase.INVESTIGATING, Phase.IDENTIFIED, Phase.MONITORING})


def phase_of(note: AnyNote, update: Update | None, earlier: tuple[Update, ...]) -> Phase:
    """Return the phase of an update after `earlier` ones, or of the words around the updates for None."""
    if isinstance(note, Notice | Problem | Report):  # nobody waits for the next word
        return Phase.NOTICE
    if update is None:
        return Phase.TITLE
    status = update.status
    if status is Status.UPDATE:
        status = next((one.status for one in reversed(earlier) if one.status is not Status.UPDATE), status)
    return _phase(status, Phase.PLANNED if isinstance(note, Maintenance) else Phase.INVESTIGATING)


def _phase(status: Status, otherwise: Phase) -> Phase:
    """Return the phase of a status; `otherwise` if a status has no phase of its own."""
    match status:
        case (
            Status.INVESTIGATING | Status.IDENTIFIED | Status.MONITORING | Status.RESOLVED | Status.POSTMORTEM
        ):
            return Phase(status.value)
        case Status.CAUSE_KNOWN:
            return Phase.IDENTIFIED
        case Status.COMPLETED | Status.CANCELLED | Status.FIXED | Status.ACCEPTED:
            return Phase.OVER
        case Status.UPDATE | Status.SCHEDULED | Status.IN_PROGRESS | Status.VERIFYING | Status.EXTENDED:
            return otherwise
        case _:
            assert_never(status)

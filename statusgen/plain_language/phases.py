"""The phase of a note at an update: the levels of findings depend on it."""

from __future__ import annotations

from statusgen.lint_rules import Phase
from statusgen.model import AnyNote, Maintenance, Notice, Stage, Update

OPEN = frozenset({Phase.INVESTIGATING, Phase.IDENTIFIED, Phase.MONITORING})

_PHASES = {
    Stage.INVESTIGATING: Phase.INVESTIGATING,
    Stage.IDENTIFIED: Phase.IDENTIFIED,
    Stage.MONITORING: Phase.MONITORING,
    Stage.RESOLVED: Phase.RESOLVED,
    Stage.POSTMORTEM: Phase.POSTMORTEM,
    Stage.COMPLETED: Phase.OVER,
    Stage.CANCELLED: Phase.OVER,
}


def phase_of(note: AnyNote, update: Update | None, earlier: tuple[Update, ...]) -> Phase:
    """Return the phase of an update after `earlier` ones, or of the words around the updates for None."""
    if isinstance(note, Notice):
        return Phase.NOTICE
    if update is None:
        return Phase.TITLE
    stage = update.stage
    if stage is Stage.UPDATE:
        stage = next((one.stage for one in reversed(earlier) if one.stage is not Stage.UPDATE), stage)
    otherwise = Phase.PLANNED if isinstance(note, Maintenance) else Phase.INVESTIGATING
    return _PHASES.get(stage, otherwise)

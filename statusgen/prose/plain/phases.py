"""Where in its course a note stands when something is said: what is to be expected of the words follows."""

from __future__ import annotations

from enum import StrEnum

from statusgen.model import AnyNote, Maintenance, Notice, Status, Update


class Phase(StrEnum):
    """What readers expect of words: the statuses, with those of planned work taken together."""

    TITLE = "title"
    """The front matter and the introduction, which hold at any time."""
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    PLANNED = "planned"
    """Planned work that is to come or goes on."""
    OVER = "over"
    """Planned work that was done or called off."""
    NOTICE = "notice"


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
    """The phase of an update after `earlier` ones; None stands for the words around the updates."""
    if isinstance(note, Notice):
        return Phase.NOTICE
    if update is None:
        return Phase.TITLE
    status = update.status
    if status is Status.UPDATE:
        status = next((one.status for one in reversed(earlier) if one.status is not Status.UPDATE), status)
    otherwise = Phase.PLANNED if isinstance(note, Maintenance) else Phase.INVESTIGATING
    return _PHASES.get(status, otherwise)

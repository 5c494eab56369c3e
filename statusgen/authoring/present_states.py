"""States of services as the open notes have them, for lists to choose from."""

from __future__ import annotations

from statusgen.authoring.open_notes import goes_on, is_over
from statusgen.authoring.session import Session
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.states import ServiceState


def present_states(session: Session) -> dict[str, ServiceState]:
    """Return the worst state of each service in open incidents and maintenance in progress, by id."""
    found: dict[str, ServiceState] = {}
    for note in (one.note for one in session.reading.notes):
        if isinstance(note, Incident | Maintenance) and _counts(note, session):
            for service, state in states_of(note).items():
                found[service] = max(state, found.get(service, state))
    return found


def _counts(note: Incident | Maintenance, session: Session) -> bool:
    if note.withdrawn or note.begins > session.now:
        return False
    return not is_over(note) if isinstance(note, Incident) else goes_on(note, session.now)


def states_of(note: Incident | Maintenance) -> dict[str, ServiceState]:
    """Return the states of a note's services after its latest update, by id."""
    states = {one.service: one.state for one in note.services}
    for update in note.updates:
        if update.status.ends:
            states = dict.fromkeys(states, ServiceState.OPERATIONAL)
        states |= {one.service: one.state for one in update.services}
    return states

"""States of services and texts as the open notes have them now."""

from __future__ import annotations

from statusgen.authoring.open_notes import goes_on, is_over
from statusgen.authoring.recurring import with_days
from statusgen.authoring.session import Session
from statusgen.model.notes import DatedNote, Incident, Maintenance
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.model.text import LocalText
from statusgen.read.note_fields import NOTE_FIELDS, UPDATE_FIELDS


def present_states(session: Session) -> dict[str, ServiceState]:
    """Return the worst state of each service in open incidents and maintenance in progress, by id."""
    found: dict[str, ServiceState] = {}
    for note in with_days(session, (one.note for one in session.reading.notes)):
        if isinstance(note, Incident | Maintenance) and _counts(note, session):
            for service, state in states_of(note).items():
                found[service] = max(state, found.get(service, state))
    return found


def _counts(note: Incident | Maintenance, session: Session) -> bool:
    if note.withdrawn or note.begins > session.now:
        return False
    return not is_over(note) if isinstance(note, Incident) else goes_on(note, session.now)


def states_of(note: DatedNote) -> dict[str, ServiceState]:
    """Return the states of a note's services after its latest update, by id."""
    states = {one.service: one.state for one in note.services}
    for update in note.updates:
        if update.status.ends:
            states = dict.fromkeys(states, ServiceState.OPERATIONAL)
        states |= {one.service: one.state for one in update.services}
    return states


def texts_now(note: DatedNote, language: str) -> dict[str, str]:
    """Return the texts that hold after the latest update in a language, by name, such as `impact`."""
    found = {}
    for one in UPDATE_FIELDS:
        if one.is_text and one in NOTE_FIELDS[Kind.INCIDENT]:
            owners = (owner for owner in (note, *note.updates) if hasattr(owner, one.name))
            texts: list[LocalText] = [getattr(owner, one.name) for owner in owners]
            words = (dict(text.variants).get(language, "") for text in reversed(texts))
            found[one.name] = next(filter(None, words), "")
    return found

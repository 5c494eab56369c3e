"""Services of notes with their states, from a draft or by prompt."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.authoring.service_prompts import ask_affected, ask_concerned
from statusgen.authoring.services import find_services
from statusgen.authoring.session import AuthoringError, Session, services_of
from statusgen.model.notes import AffectedService
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.read.note_fields import CONCERNED_SERVICES, PLANNED_SERVICES
from statusgen.read.vocabulary import STATE_NAMES, STATES_BY_NAME, TROUBLE, normalise_name
from statusgen.read.yaml.decode import suggestion


def given_services(
    session: Session, given: Sequence[str] | None, kind: Kind
) -> tuple[tuple[AffectedService, ...], bool]:
    """Return the given services of a new note, else ask; as `effects` does."""
    if given is None and session.prompter.ask and services_of(session):
        if kind is Kind.INCIDENT:
            return effects(session, ask_affected(session, TROUBLE), kind)
        field = PLANNED_SERVICES if kind is Kind.MAINTENANCE else CONCERNED_SERVICES
        given = ask_concerned(session, field.question)
    return effects(session, given or (), kind)


def effects(session: Session, given: Sequence[str], kind: Kind) -> tuple[tuple[AffectedService, ...], bool]:
    """Return the named services with their states, and whether none is affected. Raises `AuthoringError`.

    `checkout=partial outage`, or `checkout` alone, which is then degraded (a message says so), or under
    maintenance; a notice or a problem is about services and says nothing of their states.
    """
    about = (Kind.NOTICE, Kind.PROBLEM)
    usual = {Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE}
    usual |= dict.fromkeys(about, ServiceState.OPERATIONAL)
    found: dict[str, AffectedService] = {}
    is_none = False
    for one in given:
        names, state = _with_state(session, one)
        named = find_services(names, session.reading.catalog.services)
        if named.problems:
            raise AuthoringError(named.problems[0])
        if kind in about and state.strip():
            message = (
                f"a {kind.value} does not say how services are ({one}); post an incident, or name them alone"
            )
            raise AuthoringError(message)
        is_none = is_none or named.is_none
        if named.ids and kind is Kind.INCIDENT and not state.strip():
            session.prompter.show(
                f"{', '.join(named.ids)}: posted as degraded, as no state was given. If it is worse, "
                f'say so: --service "{named.ids[0]}=partial outage"'
            )
        how = _state_named(state) if state.strip() else usual.get(kind, ServiceState.DEGRADED)
        found |= {service: AffectedService(service, how) for service in named.ids}
    if is_none and found:
        message = "“none” cannot go together with services"
        raise AuthoringError(message)
    return tuple(found.values()), is_none


def _with_state(session: Session, item: str) -> tuple[str, str]:
    """Split `checkout=degraded` into services and state; a service name may contain the sign, too."""
    if "=" not in item or not find_services(item, session.reading.catalog.services).problems:
        return item, ""
    names, _, state = item.rpartition("=")
    return names, state


def _state_named(text: str) -> ServiceState:
    """Return the state that a text names. Raises `AuthoringError`."""
    found = STATES_BY_NAME.get(normalise_name(text))
    if found is None:
        close = suggestion(normalise_name(text), STATES_BY_NAME)
        meant = (
            f"did you mean {close}?"
            if close
            else f"it can be {', '.join(n[0] for n in STATE_NAMES.values())}"
        )
        message = f"there is no state “{text.strip()}”; {meant}"
        raise AuthoringError(message)
    return found

"""Questions about services and their states, listed with their groups and present states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from statusgen.authoring.present_states import present_states
from statusgen.authoring.prompts import ask, ask_choice, ask_yes
from statusgen.authoring.services import NONE, find_services, name_of
from statusgen.authoring.session import AgainError, Option, Prompt, Session, say, services_of
from statusgen.model.catalog import Service
from statusgen.model.states import ServiceState
from statusgen.read.catalogues import msgid
from statusgen.read.note_fields import SERVICES
from statusgen.read.vocabulary import STATE_NAMES

_NAME = SERVICES.draft_name
_HOW = msgid("How is {service}?")


def ask_services(
    session: Session, question: str, hint: str, now: Mapping[str, ServiceState] | None = None
) -> tuple[str, ...] | None:
    """Ask for services by number, id or name; return their ids, None for Enter, none for “none”.

    The list has their present states, with those of `now` before them.
    """
    known = services_of(session)
    states = {**present_states(session), **(now or {})}
    options = tuple(_option(session, one, states) for one in known)
    while True:
        usual = ", ".join(_former(session))
        asked = say(session, question)
        answer = ask(session, Prompt(asked, options, several=True, usual=usual, hint=say(session, hint)))
        found = find_services(answer, known, numbered=True, say=partial(say, session))
        if not found.problems:
            return found.ids if found.ids or found.is_none else None
        for problem in found.problems:
            session.prompter.show(f"{problem[0].upper()}{problem[1:]}")


def ask_concerned(session: Session, question: str) -> tuple[str, ...]:
    """Ask for services, but not for states; return their ids, each with the state of the former answer."""
    former = _former(session)
    ids = ask_services(session, question, msgid("Numbers or names (Enter: none)")) or ()
    items = tuple(f"{one}={former[one]}" if former.get(one) else one for one in ids)
    session.prompter.keep(_NAME, ", ".join(items))
    return items


def ask_affected(session: Session, states: Sequence[ServiceState]) -> tuple[str, ...]:
    """Ask for the affected services and their states; no service needs a confirmation."""
    question = msgid("Which services are affected?")
    hint = msgid("Numbers or names, with blanks or commas between; “none” if none is")
    doubt = msgid("Then the page goes on showing all services as operational. Is none of them affected?")

    def ids() -> tuple[str, ...]:
        while not (found := ask_services(session, question, hint)) and found != ():
            with suppress(AgainError):
                if ask_yes(session, say(session, doubt), usual=False) == "y":
                    break
        return found or ()

    return _with_states(session, ids, states, otherwise=(NONE,))


def ask_changes(
    session: Session, now: Mapping[str, ServiceState], states: Sequence[ServiceState]
) -> tuple[str, ...]:
    """Ask for services whose state differs from `now`; return items such as `checkout=degraded`."""
    hint = msgid("(Enter: none, all stay as they are)")
    usual = {service: STATE_NAMES[state][0] for service, state in now.items()}
    return _with_states(
        session, lambda: ask_services(session, SERVICES.question, hint, now) or (), states, usual=usual
    )


def _with_states(
    session: Session,
    ask_ids: Callable[[], tuple[str, ...]],
    states: Sequence[ServiceState],
    usual: Mapping[str, str] = {},
    otherwise: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Ask for services, then for the state of each, `usual` first; back from a state leads to services.

    Without any service, the answer is `otherwise`.
    """
    choices = {STATE_NAMES[one][0]: STATE_NAMES[one] for one in states}
    names = {one.id: name_of(one, session.settings.languages[0]) for one in session.reading.catalog.services}
    while True:
        ids, known = ask_ids(), {**usual, **_former(session)}
        try:
            items = [
                f"{one}={ask_choice(session, how, choices, usual=known.get(one, ''))}"
                for one in ids
                for how in (say(session, _HOW, service=names[one]),)
            ]
        except AgainError:
            session.prompter.former[_NAME] = ", ".join(ids)
            continue
        session.prompter.keep(_NAME, ", ".join(items or otherwise))
        return tuple(items) or otherwise


def _former(session: Session) -> dict[str, str]:
    """Return the states by service of an answer that is to be changed, empty where there is none."""
    items = (one.partition("=") for one in session.prompter.former.get(_NAME, "").split(", "))
    return {service: state for service, _, state in items if service not in ("", NONE)}


def _option(session: Session, service: Service, states: Mapping[str, ServiceState]) -> Option:
    language = session.settings.languages[0]
    groups = {one.id: dict(one.name.variants).get(language, one.id) for one in session.reading.catalog.groups}
    state = STATE_NAMES[states.get(service.id, ServiceState.OPERATIONAL)][0]
    return Option(
        service.id, f"{name_of(service, language)}: {say(session, state)}", groups.get(service.group, "")
    )

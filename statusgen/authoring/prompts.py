"""Prompts at the terminal. An answer that cannot be used gets an explanation and another prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from statusgen.authoring.services import NONE, find_services, name_of
from statusgen.authoring.session import AuthoringError, Session, ask_line, services_of, trimmed
from statusgen.authoring.times import is_length, parse_when
from statusgen.model.catalog import Service
from statusgen.model.states import ServiceState
from statusgen.read.note_fields import SERVICES
from statusgen.read.vocabulary import STATE_NAMES, STATES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import suggestion

TIMES = "write 30, 2h, 09:50 or 2026-05-01 09:50"
ENDS_WORDS = "end with a line that has only a dot, or with two empty lines"
_YES, _NO = ("y", "yes", "是"), ("n", "no", "否")


def ask_yes(session: Session, question: str, *, usual: bool) -> bool:
    """Ask for yes or no; Enter means `usual`."""
    while True:
        answer = ask_line(session, f"{question} [{'Y/n' if usual else 'y/N'}]").lower()
        if answer in ("", *_YES, *_NO):
            return answer in _YES if answer else usual
        session.prompter.show("Answer y or n.")


def ask_needed(session: Session, said: str | None, question: str, name: str) -> str:
    """Return a given line, else ask until there is one. Raises `AuthoringError` without a terminal."""
    while said is None or not said.strip():
        if session.prompter.ask is None:
            message = f"say it with --{name}"
            raise AuthoringError(message)
        said = ask_line(session, question, name)
    return said.strip()


def ask_optional(session: Session, said: str | None, question: str, name: str) -> str:
    """Return a given line, else ask; the answer may be empty."""
    return said if said is not None else ask_line(session, f"{question} (Enter leaves it out)", name)


def ask_change(session: Session, said: str | None, question: str, name: str, now: str) -> str:
    """Return a given line, else ask for a change of the current one, `now`; empty for no change."""
    if said is not None or session.prompter.ask is None:
        return said or ""
    stays = f"Enter keeps: {now}" if now else "Enter leaves it out"
    answer = ask_line(session, f"{question} ({stays})", name)
    return "" if answer == now else answer


def ask_words(session: Session, said: str | None, question: str, *, more: bool = False) -> str:
    """Return given paragraphs, else ask. With `more`, the given ones are the beginning, to be continued."""
    if said and said.strip() and not (more and session.prompter.ask):
        return trimmed(said)
    if session.prompter.ask is None:
        message = "say it with --text, or on standard input"
        raise AuthoringError(message)
    lines = (said or "").splitlines()
    if lines:
        session.prompter.show(f"{question} So far:\n\n{said}\n")
    question = f"{'Go on' if lines else question} ({ENDS_WORDS})\n> "
    while True:
        line = session.prompter.ask(question).rstrip()
        question = "> "
        if line != "." and (line or (lines and lines[-1])):
            lines.append(line)
            session.prompter.kept["text"] = "\n".join(lines)
        elif any(lines):
            return trimmed("\n".join(lines))
        else:
            session.prompter.show("Write at least a sentence.")


def ask_choice(session: Session, question: str, choices: Mapping[str, Iterable[str]], name: str = "") -> str:
    """Ask for a choice by its number or one of its names; return its key."""
    lines = "\n".join(f"  {number}  {choice}" for number, choice in enumerate(choices, 1))
    keys = list(choices)
    names = {normalise_name(one): key for key in keys for one in (key, *choices[key])}
    while True:
        answer = ask_line(session, f"{question}\n{lines}")
        found = keys[int(answer) - 1] if _is_number(answer, len(keys)) else names.get(normalise_name(answer))
        if found is not None:
            if name:
                session.prompter.kept[name] = found
            return found
        close = suggestion(normalise_name(answer), names)
        meant = f"did you mean “{names[close]}”?" if close else f"choose from 1 to {len(keys)}"
        session.prompter.show(
            f"“{answer}” is none of these; {meant}" if answer else f"Choose from 1 to {len(keys)}."
        )


def _is_number(answer: str, most: int) -> bool:
    return answer.isdecimal() and 0 < int(answer) <= most


@dataclass(frozen=True, slots=True)
class When:
    """Constraints of a time: lengths count from `base`; `refuse` returns why a time is wrong, or nothing."""

    base: datetime
    past: bool = False
    refuse: Callable[[datetime], str] = lambda _: ""


def ask_time(session: Session, question: str, when: When, name: str, usual: str = "") -> datetime | None:
    """Ask until there is a valid time; Enter means `usual`, or None if that is empty."""
    while True:
        answer = ask_line(session, question) or usual
        if not answer:
            return None
        found = parse_when(answer, when.base, session.settings.zone, past=when.past)
        wrong = when.refuse(found) if found else f"“{answer}” is no time; {TIMES}."
        if found and not wrong:
            local = found.astimezone(session.settings.zone)
            if not answer.startswith(f"{local:%Y-%m-%d}"):
                session.prompter.show(f"That is {local:%Y-%m-%d %H:%M}.")
            keep_time(session, name, answer, found)
            return found
        session.prompter.show(wrong)


def keep_time(session: Session, name: str, said: str, meant: datetime) -> None:
    """Keep the instant for a saved draft; a promise in minutes stays one, and counts from the next try."""
    is_promise = name == "next" and is_length(said)
    local = meant.astimezone(session.settings.zone)
    session.prompter.kept[name] = said if is_promise else f"{local:%Y-%m-%d %H:%M %z}"


def ask_services(session: Session, question: str, labels: Sequence[str] = ()) -> tuple[str, ...] | None:
    """Ask for services by number, id or name; return their ids, None for Enter, none for “none”."""
    known = services_of(session)
    language = session.settings.languages[0]
    labels = labels or [name_of(one, language) for one in known]
    lines = "\n".join(f"  {number}  {label}" for number, label in enumerate(labels, 1))
    while True:
        answer = ask_line(session, f"{question}\n{lines}")
        found = find_services(answer, known, numbered=True)
        if not found.problems:
            return found.ids if found.ids or found.is_none else None
        for problem in found.problems:
            session.prompter.show(f"{problem[0].upper()}{problem[1:]}")


def ask_affected(session: Session, states: Sequence[ServiceState]) -> tuple[str, ...]:
    """Ask for the affected services and their states; no service needs a confirmation."""
    question = (
        "Which services are affected? Numbers or names, with blanks or commas between; “none” if none is"
    )
    doubt = "Then the page goes on showing all services as operational. Is none of them affected?"
    while True:
        ids = ask_services(session, question)
        if ids or ids == () or ask_yes(session, doubt, usual=False):
            break
    said = ask_states(session, ids or (), states) or (NONE,)
    session.prompter.kept["services"] = ", ".join(said)
    return said


def ask_states(session: Session, ids: Sequence[str], states: Sequence[ServiceState]) -> tuple[str, ...]:
    """Ask for the state of each service; return items such as `checkout=partial outage`."""
    names = {one.id: name_of(one, session.settings.languages[0]) for one in session.reading.catalog.services}
    choices = {STATE_NAMES[one][0]: STATE_NAMES[one] for one in states}
    return tuple(f"{one}={ask_choice(session, f'How is {names[one]}?', choices)}" for one in ids)


def ask_changes(
    session: Session, now: Mapping[str, ServiceState], states: Sequence[ServiceState]
) -> tuple[str, ...]:
    """Ask for services whose state differs from `now`; return items such as `checkout=degraded`."""
    known = services_of(session)
    question = f"{SERVICES.question} (Enter: none, all stay as they are)"
    ids = ask_services(session, question, [_with_state(session, one, now) for one in known])
    said = ask_states(session, ids or (), states)
    if said:
        session.prompter.kept["services"] = ", ".join(said)
    return said


def _with_state(session: Session, service: Service, now: Mapping[str, ServiceState]) -> str:
    name = name_of(service, session.settings.languages[0])
    return f"{name}: {STATE_NAMES[now[service.id]][0]}" if service.id in now else name


def state_named(text: str) -> ServiceState:
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

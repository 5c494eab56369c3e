"""Prompts at the terminal. An answer that cannot be used gets an explanation and another prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statusgen.authoring.services import NONE, find_services, name_of
from statusgen.authoring.session import AuthoringError, Session, ask_line, services_of, trimmed
from statusgen.authoring.times import is_length, parse_when
from statusgen.model.catalog import Service
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.states import ServiceState
from statusgen.model.text import NOWHERE
from statusgen.read.note_fields import SERVICES, NoteField
from statusgen.read.vocabulary import STATE_NAMES, normalise_name
from statusgen.read.yaml.decode import Context, suggestion
from statusgen.read.yaml.source import Scalar

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


def ask_needed(session: Session, given: str | None, question: str, name: str) -> str:
    """Return a given line, else ask until there is one. Raises `AuthoringError` without a terminal."""
    while given is None or not given.strip():
        if session.prompter.ask is None:
            message = f"say it with --{name}"
            raise AuthoringError(message)
        given = ask_line(session, question, name)
    return given.strip()


def ask_optional(session: Session, given: str | None, question: str, name: str) -> str:
    """Return a given line, else ask; the answer may be empty."""
    return given if given is not None else ask_line(session, f"{question} (Enter leaves it out)", name)


def ask_change(session: Session, given: str | None, question: str, name: str, now: str) -> str:
    """Return a given line, else ask for a change of the current one, `now`; empty for no change."""
    if given is not None or session.prompter.ask is None:
        return given or ""
    stays = f"Enter keeps: {now}" if now else "Enter leaves it out"
    answer = ask_line(session, f"{question} ({stays})", name)
    return "" if answer == now else answer


def ask_words(session: Session, given: str | None, question: str, *, more: bool = False) -> str:
    """Return given paragraphs, else ask. With `more`, the given ones are the beginning, to be continued."""
    if given and given.strip() and not (more and session.prompter.ask):
        return trimmed(given)
    if session.prompter.ask is None:
        message = "say it with --text, or on standard input"
        raise AuthoringError(message)
    lines = (given or "").splitlines()
    if lines:
        session.prompter.show(f"{question} So far:\n\n{given}\n")
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


def ask_value(session: Session, given: str | None, field: NoteField[Any]) -> Any:
    """Return the given value of a field, else ask for one; None if it is left out."""
    while True:
        answer = ask_optional(session, given, field.question, field.draft_name)
        problems = list[Diagnostic]()
        context = Context(problems, session.settings.zone, session.settings.languages)
        value = field.decoder.decode(Scalar(answer, NOWHERE), context) if answer else None
        if not problems:
            return value
        message = f"{problems[0].message}. {problems[0].help}".strip()
        if given is not None:
            raise AuthoringError(message)
        session.prompter.kept.pop(field.draft_name, None)
        session.prompter.show(message)


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


def keep_time(session: Session, name: str, given: str, at: datetime) -> None:
    """Keep the instant for a saved draft; a promise in minutes stays one, and counts from the next try."""
    is_promise = name == "next" and is_length(given)
    local = at.astimezone(session.settings.zone)
    session.prompter.kept[name] = given if is_promise else f"{local:%Y-%m-%d %H:%M %z}"


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
    items = ask_states(session, ids or (), states) or (NONE,)
    session.prompter.kept["services"] = ", ".join(items)
    return items


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
    items = ask_states(session, ids or (), states)
    if items:
        session.prompter.kept["services"] = ", ".join(items)
    return items


def _with_state(session: Session, service: Service, now: Mapping[str, ServiceState]) -> str:
    name = name_of(service, session.settings.languages[0])
    return f"{name}: {STATE_NAMES[now[service.id]][0]}" if service.id in now else name

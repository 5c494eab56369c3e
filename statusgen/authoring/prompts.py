"""Questions at the terminal. An answer that cannot be used gets an explanation, and is asked for again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from statusgen.authoring.line_form import as_node
from statusgen.authoring.session import AuthoringError, Option, Prompt, Session, say, trimmed
from statusgen.authoring.times import doubt, is_length, parse_when
from statusgen.model.diagnostics import Diagnostic
from statusgen.read.catalogues import msgid, names_in, texts_for
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import SINCE, STARTED
from statusgen.read.vocabulary import names_of, normalise_name
from statusgen.read.yaml.decode import Context, suggestion

TIMES = "write 30, 2h, 09:50 or 2026-05-01 09:50"
NO_TIME = msgid("“{answer}” is no time; write 30, 2h, 09:50 or 2026-05-01 09:50.")
LEAVE_OUT = msgid("{question} (Enter leaves it out)")
REQUIRED = msgid("This field is required.")
YES, NO = ("y", *names_of("true")), ("n", *names_of("false"))


def ask(session: Session, prompt: Prompt, name: str = "") -> str:
    """Return the answer to a question, empty without a terminal; `name` is that of its former answer."""
    prompter = session.prompter
    if prompter.ask is None:
        return ""
    if name:
        if former := prompter.former.get(name):
            prompter.typed(name, former)
        usual = former or prompt.usual
        prompt = replace(prompt, usual=usual, typed=lambda answer: prompter.typed(name, answer))
    answer = prompter.ask(replace(prompt, texts=texts_for(session.settings.languages[0])))
    return answer if prompt.is_words else answer.strip()


def ask_yes(session: Session, question: str, *, usual: bool, others: str = "") -> str:
    """Ask for `y`, `n` or one of the letters in `others`; Enter means yes or no as `usual` says.

    The first letters of yes and no in the language of the site are taken, too.
    """
    letters = ["Y" if usual else "y", "n" if usual else "N", *others]
    language = session.settings.languages[0]
    own = {name[0]: one for one, key in (("y", "true"), ("n", "false")) for name in names_in(language, key)}
    names = {**own, **dict.fromkeys(YES, "y"), **dict.fromkeys(NO, "n"), **{one: one for one in others}}
    names[""] = "y" if usual else "n"
    while (answer := ask(session, Prompt(f"{question} [{'/'.join(letters)}]")).lower()) not in names:
        wrong = msgid("Answer with one of these letters: {letters}")
        session.prompter.show(say(session, wrong, letters=", ".join(("y", "n", *others))))
    return names[answer]


def ask_needed(session: Session, given: str | None, question: str, name: str) -> str:
    """Return a given line, else ask until there is one. Raises `AuthoringError` without a terminal."""
    if given is not None and given.strip():
        return given.strip()
    if session.prompter.ask is None:
        message = f"say it with --{name}"
        raise AuthoringError(message)
    while not (answer := ask(session, Prompt(say(session, question)), name)):
        session.prompter.show(say(session, REQUIRED))
    session.prompter.keep(name, answer)
    return answer


def ask_optional(session: Session, given: str | None, question: str, name: str) -> str:
    """Return a given line, else ask; the answer may be empty."""
    if given is not None or session.prompter.ask is None:
        return given or ""
    asked = say(session, LEAVE_OUT, question=say(session, question))
    answer = ask(session, Prompt(asked, optional=True), name)
    session.prompter.keep(name, answer)
    return answer


def ask_change(session: Session, given: str | None, question: str, name: str, now: str) -> str:
    """Return a given line, else ask for a change of the current one, `now`; empty for no change."""
    if given is not None or session.prompter.ask is None:
        return given or ""
    asked = say(session, question)
    asked = asked if now else say(session, LEAVE_OUT, question=asked)
    while not (answer := ask(session, Prompt(asked, usual=now), name)) and now:
        wrong = msgid("It cannot be removed here. Write what is true now, or keep it.")
        session.prompter.refuse(name, say(session, wrong))
    answer = "" if answer == now else answer
    session.prompter.keep(name, answer)
    return answer


def ask_words(session: Session, given: str | None, question: str) -> str:
    """Return given paragraphs, else ask. Raises `AuthoringError` without a terminal."""
    if given and given.strip():
        return trimmed(given)
    if session.prompter.ask is None:
        message = "say it with --text, or on standard input"
        raise AuthoringError(message)
    while not (words := trimmed(ask(session, Prompt(say(session, question), is_words=True), "text"))):
        session.prompter.show(say(session, msgid("Write at least a sentence.")))
    session.prompter.keep("text", words)
    return words


def ask_choice(  # noqa: PLR0913 - each call needs few of them
    session: Session,
    question: str,
    choices: Mapping[str, Iterable[str]],
    name: str = "",
    usual: str = "",
    labels: Mapping[str, str] = {},
    *,
    optional: bool = False,
) -> str:
    """Ask for a choice by its number or one of its names; return its key, empty if it is left out.

    `labels` are shown in place of keys, as msgids.
    """
    keys = list(choices)
    names = {normalise_name(one): key for key in keys for one in (key, *choices[key])}
    names |= {"": ""} if optional else {}
    shown = {key: say(session, labels.get(key, key)) for key in keys}
    options = tuple(Option(key, label) for key, label in shown.items())
    hint = say(session, msgid("Number or name (Enter leaves it out)")) if optional and not usual else ""
    prompt = Prompt(question, options, usual=usual, optional=optional, hint=hint)
    while True:
        answer = ask(session, prompt, name)
        found = keys[int(answer) - 1] if _is_number(answer, len(keys)) else names.get(normalise_name(answer))
        if found is not None:
            if name:
                session.prompter.keep(name, found)
            return found
        close = suggestion(normalise_name(answer), names)
        if close:
            wrong = msgid("“{answer}” is none of these; did you mean “{name}”?")
        elif answer:
            wrong = msgid("“{answer}” is none of these; choose from 1 to {count}")
        else:
            wrong = msgid("Choose from 1 to {count}.")
        meant = shown[names[close]] if close else ""
        session.prompter.show(say(session, wrong, answer=answer, name=meant, count=len(keys)))


def ask_some(session: Session, question: str, names: Mapping[Any, tuple[str, ...]], name: str) -> str:
    """Ask for some of the choices, by numbers or names; return their names, with commas between."""
    keys = [own for own, *_ in names.values()]
    known = {normalise_name(one): own for own, *others in names.values() for one in (own, *others)}
    options = tuple(Option(one, say(session, one)) for one in keys)
    hint = say(session, msgid("Numbers or names (Enter: not known)"))
    while True:
        answer = ask(session, Prompt(say(session, question), options, several=True, hint=hint), name)
        given = [one.strip() for one in re.split(r"[,，、]", answer) if one.strip()]
        found = [
            keys[int(one) - 1] if _is_number(one, len(keys)) else known.get(normalise_name(one), "")
            for one in given
        ]
        if all(found):
            session.prompter.keep(name, ", ".join(found))
            return ", ".join(found)
        wrong = msgid("“{answer}” is none of these; choose from 1 to {count}")
        session.prompter.refuse(name, say(session, wrong, answer=given[found.index("")], count=len(keys)))


def ask_value(session: Session, given: str | None, field: NoteField[Any]) -> Any:
    """Return the given value of a field, else ask for one; None if it is left out."""
    while True:
        question = Prompt(say(session, LEAVE_OUT, question=say(session, field.asked)), optional=True)
        answer = given if given is not None else ask(session, question, field.draft_name)
        problems = list[Diagnostic]()
        context = Context(problems, session.settings.zone, session.settings.languages)
        value = field.decoder.decode(as_node(field, answer), context) if answer else None
        if not problems:
            if given is None:
                session.prompter.keep(field.draft_name, answer)
            return value
        message = f"{problems[0].message}. {problems[0].help}".strip()
        if given is not None:
            raise AuthoringError(message)
        session.prompter.refuse(field.draft_name, message)


def _is_number(answer: str, most: int) -> bool:
    return answer.isdecimal() and 0 < int(answer) <= most


@dataclass(frozen=True, slots=True)
class When:
    """Constraints of a time: lengths count from `base`; `refuse` returns why a time is wrong, or nothing."""

    base: datetime
    past: bool = False
    nearest: bool = False
    """Whether a clock time alone is the one nearest to `base`."""
    refuse: Callable[[datetime], str] = lambda _: ""


_NOW = (STARTED.draft_name, SINCE.draft_name)
"""Times that are now if they are left out: a draft that is continued later keeps that instant."""


def ask_time(session: Session, question: str, when: When, name: str, usual: str = "") -> datetime | None:
    """Ask until there is a valid time; Enter means `usual`, or None if that is empty."""
    while True:
        answer = ask(session, Prompt(question, optional=not usual), name) or usual
        if not answer:
            session.prompter.keep(name, kept_time(session, name, "", session.instant) if name in _NOW else "")
            return None
        found = parse_when(answer, when.base, session.settings.zone, past=when.past, nearest=when.nearest)
        wrong = when.refuse(found) if found else say(session, NO_TIME, answer=answer)
        if found and not wrong:
            local = found.astimezone(session.settings.zone)
            unsure = doubt(answer, found, when.base, session.settings.zone)
            read = f"{local:%Y-%m-%d %H:%M}"
            meant = say(session, msgid("“{time}” is read as {read}. Is that meant?"), time=answer, read=read)
            if unsure and ask_yes(session, meant, usual=False) != "y":
                again = msgid("Write it again, with its date if it is of another day.")
                session.prompter.refuse(name, say(session, again))
                continue
            if not unsure and not answer.startswith(f"{local:%Y-%m-%d}"):
                session.prompter.show(say(session, msgid("That is {time}."), time=f"{local:%Y-%m-%d %H:%M}"))
            session.prompter.keep(name, kept_time(session, name, answer, found))
            return found
        session.prompter.refuse(name, wrong)


def kept_time(session: Session, name: str, given: str, at: datetime) -> str:
    """Return an instant for a saved draft; a promise in minutes stays one, and counts from the next try."""
    is_promise = name == "next" and is_length(given)
    return given if is_promise else f"{at.astimezone(session.settings.zone):%Y-%m-%d %H:%M %z}"

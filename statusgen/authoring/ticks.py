"""Tick an action as done: one more line in its file, which sends nothing again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from statusgen.authoring.compose import Change
from statusgen.authoring.line_form import as_node
from statusgen.authoring.open_notes import named_note
from statusgen.authoring.session import AuthoringError, Session
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.learning import Action
from statusgen.model.notes import DatedNote
from statusgen.read import read_site
from statusgen.read.learning_fields import DONE
from statusgen.read.list_writer import written_day
from statusgen.read.yaml.decode import Context
from statusgen.timeline.learning import ActionState, action_state, actions_of

_KEY = re.compile(r"(?P<before>\s*(?:-\s+)?)do\s*:")


def ticked(session: Session, wanted: str, number: int | None, on: str) -> Change:
    """Return the file of a note in which an action is done, by its number from 1; on a day, or today.

    Without a number, it is the only action that is open. Raises `AuthoringError`.
    """
    note = named_note(session, wanted)
    actions = actions_of(note)
    at = _chosen(session, note, number)
    day = _day(session, on)
    action = actions[at]
    if action.done or action.dropped:
        message = f"action {at + 1} is {action_state(action, session.now).value} already: {_words(action)}"
        raise AuthoringError(message)
    path, line = action.span.path, action.span.line
    data = _with_line(session.files[path], line, f"done: {written_day(day, session.settings.zone)}")
    notes = read_site({**session.files, path: data}).notes
    after = next((one.whole for one in notes if one.main == note.path), None)
    expected = (*actions[:at], replace(action, done=day), *actions[at + 1 :])
    if data == session.files[path] or not isinstance(after, DatedNote) or actions_of(after) != expected:
        message = f"write `done: {written_day(day, session.settings.zone)}` yourself, in {path}:{line}"
        raise AuthoringError(message)
    return Change(path, data)


def _chosen(session: Session, note: DatedNote, number: int | None) -> int:
    actions = actions_of(note)
    if number is None:
        left = [
            at
            for at, one in enumerate(actions)
            if action_state(one, session.now) in (ActionState.OPEN, ActionState.LATE)
        ]
        if actions and not left:
            message = f"all actions of {note.id} are done or dropped"
            raise AuthoringError(message)
        number = left[0] + 1 if len(left) == 1 else 0
    if 0 < number <= len(actions):
        return number - 1
    states = [action_state(one, session.now).value for one in actions]
    lines = zip(range(1, len(actions) + 1), states, map(_words, actions), strict=True)
    known = "\n".join(f"  {at}  {state:<7}  {words}" for at, state, words in lines)
    message = f"say which action by its number:\n{known}" if known else f"{note.id} has no actions"
    raise AuthoringError(message)


def _words(action: Action) -> str:
    return action.do.variants[0][1]


def _day(session: Session, on: str) -> datetime:
    """Return the beginning of a day in the zone of the site. Raises `AuthoringError`."""
    local = session.now.astimezone(session.settings.zone)
    problems = list[Diagnostic]()
    context = Context(problems, session.settings.zone, session.settings.languages)
    day = DONE.decoder.decode(as_node(DONE, on or f"{local:%Y-%m-%d}"), context)
    if day is None:
        raise AuthoringError(f"{problems[0].message}. {problems[0].help}".strip())
    if day > session.now:
        message = f"{on} has not come yet"
        raise AuthoringError(message)
    return day


def _with_line(data: bytes, number: int, line: str) -> bytes:
    """Return a file with a line at the end of the action at a line; unchanged if that is not plain."""
    lines = data.decode().splitlines(keepends=True)
    match = _KEY.match(lines[number - 1])
    if not match:
        return data
    indent = len(match["before"])
    end = number
    for at, following in enumerate(lines[number:], number + 1):
        words = following.strip()
        if words and len(following) - len(following.lstrip()) < indent:
            break
        end = at if words else end
    newline = "\r\n" if lines[number - 1].endswith("\r\n") else "\n"
    lines.insert(end, f"{' ' * indent}{line}{newline}")
    return "".join(lines).encode()

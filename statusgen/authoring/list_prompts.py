"""Questions about lists, such as factors and actions: one entry after another, until Enter alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from statusgen.authoring.line_form import Entry, as_node, entries_of, incomplete, line_form, lines_of
from statusgen.authoring.open_notes import ask_related, related_notes
from statusgen.authoring.prompts import LEAVE_OUT, REQUIRED, ask, ask_choice
from statusgen.authoring.session import AgainError, AuthoringError, Prompt, Session, say
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.learning import FactorKind
from statusgen.model.status import Kind
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import APPROVAL_LINK, APPROVED, APPROVED_BY, APPROVED_ON
from statusgen.read.learning_fields import (
    ACTION_KIND,
    ACTIONS,
    COURSE,
    DO,
    DUE,
    FACTOR_KIND,
    FACTORS,
    FIGURES,
    FOR,
    LINK,
    OWNER,
    SUPPLIER,
    WHAT,
    WHY,
)
from statusgen.read.note_field import NoteField
from statusgen.read.vocabulary import ACTION_NAMES, FACTOR_NAMES
from statusgen.read.yaml.decode import Context

_MORE = {
    FIGURES.name: msgid("Another figure? (Enter: no more)"),
    COURSE.name: msgid("What else happened? (Enter: nothing)"),
    WHAT.name: msgid("What else made it possible? (Enter: nothing)"),
    WHY.name: msgid("And why was that? (Enter: no more)"),
    DO.name: msgid("What else will you change? (Enter: nothing)"),
    APPROVED_BY.name: msgid("Who else approved it? (Enter: nobody)"),
}
"""The questions for further entries, by name of the field."""
_EXAMPLES = {
    FIGURES.name: msgid("{question} (one figure at a time; Enter: no more)"),
    COURSE.name: msgid(
        "{question} (one event at a time, such as: 09:14 monitoring reports it; Enter: no more)"
    ),
}
_NEXT: Mapping[str, Mapping[str, tuple[NoteField[Any], NoteField[Any] | None]]] = {
    FACTORS.name: {
        WHAT.name: (FACTOR_KIND, None),
        FACTOR_KIND.name: (WHY, WHY),
        SUPPLIER.name: (WHY, WHY),
        WHY.name: (WHY, WHAT),
    },
    ACTIONS.name: {
        DO.name: (ACTION_KIND, None),
        ACTION_KIND.name: (FOR, FOR),
        FOR.name: (OWNER, OWNER),
        OWNER.name: (DUE, DUE),
        DUE.name: (LINK, LINK),
        LINK.name: (DO, DO),
    },
    APPROVED.name: {
        APPROVED_BY.name: (APPROVED_ON, None),
        APPROVED_ON.name: (APPROVAL_LINK, APPROVAL_LINK),
        APPROVAL_LINK.name: (APPROVED_BY, APPROVED_BY),
    },
    FIGURES.name: {FIGURES.name: (FIGURES, None)},
    COURSE.name: {COURSE.name: (COURSE, None)},
}
"""By list, the question after one: if it was answered, and if it was not. None: the list ends."""
_FIRST: Mapping[str, NoteField[Any]] = {
    FACTORS.name: WHAT,
    ACTIONS.name: DO,
    APPROVED.name: APPROVED_BY,
    FIGURES.name: FIGURES,
    COURSE.name: COURSE,
}
Step = tuple[NoteField[Any], str]
"""A question of a list, with its answer."""


def given_list(session: Session, given: str | None, field: NoteField[Any], begins: datetime) -> Any:
    """Return the entries of a list, given or asked for; `begins` is when the incident began.

    Raises `AuthoringError` for one that cannot be read.
    """
    asks = given is None and session.prompter.ask
    answer = _ask_list(session, field, begins) if asks else given or ""
    values, wrong = _read(session, field, answer, begins)
    if wrong:
        raise AuthoringError(wrong)
    return values or ()


def _ask_list(session: Session, field: NoteField[Any], begins: datetime) -> str:
    """Ask for entries until Enter. Back leads through all answers of the list, then out of it."""
    name, prompter = field.draft_name, session.prompter
    steps, undone = _steps(session, field, prompter.former.get(name, "")), list[Step]()
    if steps:
        prompter.show(say(session, msgid("So far:")) + f"\n{_answer(field, steps)}")
    while question := _next(session, field, steps):
        usual = undone[-1][1] if undone and undone[-1][0] is question else ""
        try:
            answer = _ask_step(session, question, usual, is_first=_is_first(question, steps), begins=begins)
        except AgainError:
            if not steps:
                raise
            undone.append(steps.pop())
            continue
        if undone and undone[-1][0] is question:
            undone.pop()
        steps.append((question, answer))
        prompter.typed(name, f"{_answer(field, steps)}\n")
    answer = _answer(field, steps)
    prompter.keep(name, answer)
    return answer


def _is_first(question: NoteField[Any], steps: Sequence[Step]) -> bool:
    if question is WHY:
        return steps[-1][0] is not WHY
    return all(one is not question for one, _ in steps)


def _next(session: Session, field: NoteField[Any], steps: Sequence[Step]) -> NoteField[Any] | None:
    if not steps:
        return _FIRST[field.name]
    last, answer = steps[-1]
    if last is FACTOR_KIND and answer == FactorKind.SUPPLIER.value:
        return SUPPLIER
    following = _NEXT[field.name][last.name][0 if answer else 1]
    return OWNER if following is FOR and not related_notes(session, Kind.PROBLEM) else following


def _ask_step(
    session: Session, field: NoteField[Any], usual: str, *, is_first: bool, begins: datetime
) -> str:
    """Ask for one value until it can be read; empty if it is left out."""
    if field is FACTOR_KIND:
        return _ask_kind(session, field, FACTOR_NAMES, usual)
    if field is FOR:
        return ask_related(session, field.question, Kind.PROBLEM)
    if field is ACTION_KIND:
        return _ask_kind(session, field, ACTION_NAMES, usual)
    text = _EXAMPLES.get(field.name, LEAVE_OUT) if is_first else _MORE.get(field.name, LEAVE_OUT)
    question = say(session, text, question=say(session, field.asked))
    is_needed = field is APPROVED_ON
    if is_needed:  # most are noted on the day on which they are given
        question = say(session, field.asked)
        usual = usual or f"{session.now.astimezone(session.settings.zone):%Y-%m-%d}"
    while True:
        answer = ask(session, Prompt(question, usual=usual, optional=not is_needed))
        value, wrong = _read(session, field, answer, begins)
        if value and field is DUE and value <= session.now:
            wrong = say(session, msgid("{time} has passed."), time=answer)
        elif value and is_needed and value > session.now:
            wrong = say(session, msgid("{time} has not come yet."), time=answer)
        elif is_needed and not answer:
            wrong = say(session, REQUIRED)
        if not wrong:
            return answer
        session.prompter.show(wrong)


def _ask_kind(
    session: Session, field: NoteField[Any], names: Mapping[Any, tuple[str, ...]], usual: str
) -> str:
    choices = {own: (own, *others) for own, *others in names.values()}
    return ask_choice(session, say(session, field.question), choices, usual=usual, optional=True)


def _read(session: Session, field: NoteField[Any], answer: str, begins: datetime) -> tuple[Any, str]:
    """Return the value of an answer and what is wrong with it, None and nothing for an empty one."""
    if not answer.strip():
        return None, ""
    if wrong := incomplete(field, answer):
        return None, f"{wrong}; write it as change board; 2026-05-12"
    problems = list[Diagnostic]()
    context = Context(problems, session.settings.zone, session.settings.languages, begins=begins)
    value = field.decoder.decode(as_node(field, answer), context)
    return value, " ".join(f"{one.message}. {one.help}".strip() for one in problems[:1])


def _steps(session: Session, field: NoteField[Any], answer: str) -> list[Step]:
    """Return the answers of all entries in the order of their questions, but for the Enter at the end."""
    if field.name in (FIGURES.name, COURSE.name):
        return [(field, line) for line in lines_of(answer)]
    found = list[Step]()
    for entry in entries_of(field.name, answer):
        reasons = lines_of(entry.get(WHY.name, ""))
        question: NoteField[Any] | None = _FIRST[field.name]
        begun = len(found)
        while question and (question is not _FIRST[field.name] or len(found) == begun):
            words = (reasons.pop(0) if reasons else "") if question is WHY else entry.get(question.name, "")
            found.append((question, words))
            question = _next(session, field, found)
    return found


def _answer(field: NoteField[Any], steps: Sequence[Step]) -> str:
    entries = list[dict[str, str]]()
    for question, words in steps:
        if question is _FIRST[field.name]:
            entries.append({})
        if words:
            before = entries[-1].get(question.name)
            entries[-1][question.name] = f"{before}\n{words}" if before and question is WHY else words
    whole: list[Entry] = [one for one in entries if one]
    return line_form(field.name, whole)

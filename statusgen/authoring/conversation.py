"""Conversation with a writer: questions, one step back, and changes of answers until the files are agreed on.

Each time, the files are composed again of all answers so far; only what has no answer is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from statusgen.authoring.compose import Change
from statusgen.authoring.fields import ASKED_NAMES, NEXT
from statusgen.authoring.prompts import ask_choice
from statusgen.authoring.save import agreed
from statusgen.authoring.saved_drafts import with_draft
from statusgen.authoring.session import EDIT, AgainError, AuthoringError, Draft, Session, say
from statusgen.read.catalogues import msgid
from statusgen.read.note_fields import SERVICES

Compose = Callable[[Session, Draft], Sequence[Change]]
"""Composes the changes of the content from a draft, or raises `AuthoringError`."""
_WORDS_LAST = {"text": 1, NEXT.field: 2}
_ORDER = sorted({**ASKED_NAMES, "text": None}, key=lambda name: _WORDS_LAST.get(name, 0))
"""Names of the answers that can be changed, in the order of the list."""
_MOST_SHOWN = 60
"""Characters of an answer in the list of answers."""


def converse(session: Session, draft: Draft, compose: Compose, *, anyway: bool) -> Sequence[Change] | None:
    """Return the changes that the writer agrees to, None if the writer does not. Raises `AuthoringError`."""
    if session.prompter.ask:
        session.prompter.former.update(draft.begun)
    elif unfinished := draft.begun.keys() - draft.answers.keys():
        message = f"the draft ends within `{min(unfinished)}`: complete it, and remove the line `unfinished`"
        raise AuthoringError(message)
    while True:
        try:
            changes = compose(session, with_draft(draft, session.prompter.kept))
            return changes if agreed(session, changes, anyway=anyway) else None
        except AgainError as again:
            if again.args == (EDIT,):
                with suppress(AgainError):
                    draft = _without_answer(session, draft)
            else:
                _step_back(session)


def _step_back(session: Session) -> None:
    """Ask the latest answered question again; what is typed so far waits until its question comes again."""
    prompter = session.prompter
    prompter.kept.pop("unfinished", None)
    if not prompter.asked:
        prompter.show(say(session, msgid("There is no question before this one.")))
        return
    name = prompter.asked.pop()
    prompter.former[name] = prompter.kept.pop(name, "")


def _without_answer(session: Session, draft: Draft) -> Draft:
    """Return the draft without an answer that the writer chooses, which is then asked for again."""
    prompter = session.prompter
    whole = with_draft(draft, prompter.kept)
    answers = {**whole.answers, SERVICES.draft_name: ", ".join(whole.services or ())}
    names = [one for one in _ORDER if one in answers]
    labels = {f"{one.replace('_', ' ')}: {_short(session, answers[one])}": one for one in names}
    name = labels[
        ask_choice(session, say(session, msgid("Which answer?")), {one: [labels[one]] for one in labels})
    ]
    prompter.former[name] = answers[name]
    prompter.kept.pop(name, None)
    services = None if name == SERVICES.draft_name else draft.services
    return Draft({one: draft.answers[one] for one in draft.answers if one != name}, services)


def _short(session: Session, answer: str) -> str:
    line = " ".join(answer.split())
    return f"{line[:_MOST_SHOWN]}…" if len(line) > _MOST_SHOWN else line or say(session, msgid("(left out)"))

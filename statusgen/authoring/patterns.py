"""Earlier planned work as a pattern: its answers for new work, but for its times, approvals and updates."""

from __future__ import annotations

from enum import StrEnum

from statusgen.authoring.open_notes import named_work
from statusgen.authoring.session import Draft, Session, say
from statusgen.model.notes import Maintenance
from statusgen.model.text import LocalText
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import CHANGE, FALLBACK, REASON, RISK, TESTED
from statusgen.read.note_fields import IMPACT, SERVICES, TITLE, WORKAROUND, Fields
from statusgen.read.vocabulary import STATE_NAMES

_COPIED: Fields = (TITLE, IMPACT, WORKAROUND, REASON, FALLBACK, CHANGE, RISK, TESTED)
_FROM = msgid("Copied from {note}: {names}. Its times, approvals and updates are not.")


def answers_of(work: Maintenance, language: str) -> dict[str, str]:
    """Return the answers of planned work that new work can take over, by name, without services."""
    found = {one.draft_name: _answer(getattr(work, one.name), language) for one in _COPIED}
    return {name: answer for name, answer in found.items() if answer}


def _answer(value: LocalText | StrEnum | None, language: str) -> str:
    return dict(value.variants).get(language, "") if isinstance(value, LocalText) else value or ""


def with_pattern(session: Session, draft: Draft, name: str) -> Draft:
    """Return a draft with the answers of earlier work that it lacks. Raises `AuthoringError` for none.

    At a terminal each question begins with them instead. A message says what is copied.
    """
    work, prompter = named_work(session, name), session.prompter
    answers = answers_of(work, session.settings.languages[0])
    services = tuple(f"{one.service}={STATE_NAMES[one.state][0]}" for one in work.services)
    if services:
        answers = {TITLE.draft_name: "", SERVICES.draft_name: ", ".join(services)} | answers
    known = {*draft.answers, *prompter.kept, *prompter.former}
    known |= {SERVICES.draft_name} if draft.services is not None else set()
    new = {one: answer for one, answer in answers.items() if answer and one not in known}
    if new and not prompter.asked:
        names = ", ".join(one.replace("_", " ") for one in new)
        prompter.show(say(session, _FROM, note=work.id, names=names))
    if prompter.ask:
        prompter.former.update(new)
        return draft
    services = services if SERVICES.draft_name in new else draft.services or ()
    return Draft({**new, **draft.answers}, services or None, draft.begun)

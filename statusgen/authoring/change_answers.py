"""What planned work has as a change, such as its risk and its approvals, from a draft or by prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from statusgen.authoring.list_prompts import given_list
from statusgen.authoring.open_notes import ask_note, called_off, named_work
from statusgen.authoring.prompts import ask_choice, ask_optional, ask_value
from statusgen.authoring.session import Draft, Session, say
from statusgen.model.changes import ChangeType, Freeze
from statusgen.model.text import LocalText, localise, pick
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import APPROVED, CHANGE, FREEZE_EXCEPTION, RISK, SUPERSEDES, TESTED
from statusgen.read.note_field import NoteField
from statusgen.read.vocabulary import CHANGE_NAMES, RISK_NAMES

_TYPE = msgid("{question} (left out: no questions about risk, tests and approvals)")
_IN_FREEZE = msgid("There is a freeze ({days}). {question}")


def given_change(session: Session, draft: Draft) -> dict[str, Any]:
    """Return what planned work has as a change, by name of the field, given or asked for.

    Without a type nothing more is asked about it, unless a pattern has more; an emergency is approved later.
    Raises `AuthoringError`.
    """
    found: dict[str, Any] = {SUPERSEDES.name: _superseded(session, draft)}
    change = _choice(
        session, draft, CHANGE, CHANGE_NAMES, say(session, _TYPE, question=_asked(session, CHANGE))
    )
    asks = change is not None or any(one.draft_name in session.prompter.former for one in (RISK, TESTED))
    approves = asks and change is not ChangeType.EMERGENCY
    found[CHANGE.name] = change
    found[RISK.name] = _choice(session, draft, RISK, RISK_NAMES, _asked(session, RISK), asks=asks)
    found[TESTED.name] = _text(session, draft, TESTED, TESTED.question if asks else "")
    approved = draft.get(APPROVED) if approves else draft.get(APPROVED) or ""
    found[APPROVED.name] = given_list(session, approved, APPROVED, session.now)
    return found


def given_exception(
    session: Session, draft: Draft, starts: datetime, ends: datetime, services: Sequence[str]
) -> LocalText:
    """Return why work may be done in a freeze, given or asked for if a freeze has one of its days."""
    freeze, question = _freeze(session, starts, ends, services), ""
    if freeze:
        reason = pick(freeze.reason, session.settings.languages[0])[0]
        days = f"{freeze.start} – {freeze.end}" + (f", {reason}" if reason else "")
        question = say(session, _IN_FREEZE, days=days, question=_asked(session, FREEZE_EXCEPTION))
    return _text(session, draft, FREEZE_EXCEPTION, question)


def _asked(session: Session, field: NoteField[Any]) -> str:
    return say(session, field.question)


def _choice(
    session: Session,
    draft: Draft,
    field: NoteField[Any],
    names: Mapping[Any, tuple[str, ...]],
    question: str,
    *,
    asks: bool = True,
) -> Any:
    """Return the value of a choice, given or asked for; None if it is left out."""
    given = draft.get(field)
    if given is None and asks and session.prompter.ask:
        choices = {own: (own, *others) for own, *others in names.values()}
        given = ask_choice(session, question, choices, field.draft_name, optional=True)
    return ask_value(session, given or "", field)


def _text(session: Session, draft: Draft, field: NoteField[Any], question: str) -> LocalText:
    """Return a text, given or asked for if there is a question."""
    given = draft.get(field)
    words = ask_optional(session, given, question, field.draft_name) if question else given or ""
    return localise([(session.settings.languages[0], words)])


def _superseded(session: Session, draft: Draft) -> str:
    """Return the id of the earlier work, given or asked for if some was called off lately; else nothing."""
    given = draft.get(SUPERSEDES)
    if given is None and session.prompter.ask and (candidates := called_off(session)):
        given = ask_note(session, SUPERSEDES.question, candidates)
        session.prompter.keep(SUPERSEDES.draft_name, given)
    if given:
        given = named_work(session, given).id
    return ask_value(session, given or "", SUPERSEDES) or ""


def _freeze(session: Session, starts: datetime, ends: datetime, services: Sequence[str]) -> Freeze | None:
    """Return the first freeze with one of the days of the work, if it is about one of its services."""
    zone, ids = session.settings.zone, {*services}
    first = starts.astimezone(zone).date()
    last = (ends - timedelta(microseconds=1)).astimezone(zone).date()
    return next(
        (
            one
            for one in session.settings.changes.freezes
            if one.start <= last
            and first <= one.end
            and (not one.services or not ids.isdisjoint(one.services))
        ),
        None,
    )

"""What a postmortem asks for besides its words, and days that are promised, from a draft or by prompt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from statusgen.authoring.list_prompts import given_list
from statusgen.authoring.prompts import LEAVE_OUT, When, ask_choice, ask_optional, ask_some, ask_value
from statusgen.authoring.session import AuthoringError, Draft, Session, say
from statusgen.authoring.times_given import given_time, given_value
from statusgen.model.notes import DatedNote, Incident
from statusgen.model.text import localise
from statusgen.read.catalogues import msgid
from statusgen.read.learning_fields import (
    ACTIONS,
    COURSE,
    DETECTED,
    DETECTED_BY,
    FACTORS,
    FIGURES,
    IS_PUBLIC,
    OPENED,
    REPORT_BY,
)
from statusgen.read.note_fields import SUMMARY
from statusgen.read.times import local_time
from statusgen.read.vocabulary import DETECTION_NAMES, names_of

_LISTS = (FIGURES, FACTORS, COURSE)


def detection(session: Session, note: Incident, draft: Draft) -> tuple[str, ...]:
    """Return lines for the front matter: when the incident was noticed and by whom, unless it says so."""
    lines = []
    if note.detected is None:
        question = say(session, LEAVE_OUT, question=say(session, DETECTED.asked))
        noticed = given_time(session, draft, DETECTED, _when_noticed(session, note), question)
        lines += [f"{DETECTED.spelling}: {local_time(noticed, session.settings.zone)}"] if noticed else []
    if not note.detected_by:
        given, name = draft.get(DETECTED_BY), DETECTED_BY.draft_name
        if given is None and session.prompter.ask:
            given = ask_some(session, DETECTED_BY.question, DETECTION_NAMES, name)
        names = [one.value for one in ask_value(session, given or "", DETECTED_BY) or ()]
        value = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
        lines += [f"{DETECTED_BY.spelling}: {value}"] if names else []
    return tuple(lines)


def _when_noticed(session: Session, note: Incident) -> When:
    """Accept times up to now; a clock time alone is the one nearest to the start."""
    wrong = msgid("{time} has not come yet.")

    def refuse(at: datetime) -> str:
        local = f"{at.astimezone(session.settings.zone):%Y-%m-%d %H:%M}"
        return say(session, wrong, time=local) if at > session.instant else ""

    return When(note.started, nearest=True, refuse=refuse)


def before_words(session: Session, note: DatedNote, draft: Draft) -> dict[str, Any]:
    """Return the fields of a postmortem that are asked before its words, by name."""
    begins = note.begins
    summary = ask_optional(session, draft.get(SUMMARY), SUMMARY.question, SUMMARY.draft_name)
    lists = {one.name: given_list(session, draft.get(one), one, begins) for one in _LISTS}
    return {SUMMARY.name: localise([(session.settings.languages[0], summary)]), **lists}


def after_words(session: Session, note: DatedNote, draft: Draft) -> dict[str, Any]:
    """Return the actions of a postmortem, by name."""
    return {ACTIONS.name: given_list(session, draft.get(ACTIONS), ACTIONS, note.begins)}


def problem_fields(session: Session, draft: Draft) -> dict[str, Any]:
    """Return the fields of a new problem that are no texts, by name; it is known from today on."""
    today = session.now.astimezone(session.settings.zone).replace(hour=0, minute=0)
    opened = given_value(session, draft, OPENED) or today.astimezone(UTC)
    public = draft.get(IS_PUBLIC)
    if public is None and session.prompter.ask:
        question = say(session, IS_PUBLIC.question)
        choices = {"no": names_of("false"), "yes": names_of("true")}
        public = ask_choice(session, question, choices, IS_PUBLIC.name, usual="no")
    lists = {one.name: given_list(session, draft.get(one), one, opened) for one in (FACTORS, ACTIONS)}
    return {OPENED.name: opened, IS_PUBLIC.name: bool(ask_value(session, public or "no", IS_PUBLIC)), **lists}


def promised_report(session: Session, draft: Draft) -> datetime | None:
    """Return the end of the day by which a postmortem is promised; None for no promise."""
    while True:
        by = given_value(session, draft, REPORT_BY)
        if by is None or by > session.now:
            return by if isinstance(by, datetime) else None
        wrong = say(session, msgid("{time} has passed."), time=session.prompter.kept.get(REPORT_BY.name, ""))
        if draft.get(REPORT_BY) is not None or session.prompter.ask is None:
            raise AuthoringError(f"{REPORT_BY.spelling}: the day has passed")
        session.prompter.refuse(REPORT_BY.draft_name, wrong)

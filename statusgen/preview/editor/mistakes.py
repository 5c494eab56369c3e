"""Mistakes in the answers of a form: missing ones, and those that are no valid choice or time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from statusgen.authoring.fields import MOST_LETTERS
from statusgen.authoring.line_form import as_node, incomplete
from statusgen.authoring.open_notes import named_work
from statusgen.authoring.session import AuthoringError, Session
from statusgen.authoring.times import doubt, parse_when
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.status import Status
from statusgen.preview.editor.form_specs import NONE_AFFECTED, SERVICE, TICKED, TICKS, FormInput, answers
from statusgen.read.catalogues import msgid, texts_for
from statusgen.read.change_fields import APPROVED, CHANGE, RISK, SUPERSEDES
from statusgen.read.learning_fields import (
    ACTIONS,
    CAUSED_BY,
    COURSE,
    DETECTED_BY,
    FACTORS,
    FIGURES,
    INCIDENT_SUPPLIER,
    IS_PUBLIC,
    OPENED,
    PROBLEM,
    PUBLIC_PARTS,
    REPORT_BY,
)
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import SERVICES
from statusgen.read.yaml.decode import Context

_GAP = "…"
_PAST, _FUTURE = ("since", "started", "detected"), ("next", "until", "report_by")
_TIMES = (*_PAST, *_FUTURE, "starts", "ends")
_DECODED_FIELDS = (
    *(DETECTED_BY, CAUSED_BY, PROBLEM, INCIDENT_SUPPLIER, FIGURES, FACTORS, COURSE, ACTIONS, PUBLIC_PARTS),
    *(REPORT_BY, OPENED, IS_PUBLIC, CHANGE, RISK, APPROVED, SUPERSEDES),
)
_DECODED: Mapping[str, NoteField[Any]] = {one.draft_name: one for one in _DECODED_FIELDS}
"""Fields whose answers are what their reader says."""
_PASSED = msgid("This time is in the past.")
_NO_CHOICE = msgid("This is not a valid choice.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Reason against posting, and the field to correct; empty for the whole form."""

    field: str
    message: str
    in_english: bool = False
    """Whether the message is English; else it is in the language of the site."""


def find_mistakes(session: Session, entered: FormInput) -> list[Mistake]:
    """Return the missing and wrong answers of a form, in the order of its questions."""
    found = answers(entered)
    translate = texts_for(session.settings.languages[0]).gettext
    mistakes = []
    for question in entered.spec.questions:
        value = found.get(question.field, "")
        if question.field == SERVICES.name:
            wrong = _wrong_services(session, entered)
        elif question.required and not value:
            wrong = msgid("This field is required.")
        elif len(value) > MOST_LETTERS:
            wrong = msgid("This is too long. The limit is 20,000 characters.")
        elif value and (field := _DECODED.get(question.field)):
            if message := _unreadable(session, field, value):
                mistakes.append(Mistake(question.field, message, in_english=True))
                continue
            wrong = _wrong_answer(session, entered, found, question.field)
        else:
            wrong = _wrong_answer(session, entered, found, question.field) if value else ""
        if wrong:
            mistakes.append(Mistake(question.field, translate(wrong)))
    unknown = (name for name in TICKS if not _is_tick(entered, name))
    return [*mistakes, *(Mistake(name, translate(_NO_CHOICE)) for name in unknown)]


def _unreadable(session: Session, field: NoteField[Any], value: str) -> str:
    """Return why the reader of a field refuses an answer, in English; empty if it does not."""
    if wrong := incomplete(field, value):
        return f"{wrong[0].upper()}{wrong[1:]}."
    if field is SUPERSEDES:
        try:
            named_work(session, value)
        except AuthoringError as error:
            return str(error)
    problems = list[Diagnostic]()
    context = Context(problems, session.settings.zone, session.settings.languages, begins=session.now)
    field.decoder.decode(as_node(field, value), context)
    return f"{problems[0].message}. {problems[0].help}".strip() if problems else ""


def _is_tick(entered: FormInput, name: str) -> bool:
    """Return whether a checkbox has a valid value: ticked or not."""
    return entered.values.get(name, "") in ("", TICKED)


def _wrong_services(session: Session, entered: FormInput) -> str:
    """Return what is wrong with the services (msgid), or nothing. No sent service is ignored."""
    known = [one.id for one in session.reading.catalog.services]
    chosen = {
        name.removeprefix(SERVICE): value
        for name, value in entered.values.items()
        if value and name.startswith(SERVICE)
    }
    if chosen.keys() - {*known}:
        return msgid(
            "A selected service is no longer in services.yml, or services.yml cannot be read. "
            "The selection would be lost."
        )
    if not {*chosen.values()} <= {*entered.spec.choices} or not _is_tick(entered, NONE_AFFECTED):
        return msgid("The state of a service is not one of the options. Select it again.")
    ticked = bool(entered.values.get(NONE_AFFECTED))
    if not entered.spec.asks_none or not known or ticked != bool(chosen):
        return ""
    if chosen:
        return msgid("You selected a service and also “No service is affected”. Keep only one of the two.")
    return msgid(
        "Select the state of each affected service, or “No service is affected”. "
        "Otherwise the page shows all services as operational."
    )


def _wrong_answer(session: Session, entered: FormInput, found: Mapping[str, str], name: str) -> str:
    """Return what is wrong with a status or a time (msgid), or nothing."""
    value = found[name]
    if name == "status":
        return "" if value in [one.value for one in entered.spec.statuses] else _NO_CHOICE
    if name not in _TIMES or (name == "next" and value.lower() in ("no", "none")):
        return ""
    at = _instant(session, found, name)
    begin = _instant(session, found, "starts")
    if at is None:
        return msgid("This is not a time. Examples: 30, 2h, 09:50, 2026-05-01 09:50.")
    if name in _PAST and at > session.instant:
        return msgid("This time is in the future.")
    if name in _FUTURE and at <= session.now:
        return _PASSED
    return msgid("The end must be after the start.") if name == "ends" and begin and at <= begin else ""


def find_doubts(session: Session, entered: FormInput) -> Iterator[tuple[str, str]]:
    """Yield the fields with a clock time that is read as most of a day away, which may be a slip, and how."""
    found = answers(entered)
    for name in (one.field for one in entered.spec.questions if one.field in _TIMES):
        at = _instant(session, found, name)
        why = doubt(found[name], at, session.now, session.settings.zone) if at else ""
        if why:
            yield name, why


def _instant(session: Session, found: Mapping[str, str], name: str) -> datetime | None:
    """Return the time in a field; a length in `ends` counts from the start."""
    if not (value := found.get(name, "")):
        return None
    if name == REPORT_BY.draft_name:
        return REPORT_BY.decoder.decode(as_node(REPORT_BY, value), Context([], session.settings.zone))
    base = _instant(session, found, "starts") if name == "ends" else None
    return parse_when(value, base or session.now, session.settings.zone, past=name in _PAST)


def with_placeholders(session: Session, entered: FormInput, mistakes: Sequence[Mistake]) -> dict[str, str]:
    """Return the answers by field, with placeholders in place of mistakes: so a note can be composed."""
    found, blamed = answers(entered), {one.field for one in mistakes}
    local = session.now.astimezone(session.settings.zone)
    begin = local + timedelta(days=7)
    if "ends" in blamed and "starts" not in blamed and (chosen := _instant(session, found, "starts")):
        begin = chosen.astimezone(session.settings.zone)
    placeholders = {
        "status": Status.UPDATE.value,
        "starts": f"{begin:%Y-%m-%d %H:%M}",
        "ends": f"{begin + timedelta(hours=2):%Y-%m-%d %H:%M}",
    }
    required = {one.field for one in entered.spec.questions if one.required}
    return {
        name: (placeholders.get(name, _GAP) if name in required else "") if name in blamed else value
        for name, value in found.items()
    }

"""What a postmortem asks for besides its words, and days that are promised, from a draft or by prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from statusgen.authoring.compose import Change, with_entries, with_front_matter
from statusgen.authoring.earlier import describe_earlier
from statusgen.authoring.fields import AFTER_WORDS, BEFORE_WORDS, DETECTION, PROBLEM_LISTS
from statusgen.authoring.list_prompts import given_list
from statusgen.authoring.open_notes import ask_related, related_notes
from statusgen.authoring.prompts import LEAVE_OUT, When, ask_choice, ask_optional, ask_some, ask_value
from statusgen.authoring.session import AuthoringError, Draft, Session, say, texts_of
from statusgen.authoring.times_given import given_time, given_value
from statusgen.model.changes import Approval
from statusgen.model.learning import texts_in
from statusgen.model.notes import DatedNote, Incident, Maintenance, Problem
from statusgen.model.status import Kind, Status
from statusgen.model.text import localise
from statusgen.read import read_site
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import APPROVED
from statusgen.read.learning_fields import (
    CAUSED_BY,
    DETECTED,
    DETECTED_BY,
    IS_PUBLIC,
    OPENED,
    PROBLEM,
    REPORT_BY,
)
from statusgen.read.list_writer import list_lines, scalar
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import STATUS
from statusgen.read.times import local_time
from statusgen.read.vocabulary import DETECTION_NAMES, names_of
from statusgen.read.yaml.decode import did_you_mean

_RELATED = {CAUSED_BY.name: Kind.MAINTENANCE, PROBLEM.name: Kind.PROBLEM}


def changed_head(session: Session, note: DatedNote, draft: Draft, status: Status) -> Change | None:
    """Return the note's file with what an update adds to its front matter; None for nothing.

    For a postmortem, show first what an earlier one says.
    """
    if isinstance(note, Maintenance | Problem) and (added := added_entries(session, note, draft)):
        return added
    if status is not Status.POSTMORTEM or isinstance(note, Problem):
        return None
    earlier = describe_earlier(note, session.settings, texts_of(session))
    if earlier and not session.prompter.asked:
        session.prompter.show(earlier)
    lines = _background(session, note, draft) if isinstance(note, Incident) else ()
    return Change(note.path, with_front_matter(session.files[note.path], lines)) if lines else None


def _background(session: Session, note: Incident, draft: Draft) -> tuple[str, ...]:
    """Return lines for the front matter: how it was noticed and what caused it, as far as it lacks them."""
    lines = []
    if note.detected is None:
        question = say(session, LEAVE_OUT, question=say(session, DETECTED.asked))
        noticed = given_time(session, draft, DETECTED, _when_noticed(session, note), question)
        lines += [f"{DETECTED.spelling}: {local_time(noticed, session.settings.zone)}"] if noticed else []
    for one in DETECTION:
        if one is not DETECTED and not getattr(note, one.name):
            value = ask_value(session, _background_answer(session, draft, one), one)
            items = [value] if isinstance(value, str) else [str(each) for each in value or ()]
            names = ", ".join(map(scalar, items))
            lines += [f"{one.spelling}: {names if len(items) == 1 else f'[{names}]'}"] if items else []
    return tuple(lines)


def _background_answer(session: Session, draft: Draft, field: NoteField[Any]) -> str:
    """Return the answer about how an incident was noticed or what caused it, given or asked for."""
    given, prompter, name = draft.get(field), session.prompter, field.draft_name
    if field.name in _RELATED:
        known = [one.id for one in related_notes(session, _RELATED[field.name])]
        wrong = [one for one in re.split(r"[,\s]+", given or "") if one and known and one not in known]
        if wrong:
            help = did_you_mean(wrong[0], known, "Write the name of its file, without `.md`.")
            raise AuthoringError(f"there is no {_RELATED[field.name]} `{wrong[0]}`. {help}")
        if given is None and prompter.ask:
            given = ask_related(session, field.question, _RELATED[field.name])
            prompter.keep(name, given)
    elif given is None and field is DETECTED_BY and prompter.ask:
        given = ask_some(session, field.question, DETECTION_NAMES, name)
    elif given is None:
        given = ask_optional(session, given, field.question, name)
    return given or ""


def _when_noticed(session: Session, note: Incident) -> When:
    """Accept times up to now; a clock time alone is the one nearest to the start."""
    wrong = msgid("{time} has not come yet.")

    def refuse(at: datetime) -> str:
        local = f"{at.astimezone(session.settings.zone):%Y-%m-%d %H:%M}"
        return say(session, wrong, time=local) if at > session.instant else ""

    return When(note.started, nearest=True, refuse=refuse)


def before_words(session: Session, note: DatedNote, draft: Draft) -> dict[str, Any]:
    """Return the fields of a postmortem that are asked before its words, by name."""
    return {one.name: _part(session, note, draft, one) for one in BEFORE_WORDS}


def after_words(session: Session, note: DatedNote, draft: Draft) -> dict[str, Any]:
    """Return the fields of a postmortem that are asked after its words, by name."""
    return {one.name: _part(session, note, draft, one) for one in AFTER_WORDS}


def _part(session: Session, note: DatedNote, draft: Draft, field: NoteField[Any]) -> Any:
    """Return a field of a postmortem, given or asked for."""
    given = draft.get(field)
    if field.has_texts:
        return given_list(session, given, field, note.begins)
    if field.is_text:
        words = ask_optional(session, given, field.question, field.draft_name)
        return localise([(session.settings.languages[0], words)])
    return ask_value(session, given, field)


def added_alone(session: Session, note: DatedNote, draft: Draft) -> Change | None:
    """Return the file of a note if the answers only add to its lists, without an update; else None."""
    if draft.get(APPROVED) and not isinstance(note, Maintenance):
        raise AuthoringError(f"{note.id} is no planned work, so nobody approves it")
    asks = isinstance(note, Problem) and session.prompter.ask
    if (
        asks
        or not isinstance(note, Maintenance | Problem)
        or {STATUS.draft_name, "text"} & draft.answers.keys()
    ):
        return None
    return added_entries(session, note, draft)


def added_entries(session: Session, note: Maintenance | Problem, draft: Draft) -> Change | None:
    """Return the file of a note with more entries in lists of its front matter; None for no more.

    Those are factors and actions of a problem, given or asked for, and approvals of planned work, if given.
    Raises `AuthoringError` if they cannot be added without a change of other lines.
    """
    data, asks = session.files[note.path], isinstance(note, Problem)
    lists = PROBLEM_LISTS if asks else (APPROVED,)
    expected = {one.name: getattr(note, one.name) for one in lists}
    for one in lists:
        entries = given_list(session, draft.get(one) if asks else draft.get(one) or "", one, note.begins)
        lines = [*list_lines(one.name, entries, session.settings.languages[0], session.settings.zone)]
        data = with_entries(data, lines) if entries else data
        expected[one.name] += entries
    if data == session.files[note.path]:
        return None
    notes = read_site({**session.files, note.path: data}).notes
    after = next((one.whole for one in notes if one.main == note.path), None)
    joined = " or ".join("approvals" if one is APPROVED else one.name for one in lists)
    if any(_originals(getattr(after, name, ())) != _originals(value) for name, value in expected.items()):
        message = f"{joined} cannot be added to {note.path} here; write them there yourself"
        raise AuthoringError(message)
    return Change(note.path, data)


def _originals(items: Iterable[Any]) -> list[Any]:
    """Return the words of entries in the first language; approvals as they are."""
    return [one if isinstance(one, Approval) else next(texts_in(one)).variants[0][1] for one in items]


def problem_fields(session: Session, draft: Draft) -> dict[str, Any]:
    """Return the fields of a new problem that are no texts, by name; it is known from today on."""
    today = session.now.astimezone(session.settings.zone).replace(hour=0, minute=0)
    opened = given_value(session, draft, OPENED) or today.astimezone(UTC)
    public = draft.get(IS_PUBLIC)
    if public is None and session.prompter.ask:
        question = say(session, IS_PUBLIC.question)
        choices = {"no": names_of("false"), "yes": names_of("true")}
        public = ask_choice(session, question, choices, IS_PUBLIC.name, usual="no")
    lists = {one.name: given_list(session, draft.get(one), one, opened) for one in PROBLEM_LISTS}
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

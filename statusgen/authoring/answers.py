"""Compose the files of a note from a draft, for commands and the editor; prompt for missing answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from statusgen.authoring.change_answers import given_change, given_exception
from statusgen.authoring.compose import Change, add_update, end_notice, new_note
from statusgen.authoring.earlier import with_earlier
from statusgen.authoring.fields import AS_A_CHANGE, DETECTION, NEWS_QUESTION, POSTMORTEM
from statusgen.authoring.learning_answers import (
    added_alone,
    after_words,
    before_words,
    changed_head,
    problem_fields,
    promised_report,
)
from statusgen.authoring.note_ids import is_note_id, note_id
from statusgen.authoring.open_notes import chosen_note
from statusgen.authoring.present_states import states_of, texts_now
from statusgen.authoring.prompts import ask_change, ask_choice, ask_needed, ask_optional, ask_words
from statusgen.authoring.recurring import day_meant, recurrence
from statusgen.authoring.service_prompts import ask_changes
from statusgen.authoring.services_given import effects, given_services
from statusgen.authoring.session import AuthoringError, Draft, Session, say, services_of
from statusgen.authoring.times_given import (
    future,
    given_next,
    given_span,
    given_time,
    given_value,
    moved,
    next_week,
    past,
)
from statusgen.model.notes import (
    AffectedService,
    AnyNote,
    DatedNote,
    Incident,
    Maintenance,
    Notice,
    Problem,
    Update,
)
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Meaning, Status, statuses_of
from statusgen.model.text import LocalText, localise
from statusgen.read.catalogues import msgid
from statusgen.read.learning_fields import IS_PUBLIC, OPENED, REPORT_BY
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import (
    ENDS,
    IMPACT,
    NEW_ENDS,
    NEW_STARTS,
    NEXT_UPDATE,
    NOTE_FIELDS,
    SERVICES,
    SINCE,
    STARTED,
    STARTS,
    STATUS,
    TITLE,
    UNTIL,
    WORKAROUND,
    Fields,
    update_fields,
)
from statusgen.read.recurrence_fields import LAST_DAY, ON, REPEAT
from statusgen.read.vocabulary import STATUS_NAMES, STATUSES_BY_NAME, TROUBLE, normalise_name


def compose_new(session: Session, kind: Kind, draft: Draft) -> tuple[Change, ...]:
    """Return the files of a new incident, maintenance, notice or problem. Raises `AuthoringError`."""
    question = next(one.question for one in NOTE_FIELDS[kind] if one.name == TITLE.name)
    title = ask_needed(session, draft.get(TITLE), question, TITLE.draft_name)
    services, none_affected = given_services(session, draft.services, kind)
    taken = [one.id for one in session.reading.notes if one.kind is kind]
    ids, local = [one.service for one in services], session.now.astimezone(session.settings.zone)
    name = draft.answers.get("name") or note_id(title, local, taken, ids, kind.value)
    if not is_note_id(name):
        message = (
            f"{name!r} cannot be the name of a note: take letters, digits and hyphens, 120 bytes at most, "
            "such as 2026-05-01-card-payments"
        )
        raise AuthoringError(message)
    if name in taken:
        message = f"there is a note {name} already; post an update to it, or choose another --id"
        raise AuthoringError(message)
    common: dict[str, Any] = {"id": name, "title": _local(session, title), "services": services}
    note: AnyNote
    match kind:
        case Kind.INCIDENT:
            question = msgid("Since when? (10:40, or 15 for 15 minutes ago; Enter: now)")
            started = given_time(session, draft, STARTED, past(session), question)
            common |= {**_others(session, draft, kind), "none_affected": none_affected}
            first = _first(session, draft, Status.INVESTIGATING, kind)
            note = Incident(**common, started=started or first.effective, updates=(first,))
        case Kind.MAINTENANCE:
            starts, ends = given_span(session, draft)
            common["freeze_exception"] = given_exception(session, draft, starts, ends, ids)
            common |= recurrence(session, draft) | _others(session, draft, kind)
            usual = Status.IN_PROGRESS if starts <= session.now < ends else Status.SCHEDULED
            first = _first(session, draft, usual, kind)
            common |= given_change(session, draft)
            note = Maintenance(**common, starts=starts, ends=ends, updates=(first,))
        case Kind.PROBLEM:
            common |= _others(session, draft, kind) | problem_fields(session, draft)
            note = Problem(**common, updates=(_first(session, draft, Status.INVESTIGATING, kind),))
        case _:
            words = ask_words(session, draft.text, NEWS_QUESTION)
            example = f"2h, 3d, {next_week(session, 18)}"
            question = say(
                session,
                msgid("{question} ({example}; Enter: until you end it)"),
                question=say(session, UNTIL.question),
                example=example,
            )
            until = given_time(session, draft, UNTIL, future(session), question)
            common |= _others(session, draft, kind)
            note = Notice(**common, intro=_local(session, words), published=session.now, until=until)
    return new_note(note, session.settings)


def compose_update(
    session: Session, wanted: str | None, draft: Draft, status: Status | None = None
) -> tuple[Change, ...]:
    """Return the note's file with one more update; `resolved` ends a notice. Raises `AuthoringError`."""
    note = chosen_note(session, wanted, status)
    if isinstance(note, Notice):
        return (_ended(session, note),)
    if alone := added_alone(session, note, draft):
        return (alone,)
    status = _status(session, draft.get(STATUS) or (status.value if status else None), note.kind)
    meant, day = day_meant(session, note, draft, status)
    _refuse_second_end(session, meant, status)
    files = dict(session.files)
    head = changed_head(session, note, draft, status)
    if head:
        files[head.path] = head.data
    update = replace(_further(session, meant, draft, status), on=day)
    added = add_update(files, note, update, session.settings, session.instant)
    return tuple({one.path: one for one in (*([head] if head else ()), *added)}.values())


def _ended(session: Session, note: Notice) -> Change:
    at = session.now if session.now > note.published else session.instant
    if at <= note.published:
        message = f"this notice is not public yet; take {note.path} away, or write `draft: true` in it"
        raise AuthoringError(message)
    return end_notice(session.files, note, at, session.settings)


def _asked_texts(fields: Fields) -> list[NoteField[Any]]:
    later = (*POSTMORTEM, *AS_A_CHANGE)
    return [one for one in fields if one.is_text and one.question and one not in later and not one.required]


def _others(session: Session, draft: Draft, kind: Kind) -> dict[str, Any]:
    """Return the optional texts of a new note by name, and all fields without a prompt of their own."""
    found: dict[str, str] = {}
    for one in _asked_texts(NOTE_FIELDS[kind]):
        answer = draft.get(one)
        if one is not WORKAROUND or found.get(IMPACT.name, kind):
            answer = ask_optional(session, answer, one.question, one.draft_name)
        found[one.name] = answer or ""
    texts = {name: _local(session, words) for name, words in found.items()}
    return texts | _values(session, draft, NOTE_FIELDS[kind], asks=True)


_ASKED_APART: Fields = (
    *(SERVICES, STARTED, STARTS, ENDS, UNTIL, NEXT_UPDATE, SINCE, NEW_STARTS, NEW_ENDS),
    *(*DETECTION, REPORT_BY, *POSTMORTEM, OPENED, IS_PUBLIC, *AS_A_CHANGE, REPEAT, LAST_DAY, ON),
)
_OWN_PROMPTS = frozenset(one.name for one in _ASKED_APART)
"""Fields that are no text and are prompted for in ways of their own; all others in the same way."""


def _values(session: Session, draft: Draft, fields: Fields, *, asks: bool) -> dict[str, Any]:
    """Return the values of fields that are no texts and have no prompt of their own, by name."""
    found: dict[str, Any] = {}
    for one in fields:
        if one.question and not one.is_text and one.name not in _OWN_PROMPTS:
            value = given_value(session, draft, one) if asks or draft.get(one) else None
            if value is not None:
                found[one.name] = value
    return found


def _first(session: Session, draft: Draft, usual: Status, kind: Kind) -> Update:
    """Return the first update of a new note, whose facts are in the front matter."""
    status = _status(session, draft.get(STATUS) or usual.value, kind)
    return Update(
        status=status,
        at=session.now,
        body=_local(session, _body(session, draft, status)),
        next_update=given_next(session, draft) if kind is Kind.INCIDENT and _goes_on(status) else None,
    )


def _further(
    session: Session, note: Incident | Maintenance | Problem, draft: Draft, status: Status
) -> Update:
    """Return a later update, with the facts that it changes."""
    kind = note.kind
    goes_on = _goes_on(status)
    starts, ends = moved(session, note, draft, status)
    services, others = _changes(session, note, draft, kind, asks=goes_on)
    learned = before_words(session, note, draft) if status is Status.POSTMORTEM else {}
    body = _body(session, draft, status)
    if status is Status.POSTMORTEM:
        learned = with_earlier(note, learned | after_words(session, note, draft))
    works_again = kind is Kind.INCIDENT and status.ends
    again = msgid("Since when does it work again? (10:40; Enter: now)")
    question = again if works_again else ""
    since = given_time(session, draft, SINCE, past(session), question)
    return Update(
        status=status,
        at=session.now,
        body=_local(session, body),
        since=since,
        next_update=given_next(session, draft) if kind is Kind.INCIDENT and _goes_on(status) else None,
        services=services,
        starts=starts,
        ends=ends,
        report_by=promised_report(session, draft) if works_again else None,
        **learned,
        **others,
    )


def _goes_on(status: Status) -> bool:
    """Return whether more updates follow: the writer is asked what changed, and when the next one comes."""
    return not status.ends and status is not Status.POSTMORTEM


def _refuse_second_end(session: Session, note: DatedNote, status: Status) -> None:
    """Raise `AuthoringError` for a second end: subscribers would get the same message twice."""
    before = [one for one in note.updates if one.status.facts.meaning is not Meaning.UNCHANGED]
    if status.ends and before and before[-1].status is status:
        at = before[-1].at.astimezone(session.settings.zone)
        message = (
            f"{note.id} is {status.value} already, since its update of {at:%Y-%m-%d %H:%M}; "
            "if there is more to say, post it with `statusgen update --status update`"
        )
        raise AuthoringError(message)


def _body(session: Session, draft: Draft, status: Status) -> str:
    return ask_words(session, draft.text, status.facts.question)


def _changes(
    session: Session, note: Incident | Maintenance | Problem, draft: Draft, kind: Kind, *, asks: bool
) -> tuple[tuple[AffectedService, ...], dict[str, Any]]:
    """Return what is different now: services, and texts and other values by name."""
    given = draft.services
    changes = asks and not isinstance(note, Problem)
    if changes and given is None and session.prompter.ask and services_of(session):
        more = (ServiceState.UNDER_MAINTENANCE,) if kind is Kind.MAINTENANCE else ()
        given = ask_changes(session, states_of(note), (ServiceState.OPERATIONAL, *more, *TROUBLE))
    services, _ = effects(session, given or (), kind)
    now = texts_now(note, session.settings.languages[0])
    texts: dict[str, str] = {}
    for one in _asked_texts(update_fields(kind)):
        answer = draft.get(one)
        if asks:
            answer = ask_change(session, answer, one.question, one.draft_name, now.get(one.name, ""))
        texts[one.name] = answer or ""
    values = _values(session, draft, update_fields(kind), asks=asks)
    return services, {name: _local(session, words) for name, words in texts.items()} | values


def _status(session: Session, given: str | None, kind: Kind) -> Status:
    statuses = statuses_of(kind)
    if given is None:
        if session.prompter.ask is None:
            message = f"say with --status where it stands: {', '.join(one.value for one in statuses)}"
            raise AuthoringError(message)
        names = {one.value: STATUS_NAMES[one] for one in statuses}
        labels = {one.value: one.facts.label for one in statuses}
        given = ask_choice(session, say(session, STATUS.question), names, "status", labels=labels)
    status = STATUSES_BY_NAME.get(normalise_name(given))
    if status is None or status not in statuses:
        message = f"there is no status {given} here; it can be {', '.join(one.value for one in statuses)}"
        raise AuthoringError(message)
    return status


def _local(session: Session, words: str) -> LocalText:
    return localise([(session.settings.languages[0], words)])

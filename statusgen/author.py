"""From what is said to the files of a note, for commands and the editor; what is not said is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statusgen.asking import (
    ask_affected,
    ask_change,
    ask_changes,
    ask_choice,
    ask_needed,
    ask_optional,
    ask_services,
    ask_words,
    state_named,
)
from statusgen.authoring import (
    Change,
    add_update,
    end_notice,
    find_services,
    is_note_id,
    new_note,
    note_id,
)
from statusgen.desk import AuthoringError, Draft, Session, services_of
from statusgen.model import (
    STAGES,
    AnyNote,
    Effect,
    Incident,
    Kind,
    LocalText,
    Maintenance,
    Notice,
    ServiceState,
    Stage,
    Update,
    localise,
)
from statusgen.open_notes import chosen_note
from statusgen.read.vocabulary import STAGE_NAMES, STAGES_BY_NAME, normalise_name
from statusgen.times_said import future, moved, next_said, next_week, past, span_said, time_said

TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)
_ENDS = (Stage.RESOLVED, Stage.COMPLETED, Stage.CANCELLED)
_WAITS = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING, Stage.UPDATE)
_TITLES = {
    Kind.INCIDENT: "What is wrong, in words a customer would use?",
    Kind.MAINTENANCE: "What will you do, in words a customer would use?",
    Kind.NOTICE: "What is new, in words a customer would use?",
}
_WORDS = {
    Stage.RESOLVED: "What happened, and does anyone need to do anything?",
    Stage.SCHEDULED: "What will you do, and does anyone need to do anything?",
    Stage.IN_PROGRESS: "What have you begun, and what do people notice?",
    Stage.EXTENDED: "Why does it take longer, and what do people notice?",
    Stage.COMPLETED: "What is new for people, and does anyone need to do anything?",
    Stage.CANCELLED: "Why is it called off, and will there be another date?",
    Stage.POSTMORTEM: "What happened, why, and what do you change?",
}
_ABOUT = {
    Kind.MAINTENANCE: "Which services does the work touch? Numbers or names (Enter: none)",
    Kind.NOTICE: "Which services is it about? Numbers or names (Enter: none)",
}


def compose_new(session: Session, kind: Kind, said: Draft) -> tuple[Change, ...]:
    """The files of a new incident, maintenance or notice. Raises `AuthoringError`."""
    title = ask_needed(session, said.title, _TITLES[kind], "title")
    services, none_affected = _services(session, said.services, kind)
    taken = [one.id for one in session.reading.notes if one.kind is kind]
    otherwise = services[0].service if services else kind.value
    name = said.name or note_id(title, session.now.astimezone(session.settings.zone), taken, otherwise)
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
            question = "Since when? (10:40, or 15 for 15 minutes ago; Enter: now)"
            started = time_said(session, said.started, "started", past(session), question)
            common |= {**_texts(session, said), "none_affected": none_affected}
            first = _first(session, said, Stage.INVESTIGATING, kind)
            note = Incident(**common, started=started or first.effective, updates=(first,))
        case Kind.MAINTENANCE:
            starts, ends = span_said(session, said)
            common |= _texts(session, said)
            first = _first(session, said, Stage.SCHEDULED, kind)
            note = Maintenance(**common, starts=starts, ends=ends, updates=(first,))
        case _:
            words = ask_words(session, said.text, "What do you want to say?", more=said.unfinished)
            example = f"2h, 3d, {next_week(session, 18)}"
            question = f"Until when is it on the home page? ({example}; Enter: until you end it)"
            until = time_said(session, said.until, "until", future(session), question)
            note = Notice(**common, intro=_local(session, words), published=session.now, until=until)
    return new_note(note, session.settings)


def compose_update(
    session: Session, wanted: str | None, said: Draft, stage: Stage | None = None
) -> tuple[Change, ...]:
    """The file with one more update of a note; a notice is ended by `resolved`. Raises `AuthoringError`."""
    note = chosen_note(session, wanted, stage)
    if isinstance(note, Notice):
        return (_ended(session, note),)
    update = _further(session, note, said, stage)
    return (add_update(session.files, note, update, session.settings, session.instant),)


def _ended(session: Session, note: Notice) -> Change:
    at = session.now if session.now > note.published else session.instant
    if at <= note.published:
        message = f"this notice is not public yet; take {note.path} away, or write `draft: true` in it"
        raise AuthoringError(message)
    return end_notice(session.files, note, at, session.settings)


def _texts(session: Session, said: Draft) -> dict[str, LocalText]:
    """Who notices what, and what they can do."""
    impact = ask_optional(session, said.impact, "Who notices what?", "impact")
    workaround = said.workaround
    if impact:
        workaround = ask_optional(session, workaround, "What can people do meanwhile?", "workaround")
    return {"impact": _local(session, impact), "workaround": _local(session, workaround or "")}


def _first(session: Session, said: Draft, usual: Stage, kind: Kind) -> Update:
    """The first update of a note, whose facts are in the front matter."""
    stage = _stage(session, said.stage or usual.value, kind)
    return Update(
        stage=stage,
        at=session.now,
        body=_local(session, _body(session, said, stage)),
        since=time_said(session, said.since, "since", past(session)),
        next_update=next_said(session, said.next) if kind is Kind.INCIDENT and stage in _WAITS else None,
    )


def _further(session: Session, note: Incident | Maintenance, said: Draft, usual: Stage | None) -> Update:
    """A later update, with the facts that it changes."""
    kind = Kind(type(note).__name__.lower())
    stage = _stage(session, said.stage or (usual.value if usual else None), kind)
    _refuse_second_end(session, note, stage)
    goes_on = stage not in (*_ENDS, Stage.POSTMORTEM)
    starts, ends = moved(session, note, said, stage)
    services, impact, workaround = _changes(session, note, said, kind, asks=goes_on)
    question = "Since when does it work again? (10:40; Enter: now)" if stage is Stage.RESOLVED else ""
    since = time_said(session, said.since, "since", past(session), question)
    summary = said.summary
    if stage is Stage.POSTMORTEM:
        summary = ask_optional(session, summary, "What happened, in two sentences for everybody?", "summary")
    return Update(
        stage=stage,
        at=session.now,
        body=_local(session, _body(session, said, stage)),
        since=since,
        next_update=next_said(session, said.next) if kind is Kind.INCIDENT and stage in _WAITS else None,
        services=services,
        impact=_local(session, impact),
        workaround=_local(session, workaround),
        starts=starts,
        ends=ends,
        summary=_local(session, summary or ""),
    )


def _refuse_second_end(session: Session, note: Incident | Maintenance, stage: Stage) -> None:
    """Subscribers must not read twice that it is over. Raises `AuthoringError`."""
    before = [one for one in note.updates if one.stage not in (Stage.UPDATE, Stage.POSTMORTEM)]
    if stage in _ENDS and before and before[-1].stage is stage:
        at = before[-1].at.astimezone(session.settings.zone)
        message = (
            f"{note.id} is {stage.value} already, since its update of {at:%Y-%m-%d %H:%M}; "
            "if there is more to say, post it with `statusgen update --stage update`"
        )
        raise AuthoringError(message)


def _body(session: Session, said: Draft, stage: Stage) -> str:
    question = _WORDS.get(stage, "What do you know, and what are you doing?")
    return ask_words(session, said.text, question, more=said.unfinished)


def _changes(
    session: Session, note: Incident | Maintenance, said: Draft, kind: Kind, *, asks: bool
) -> tuple[tuple[Effect, ...], str, str]:
    """What is different now: services, who notices what, what they can do."""
    given = said.services
    if given is None and asks and session.prompter.ask and services_of(session):
        more = (ServiceState.UNDER_MAINTENANCE,) if kind is Kind.MAINTENANCE else ()
        given = ask_changes(session, states_of(note), (ServiceState.OPERATIONAL, *more, *TROUBLE))
    services, _ = effects(session, given or (), kind)
    texts = (("impact", "Who notices what now?"), ("workaround", "What can people do meanwhile?"))
    language = session.settings.languages[0]
    found = [
        ask_change(session, getattr(said, name), question, name, text_now(note, name, language))
        if asks
        else getattr(said, name) or ""
        for name, question in texts
    ]
    return services, found[0], found[1]


def states_of(note: Incident | Maintenance) -> dict[str, ServiceState]:
    """The states of a note's services after its latest update."""
    states = {one.service: one.state for one in note.services}
    for update in note.updates:
        if update.stage in _ENDS:
            states = dict.fromkeys(states, ServiceState.OPERATIONAL)
        states |= {one.service: one.state for one in update.services}
    return states


def text_now(note: Incident | Maintenance, name: str, language: str) -> str:
    """What holds of `impact` or `workaround` after the latest update, in a language."""
    texts: list[LocalText] = [getattr(one, name) for one in (note, *note.updates)]
    return next((words for one in reversed(texts) if (words := dict(one.variants).get(language, ""))), "")


# Services


def _services(session: Session, said: Sequence[str] | None, kind: Kind) -> tuple[tuple[Effect, ...], bool]:
    if said is None and session.prompter.ask and services_of(session):
        if kind is Kind.INCIDENT:
            return effects(session, ask_affected(session, TROUBLE), kind)
        ids = ask_services(session, _ABOUT[kind]) or ()
        if ids:
            session.prompter.kept["services"] = ", ".join(ids)
        said = ids
    return effects(session, said or (), kind)


def effects(session: Session, said: Sequence[str], kind: Kind) -> tuple[tuple[Effect, ...], bool]:
    """What is said of services, and whether it is said that none is affected. Raises `AuthoringError`.

    `checkout=partial outage`, or `checkout` alone, which is then degraded, or under maintenance; a notice
    is about services and says nothing of their states.
    """
    usual = {Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE, Kind.NOTICE: ServiceState.OPERATIONAL}
    found: dict[str, Effect] = {}
    is_none = False
    for one in said:
        names, state = _with_state(session, one)
        named = find_services(names, session.reading.catalog.services)
        if named.problems:
            raise AuthoringError(named.problems[0])
        if kind is Kind.NOTICE and state.strip():
            message = f"a notice does not say how services are ({one}); post an incident, or name them alone"
            raise AuthoringError(message)
        is_none = is_none or named.is_none
        how = state_named(state) if state.strip() else usual.get(kind, ServiceState.DEGRADED)
        found |= {service: Effect(service, how) for service in named.ids}
    if is_none and found:
        message = "“none” cannot go together with services"
        raise AuthoringError(message)
    return tuple(found.values()), is_none


def _with_state(session: Session, said: str) -> tuple[str, str]:
    """The services and the state in `checkout=degraded`; a name may have the sign in itself."""
    if "=" not in said or not find_services(said, session.reading.catalog.services).problems:
        return said, ""
    names, _, state = said.rpartition("=")
    return names, state


# Statuses and times


def _stage(session: Session, said: str | None, kind: Kind) -> Stage:
    stages = STAGES[kind]
    if said is None:
        if session.prompter.ask is None:
            message = f"say with --stage where it stands: {', '.join(one.value for one in stages)}"
            raise AuthoringError(message)
        names = {one.value: STAGE_NAMES[one] for one in stages}
        return Stage(ask_choice(session, "Where does it stand?", names, "stage"))
    stage = STAGES_BY_NAME.get(normalise_name(said))
    if stage not in stages:
        message = f"there is no status {said} here; it can be {', '.join(one.value for one in stages)}"
        raise AuthoringError(message)
    return stage


def _local(session: Session, words: str) -> LocalText:
    return localise([(session.settings.languages[0], words)])

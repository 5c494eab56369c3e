"""From what is said to the files of a note, for commands and the editor; what is not said is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statusgen.authoring import (
    Change,
    add_update,
    end_notice,
    find_services,
    is_note_id,
    new_note,
    note_id,
)
from statusgen.authoring.open_notes import chosen_note
from statusgen.authoring.prompts import (
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
from statusgen.authoring.session import AuthoringError, Desk, Said, services_of
from statusgen.authoring.times_given import future, moved, next_said, next_week, past, span_said, time_said
from statusgen.model.notes import AffectedService, AnyNote, Incident, Maintenance, Notice, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Meaning, Status, statuses_of
from statusgen.model.text import LocalText, localise
from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name

TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)
_TITLES = {
    Kind.INCIDENT: "What is wrong, in words a customer would use?",
    Kind.MAINTENANCE: "What will you do, in words a customer would use?",
    Kind.NOTICE: "What is new, in words a customer would use?",
}
_ABOUT = {
    Kind.MAINTENANCE: "Which services does the work touch? Numbers or names (Enter: none)",
    Kind.NOTICE: "Which services is it about? Numbers or names (Enter: none)",
}


def compose_new(desk: Desk, kind: Kind, said: Said) -> tuple[Change, ...]:
    """The files of a new incident, maintenance or notice. Raises `AuthoringError`."""
    title = ask_needed(desk, said.title, _TITLES[kind], "title")
    services, none_affected = _services(desk, said.services, kind)
    taken = [one.id for one in desk.reading.notes if one.kind is kind]
    otherwise = services[0].service if services else kind.value
    name = said.name or note_id(title, desk.now.astimezone(desk.settings.zone), taken, otherwise)
    if not is_note_id(name):
        message = (
            f"{name!r} cannot be the name of a note: take letters, digits and hyphens, 120 bytes at most, "
            "such as 2026-05-01-card-payments"
        )
        raise AuthoringError(message)
    if name in taken:
        message = f"there is a note {name} already; post an update to it, or choose another --id"
        raise AuthoringError(message)
    common: dict[str, Any] = {"id": name, "title": _local(desk, title), "services": services}
    note: AnyNote
    match kind:
        case Kind.INCIDENT:
            question = "Since when? (10:40, or 15 for 15 minutes ago; Enter: now)"
            started = time_said(desk, said.started, "started", past(desk), question)
            common |= {**_texts(desk, said), "none_affected": none_affected}
            first = _first(desk, said, Status.INVESTIGATING, kind)
            note = Incident(**common, started=started or first.effective, updates=(first,))
        case Kind.MAINTENANCE:
            starts, ends = span_said(desk, said)
            common |= _texts(desk, said)
            first = _first(desk, said, Status.SCHEDULED, kind)
            note = Maintenance(**common, starts=starts, ends=ends, updates=(first,))
        case _:
            words = ask_words(desk, said.text, "What do you want to say?", more=said.unfinished)
            example = f"2h, 3d, {next_week(desk, 18)}"
            question = f"Until when is it on the home page? ({example}; Enter: until you end it)"
            until = time_said(desk, said.until, "until", future(desk), question)
            note = Notice(**common, intro=_local(desk, words), published=desk.now, until=until)
    return new_note(note, desk.settings)


def compose_update(
    desk: Desk, wanted: str | None, said: Said, status: Status | None = None
) -> tuple[Change, ...]:
    """The file with one more update of a note; a notice is ended by `resolved`. Raises `AuthoringError`."""
    note = chosen_note(desk, wanted, status)
    if isinstance(note, Notice):
        return (_ended(desk, note),)
    update = _further(desk, note, said, status)
    return (add_update(desk.files, note, update, desk.settings, desk.instant),)


def _ended(desk: Desk, note: Notice) -> Change:
    at = desk.now if desk.now > note.published else desk.instant
    if at <= note.published:
        message = f"this notice is not public yet; take {note.path} away, or write `draft: true` in it"
        raise AuthoringError(message)
    return end_notice(desk.files, note, at, desk.settings)


def _texts(desk: Desk, said: Said) -> dict[str, LocalText]:
    """Who notices what, and what they can do."""
    impact = ask_optional(desk, said.impact, "Who notices what?", "impact")
    workaround = said.workaround
    if impact:
        workaround = ask_optional(desk, workaround, "What can people do meanwhile?", "workaround")
    return {"impact": _local(desk, impact), "workaround": _local(desk, workaround or "")}


def _first(desk: Desk, said: Said, usual: Status, kind: Kind) -> Update:
    """The first update of a note, whose facts are in the front matter."""
    status = _status(desk, said.status or usual.value, kind)
    return Update(
        status=status,
        at=desk.now,
        body=_local(desk, _body(desk, said, status)),
        since=time_said(desk, said.since, "since", past(desk)),
        next_update=next_said(desk, said.next) if kind is Kind.INCIDENT and _goes_on(status) else None,
    )


def _further(desk: Desk, note: Incident | Maintenance, said: Said, usual: Status | None) -> Update:
    """A later update, with the facts that it changes."""
    kind = note.kind
    status = _status(desk, said.status or (usual.value if usual else None), kind)
    _refuse_second_end(desk, note, status)
    goes_on = _goes_on(status)
    starts, ends = moved(desk, note, said, status)
    services, impact, workaround = _changes(desk, note, said, kind, asks=goes_on)
    works_again = kind is Kind.INCIDENT and status.ends
    question = "Since when does it work again? (10:40; Enter: now)" if works_again else ""
    since = time_said(desk, said.since, "since", past(desk), question)
    summary = said.summary
    if status is Status.POSTMORTEM:
        summary = ask_optional(desk, summary, "What happened, in two sentences for everybody?", "summary")
    return Update(
        status=status,
        at=desk.now,
        body=_local(desk, _body(desk, said, status)),
        since=since,
        next_update=next_said(desk, said.next) if kind is Kind.INCIDENT and _goes_on(status) else None,
        services=services,
        impact=_local(desk, impact),
        workaround=_local(desk, workaround),
        starts=starts,
        ends=ends,
        summary=_local(desk, summary or ""),
    )


def _goes_on(status: Status) -> bool:
    """Whether more updates are to come: the writer is asked what changed, and when the next one comes."""
    return not status.ends and status is not Status.POSTMORTEM


def _refuse_second_end(desk: Desk, note: Incident | Maintenance, status: Status) -> None:
    """Subscribers must not read twice that it is over. Raises `AuthoringError`."""
    before = [one for one in note.updates if one.status.facts.meaning is not Meaning.UNCHANGED]
    if status.ends and before and before[-1].status is status:
        at = before[-1].at.astimezone(desk.settings.zone)
        message = (
            f"{note.id} is {status.value} already, since its update of {at:%Y-%m-%d %H:%M}; "
            "if there is more to say, post it with `statusgen update --status update`"
        )
        raise AuthoringError(message)


def _body(desk: Desk, said: Said, status: Status) -> str:
    return ask_words(desk, said.text, status.facts.question, more=said.unfinished)


def _changes(
    desk: Desk, note: Incident | Maintenance, said: Said, kind: Kind, *, asks: bool
) -> tuple[tuple[AffectedService, ...], str, str]:
    """What is different now: services, who notices what, what they can do."""
    given = said.services
    if given is None and asks and desk.talk.ask and services_of(desk):
        more = (ServiceState.UNDER_MAINTENANCE,) if kind is Kind.MAINTENANCE else ()
        given = ask_changes(desk, states_of(note), (ServiceState.OPERATIONAL, *more, *TROUBLE))
    services, _ = effects(desk, given or (), kind)
    texts = (("impact", "Who notices what now?"), ("workaround", "What can people do meanwhile?"))
    language = desk.settings.languages[0]
    found = [
        ask_change(desk, getattr(said, name), question, name, text_now(note, name, language))
        if asks
        else getattr(said, name) or ""
        for name, question in texts
    ]
    return services, found[0], found[1]


def states_of(note: Incident | Maintenance) -> dict[str, ServiceState]:
    """The states of a note's services after its latest update."""
    states = {one.service: one.state for one in note.services}
    for update in note.updates:
        if update.status.ends:
            states = dict.fromkeys(states, ServiceState.OPERATIONAL)
        states |= {one.service: one.state for one in update.services}
    return states


def text_now(note: Incident | Maintenance, name: str, language: str) -> str:
    """What holds of `impact` or `workaround` after the latest update, in a language."""
    texts: list[LocalText] = [getattr(one, name) for one in (note, *note.updates)]
    return next((words for one in reversed(texts) if (words := dict(one.variants).get(language, ""))), "")


# Services


def _services(desk: Desk, said: Sequence[str] | None, kind: Kind) -> tuple[tuple[AffectedService, ...], bool]:
    if said is None and desk.talk.ask and services_of(desk):
        if kind is Kind.INCIDENT:
            return effects(desk, ask_affected(desk, TROUBLE), kind)
        ids = ask_services(desk, _ABOUT[kind]) or ()
        if ids:
            desk.talk.kept["services"] = ", ".join(ids)
        said = ids
    return effects(desk, said or (), kind)


def effects(desk: Desk, said: Sequence[str], kind: Kind) -> tuple[tuple[AffectedService, ...], bool]:
    """What is said of services, and whether it is said that none is affected. Raises `AuthoringError`.

    `checkout=partial outage`, or `checkout` alone, which is then degraded, or under maintenance; a notice
    is about services and says nothing of their states.
    """
    usual = {Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE, Kind.NOTICE: ServiceState.OPERATIONAL}
    found: dict[str, AffectedService] = {}
    is_none = False
    for one in said:
        names, state = _with_state(desk, one)
        named = find_services(names, desk.reading.catalog.services)
        if named.problems:
            raise AuthoringError(named.problems[0])
        if kind is Kind.NOTICE and state.strip():
            message = f"a notice does not say how services are ({one}); post an incident, or name them alone"
            raise AuthoringError(message)
        is_none = is_none or named.is_none
        how = state_named(state) if state.strip() else usual.get(kind, ServiceState.DEGRADED)
        found |= {service: AffectedService(service, how) for service in named.ids}
    if is_none and found:
        message = "“none” cannot go together with services"
        raise AuthoringError(message)
    return tuple(found.values()), is_none


def _with_state(desk: Desk, said: str) -> tuple[str, str]:
    """The services and the state in `checkout=degraded`; a name may have the sign in itself."""
    if "=" not in said or not find_services(said, desk.reading.catalog.services).problems:
        return said, ""
    names, _, state = said.rpartition("=")
    return names, state


# Statuses and times


def _status(desk: Desk, said: str | None, kind: Kind) -> Status:
    statuses = statuses_of(kind)
    if said is None:
        if desk.talk.ask is None:
            message = f"say with --status where it stands: {', '.join(one.value for one in statuses)}"
            raise AuthoringError(message)
        names = {one.value: one.names for one in statuses}
        said = ask_choice(desk, "Where does it stand?", names, "status")
    status = STATUSES_BY_NAME.get(normalise_name(said))
    if status is None or status not in statuses:
        message = f"there is no status {said} here; it can be {', '.join(one.value for one in statuses)}"
        raise AuthoringError(message)
    return status


def _local(desk: Desk, words: str) -> LocalText:
    return localise([(desk.settings.languages[0], words)])

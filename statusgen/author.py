"""From what is said to the files of a note, for commands and the editor; what is not said is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from statusgen.authoring import Change, add_update, new_note, note_id, parse_when
from statusgen.desk import AuthoringError, Desk, Said, hear
from statusgen.model import (
    EMPTY,
    STAGES,
    AnyNote,
    Effect,
    Incident,
    Kind,
    LocalText,
    Maintenance,
    Notice,
    Service,
    ServiceState,
    Stage,
    Update,
    localise,
)
from statusgen.read.vocabulary import STAGES_BY_NAME, STATES_BY_NAME, normalise_name

T = TypeVar("T")
USUAL_WAIT = "30"
"""Minutes until the next update, unless the writer says otherwise."""
TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)


def compose_new(desk: Desk, kind: Kind, said: Said) -> tuple[Change, ...]:
    """The files of a new incident, maintenance or notice. Raises `AuthoringError`."""
    title = _needed(desk, said.title, "What is wrong, in words a customer would use?", "--title")
    services = _services(desk, said.services, kind)
    impact = _optional(desk, said.impact, "Who notices what?") if kind is not Kind.NOTICE else ""
    workaround = (
        _optional(desk, said.workaround, "What can people do meanwhile?") if impact else said.workaround
    )
    taken = [one.id for one in desk.reading.notes if one.kind is kind]
    otherwise = services[0].service if services else kind.value
    local = desk.now.astimezone(desk.settings.zone)
    name = said.name or note_id(title, local, taken, otherwise)
    if name in taken:
        message = f"there is a note {name} already; post an update to it, or choose another --id"
        raise AuthoringError(message)
    common = {"id": name, "title": _local(desk, title), "services": services}
    texts = {"impact": _local(desk, impact), "workaround": _local(desk, workaround or "")}
    note: AnyNote
    match kind:
        case Kind.INCIDENT:
            first = _update(desk, said, Stage.INVESTIGATING, kind)
            started = _time(desk, said.started, past=True) or first.effective
            note = Incident(**common, **texts, started=started, updates=(first,))  # type: ignore[arg-type]
        case Kind.MAINTENANCE:
            starts = _needed_time(desk, said.starts, "When does it start (2026-05-06 02:00)?", "--starts")
            ends = _needed_time(desk, said.ends, "When should it end?", "--ends", after=starts)
            first = _update(desk, said, Stage.SCHEDULED, kind)
            note = Maintenance(**common, **texts, starts=starts, ends=ends, updates=(first,))  # type: ignore[arg-type]
        case _:
            words = _words(desk, said.text, "What do you want to say?")
            note = Notice(**common, intro=_local(desk, words), published=desk.now)  # type: ignore[arg-type]
    return new_note(note, desk.settings)


def compose_update(
    desk: Desk, wanted: str | None, said: Said, stage: Stage | None = None
) -> tuple[Change, ...]:
    """The file with one more update of a note. Raises `AuthoringError`."""
    note = _chosen(desk, wanted, over=stage is Stage.POSTMORTEM)
    kind = Kind(type(note).__name__.lower())
    update = _update(desk, said, stage, kind)
    return (add_update(desk.files, note, update, desk.settings),)


def _update(desk: Desk, said: Said, usual: Stage | None, kind: Kind) -> Update:
    stage = _stage(desk, said.stage, usual, kind)
    further = usual is None and kind is Kind.INCIDENT  # a first update's facts stand in the front matter
    moved = usual is None and kind is Kind.MAINTENANCE
    services = _effects(desk, said.services) if said.services and further else ()
    question = "What do you know, and what are you doing?"
    words = _words(desk, said.text, _QUESTIONS.get(stage, question))
    waits = kind is Kind.INCIDENT and stage in (
        Stage.INVESTIGATING,
        Stage.IDENTIFIED,
        Stage.MONITORING,
        Stage.UPDATE,
    )
    since = _time(desk, said.since, past=True)
    if stage is Stage.RESOLVED and since is None and desk.talk.ask:
        since = _asked_time(desk, "Since when does it work again (10:40)? [now]", past=True)
    summary = said.summary
    if stage is Stage.POSTMORTEM and summary is None:
        summary = _optional(desk, None, "What happened, in two sentences for everybody?")
    return Update(
        stage=stage,
        at=desk.now,
        body=_local(desk, words),
        since=since,
        next_update=_next(desk, said.next) if waits else None,
        services=services,
        impact=_local(desk, said.impact or "") if further else EMPTY,
        workaround=_local(desk, said.workaround or "") if further else EMPTY,
        starts=_time(desk, said.starts) if moved else None,
        ends=_time(desk, said.ends) if moved else None,
        summary=_local(desk, summary or ""),
    )


_QUESTIONS = {
    Stage.RESOLVED: "What happened, and does anyone need to do anything?",
    Stage.SCHEDULED: "What will you do, and does anyone need to do anything?",
    Stage.POSTMORTEM: "What happened, why, and what do you change?",
}


# Asking


def _optional(desk: Desk, said: str | None, question: str) -> str:
    return said if said is not None else hear(desk, f"{question} (Enter leaves it out)")


def _needed(desk: Desk, said: str | None, question: str, option: str) -> str:
    while said is None or not said.strip():
        if desk.talk.ask is None:
            message = f"say it with {option}"
            raise AuthoringError(message)
        said = hear(desk, question)
    return said.strip()


def _words(desk: Desk, said: str | None, question: str) -> str:
    """Lines up to an empty one, when they are asked for."""
    if said is not None:
        return said.strip()
    if desk.talk.ask is None:
        message = "say it with --text, or on standard input"
        raise AuthoringError(message)
    lines = [hear(desk, f"{question} (an empty line ends it)")]
    while lines[-1]:
        lines.append(desk.talk.ask("> ").strip())
    return "\n".join(lines).strip()


def _stage(desk: Desk, said: str | None, usual: Stage | None, kind: Kind) -> Stage:
    stages = STAGES[kind]
    if said is None and usual is not None:
        return usual
    while True:
        if said is None:
            if desk.talk.ask is None:
                message = f"say with --stage where it stands: {', '.join(one.value for one in stages)}"
                raise AuthoringError(message)
            said = _picked(desk, "Where does it stand?", [one.value for one in stages])
        stage = STAGES_BY_NAME.get(normalise_name(said))
        if stage in stages:
            return stage
        if desk.talk.ask is None:
            message = f"there is no status {said} here; it can be {', '.join(one.value for one in stages)}"
            raise AuthoringError(message)
        said = None


def _picked(desk: Desk, question: str, choices: Sequence[str]) -> str:
    """The choice of a number or a name; the answer as it is, if it is neither."""
    lines = "\n".join(f"  {number}  {choice}" for number, choice in enumerate(choices, 1))
    answer = hear(desk, f"{question}\n{lines}")
    if answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1]
    return answer


def _services(desk: Desk, said: tuple[str, ...] | None, kind: Kind) -> tuple[Effect, ...]:
    known = desk.reading.catalog.services
    if said is None and desk.talk.ask and known:
        language = desk.settings.languages[0]
        lines = "\n".join(f"  {number}  {_name(one, language)}" for number, one in enumerate(known, 1))
        answer = hear(desk, f"Which services? Numbers, with commas between (Enter: none)\n{lines}")
        numbers = [int(part) for part in answer.replace("，", ",").split(",") if part.strip().isdecimal()]
        ids = [known[number - 1].id for number in numbers if 0 < number <= len(known)]
        said = tuple(f"{one}={_state_of(desk, one)}" if kind is Kind.INCIDENT else one for one in ids)
    return _effects(desk, said or (), ServiceState.UNDER_MAINTENANCE if kind is Kind.MAINTENANCE else None)


def _name(service: Service, language: str) -> str:
    return dict(service.name.variants).get(language, service.id)


def _state_of(desk: Desk, service: str) -> str:
    return _picked(desk, f"How is {service}?", [one.key.replace("-", " ") for one in TROUBLE])


def _effects(desk: Desk, said: Sequence[str], otherwise: ServiceState | None = None) -> tuple[Effect, ...]:
    """`checkout=partial outage`, or `checkout` alone, which is then in the state `otherwise` or degraded."""
    known = {one.id for one in desk.reading.catalog.services}
    found = []
    for one in said:
        service, _, state = one.partition("=")
        if service.strip() not in known:
            message = f"there is no service {service.strip()}; there are {', '.join(sorted(known))}"
            raise AuthoringError(message)
        named = (
            STATES_BY_NAME.get(normalise_name(state)) if state.strip() else otherwise or ServiceState.DEGRADED
        )
        if named is None:
            message = (
                f"there is no state {state.strip()}; it can be {', '.join(each.key for each in ServiceState)}"
            )
            raise AuthoringError(message)
        found.append(Effect(service.strip(), named))
    return tuple(found)


def _next(desk: Desk, said: str | None) -> datetime | None:
    if said is not None:
        return None if said.lower() in ("", "no", "none") else _time(desk, said)
    if desk.talk.ask is None:
        return desk.now + timedelta(minutes=int(USUAL_WAIT))
    return _asked_time(desk, f"When do you write again (in minutes, or as 09:50)? [{USUAL_WAIT}]", USUAL_WAIT)


def _asked_time(desk: Desk, question: str, usual: str = "", *, past: bool = False) -> datetime | None:
    while True:
        answer = hear(desk, question) or usual
        if not answer:
            return None
        found = parse_when(answer, desk.now, desk.settings.zone, past=past)
        if found:
            return found
        desk.talk.tell(f"{answer!r} is no time; write 30, 2h, 09:50 or 2026-05-01 09:50.")


def _time(desk: Desk, said: str | None, *, past: bool = False) -> datetime | None:
    if not said:
        return None
    found = parse_when(said, desk.now, desk.settings.zone, past=past)
    if found is None:
        message = f"{said!r} is no time; write 30, 2h, 09:50 or 2026-05-01 09:50"
        raise AuthoringError(message)
    return found


def _needed_time(
    desk: Desk, said: str | None, question: str, option: str, after: datetime | None = None
) -> datetime:
    while True:
        found = _time(desk, said) if said else _asked_time(desk, question) if desk.talk.ask else None
        if found and (after is None or found > after):
            return found
        if desk.talk.ask is None or said:
            message = f"say it with {option}, such as 2026-05-06 02:00" + (
                ", after the start" if after else ""
            )
            raise AuthoringError(message)


def _chosen(desk: Desk, wanted: str | None, *, over: bool) -> Incident | Maintenance:
    """The note that is meant: by id, or the only one, or one that is picked."""
    notes = [one.note for one in desk.reading.notes if isinstance(one.note, Incident | Maintenance)]
    if wanted is not None:
        key = Path(wanted).stem if Path(wanted).suffix == ".md" else Path(wanted).name
        found = [note for note in notes if note.key == wanted] or [note for note in notes if note.id == key]
        if not found:
            message = f"there is no incident or maintenance {key}"
            raise AuthoringError(message)
        return found[0]
    candidates = [
        note for note in notes if isinstance(note, Incident) and is_over(note) is over and not note.withdrawn
    ]
    candidates.sort(key=lambda note: note.begins, reverse=True)
    if len(candidates) == 1:
        return candidates[0]
    what = "incident that is over" if over else "open incident"
    if not candidates or desk.talk.ask is None:
        names = "; there are " + ", ".join(note.id for note in candidates[:9]) if candidates else ""
        message = (
            f"name the {what}{names}"
            if candidates
            else f"there is no {what}; name one, or start with `statusgen new`"
        )
        raise AuthoringError(message)
    picked = _picked(desk, f"Which {what}?", [note.id for note in candidates[:20]])
    return _chosen(desk, picked, over=over)


def is_over(note: Incident) -> bool:
    """Whether an update says that it is resolved."""
    return any(update.stage is Stage.RESOLVED for update in note.updates)


def _local(desk: Desk, words: str) -> LocalText:
    return localise([(desk.settings.languages[0], words)])

"""Posting, for commands and the editor: asks what is not said, shows what readers will get, then writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from statusgen.authoring import Change, add_update, new_note, note_id, parse_when
from statusgen.diagnostics import Diagnostic, Level
from statusgen.disk import DiskError, write_new, write_whole
from statusgen.git import GitError, commit_files
from statusgen.judging import judge_one
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
    Settings,
    Stage,
    Update,
    localise,
    update_id,
)
from statusgen.prose.plain import Judged
from statusgen.read import Reading, ReadNote, read_site
from statusgen.read.vocabulary import STAGES_BY_NAME, STATES_BY_NAME, normalise_name
from statusgen.report import render_findings, render_text

T = TypeVar("T")
USUAL_WAIT = "30"
"""Minutes until the next update, unless the writer says otherwise."""
TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)


class AuthoringError(Exception):
    """What was said cannot be posted; the message says what to say instead."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation: `ask` returns an answer, or None where nobody can be asked."""

    ask: Callable[[str], str] | None
    tell: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command or a form says; what is None is asked, or left out where nobody can be asked."""

    title: str | None = None
    services: tuple[str, ...] | None = None
    impact: str | None = None
    workaround: str | None = None
    text: str | None = None
    stage: str | None = None
    next: str | None = None
    since: str | None = None
    started: str | None = None
    starts: str | None = None
    ends: str | None = None
    summary: str | None = None
    name: str | None = None
    anyway: bool = False
    """Post in spite of errors about wording."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The site that is written for, at an instant."""

    content: Path
    files: Mapping[str, bytes]
    reading: Reading
    now: datetime
    talk: Talk
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        if self.reading.settings is None:
            message = f"{self.content} cannot be read; `statusgen check` tells why"
            raise AuthoringError(message)
        object.__setattr__(self, "settings", self.reading.settings)


def open_desk(content: Path, files: Mapping[str, bytes], now: datetime, talk: Talk) -> Desk:
    """The desk for a content folder. Raises `AuthoringError` if its settings cannot be read."""
    return Desk(content, files, read_site(files), now.replace(second=0, microsecond=0), talk)


# What is posted


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
        id=update_id(desk.now),
    )


_QUESTIONS = {
    Stage.RESOLVED: "What happened, and does anyone need to do anything?",
    Stage.SCHEDULED: "What will you do, and does anyone need to do anything?",
    Stage.POSTMORTEM: "What happened, why, and what do you change?",
}


# Asking


def _answer(desk: Desk, question: str) -> str:
    return desk.talk.ask(f"{question}\n> ").strip() if desk.talk.ask else ""


def _optional(desk: Desk, said: str | None, question: str) -> str:
    return said if said is not None else _answer(desk, f"{question} (Enter leaves it out)")


def _needed(desk: Desk, said: str | None, question: str, option: str) -> str:
    while said is None or not said.strip():
        if desk.talk.ask is None:
            message = f"say it with {option}"
            raise AuthoringError(message)
        said = _answer(desk, question)
    return said.strip()


def _words(desk: Desk, said: str | None, question: str) -> str:
    """Lines up to an empty one, when they are asked for."""
    if said is not None:
        return said.strip()
    if desk.talk.ask is None:
        message = "say it with --text, or on standard input"
        raise AuthoringError(message)
    lines = [_answer(desk, f"{question} (an empty line ends it)")]
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
    answer = _answer(desk, f"{question}\n{lines}")
    if answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1]
    return answer


def _services(desk: Desk, said: tuple[str, ...] | None, kind: Kind) -> tuple[Effect, ...]:
    known = desk.reading.catalog.services
    if said is None and desk.talk.ask and known:
        language = desk.settings.languages[0]
        lines = "\n".join(f"  {number}  {_name(one, language)}" for number, one in enumerate(known, 1))
        answer = _answer(desk, f"Which services? Numbers, with commas between (Enter: none)\n{lines}")
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
        answer = _answer(desk, question) or usual
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


# Writing


def verdict(desk: Desk, changes: Sequence[Change]) -> tuple[tuple[Diagnostic, ...], tuple[Judged, ...]]:
    """What would be wrong with the changed notes, and what there is to say about the newest words in them."""
    files = {**desk.files, **{one.path: one.data for one in changes}}
    own = changed_notes(desk, changes)
    problems = tuple(problem for one in own for problem in one.problems)
    found = (one for note in own for one in judge_one(files, desk.now, note.kind, note.id))
    judged = [one for one in found if one.findings]
    return problems, tuple(one for one in judged if one.update is None or one.update is one.note.updates[-1])


def changed_notes(desk: Desk, changes: Sequence[Change]) -> tuple[ReadNote, ...]:
    """The notes that the changes belong to, read with them."""
    files = {**desk.files, **{one.path: one.data for one in changes}}
    notes = read_site(files).notes
    return tuple(one for one in notes if any(_holds(one.main, change.path) for change in changes))


def write_changes(desk: Desk, changes: Sequence[Change], *, anyway: bool) -> bool:
    """Show what will be written and what is to be said about it, and write it; whether it was written.

    Raises `AuthoringError` for what cannot be published, `DiskError` if a file has changed meanwhile.
    """
    problems, judged = verdict(desk, changes)
    files = {**desk.files, **{one.path: one.data for one in changes}}
    root = str(desk.content)
    for one in changes:
        before = desk.files.get(one.path, b"")
        desk.talk.tell(f"{root}/{one.path}\n\n{one.data[len(before) :].decode(errors='replace').strip()}\n")
    said = render_text(problems, files, root=root) + render_findings(judged, files, root=root)
    if said:
        desk.talk.tell(said.rstrip())
    errors = has_errors(problems)
    if errors or (has_leaks(judged) and not anyway and desk.talk.ask is None):
        message = "nothing was written" + (
            "" if errors else "; mend the errors, or write it all the same with --anyway"
        )
        raise AuthoringError(message)
    if desk.talk.ask and _answer(desk, "Write this? [Y/n]").lower() not in ("", "y", "yes"):
        return False
    put_changes(desk, changes)
    return True


def has_errors(problems: Sequence[Diagnostic]) -> bool:
    """Whether there are mistakes that can never be published."""
    return any(one.level is Level.ERROR for one in problems)


def has_leaks(judged: Sequence[Judged]) -> bool:
    """Whether there are words that are published only if the writer insists."""
    return any(has_errors(one.findings) for one in judged)


def put_changes(desk: Desk, changes: Sequence[Change]) -> None:
    """Write the files. Raises `DiskError` if one has changed meanwhile, or is there already."""
    for one in changes:
        _write(desk, one)


def _write(desk: Desk, change: Change) -> None:
    path = desk.content / change.path
    if change.path in desk.files:
        if path.read_bytes() != desk.files[change.path]:
            message = f"{path} was changed meanwhile; nothing was written, try again"
            raise DiskError(message)
        write_whole(path, change.data)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, change.data)


def commit(desk: Desk, changes: Sequence[Change]) -> None:
    """Commit these files alone, under the note's title. Raises `DiskError` with what git says."""
    paths = [desk.content / one.path for one in changes]
    try:
        commit_files(desk.content, paths, _commit_message(desk, changes))
    except GitError as error:
        raise DiskError(f"the files are written, but git could not commit them: {error}") from error


def _commit_message(desk: Desk, changes: Sequence[Change]) -> str:
    """`Resolved: Trams stop at Harbour Street`."""
    notes = [one.note for one in changed_notes(desk, changes) if one.note]
    if not notes:
        return f"Post {changes[0].path}"
    note = notes[0]
    what = note.updates[-1].stage.value if note.updates else type(note).__name__.lower()
    return f"{what.capitalize().replace('-', ' ')}: {note.title.variants[0][1]}"


def _holds(main: str, path: str) -> bool:
    """Whether a file belongs to the note with this main file."""
    folder = main.rpartition("/")[0]
    return main == path or (folder.count("/") > 0 and path.startswith(f"{folder}/"))

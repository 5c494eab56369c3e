"""Choose the note that an update is for: by name, the only open one, or by prompt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import TypeVar

from statusgen.authoring.prompts import ask_choice
from statusgen.authoring.session import AuthoringError, Session, say
from statusgen.model.notes import AnyNote, DatedNote, Incident, Maintenance, Notice, Problem
from statusgen.model.status import Kind, Meaning, Status
from statusgen.read.catalogues import msgid
from statusgen.read.yaml.decode import suggestion

N = TypeVar("N", bound=AnyNote)
_MOST_OFFERED = 20
_MOST_NAMED = 3
_LATELY = timedelta(days=90)
"""How long after its planned end work that was called off is thought to be tried again."""
_WHICH = {
    "open incident or planned work": msgid("Which open incident or planned work?"),
    "incident that is over": msgid("Which incident that is over?"),
    "open incident": msgid("Which open incident?"),
    "open problem": msgid("Which open problem?"),
}


def chosen_note(session: Session, wanted: str | None, status: Status | None) -> DatedNote:
    """Return the note of this id, else the only open one, else one chosen at the prompt."""
    if wanted is not None:
        return named_note(session, wanted, status)
    candidates, what = _candidates(session, status)
    if len(candidates) > 1 and session.prompter.ask:
        chosen = _ask_note(session, _WHICH[what], candidates)
        assert chosen is not None  # noqa: S101 - it cannot be left out
        session.prompter.kept["note"] = chosen.key
        return chosen
    if len(candidates) == 1:
        if session.prompter.ask:
            session.prompter.show(say(session, msgid("This is for {note}."), note=candidates[0].id))
        session.prompter.kept["note"] = candidates[0].key
        return candidates[0]
    if candidates:
        message = f"name the {what}; there are {', '.join(note.id for note in candidates[:9])}"
    else:
        message = f"there is no {what}; name one, or start with `statusgen new`"
    raise AuthoringError(message)


def related_notes(session: Session, kind: Kind) -> list[Maintenance | Problem]:
    """Return the notes of a kind that an incident or an action can name, the newest first."""
    notes = (one.whole for one in session.reading.notes if one.kind is kind)
    found = [one for one in notes if isinstance(one, Maintenance | Problem) and one.begins <= session.now]
    return sorted(found, key=lambda note: note.begins, reverse=True)


def ask_related(session: Session, question: str, kind: Kind) -> str:
    """Ask for a note of a kind; return its id, empty if it is left out or there is none."""
    return ask_note(session, question, related_notes(session, kind) if session.prompter.ask else ())


def ask_note(session: Session, question: str, notes: Sequence[DatedNote]) -> str:
    """Ask for one of the notes; return its id, empty if it is left out or there is none."""
    chosen = _ask_note(session, question, notes, optional=True) if notes else None
    return chosen.id if chosen else ""


def called_off(session: Session) -> list[Maintenance]:
    """Return work that was called off lately, and that no other work replaces, the newest first."""
    works = _works(session)
    replaced = {one.supersedes for one in works}
    return [
        one
        for one in works
        if one.id not in replaced
        and any(each.status is Status.CANCELLED and not each.on for each in one.updates)
        and one.ends > session.now - _LATELY
    ]


def _ask_note(session: Session, question: str, notes: Sequence[N], *, optional: bool = False) -> N | None:
    """Ask for one of the notes by its title, of which the first ones are offered; None if it is left out."""
    language = session.settings.languages[0]
    titles = [(one, dict(one.title.variants).get(language, one.id)) for one in notes[:_MOST_OFFERED]]
    labels = {f"{title} ({one.id})": (one.key, one.id, title) for one, title in titles}
    chosen = ask_choice(session, say(session, question), labels, optional=optional)
    return next((one for one in notes if chosen and one.key == labels[chosen][0]), None)


def named_note(session: Session, wanted: str, status: Status | None = None) -> DatedNote:
    """Return the note of this id or path that can get an update of a status. Raises `AuthoringError`."""
    other = {Status.RESOLVED: Notice, Status.POSTMORTEM: Incident}.get(status, Problem) if status else Problem
    kinds = Incident | Maintenance | other
    notes = [one.whole for one in session.reading.notes if isinstance(one.whole, kinds)]
    key = _id_in(wanted)
    found = [note for note in notes if note.key == wanted] or [note for note in notes if note.id == key]
    if not found:
        message = f"there is no incident, maintenance or problem {key}"
        raise AuthoringError(message)
    session.prompter.kept["note"] = found[0].key
    return found[0]


def named_work(session: Session, wanted: str) -> Maintenance:
    """Return the planned work of this id or path. Raises `AuthoringError` with near ids for none."""
    works, key = _works(session), _id_in(wanted)
    for one in works:
        if one.id == key:
            return one
    ids = [one.id for one in works]
    near = [one for one in ids if key.lower() in one] or ([close] if (close := suggestion(key, ids)) else [])
    help = f"did you mean {' or '.join(near[:_MOST_NAMED])}?" if near else f"there are {', '.join(ids[:9])}"
    raise AuthoringError(f"there is no planned work {key}" + (f"; {help}" if ids else ""))


def _id_in(wanted: str) -> str:
    path = PurePosixPath(wanted)
    return path.stem if path.suffix == ".md" else path.name


def _works(session: Session) -> list[Maintenance]:
    """Return all planned work, the newest first."""
    wholes = (one.whole for one in session.reading.notes)
    found = [one for one in wholes if isinstance(one, Maintenance)]
    return sorted(found, key=lambda note: note.begins, reverse=True)


def _candidates(
    session: Session, status: Status | None
) -> tuple[list[Incident | Maintenance | Problem], str]:
    """Return open incidents (resolved ones for a postmortem), else current maintenance, and their name."""
    over = status is Status.POSTMORTEM
    notes = [
        one.whole for one in session.reading.notes if isinstance(one.whole, Incident | Maintenance | Problem)
    ]
    notes = sorted((one for one in notes if not one.withdrawn), key=lambda note: note.begins, reverse=True)
    found = [note for note in notes if isinstance(note, Incident) and is_over(note) is over]
    if not found and status is None:
        work = [note for note in notes if isinstance(note, Maintenance) and goes_on(note, session.now)]
        problems = [note for note in notes if isinstance(note, Problem) and not is_over(note)]
        if problems and not work:
            return list(problems), "open problem"
        return list(work), "open incident or planned work"
    return list(found), "incident that is over" if over else "open incident"


def is_over(note: Incident | Problem) -> bool:
    """Return whether the latest status ends the incident or problem; one that was reopened is open."""
    changes = [one.status for one in note.updates if one.status.facts.meaning is not Meaning.UNCHANGED]
    return bool(changes) and changes[-1].ends


def goes_on(note: Maintenance, now: datetime) -> bool:
    """Return whether maintenance is scheduled or in progress, or recurs still."""
    if note.repeat:
        begun_last = now - timedelta(days=1) - (note.ends - note.starts)  # the last date may go on yet
        return note.until is None or note.until >= begun_last.date()
    ends = max([note.ends, *(one.ends for one in note.updates if one.ends)])
    return ends >= now and not any(one.status.ends for one in note.updates)

"""Which note an update is for: the one that is named, the only one that is open, or one that is picked."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from statusgen.authoring.prompts import ask_choice
from statusgen.authoring.session import AuthoringError, Desk
from statusgen.model.notes import Incident, Maintenance, Notice
from statusgen.model.status import Meaning, Status


def chosen_note(desk: Desk, wanted: str | None, status: Status | None) -> Incident | Maintenance | Notice:
    """The note that is meant: by id, or the only one, or one that is picked."""
    if wanted is not None:
        return _named(desk, wanted, status)
    candidates, what = _candidates(desk, status)
    if len(candidates) > 1 and desk.talk.ask:
        language = desk.settings.languages[0]
        names = {one.key: (one.id, dict(one.title.variants).get(language, one.id)) for one in candidates[:20]}
        labels = {f"{title} ({id_})": (key, id_, title) for key, (id_, title) in names.items()}
        key = next(iter(labels[ask_choice(desk, f"Which {what}?", labels)]))
        desk.talk.kept["note"] = key
        return next(one for one in candidates if one.key == key)
    if len(candidates) == 1:
        if desk.talk.ask:
            desk.talk.tell(f"This is for {candidates[0].id}.")
        desk.talk.kept["note"] = candidates[0].key
        return candidates[0]
    if candidates:
        message = f"name the {what}; there are {', '.join(note.id for note in candidates[:9])}"
    else:
        message = f"there is no {what}; name one, or start with `statusgen new`"
    raise AuthoringError(message)


def _named(desk: Desk, wanted: str, status: Status | None) -> Incident | Maintenance | Notice:
    kinds = Incident | Maintenance | Notice if status is Status.RESOLVED else Incident | Maintenance
    notes = [one.note for one in desk.reading.notes if isinstance(one.note, kinds)]
    key = PurePosixPath(wanted).stem if PurePosixPath(wanted).suffix == ".md" else PurePosixPath(wanted).name
    found = [note for note in notes if note.key == wanted] or [note for note in notes if note.id == key]
    if not found:
        message = f"there is no incident or maintenance {key}"
        raise AuthoringError(message)
    desk.talk.kept["note"] = found[0].key
    return found[0]


def _candidates(desk: Desk, status: Status | None) -> tuple[list[Incident | Maintenance], str]:
    """Incidents that are open, or over if the look back is meant; for an update also work that goes on."""
    over = status is Status.POSTMORTEM
    notes = [one.note for one in desk.reading.notes if isinstance(one.note, Incident | Maintenance)]
    notes = sorted((one for one in notes if not one.withdrawn), key=lambda note: note.begins, reverse=True)
    found = [note for note in notes if isinstance(note, Incident) and is_over(note) is over]
    if not found and status is None:
        work = [note for note in notes if isinstance(note, Maintenance) and goes_on(note, desk.now)]
        return list(work), "open incident or planned work"
    return list(found), "incident that is over" if over else "open incident"


def is_over(note: Incident) -> bool:
    """Whether its latest status is that it is resolved: one that begins again is open."""
    changes = [one.status for one in note.updates if one.status.facts.meaning is not Meaning.UNCHANGED]
    return bool(changes) and changes[-1].ends


def goes_on(note: Maintenance, now: datetime) -> bool:
    """Whether the work is planned or going on."""
    ends = max([note.ends, *(one.ends for one in note.updates if one.ends)])
    return ends >= now and not any(one.status.ends for one in note.updates)

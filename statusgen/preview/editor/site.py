"""What the editor needs to know of the site: its open notes, the files around one note, and a note's page."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.authoring import Change
from statusgen.authoring.open_notes import goes_on, is_over
from statusgen.model.notes import Incident, Kind, Maintenance, Notice, Page, Update
from statusgen.model.output import OutputsByPath
from statusgen.model.text import pick
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.read import Reading
from statusgen.read.note_writer import FOLDERS
from statusgen.render.theme.load import ThemeError
from statusgen.render.urls import note_address

_FOLDERS: Mapping[str, str] = {type_.kind: folder for type_, folder in FOLDERS.items() if type_ is not Page}
_NOTES = tuple(f"{folder}/" for folder in _FOLDERS.values())
_MOST_PAST = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A note to which something can be added."""

    key: str
    kind: Kind
    title: str
    address: str
    """Of its page, without a slash before it."""
    is_open: bool


def known_notes(reading: Reading, now: datetime) -> tuple[Listed, ...]:
    """Open incidents, planned work, notices, and the latest of what is over, each from the newest on."""
    language = reading.settings.languages[0] if reading.settings else "en"
    kinds = Incident | Maintenance | Notice
    notes = [one.note for one in reading.notes if isinstance(one.note, kinds)]
    notes.sort(key=lambda note: note.begins, reverse=True)
    listed = [
        Listed(
            note.key,
            note.kind,
            pick(note.title, language)[0],
            note_address(note.kind, note.id),
            not note.withdrawn and _is_open(note, now),
        )
        for note in notes
    ]
    kind_order = list(Kind)
    still = sorted((one for one in listed if one.is_open), key=lambda one: kind_order.index(one.kind))
    past = [one for one in listed if not one.is_open and one.kind is not Kind.NOTICE]
    return (*still, *past[:_MOST_PAST])


def note_of(reading: Reading, key: str) -> Incident | Maintenance | None:
    """The incident or maintenance of a key; None if there is none."""
    found = (one.note for one in reading.notes if one.note and one.note.key == key)
    return next((one for one in found if isinstance(one, Incident | Maintenance)), None)


def latest_update(reading: Reading, note: str) -> Update | None:
    """The newest update of a note (its key); None if it has none."""
    found = (one.note for one in reading.notes if one.note and one.note.key == note)
    return next((one.updates[-1] for one in found if one.updates), None)


def _is_open(note: Incident | Maintenance | Notice, now: datetime) -> bool:
    if isinstance(note, Notice):
        return note.until is None or note.until > now
    return not is_over(note) if isinstance(note, Incident) else goes_on(note, now)


def files_near(files: Mapping[str, bytes], note: str, now: datetime) -> dict[str, bytes]:
    """The files that matter for one note, so that a long history costs no time at each word.

    For a note that is there (its key), these are its own; for a new one, those that could have its name.
    """
    days = tuple(f"{now + timedelta(days=shift):%Y-%m-%d}" for shift in (-1, 0, 1))
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(_NOTES)
        or (is_of_note(path, note) if note else path.partition("/")[2].startswith(days))
    }


def is_of_note(path: str, note: str) -> bool:
    """Whether a file belongs to the note with this key: `incidents/x.md`, `incidents/x.zh.md` and others."""
    kind, _, id_ = note.partition("/")
    name = unicodedata.normalize("NFC", path)
    return name.startswith(tuple(f"{_FOLDERS.get(kind, '')}/{id_}{end}" for end in "./"))


@dataclass(frozen=True, slots=True)
class Look:
    """Which page is shown, and how: its address without a slash before it, and as in the preview."""

    address: str
    now: datetime
    theme: str | None
    url: str


def preview_page(
    files: Mapping[str, bytes],
    changes: Sequence[Change],
    themes: Themes,
    look: Look,
) -> bytes | None:
    """The page of the changed note as readers will get it; None if it cannot be made."""
    changed = {**files, **{one.path: one.data for one in changes}}
    result = compile_site(
        changed, themes, now=look.now, theme=look.theme, url=look.url, keep_going=True, live=False
    )
    path = f"{look.address}index.html"
    try:
        page = OutputsByPath(result.parts).get(path)
        return page.make() if page else None
    except ThemeError:  # the preview of the site says where
        return None

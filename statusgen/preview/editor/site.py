"""Context from the site: open notes, the files around one note, and a note's page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from statusgen.authoring.open_notes import goes_on, is_over
from statusgen.model.notes import AnyNote, DatedNote, Incident, Maintenance, Notice, Problem
from statusgen.model.output import OutputsByPath
from statusgen.model.status import DATED_FOLDERS, Kind
from statusgen.model.text import pick
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.preview.snapshot import Preview
from statusgen.read import Reading
from statusgen.read.note_files import is_of_note
from statusgen.read.times import local_time
from statusgen.render.theme.load import ThemeError
from statusgen.render.urls import STATUS, note_address

_MOST_PAST = 20
_LEAST_LETTERS = 4
"""From which on a part of an id leads to notes; fewer are in too many of them."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content as one request reads it: all of it, or the files that matter for one note."""

    files: Mapping[str, bytes]
    reading: Reading
    now: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A note that can get an update."""

    key: str
    kind: Kind
    title: str
    address: str
    """Address of its page without the first slash; empty for an internal problem, which has none."""
    is_open: bool
    begins: str
    """When it begins, in the zone of the site: tells notes of one title apart."""


def known_notes(reading: Reading, now: datetime) -> tuple[Listed, ...]:
    """Return open notes by kind, then the latest closed ones; newest first."""
    language = reading.settings.languages[0] if reading.settings else "en"
    zone = reading.settings.zone if reading.settings else ZoneInfo("UTC")
    kinds = Incident | Maintenance | Notice | Problem
    notes = [one.whole for one in reading.notes if isinstance(one.whole, kinds)]
    notes.sort(key=lambda note: note.begins, reverse=True)
    listed = [
        Listed(
            note.key,
            note.kind,
            pick(note.title, language)[0],
            "" if isinstance(note, Problem) and not note.public else note_address(note.kind, note.id),
            not note.withdrawn and _is_open(note, now),
            local_time(note.begins, zone),
        )
        for note in notes
    ]
    still = [one for kind in Kind for one in listed if one.is_open and one.kind is kind]
    past = [one for one in listed if not one.is_open and one.kind is not Kind.NOTICE]
    return (*still, *past[:_MOST_PAST])


def states_now(preview: Preview) -> dict[str, tuple[str, str]]:
    """Return the state of each service, as the preview of the site shows it: key and name, by id."""
    answer = preview.answer(f"/{STATUS}")
    if answer.status is not HTTPStatus.OK:  # nothing is compiled yet
        return {}
    services = json.loads(answer.body)["services"]
    return {one["id"]: (one["state"]["key"], one["state"]["text"]) for one in services}


def note_of(reading: Reading, key: str) -> AnyNote | None:
    """Return the note of a key; None if there is none that can be read."""
    return next((one.whole for one in reading.notes if one.whole and one.whole.key == key), None)


def _is_open(note: DatedNote, now: datetime) -> bool:
    if isinstance(note, Notice):
        return note.until is None or note.until > now
    return goes_on(note, now) if isinstance(note, Maintenance) else not is_over(note)


def files_near(files: Mapping[str, bytes], note: str, now: datetime, earlier: str = "") -> dict[str, bytes]:
    """Return the files that are needed for one note, so that checking is quick on a large site.

    For a note that is there (its key), these are its own; for a new one, those that could have its name, and
    those of the `earlier` work that it replaces, by its id or a part of it.
    """
    days = tuple(f"{now + timedelta(days=shift):%Y-%m-%d}" for shift in (-1, 0, 1))
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(DATED_FOLDERS)
        or (is_of_note(path, note) if note else path.partition("/")[2].startswith(days))
        or (
            len(earlier) >= _LEAST_LETTERS
            and path.startswith(f"{Kind.MAINTENANCE.folder}/")
            and earlier in path
        )
    }


def version_of(files: Mapping[str, bytes], note: str) -> str:
    """Return a digest of the files of a note, by its key; empty for a new one."""
    if not note:
        return ""
    mark = hashlib.sha256()
    for path, data in sorted(files.items()):
        if is_of_note(path, note):
            mark.update(f"{path} {len(data)} ".encode() + data)
    return mark.hexdigest()[:16]


def preview_page(
    files: Mapping[str, bytes],
    themes: Themes,
    address: str,
    *,
    now: datetime,
    theme: str | None,
    url: str,
) -> bytes | None:
    """Return the page at an address (without its first slash) as readers will get it; None for errors."""
    result = compile_site(
        files, themes, now=now, theme=theme, url=url, keep_going=True, live=False, lazy=True
    )
    try:
        page = OutputsByPath(result.parts).get(f"{address}index.html")
        return page.make() if page else None
    except ThemeError:  # the preview of the site says where
        return None

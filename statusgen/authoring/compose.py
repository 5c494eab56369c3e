"""New notes and further updates as files: in canonical form, with what is there already left as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.canonical import update_file, update_section, write_note
from statusgen.model import AnyNote, Settings, Update
from statusgen.read.words import open_fence

_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write: its path in the content folder, and its bytes."""

    path: str
    data: bytes


def note_id(title: str, at: datetime, taken: Iterable[str], otherwise: str) -> str:
    """A file name for a note, which is its address for ever: `2026-05-01-card-payments`.

    `at` is in the site's zone. A title without Latin letters gives way to `otherwise`, such as the id of a
    service. A number is added if the name is among those `taken`.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    short = words if len(words) <= _MOST_LETTERS else words[:_MOST_LETTERS].rpartition("-")[0]
    name = f"{at:%Y-%m-%d}-{short if re.search('[a-z]', short) else otherwise}"
    used = set(taken)
    names = (name, *(f"{name}-{number}" for number in range(2, len(used) + 3)))
    return next(one for one in names if one not in used)


def new_note(note: AnyNote, settings: Settings) -> tuple[Change, ...]:
    """The files of a new note."""
    return tuple(Change(path, data) for path, data in write_note(note, settings).items())


def add_update(files: Mapping[str, bytes], note: AnyNote, update: Update, settings: Settings) -> Change:
    """The note's file with one more update at its end, or for a note that is a folder a file for it.

    What stands there keeps every byte. An update at the very minute of another is moved on by one.
    """
    taken = {one.at for one in note.updates}
    while update.at in taken:
        update = replace(update, at=update.at + timedelta(minutes=1))
    language = settings.languages[0]
    folder, _, name = note.path.rpartition("/")
    if folder.count("/"):
        return _in_folder(files, folder, update, settings)
    before = files[note.path]
    text = before.decode("utf-8-sig")
    section = update_section(update, language, settings.zone)
    fence = open_fence(text.splitlines())
    ends = "" if text.endswith("\n") else "\n"
    added = f"{ends}{fence}{chr(10) if fence else ''}\n{section}\n"
    if "\r\n" in text:
        added = added.replace("\n", "\r\n")
    return Change(f"{folder}/{name}", before + added.encode())


def _in_folder(files: Mapping[str, bytes], folder: str, update: Update, settings: Settings) -> Change:
    local = update.at.astimezone(settings.zone)
    name = f"{local:%Y-%m-%d-%H%M}-{update.stage.value}"
    names = (name, *(f"{name}-{number}" for number in range(2, len(files) + 3)))
    path = next(path for one in names if (path := f"{folder}/{one}.md") not in files)
    return Change(path, update_file(update, settings.languages[0], settings.zone).encode())

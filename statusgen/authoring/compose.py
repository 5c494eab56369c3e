"""New notes and further updates as files: in canonical form, with what is there already left as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.canonical import update_file, update_section, write_note
from statusgen.model import AnyNote, Notice, Settings, Update
from statusgen.read.times import local_time
from statusgen.read.words import open_fence

_MOST_LETTERS = 60
_MOST_BYTES = 120
"""Of a name that is chosen: names of files have 255 at most, and endings and temporary names need some."""
_ID = re.compile(r"[^\W_][\w-]*")
_HEADER = re.compile(r"\A(?P<header>\ufeff?\s*---[^\n]*\n.*?)^---\s*$", re.DOTALL | re.MULTILINE)


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


def is_note_id(name: str) -> bool:
    """Whether a new note may have this name: letters, digits and hyphens, in a name that every disk takes."""
    return bool(_ID.fullmatch(name)) and len(name.encode()) <= _MOST_BYTES


def new_note(note: AnyNote, settings: Settings) -> tuple[Change, ...]:
    """The files of a new note."""
    return tuple(Change(path, data) for path, data in write_note(note, settings).items())


def add_update(
    files: Mapping[str, bytes], note: AnyNote, update: Update, settings: Settings, instant: datetime
) -> Change:
    """The note's file with one more update at its end, or for a note that is a folder a file for it.

    What stands there keeps every byte. `update.at` is a whole minute, `instant` the same time with its
    seconds: they are written where the note has another update in that minute, so that both keep their
    order, and none is posted in the future.
    """
    if any(one.at.replace(second=0) == update.at for one in note.updates):
        update = replace(update, at=instant, id="")
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


def end_notice(files: Mapping[str, bytes], note: Notice, at: datetime, settings: Settings) -> Change:
    """The file of a notice that leaves the home page at an instant: one line differs."""
    text = files[note.path].decode("utf-8-sig")
    line = f"until: {local_time(at, settings.zone)}"
    lines = text.splitlines(keepends=True)
    if place := note.places.get("until"):
        ending = lines[place.line - 1][len(lines[place.line - 1].rstrip("\r\n")) :]
        lines[place.line - 1] = line + ending
        after = "".join(lines)
    else:
        newline = "\r\n" if "\r\n" in text else "\n"
        after = _HEADER.sub(lambda match: f"{match['header']}{line}{newline}---", text, count=1)
    mark = files[note.path][: len(files[note.path]) - len(text.encode())]
    return Change(note.path, mark + after.encode())


def _in_folder(files: Mapping[str, bytes], folder: str, update: Update, settings: Settings) -> Change:
    local = update.at.astimezone(settings.zone)
    name = f"{local:%Y-%m-%d-%H%M}-{update.status.value}"
    names = (name, *(f"{name}-{number}" for number in range(2, len(files) + 3)))
    path = next(path for one in names if (path := f"{folder}/{one}.md") not in files)
    return Change(path, update_file(update, settings.languages[0], settings.zone).encode())

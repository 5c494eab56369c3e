"""Files of new notes and updates, in canonical form; existing text keeps every byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.notes import AnyNote, Notice, Update
from statusgen.model.settings import Settings
from statusgen.read.body import open_fence
from statusgen.read.note_writer import has_words, update_file, update_section, write_note
from statusgen.read.times import local_time

_BLOCK = re.compile(r"(?:(?:[ \t]+\S|- )[^\n]*\n|[ \t]*\n(?=[ \t]+\S|- ))*")
"""Lines of a list in a mapping."""
_HEADER = re.compile(r"\A\s*---[^\n]*\n.*?(?=^---\s*$)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """File to write: its path in the content folder and its bytes."""

    path: str
    data: bytes


def new_note(note: AnyNote, settings: Settings) -> tuple[Change, ...]:
    """Return the files of a new note."""
    return tuple(Change(path, data) for path, data in write_note(note, settings).items())


def add_update(
    files: Mapping[str, bytes], note: AnyNote, update: Update, settings: Settings, instant: datetime
) -> tuple[Change, ...]:
    """Return the note's file with one more update at its end, or a new file for a note that is a folder.

    Languages in which the update has texts are beside it. The existing text keeps every byte. `update.at`
    is a whole minute, `instant` the same time with its seconds: they are written where the note has another
    update in that minute, so that both keep their order, and none is posted in the future.
    """
    if any(one.at.replace(second=0) == update.at for one in note.updates):
        update = replace(update, at=instant, id="")
    default, *others = settings.languages
    languages = [default, *(one for one in others if has_words(update, one, settings.zone))]
    folder, _, name = note.path.rpartition("/")
    if folder.count("/"):
        return tuple(_in_folder(files, folder, update, settings, languages))
    stem = name.removesuffix(".md")
    paths = {one: f"{folder}/{stem}.{one}.md" for one in others} | {default: note.path}
    return tuple(_at_end(files, paths[one], update, settings, one) for one in languages)


def _at_end(
    files: Mapping[str, bytes], path: str, update: Update, settings: Settings, language: str
) -> Change:
    """Return a file of a note with one more update at its end, in a language."""
    before = files.get(path, b"---\n---\n")
    text = before.decode("utf-8-sig")
    section = update_section(update, language, settings.zone, facts=language == settings.languages[0])
    fence = open_fence(text.splitlines())
    ends = "" if text.endswith("\n") else "\n"
    added = f"{ends}{fence}{chr(10) if fence else ''}\n{section}\n"
    if "\r\n" in text:
        added = added.replace("\n", "\r\n")
    return Change(path, before + added.encode())


def with_front_matter(data: bytes, lines: Iterable[str]) -> bytes:
    """Return a note's file with more lines at the end of its front matter; all else keeps every byte."""
    text = data.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{line}{newline}" for line in lines)
    after = _HEADER.sub(lambda match: match[0] + added, text, count=1)
    return data[: len(data) - len(text.encode())] + after.encode()


def with_entries(data: bytes, lines: Sequence[str]) -> bytes:
    """Return a note's file with more entries at the end of a list in its front matter.

    `lines` are those of a list as `list_lines` gives them: its key and its entries.
    """
    text = data.decode("utf-8-sig")
    key, *entries = lines
    head = _HEADER.match(text)
    begin = re.search(rf"^{key}[ \t]*\r?\n", head[0], re.MULTILINE) if head else None
    if begin is None:
        return with_front_matter(data, lines)
    block = _BLOCK.match(text, begin.end())
    assert block is not None  # noqa: S101 - it may be empty
    item = re.match(r" *(?=- )", block[0])
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = item[0] if item else "  "
    added = "".join(f"{indent}{line.removeprefix('  ')}{newline}" for line in entries)
    after = text[: block.end()] + added + text[block.end() :]
    return data[: len(data) - len(text.encode())] + after.encode()


def end_notice(files: Mapping[str, bytes], note: Notice, at: datetime, settings: Settings) -> Change:
    """Return the file of a notice with `until` set to an instant; one line differs."""
    text = files[note.path].decode("utf-8-sig")
    line = f"until: {local_time(at, settings.zone)}"
    lines = text.splitlines(keepends=True)
    if place := note.places.get("until"):
        ending = lines[place.line - 1][len(lines[place.line - 1].rstrip("\r\n")) :]
        lines[place.line - 1] = line + ending
        mark = files[note.path][: len(files[note.path]) - len(text.encode())]
        return Change(note.path, mark + "".join(lines).encode())
    return Change(note.path, with_front_matter(files[note.path], [line]))


def _in_folder(
    files: Mapping[str, bytes], folder: str, update: Update, settings: Settings, languages: Iterable[str]
) -> Iterator[Change]:
    local = update.at.astimezone(settings.zone)
    name = f"{local:%Y-%m-%d-%H%M}-{update.status.value}"
    names = (name, *(f"{name}-{number}" for number in range(2, len(files) + 3)))
    stem = next(f"{folder}/{one}" for one in names if f"{folder}/{one}.md" not in files)
    for one in languages:
        is_main = one == settings.languages[0]
        text = update_file(update, one, settings.zone, facts=is_main)
        yield Change(f"{stem}.md" if is_main else f"{stem}.{one}.md", text.encode())

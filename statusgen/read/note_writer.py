"""Write notes as files, in the form that statusgen itself uses. Reading the files gives an equal note.

Pictures are not written; drafts and comments are not part of a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from statusgen.model.changes import Approval
from statusgen.model.notes import (
    Accepted,
    AffectedService,
    AnyNote,
    UndatedNote,
    Update,
)
from statusgen.model.recurrence import OccurrenceException
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.read.body import open_fence, with_code_marked
from statusgen.read.days import day_end
from statusgen.read.headings import begins_update
from statusgen.read.list_writer import exception_lines, list_lines, scalar, written_day
from statusgen.read.note_field import DAYS, NoteField
from statusgen.read.note_fields import (
    ANCHOR,
    NOT_STORED,
    NOTE_FIELDS,
    SERVICES,
    TEXT_FIELDS,
    UPDATE_FIELDS,
)
from statusgen.read.primitives import concerned, instant_before, instant_promised
from statusgen.read.recurrence_fields import REPEAT
from statusgen.read.repeat import written_repeat
from statusgen.read.times import Sense, Toward, local_time, nearest_clock_time, written_id

_LEVEL_2 = re.compile(r"^( {0,3})##(?!#)")


def write_note(note: AnyNote, settings: Settings) -> dict[str, bytes]:
    """Return the files of a note by content path: the main file, and one for each translation."""
    stem = f"{note.kind.folder}/{note.id}"
    default, *others = settings.languages
    zone = settings.zone
    header = [*_text_lines(note, default), *_fact_lines(note, zone), *_list_lines(note, default, zone)]
    files = {f"{stem}.md": _file(header, note, default, note.updates, settings)}
    for language in others:
        texts = [*_text_lines(note, language), *_list_lines(note, language, zone, facts=False)]
        updates = [one for one in note.updates if has_words(one, language, zone)]
        if texts or updates or _words(note.intro, language):
            files[f"{stem}.{language}.md"] = _file(texts, note, language, updates, settings)
    return {path: text.encode() for path, text in files.items()}


def _file(
    header: Iterable[str], note: AnyNote, language: str, updates: Iterable[Update], settings: Settings
) -> str:
    main = language == settings.languages[0]
    parts = ["\n".join(["---", *header, "---"])]
    if intro := _words(note.intro, language):
        parts.append(intro if isinstance(note, UndatedNote) else _closed(intro))
    parts += (update_section(update, language, settings.zone, facts=main) for update in updates)
    return "\n\n".join(parts) + "\n"


def update_section(update: Update, language: str, zone: ZoneInfo, *, facts: bool = True) -> str:
    """Return an update as a section of a note: heading, fields and words. Translations have no `facts`."""
    heading = f"## {update.status.facts.label} · {local_time(update.at, zone)}"
    lines = [heading, *(_fact_lines(update, zone) if facts else ()), *_text_lines(update, language)]
    lines += _list_lines(update, language, zone, facts=facts)
    section = "\n".join(lines)
    body = _words(update.body, language)
    if not body:
        return section
    return f"{section}\n\n{_closed(body, is_postmortem=update.status is Status.POSTMORTEM)}"


def update_file(update: Update, language: str, zone: ZoneInfo, *, facts: bool = True) -> str:
    """Return an update as a file of its own, for a note that is a folder. Translations have no `facts`."""
    head = [f"status: {update.status.facts.label.lower()}", f"at: {local_time(update.at, zone)}"]
    texts = [*_text_lines(update, language), *_list_lines(update, language, zone, facts=facts)]
    lines = ["---", *([*head, *_fact_lines(update, zone)] if facts else ()), *texts, "---", ""]
    return "\n".join([*lines, _words(update.body, language)]).rstrip() + "\n"


def _words(text: LocalText, language: str) -> str:
    """Return the words in a language; empty if there are none."""
    return dict(text.variants).get(language, "")


def _text_lines(owner: AnyNote | Update, language: str) -> Iterator[str]:
    """Yield the fields of the short texts of a note or an update in a language."""
    for one in TEXT_FIELDS:
        if one.is_text and (words := _words(getattr(owner, one.name, EMPTY), language)):
            yield f"{one.spelling}: {scalar(words)}"


def has_words(update: Update, language: str, zone: ZoneInfo) -> bool:
    """Return whether an update has any words in a language."""
    lines = (*_text_lines(update, language), *_list_lines(update, language, zone, facts=False))
    return bool(_words(update.body, language) or lines)


def _list_lines(
    owner: AnyNote | Update, language: str, zone: ZoneInfo, *, facts: bool = True
) -> Iterator[str]:
    """Yield the lists with texts of a note or an update in a language; without `facts`, for a translation."""
    for one in TEXT_FIELDS:
        if one.has_texts and (items := getattr(owner, one.name, ())):
            yield from list_lines(one.name, items, language, zone, facts=facts)


def _fact_lines(owner: AnyNote | Update, zone: ZoneInfo) -> Iterator[str]:
    """Yield the fields of a note or an update that are no texts, those of several lines last."""
    declared = UPDATE_FIELDS if isinstance(owner, Update) else NOTE_FIELDS[owner.kind]
    facts = (one for one in declared if not (one.is_text or one.has_texts or one.name in NOT_STORED))
    for lines in sorted((_field_lines(one, owner, zone) for one in facts), key=lambda lines: len(lines) > 1):
        yield from lines


def _field_lines(field: NoteField[Any], owner: AnyNote | Update, zone: ZoneInfo) -> list[str]:
    """Return the lines of a field; none for a value that a reader assumes without them."""
    value = getattr(owner, field.name)
    if field.name == SERVICES.name and getattr(owner, "none_affected", False):
        value = "none"
    if value in _assumed(field.name, owner, zone):
        return []
    if field.name == REPEAT.name:
        value = written_repeat(value)
    if value == ():
        return [f"{field.spelling}: no"]
    if isinstance(value, tuple) and isinstance(value[0], Approval | OccurrenceException):
        is_approval = isinstance(value[0], Approval)
        own = list_lines(field.spelling, value, "", zone) if is_approval else exception_lines(value, zone)
        return [*own]
    if isinstance(value, tuple):
        names_only = field.decoder is concerned and all(
            one.state is ServiceState.OPERATIONAL for one in value
        )
        items = [one.service for one in value] if names_only else value
        return [f"{field.spelling}:", *(f"  {_item(one)}" for one in items)]
    if isinstance(value, datetime):
        return [f"{field.spelling}: {_time(field, value, owner, zone)}"]
    return [f"{field.spelling}: {_plain(value)}"]


def _assumed(name: str, owner: AnyNote | Update, zone: ZoneInfo) -> tuple[object, ...]:
    default = next(one.default for one in fields(owner) if one.name == name)
    if isinstance(owner, Update) and name == ANCHOR.name:
        return default, written_id(local_time(owner.at, zone))
    return (default,)


def _item(value: object) -> str:
    """Return a line of a list or a mapping."""
    match value:
        case AffectedService():
            return f"{scalar(value.service)}: {_plain(value.state)}"
        case Accepted():
            return f"{value.rule}: {scalar(value.reason)}"
        case _:
            return f"- {_plain(value)}"


def _plain(value: object) -> str:
    """Return a single value as YAML. Raises `TypeError` for a type that no field has so far."""
    match value:
        case ServiceState() | Severity():
            return value.key.replace("-", " ")
        case StrEnum():
            return value.value.replace("-", " ")
        case bool():
            return str(value).lower()
        case str():
            return scalar(value)
        case int() | date():
            return str(value)
        case float():
            return f"{Decimal(repr(value)):f}"  # without an exponent
        case _:
            raise TypeError(f"no field of a note can be written as {value!r}")


_TOWARD = ((instant_promised, Toward.AHEAD), (instant_before, Toward.BACK))
"""The decoders that read a clock time without a date."""


def _time(field: NoteField[Any], instant: datetime, owner: AnyNote | Update, zone: ZoneInfo) -> str:
    """Return an instant in the zone of the site, or the day that it begins or ends."""
    if any(field.decoder is one for one in DAYS):
        return written_day(instant, zone, ends=field.decoder is day_end)
    toward = next((toward for decoder, toward in _TOWARD if decoder is field.decoder), None)
    if toward and isinstance(owner, Update):
        return _short_time(instant, owner.at, zone, toward)
    return local_time(instant, zone)


def _short_time(instant: datetime, at: datetime, zone: ZoneInfo, toward: Toward) -> str:
    """Return the time without its date if it is on the day of the update and is read as the same instant."""
    day, time = local_time(instant, zone).split(" ", 1)
    same_day = f"{at.astimezone(zone):%Y-%m-%d}" == day
    is_clear = same_day and nearest_clock_time(time, Sense(toward, at, at), zone) == instant
    return time if is_clear else f"{day} {time}"


def _closed(body: str, *, is_postmortem: bool = False) -> str:
    """Return words in which no line begins an update and every code block is closed."""
    lines = body.split("\n")
    kept = [
        line if is_code or (is_postmortem and not begins_update(line)) else _LEVEL_2.sub(r"\1###", line)
        for line, is_code in with_code_marked(lines)
    ]
    return "\n".join([*kept, *filter(None, [open_fence(lines)])])

"""Notes to files: the one form in which statusgen itself writes a note. Reading it gives an equal note.

Pictures are not written, and what readers never see (drafts, comments) is not in a note to begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.notes import (
    PAGE_ORDER,
    AffectedService,
    AnyNote,
    Incident,
    Maintenance,
    Notice,
    Page,
    Status,
    Update,
)
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY, LocalText
from statusgen.read.body import open_fence, with_code_marked
from statusgen.read.note_fields import TEXT_FIELDS
from statusgen.read.times import Sense, Toward, local_time, nearest_clock_time, written_id
from statusgen.read.updates import begins_update

FOLDERS: dict[type[AnyNote], str] = {
    Incident: "incidents",
    Maintenance: "maintenance",
    Notice: "notices",
    Page: "pages",
}
_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*")
_LEVEL_2 = re.compile(r"^( {0,3})##(?!#)")
_HAS_A_MEANING = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)|[\d.+_:-]+")


def write_note(note: AnyNote, settings: Settings) -> dict[str, bytes]:
    """The files of a note by content path: its own, and one for each further language with words of it."""
    stem = f"{FOLDERS[type(note)]}/{note.id}"
    default, *others = settings.languages
    header = [*_text_lines(note, default), *_fact_lines(note, settings.zone)]
    files = {f"{stem}.md": _file(header, note, default, note.updates, settings)}
    for language in others:
        texts = list(_text_lines(note, language))
        updates = [
            one for one in note.updates if _said(one.body, language) or any(_text_lines(one, language))
        ]
        if texts or updates or _said(note.intro, language):
            files[f"{stem}.{language}.md"] = _file(texts, note, language, updates, settings)
    return {path: text.encode() for path, text in files.items()}


def _file(
    header: Iterable[str], note: AnyNote, language: str, updates: Iterable[Update], settings: Settings
) -> str:
    main = language == settings.languages[0]
    parts = ["\n".join(["---", *header, "---"])]
    if intro := _said(note.intro, language):
        parts.append(intro if isinstance(note, Page) else _closed(intro))
    parts += (update_section(update, language, settings.zone, facts=main) for update in updates)
    return "\n\n".join(parts) + "\n"


def update_section(update: Update, language: str, zone: ZoneInfo, *, facts: bool = True) -> str:
    """An update as it stands in a note: its heading, its fields (facts only in the main file), its words."""
    heading = f"## {update.status.facts.label} · {local_time(update.at, zone)}"
    fields = [*(_update_facts(update, zone) if facts else ()), *_text_lines(update, language)]
    section = "\n".join([heading, *fields])
    body = _said(update.body, language)
    if not body:
        return section
    return f"{section}\n\n{_closed(body, is_postmortem=update.status is Status.POSTMORTEM)}"


def update_file(update: Update, language: str, zone: ZoneInfo) -> str:
    """An update in a file of its own, for a note that is a folder."""
    head = [f"status: {update.status.facts.label.lower()}", f"at: {local_time(update.at, zone)}"]
    fields = [*head, *_update_facts(update, zone), *_text_lines(update, language)]
    return "\n".join(["---", *fields, "---", "", _said(update.body, language)]).rstrip() + "\n"


def _said(text: LocalText, language: str) -> str:
    """The words in a language, and no others."""
    return dict(text.variants).get(language, "")


def _text_lines(owner: AnyNote | Update, language: str) -> Iterator[str]:
    """The short texts of a note or an update in a language."""
    for one in TEXT_FIELDS:
        if words := _said(getattr(owner, one.name, EMPTY), language):
            yield f"{one.spelling}: {scalar(words)}"


def _fact_lines(note: AnyNote, zone: ZoneInfo) -> Iterator[str]:
    match note:
        case Incident():
            yield from _times(zone, started=note.started)
            if note.severity is not None:
                yield f"severity: {note.severity.key}"
            if note.none_affected:
                yield "services: none"
        case Maintenance():
            yield from _times(zone, starts=note.starts, ends=note.ends, announced=note.announced)
        case Notice():
            yield from _times(zone, published=note.published, until=note.until)
        case Page():
            if not note.menu:
                yield "menu: false"
            if note.order != PAGE_ORDER:
                yield f"order: {note.order}"
    yield from _concerned(note.services) if isinstance(note, Notice) else _services(note.services)
    if note.aliases:
        yield "aliases:"
        yield from (f"  - {scalar(alias)}" for alias in note.aliases)


def _services(effects: Sequence[AffectedService]) -> Iterator[str]:
    if effects:
        yield "services:"
        yield from (f"  {scalar(one.service)}: {_state(one.state)}" for one in effects)


def _concerned(effects: Sequence[AffectedService]) -> Iterator[str]:
    """What a notice is about; it says nothing of their states unless one of them is in trouble."""
    if any(one.state is not ServiceState.OPERATIONAL for one in effects):
        yield from _services(effects)
    elif effects:
        yield "services:"
        yield from (f"  - {scalar(one.service)}" for one in effects)


def _state(state: ServiceState) -> str:
    return state.key.replace("-", " ")


def _times(zone: ZoneInfo, **instants: datetime | None) -> Iterator[str]:
    for key, instant in instants.items():
        if instant:
            yield f"{key}: {local_time(instant, zone)}"


def _update_facts(update: Update, zone: ZoneInfo) -> Iterator[str]:
    if update.next_update:
        yield f"next update: {_short_time(update.next_update, update.at, zone, Toward.AHEAD)}"
    if update.since:
        yield f"since: {_short_time(update.since, update.at, zone, Toward.BACK)}"
    yield from _times(zone, starts=update.starts, ends=update.ends)
    yield from _services(update.services)
    yield from _times(zone, edited=update.edited)
    if update.id and update.id != written_id(local_time(update.at, zone)):
        yield f"id: {scalar(update.id)}"


def _short_time(instant: datetime, at: datetime, zone: ZoneInfo, toward: Toward) -> str:
    """The time alone, where it is on the day of the update and is read as the same instant."""
    day, time = local_time(instant, zone).split(" ", 1)
    same_day = f"{at.astimezone(zone):%Y-%m-%d}" == day
    is_clear = same_day and nearest_clock_time(time, Sense(toward, at, at), zone) == instant
    return time if is_clear else f"{day} {time}"


def scalar(text: str) -> str:
    """A line of text as a YAML value: quoted when YAML, or some reader of YAML, could take it for else."""
    if _PLAIN.fullmatch(text) and not _HAS_A_MEANING.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _closed(body: str, *, is_postmortem: bool = False) -> str:
    """Words in which no line begins an update, and no code block goes on into the next."""
    lines = body.split("\n")
    kept = [
        line if is_code or (is_postmortem and not begins_update(line)) else _LEVEL_2.sub(r"\1###", line)
        for line, is_code in with_code_marked(lines)
    ]
    return "\n".join([*kept, *filter(None, [open_fence(lines)])])

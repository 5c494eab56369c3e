"""Build notes and updates from their decoded fields."""

from __future__ import annotations

from typing import Any

from statusgen.model.notes import NOTE_TYPES, UNKNOWN_TIME, AnyNote, Update
from statusgen.model.status import Kind, Status
from statusgen.model.text import Picture
from statusgen.read.body import Words
from statusgen.read.learning_fields import PUBLIC_PARTS
from statusgen.read.note_fields import NOT_STORED, NOTE_FIELDS, SERVICES, STARTED, TITLE, Fields
from statusgen.read.note_files import NoteFiles
from statusgen.read.primitives import NONE_AFFECTED
from statusgen.read.raw_updates import RawUpdate
from statusgen.read.texts import in_default_language, located
from statusgen.read.times import written_id
from statusgen.read.yaml.decode import Context, Values


def build_note(
    own: NoteFiles,
    values: Values,
    intro: Words,
    updates: tuple[Update, ...],
    pictures: tuple[Picture, ...],
    context: Context,
) -> AnyNote:
    """Return the note; an incident without `started` begins with its first update."""
    facts = _attributes(NOTE_FIELDS[own.kind], values, context)
    if facts.get(SERVICES.name) == NONE_AFFECTED:
        facts |= {SERVICES.name: (), "none_affected": True}
    if own.kind is Kind.INCIDENT:
        facts.setdefault(STARTED.name, updates[0].effective if updates else UNKNOWN_TIME)
        if facts[STARTED.name] == UNKNOWN_TIME and not values.lost:
            help = "Add `started: 2026-05-01 09:10`, or an update `## Investigating · 2026-05-01 09:20`."
            context.report("missing-key", values.span, "nothing says when this incident began", help)
    return NOTE_TYPES[own.kind](
        **facts,
        id=own.id,
        intro=in_default_language(intro, context),
        updates=updates,
        pictures=pictures,
        lost=tuple(sorted(values.lost)),
        path=own.main,
        span=values.place(TITLE),
        places=values.spans,
    )


def build_update(raw: RawUpdate, fields: Fields, values: Values, context: Context) -> Update:
    """Return an update with its decoded fields."""
    facts = {"id": written_id(raw.written), **_attributes(fields, values, context)}
    facts |= {"status": raw.status, "at": raw.at, "body": in_default_language(raw.body, context)}
    lost = _lost(raw, values)
    return Update(**facts, lost=lost, path=raw.span.path, span=raw.span, places=values.spans)


def _lost(raw: RawUpdate, values: Values) -> tuple[str, ...]:
    status = {"status"} if raw.status_lost else set()
    return tuple(sorted(values.lost | status | lost_words(raw)))


def lost_words(raw: RawUpdate) -> set[str]:
    """Return the names of what cannot be relied on if words are held back: these, and what hides parts."""
    if not raw.cut:
        return set()
    hides = raw.hides or raw.status is Status.POSTMORTEM or raw.status_lost
    return {"body", PUBLIC_PARTS.name} if hides else {"body"}


def _attributes(fields: Fields, values: Values, context: Context) -> dict[str, Any]:
    """Return the values of fields as attributes of a note or update, texts in the language of the file.

    Absent fields keep the defaults of the model; a required time that cannot be read is `UNKNOWN_TIME`.
    """
    found: dict[str, Any] = {}
    for one in fields:
        value = in_default_language(located(values, one), context) if one.is_text else values.get(one)
        if value is None and one.required and one.is_time:
            value = UNKNOWN_TIME
        if value is not None and one.name not in NOT_STORED:
            found[one.name] = value
    return found

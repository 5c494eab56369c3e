"""Questions to writers; those about fields of notes follow from the tables in `read.note_fields`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any

from statusgen.model.status import Kind, Status
from statusgen.read.catalogues import msgid
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import (
    NEXT_UPDATE,
    NOTE_FIELDS,
    SERVICES,
    STATUS,
    SUMMARY,
    Fields,
    update_fields,
    update_file_fields,
)

FIRST_UPDATE: Mapping[Kind, Fields] = {Kind.INCIDENT: (STATUS, NEXT_UPDATE), Kind.MAINTENANCE: (STATUS,)}
"""Fields of the first update of a new note that writers are asked for."""
ASKED_NAMES = dict.fromkeys(
    one.draft_name
    for fields in (*NOTE_FIELDS.values(), *map(update_file_fields, Kind))
    for one in fields
    if one.question
)
"""Names of all answers about fields, in the order in which a saved draft has them."""
MOST_LETTERS = 20_000
"""Characters of an answer; nobody needs more in an urgent note."""
USUAL_WAIT = 30
"""Minutes until the next update, unless the writer answers otherwise."""
NEWS_QUESTION = msgid("What is the update?")


@dataclass(frozen=True, slots=True)
class Question:
    """Question of a form: the name of its answer in a `Draft`, and its text as a msgid."""

    field: str
    text: str
    shape: str = "input"
    """`line` (of text), `input` (such as a time), `textarea` or `dropdown`."""
    required: bool = False
    hint: str = ""
    """What an answer means, as a msgid."""


def question_for(field: NoteField[Any], *, required: bool | None = None) -> Question:
    """Return the question for a field of a note."""
    is_choice = field.name in (SERVICES.name, STATUS.name)
    shape = "dropdown" if is_choice else "line" if field.is_text else "input"
    is_required = field.required if required is None else required
    return Question(field.draft_name, field.asked, shape, is_required, field.hint)


def body_question(text: str = Status.UPDATE.facts.question) -> Question:
    """Return the question for the words; without `text`, the one for an update of any status."""
    hint = msgid("You can use Markdown. An empty line starts a new paragraph.")
    return Question("text", text, "textarea", required=True, hint=hint)


def fields_of_new(kind: Kind) -> Fields:
    """Return the fields of a new note that writers are asked for, those of its first update last."""
    return tuple(one for one in (*NOTE_FIELDS[kind], *FIRST_UPDATE.get(kind, ())) if one.question)


def fields_of_update(kind: Kind) -> Fields:
    """Return the fields of an update that writers are asked for, without those of postmortems."""
    return (STATUS, *(one for one in update_fields(kind) if one.question and one is not SUMMARY))


NEXT = question_for(NEXT_UPDATE)


def with_rest(kind: Kind, *order: Question | EllipsisType) -> tuple[Question, ...]:
    """Return the questions for a new note in this order; `...` stands for all fields that are not named."""
    named = {one.field for one in order if isinstance(one, Question)}
    rest = [question_for(one) for one in NOTE_FIELDS[kind] if one.question and one.draft_name not in named]
    return tuple(each for one in order for each in ([one] if isinstance(one, Question) else rest))

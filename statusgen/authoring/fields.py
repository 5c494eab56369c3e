"""The questions of forms: those about fields of notes follow from the tables in `read.note_fields`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from types import EllipsisType
from typing import Any

from statusgen.model.notes import Kind, Status
from statusgen.read.catalogues import msgid
from statusgen.read.note_fields import (
    NEXT_UPDATE,
    NOTE_FIELDS,
    SERVICES,
    STATUS,
    NoteField,
)

MOST_LETTERS = 20_000
"""Characters of an answer; nobody needs more in an urgent note."""
USUAL_WAIT = 30
"""Minutes until the next update, unless the writer answers otherwise."""
NEWS_QUESTION = msgid("What do you want to say?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form: the attribute of `Draft` that it fills, and its text as a msgid."""

    field: str
    text: str
    shape: str = "input"
    """`line` (of text), `input` (such as a time), `textarea` or `dropdown`."""
    required: bool = False
    hint: str = ""
    """What an answer means, as a msgid."""
    former: tuple[str, ...] = ()
    """Its texts in earlier versions, in all languages: forms with them are still in use."""


def question_for(
    field: NoteField[Any], *, required: bool | None = None, former: tuple[str, ...] = ()
) -> Question:
    """Return the question for a field of a note."""
    is_choice = field.name in (SERVICES.name, STATUS.name)
    shape = "dropdown" if is_choice else "line" if field.is_text else "input"
    is_required = field.required if required is None else required
    return Question(field.draft_name, field.asked, shape, is_required, field.hint, former)


def body_question(text: str = Status.UPDATE.facts.question) -> Question:
    """Return the question for the words; without `text`, the one for an update of any status."""
    hint = msgid("Markdown works: an empty line begins a new paragraph.")
    return Question("text", text, "textarea", required=True, hint=hint)


NEXT = question_for(NEXT_UPDATE)


def with_rest(kind: Kind, *order: Question | EllipsisType) -> tuple[Question, ...]:
    """Return the questions for a new note in this order; `...` stands for all fields that are not named."""
    named = {one.field for one in order if isinstance(one, Question)}
    rest = [question_for(one) for one in NOTE_FIELDS[kind] if one.question and one.draft_name not in named]
    return tuple(each for one in order for each in ([one] if isinstance(one, Question) else rest))

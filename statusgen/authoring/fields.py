"""Questions to writers; those about fields of notes follow from the tables in `read.note_fields`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any

from statusgen.model.status import Kind, Status
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import (
    APPROVAL_FIELDS,
    APPROVAL_LINK,
    APPROVED,
    CHANGE,
    FREEZE_EXCEPTION,
    RISK,
    SUPERSEDES,
    TESTED,
)
from statusgen.read.learning_fields import (
    ACTION_FIELDS,
    ACTION_KIND,
    ACTIONS,
    CAUSED_BY,
    COST,
    COURSE,
    DETECTED,
    DETECTED_BY,
    FACTOR_FIELDS,
    FACTOR_KIND,
    FACTORS,
    FIGURES,
    FOR,
    INCIDENT_SUPPLIER,
    IS_PUBLIC,
    LINK,
    PROBLEM,
    PUBLIC_PARTS,
    SUPPLIER,
    WHY,
)
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
from statusgen.read.recurrence_fields import LAST_DAY, ON, REPEAT
from statusgen.read.vocabulary import ACTION_NAMES, CHANGE_NAMES, DETECTION_NAMES, FACTOR_NAMES, RISK_NAMES

FIRST_UPDATE: Mapping[Kind, Fields] = {
    Kind.INCIDENT: (STATUS, NEXT_UPDATE),
    Kind.MAINTENANCE: (STATUS,),
    Kind.PROBLEM: (STATUS,),
}
"""Fields of the first update of a new note that writers are asked for."""
DETECTION: Fields = (DETECTED, DETECTED_BY, CAUSED_BY, PROBLEM, INCIDENT_SUPPLIER)
"""Fields of an incident that its postmortem asks for: while it lasts, nobody has time for them."""
BEFORE_WORDS: Fields = (SUMMARY, FIGURES, FACTORS, COURSE)
AFTER_WORDS: Fields = (ACTIONS, COST, PUBLIC_PARTS)
POSTMORTEM: Fields = (*BEFORE_WORDS, *AFTER_WORDS)
"""Fields of a postmortem, before and after its words."""
PROBLEM_LISTS: Fields = (FACTORS, ACTIONS)
"""Lists of a problem, to which its updates can add."""
AS_A_CHANGE: Fields = (SUPERSEDES, CHANGE, RISK, TESTED, APPROVED, FREEZE_EXCEPTION)
"""Fields of planned work that its words are followed by: most of them are for the organisation alone."""
_RARE: Fields = (
    *(CAUSED_BY, PROBLEM, INCIDENT_SUPPLIER, COST, PUBLIC_PARTS, SUPPLIER, FOR, LINK),
    *(*AS_A_CHANGE, APPROVAL_LINK, REPEAT, LAST_DAY, ON),
)
LISTS = frozenset(one.draft_name for one in POSTMORTEM if one.has_texts) | {APPROVED.draft_name}
"""Names of answers that are lists: an entry in each line, as `line_form` reads them."""
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
    """`line` (of text), `lines` (an entry in each), `rows` (of fields, an entry in each), `textarea` (of
    Markdown), `input` (such as a time), `day` or `dropdown`."""
    required: bool = False
    hint: str = ""
    """What an answer means, as a msgid."""
    rare: bool = False
    """Whether few writers answer it."""
    options: tuple[str, ...] = ()
    """What can be chosen, as names that the reader takes and msgids; empty if it depends on the site."""


_LIST_SHAPES = {
    **dict.fromkeys((FIGURES.name, COURSE.name, WHY.name), "lines"),
    **dict.fromkeys((FACTORS.name, ACTIONS.name, APPROVED.name), "rows"),
}
_ENTRIES: Mapping[str, Fields] = {
    FACTORS.name: FACTOR_FIELDS,
    ACTIONS.name: ACTION_FIELDS,
    APPROVED.name: APPROVAL_FIELDS,
}
_CHOICES = {
    id(DETECTED_BY): tuple(own for own, *_ in DETECTION_NAMES.values()),
    id(FACTOR_KIND): tuple(own for own, *_ in FACTOR_NAMES.values()),
    id(ACTION_KIND): tuple(own for own, *_ in ACTION_NAMES.values()),
    id(CHANGE): tuple(own for own, *_ in CHANGE_NAMES.values()),
    id(RISK): tuple(own for own, *_ in RISK_NAMES.values()),
    id(IS_PUBLIC): ("no", "yes"),
}
"""The names to choose from, by the identity of the field: two fields are called `kind`."""


def question_for(field: NoteField[Any], *, required: bool | None = None) -> Question:
    """Return the question for a field of a note."""
    options = _CHOICES.get(id(field), ())
    shape = "line" if field.is_text else "day" if field.is_day else "input"
    if options or field.name in (SERVICES.name, STATUS.name):
        shape = "dropdown"
    shape = _LIST_SHAPES.get(field.name, shape)
    is_required = field.required if required is None else required
    is_rare = any(one is field for one in _RARE)
    return Question(field.draft_name, field.asked, shape, is_required, field.hint, is_rare, options)


def entry_questions(name: str) -> tuple[Question, ...]:
    """Return the questions about an entry of a list of factors, actions or approvals."""
    return tuple(question_for(one) for one in _ENTRIES[name] if one.question)


def body_question(text: str = Status.UPDATE.facts.question) -> Question:
    """Return the question for the words; without `text`, the one for an update of any status."""
    hint = msgid("You can use Markdown. An empty line starts a new paragraph.")
    return Question("text", text, "textarea", required=True, hint=hint)


POSTMORTEM_QUESTIONS = (
    *map(question_for, BEFORE_WORDS),
    body_question(Status.POSTMORTEM.facts.question),
    *map(question_for, AFTER_WORDS),
)


def fields_of_new(kind: Kind) -> Fields:
    """Return the fields of a new note that writers are asked for, those of its first update last."""
    fields = (*NOTE_FIELDS[kind], *FIRST_UPDATE.get(kind, ()))
    return tuple(one for one in fields if one.question and one not in DETECTION)


def fields_of_update(kind: Kind) -> Fields:
    """Return the fields of an update that writers are asked for, without those of postmortems."""
    own = (one for one in update_fields(kind) if one.question and one not in POSTMORTEM)
    lists = {Kind.PROBLEM: PROBLEM_LISTS, Kind.MAINTENANCE: (APPROVED,)}
    return (STATUS, *own, *lists.get(kind, ()))


NEXT = question_for(NEXT_UPDATE)


def with_rest(kind: Kind, *order: Question | EllipsisType) -> tuple[Question, ...]:
    """Return the questions for a new note in this order; `...` stands for all fields that are not named."""
    named = {one.field for one in order if isinstance(one, Question)}
    fields = (one for one in NOTE_FIELDS[kind] if one.question and one not in DETECTION)
    rest = [question_for(one) for one in fields if one.draft_name not in named]
    return tuple(each for one in order for each in ([one] if isinstance(one, Question) else rest))

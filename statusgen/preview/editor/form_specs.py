"""The forms of the editor: the questions of each, and the conversion of answers to a draft.

The order of the questions is that of the prompts of commands: what is affected before the words about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statusgen.authoring.fields import (
    AS_A_CHANGE,
    DETECTION,
    NEWS_QUESTION,
    NEXT,
    POSTMORTEM_QUESTIONS,
    PROBLEM_LISTS,
    USUAL_WAIT,
    Question,
    body_question,
    entry_questions,
    question_for,
    with_rest,
)
from statusgen.authoring.line_form import line_form
from statusgen.authoring.services import NONE
from statusgen.authoring.session import Draft, trimmed
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read.catalogues import msgid
from statusgen.read.learning_fields import OPENED, REPORT_BY
from statusgen.read.note_fields import (
    AFFECTED_SERVICES,
    CONCERNED_SERVICES,
    ENDS,
    IMPACT,
    INCIDENT_TITLE,
    MAINTENANCE_TITLE,
    NEW_ENDS,
    NEW_STARTS,
    NOTICE_TITLE,
    PLANNED_SERVICES,
    PROBLEM_TITLE,
    SERVICES,
    SINCE,
    STARTED,
    STARTS,
    STATUS,
    WORKAROUND,
)
from statusgen.read.recurrence_fields import LAST_DAY, ON, REPEAT
from statusgen.read.vocabulary import TROUBLE

SERVICE = "service."
"""Prefix of the names of fields for services."""
LIKE = "like"
"""Name of the hidden field with the title of the work whose answers the form began with."""
ROWS = "rows."
"""Prefix of the names of hidden fields with the numbers of entries in lists."""
ADD = "add "
"""Beginning of the values of buttons that add an entry to a list."""
_USUAL_ROWS = 2
NONE_AFFECTED = "none-affected"
"""Name of the checkbox “No service is affected”."""
TICKED = "yes"
"""Value of a ticked checkbox."""
TICKS = {
    "anyway": msgid("Save with these mistakes"),
    "commit": msgid("Also commit with git"),
}
"""The checkboxes at the end of a form, with their labels (msgids)."""
ABOUT = "about"
"""Value of a service's field if the notice is about the service."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form: the kind and status of its posts, its texts (msgids), and its questions."""

    action: str
    """Last part of its address."""
    kind: Kind
    status: Status | None
    """None if the writer chooses it, or for a new notice."""
    questions: tuple[Question, ...]
    title: str
    about: str = ""

    @property
    def is_new(self) -> bool:
        """Return whether the form makes a new note."""
        return self.action == self.kind.value

    @property
    def asks_none(self) -> bool:
        """Return whether the form has the checkbox “No service is affected”."""
        return self.is_new and self.kind is Kind.INCIDENT

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Statuses to choose from: all that have no form of their own."""
        return tuple(one for one in statuses_of(self.kind) if one not in _OWN_FORMS)

    @property
    def states(self) -> tuple[ServiceState, ...]:
        """States to choose from for a service; none in a notice."""
        if self.kind in (Kind.NOTICE, Kind.PROBLEM):
            return ()
        if self.kind is Kind.MAINTENANCE:
            return (ServiceState.UNDER_MAINTENANCE,)
        return TROUBLE if self.is_new else (ServiceState.OPERATIONAL, *TROUBLE)

    @property
    def choices(self) -> tuple[str, ...]:
        """Valid values of a service's field, besides the empty one."""
        return (ABOUT,) if self.kind in (Kind.NOTICE, Kind.PROBLEM) else tuple(one.key for one in self.states)


_UPDATE, _POSTMORTEM = msgid("Post an update"), msgid("Write the postmortem")
# fmt: off
NEW_FORMS = (
    FormSpec(
        "incident", Kind.INCIDENT, None,
        with_rest(
            Kind.INCIDENT, question_for(INCIDENT_TITLE), question_for(AFFECTED_SERVICES, required=True),
            question_for(STARTED), ..., body_question(), question_for(STATUS), NEXT,
        ),
        msgid("Report an incident"), msgid("Inform your customers about something that does not work."),
    ),
    FormSpec(
        "maintenance", Kind.MAINTENANCE, Status.SCHEDULED,
        with_rest(
            Kind.MAINTENANCE, question_for(MAINTENANCE_TITLE), question_for(PLANNED_SERVICES),
            question_for(STARTS), question_for(ENDS), question_for(REPEAT), question_for(LAST_DAY), ...,
            body_question(Status.SCHEDULED.facts.question),
            *map(question_for, AS_A_CHANGE),
        ),
        msgid("Plan maintenance"), msgid("Announce work that customers will notice."),
    ),
    FormSpec(
        "notice", Kind.NOTICE, None,
        with_rest(
            Kind.NOTICE, question_for(NOTICE_TITLE), question_for(CONCERNED_SERVICES),
            body_question(NEWS_QUESTION), ...,
        ),
        msgid("Post a notice"), msgid("Share other news."),
    ),
    FormSpec(
        "problem", Kind.PROBLEM, None,
        with_rest(
            Kind.PROBLEM, question_for(PROBLEM_TITLE), question_for(CONCERNED_SERVICES),
            question_for(OPENED, required=False), ...,
            body_question(Status.INVESTIGATING.facts.question), question_for(STATUS),
        ),
        msgid("Report a problem"), msgid("Describe what can fail, and what you do about it."),
    ),
)
FORMS = (
    *NEW_FORMS,
    FormSpec(
        "end", Kind.NOTICE, Status.RESOLVED, (), msgid("End the notice now"),
        msgid("This removes the notice from the home page. Its page and its entry in the history stay."),
    ),
    FormSpec(
        "update", Kind.INCIDENT, None,
        (
            question_for(STATUS), question_for(SERVICES), question_for(IMPACT), question_for(WORKAROUND),
            body_question(), NEXT,
        ),
        _UPDATE,
    ),
    FormSpec(
        "update", Kind.MAINTENANCE, None,
        (
            question_for(STATUS), question_for(ON), question_for(NEW_STARTS), question_for(NEW_ENDS),
            question_for(SINCE),
            body_question(),
        ),
        _UPDATE,
    ),
    FormSpec(
        "update", Kind.PROBLEM, None,
        (
            question_for(STATUS), question_for(WORKAROUND), body_question(),
            *map(question_for, PROBLEM_LISTS),
        ),
        _UPDATE,
    ),
    FormSpec(
        "resolve", Kind.INCIDENT, Status.RESOLVED,
        (question_for(SINCE), body_question(Status.RESOLVED.facts.question), question_for(REPORT_BY)),
        msgid("Mark as resolved"),
    ),
    FormSpec(
        "postmortem", Kind.INCIDENT, Status.POSTMORTEM,
        (*map(question_for, DETECTION), *POSTMORTEM_QUESTIONS), _POSTMORTEM,
    ),
    FormSpec("postmortem", Kind.MAINTENANCE, Status.POSTMORTEM, POSTMORTEM_QUESTIONS, _POSTMORTEM),
)
# fmt: on
_OWN_FORMS = frozenset(one.status for one in FORMS)


def form_spec(action: str, kind: Kind | None) -> FormSpec | None:
    """Return the form for an action; `kind` is that of the note if it updates one."""
    found = (one for one in FORMS if one.action == action and (one.is_new or one.kind is kind))
    return next(found, None)


@dataclass(frozen=True, slots=True)
class FormInput:
    """A form with the submitted values by field name."""

    spec: FormSpec
    values: Mapping[str, str]
    note: str = ""
    """Key of the note that the update is for; empty for a new note."""


def input_at(action: str, values: Mapping[str, str]) -> FormInput | None:
    """Return the input of an action's form; None if there is no such form for the note."""
    note = values.get("note", "")
    kind = next((one for one in Kind if note.startswith(f"{one.value}/")), None)
    spec = form_spec(action, kind)
    return FormInput(spec, values, "" if spec.is_new else note) if spec else None


def fresh_values(spec: FormSpec, status: str = "") -> dict[str, str]:
    """Return the initial values of a form; `status` is the one in its address."""
    values = {"next": str(USUAL_WAIT)}
    if spec.is_new:
        values["status"] = Status.INVESTIGATING.value
    elif status in [one.value for one in spec.statuses]:
        values["status"] = status
    return values


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def cleaned(question: Question, value: str) -> str:
    """Return an answer without control characters, on one line unless it is of a textarea."""
    text = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return trimmed(text) if question.shape in ("textarea", "lines") else " ".join(text.split())


def answers(entered: FormInput) -> dict[str, str]:
    """Return the cleaned answers by field, without services."""
    asked = (one for one in entered.spec.questions if one.field != SERVICES.draft_name)
    return {one.field: _answer(entered, one) for one in asked}


def _answer(entered: FormInput, question: Question) -> str:
    """Return a cleaned answer; the rows of a list in the form of lines."""
    if question.shape != "rows":
        return cleaned(question, entered.values.get(question.field, ""))
    name, entries = question.field, list[dict[str, str]]()
    for number in range(row_count(entered, name)):
        cells = {
            one.field: cleaned(one, entered.values.get(cell_name(name, number, one), ""))
            for one in entry_questions(name)
        }
        entries += [cells] if any(cells.values()) else []
    return line_form(name, entries)


def cell_name(name: str, number: int, question: Question) -> str:
    """Return the name of the field for a question about an entry of a list, such as `factors.0.what`."""
    return f"{name}.{number}.{question.field}"


def row_count(entered: FormInput, name: str) -> int:
    """Return how many entries of a list the form has; the button `add factors` adds one."""
    count = entered.values.get(ROWS + name, "")
    rows = int(count) if count.isascii() and count.isdecimal() and len(count) < 3 else _USUAL_ROWS
    return rows + (entered.values.get("do") == f"{ADD}{name}")


def chosen_services(entered: FormInput, known: Sequence[str]) -> tuple[str, ...]:
    """Return the services as commands take them: `checkout=partial-outage`, or `none`."""
    if SERVICES.draft_name not in [one.field for one in entered.spec.questions]:
        return ()
    given = [(one, entered.values.get(SERVICE + one, "")) for one in known]
    given = [(one, state) for one, state in given if state in entered.spec.choices]
    if entered.spec.kind in (Kind.NOTICE, Kind.PROBLEM):
        return tuple(one for one, _ in given)
    chosen = tuple(f"{one}={state}" for one, state in given)
    return chosen or ((NONE,) if entered.spec.asks_none and entered.values.get(NONE_AFFECTED) else ())


def to_draft(entered: FormInput, found: Mapping[str, str], known: Sequence[str]) -> Draft:
    """Return a draft; `found` are the answers, as from `answers`, or placeholders."""
    given = {name: value for name, value in found.items() if value}
    given[NEXT.field] = found.get(NEXT.field, "")  # an empty answer promises nothing
    return Draft(given, chosen_services(entered, known))

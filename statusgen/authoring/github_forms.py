"""GitHub's issue forms, for people without a checkout: made from the catalog, read when submitted.

GitHub sends a form as Markdown: each label as a level-3 heading, the answer below it. Labels are in the
site's first language; those of every catalogue are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statusgen.authoring.fields import (
    AS_A_CHANGE,
    DETECTION,
    MOST_LETTERS,
    NEXT,
    POSTMORTEM_QUESTIONS,
    Question,
    body_question,
    question_for,
    with_rest,
)
from statusgen.authoring.services import NONE, choice_of
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.model.status import Kind, Status
from statusgen.read.catalogues import Texts, in_every_language, msgid, texts_for
from statusgen.read.change_fields import APPROVED
from statusgen.read.learning_fields import ACTIONS, DETECTED_BY, FACTORS
from statusgen.read.note_fields import (
    AFFECTED_SERVICES,
    ENDS,
    INCIDENT_TITLE,
    MAINTENANCE_TITLE,
    NOTE,
    SINCE,
    STARTED,
    STARTS,
    STATUS,
)
from statusgen.read.recurrence_fields import LAST_DAY, REPEAT
from statusgen.read.vocabulary import ACTION_NAMES, FACTOR_NAMES, STATE_NAMES, TROUBLE

FOLDER = ".github/ISSUE_TEMPLATE"
LABEL, TITLE_START = "status page", "Status page: "
"""The workflow knows a form by one of these: a label must exist to be given, a title may be changed."""
_EMPTY = "_No response_"
_TYPES = {"line": "input", "day": "input", "lines": "textarea", "rows": "textarea"}
"""GitHub's names of the shapes of questions, where they differ."""
_HEADING = re.compile(r"^### (?P<label>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Form:
    """Form: its file, its name and purpose (msgids), and its questions."""

    file: str
    kind: Kind | None
    """None for an update to a note that is there."""
    name: str
    about: str
    questions: tuple[Question, ...]
    status: Status | None = None
    """Status of the update; None if the form asks for it."""


_SERVICES = question_for(AFFECTED_SERVICES, required=True)
_STATE = Question("state", msgid("What is their state?"), "dropdown", required=True)
# fmt: off
FORMS = (
    Form(
        "1-incident.yml", Kind.INCIDENT,
        msgid("Report an incident"), msgid("Something does not work: inform our customers."),
        with_rest(
            Kind.INCIDENT, question_for(INCIDENT_TITLE), _SERVICES, _STATE, question_for(STARTED), ...,
            body_question(), NEXT,
        ),
    ),
    Form(
        "2-update.yml", None, msgid("Post an update"),
        msgid("Post progress on an incident or maintenance, or that it is over."),
        (question_for(NOTE), question_for(STATUS), body_question(), question_for(SINCE), NEXT),
    ),
    Form(
        "3-maintenance.yml", Kind.MAINTENANCE,
        msgid("Plan maintenance"), msgid("Announce work that customers will notice."),
        with_rest(
            Kind.MAINTENANCE, question_for(MAINTENANCE_TITLE), _SERVICES, question_for(STARTS),
            question_for(ENDS), question_for(REPEAT), question_for(LAST_DAY), ..., body_question(),
            *map(question_for, AS_A_CHANGE),
        ),
    ),
    Form(
        "4-postmortem.yml", None, msgid("Write the postmortem"),
        msgid("Say what happened, why it was possible, and what will change."),
        (
            Question(NOTE.draft_name, msgid("Which incident that is over? (empty: the only one)")),
            *map(question_for, DETECTION), *POSTMORTEM_QUESTIONS,
        ),
        Status.POSTMORTEM,
    ),
)
# fmt: on
_NO_STATE = msgid("no service is affected")
NO_SERVICE = msgid("none · no service is affected")
"""The choice in the list of services that means `NONE`."""


def issue_forms(settings: Settings, services: Sequence[Service]) -> dict[str, bytes]:
    """Return the forms as files of the repository, in the site's first language. They are JSON, thus YAML."""
    language = settings.languages[0]
    texts = texts_for(language)
    options = {
        "services": [choice_of(one, language) for one in services],
        "state": [*map(texts.gettext, (*(STATE_NAMES[one][0] for one in TROUBLE), _NO_STATE))]
        if services
        else [],
        "status": [texts.gettext(status.facts.label) for status in _offered_statuses()],
    }
    if services:
        options["services"].append(texts.gettext(NO_SERVICE))
    return {f"{FOLDER}/{form.file}": _file(form, texts, options) for form in FORMS}


def _file(form: Form, texts: Texts, options: Mapping[str, list[str]]) -> bytes:
    body = [
        _element(question, texts, options)
        for question in form.questions
        if question.shape != "dropdown" or question.options or options[question.field]
    ]
    made = {
        "name": texts.gettext(form.name),
        "description": texts.gettext(form.about),
        "title": TITLE_START,
        "labels": [LABEL],
        "body": body,
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _offered_statuses() -> list[Status]:
    """Return statuses for updates of incidents, then those of work alone; of each, those that end it last."""
    offered = (one for one in Status if one.facts.in_issue_form)
    return sorted(offered, key=lambda one: (Kind.INCIDENT not in one.facts.kinds, one.ends))


_IN_LINES = {
    FACTORS.draft_name: (
        msgid(
            "A line for each: The wire was old; hardware. Below it, a line with > says why, and a further "
            "one why that was so: > Nobody looks at it. Kinds: {kinds}"
        ),
        [own for own, *_ in FACTOR_NAMES.values()],
    ),
    ACTIONS.draft_name: (
        msgid(
            "A line for each: We look at each wire every month; prevent; wire team; 2026-06-30. Name a team "
            "or a role, not a person. The address of a ticket, and the problem that it is for, can follow: "
            "https://…; for: two-wires. Kinds: {kinds}"
        ),
        [own for own, *_ in ACTION_NAMES.values()],
    ),
    APPROVED.draft_name: (
        msgid(
            "A line for each: change board; 2026-05-12. Name a board, a team or a role, not a person. "
            "The address of the record can follow: https://…"
        ),
        [],
    ),
}
"""How to write lists of entries in a text area, with the names of their kinds."""


def _description(question: Question, texts: Texts) -> str:
    """Return how to answer, where that is not plain from the question."""
    if question.field not in _IN_LINES:
        return texts.gettext(question.hint) if question.shape == "lines" else ""
    text, kinds = _IN_LINES[question.field]
    return texts.gettext(text).format(kinds=", ".join(map(texts.gettext, kinds)))


def _element(question: Question, texts: Texts, options: Mapping[str, list[str]]) -> dict[str, object]:
    attributes: dict[str, object] = {"label": texts.gettext(question.text)}
    if question.shape == "dropdown":
        own = [texts.gettext(one) for one in question.options]
        several = question.field in ("services", DETECTED_BY.draft_name)
        attributes |= {"options": own or options[question.field], "multiple": several}
    if described := _description(question, texts):
        attributes |= {"description": described}
    return {
        "type": _TYPES.get(question.shape, question.shape),
        "id": question.field,
        "attributes": attributes,
        "validations": {"required": question.required},
    }


@dataclass(frozen=True, slots=True)
class Filled:
    """Submitted form."""

    form: Form
    answers: Mapping[str, str]
    """Answers by field, without empty ones."""

    @property
    def services(self) -> tuple[str, ...]:
        """Return the services as commands take them, such as `trams · Trams=partial outage`, or `none`."""
        chosen, state = self.answers.get("services", ""), self.answers.get("state", "")
        for label in in_every_language(NO_SERVICE):
            chosen = chosen.replace(label, NONE)
        if not chosen:
            return ()
        is_bare = self.form.kind is not Kind.INCIDENT or not state or chosen == NONE
        return (chosen if is_bare else f"{chosen}={state}",)


def parse_form(body: str) -> Filled | None:
    """Read a submitted form; None if it is another issue.

    Only the labels of the form in their order count: a heading within an answer is part of the answer.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    first = _HEADING.match(text.lstrip())
    form = next((one for one in FORMS if first and _is(one.questions[0], first["label"])), None)
    if form is None:
        return None
    answers: dict[str, str] = {}
    left = list(form.questions)
    parts: list[tuple[Question, int, int]] = []
    for heading in _HEADING.finditer(text):
        position = next((at for at, one in enumerate(left) if _is(one, heading["label"])), None)
        if position is not None:
            parts.append((left[position], heading.start(), heading.end()))
            left = left[position + 1 :]
    ends = [start for _, start, _ in parts[1:]] + [len(text)]
    for (question, _, start), end in zip(parts, ends, strict=True):
        answer = text[start:end].strip()[:MOST_LETTERS]
        if answer and answer != _EMPTY:
            is_long = _TYPES.get(question.shape, question.shape) == "textarea"
            answers[question.field] = answer if is_long else " ".join(answer.split())
    return Filled(form, answers)


def _is(question: Question, label: str) -> bool:
    return label.strip() in in_every_language(question.text)

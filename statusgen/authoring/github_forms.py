"""Forms for people without a checkout: GitHub's issue forms, made from the catalog, and what they send back.

GitHub sends a form as Markdown: each label as a level-3 heading, the answer below it. Labels are in the
site's first language; both languages are understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from statusgen.authoring.services import NONE_CHOICES, choice_of
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.model.status import Kind, Status

FOLDER = ".github/ISSUE_TEMPLATE"
LABEL, TITLE_START = "status page", "Status page: "
"""By one of these the workflow knows a form: a label must exist to be given, a title may be changed."""
_EMPTY = "_No response_"
_HEADING = re.compile(r"^### (?P<label>.+)$", re.MULTILINE)
_MOST = 20_000
"""Characters of an answer; nobody needs more in an urgent note."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form: what it fills, and how it is put in each language."""

    field: str
    en: str
    zh: str
    shape: str = "input"
    """`input`, `textarea` or `dropdown`."""
    required: bool = False
    former: tuple[str, ...] = ()
    """Labels of earlier versions, whose forms are still in use."""


TITLE = Question(
    "title", "What is wrong, in words a customer would use?", "用客户的话说，出了什么问题？", required=True
)
PLAN = Question(
    "title", "What will you do, in words a customer would use?", "用客户的话说，计划做什么？", required=True
)
SERVICES = Question("services", "Which services?", "哪些服务？", "dropdown", required=True)
STATE = Question("state", "How are they?", "它们现在怎么样？", "dropdown", required=True)
IMPACT = Question("impact", "Who notices what?", "谁会遇到什么？")
WORKAROUND = Question("workaround", "What can people do meanwhile?", "用户现在可以怎么做？")
STATUS = Question("status", "Where does it stand?", "现在到哪一步？", "dropdown", required=True)
WORDS = Question(
    "text", "What do you know, and what are you doing?", "知道什么、正在做什么？", "textarea", required=True
)
NEXT = Question("next", "When do you write again? (30, 2h or 09:50)", "什么时候再更新？（30、2h 或 09:50）")
NOTE = Question(
    "note",
    "Which incident or maintenance? (empty: the only open one)",
    "哪个事件或维护？（空：唯一未结束的）",
)
SINCE = Question(
    "since", "Since when, if earlier than now? (10:40)", "从什么时候起（如果早于现在，例如 10:40）？"
)
STARTED = replace(SINCE, field="started")
STARTS = Question(
    "starts", "When does it start? (2026-05-06 02:00)", "什么时候开始？（2026-05-06 02:00）", required=True
)
ENDS = Question(
    "ends",
    "When should it end? (04:00, or 2h from the start)",
    "什么时候结束？（04:00，或从开始算起 2h）",
    required=True,
    former=("When should it end? (2026-05-06 04:00)", "什么时候结束？（2026-05-06 04:00）"),
)
SUMMARY = Question(
    "summary", "What happened, in two sentences for everybody?", "用两句话告诉所有人发生了什么？"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its file, its name and what it is for in each language, and its questions."""

    file: str
    kind: Kind | None
    """None for an update to a note that is there."""
    names: Mapping[str, tuple[str, str]]
    questions: tuple[Question, ...]


FORMS = (
    Form(
        "1-incident.yml",
        Kind.INCIDENT,
        {
            "en": ("Report an incident", "Something does not work: tell our customers."),
            "zh": ("报告事件", "有服务出了问题：告诉客户。"),
        },
        (TITLE, SERVICES, STATE, STARTED, IMPACT, WORKAROUND, WORDS, NEXT),
    ),
    Form(
        "2-update.yml",
        None,
        {
            "en": (
                "Post an update",
                "Tell what is new about an incident or planned work, or that it is over.",
            ),
            "zh": ("发布更新", "告诉客户事件或维护的新进展，或已经结束。"),
        },
        (NOTE, STATUS, WORDS, SINCE, NEXT),
    ),
    Form(
        "3-maintenance.yml",
        Kind.MAINTENANCE,
        {
            "en": ("Plan maintenance", "Announce work that customers will notice."),
            "zh": ("计划维护", "预告客户会注意到的工作。"),
        },
        (PLAN, SERVICES, STARTS, ENDS, IMPACT, WORKAROUND, WORDS),
    ),
)
_STATES = ("degraded", "partial outage", "major outage")
_NO_STATE = {"en": "no service is affected", "zh": "没有服务受影响"}


def issue_forms(settings: Settings, services: Sequence[Service]) -> dict[str, bytes]:
    """The forms as files of the repository. They are JSON, which is YAML, too."""
    language = "zh" if settings.languages[0].startswith("zh") else "en"
    return {f"{FOLDER}/{form.file}": _file(form, language, services, settings) for form in FORMS}


def _file(form: Form, language: str, services: Sequence[Service], settings: Settings) -> bytes:
    name, about = form.names[language]
    options = {
        "services": [choice_of(one, settings.languages[0]) for one in services],
        "state": [*_STATES, _NO_STATE[language]] if services else [],
        "status": [status.value for status in _offered_statuses()],
    }
    if services:
        options["services"].append(NONE_CHOICES[language])
    body = [
        _element(question, language, options)
        for question in form.questions
        if question.shape != "dropdown" or options[question.field]
    ]
    made = {"name": name, "description": about, "title": TITLE_START, "labels": [LABEL], "body": body}
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _offered_statuses() -> list[Status]:
    """Statuses for an update of an incident, then those of work alone; of each, the last ones end it."""
    offered = (one for one in Status if one.facts.in_issue_form)
    return sorted(offered, key=lambda one: (Kind.INCIDENT not in one.facts.kinds, one.ends))


def _element(question: Question, language: str, options: Mapping[str, list[str]]) -> dict[str, object]:
    attributes: dict[str, object] = {"label": getattr(question, language)}
    if question.shape == "dropdown":
        attributes |= {"options": options[question.field], "multiple": question.field == "services"}
    return {
        "type": question.shape,
        "id": question.field,
        "attributes": attributes,
        "validations": {"required": question.required},
    }


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that came back."""

    form: Form
    answers: Mapping[str, str]
    """By field; empty answers are left out."""

    @property
    def services(self) -> tuple[str, ...]:
        """The services as commands take them: `trams · Trams, shop · Shop=partial outage`, or `none`."""
        chosen, state = self.answers.get("services", ""), self.answers.get("state", "")
        if not chosen:
            return ()
        is_bare = self.form.kind is not Kind.INCIDENT or not state or chosen in NONE_CHOICES.values()
        return (chosen if is_bare else f"{chosen}={state}",)


def parse_form(body: str) -> Filled | None:
    """What a submitted form says; None if it is none of ours.

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
        answer = text[start:end].strip()[:_MOST]
        if answer and answer != _EMPTY:
            answers[question.field] = answer if question.shape == "textarea" else " ".join(answer.split())
    return Filled(form, answers)


def _is(question: Question, label: str) -> bool:
    return label.strip() in (question.en, question.zh, *question.former)

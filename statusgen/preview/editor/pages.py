"""The pages of the editor as HTML, by templates with autoescaping."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from statusgen.authoring.fields import MOST_LETTERS, Question
from statusgen.authoring.note_templates import NoteTemplate
from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Update
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.text import pick
from statusgen.model.zones import zone_name
from statusgen.plain_language.languages import has_rules
from statusgen.preview.editor.check import Finding, holds_back
from statusgen.preview.editor.entries import entry_rows, options_of
from statusgen.preview.editor.form_specs import (
    ABOUT,
    NONE_AFFECTED,
    SERVICE,
    TICKS,
    FormInput,
    FormSpec,
)
from statusgen.preview.editor.mistakes import Mistake
from statusgen.preview.editor.site import Listed
from statusgen.preview.editor.submit import Outcome, is_unfinished
from statusgen.read.catalogues import Texts, msgid, msgids, texts_for, texts_language
from statusgen.read.note_fields import SERVICES
from statusgen.read.vocabulary import STATE_NAMES
from statusgen.render.localization.formatter import direction_of

_CLOCKS = ("starts", "ends")
_EXAMPLE = re.compile(r"\s*[(（][^()（）]*[)）]$")
"""Example at the end of a question, of no use beside a field that shows how to answer."""
_WHOLE_FORM = "form"
"""Place of findings about no field."""
_MOST_OPEN = 8
"""Most services whose groups are all unfolded."""


def load_pages(files: Mapping[str, bytes]) -> Environment:
    """Return the template environment for files by name."""
    sources = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Context of all pages of the editor."""

    pages: Environment
    settings: Settings | None
    """None if they cannot be read."""
    token: str

    @property
    def language(self) -> str:
        """The first language of the site."""
        return self.settings.languages[0] if self.settings else "en"

    @property
    def own_language(self) -> str:
        """The language of the editor itself."""
        return texts_language(self.language)

    @property
    def texts(self) -> Texts:
        """The texts of the editor itself."""
        return texts_for(self.language)

    def render(self, name: str, values: Mapping[str, Any]) -> bytes:
        """Render a template."""
        common = {
            "_": self.texts.gettext,
            "language": self.own_language,
            "direction": direction_of(self.own_language),
            "words_language": self.language,
            "judges_words": has_rules(self.language),
            "site": pick(self.settings.name, self.language)[0] if self.settings else "statusgen",
            "token": self.token,
        }
        return self.pages.get_template(f"{name}.html").render(common | dict(values)).encode()


@dataclass(frozen=True, slots=True)
class FormContext:
    """Context of a form: the catalog, the templates, the note that it is for, and its hidden fields."""

    services: Sequence[Service]
    groups: Sequence[Group]
    templates: Mapping[str, NoteTemplate]
    note: Listed | None
    latest: Update | None
    states: Mapping[str, ServiceState]
    """Current states of the services that the note has named, by id."""
    site_states: Mapping[str, tuple[str, str]]
    """Current states of services on the site, by id: key and name in the language of the site."""
    texts: Mapping[str, str]
    """Current texts of the note by field, which stay unless the update changes them."""
    answered: Collection[str]
    """Fields that the note has already, and that are not asked again."""
    earlier: str
    """What it says already, which the form takes over; empty if there is nothing of that kind."""
    form: str
    """Id of this form, so that it is posted only once."""
    seen: str
    """Digest of the note's files that the writer has seen."""
    can_commit: bool
    preview: str
    """Address of the previewed page; empty if there is none."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A service in a form: the name of its field, and what is chosen."""

    name: str
    label: str
    value: str
    stays: str
    """Text of the choice that says nothing about the service."""
    key: str
    """Current state of the service on the site; empty if it is not known."""
    now: str
    """Name of that state, in the language of the site."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Services of a form under the name of their group; empty for those without one."""

    name: str
    rows: Sequence[_Row]
    is_folded: bool


def write_page(page: Page, outcome: Outcome, context: FormContext) -> bytes:
    """Render a form with its answers, mistakes and findings."""
    entered, checked, translate = outcome.entered, outcome.checked, page.texts.gettext
    spec = entered.spec
    mistakes = [*outcome.mistakes]
    if checked and not is_unfinished(entered):  # else answers may be missing yet
        mistakes += checked.mistakes
    labels = {one.field: translate(one.text) for one in spec.questions}
    labels |= {name: translate(text) for name, text in TICKS.items()}
    found = _findings_by_place(spec, checked.findings if checked else ())
    values = {
        "spec": spec,
        "entered": entered,
        "checked": checked,
        "context": context,
        "mistakes": mistakes,
        "labels": labels,
        "fields": [
            _field(page, entered, one, mistakes, context)
            for one in sorted(spec.questions, key=lambda one: one.rare)
            if one.field not in context.answered
        ],
        "statuses": [(one.value, translate(one.facts.label)) for one in spec.statuses],
        "states": [(one.key, _state_name(one, page.texts)) for one in spec.states],
        "latest": _latest(page, context.latest),
        "found": found,
        "first": next((place for place, findings in found.items() if findings), _WHOLE_FORM),
        "held": next(filter(holds_back, chain(*found.values())), None) if checked and checked.leaks else None,
        "count": _count(checked.findings, page.texts) if checked else "",
        "most": MOST_LETTERS,
        "about": ABOUT,
        "none_name": NONE_AFFECTED,
        "draft": " ".join((page.settings.url if page.settings else "", spec.action, entered.note)),
        "zone": page.settings.zone.key if page.settings else "UTC",
    }
    return page.render("write", values)


def _findings_by_place(spec: FormSpec, findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by field, in the order of the form; those about no field of it are last."""
    found = dict[str, list[Finding]]((one.field, []) for one in spec.questions) | {_WHOLE_FORM: []}
    for one in findings:
        found[one.field if one.field in found else _WHOLE_FORM].append(one)
    return found


def _count(findings: Sequence[Finding], texts: Texts) -> str:
    count = len(findings)
    if not count:
        return texts.gettext(msgid("No suggestions about the wording."))
    both = msgids("%(count)s suggestion about the wording", "%(count)s suggestions about the wording")
    return texts.ngettext(*both, count) % {"count": count}


def _latest(page: Page, update: Update | None) -> Mapping[str, str] | None:
    if update is None or page.settings is None:
        return None
    local = update.at.astimezone(page.settings.zone)
    return {
        "status": page.texts.gettext(update.status.facts.label),
        "at": f"{local:%Y-%m-%d %H:%M} {zone_name(local)}",
        "words": pick(update.body, page.language)[0],
    }


def _state_name(state: ServiceState, texts: Texts) -> str:
    return texts.gettext(STATE_NAMES[state][0])


def _field(
    page: Page, entered: FormInput, question: Question, mistakes: Sequence[Mistake], context: FormContext
) -> dict[str, Any]:
    value = entered.values.get(question.field, "")
    name, label, shape = question.field, page.texts.gettext(question.text), _shape(question, value, mistakes)
    wrong = next((one for one in mistakes if one.field == name), None)
    return {
        "name": name,
        "label": _EXAMPLE.sub("", label) if shape == "clock" else label,
        "value": value,
        "shape": shape,
        "required": question.required,
        "wrong": wrong,
        "rare": question.rare,
        "open": bool(value or wrong),
        "hint": _hint(page.texts, question, context),
        "options": options_of(page.texts, question),
        "rows": entry_rows(page.texts, entered, question) if question.shape == "rows" else (),
        "groups": _groups(page, entered, context) if name == SERVICES.name else (),
    }


def _hint(texts: Texts, question: Question, context: FormContext) -> str:
    if current := context.texts.get(question.field):
        return texts.gettext(msgid("Leave empty to keep the current text: “%(text)s”")) % {"text": current}
    return texts.gettext(question.hint) if question.hint else ""


def _shape(question: Question, value: str, mistakes: Sequence[Mistake]) -> str:
    """Return the kind of input. A time that `datetime-local` cannot show gets a plain field."""
    if question.field == SERVICES.name:
        return "services"
    is_plain = not value or (len(value) == 16 and value[10] == "T")
    if question.field in _CLOCKS and is_plain and question.field not in [one.field for one in mistakes]:
        return "clock"
    return question.shape


def _groups(page: Page, entered: FormInput, context: FormContext) -> list[_Group]:
    """Return the services by group, in the order of the catalog.

    Of many services, the groups are folded in which nothing is chosen and all services are operational.
    """
    names = {one.id: pick(one.name, page.language)[0] for one in context.groups}
    rows: dict[str, list[_Row]] = {}
    for one in context.services:
        rows.setdefault(names.get(one.group, ""), []).append(_row(page, entered, context, one))
    are_many = len(context.services) > _MOST_OPEN
    return [
        _Group(name, found, are_many and not any(map(_stands_out, found))) for name, found in rows.items()
    ]


def _row(page: Page, entered: FormInput, context: FormContext, service: Service) -> _Row:
    translate = page.texts.gettext
    stays = translate(msgid("not affected") if entered.spec.is_new else msgid("no change"))
    if service.id in context.states:
        state = _state_name(context.states[service.id], page.texts)
        stays = translate(msgid("no change (%(state)s)")) % {"state": state}
    name, label = SERVICE + service.id, pick(service.name, page.language)[0] or service.id
    key, now = context.site_states.get(service.id, ("", ""))
    return _Row(name, label, entered.values.get(name, ""), stays, key, now)


def _stands_out(row: _Row) -> bool:
    return bool(row.value) or row.key not in ("", ServiceState.OPERATIONAL.key)


def closed_page(page: Page, address: str, entered: FormInput | None = None) -> bytes:
    """Render how to open the preview, for a browser without its key, with the answers of its form.

    The page has nothing of the site.
    """
    values = entered.values if entered else {}
    questions = entered.spec.questions if entered else ()
    labels = {one.field: page.texts.gettext(one.text) for one in questions}
    kept = [(label, name, values[name]) for name, label in labels.items() if values.get(name)]
    hidden = [(name, value) for name, value in values.items() if name not in [one[1] for one in kept]]
    return page.render("closed", {"address": address, "kept": kept, "hidden": hidden})

"""The pages of the editor as HTML: templates beside this module, which escape all they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from statusgen.authoring.github_forms import SERVICES, Question
from statusgen.authoring.note_templates import NoteTemplate
from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Update
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Status
from statusgen.model.text import pick
from statusgen.model.zones import zone_name
from statusgen.preview.editor.check import Checked, Finding, Mistake
from statusgen.preview.editor.form_specs import ABOUT, MOST_LETTERS, NONE_AFFECTED, SERVICE, Entered
from statusgen.preview.editor.site import Listed
from statusgen.preview.editor.texts import is_chinese, texts
from statusgen.read.vocabulary import STATE_NAMES

_LONG_LINES = ("impact", "workaround", "summary", "title")
_CLOCKS = ("starts", "ends")


def load_pages(files: Mapping[str, bytes]) -> Environment:
    """The templates, from their files by name."""
    sources = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What all pages of the editor share."""

    pages: Environment
    settings: Settings | None
    """None when they cannot be read."""
    token: str

    @property
    def language(self) -> str:
        """The site's first language."""
        return self.settings.languages[0] if self.settings else "en"

    @property
    def own_language(self) -> str:
        """The language of the editor's own words."""
        return self.language if is_chinese(self.language) else "en"

    def render(self, name: str, values: Mapping[str, Any]) -> bytes:
        """A page, from the template of this name."""
        common = {
            "t": texts(self.language).__getitem__,
            "language": self.own_language,
            "words_language": self.language,
            "site": pick(self.settings.name, self.language)[0] if self.settings else "statusgen",
            "token": self.token,
        }
        return self.pages.get_template(f"{name}.html").render(common | dict(values)).encode()


def start_page(page: Page, notes: Sequence[Listed], waiting: Waiting | None = None) -> bytes:
    """What can be written: something new, or something about a note that is there."""
    values = {
        "waiting": waiting,
        "new": ("incident", "maintenance", "notice"),
        "open": [one for one in notes if one.is_open],
        "over": [one for one in notes if not one.is_open],
    }
    return page.render("start", values)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is saved and not public yet."""

    words: str
    """Where it is, and what makes it public."""
    paths: Sequence[str]


@dataclass(frozen=True, slots=True)
class Around:
    """What a form stands among: the catalog, the starting texts, the note it is for, and its hidden marks."""

    services: Sequence[Service] = ()
    groups: Sequence[Group] = ()
    starts: Mapping[str, NoteTemplate] = field(default_factory=dict)
    note: Listed | None = None
    latest: Update | None = None
    states: Mapping[str, ServiceState] = field(default_factory=dict)
    """The states of the services that the note has named, as they are now."""
    holds: Mapping[str, str] = field(default_factory=dict)
    """What the note says now, by field, and goes on saying unless the update says something else."""
    form: str = ""
    """The mark of this form, so that it is posted only once."""
    seen: str = ""
    """The mark of the note's files that the writer has seen."""
    can_commit: bool = False
    preview: str = ""
    """The address of the page with these words; empty while there is none."""
    live: bool = False
    """Whether the writer is still writing, so that what is missing is no mistake yet."""
    mistakes: Sequence[Mistake] = ()
    """Those that are not of the words."""


def write_page(page: Page, entered: Entered, checked: Checked | None, around: Around) -> bytes:
    """A form with what was entered, and what is to be said about it."""
    mistakes = [*around.mistakes, *(checked.mistakes if checked and not around.live else ())]
    said = texts(page.language)
    labels = {one.field: _label(one, page.language) for one in entered.sheet.questions}
    labels |= {name: said[name] for name in ("anyway", "commit")}
    values = {
        "sheet": entered.sheet,
        "is_notice": entered.sheet.kind is Kind.NOTICE,
        "about": ABOUT,
        "none_name": NONE_AFFECTED,
        "action": entered.sheet.action,
        "note_key": entered.note,
        "around": around,
        "latest": _latest(page, around.latest),
        "fields": [_field(page, entered, one, mistakes, around) for one in entered.sheet.questions],
        "labels": labels,
        "starts": [(name, one.about) for name, one in around.starts.items()],
        "mistakes": mistakes,
        "checked": checked,
        "findings": checked.findings if checked else (),
        "count": _count(checked.findings, said) if checked else "",
        "commit": entered.values.get("commit", ""),
        "anyway": entered.values.get("anyway", ""),
        "zone": page.settings.zone.key if page.settings else "UTC",
    }
    return page.render("write", values)


def _count(findings: Sequence[Finding], said: Mapping[str, str]) -> str:
    if not findings:
        return said["no-findings"]
    return said["one-finding"] if len(findings) == 1 else said["many-findings"].format(len(findings))


def _latest(page: Page, update: Update | None) -> Mapping[str, str] | None:
    if update is None or page.settings is None:
        return None
    local = update.at.astimezone(page.settings.zone)
    return {
        "status": _status_name(update.status, page.language),
        "at": f"{local:%Y-%m-%d %H:%M} {zone_name(local)}",
        "words": pick(update.body, page.language)[0],
    }


def _label(question: Question, language: str) -> str:
    return question.zh if is_chinese(language) else question.en


def _status_name(status: Status, language: str) -> str:
    return next(one for one in status.names if one.isascii() is not is_chinese(language)).capitalize()


def _state_name(state: ServiceState, language: str) -> str:
    names = STATE_NAMES[state]
    return next(one for one in names if one.isascii() is not is_chinese(language))


def _field(
    page: Page, entered: Entered, question: Question, mistakes: Sequence[Mistake], around: Around
) -> dict[str, Any]:
    value = entered.values.get(question.field, "")
    name = question.field
    return {
        "name": name,
        "label": _label(question, page.language),
        "value": value,
        "shape": _shape(question, value, mistakes),
        "required": question.required,
        "most": MOST_LETTERS,
        "wrong": next((one for one in mistakes if one.field == name), None),
        "hint": _hint(page, name, around),
        "options": [(one.value, _status_name(one, page.language)) for one in entered.sheet.statuses],
        "rows": _rows(page, entered, around) if name == SERVICES.field else (),
        "none_affected": entered.values.get(NONE_AFFECTED, ""),
        "states": [(one.key, _state_name(one, page.language)) for one in entered.sheet.states],
    }


def _hint(page: Page, name: str, around: Around) -> str:
    said = texts(page.language)
    if around.holds.get(name):
        return said["holds-now"].format(around.holds[name])
    return said.get({"started": "since-hint"}.get(name, f"{name}-hint"), "")


def _shape(question: Question, value: str, mistakes: Sequence[Mistake]) -> str:
    """How the question is asked. A time that the browser's own field could not show stands in a plain one."""
    if question.field == SERVICES.field:
        return "services"
    is_plain = not value or (len(value) == 16 and value[10] == "T")
    if question.field in _CLOCKS and is_plain and question.field not in [one.field for one in mistakes]:
        return "clock"
    return "lines" if question.field in _LONG_LINES else question.shape


def _rows(page: Page, entered: Entered, around: Around) -> list[tuple[str, list[dict[str, str]]]]:
    """The services under their groups, in the order of the catalog."""
    names = {one.id: pick(one.name, page.language)[0] for one in around.groups}
    said = texts(page.language)
    rows: dict[str, list[dict[str, str]]] = {}
    for one in around.services:
        name = SERVICE + one.id
        label = pick(one.name, page.language)[0] or one.id
        stays = said["not-affected"] if entered.sheet.is_new else said["no-change"]
        if one.id in around.states:
            stays = said["no-change-from"].format(_state_name(around.states[one.id], page.language))
        row = {"name": name, "label": label, "value": entered.values.get(name, ""), "stays": stays}
        rows.setdefault(names.get(one.group, ""), []).append(row)
    return list(rows.items())


@dataclass(frozen=True, slots=True)
class Posted:
    """What was written."""

    paths: Sequence[str]
    way: str
    """Where it is now, and what makes it public."""
    waits: bool
    """Whether something is left to do here before it can become public."""
    address: str
    """Where the preview shows it."""
    warning: str = ""
    """What git says if it has committed it and could not do the rest."""
    is_shown: bool = True
    """Whether the preview shows it already."""


def done_page(page: Page, posted: Posted) -> bytes:
    """That it is saved, and what makes it public."""
    return page.render("done", {"posted": posted})


def error_page(page: Page, reason: str) -> bytes:
    """Why nothing can be written here; `reason` names a text."""
    return page.render("error", {"reason": reason})


def closed_page(page: Page, address: str, entered: Entered | None = None) -> bytes:
    """How to open the preview, for a browser that has not; what was `entered` there, it gets back.

    Nothing of the site is in it.
    """
    values = entered.values if entered else {}
    labels = {one.field: _label(one, page.language) for one in (entered.sheet.questions if entered else ())}
    kept = [(label, name, values[name]) for name, label in labels.items() if values.get(name)]
    hidden = [(name, value) for name, value in values.items() if name not in [one[1] for one in kept]]
    return page.render("closed", {"address": address, "kept": kept, "hidden": hidden})

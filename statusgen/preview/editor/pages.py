"""The pages of the editor as HTML, by templates with autoescaping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from statusgen.authoring.fields import MOST_LETTERS, Question
from statusgen.authoring.note_templates import NoteTemplate
from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Update
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.model.text import pick
from statusgen.model.zones import zone_name
from statusgen.preview.editor.check import Checked, Finding
from statusgen.preview.editor.form_specs import ABOUT, NEW_FORMS, NONE_AFFECTED, SERVICE, TICKS, FormInput
from statusgen.preview.editor.mistakes import Mistake
from statusgen.preview.editor.saved import Waiting
from statusgen.preview.editor.site import Listed
from statusgen.read.catalogues import Texts, msgid, msgids, texts_for, texts_language
from statusgen.read.note_fields import SERVICES
from statusgen.read.vocabulary import STATE_NAMES

_CLOCKS = ("starts", "ends")


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
        """The site's first language."""
        return self.settings.languages[0] if self.settings else "en"

    @property
    def own_language(self) -> str:
        """The language of the editor's own words."""
        return texts_language(self.language)

    @property
    def texts(self) -> Texts:
        """The editor's own words."""
        return texts_for(self.language)

    def render(self, name: str, values: Mapping[str, Any]) -> bytes:
        """Render a template."""
        common = {
            "_": self.texts.gettext,
            "language": self.own_language,
            "words_language": self.language,
            "site": pick(self.settings.name, self.language)[0] if self.settings else "statusgen",
            "token": self.token,
        }
        return self.pages.get_template(f"{name}.html").render(common | dict(values)).encode()


def start_page(page: Page, notes: Sequence[Listed], waiting: Waiting | None) -> bytes:
    """Render the start page: new notes, and notes that can get an update."""
    values = {
        "waiting": waiting,
        "new": NEW_FORMS,
        "open": [one for one in notes if one.is_open],
        "over": [one for one in notes if not one.is_open],
    }
    return page.render("start", values)


@dataclass(frozen=True, slots=True)
class Around:
    """Context of a form: the catalog, the templates, the note that it is for, and its hidden fields."""

    services: Sequence[Service] = ()
    groups: Sequence[Group] = ()
    starts: Mapping[str, NoteTemplate] = field(default_factory=dict)
    note: Listed | None = None
    latest: Update | None = None
    states: Mapping[str, ServiceState] = field(default_factory=dict)
    """Current states of the services that the note has named, by id."""
    holds: Mapping[str, str] = field(default_factory=dict)
    """Current texts of the note by field, which hold unless the update changes them."""
    form: str = ""
    """Id of this form, so that it is posted only once."""
    seen: str = ""
    """Digest of the note's files that the writer has seen."""
    can_commit: bool = False
    preview: str = ""
    """Address of the previewed page; empty if there is none."""
    live: bool = False
    """Whether the writer is still writing, so that missing answers are no mistakes yet."""
    mistakes: Sequence[Mistake] = ()
    """Mistakes beside those in the answers, such as a failed commit."""


def write_page(page: Page, entered: FormInput, checked: Checked | None, around: Around) -> bytes:
    """Render a form with its answers, mistakes and findings."""
    mistakes = [*around.mistakes, *(checked.mistakes if checked and not around.live else ())]
    translate = page.texts.gettext
    labels = {one.field: translate(one.text) for one in entered.spec.questions}
    labels |= {name: translate(text) for name, text in TICKS.items()}
    values = {
        "sheet": entered.spec,
        "is_notice": entered.spec.kind is Kind.NOTICE,
        "about": ABOUT,
        "none_name": NONE_AFFECTED,
        "action": entered.spec.action,
        "note_key": entered.note,
        "around": around,
        "latest": _latest(page, around.latest),
        "fields": [_field(page, entered, one, mistakes, around) for one in entered.spec.questions],
        "labels": labels,
        "starts": [(name, one.about) for name, one in around.starts.items()],
        "mistakes": mistakes,
        "checked": checked,
        "findings": checked.findings if checked else (),
        "count": _count(checked.findings, page.texts) if checked else "",
        "commit": entered.values.get("commit", ""),
        "anyway": entered.values.get("anyway", ""),
        "zone": page.settings.zone.key if page.settings else "UTC",
    }
    return page.render("write", values)


def _count(findings: Sequence[Finding], texts: Texts) -> str:
    count = len(findings)
    if not count:
        return texts.gettext(msgid("No suggestions about the wording."))
    remarks = msgids("%(count)s suggestion about the wording", "%(count)s suggestions about the wording")
    return texts.ngettext(*remarks, count) % {"count": count}


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
    page: Page, entered: FormInput, question: Question, mistakes: Sequence[Mistake], around: Around
) -> dict[str, Any]:
    value = entered.values.get(question.field, "")
    name = question.field
    return {
        "name": name,
        "label": page.texts.gettext(question.text),
        "value": value,
        "shape": _shape(question, value, mistakes),
        "required": question.required,
        "most": MOST_LETTERS,
        "wrong": next((one for one in mistakes if one.field == name), None),
        "hint": _hint(page.texts, question, around),
        "options": [(one.value, page.texts.gettext(one.facts.label)) for one in entered.spec.statuses],
        "rows": _rows(page, entered, around) if name == SERVICES.name else (),
        "none_affected": entered.values.get(NONE_AFFECTED, ""),
        "states": [(one.key, _state_name(one, page.texts)) for one in entered.spec.states],
    }


def _hint(texts: Texts, question: Question, around: Around) -> str:
    if held := around.holds.get(question.field):
        return texts.gettext(msgid("Current text: “%(text)s” Leave empty to keep it.")) % {"text": held}
    return texts.gettext(question.hint) if question.hint else ""


def _shape(question: Question, value: str, mistakes: Sequence[Mistake]) -> str:
    """Return the kind of input. A time that `datetime-local` cannot show gets a plain field."""
    if question.field == SERVICES.name:
        return "services"
    is_plain = not value or (len(value) == 16 and value[10] == "T")
    if question.field in _CLOCKS and is_plain and question.field not in [one.field for one in mistakes]:
        return "clock"
    return question.shape


def _rows(page: Page, entered: FormInput, around: Around) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the services by group, in the order of the catalog."""
    names = {one.id: pick(one.name, page.language)[0] for one in around.groups}
    translate = page.texts.gettext
    rows: dict[str, list[dict[str, str]]] = {}
    for one in around.services:
        name = SERVICE + one.id
        label = pick(one.name, page.language)[0] or one.id
        stays = translate(msgid("not affected") if entered.spec.is_new else msgid("no change"))
        if one.id in around.states:
            state = _state_name(around.states[one.id], page.texts)
            stays = translate(msgid("no change (%(state)s)")) % {"state": state}
        row = {"name": name, "label": label, "value": entered.values.get(name, ""), "stays": stays}
        rows.setdefault(names.get(one.group, ""), []).append(row)
    return list(rows.items())


def error_page(page: Page, reason: str) -> bytes:
    """Return the page that says why nothing can be written here; `reason` is a msgid."""
    return page.render("error", {"reason": reason})


def closed_page(page: Page, address: str, entered: FormInput | None = None) -> bytes:
    """Render how to open the preview, for a browser without its key, with the words of its form.

    Nothing of the site is in it.
    """
    values = entered.values if entered else {}
    questions = entered.spec.questions if entered else ()
    labels = {one.field: page.texts.gettext(one.text) for one in questions}
    kept = [(label, name, values[name]) for name, label in labels.items() if values.get(name)]
    hidden = [(name, value) for name, value in values.items() if name not in [one[1] for one in kept]]
    return page.render("closed", {"address": address, "kept": kept, "hidden": hidden})

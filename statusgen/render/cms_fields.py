"""Configuration of the editor for the browser: kinds of notes as collections, the catalog as choices.

A note of the editor is a file, `incidents/x.md`; its updates are files in a folder of that name,
`incidents/x/…`, so that two writers never change one file. Times have an offset, because the editor uses
the clock of the writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import EllipsisType
from typing import Any
from urllib.parse import urlsplit

from statusgen.model.catalog import Service
from statusgen.model.settings import Settings, WebEditor
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, statuses_of
from statusgen.model.text import pick
from statusgen.read.catalogues import msgid, texts_for
from statusgen.read.learning_fields import IS_PUBLIC, OPENED, POSTMORTEM_FIELDS, REPORT_BY
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import (
    AT,
    ENDS,
    MENU,
    MONTH,
    NEXT_UPDATE,
    NOTE,
    NOTE_FIELDS,
    PUBLISHED,
    SERVICES,
    SINCE,
    STARTED,
    STARTS,
    STATUS,
    SUMMARY,
    TITLE,
    UNTIL,
    Fields,
    update_file_fields,
)
from statusgen.read.vocabulary import STATE_NAMES, TROUBLE
from statusgen.render.cms_lists import Config, choice_of, learning_widget, relation_to

_ORDER: dict[Kind, tuple[NoteField[Any] | EllipsisType, ...]] = {
    Kind.INCIDENT: (TITLE, SERVICES, ..., STARTED),
    Kind.MAINTENANCE: (TITLE, SERVICES, STARTS, ENDS, ...),
    Kind.NOTICE: (TITLE, PUBLISHED, UNTIL, ...),
    Kind.PROBLEM: (TITLE, SERVICES, OPENED, IS_PUBLIC, ...),
    Kind.PAGE: (...,),
    Kind.REPORT: (MONTH,),
}
"""The fields of a collection in their order; `...` stands for all others that have a label."""
_NOW = (STARTED, PUBLISHED, AT, OPENED)
"""Times whose default is now."""
_WIDGETS = {"boolean": "boolean", "integer": "number", "number": "number", "string": "string", None: "select"}
"""The widgets for values that are no text, by the type in their JSON Schema; choices have none."""
_OWN_WIDGETS: dict[str, Config] = {
    MENU.name: {"widget": "boolean", "required": False, "default": True},
    MONTH.name: {"widget": "string", "pattern": [r"^\d{4}-(0[1-9]|1[0-2])$", "2026-05"]},
}
_BACKENDS = {"github.com": "github", "gitlab.com": "gitlab"}
"""Other hosts are Forgejo or Gitea."""
_TIME = "YYYY-MM-DD HH:mm Z"
_BUTTONS = ("bold", "italic", "link", "bulleted-list", "numbered-list", "quote")
_CHANGES = (ServiceState.OPERATIONAL, *TROUBLE)
_WORK = (ServiceState.UNDER_MAINTENANCE, *TROUBLE)

_LOCALE = msgid("en")
"""The name of the language in Decap CMS, such as `zh_Hans`."""


def editor_configuration(settings: Settings, services: Sequence[Service]) -> Config:
    """Return the configuration of the editor that the settings choose, in the site's first language."""
    editor = settings.editor
    assert editor is not None  # noqa: S101 - who asks has looked
    own = _Maker(settings, editor, services)
    made: Config = {
        "backend": _backend(editor),
        "publish_mode": "editorial_workflow",
        "site_url": settings.url,
        "media_folder": f"{own.folder}pictures",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [*own.collections()],
    }
    if own.is_decap:
        made |= {"local_backend": True, "locale": own.texts.gettext(_LOCALE)}
    else:
        made |= {"output": {"omit_empty_optional_fields": True}}
    if own.is_translated and not own.is_decap:
        default, *_ = locales = settings.languages
        structure = {"structure": "multiple_files", "omit_default_locale_from_file_path": True}
        made |= {"i18n": {**structure, "locales": list(locales), "default_locale": default}}
    return made


def _arranged(fields: Fields, *order: NoteField[Any] | EllipsisType) -> Fields:
    """Return fields in an order, without those that are not given; `...` stands for all others."""
    named = {one.name for one in order if isinstance(one, NoteField)}
    others = [one for one in fields if one.name not in named]
    known = {one.name: one for one in fields}
    return tuple(
        each
        for one in order
        for each in (
            ([known[one.name]] if one.name in known else []) if isinstance(one, NoteField) else others
        )
    )


def _backend(editor: WebEditor) -> Config:
    parts = urlsplit(editor.repository)
    name = _BACKENDS.get(parts.hostname or "", "gitea")
    made: Config = {"name": name, "repo": parts.path.strip("/").removesuffix(".git"), "branch": editor.branch}
    if name == "gitea":
        made |= {"base_url": f"https://{parts.netloc}", "api_root": f"https://{parts.netloc}/api/v1"}
    return made | ({"base_url": editor.login} if editor.login else {})


class _Maker:
    """Makes the collections with their fields."""

    def __init__(self, settings: Settings, editor: WebEditor, services: Sequence[Service]) -> None:
        self.settings, self.services = settings, services
        self.folder = f"{settings.repository_folder}/".lstrip("/")
        self.is_decap = editor.program == "decap"
        self.texts = texts_for(settings.languages[0])
        self.is_translated = len(settings.languages) > 1

    def collections(self) -> Iterator[Config]:
        intro = self._body(msgid("Introduction, and updates written by hand"), "text", required=False)
        words = self._body(msgid("Text"), "markdown", buttons=_BUTTONS)
        work = msgid("Planned maintenance")
        yield self._notes(Kind.INCIDENT, (msgid("Incidents"), msgid("Incident")), intro)
        yield self._updates(Kind.INCIDENT, msgid("Updates of incidents"), _CHANGES)
        yield self._notes(Kind.MAINTENANCE, (work, work), intro)
        yield self._updates(Kind.MAINTENANCE, msgid("Updates of maintenance"), _WORK)
        yield self._notes(Kind.NOTICE, (msgid("Notices"), msgid("Notice")), words)
        yield self._notes(Kind.PROBLEM, (msgid("Problems"), msgid("Problem")), intro)
        yield self._updates(Kind.PROBLEM, msgid("Updates of problems"), ())
        yield self._notes(Kind.PAGE, (msgid("Pages"), msgid("Page")), words) | {"slug": "{{slug}}"}
        if self.settings.reports.public:
            named = {"slug": "{{slug}}", "identifier_field": MONTH.name}
            yield self._notes(Kind.REPORT, (msgid("Monthly reports"), msgid("Report")), words) | named

    def _notes(self, kind: Kind, labels: tuple[str, str], body: Config) -> Config:
        fields = _arranged(NOTE_FIELDS[kind], *_ORDER[kind])
        made = self._fields(fields, kind, _WORK if kind is Kind.MAINTENANCE else TROUBLE)
        return self._collection(kind.folder, labels, [*made, body])

    def _updates(self, kind: Kind, label: str, states: Sequence[ServiceState]) -> Config:
        """Return the collection of updates, each a file in the folder of its note."""
        left_out: Fields = ()
        if kind is Kind.MAINTENANCE:
            left_out = (NEXT_UPDATE, SUMMARY, REPORT_BY, *POSTMORTEM_FIELDS)
        known = tuple(one for one in update_file_fields(kind) if one not in left_out)
        fields = _arranged(known, NOTE, STATUS, AT, NEXT_UPDATE, SINCE, ...)
        head, rest = (self._fields(some, kind, states) for some in (fields[:3], fields[3:]))
        body = self._body(msgid("What you know, and what you are doing"), "markdown", buttons=_BUTTONS)
        labels = (label, msgid("Update"))
        return self._collection(f"{kind}-updates", labels, [*head, body, *rest]) | {
            "folder": f"{self.folder}{kind.folder}",
            "path": "{{note}}/{{slug}}",
            "slug": "{{year}}-{{month}}-{{day}}-{{hour}}{{minute}}-{{slug}}",
            "identifier_field": "status",
            "summary": "{{note}} · {{status}} · {{at}}",
            "filter": {"field": "status", "pattern": "^(?!undefined$)."},
            "media_folder": "",
        }

    def _collection(self, name: str, labels: tuple[str, str], fields: list[Config]) -> Config:
        """Return a collection; `labels` are for many and for one."""
        return {
            "name": name,
            "label": self.texts.gettext(labels[0]),
            "label_singular": self.texts.gettext(labels[1]),
            "folder": f"{self.folder}{name}",
            "create": True,
            "extension": "md",
            "format": "yaml-frontmatter",
            "slug": "{{year}}-{{month}}-{{day}}-{{slug}}",
            "media_folder": "{{slug}}",
            "public_folder": "",
            "editor": {"preview": False},
            "i18n": self.is_translated,
            "fields": fields,
        }

    def _fields(self, fields: Fields, kind: Kind, states: Sequence[ServiceState]) -> Iterator[Config]:
        for one in fields:
            if one.label:
                # Sveltia refuses names with spaces.
                common = {
                    "name": one.spelling if self.is_decap else one.name,
                    "label": self.texts.gettext(one.label),
                }
                yield common | self._widget(one, kind, states)

    def _widget(self, field: NoteField[Any], kind: Kind, states: Sequence[ServiceState]) -> Config:
        made = learning_widget(field, self.texts, lambda fields: [*self._fields(fields, kind, ())])
        if made is None and field.is_time:
            made = {"widget": "datetime", "format": _TIME, "required": field.required or field in _NOW}
        if made is not None:
            return made | ({"default": "{{now}}"} if field in _NOW else {})
        match field.name:
            case NOTE.name:
                return relation_to(kind)
            case STATUS.name:
                return {
                    "widget": "select",
                    "options": [
                        choice_of(self.texts, one.facts.label, one.spelling) for one in statuses_of(kind)
                    ],
                }
            case SERVICES.name:
                return self._services(kind, states)
            case MENU.name | MONTH.name:
                return _OWN_WIDGETS[field.name]
            case _:
                schema = field.decoder.schema
                is_line = field.is_text or isinstance(schema.get("type"), list)
                made = {"widget": "string" if is_line else _WIDGETS[schema.get("type")]}
                made |= {"options": schema["enum"]} if "enum" in schema else {}
                made |= {} if field.required else {"required": False}
                return made | ({"i18n": True} if field.is_text else {})

    def _services(self, kind: Kind, states: Sequence[ServiceState]) -> Config:
        named = [(one.id, pick(one.name, self.settings.languages[0])[0]) for one in self.services]
        if kind in (Kind.NOTICE, Kind.PROBLEM):
            options = [{"label": name, "value": id_} for id_, name in named]
            return {"widget": "select", "required": False, "multiple": True, "options": options}
        names = [STATE_NAMES[state][0] for state in states]
        choices = [choice_of(self.texts, name, name) for name in names]
        common = {"widget": "select", "required": False, "options": choices}
        fields = [{"name": id_, "label": name, **common} for id_, name in named]
        return {"widget": "object", "required": False, "fields": fields}

    def _body(self, label: str, widget: str, **options: object) -> Config:
        label = self.texts.gettext(label)
        return {"name": "body", "label": label, "widget": widget, **options, "i18n": True}

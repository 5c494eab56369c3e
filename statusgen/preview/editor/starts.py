"""Starting texts in the editor: from the templates to the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.authoring.note_templates import NoteTemplate, fill_times, whole_note
from statusgen.authoring.session import Desk
from statusgen.model.settings import Settings
from statusgen.model.status import Kind, Status
from statusgen.preview.editor.form_specs import Entered
from statusgen.read import read_site

_SITE = {"services.yml": b"services: []\n"}
_KEYS = {"starts:": Kind.MAINTENANCE, "published:": Kind.NOTICE}
_FOLDERS = {Kind.INCIDENT: "incidents", Kind.MAINTENANCE: "maintenance", Kind.NOTICE: "notices"}


def starts_for(entered: Entered, templates: Mapping[str, NoteTemplate]) -> dict[str, NoteTemplate]:
    """The starting texts that fit the form."""
    kind, status = entered.sheet.kind, entered.sheet.status
    fitting = {name: one for name, one in templates.items() if _kind(one) is kind}
    if entered.sheet.is_new or status is None:
        return fitting
    return {name: one for name, one in fitting.items() if status in one.updates}


def _kind(template: NoteTemplate) -> Kind:
    found = (kind for key, kind in _KEYS.items() if f"\n{key}" in template.head)
    return next(found, Kind.INCIDENT)


def fill_from(entered: Entered, templates: Mapping[str, NoteTemplate], name: str, desk: Desk) -> Entered:
    """The form with the words of a starting text where nothing, or another starting text, stands."""
    fitting = starts_for(entered, templates)
    if name not in fitting:
        return entered
    now = desk.now.astimezone(desk.settings.zone)
    words = {key: _words(one, entered, desk.settings, now) for key, one in fitting.items()}
    asked = {one.field for one in entered.sheet.questions}
    mine = {
        field: text
        for field, text in words[name].items()
        if field in asked and _is_untouched(entered.values.get(field, ""), field, words)
    }
    return replace(entered, values={**entered.values, **mine})


def _is_untouched(value: str, field: str, words: Mapping[str, Mapping[str, str]]) -> bool:
    same = value.replace("\r\n", "\n").strip()
    return not same or any(one.get(field) == same for one in words.values())


def _words(template: NoteTemplate, entered: Entered, settings: Settings, now: datetime) -> dict[str, str]:
    """The words of a starting text by field, read as a note is."""
    status = entered.sheet.status or _status(entered)
    text = whole_note(template)
    if not entered.sheet.is_new:
        text = template.head + (template.updates.get(status, "") if status else "")
    language = settings.languages[0]
    kind = entered.sheet.kind
    path = f"{_FOLDERS[kind]}/x.md"
    site = f"name: x\nurl: https://x.example/\nlanguages: [{language}]\n".encode()
    files = {**_SITE, "site.yml": site, path: fill_times(text, now).encode()}
    note = next((one.note for one in read_site(files).notes if one.note), None)
    if note is None:
        return {}
    newest = note.updates[-1] if note.updates else None
    found = {"text": newest.body if newest else note.intro}
    if entered.sheet.is_new:
        found |= {"title": note.title, "impact": note.impact, "workaround": note.workaround}
    if newest:
        found["summary"] = newest.summary
    return {field: said for field, one in found.items() if (said := dict(one.variants).get(language, ""))}


def _status(entered: Entered) -> Status | None:
    value = entered.values.get("status", "")
    return next((one for one in Status if one == value), None)

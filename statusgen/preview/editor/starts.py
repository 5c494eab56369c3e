"""Fill a form from a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.authoring.note_templates import NoteTemplate, fill_times, whole_note
from statusgen.authoring.session import Session
from statusgen.model.notes import Status
from statusgen.model.settings import Settings
from statusgen.preview.editor.form_specs import FormInput, words_of
from statusgen.read import FOLDERS, read_site
from statusgen.read.note_fields import guess_kind

_SITE = {"services.yml": b"services: []\n"}


def starts_for(entered: FormInput, templates: Mapping[str, NoteTemplate]) -> dict[str, NoteTemplate]:
    """Return the templates that fit the form, by name."""
    kind, status = entered.spec.kind, entered.spec.status
    fitting = {name: one for name, one in templates.items() if guess_kind(one.head) is kind}
    if entered.spec.is_new or status is None:
        return fitting
    return {name: one for name, one in fitting.items() if status in one.updates}


def fill_from(
    entered: FormInput, templates: Mapping[str, NoteTemplate], name: str, session: Session
) -> FormInput:
    """Return the form with the texts of a template in fields that are empty or hold another template's."""
    fitting = starts_for(entered, templates)
    if name not in fitting:
        return entered
    now = session.now.astimezone(session.settings.zone)
    words = {key: _words(one, entered, session.settings, now) for key, one in fitting.items()}
    asked = {one.field for one in entered.spec.questions}
    mine = {
        field: text
        for field, text in words[name].items()
        if field in asked and _is_untouched(entered.values.get(field, ""), field, words)
    }
    return replace(entered, values={**entered.values, **mine})


def _is_untouched(value: str, field: str, words: Mapping[str, Mapping[str, str]]) -> bool:
    same = value.replace("\r\n", "\n").strip()
    return not same or any(one.get(field) == same for one in words.values())


def _words(template: NoteTemplate, entered: FormInput, settings: Settings, now: datetime) -> dict[str, str]:
    """Return the texts of a template by field, by reading it as a note."""
    status = entered.spec.status or _status(entered)
    text = whole_note(template)
    if not entered.spec.is_new:
        text = template.head + (template.updates.get(status, "") if status else "")
    language = settings.languages[0]
    kind = entered.spec.kind
    path = f"{next(folder for folder, one in FOLDERS.items() if one is kind)}/x.md"
    site = f"name: x\nurl: https://x.example/\nlanguages: [{language}]\n".encode()
    files = {**_SITE, "site.yml": site, path: fill_times(text, now).encode()}
    note = next((one.note for one in read_site(files).notes if one.note), None)
    found = words_of(note, entered.spec, language) if note else {}
    return {field: words for field, words in found.items() if words}


def _status(entered: FormInput) -> Status | None:
    value = entered.values.get("status", "")
    return next((one for one in Status if one == value), None)

"""Fill a form from a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from statusgen.authoring.note_templates import NoteTemplate, fill_times, read_templates, whole_note
from statusgen.authoring.patterns import answers_of
from statusgen.authoring.session import Session
from statusgen.model.notes import AnyNote, Maintenance
from statusgen.model.status import Status
from statusgen.model.text import pick
from statusgen.preview.editor.form_specs import LIKE, SERVICE, FormInput, FormSpec
from statusgen.read import read_site
from statusgen.read.change_fields import CHANGE
from statusgen.read.note_fields import guess_kind
from statusgen.read.note_files import with_only_note
from statusgen.storage.disk import NOTE_TEMPLATES, read_tree


def shipped_templates(language: str) -> dict[str, NoteTemplate]:
    """Return the templates of a language by name; none where there are none in it."""
    return read_templates(read_tree(NOTE_TEMPLATES), language)


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
    """Return the form with the texts of a template in fields that are empty or have a text of a template."""
    fitting = starts_for(entered, templates)
    if name not in fitting:
        return entered
    words = {key: _words(one, entered, session) for key, one in fitting.items()}
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


def words_of(note: AnyNote, spec: FormSpec, language: str) -> dict[str, str]:
    """Return the texts that a form asks for, as the note (or its newest update) has them in a language."""
    newest = note.updates[-1] if note.updates else None
    found = {"text": newest.body if newest else note.intro}
    if owner := note if spec.is_new else newest:
        found |= {one.field: getattr(owner, one.field) for one in spec.questions if one.shape == "line"}
    return {name: dict(text.variants).get(language, "") for name, text in found.items()}


def _words(template: NoteTemplate, entered: FormInput, session: Session) -> dict[str, str]:
    """Return the texts of a template by field, by reading it as a note."""
    status = entered.spec.status or _status(entered)
    text = whole_note(template)
    if not entered.spec.is_new:
        text = template.head + (template.updates.get(status, "") if status else "")
    settings, path = session.settings, f"{entered.spec.kind.folder}/x.md"
    text = fill_times(text, session.now.astimezone(settings.zone))
    note = next((one.note for one in read_site(with_only_note(session.files, path, text)).notes), None)
    found = words_of(note, entered.spec, settings.languages[0]) if note else {}
    found = {field: words for field, words in found.items() if words}
    if isinstance(note, Maintenance):  # empty, too: the next template may not be urgent work
        found[CHANGE.draft_name] = note.change.value if note.change else ""
    return found


def values_like(spec: FormSpec, work: Maintenance, language: str) -> dict[str, str]:
    """Return the values of a form for new work that is like earlier work."""
    services = {SERVICE + one.service: spec.states[0].key for one in work.services}
    return {LIKE: pick(work.title, language)[0], **services, **answers_of(work, language)}


def _status(entered: FormInput) -> Status | None:
    value = entered.values.get("status", "")
    return next((one for one in Status if one == value), None)

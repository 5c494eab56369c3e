"""Widgets of the editor for the browser: days, other notes, changes, and what is learned from incidents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statusgen.model.learning import PARTS
from statusgen.model.status import Kind
from statusgen.read.catalogues import Texts, msgid
from statusgen.read.change_fields import APPROVAL_FIELDS, APPROVED, CHANGE, RISK, SUPERSEDES
from statusgen.read.learning_fields import (
    ACTION_FIELDS,
    ACTION_KIND,
    ACTIONS,
    CAUSED_BY,
    COURSE,
    DETECTED_BY,
    DROPPED,
    DROPPED_FIELDS,
    FACTOR_FIELDS,
    FACTOR_KIND,
    FACTORS,
    FIGURES,
    FOR,
    POSTMORTEM_FIELDS,
    PROBLEM,
    PUBLIC_PARTS,
    WHY,
)
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import Fields
from statusgen.read.vocabulary import ACTION_NAMES, CHANGE_NAMES, DETECTION_NAMES, FACTOR_NAMES, RISK_NAMES

Config = dict[str, object]
_DAY = "YYYY-MM-DD"
_ENTRIES: Mapping[str, Fields] = {
    FACTORS.name: FACTOR_FIELDS,
    ACTIONS.name: ACTION_FIELDS,
    DROPPED.name: DROPPED_FIELDS,
    FIGURES.name: (),
    COURSE.name: (),
    WHY.name: (),
    APPROVED.name: APPROVAL_FIELDS,
}
"""The fields in lists and objects; none in lists of text."""
_PARTS = {one: (one,) for one in ("no", *PARTS)}
_RELATED = {
    CAUSED_BY.name: Kind.MAINTENANCE,
    SUPERSEDES.name: Kind.MAINTENANCE,
    PROBLEM.name: Kind.PROBLEM,
    FOR.name: Kind.PROBLEM,
}
_CHOICES: Mapping[int, Mapping[Any, tuple[str, ...]]] = {
    id(CHANGE): CHANGE_NAMES,
    id(RISK): RISK_NAMES,
    id(FACTOR_KIND): FACTOR_NAMES,
    id(ACTION_KIND): ACTION_NAMES,
}
"""The names to choose from, by the identity of the field: two fields are called `kind`."""
_ONLY_THERE = msgid("Only in a postmortem.")


def learning_widget(
    field: NoteField[Any], texts: Texts, fields_of: Callable[[Fields], list[Config]]
) -> Config | None:
    """Return the widget of a field that is a day, another note, a list or one of its choices; else None.

    `fields_of` makes the widgets of an entry's fields.
    """
    if field.is_day:
        made: Config = {"widget": "datetime", "format": _DAY, "date_format": _DAY, "time_format": False}
        return made | {"required": field.required}
    if kind := _RELATED.get(field.name):
        return relation_to(kind) | {"required": False, "multiple": field.name == CAUSED_BY.name}
    if field.name == DETECTED_BY.name or field is PUBLIC_PARTS:
        return _names(DETECTION_NAMES if field is DETECTED_BY else _PARTS, texts) | {"multiple": True}
    if names := _CHOICES.get(id(field)):
        return _names(names, texts)
    if field.name not in _ENTRIES or field.is_text:
        return None
    if fields := _ENTRIES[field.name]:
        inner = fields_of(fields)
        # An editor that requires fields of an object does so even if all of it is left out.
        entry: Config = {
            "fields": [one | {"required": False} for one in inner] if field is DROPPED else inner
        }
    else:
        label = texts.gettext(field.label)
        entry = {"field": {"name": "line", "label": label, "widget": "string", "i18n": True}}
    widget = "object" if field.name == DROPPED.name else "list"
    hint = {"hint": texts.gettext(_ONLY_THERE)} if field in POSTMORTEM_FIELDS else {}
    texts_within = {} if field is APPROVED else {"i18n": True}
    return {"widget": widget, **entry, "required": False, "collapsed": True, **texts_within, **hint}


def relation_to(kind: Kind) -> Config:
    """Return a choice among the notes of a kind."""
    return {
        "widget": "relation", "collection": kind.folder, "value_field": "{{slug}}",
        "search_fields": ["title"], "display_fields": ["title", "{{slug}}"],
    }  # fmt: skip


def choice_of(texts: Texts, name: str, value: str) -> Config:
    """Return an option of a choice; its name is a msgid."""
    label = texts.gettext(name)
    return {"label": label[:1].upper() + label[1:], "value": value}


def _names(names: Mapping[Any, tuple[str, ...]], texts: Texts) -> Config:
    options = [choice_of(texts, name, name) for name, *_ in names.values()]
    return {"widget": "select", "options": options, "required": False}

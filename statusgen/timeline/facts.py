"""Notes, services and settings as plain facts, for digests of what readers can see.

Facts follow from the attributes of the model in their order, without those of `_NOT_SHOWN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from statusgen.model.changes import ChangeType, Risk
from statusgen.model.learning import ActionKind, Detection, FactorKind
from statusgen.model.notes import DatedNote, Incident, Note, Notice
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.targets import Window
from statusgen.model.text import LocalText, Picture
from statusgen.timeline.digests import Fact
from statusgen.timeline.values import NoteState

Facts = tuple[Fact, ...]

_NOT_SHOWN = frozenset({"lint_ok", "none_affected", "span", "places"})
"""Attributes that readers cannot see."""


def state_facts(note: DatedNote, state: NoteState) -> Facts:
    """Return all that readers can see of a note at an instant."""
    if isinstance(note, Notice):
        return note_facts(note), state.open
    is_incident = isinstance(note, Incident)
    return (
        note_facts(note),
        fact_of(state.status),
        *([state.open] if is_incident else []),
        state.starts,
        state.ends,
        state.updated,
        *([fact_of(state.severity)] if is_incident else []),
        _states(state.states),
        state.next_update,
        state.overdue,
        state.report_late,
        [one.value for one in state.actions],
    )


def note_facts(note: DatedNote) -> Facts:
    """Return all that readers can see of a note at any instant."""
    return note.kind.value, *facts(note, _shown(Note)), facts(note, own_names(note))


def own_names(note: DatedNote) -> tuple[str, ...]:
    """Return the names of the attributes that not all kinds of notes have."""
    kind: Any = type(note)
    return _shown(kind)[len(_shown(Note)) :]


def site_facts(site: Site) -> Facts:
    """Return what pages with notes show besides notes: the catalog, the glossary and the zone of times."""
    settings = site.settings
    weights = settings.weights
    return (
        settings.name.variants,
        settings.languages,
        settings.zone.key,
        settings.recent_days,
        [str(weight) for weight in (weights.degraded, weights.partial_outage, weights.major_outage)],
        fact_of(site.groups),
        fact_of(site.services),
        fact_of(site.glossary),
        [facts(one, ("start", "end", "reason", "services")) for one in settings.changes.freezes],
    )


def facts(owner: object, names: Iterable[str]) -> Facts:
    """Return the attributes of a part of the model as facts, in the order of their names."""
    return tuple(fact_of(getattr(owner, name)) for name in names)


def fact_of(value: Any) -> Any:
    """Return a value of the model as a plain fact; a dataclass becomes a tuple of its attributes."""
    kind: Any = type(value)
    if kind in _CONVERSIONS:
        return _CONVERSIONS[kind](value)
    return facts(value, _shown(kind)) if is_dataclass(value) else value  # `digest` refuses all else


_CONVERSIONS: dict[type, Callable[[Any], Fact]] = {
    LocalText: attrgetter("variants"),
    Picture: attrgetter("name", "digest"),
    ServiceState: attrgetter("key"),
    Severity: attrgetter("key"),
    **dict.fromkeys(
        (Status, Detection, FactorKind, ActionKind, Window, ChangeType, Risk), attrgetter("value")
    ),
    float: str,
    date: date.isoformat,
    tuple: lambda values: [fact_of(one) for one in values],
}


@cache
def _shown(kind: Any) -> tuple[str, ...]:
    """Return the names of the attributes that readers can see, those of `Note` first."""
    return tuple(one.name for one in fields(kind) if one.name not in _NOT_SHOWN)


def _states(states: Mapping[str, ServiceState]) -> list[Fact]:
    return [(service, state.key) for service, state in states.items()]

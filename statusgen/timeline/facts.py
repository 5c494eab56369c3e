"""Notes, services and settings as plain facts, for digests of what readers can see.

Every field of the model that readers can see is listed here: `tests/timeline/test_digests.py` reports a
missing one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import AffectedService, Incident, Maintenance, Notice, Update
from statusgen.model.settings import Term
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.timeline.digests import Fact
from statusgen.timeline.values import NoteState

Facts = tuple[Fact, ...]


def state_facts(note: Incident | Maintenance | Notice, state: NoteState) -> Facts:
    """Return all that readers can see of a note at an instant."""
    match note:
        case Incident():
            return _incident_facts(note, state)
        case Maintenance():
            return _maintenance_facts(note, state)
        case Notice():
            return note_facts(note), state.open


def _incident_facts(note: Incident, state: NoteState) -> Facts:
    return (
        note_facts(note),
        _key(state.status),
        state.open,
        state.starts,
        state.ends,
        state.updated,
        _severity(state.severity),
        _states(state.states),
        state.next_update,
        state.overdue,
    )


def _maintenance_facts(note: Maintenance, state: NoteState) -> Facts:
    return (
        note_facts(note),
        _key(state.status),
        state.starts,
        state.ends,
        state.updated,
        _states(state.states),
        state.next_update,
        state.overdue,
    )


def note_facts(note: Incident | Maintenance | Notice) -> Facts:
    """Return all that readers can see of a note at any instant."""
    return (
        note.kind.value,
        note.id,
        note.title.variants,
        note.intro.variants,
        _effects(note.services),
        note.impact.variants,
        note.workaround.variants,
        note.withdrawn.variants,
        [_update_facts(update) for update in note.updates],
        [(picture.name, picture.digest) for picture in note.pictures],
        note.aliases,
        note.lost,
        note.path,
        _own_facts(note),
    )


def _own_facts(note: Incident | Maintenance | Notice) -> Facts:
    """Return the facts that not all kinds of notes have."""
    if isinstance(note, Notice):
        return note.published, note.until
    doubts = [(one.start, one.end, one.everywhere) for one in note.unconfirmed]
    if isinstance(note, Maintenance):
        return note.starts, note.ends, note.announced, doubts
    return note.started, _severity(note.severity), doubts


def _update_facts(update: Update) -> Facts:
    return (
        update.status.value,
        update.at,
        update.body.variants,
        update.since,
        update.next_update,
        _effects(update.services),
        update.impact.variants,
        update.workaround.variants,
        update.starts,
        update.ends,
        update.summary.variants,
        update.edited,
        update.lost,
        update.id,
        update.path,
    )


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
        [_group_facts(group) for group in site.groups],
        [service_facts(service) for service in site.services],
        [_term_facts(term) for term in site.glossary],
    )


def service_facts(service: Service) -> Facts:
    """Return the entry of a service in the catalog."""
    return (
        service.id,
        service.name.variants,
        service.description.variants,
        service.group,
        _day(service.since),
        _day(service.retired),
        None if service.slo is None else str(service.slo),
        service.depends_on,
        service.url,
        [(one.name.variants, one.until.isoformat()) for one in service.formerly],
    )


def _group_facts(group: Group) -> Facts:
    return group.id, group.name.variants, group.description.variants


def _term_facts(term: Term) -> Facts:
    return term.term.variants, term.meaning.variants, term.also


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _effects(effects: Iterable[AffectedService]) -> list[Fact]:
    return [(effect.service, effect.state.key) for effect in effects]


def _states(states: Mapping[str, ServiceState]) -> list[Fact]:
    return [(service, state.key) for service, state in states.items()]


def _key(status: Status | None) -> str | None:
    return None if status is None else status.value


def _severity(severity: Severity | None) -> str | None:
    return None if severity is None else severity.key

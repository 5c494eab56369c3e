"""What comes again, how trouble was found, and how soon, in the incidents of twelve months. Pure.

Four rules find repeats; none of them compares words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from statusgen.model.learning import ActionKind, Detection, Factor, FactorKind
from statusgen.model.notes import DatedNote, Incident, Problem
from statusgen.model.states import ServiceState
from statusgen.model.text import pick
from statusgen.timeline.learning import actions_of, newest_postmortem
from statusgen.timeline.measures import instants
from statusgen.timeline.samples import sample

PERIOD = timedelta(days=365)
AFTER_PREVENTION = timedelta(days=30)
"""An incident so soon after an action that was to prevent it counts as a repeat."""


class RepeatRule(StrEnum):
    """What several incidents have in common."""

    PROBLEM = "problem"
    FACTOR = "factor"
    """The same service, and the same kind of factor."""
    SUPPLIER = "supplier"
    PREVENTED = "prevented"
    """The service of a preventing action that was done up to 30 days before."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Incidents that have something in common, oldest first."""

    rule: RepeatRule
    what: str
    """Id of the problem, kind of the factor, name of the supplier, or words of the action."""
    service: str
    """Id of the service; empty for problems and suppliers."""
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Noticing:
    """How trouble was found and posted, of incidents that began in the last twelve months.

    Each list has an entry for each incident that says it.
    """

    incidents: int
    found_by: tuple[tuple[Detection, int], ...]
    """The most frequent first. An incident can be noticed in several ways."""
    found_by_known: int
    """Number of incidents that say who noticed them."""
    noticed: tuple[timedelta, ...]
    """From the begin until it was noticed, the shortest first."""
    posted: tuple[timedelta, ...]
    """From when it was noticed until the first update, the shortest first, without those noticed after it."""


def recent_incidents(notes: Iterable[DatedNote], now: datetime) -> tuple[Incident, ...]:
    """Return the incidents that began in the last twelve months, oldest first."""
    recent = (one for one in notes if isinstance(one, Incident) and now - PERIOD < one.started <= now)
    return tuple(sorted(recent, key=lambda one: (one.started, one.id)))


def find_repeats(notes: Sequence[DatedNote], now: datetime) -> tuple[Repeat, ...]:
    """Return the repeats by rule, those with the most incidents first. `notes` are as posted by `now`."""
    incidents = recent_incidents(notes, now)
    problems = {one.id: one for one in notes if isinstance(one, Problem)}
    by_factor = _common(
        RepeatRule.FACTOR, incidents, lambda one: _factor_kinds(one, problems.get(one.problem))
    )
    found = [
        *_common(RepeatRule.PROBLEM, incidents, _problem),
        *(one for one in by_factor if not share_problem(one.incidents)),
        *_common(RepeatRule.SUPPLIER, incidents, _suppliers),
        *_after_prevention(notes, incidents, now),
    ]
    order = list(RepeatRule)
    return tuple(sorted(found, key=lambda one: (order.index(one.rule), -len(one.incidents))))


Keys = Iterator[tuple[str, str, str]]
"""What an incident may have in common with others: a key to compare, a service, and the words for it."""


def _common(
    rule: RepeatRule, incidents: Iterable[Incident], keys: Callable[[Incident], Keys]
) -> Iterator[Repeat]:
    found = dict[tuple[str, str], tuple[str, list[Incident]]]()
    for one in incidents:
        named = {(key, service): what for key, service, what in keys(one)}
        for key in named:
            found.setdefault(key, (named[key], []))[1].append(one)
    for (_, service), (what, own) in found.items():
        if len(own) > 1:
            yield Repeat(rule, what, service, tuple(own))


def share_problem(incidents: Iterable[Incident]) -> bool:
    """Return whether all incidents name the same problem, so that it is known what they have in common."""
    named = {one.problem for one in incidents}
    return len(named) == 1 and "" not in named


def _problem(note: Incident) -> Keys:
    if note.problem:
        yield note.problem, "", note.problem


def _factor_kinds(note: Incident, problem: Problem | None) -> Keys:
    for factor in (*_factors(note), *(problem.factors if problem else ())):
        if factor.kind and factor.kind is not FactorKind.UNKNOWN:
            yield from ((factor.kind.value, service, factor.kind.value) for service in services_hit(note))


def _suppliers(note: Incident) -> Keys:
    for name in (note.supplier, *(factor.supplier for factor in _factors(note))):
        if name:
            yield name.casefold(), "", name


def _factors(note: DatedNote) -> tuple[Factor, ...]:
    postmortem = newest_postmortem(note)
    return postmortem.factors if postmortem else ()


def services_hit(note: DatedNote) -> tuple[str, ...]:
    """Return the ids of the services that an incident affected at some time, or that a problem can affect."""
    effects = (*note.services, *(one for update in note.updates for one in update.services))
    hit = (
        one.service
        for one in effects
        if isinstance(note, Problem) or one.state is not ServiceState.OPERATIONAL
    )
    return tuple(dict.fromkeys(hit))


def _after_prevention(
    notes: Iterable[DatedNote], incidents: Sequence[Incident], now: datetime
) -> Iterator[Repeat]:
    by_service = dict[str, list[Incident]]()
    for one in incidents:
        for service in services_hit(one):
            by_service.setdefault(service, []).append(one)
    for note in notes:
        for action in actions_of(note):
            done = action.done
            if action.kind is not ActionKind.PREVENT or done is None or done > now:
                continue
            begin = done + timedelta(days=1)  # on the day itself, either may have been first
            for service in services_hit(note):
                soon = _started_within(by_service.get(service, ()), begin, begin + AFTER_PREVENTION)
                again = tuple(one for one in soon if one is not note)
                if again:
                    yield Repeat(RepeatRule.PREVENTED, pick(action.do, "")[0], service, again)


def _started_within(incidents: Sequence[Incident], begin: datetime, end: datetime) -> Sequence[Incident]:
    """Return those that started from `begin` until before `end`; the incidents are oldest first."""
    first, after = (bisect_left(incidents, at, key=lambda one: one.started) for at in (begin, end))
    return incidents[first:after]


def noticing(notes: Iterable[DatedNote], now: datetime) -> Noticing:
    """Return how the incidents of the last twelve months were found and posted."""
    incidents = recent_incidents(notes, now)
    counts = {kind: sum(kind in one.detected_by for one in incidents) for kind in Detection}
    found = [instants(one, now) for one in incidents if one.detected and one.detected <= now]
    return Noticing(
        incidents=len(incidents),
        found_by=tuple(sorted(((kind, n) for kind, n in counts.items() if n), key=lambda pair: -pair[1])),
        found_by_known=sum(bool(one.detected_by) for one in incidents),
        noticed=sample(one.until_found for one in found).values,
        posted=sample(one.found_until_first_update for one in found).values,
    )

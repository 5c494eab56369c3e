"""Planned work judged by the rules of the site: its notice, its approvals, and what it collides with. Pure.

Notes are those with what is internal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from statusgen.model.catalog import Service, chains
from statusgen.model.changes import Approval, ChangeRules, ChangeType
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.timeline.current_values import effective
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.values import NoteState
from statusgen.timeline.visible import known_from

SOON = timedelta(hours=24)
"""How long before its start planned work is compared with incidents that are open."""


@dataclass(frozen=True)
class Work:
    """Planned work, as it is planned at an instant."""

    note: Maintenance
    """With the updates that count."""
    starts: datetime
    ends: datetime
    begun: bool
    over: bool
    states: Mapping[str, ServiceState]
    """States of the services that it affects."""
    needs: Mapping[str, tuple[str, ...]]
    """For each service that is worked on, and each that one of these depends on: the chain to it."""
    users: Mapping[str, tuple[str, ...]]
    """For each service that is affected, and each that depends on one worked on: the chain to it."""

    @property
    def type(self) -> ChangeType:
        """Return the type, by which rules ask."""
        return self.note.change or ChangeType.NORMAL

    @property
    def day(self) -> date | None:
        """Return the day of recurring work by its rule; None for other work."""
        return self.note.occurrence.day if self.note.occurrence else None

    @property
    def is_emergency(self) -> bool:
        """Return whether the work cannot wait."""
        return self.type is ChangeType.EMERGENCY

    @property
    def state(self) -> ServiceState:
        """Return the worst state of a service."""
        return max(self.states.values(), default=ServiceState.OPERATIONAL)

    @property
    def planned_start(self) -> datetime:
        """Return when it was to start, as was announced last."""
        return planned_start(self.note)

    @cached_property
    def known(self) -> datetime | None:
        """Return since when readers know that it starts no later than now planned; None: not known."""
        return known_since(self.note)

    @property
    def worked_on(self) -> tuple[str, ...]:
        """Return the services that are worked on: those merely degraded by work on others are not."""
        return tuple(id_ for id_, chain in self.needs.items() if len(chain) == 1)


def planned_work(
    notes: Iterable[Maintenance], services: Iterable[Service], now: datetime
) -> tuple[Work, ...]:
    """Return the work that was neither withdrawn nor called off, the earliest first.

    Updates that are posted later count, too, unless they end it: they are part of the plan.
    """
    needs = {one.id: one.depends_on for one in services}
    users = dict[str, list[str]]()
    for id_, wanted in needs.items():
        for one in wanted:
            users.setdefault(one, []).append(id_)
    found = (_work(one, needs, users, now) for one in notes if not one.withdrawn)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.starts, one.note.id)))


Edges = Mapping[str, Sequence[str]]


def _work(note: Maintenance, needs: Edges, users: Edges, now: datetime) -> Work | None:
    counting = (one for one in note.updates if one.at <= now or not one.status.ends)
    note = replace(note, updates=tuple(sorted(counting, key=lambda one: (one.at, one.id))))
    state = maintenance_state(note, now)
    if is_called_off(note, state):
        return None
    ends = state.ends or state.starts
    states = {id_: one for id_, one in state.states.items() if one is not ServiceState.OPERATIONAL}
    worked_on = [id_ for id_, one in states.items() if one is not ServiceState.DEGRADED] or [*states]
    return Work(
        note=note,
        starts=state.starts,
        ends=max(ends, now) if state.active else ends,
        begun=state.starts <= now,
        over=not state.open,
        states=states,
        needs=_reached(worked_on, needs),
        users={**_reached(worked_on, users), **{id_: (id_,) for id_ in states}},
    )


def is_called_off(note: Maintenance, state: NoteState) -> bool:
    """Return whether work was cancelled before it began; `state` is that after all updates of the note."""
    stopped = next((effective(one) for one in reversed(note.updates) if one.status.ends), state.starts)
    return state.status is Status.CANCELLED and stopped <= state.starts


def _reached(starts: Iterable[str], edges: Edges) -> Mapping[str, tuple[str, ...]]:
    """Return the shortest chain to each service that can be reached from one of several."""
    found = dict[str, tuple[str, ...]]()
    for start in starts:
        for id_, chain in chains(start, edges).items():
            if id_ not in found or len(chain) < len(found[id_]):
                found[id_] = chain
    return found


def planned_start(note: Maintenance) -> datetime:
    """Return when work was to start, as its updates say last."""
    return next((one.starts for one in reversed(note.updates) if one.starts), note.starts)


def known_since(note: Maintenance) -> datetime | None:
    """Return when readers could first know of the present start; None: not known.

    An earlier start than before, or a new one after the work was over, begins the notice again.
    """
    known, starts, over = known_from(note), note.starts, False
    for update in note.updates:
        again = over and update.status in (Status.SCHEDULED, Status.IN_PROGRESS)
        if again or (update.starts and update.starts < starts):
            known = update.at
        starts = update.starts or starts
        over = update.status.ends or (over and not again)
    return known


def required_notice(work: Work, rules: ChangeRules) -> timedelta:
    """Return how long before its start work must be announced, by its worst state.

    A state that the rules do not name takes the notice of the next better one that they name.
    """
    named = [(state, notice) for state, notice in rules.notice if state <= work.state]
    return max(named, key=lambda one: one[0])[1] if named else timedelta()


@dataclass(frozen=True, slots=True)
class Approvals:
    """Approvals of work at an instant."""

    asked: int
    given: tuple[Approval, ...]
    """The first one of each body, by day."""
    due: datetime
    """When all of them must be given."""

    @property
    def missing(self) -> int:
        """Return how many are missing."""
        return max(self.asked - len(self.given), 0)

    @property
    def last(self) -> Approval | None:
        """Return the approval that made them enough; None if they are not, or none is asked for."""
        return self.given[self.asked - 1] if 0 < self.asked <= len(self.given) else None


def approvals(work: Work, rules: ChangeRules, now: datetime) -> Approvals | None:
    """Return the approvals of work given by `now`; None if its type needs none."""
    asked = dict(rules.approvals).get(work.type, 0)
    within = rules.emergency_approval_within
    if not asked or (work.is_emergency and within is None):
        return None
    given = dict[str, Approval]()
    for one in sorted(work.note.approved, key=lambda one: one.on):
        if one.on <= now:
            given.setdefault(one.by.casefold(), one)
    due = work.starts + within if work.is_emergency and within else work.starts - required_notice(work, rules)
    return Approvals(asked, tuple(given.values()), due)


@dataclass(frozen=True, slots=True)
class Collision:
    """Two pieces of work at one time."""

    work: Work
    """The one that was planned later, or that can wait."""
    other: Work
    chain: tuple[str, ...]
    """The service on which both are, or from one to another that it depends on."""


def collisions(works: Sequence[Work]) -> Iterator[Collision]:
    """Yield the pairs of work that overlap and concern each other, unless both have begun; earliest first."""
    ahead = [one for one in works if not one.over]
    for number, one in enumerate(ahead):
        for other in ahead[number + 1 :]:
            if other.starts >= one.ends:
                break
            chain = common_chain(one, other)
            if chain and one.starts < other.ends and not (one.begun and other.begun):
                later, earlier = sorted((one, other), key=_precedence)
                yield Collision(later, earlier, chain)


def common_chain(one: Work, other: Work) -> tuple[str, ...]:
    """Return the shortest chain of dependencies from one work to the other; empty without any."""
    found = [one.needs[id_] for id_ in other.worked_on if id_ in one.needs]
    found += [other.needs[id_] for id_ in one.worked_on if id_ in other.needs]
    return min(found, key=len, default=())


def _precedence(work: Work) -> tuple[bool, bool, float, str]:
    """Return the key by which the work comes first that should make room for the other."""
    planned = [work.known] if work.known else []
    planned += [one.at for one in work.note.updates if one.starts or one.ends]
    newest = max((one.timestamp() for one in planned), default=0)
    return work.begun, work.is_emergency, -newest, work.note.id


def open_incidents(
    work: Work, incidents: Iterable[Incident], now: datetime
) -> Iterator[tuple[Incident, tuple[str, ...]]]:
    """Yield the open incidents that began before work, each with the services of the work that it affects.

    Only work that begins soon is compared: until later, incidents end.
    """
    if work.over or work.is_emergency or work.starts - now > SOON:
        return
    for incident in incidents:
        if incident.started < work.starts:
            state = incident_state(incident, now)
            hit = [id_ for id_, one in state.states.items() if one is not ServiceState.OPERATIONAL]
            if state.open and (shared := tuple(id_ for id_ in hit if id_ in work.states)):
                yield incident, shared

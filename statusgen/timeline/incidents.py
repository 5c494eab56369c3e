"""An incident and an instant to the incident's life: its states by service, and what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from statusgen.model.notes import Incident, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Meaning, Status
from statusgen.timeline.current_values import (
    effective,
    in_doubt,
    newest_impact,
    newest_workaround,
    promised,
    services_named,
)
from statusgen.timeline.state_changes import Steps, assign, state_at, state_before, state_periods, states_of
from statusgen.timeline.values import IncidentState, Interval

_SEVERITIES = {
    ServiceState.OPERATIONAL: Severity.NONE,
    ServiceState.UNDER_MAINTENANCE: Severity.NONE,
    ServiceState.UNCONFIRMED: Severity.MINOR,
    ServiceState.DEGRADED: Severity.MINOR,
    ServiceState.PARTIAL_OUTAGE: Severity.MAJOR,
    ServiceState.MAJOR_OUTAGE: Severity.CRITICAL,
}


def severity_of(state: ServiceState) -> Severity:
    """How bad an incident is whose worst state this is."""
    return _SEVERITIES[state]


@dataclass(frozen=True, slots=True)
class _StateHistory:
    """What the updates so far add up to."""

    steps: Mapping[str, Steps]
    before: Mapping[str, ServiceState]
    """The states just before the resolution."""
    status: Status = Status.INVESTIGATING
    resolved: datetime | None = None


def incident_state(note: Incident, now: datetime) -> IncidentState:
    """The life of an incident whose updates are all posted, and in order."""
    course = _course(note)
    is_open = course.resolved is None and not note.withdrawn
    known = () if note.withdrawn else tuple(_intervals(note, course.steps))
    intervals = (*known, *in_doubt(note))
    promise = promised(note) if is_open else None
    return IncidentState(
        note=note,
        status=course.status,
        open=is_open,
        started=note.started,
        resolved=course.resolved,
        updated=note.updates[-1].at if note.updates else note.started,
        severity=_severity(note, course, intervals, now) if note.severity is None else note.severity,
        states=_states(note, course.steps, now),
        impact=newest_impact(note),
        workaround=newest_workaround(note),
        next_update=promise,
        overdue=promise is not None and now >= promise,
        intervals=intervals,
    )


def as_told(note: Incident) -> Iterator[tuple[Status, Mapping[str, ServiceState]]]:
    """After each update, in order: the status, and the states then of the services named so far."""
    _, *courses = _courses(note)
    named = states_of(note.services)
    for update, course in zip(note.updates, courses, strict=True):
        named |= states_of(update.services)
        yield (
            course.status,
            {service: state_at(course.steps.get(service, ()), update.at) for service in named},
        )


def _course(note: Incident) -> _StateHistory:
    *_, last = _courses(note)
    return last


def _courses(note: Incident) -> Iterator[_StateHistory]:
    """Before any update, and after each."""
    start = _StateHistory(assign({}, note.started, states_of(note.services)), {})

    def follow(course: _StateHistory, update: Update) -> _StateHistory:
        # Nothing of an incident holds before it began.
        return _followed(course, update, max(effective(update), note.started))

    return accumulate(note.updates, follow, initial=start)


def _followed(course: _StateHistory, update: Update, since: datetime) -> _StateHistory:
    said = states_of(update.services)
    if update.status.ends:
        return _resolved(course, update.status, since)
    if update.status.facts.meaning is not Meaning.UNCHANGED:
        return _StateHistory(assign(course.steps, since, said or course.before), {}, update.status)
    if course.resolved is None:
        return replace(course, steps=assign(course.steps, since, said))
    return course


def _resolved(course: _StateHistory, status: Status, since: datetime) -> _StateHistory:
    """All services operational. A second resolution can only say that it was over earlier."""
    if course.resolved is not None and course.resolved <= since:
        return course
    # A resolution at the very start, as by a wrong date, ends what was named for that instant.
    before = {
        service: state_before(steps, since) or state_at(steps, since)
        for service, steps in course.steps.items()
    }
    well = dict.fromkeys(course.steps, ServiceState.OPERATIONAL)
    return _StateHistory(assign(course.steps, since, well), before, status, since)


def _intervals(note: Incident, steps: Mapping[str, Steps]) -> Iterable[Interval]:
    for service, changes in steps.items():
        for start, end, state in state_periods(changes):
            yield Interval(start, end, service, state, note.key)


def _severity(
    note: Incident, course: _StateHistory, intervals: Sequence[Interval], now: datetime
) -> Severity:
    """From the worst state it has caused so far; if it was over as it began, from the worst that is named."""
    held = [interval.state for interval in intervals if interval.start <= now]
    if course.resolved is not None and not intervals and not note.withdrawn:
        named = (*note.services, *(effect for update in note.updates for effect in update.services))
        held = [effect.state for effect in named]
    return severity_of(max(held, default=ServiceState.OPERATIONAL))


def _states(note: Incident, steps: Mapping[str, Steps], now: datetime) -> Mapping[str, ServiceState]:
    """The state by this incident now, of each service it ever named; a withdrawn one affects nothing."""
    if note.withdrawn:
        return dict.fromkeys(services_named(note), ServiceState.OPERATIONAL)
    unknown = any(one.start <= now and (one.end is None or now < one.end) for one in note.unconfirmed)
    least = ServiceState.UNCONFIRMED if unknown else ServiceState.OPERATIONAL
    return {service: max(least, state_at(steps.get(service, ()), now)) for service in services_named(note)}

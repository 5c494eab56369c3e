"""The state of an incident at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from statusgen.model.notes import Incident, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Meaning, Status
from statusgen.timeline.current_values import effective, newest_values, services_named, unconfirmed_intervals
from statusgen.timeline.state_changes import Steps, assign, state_at, state_before, state_periods, states_of
from statusgen.timeline.values import Interval, NoteState

_SEVERITIES = {
    ServiceState.OPERATIONAL: Severity.NONE,
    ServiceState.UNDER_MAINTENANCE: Severity.NONE,
    ServiceState.UNCONFIRMED: Severity.MINOR,
    ServiceState.DEGRADED: Severity.MINOR,
    ServiceState.PARTIAL_OUTAGE: Severity.MAJOR,
    ServiceState.MAJOR_OUTAGE: Severity.CRITICAL,
}


def severity_of(state: ServiceState) -> Severity:
    """Return the severity of an incident with this worst state."""
    return _SEVERITIES[state]


@dataclass(frozen=True, slots=True)
class _Progress:
    """State after some of the updates."""

    steps: Mapping[str, Steps]
    unresolved: Mapping[str, ServiceState]
    """The states just before the resolution, which hold again if the incident is opened again."""
    status: Status = Status.INVESTIGATING
    resolved: datetime | None = None


def incident_state(note: Incident, now: datetime) -> NoteState:
    """Return the state of an incident whose updates are all posted by `now`, and in order."""
    *_, progress = _progress_by_update(note)
    is_open = progress.resolved is None and not note.withdrawn
    known = () if note.withdrawn else tuple(_intervals(note, progress.steps))
    intervals = (*known, *unconfirmed_intervals(note))
    promise = newest_values(note).next_update if is_open else None
    return NoteState(
        status=progress.status,
        severity=_severity(note, progress, intervals, now) if note.severity is None else note.severity,
        open=is_open,
        starts=note.started,
        start_known=note.start_known,
        ends=progress.resolved,
        updated=note.updates[-1].at if note.updates else note.started,
        states=_states(note, progress.steps, now),
        next_update=promise,
        overdue=promise is not None and now >= promise,
        intervals=intervals,
    )


def states_by_update(note: Incident) -> Iterator[tuple[Status, Mapping[str, ServiceState]]]:
    """Yield the status after each update, with the states of the services named so far."""
    _, *all_progress = _progress_by_update(note)
    named = states_of(note.services)
    for update, progress in zip(note.updates, all_progress, strict=True):
        named |= states_of(update.services)
        yield (
            progress.status,
            {service: state_at(progress.steps.get(service, ()), update.at) for service in named},
        )


def open_periods(note: Incident) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the times in which an incident was open: one, and another for each time that it was opened again.

    Updates are all posted, and in order. None: it is still open.
    """
    start: datetime | None = note.started
    for update in note.updates:
        since = max(effective(update), note.started)
        if update.status.ends and start is not None:
            yield start, max(start, since)
            start = None
        elif update.status.facts.meaning is Meaning.TROUBLE and start is None:
            start = since
    if start is not None:
        yield start, None


def _progress_by_update(note: Incident) -> Iterator[_Progress]:
    """Yield the progress before any update, and after each update."""
    start = _Progress(assign({}, note.started, states_of(note.services)), {})

    def after(before: _Progress, update: Update) -> _Progress:
        # Nothing in an incident holds before its start.
        return _after(before, update, max(effective(update), note.started))

    return accumulate(note.updates, after, initial=start)


def _after(before: _Progress, update: Update, since: datetime) -> _Progress:
    states = states_of(update.services)
    if update.status.ends:
        return _resolved(before, update.status, since)
    if update.status.facts.meaning is not Meaning.UNCHANGED:
        return _Progress(assign(before.steps, since, states or before.unresolved), {}, update.status)
    if before.resolved is None:
        return replace(before, steps=assign(before.steps, since, states))
    return before


def _resolved(before: _Progress, status: Status, since: datetime) -> _Progress:
    """Make all services operational. A second resolution can only move the end to an earlier time."""
    if before.resolved is not None and before.resolved <= since:
        return before
    # A resolution at the very start, as by a wrong date, ends what was named for that instant.
    unresolved = {
        service: state_before(steps, since) or state_at(steps, since)
        for service, steps in before.steps.items()
    }
    operational = dict.fromkeys(before.steps, ServiceState.OPERATIONAL)
    return _Progress(assign(before.steps, since, operational), unresolved, status, since)


def _intervals(note: Incident, steps: Mapping[str, Steps]) -> Iterable[Interval]:
    for service, changes in steps.items():
        for start, end, state in state_periods(changes):
            yield Interval(start, end, service, state, note.key)


def _severity(note: Incident, progress: _Progress, intervals: Sequence[Interval], now: datetime) -> Severity:
    """Return the severity by the worst state so far, or by the worst named if the incident took no time."""
    held = [interval.state for interval in intervals if interval.start <= now]
    if progress.resolved is not None and not intervals and not note.withdrawn:
        named = (*note.services, *(effect for update in note.updates for effect in update.services))
        held = [effect.state for effect in named]
    return severity_of(max(held, default=ServiceState.OPERATIONAL))


def _states(note: Incident, steps: Mapping[str, Steps], now: datetime) -> Mapping[str, ServiceState]:
    """Return the state of each service that the incident named; a withdrawn incident affects none."""
    if note.withdrawn:
        return dict.fromkeys(services_named(note), ServiceState.OPERATIONAL)
    unknown = any(one.start <= now and (one.end is None or now < one.end) for one in note.unconfirmed)
    least = ServiceState.UNCONFIRMED if unknown else ServiceState.OPERATIONAL
    return {service: max(least, state_at(steps.get(service, ()), now)) for service in services_named(note)}

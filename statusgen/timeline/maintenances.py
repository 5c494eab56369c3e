"""A maintenance and an instant to its life: when work goes on, by plan and as the updates say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Literal

from statusgen.model.notes import Maintenance, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Meaning, Status
from statusgen.timeline.current_values import (
    effective,
    in_doubt,
    newest_impact,
    newest_workaround,
    promised,
    services_named,
)
from statusgen.timeline.state_changes import Steps, assign, state_periods, states_of
from statusgen.timeline.values import Interval, MaintenanceState

_EVER = datetime.min.replace(tzinfo=UTC)

Run = tuple[datetime, datetime | None]
"""Work went on from an instant to another; None: nobody knows until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _StateHistory:
    """What the updates so far add up to."""

    starts: datetime
    ends: datetime
    steps: Mapping[str, Steps]
    """The states while work goes on."""
    begun: datetime | None = None
    """When an update says that work began, if not by plan."""
    over: Status | None = None
    """Completed or cancelled, as an update says, and at `stopped`."""
    stopped: datetime = _EVER
    verifying: bool = False
    overrun: bool = False
    """An update says that work goes on after the planned end."""
    runs: tuple[tuple[datetime, datetime], ...] = ()
    """Work that is over: before it was completed, cancelled, or put off."""

    @property
    def begin(self) -> datetime:
        """When the work at hand begins."""
        return self.begun or self.starts


def maintenance_state(note: Maintenance, now: datetime) -> MaintenanceState:
    """The life of a maintenance whose updates are all posted, and in order."""
    course = reduce(_followed, note.updates, _planned(note))
    status = Status.CANCELLED if note.withdrawn else _status(course, now)
    starts, ends = _window(course)
    promise = None if status.ends else promised(note)
    return MaintenanceState(
        note=note,
        status=status,
        active=status.facts.meaning is Meaning.WORK,
        starts=starts,
        ends=ends,
        updated=note.updates[-1].at if note.updates else note.announced or note.starts,
        states=_states(note, course.steps),
        impact=newest_impact(note),
        workaround=newest_workaround(note),
        next_update=promise,
        overdue=promise is not None and now >= promise,
        intervals=(*(() if note.withdrawn else _intervals(note, course)), *in_doubt(note)),
    )


def planned_by(updates: Sequence[Update], field: Literal["starts", "ends"]) -> str:
    """The id of the last update that moved the start or the end; empty when the front matter's holds."""
    return next((one.id for one in reversed(updates) if getattr(one, field)), "")


def _planned(note: Maintenance) -> _StateHistory:
    return _StateHistory(
        starts=note.starts, ends=note.ends, steps=assign({}, _EVER, states_of(note.services))
    )


def _followed(course: _StateHistory, update: Update) -> _StateHistory:
    """What is over stays over, until it is scheduled again or in progress again."""
    if update.status.ends:
        return _stopped(course, update)
    if course.over and update.status not in (Status.SCHEDULED, Status.IN_PROGRESS):
        return course
    course = _moved(course, update)
    if update.status is Status.IN_PROGRESS:
        course = _in_progress(course, update)
    elif update.status is Status.VERIFYING and course.begin <= update.at:
        course = replace(course, verifying=True, overrun=update.at >= course.ends)
    return replace(course, steps=assign(course.steps, effective(update), states_of(update.services)))


def _moved(course: _StateHistory, update: Update) -> _StateHistory:
    """The window as the update moves it. A start that lies ahead means that work is put off till then."""
    starts, ends = update.starts or course.starts, update.ends or course.ends
    put_off = starts > update.at and (update.status is Status.SCHEDULED or update.starts is not None)
    if put_off:
        runs = _runs_until(course, _stop(course, effective(update)))
        return _StateHistory(starts=starts, ends=ends, steps=course.steps, runs=runs)
    return replace(
        course,
        starts=starts,
        ends=ends,
        begun=None if update.starts else course.begun,
        overrun=course.overrun and update.ends is None,
    )


def _in_progress(course: _StateHistory, update: Update) -> _StateHistory:
    since = effective(update)
    begun = since if course.over else min(since, course.begin)
    return replace(course, begun=begun, over=None, verifying=False, overrun=update.at >= course.ends)


def _stopped(course: _StateHistory, update: Update) -> _StateHistory:
    """Completed when the update says so, after the planned end too; cancelled only before it."""
    when = effective(update)
    if course.over or update.status is Status.CANCELLED:
        when = _stop(course, when)
    return replace(course, over=update.status, stopped=when, runs=_runs_until(course, when))


def _stop(course: _StateHistory, when: datetime) -> datetime:
    """When work stops that was to stop at an instant, unless it had ended before."""
    if course.over:
        return min(when, course.stopped)
    return when if course.overrun else min(when, course.ends)


def _runs_until(course: _StateHistory, when: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """All work up to an instant, at which it stopped."""
    runs = course.runs if course.over else (*course.runs, (course.begin, when))
    return tuple((begin, min(end, when)) for begin, end in runs)


def _status(course: _StateHistory, now: datetime) -> Status:
    if course.over:
        return course.over
    if now < course.begin:
        return Status.SCHEDULED
    if course.overrun or now < course.ends:
        return Status.VERIFYING if course.verifying else Status.IN_PROGRESS
    return Status.COMPLETED


def _window(course: _StateHistory) -> tuple[datetime, datetime]:
    """From when to when the work at hand is planned, goes on, or went on."""
    if course.over is None or (course.over is Status.CANCELLED and course.stopped <= course.begin):
        return course.begin, course.ends
    return min(course.begin, course.stopped), course.stopped


def _states(note: Maintenance, steps: Mapping[str, Steps]) -> Mapping[str, ServiceState]:
    """The state last told for each service; one that is named too late to matter stays operational."""
    return {
        service: steps[service][-1][1] if service in steps else ServiceState.OPERATIONAL
        for service in services_named(note)
    }


def _intervals(note: Maintenance, course: _StateHistory) -> Iterable[Interval]:
    runs: list[Run] = [*course.runs]
    if course.over is None:
        runs.append((course.begin, None if course.overrun else course.ends))
    for service, steps in course.steps.items():
        for start, end, state in _during(runs, steps):
            yield Interval(start, end, service, state, note.key, planned=True)


def _during(runs: Iterable[Run], steps: Steps) -> Iterator[tuple[datetime, datetime | None, ServiceState]]:
    """The stretches of the steps that lie in the runs."""
    for since, until, state in state_periods(steps):
        for begin, end in runs:
            start = max(since, begin)
            stop = min((time for time in (until, end) if time), default=None)
            if stop is None or start < stop:
                yield start, stop, state

"""The state of a maintenance at an instant, by plan and by updates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Literal

from statusgen.model.notes import Maintenance, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.timeline.current_values import effective, newest_values, services_named, unconfirmed_intervals
from statusgen.timeline.state_changes import Steps, assign, state_periods, states_of
from statusgen.timeline.values import Interval, NoteState

_ALWAYS = datetime.min.replace(tzinfo=UTC)


Run = tuple[datetime, datetime | None]
"""Start and end of work; None if the end is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Progress:
    """State after some of the updates."""

    starts: datetime
    ends: datetime
    steps: Mapping[str, Steps]
    """The states while work goes on."""
    begun: datetime | None = None
    """Start of work, if an update reports it; None: by plan."""
    over: Status | None = None
    """Completed or cancelled, if an update says so, and since `stopped`."""
    stopped: datetime = _ALWAYS
    verifying: bool = False
    overrun: bool = False
    """Whether an update says that work goes on after the planned end."""
    runs: tuple[tuple[datetime, datetime], ...] = ()
    """Periods of work that has been completed, cancelled or postponed."""

    @property
    def begin(self) -> datetime:
        """Return when the current work begins."""
        return self.begun or self.starts


def maintenance_state(note: Maintenance, now: datetime) -> NoteState:
    """Return the state of a maintenance whose updates are all posted by `now`, and in order."""
    steps = assign({}, _ALWAYS, states_of(note.services))
    progress = reduce(_after, note.updates, _Progress(starts=note.starts, ends=note.ends, steps=steps))
    status = Status.CANCELLED if note.withdrawn else _status(progress, now)
    is_open = not status.ends
    starts, ends = _window(progress)
    promise = newest_values(note).next_update if is_open else None
    return NoteState(
        status=status,
        open=is_open,
        starts=starts,
        ends=ends,
        updated=note.updates[-1].at if note.updates else note.announced or note.starts,
        states=_states(note, progress.steps),
        next_update=promise,
        overdue=promise is not None and now >= promise,
        intervals=(*(() if note.withdrawn else _intervals(note, progress)), *unconfirmed_intervals(note)),
    )


def planned_by(updates: Sequence[Update], field: Literal["starts", "ends"]) -> str:
    """Return the id of the last update that moved the start or the end; empty if none did."""
    return next((one.id for one in reversed(updates) if getattr(one, field)), "")


def _after(progress: _Progress, update: Update) -> _Progress:
    """Return the progress after an update. What is over stays over until scheduled or in progress again."""
    if update.status.ends:
        return _stopped(progress, update)
    if progress.over and update.status not in (Status.SCHEDULED, Status.IN_PROGRESS):
        return progress
    progress = _moved(progress, update)
    if update.status is Status.IN_PROGRESS:
        progress = _in_progress(progress, update)
    elif update.status is Status.VERIFYING and progress.begin <= update.at:
        progress = replace(progress, verifying=True, overrun=update.at >= progress.ends)
    return replace(progress, steps=assign(progress.steps, effective(update), states_of(update.services)))


def _moved(progress: _Progress, update: Update) -> _Progress:
    """Move the window as the update says. A start after the update means that work is put off until then."""
    starts, ends = update.starts or progress.starts, update.ends or progress.ends
    put_off = starts > update.at and (update.status is Status.SCHEDULED or update.starts is not None)
    if put_off:
        runs = _runs_until(progress, _stop(progress, effective(update)))
        return _Progress(starts=starts, ends=ends, steps=progress.steps, runs=runs)
    return replace(
        progress,
        starts=starts,
        ends=ends,
        begun=None if update.starts else progress.begun,
        overrun=progress.overrun and update.ends is None,
    )


def _in_progress(progress: _Progress, update: Update) -> _Progress:
    since = effective(update)
    begun = since if progress.over else min(since, progress.begin)
    return replace(progress, begun=begun, over=None, verifying=False, overrun=update.at >= progress.ends)


def _stopped(progress: _Progress, update: Update) -> _Progress:
    """End the work: completed at the time of the update, cancelled at the planned end at the latest."""
    when = effective(update)
    if progress.over or update.status is Status.CANCELLED:
        when = _stop(progress, when)
    return replace(progress, over=update.status, stopped=when, runs=_runs_until(progress, when))


def _stop(progress: _Progress, when: datetime) -> datetime:
    """Return when work stops that is to stop at an instant, unless it ended before."""
    if progress.over:
        return min(when, progress.stopped)
    return when if progress.overrun else min(when, progress.ends)


def _runs_until(progress: _Progress, when: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return all work up to the instant at which it stopped."""
    runs = progress.runs if progress.over else (*progress.runs, (progress.begin, when))
    return tuple((begin, min(end, when)) for begin, end in runs)


def _status(progress: _Progress, now: datetime) -> Status:
    if progress.over:
        return progress.over
    if now < progress.begin:
        return Status.SCHEDULED
    if progress.overrun or now < progress.ends:
        return Status.VERIFYING if progress.verifying else Status.IN_PROGRESS
    return Status.COMPLETED


def _window(progress: _Progress) -> tuple[datetime, datetime]:
    """Return from when to when the current work is planned, goes on, or went on."""
    never_began = progress.over is Status.CANCELLED and progress.stopped <= progress.begin
    if progress.over is None or never_began:
        return progress.begin, progress.ends
    return min(progress.begin, progress.stopped), progress.stopped


def _states(note: Maintenance, steps: Mapping[str, Steps]) -> Mapping[str, ServiceState]:
    """Return the newest state of each service; one that is named when all is over stays operational."""
    return {
        service: steps[service][-1][1] if service in steps else ServiceState.OPERATIONAL
        for service in services_named(note)
    }


def _intervals(note: Maintenance, progress: _Progress) -> Iterable[Interval]:
    runs: list[Run] = [*progress.runs]
    if progress.over is None:
        runs.append((progress.begin, None if progress.overrun else progress.ends))
    for service, steps in progress.steps.items():
        for start, end, state in _during(runs, steps):
            yield Interval(start, end, service, state, note.key, planned=True)


def _during(runs: Iterable[Run], steps: Steps) -> Iterator[tuple[datetime, datetime | None, ServiceState]]:
    """Yield the parts of the steps' periods that are within the runs."""
    for since, until, state in state_periods(steps):
        for begin, end in runs:
            start = max(since, begin)
            stop = min((time for time in (until, end) if time), default=None)
            if stop is None or start < stop:
                yield start, stop, state

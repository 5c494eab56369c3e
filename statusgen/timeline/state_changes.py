"""Changes of the state of a service by one note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from statusgen.model.notes import AffectedService
from statusgen.model.states import ServiceState

Steps = tuple[tuple[datetime, ServiceState], ...]
"""The state from each of several instants on, in order; operational before the first."""

Period = tuple[datetime, datetime | None, ServiceState]
"""From an instant to another, or to no end so far, a state."""


def assign(
    steps: Mapping[str, Steps], since: datetime, states: Mapping[str, ServiceState]
) -> Mapping[str, Steps]:
    """Return the steps of each service with new states from `since` on.

    Older steps at later instants are dropped: the newer update corrects them.
    """
    changed = {
        service: (*(step for step in steps.get(service, ()) if step[0] < since), (since, state))
        for service, state in states.items()
    }
    return {**steps, **changed}


def state_at(steps: Steps, instant: datetime) -> ServiceState:
    """Return the state at an instant."""
    return next((state for since, state in reversed(steps) if since <= instant), ServiceState.OPERATIONAL)


def state_before(steps: Steps, instant: datetime) -> ServiceState:
    """Return the state just before an instant."""
    return next((state for since, state in reversed(steps) if since < instant), ServiceState.OPERATIONAL)


def state_periods(steps: Steps) -> Iterator[Period]:
    """Yield the periods in states other than operational; equal neighbours are one period."""
    changes = list[tuple[datetime, ServiceState]]()
    for since, state in steps:
        if not changes or changes[-1][1] is not state:
            changes.append((since, state))
    ends = [since for since, _ in changes[1:]]
    for (start, state), end in zip(changes, [*ends, None], strict=True):
        if state is not ServiceState.OPERATIONAL:
            yield start, end, state


def states_of(effects: Iterable[AffectedService]) -> dict[str, ServiceState]:
    """Return the state of each service that the effects name; the last effect counts."""
    return {effect.service: effect.state for effect in effects}

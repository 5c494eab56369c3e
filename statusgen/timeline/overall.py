"""The state of a site as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import ServiceSummary

_AS_SEVERE = {
    Severity.NONE: ServiceState.OPERATIONAL,
    Severity.MINOR: ServiceState.DEGRADED,
    Severity.MAJOR: ServiceState.PARTIAL_OUTAGE,
    Severity.CRITICAL: ServiceState.MAJOR_OUTAGE,
}


def overall_state(
    services: Iterable[ServiceSummary], incidents: Iterable[NoteSummary], site: Site
) -> ServiceState:
    """Return the worst state of services offered, open incidents without services, and unreadable notes.

    Incidents that name services count by the states of these services, other incidents by their severity.
    """
    states = [service.state for service in services if not service.retired]
    nameless = (one for one in incidents if one.open and not one.states)
    states += [_AS_SEVERE[one.severity] for one in nameless if one.severity is not None]
    if any(one.kind is not Kind.NOTICE for one in site.unreadable):  # notices say nothing of states
        states.append(ServiceState.UNCONFIRMED)
    return max(states, default=ServiceState.OPERATIONAL)


def is_incomplete(site: Site, notes: Iterable[NoteSummary]) -> bool:
    """Return whether a note cannot be shown, or a state by one is not confirmed at any time."""
    states = (interval.state for note in notes for interval in note.intervals)
    return bool(site.unreadable) or ServiceState.UNCONFIRMED in states

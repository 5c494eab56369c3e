"""How the site is as a whole at an instant."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.model.notes import Incident, Maintenance
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind
from statusgen.timeline.values import IncidentState, ServiceTimeline

_AS_SEVERE = {
    Severity.NONE: ServiceState.OPERATIONAL,
    Severity.MINOR: ServiceState.DEGRADED,
    Severity.MAJOR: ServiceState.PARTIAL_OUTAGE,
    Severity.CRITICAL: ServiceState.MAJOR_OUTAGE,
}


def overall_state(
    services: Iterable[ServiceTimeline], incidents: Iterable[IncidentState], site: Site
) -> ServiceState:
    """The worst of the services, of open incidents that name no service, and of what could not be shown.

    An incident that names services says by their states how bad things are; of others, the severity does.
    """
    states = [life.state for life in services]
    states += [_AS_SEVERE[life.severity] for life in incidents if life.open and not life.states]
    if any(one.kind is not Kind.NOTICE for one in site.unreadable):  # notices say nothing of states
        states.append(ServiceState.UNCONFIRMED)
    return max(states, default=ServiceState.OPERATIONAL)


def is_incomplete(site: Site) -> bool:
    """Whether a message could not be shown, or the states in it could not be read up to now."""
    notes: tuple[Incident | Maintenance, ...] = (*site.incidents, *site.maintenances)
    still_unknown = (doubt.end is None for one in notes for doubt in one.unconfirmed)
    return bool(site.unreadable) or any(still_unknown)

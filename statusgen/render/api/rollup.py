"""How the whole page is, from how its services are: as Statuspage says it, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.model.states import ServiceState

_WELL = ("none", "All Systems Operational")
_UNIVERSAL = {
    ServiceState.MAJOR_OUTAGE: ("critical", "Major System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.DEGRADED: ("minor", "Degraded System Service"),
    ServiceState.UNCONFIRMED: ("minor", "Degraded System Service"),
}
"""If all services are in the state."""

_WORST = {
    ServiceState.MAJOR_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("minor", "Minor Service Outage"),
    ServiceState.DEGRADED: ("minor", "Partially Degraded Service"),
    ServiceState.UNCONFIRMED: ("minor", "Partially Degraded Service"),
    ServiceState.UNDER_MAINTENANCE: ("maintenance", "Service Under Maintenance"),
    ServiceState.OPERATIONAL: _WELL,
}
"""If the worst service is in the state."""


def roll_up(states: Sequence[ServiceState], overall: ServiceState) -> tuple[str, str]:
    """Indicator and description for the states of all services, groups not among them.

    Clients switch on both. What makes the site as a whole worse than its services, such as an incident that
    names none, counts as one more service would.
    """
    if not states:
        return _WORST[overall]
    worst = max(*states, overall)
    everywhere = min(states) is worst
    return _UNIVERSAL[worst] if everywhere and worst in _UNIVERSAL else _WORST[worst]

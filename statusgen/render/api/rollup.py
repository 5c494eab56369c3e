"""How the whole page is, from how its services are: as Statuspage says it, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.model import ServiceState

_WELL = ("none", "All Systems Operational")
_UNIVERSAL = {
    ServiceState.MAJOR_OUTAGE: ("critical", "Major System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.DEGRADED: ("minor", "Degraded System Service"),
}
"""If all services are in the state."""

_WORST = {
    ServiceState.MAJOR_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("minor", "Minor Service Outage"),
    ServiceState.DEGRADED: ("minor", "Partially Degraded Service"),
    ServiceState.UNDER_MAINTENANCE: ("maintenance", "Service Under Maintenance"),
    ServiceState.OPERATIONAL: _WELL,
}
"""If the worst service is in the state."""


def roll_up(states: Sequence[ServiceState]) -> tuple[str, str]:
    """Indicator and description for the states of all services, groups not among them.

    Clients switch on both; incidents do not count, only what they do to services.
    """
    if not states:
        return _WELL
    worst = max(states)
    everywhere = min(states) is worst
    return _UNIVERSAL[worst] if everywhere and worst in _UNIVERSAL else _WORST[worst]

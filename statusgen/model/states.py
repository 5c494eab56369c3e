"""States of services and severities of incidents."""

from __future__ import annotations

from enum import IntEnum


class ServiceState(IntEnum):
    """State of a service, from best to worst: the worst of several states is their `max`."""

    OPERATIONAL = 0
    UNDER_MAINTENANCE = 1
    UNCONFIRMED = 2
    """Unknown, because a message about the service could not be read; writers cannot choose it."""
    DEGRADED = 3
    PARTIAL_OUTAGE = 4
    MAJOR_OUTAGE = 5

    @property
    def key(self) -> str:
        """Return the name in files, classes and machine formats: `partial-outage`."""
        return self.name.lower().replace("_", "-")


class Severity(IntEnum):
    """Overall severity of an incident."""

    NONE = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def key(self) -> str:
        """Return the name in files, classes and machine formats: `critical`."""
        return self.name.lower()

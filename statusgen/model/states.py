"""How services are, and how bad an incident is."""

from __future__ import annotations

from enum import IntEnum


class ServiceState(IntEnum):
    """How a service is, from best to worst: the worst of several states is their `max`."""

    OPERATIONAL = 0
    UNDER_MAINTENANCE = 1
    UNCONFIRMED = 2
    """A message about it could not be read, so nobody can say; writers cannot choose it."""
    DEGRADED = 3
    PARTIAL_OUTAGE = 4
    MAJOR_OUTAGE = 5

    @property
    def key(self) -> str:
        """The name in files, classes and machine formats: `partial-outage`."""
        return self.name.lower().replace("_", "-")


class Severity(IntEnum):
    """How bad an incident is as a whole."""

    NONE = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def key(self) -> str:
        """The name in files, classes and machine formats: `critical`."""
        return self.name.lower()

"""Four moments of a small tram company, and what every client should make of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.served import serve_folder
from tests.sites import content

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

_STORM = """\
---
title: Trees on the rails
impact: Trams stop at the town hall.
---

## Investigating · 2026-05-04 11:00Z
services: {trams: major outage, ticket-machines: degraded}

We have sent a team.

## Identified · 2026-05-04 11:20Z
services: {trams: partial outage}

Two trees lie on the rails.
"""
_OVER = """
## Resolved · 2026-05-04 11:50Z

The rails are free again.
"""
_WORK = """\
---
title: New ticket machines
starts: 2026-05-04 11:30Z
ends: 2026-05-04 14:00Z
announced: 2026-05-01 08:00Z
services: {ticket-machines: under maintenance}
---

You can pay the driver.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Content, and what is to be read from the site made of it at `NOW`."""

    name: str
    notes: Mapping[str, str]
    indicator: str
    description: str
    state: str
    """As the page has it: `partial-outage`."""
    services: Mapping[str, str]
    """Statuspage's words for the states, by the English names of the services."""
    open: tuple[str, ...] = ()
    """Titles of open incidents."""
    active: tuple[str, ...] = ()
    """Titles of maintenance going on."""
    incidents: int = 0
    """How many there are, open or not."""


_WELL = {"Trams": "operational", "Ticket machines": "operational", "Website": "operational"}

SCENARIOS = (
    Scenario(
        name="all-well",
        notes={},
        indicator="none",
        description="All Systems Operational",
        state="operational",
        services=_WELL,
    ),
    Scenario(
        name="partial-outage",
        notes={"incidents/2026-05-04-trees.md": _STORM},
        indicator="minor",
        description="Minor Service Outage",
        state="partial-outage",
        services=_WELL | {"Trams": "partial_outage", "Ticket machines": "degraded_performance"},
        open=("Trees on the rails",),
        incidents=1,
    ),
    Scenario(
        name="maintenance",
        notes={"maintenance/2026-05-04-machines.md": _WORK},
        indicator="maintenance",
        description="Service Under Maintenance",
        state="under-maintenance",
        services=_WELL | {"Ticket machines": "under_maintenance"},
        active=("New ticket machines",),
    ),
    Scenario(
        name="just-resolved",
        notes={"incidents/2026-05-04-trees.md": _STORM + _OVER},
        indicator="none",
        description="All Systems Operational",
        state="operational",
        services=_WELL,
        incidents=1,
    ),
)


@contextmanager
def serve_scenario(scenario: Scenario, folder: Path) -> Iterator[str]:
    """Build a scenario into a folder, serve it on this machine, and yield its address, without a slash."""
    with serve_folder(folder) as site:
        site.build(content(dict(scenario.notes)), NOW)
        yield site.address.rstrip("/")

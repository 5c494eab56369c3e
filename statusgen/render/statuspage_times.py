"""Instants as Atlassian Statuspage writes them, in English whatever the language: programs read them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from statusgen.model.zones import zone_name

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that nobody knows. The time of the build would make each build differ."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def timestamp(at: datetime) -> str:
    """Return an instant in UTC with milliseconds: `2026-05-01T09:20:00.000Z`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def statuspage_time(at: datetime, zone: tzinfo) -> str:
    """Return HTML: `Dec <var data-var='date'>23</var>, <var data-var='time'>10:30</var> CET`."""
    local = at.astimezone(zone)
    day = f"{MONTHS[local.month - 1][:3]} <var data-var='date'>{local.day}</var>"
    return f"{day}, <var data-var='time'>{local:%H:%M}</var> {zone_name(local)}"

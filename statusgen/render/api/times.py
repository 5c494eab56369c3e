"""Instants as Statuspage writes them."""

from __future__ import annotations

from datetime import UTC, datetime

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""For what has no time at all: the build's own would make each build different."""


def timestamp(at: datetime) -> str:
    """`2026-05-01T09:20:00.000Z`, always with three digits."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"

"""Uptime, targets and budgets as records: for the API, CSV files and `report`. Pure."""

from __future__ import annotations

from datetime import tzinfo
from fractions import Fraction

from statusgen.timeline.values import Level, Uptime


def uptime_percent(figure: Uptime) -> float | None:
    """Return percents rounded down to two digits, as on pages; None without data."""
    return None if figure.share is None else float(figure.share * 100)


def level_record(level: Level, zone: tzinfo) -> dict[str, object]:
    """Return a level, with its instants in a time zone and its percents with the digits as written.

    Times are in whole seconds, rounded down, and None if it cannot be judged.
    """
    known = level.state is not None
    return {
        "percent": level.target.percent,
        "window": level.target.window.value,
        "start": level.start.astimezone(zone).isoformat(),
        "end": level.end.astimezone(zone).isoformat(),
        "state": level.state.value if level.state else None,
        "counted_seconds": int(level.counted.total_seconds()),
        "allowed_seconds": _seconds(level.allowed) if known else None,
        "used_seconds": _seconds(level.used) if known else None,
        "left_seconds": _seconds(level.left) if known else None,
    }


def _seconds(microseconds: Fraction) -> int:
    return int(microseconds // 1_000_000)

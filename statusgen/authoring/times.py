"""Read times as writers type them: `30`, `45m`, `2h`, `3d`, `09:50`, `2026-05-01 09:50`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Span
from statusgen.read.times import USUAL, Sense, Toward, distance, local_time, nearest_clock_time, parse_instant
from statusgen.read.yaml.decode import Context

_LENGTH = re.compile(
    r"\+?\s*(?P<number>\d{1,4})\s*(?P<unit>m|min|minutes?|h|hours?|d|days?|分钟|小时|天)?", re.IGNORECASE
)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_CHINESE = {"分": "m", "小": "h", "天": "d"}
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")


def is_length(text: str) -> bool:
    """Return whether a time is a length, such as `30` or `2h`."""
    return _LENGTH.fullmatch(text.strip()) is not None


def doubt(text: str, at: datetime, base: datetime, zone: ZoneInfo) -> str:
    """Return how a clock time was read if that is most of a day from its base, which may be a slip.

    Otherwise the text is empty.
    """
    if abs(at - base) <= USUAL or not _CLOCK.fullmatch(text.strip()):
        return ""
    return f"{text.strip()} is read as {local_time(at, zone)}, which is {distance(at, base)}."


def parse_when(
    text: str, now: datetime, zone: ZoneInfo, *, past: bool = False, nearest: bool = False
) -> datetime | None:
    """Return the instant of a length from `now`, a clock time, or a date with time; None if it is none.

    A clock time is the next one to come, with `past` the last one that was, or the `nearest` one; it is in
    the site's zone, like all times without an offset. For an end, `now` is the start.
    """
    text = text.strip()
    length = _LENGTH.fullmatch(text)
    if length:
        unit = (length["unit"] or "m")[0].lower()
        time = int(length["number"]) * _UNITS[_CHINESE.get(unit, unit)]
        return now - time if past else now + time
    if _CLOCK.fullmatch(text):
        toward = Toward.NEAREST if nearest else Toward.BACK if past else Toward.AHEAD
        return nearest_clock_time(text, Sense(toward, now, now), zone)
    return parse_instant(text, Span(""), Context([], zone))

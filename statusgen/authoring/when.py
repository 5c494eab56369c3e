"""Times as people say them in a command: `30`, `45m`, `2h`, `09:50`, `2026-05-01 09:50`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Span
from statusgen.read.decode import Context
from statusgen.read.times import Sense, Toward, nearest_clock_time, parse_instant

_LENGTH = re.compile(r"\+?(?P<number>\d{1,4})\s*(?P<unit>m|min|minutes?|h|hours?|分钟|小时)?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")


def parse_when(text: str, now: datetime, zone: ZoneInfo, *, past: bool = False) -> datetime | None:
    """The instant that is meant: a length from now on, a clock time, or a date with a time; None if unclear.

    A clock time is the next one to come, with `past` the last one that was; it is in the site's zone, like
    all times without an offset.
    """
    text = text.strip()
    length = _LENGTH.fullmatch(text)
    if length:
        number = int(length["number"])
        hours = (length["unit"] or "m")[0].lower() in "h小"
        time = timedelta(hours=number) if hours else timedelta(minutes=number)
        return now - time if past else now + time
    if _CLOCK.fullmatch(text):
        return nearest_clock_time(text, Sense(Toward.BACK if past else Toward.AHEAD, now, now), zone)
    return parse_instant(text, Span(""), Context([], zone))

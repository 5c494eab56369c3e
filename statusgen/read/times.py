"""Times as people write them, to aware datetimes in UTC.

A time without an offset is in the site's time zone. There, a time that clocks skip or repeat is refused
with the readings to choose from (the rule of Python's `fold`, PEP 495).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Span
from statusgen.read.decode import Context

_DATE = r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_INSTANT = re.compile(rf"(?:{_DATE}(?:\s+|\s*T\s*))?{_TIME}{_ZONE}", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2}):(\d{2})\s*([ap])\.?m", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1980, 2200
HOW = "Write it as `2026-05-01 09:20`."


def parse_instant(text: str, span: Span, context: Context) -> datetime | None:
    """`2026-05-01 09:20`, with or without seconds and offset; `09:20` where the context has a day."""
    match = _INSTANT.fullmatch(text)
    if not match:
        context.report("bad-time", span, f"`{text}` is not a time", _mend(text, context))
        return None
    day = parse_day(match["date"], span, context) if match["date"] else context.day
    if day is None:
        if not match["date"]:
            context.report(
                "bad-time", span, f"`{text}` has no date", f"Write it with its date: `2026-05-01 {text}`."
            )
        return None
    clock = _clock(match, span, context)
    if clock is None:
        return None
    if match["zone"]:
        return datetime.combine(day, clock, _offset(match["zone"])).astimezone(UTC)
    return _in_zone(datetime.combine(day, clock), span, context)


def written_id(text: str) -> str:
    """The id of an update from its time as it is written, so that it does not depend on the site's zone.

    `2026-05-01T09-20` for `2026-05-01 9:20`, `2026-05-01T09-20-30Z` with seconds and a zone,
    `2026-05-01T09-20+0200` with an offset; empty for what is no time with a date.
    """
    match = _INSTANT.fullmatch(text.strip())
    if not match or not match["date"]:
        return ""
    year, month, day = (int(part) for part in match["date"].split("-"))
    seconds = f"-{match['second']}" if int(match["second"] or 0) else ""
    zone = (match["zone"] or "").upper().replace(":", "")
    zone = "Z" if zone in ("UTC", "GMT") else zone
    return f"{year:04}-{month:02}-{day:02}T{int(match['hour']):02}-{match['minute']}{seconds}{zone}"


def parse_day(text: str, span: Span, context: Context) -> date | None:
    """`2026-05-01`."""
    try:
        year, month, day = (int(part) for part in text.split("-"))
        found = date(year, month, day)
    except ValueError:
        mend = "Write a day as `2026-05-01`."
        message = f"`{text}` is not a day of the calendar"
    else:
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return found
        message, mend = f"the year {year} cannot be right", "Correct the year."
    context.report("bad-time", span, message, mend)
    return None


def _mend(text: str, context: Context) -> str:
    half = _HALF_DAY.search(text)
    if half and 1 <= int(half[1]) <= 12:
        hour = int(half[1]) % 12 + (12 if half[3].lower() == "p" else 0)
        return f"Use the 24-hour clock: `{hour:02}:{half[2]}`."
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        return f"Add the time of day: `{text} 09:20`."
    if context.day:
        return "Write it as `09:20`, or with its date as `2026-05-01 09:20`."
    return HOW


def _clock(match: re.Match[str], span: Span, context: Context) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        mend = (
            "The day ends at 23:59; write 00:00 of the next day."
            if hour == 24
            else "Correct the time of day."
        )
        context.report("bad-time", span, f"`{match[0]}` is not a time of day", mend)
        return None


def _offset(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    size = min(timedelta(hours=hours, minutes=minutes), timedelta(hours=23, minutes=59))
    return timezone(-size if text[0] == "-" else size)


def _in_zone(local: datetime, span: Span, context: Context) -> datetime | None:
    earlier, later = (local.replace(tzinfo=context.zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return earlier.astimezone(UTC)
    if _exists(earlier, context.zone):
        message = f"clocks go back, so {local:%H:%M} happens twice on {local:%Y-%m-%d} in {context.zone.key}"
        mend = f"Say which: {_spelled(earlier)} or {_spelled(later)}."
        context.report("ambiguous-time", span, message, mend)
    else:
        message = (
            f"clocks go forward, so {local:%H:%M} does not exist on {local:%Y-%m-%d} in {context.zone.key}"
        )
        first, second = (_spelled(one.astimezone(UTC).astimezone(context.zone)) for one in (later, earlier))
        context.report("nonexistent-time", span, message, f"Write {first} or {second}.")
    return None


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)


def _spelled(local: datetime) -> str:
    sign = local.strftime("%z")
    return f"`{local:%Y-%m-%d %H:%M} {sign[:3]}:{sign[3:5]}`"

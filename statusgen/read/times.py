"""Times as people write them, to aware datetimes in UTC.

A time without an offset is in the site's time zone. A time that clocks skip or repeat there is refused, and
the report offers both readings (see Python's `fold`, PEP 495). A time without a date is the nearest one in
the direction that makes sense: ahead for promises and plans, back for reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Level, Span
from statusgen.read.loose_times import to_standard_time
from statusgen.read.yaml.decode import ClockTime, Context

_DATE = r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
_TIME = r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2})(?:\.\d+)?)?"
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_INSTANT = re.compile(rf"(?:{_DATE}(?:\s+|\s*T\s*))?{_TIME}{_ZONE}", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1980, 2200
_DAYS, _MORE_DAYS = range(-1, 2), range(-2, 3)  # an offset may differ from the site's by more than a day
TIME_HELP = "Write it as `2026-05-01 09:20`."


USUAL = timedelta(hours=18)
"""The largest usual distance of a clock time without a date; one beyond it is more likely to be a mistake."""


class Toward(Enum):
    """Direction of a clock time without a date from the instant that it is relative to."""

    AHEAD = "ahead"
    BACK = "back"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Sense:
    """Meaning of a clock time without a date: the instant nearest to `near` on the right side of `start`."""

    toward: Toward
    start: datetime
    near: datetime


def parse_instant(text: str, span: Span, context: Context, sense: Sense | None = None) -> datetime | None:
    """Return the instant of `2026-05-01 09:20`, with or without seconds and offset, or of `09:20` alone.

    A clock time alone is read with `sense`; without one, it is the next after the anchor of the context.
    """
    match = _INSTANT.fullmatch(text)
    if not match:
        context.report("bad-time", span, f"`{text}` is not a time", _help(text, context))
        return None
    if sense is None and context.anchor:
        sense = Sense(Toward.AHEAD, context.anchor, context.anchor)
    if match["date"]:
        found = _with_date(match, span, context)
    elif sense:
        found = _without_date(match, span, context, sense)
    else:
        help = f"Write it with its date: `2026-05-01 {text}`."
        context.report("bad-time", span, f"`{text}` has no date", help)
        return None
    if found and context.clock_times is not None and not (match["date"] and match["zone"]):
        context.clock_times.append(ClockTime(span, text, found))
    return found


def _with_date(match: re.Match[str], span: Span, context: Context) -> datetime | None:
    day = parse_day(match["date"], span, context)
    clock = _clock(match, span, context) if day else None
    if day is None or clock is None:
        return None
    local = datetime.combine(day, clock)
    if match["zone"]:
        return local.replace(tzinfo=_offset(match["zone"])).astimezone(UTC)
    return _in_zone(local, span, context)


def _without_date(match: re.Match[str], span: Span, context: Context, sense: Sense) -> datetime | None:
    clock = _clock(match, span, context)
    if clock is None:
        return None
    local, readings = _nearest(clock, match["zone"], sense, context.zone)
    if len(readings) != 1:
        return _in_zone(local, span, context)
    if _day_of(readings[0], context.zone) != _day_of(context.anchor or sense.start, context.zone):
        _report_day(match[0], readings[0], sense, span, context)
    return readings[0]


def nearest_clock_time(text: str, sense: Sense, zone: ZoneInfo) -> datetime | None:
    """Return the instant of `09:20`; None when it is no time, or clocks skip or repeat it then."""
    match = _INSTANT.fullmatch(text)
    clock = _clock(match, Span(""), Context([])) if match and not match["date"] else None
    if match is None or clock is None:
        return None
    _, readings = _nearest(clock, match["zone"], sense, zone)
    return readings[0] if len(readings) == 1 else None


def _nearest(
    clock: time, offset: str | None, sense: Sense, zone: ZoneInfo
) -> tuple[datetime, tuple[datetime, ...]]:
    """Return the local time that is meant, and the instants in the right direction at which clocks show it.

    There is none when clocks skip it, and two when they repeat it.
    """
    found: list[tuple[timedelta, datetime, tuple[datetime, ...]]] = []
    for shift in _MORE_DAYS if offset else _DAYS:
        local = datetime.combine(_day_of(sense.near, zone) + timedelta(days=shift), clock)
        readings = _readings(local, offset, zone)
        skipped = () if readings else (local.replace(tzinfo=zone).astimezone(UTC),)
        fitting = tuple(one for one in readings or skipped if _fits(one, sense))
        if fitting:
            away = min(abs(one - sense.near) for one in fitting)
            found.append((away, local, () if skipped else fitting))
    _, local, readings = min(found, key=lambda one: one[0])
    return local, readings


def _fits(instant: datetime, sense: Sense) -> bool:
    if sense.toward is Toward.NEAREST:
        return True
    return instant > sense.start if sense.toward is Toward.AHEAD else instant <= sense.start


def _readings(local: datetime, offset: str | None, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the instants at which clocks show a local time: two when they go back, none if skipped."""
    if offset:
        return (local.replace(tzinfo=_offset(offset)).astimezone(UTC),)
    both = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if both[0].utcoffset() == both[1].utcoffset():
        return (both[0].astimezone(UTC),)
    return tuple(dict.fromkeys(one.astimezone(UTC) for one in both if _exists(one, zone)))


def _day_of(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def _report_day(text: str, at: datetime, sense: Sense, span: Span, context: Context) -> None:
    written = local_time(at, context.zone)
    message = f"`{text}` is read as {written}"
    if is_far := abs(at - sense.near) > USUAL:
        message += f", which is {distance(at, sense.near)}"
    help = f"Write `{written}` if that is meant; else correct the time, or write its date as well."
    level = Level.WARNING if is_far else None
    context.report("clock-past-midnight", span, message, help, weight=level)


def distance(at: datetime, base: datetime) -> str:
    """Return how much later or earlier an instant is than another: `23 h 50 min later`."""
    return f"{format_duration(abs(at - base))} {'later' if at > base else 'earlier'}"


def local_time(instant: datetime, zone: ZoneInfo) -> str:
    """Return the local time as people write it, with the offset only if clocks show the time twice."""
    local = instant.astimezone(zone)
    clock = f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
    if local.replace(fold=1 - local.fold).utcoffset() == local.utcoffset():
        return clock
    offset = f"{local:%z}"
    return f"{clock} {offset[:3]}:{offset[3:5]}"


def format_duration(span: timedelta) -> str:
    """Return a duration in days, hours and minutes, such as `2 h 50 min`."""
    minutes = max(round(span.total_seconds() / 60), 0)
    days, hours = divmod(minutes // 60, 24)
    parts = ((days, "day" if days == 1 else "days"), (hours, "h"), (minutes % 60, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "less than a minute"


def is_time(text: str) -> bool:
    """Return whether this is a time, with or without date, in any known format, also an impossible one."""
    return bool(_INSTANT.fullmatch(text)) or to_standard_time(text) is not None


def leading_time(text: str) -> str:
    """Return the time in our format, with or without date, at the beginning of a text, or an empty text."""
    match = _INSTANT.match(text)
    return match[0] if match and not text[match.end() : match.end() + 1].isdigit() else ""


def written_id(text: str) -> str:
    """Return the id of an update: its time as written, so that the id does not depend on the site's zone.

    `2026-05-01T09-20` for `2026-05-01 9:20`, `2026-05-01T09-20-30Z` with seconds and a zone,
    `2026-05-01T09-20+0200` with an offset; empty for text that is no time with a date.
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
    """Return the day of `2026-05-01`; None, with a report, for other text."""
    try:
        year, month, day = (int(part) for part in text.split("-"))
        found = date(year, month, day)
    except ValueError:
        help = "Write a day as `2026-05-01`."
        message = f"`{text}` is not a day of the calendar"
    else:
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return found
        message, help = f"the year {year} cannot be right", "Correct the year."
    context.report("bad-time", span, message, help)
    return None


def _help(text: str, context: Context) -> str:
    meant = to_standard_time(text)
    if meant and (context.anchor or len(meant) > len("09:20")):
        return f"Write it as `{meant}`."
    if meant:
        return f"Write it with its date: `2026-05-01 {meant}`."
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        return f"Add the time of day: `{text} 09:20`."
    if context.anchor:
        day = _day_of(context.anchor, context.zone)
        return f"Write it as `09:20`, or with its date as `{day:%Y-%m-%d} 09:20`."
    return TIME_HELP


def _clock(match: re.Match[str], span: Span, context: Context) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        help = (
            "The day ends at 23:59; write 00:00 of the next day."
            if hour == 24
            else "Correct the time of day."
        )
        context.report("bad-time", span, f"`{match[0]}` is not a time of day", help)
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
        help = f"Say which: {_spelled(earlier)} or {_spelled(later)}."
        context.report("ambiguous-time", span, message, help)
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

"""Read times as cState's authors wrote them, even where Hugo cannot read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_TIME = re.compile(
    r"(?<!\d)0?(?P<hour>\d{1,2})(?::|h)(?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s*(?:(?P<utc>Z|UTC|GMT)(?P<plus>[+-]\d{1,2})?|(?P<offset>[+-]\d{2}):?(?P<minutes>\d{2}))\s*$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY_MONTH = "|".join(_MONTHS)
_MONTH = rf"(?P<month>{_ANY_MONTH})[a-z]*"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?(?![\d:])"
_WORDED = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR}",
    re.IGNORECASE,
)

_DATES = (_DATE, _DOTTED, _WORDED, _MONTH_FIRST)

_MONTH_NAME = rf"(?:{_ANY_MONTH})[a-z]*\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_ANY_YEAR = r"(?:,?\s+\d{4})?(?![\d:])"
_DAY_TEXT = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}"
    rf"|{_NUMBER}\s+(?:of\s+)?{_MONTH_NAME}{_ANY_YEAR}|{_MONTH_NAME}\s+{_NUMBER}{_ANY_YEAR})"
)
_ZONE_TEXT = r"(?:UTC|GMT|Z|[+-]\d{2}:?\d{2})(?!\w)"
CLOCK_TEXT = (
    r"\d{1,3}(?::|h)\d{2}(?::\d{2}(?:\.\d+)?)?(?![\d:]\d)(?!\d)(?:\s?[ap]m\b)?"
    rf"(?:\s?{_ZONE_TEXT})?"
)
"""Pattern of a time of day."""
STAMP = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    rf"{_DAY_TEXT}(?:(?:T|[\s,–—-]*(?:\bat\s+)?){CLOCK_TEXT})?"
)
"""Pattern of a day, with or without a time of day."""
_ORDINAL = r"\b\d{1,2}(?:st|nd|rd|th)\b"
_WEEKDAY = (
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?=\.?,?\s+(?:the\s+)?\d))\.?"
)
NEAR_DAY = (
    rf"(?:{_WEEKDAY}(?:,?\s+(?:the\s+)?{_ORDINAL})?|{_ORDINAL},?\s+{_WEEKDAY}"
    rf"|(?<=\S\s){_ORDINAL}(?=\s*(?:$|,|at\b|{CLOCK_TEXT}))|\b(?:yesterday|today|tomorrow)\b)"
)
"""Pattern of an incomplete day: `Friday`, `Monday 25th`, or an ordinal after other words."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_FIRST_YEAR, _LAST_YEAR = 1980, 2200

_MONTH_DAYS, _MAX_NOTE_DAYS = 31, 366

UNKNOWN = date(2000, 1, 1)
"""Day of notes without any date."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A time that was read, in UTC."""

    at: datetime
    zoned: bool
    """Whether the text names its time zone."""
    exact: bool
    """Whether the whole text is a time."""


def read_time(text: str, zone: tzinfo, day: date) -> Reading | None:
    """Return the instant of a text such as `2021-12-03T11:09:04Z`; None if it contains no time.

    `zone` is used if the text names none, and `day` if it has no valid day. An invalid time of day is read as
    the beginning of the day.
    """
    rest = text.strip().strip("\"'")
    named = _ZONE.search(rest) if ":" in rest or "h" in rest else None
    rest = rest[: named.start()] if named else rest
    dated = next(filter(None, (one.search(rest) for one in _DATES)), None)
    timed = _TIME.search(rest, dated.end() if dated else 0)
    if not dated and not timed:
        return None
    found = _day(dated, day) if dated else day
    clock = _clock(timed) if timed else time()
    left = (rest[: dated.start()] + rest[timed.end() if timed else dated.end() :]) if dated else ""
    exact = found is not None and clock is not None and dated is not None and not left.strip(" T,.")
    if timed and timed[0].startswith("0") and len(timed["hour"]) + 1 == len(timed[0].split(":")[0]) > 2:
        exact = False  # `T011:00`
    try:
        at = datetime.combine(found or day, clock or time(), _zone(named) if named else zone).astimezone(UTC)
    except (ValueError, OverflowError):  # an offset of days, or a time outside of Python's range
        return None
    return Reading(at, named is not None, exact) if _FIRST_YEAR <= at.year <= _LAST_YEAR else None


def is_time(text: str) -> bool:
    """Return whether there is a time in a text, or a day with its month."""
    return read_time(text, UTC, UNKNOWN) is not None


def near_day(text: str, start: date, end: date | None) -> date | None:
    """Return the day of a `NEAR_DAY` in a note from `start` to `end` (None: open); None if it is ambiguous.

    A weekday alone is the only such day from start to end, or in the first week if there is no end. A day of
    the month is the nearest to the start within a month, and must be the weekday beside it.
    """
    number = re.search(r"\d+", text)
    name = next((index for index, one in enumerate(_WEEKDAYS) if re.search(rf"\b{one}", text.lower())), None)
    if number is None and name is None:
        return None
    before, after = (_MONTH_DAYS, max(_MONTH_DAYS, ((end or start) - start).days)) if number else (0, 6)
    if end and not number:
        after = max((end - start).days, 0)
    days = [start + timedelta(days=one) for one in range(-before, min(after, _MAX_NOTE_DAYS) + 1)]
    fitting = [
        day
        for day in days
        if (number is None or day.day == int(number[0])) and (name is None or day.weekday() == name)
    ]
    if number is None:
        return fitting[0] if len(fitting) == 1 else None
    return min(fitting, key=lambda day: abs(day - start), default=None)


def day_of(name: str) -> date | None:
    """Return the day in a file's name, even with month and day swapped; None if there is none."""
    match = _DATE.search(name)
    if not match:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    for attempt in ((year, month, day), (year, day, month)):
        try:
            return date(*attempt)
        except ValueError:
            continue
    return None


def _day(match: re.Match[str], otherwise: date) -> date | None:
    month = match["month"].lower()[:3]
    try:
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
        return date(int(match["year"] or otherwise.year), number, int(match["day"]))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    try:
        hour = int(match["hour"])
        if (match["half"] or "").lower() == "p" and hour < 12:  # not of `13:00pm`, as real notes have it
            hour += 12
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None


def _zone(match: re.Match[str]) -> timezone:
    if match["utc"]:
        return timezone(timedelta(hours=int(match["plus"] or 0)))
    hours, minutes = int(match["offset"]), int(match["minutes"])
    size = timedelta(hours=abs(hours), minutes=minutes)
    return timezone(-size if match["offset"].startswith("-") else size) if size < timedelta(days=1) else UTC


def days_beside(at: datetime) -> tuple[datetime, datetime]:
    """Return the same time of day one day earlier and one day later."""
    return at - timedelta(days=1), at + timedelta(days=1)


def years_beside(at: datetime) -> Iterator[datetime]:
    """Yield the same day and time one year earlier and one year later, where there is such a day."""
    for year in (at.year - 1, at.year + 1):
        try:
            yield at.replace(year=year)
        except ValueError:  # 29 February
            continue

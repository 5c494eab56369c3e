"""Times in other formats than ours, such as `6 May 2026 10.00`, for help texts that show them in ours."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号]?",
        rf"{_WEEKDAY}{_ORDINAL}[\s-]+(?:of\s+)?{_NAME},?[\s-]+{_YEAR}",
        rf"{_WEEKDAY}{_NAME}\s+{_ORDINAL},?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    )
)
"""`05/06/2026` is left out: either number can be the month."""
_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上|凌晨|早上|中午)?\s*(?P<hour>\d{1,2})"
    r"(?:\s*[:.h点时]\s*(?P<minute>\d{2})?(?::\d{2})?分?)?\s*(?:(?P<half>[ap])\.?m\.?)?(?:\s*uhr)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,T@·|]*(?:at\s+|um\s+)?", re.IGNORECASE)


def to_standard_time(text: str) -> str | None:
    """Return `2026-05-06 10:00` for a date with a time, `10:00` for a time alone; None if it is not clear."""
    text = unicodedata.normalize("NFKC", text).strip()
    match = next((found for one in _DATES if (found := one.match(text))), None)
    clock = _exact_clock(text[match.end() :] if match else text, with_joint=match is not None)
    if clock is None or match is None:
        return clock
    day = _exact_day(match)
    return f"{day} {clock}" if day else None


def _exact_day(match: re.Match[str]) -> str | None:
    name = match["month"].lower()[:3]
    month = int(name) if name.isdigit() else _MONTHS.index(name) + 1
    try:
        return f"{date(int(match['year']), month, int(match['day'])):%Y-%m-%d}"
    except ValueError:
        return None


def _exact_clock(text: str, *, with_joint: bool) -> str | None:
    joint = _JOINT.match(text) if with_joint else None
    match = _CLOCK.fullmatch(text[joint.end() :] if joint else text)
    if not match or not (match["minute"] or match["half"] or match["before"] or re.search("[点时]", text)):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if (match["half"] or match["before"]) and hour > 12:
        return None
    if (match["half"] or "").lower() == "p" or match["before"] in ("下午", "晚上"):
        hour = hour % 12 + 12
    elif match["half"] or match["before"] in ("上午", "凌晨"):
        hour %= 12
    try:
        return f"{time(hour, minute):%H:%M}"
    except ValueError:
        return None

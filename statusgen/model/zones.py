"""Names of time zones that readers everywhere understand in one way.

The rule: a zone is named by letters only if all letters that it uses within the year are in `LETTERS`; else
by its distance from UTC. So a zone never has letters in summer and a number in winter.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

LETTERS = frozenset(
    (
        *("UTC", "GMT", "WET", "WEST", "CET", "CEST", "EET", "EEST", "MSK", "SAST"),  # Europe and Africa
        *("HKT", "JST", "KST", "AWST", "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT"),  # Asia, the Pacific
        *("HST", "AKST", "AKDT"),  # the United States, whose other letters are also used elsewhere
    )
)
"""Letters that the IANA time zone database uses for one offset today, that are in common use in English, and
that are not in common use for another zone.

Not here, for example: CST (the United States, China, Cuba), IST (India, Ireland, Israel), BST (Britain,
Bangladesh), AST (the Atlantic, Arabia), EST (the United States, formerly Australia), PST (the United States,
the Philippines), MST (the United States, Malaysia), SST (Samoa, Singapore)."""


def zone_name(local: datetime) -> str:
    """Return the name of an aware time's zone: `CEST`, or `UTC+5:30` where letters are ambiguous."""
    zone = local.tzinfo
    if zone is not None and _has_letters(zone, local.year):
        return local.tzname() or ""
    return utc_offset(local.utcoffset() or timedelta())


def utc_offset(offset: timedelta) -> str:
    """Return an offset as readers see it, with a real minus sign: `UTC`, `UTC+8`, `UTC−3:30`."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


@lru_cache(maxsize=1024)
def _has_letters(zone: tzinfo, year: int) -> bool:
    """Return whether a zone uses only known letters in a year, or a near one at the limits of `datetime`."""
    middle = min(max(year, 2), 9998)
    months = (datetime(middle, month, 15, 12, tzinfo=UTC) for month in range(1, 13))
    return all(at.astimezone(zone).tzname() in LETTERS for at in months)

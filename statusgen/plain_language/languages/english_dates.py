"""English: dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.plain_language.languages.language import NamedDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NAMES = r"september|february|december|november|january|october|august|march|april|sept|june|july|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_VERBS = r"(?!(?-i:may|march)\b)"
"""Words in small letters that are months only when they have a capital: `50 may fail`."""
_DATES = (
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+(?:the )?)?(?<![\d.:/])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_VERBS}(?P<month>{_NAMES})\b\.?(?:[, -]+(?P<year>\d{{4}}))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+)?\b{_VERBS}(?P<month>{_NAMES})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year>\d{{4}}))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+)?\b(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b(?: ?\((?P<after>[A-Za-z]+)\))?",
        re.IGNORECASE | re.ASCII,
    ),
)


def find_dates(text: str) -> Iterator[NamedDate]:
    """Yield the dates in a text, first those of one form, then those of the next."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = match["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            year = int(match["year"]) if match["year"] else None
            yield NamedDate(*match.span(), number, int(match["day"]), year, _weekday(groups))


def _weekday(groups: dict[str, str | None]) -> int | None:
    """Return the number of a weekday, Monday is 0; None if it is not named."""
    name = (groups["weekday"] or groups.get("after") or "").lower()
    return next(
        (index for index, day in enumerate(_DAYS) if len(name) >= 3 and day.startswith(name[:3])), None
    )

"""Rules about times and dates: they have a zone, one meaning, and no contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.lint_rules import Phase
from statusgen.model.notes import Incident, Maintenance, Report
from statusgen.model.zones import utc_offset
from statusgen.plain_language.clock_times import take_clock_times
from statusgen.plain_language.languages.language import NamedDate
from statusgen.plain_language.passages import Passage, sentence_at
from statusgen.plain_language.target import LintTarget, found, matches

_SLASHED = re.compile(
    r"(?<![\d/.\-])(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?![\d/]|[.\-]\d)"
)


def tz_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the first clock time in a passage without a time zone."""
    patterns = target.language.patterns
    for passage, match in matches(target, patterns.clock):
        sentence = sentence_at(passage, match.start())
        text = passage.text[sentence.start : sentence.end]
        if not patterns.zone.search(text) and not patterns.zone.search(passage.text):
            yield found(target, "tz-missing", passage, *match.span(), _with_zone(target, match[0]))
            return


def _with_zone(target: LintTarget, clock: str) -> str:
    offset = _reference(target).astimezone(target.context.settings.zone).utcoffset() or timedelta()
    return target.language.format_clock(clock.strip(), utc_offset(offset))


def tz_ambiguous(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the first name of a time zone that has several meanings."""
    for passage, match in matches(target, target.language.patterns.ambiguous_zone):
        yield found(target, "tz-ambiguous", passage, *match.span())
        return


def relative_time(target: LintTarget) -> Iterator[Diagnostic]:
    """Find words such as today in a passage without a date or a clock time."""
    patterns = target.language.patterns
    for passage, match in matches(target, patterns.relative_time):
        if not patterns.absolute_time.search(passage.text):
            yield found(target, "relative-time", passage, *match.span())
            return


_RECENT = timedelta(hours=12)
"""A clock time that was longer ago is rather one to come."""


def started_is_first_update(target: LintTarget) -> Iterator[Diagnostic]:
    """Find words about an earlier beginning in an incident that begins with its first update."""
    note, update = target.note, target.update
    if not isinstance(note, Incident) or not note.updates or note.started != note.updates[0].at:
        return
    at = update.at if update else note.started
    for passage, match in matches(target, target.language.patterns.began):
        if _is_earlier(match, at, target) if any(map(str.isdecimal, match[0])) else not target.earlier:
            yield found(target, "started-is-first-update", passage, *match.span())
            return


def _is_earlier(match: re.Match[str], at: datetime, target: LintTarget) -> bool:
    """Return whether a clock time was shortly before the first update, in the site's time zone and in UTC."""
    times, _ = take_clock_times(match[0], target.context.languages)
    last = (
        _last(clock, at.astimezone(zone)) for clock in times for zone in (target.context.settings.zone, UTC)
    )
    started = target.note.begins
    known = [one for one in last if one and at - _RECENT < one]
    return bool(known) and started is not None and all(one < started for one in known)


def _last(clock: tuple[int, int], at: datetime) -> datetime | None:
    """Return the last time up to `at` at which it was so late there; None if no clock shows that."""
    hour, minute = clock
    if hour > 23 or minute > 59:
        return None
    same = at.replace(hour=hour, minute=minute)
    return same if same <= at else same - timedelta(days=1)


_SHORT = re.compile(r"(?<![\d/.\-])(?P<first>0[1-9]|1[0-2])/(?P<second>0[1-9]|1[0-2])(?![\d/]|[.\-]\d)")


def date_ambiguous(target: LintTarget) -> Iterator[Diagnostic]:
    """Find dates in figures whose day and month can be swapped."""
    for passage, match in (*matches(target, _SLASHED), *matches(target, _SHORT)):
        first, second = int(match["first"]), int(match["second"])
        if 1 <= first <= 12 and 1 <= second <= 12 and first != second and _is_date(target, passage, match):
            spelled = _spelled(target, match)
            if spelled:
                yield found(target, "date-ambiguous", passage, *match.span(), spelled)


_PLAUSIBLE = 2
"""Years from the update within which `1.2.26` is a date."""


def _is_date(target: LintTarget, passage: Passage, match: re.Match[str]) -> bool:
    """Return whether figures with slashes or dots are a date, not a version such as `1.2.10` or `10/11`."""
    before = passage.text[max(0, match.start() - 24) : match.start()]
    if before[-1:].isascii() and before[-1:].isalpha():
        return False  # v10/11
    patterns = target.language.patterns
    if patterns.before_version.search(before):
        return False
    padded = match["first"][0] == "0" or match["second"][0] == "0"
    year = match.groupdict().get("year")
    if year is None:
        return padded or patterns.before_date.search(before) is not None
    if match["sign"] == "/" or len(year) == 4:
        return True
    near = abs(2000 + int(year) - _reference(target).year) <= _PLAUSIBLE
    return near and (padded or patterns.before_date.search(before) is not None)


def _spelled(target: LintTarget, match: re.Match[str]) -> str | None:
    """Return the reading of a date that is nearer to the update, in words; None if neither is a date."""
    at = _reference(target).date()
    digits = match.groupdict().get("year") or str(at.year)
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    days = (
        _date(year, int(match["second"]), int(match["first"])),
        _date(year, int(match["first"]), int(match["second"])),
    )
    near = min((day for day in days if day), key=lambda day: abs(day - at), default=None)
    return target.language.format_date(near) if near else None


def date_mismatch(target: LintTarget) -> Iterator[Diagnostic]:
    """Find dates that do not exist, or contradict their weekday or the times of the maintenance."""
    named = [(passage, one) for passage in target.passages for one in _named_dates(target, passage.text)]
    for passage, one in named:
        day = _nearest(one, target)
        if day is None or one.weekday not in (None, day.weekday()):
            fact, advice = _fact(target, passage.raw[one.start : one.end], day)
            yield found(target, "date-mismatch", passage, one.start, one.end, fact=fact, advice=advice)
    if isinstance(target.note, Maintenance) and target.phase in (Phase.PLANNED, Phase.TITLE):
        yield from _outside(target, target.note)


_EXACT = re.compile(
    r"(?<![\d:+-])(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?![\d:])(?=[^.!?;]{0,24}?\b(?:UTC|GMT)(?![+\-−]))",
    re.ASCII,
)
_SLACK = timedelta(minutes=15)


def _outside(target: LintTarget, note: Maintenance) -> Iterator[Diagnostic]:
    """Find the first sentence that has other days, or hours in UTC, than the fields of the maintenance."""
    days, patterns = _window(note), target.language.patterns
    written = (target.update.at if target.update else note.starts).date()
    for passage in target.passages:
        for sentence in passage.sentences:
            text = passage.text[sentence.start : sentence.end]
            if not (patterns.about_work.search(text) and patterns.clock.search(text)):
                continue
            named = list(_named_dates(target, text))
            found_days = [day for one in named if (day := _nearest(one, target))]
            ahead = bool(found_days) and all(day >= written and day not in days for day in found_days)
            if ahead or _other_hours(text, note):
                start, end = (named[0].start, named[0].end) if named else (0, len(text))
                start, end = sentence.start + start, sentence.start + end
                fact, advice = _other_time(target, note)
                yield found(target, "date-mismatch", passage, start, end, fact=fact, advice=advice)
                return


def _other_hours(text: str, note: Maintenance) -> bool:
    """Return whether a sentence has clock times in UTC, none of which is within the maintenance."""
    times = _times(note)
    first, last = min(times), max(times)
    clocks = [(int(one["hour"]), int(one["minute"])) for one in _EXACT.finditer(text)]
    if not clocks or last - first >= timedelta(hours=20):
        return False
    return not any(_falls_into(*clock, first.astimezone(UTC), last.astimezone(UTC)) for clock in clocks)


def _falls_into(hour: int, minute: int, first: datetime, last: datetime) -> bool:
    days = {first.date(), last.date()}
    at = (datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) for day in days)
    return any(first - _SLACK <= one <= last + _SLACK for one in at)


_MOST_DATES = 300
"""Dates in a text that are looked at. A longer text is not worth more time."""


def _named_dates(target: LintTarget, text: str) -> Iterator[NamedDate]:
    """Yield the dates in a text, in whatever language they are written."""
    if not any(letter.isdigit() for letter in text):
        return
    taken: list[NamedDate] = []
    for language in target.context.languages.values():
        for one in islice(language.dates(text), _MOST_DATES):
            if not any(other.start < one.end and one.start < other.end for other in taken):
                taken.append(one)
                yield one


def _nearest(one: NamedDate, target: LintTarget) -> date | None:
    """Return the day of a date: without a year, the nearest to the update. None if there is no such day."""
    at = _reference(target).date()
    years = (one.year,) if one.year else (at.year - 1, at.year, at.year + 1)
    days = [day for year in years if (day := _date(year, one.month, one.day))]
    return min(days, key=lambda day: abs(day - at), default=None)


def _reference(target: LintTarget) -> datetime:
    note = target.note
    if isinstance(note, Maintenance):
        return note.starts
    if isinstance(note, Report):
        return datetime(*note.month, 15, tzinfo=UTC)
    if target.update:
        return target.update.at
    return note.begins or target.context.now


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_ANY_ZONE = timedelta(hours=14)
"""Largest distance of a time zone from UTC: the words may be in another zone than the fields."""


def _window(note: Maintenance) -> set[date]:
    """Return the days of a maintenance in any time zone, with those to which it was moved."""
    times = _times(note)
    first, last = (min(times) - _ANY_ZONE).astimezone(UTC), (max(times) + _ANY_ZONE).astimezone(UTC)
    return {(first + timedelta(days=index)).date() for index in range(min((last - first).days + 2, 400))}


def _times(note: Maintenance) -> list[datetime]:
    """Return start and end of a maintenance, also those to which it was moved."""
    moved = (time for one in note.updates for time in (one.starts, one.ends) if time)
    return [note.starts, note.ends, *moved]


def _fact(target: LintTarget, written: str, day: date | None) -> tuple[str, str]:
    language, phrases = target.language, target.language.phrases
    if day is None:
        return phrases["no_such_day"].format(date=written), phrases["no_such_day_help"]
    words = {"date": language.format_date(day), "weekday": language.weekday_name(day)}
    return phrases["weekday"].format(**words), phrases["weekday_help"]


def _other_time(target: LintTarget, note: Maintenance) -> tuple[str, str]:
    starts = note.starts.astimezone(target.context.settings.zone)
    words = {"day": starts.day, "month": target.language.month_name(starts), "time": f"{starts:%H:%M}"}
    phrases = target.language.phrases
    return phrases["other_time"].format(zone=f"{starts:%Z}", **words), phrases["other_time_help"]

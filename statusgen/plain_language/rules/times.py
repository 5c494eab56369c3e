"""Rules about times and dates in words: a zone, one meaning, and no contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from statusgen.diagnostics import Diagnostic
from statusgen.lint_rules import Phase
from statusgen.model import Maintenance
from statusgen.plain_language.passages import Passage, sentence_at
from statusgen.plain_language.target import LintTarget, found, matches

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_ZH = "一二三四五六日"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_VERBS = r"(?!(?-i:may|march)\b)"
"""Words in small letters that are months only when they have a capital: `50 may fail`."""
_DATES = (
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+(?:the )?)?(?<![\d.:/])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_VERBS}(?P<month>{_MONTH})\b\.?(?:[, -]+(?P<year>\d{{4}}))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+)?\b{_VERBS}(?P<month>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year>\d{{4}}))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"(?:\b{_DAY}\b[, ]+)?\b(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b(?: ?\((?P<after>[A-Za-z]+)\))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号](?:\s*[（(]?\s*(?:星期|周|礼拜)(?P<zh>[一二三四五六日天])[）)]?)?"
    ),
)
_SLASHED = re.compile(
    r"(?<![\d/.\-])(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?![\d/]|[.\-]\d)"
)
_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def tz_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Readers in other places know which hour is meant."""
    patterns = target.language.patterns
    for passage, match in matches(target, patterns.clock):
        sentence = sentence_at(passage, match.start())
        text = passage.text[sentence.start : sentence.end]
        if not patterns.zone.search(text) and not patterns.zone.search(passage.text):
            yield from found(target, "tz-missing", passage, *match.span(), _with_zone(target, match[0]))
            return


def _with_zone(target: LintTarget, clock: str) -> str:
    zone = target.context.settings.zone
    at = _reference(target)
    offset = at.astimezone(zone).utcoffset() or timedelta()
    if target.language.code == "zh" and offset == timedelta(hours=8):
        return f"北京时间 {clock.strip()}"
    return (
        f"{clock.strip()} ({_utc(offset)})"
        if target.language.code == "en"
        else f"{clock.strip()}（{_utc(offset)}）"
    )


def _utc(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def tz_ambiguous(target: LintTarget) -> Iterator[Diagnostic]:
    """A zone has one meaning everywhere."""
    for passage, match in matches(target, target.language.patterns.ambiguous_zone):
        yield from found(target, "tz-ambiguous", passage, *match.span())
        return


def relative_time(target: LintTarget) -> Iterator[Diagnostic]:
    """Words such as today stand beside a date or a clock time."""
    patterns = target.language.patterns
    for passage, match in matches(target, patterns.relative_time):
        if not patterns.absolute_time.search(passage.text):
            yield from found(target, "relative-time", passage, *match.span())
            return


_SHORT = re.compile(r"(?<![\d/.\-])(?P<first>0[1-9]|1[0-2])/(?P<second>0[1-9]|1[0-2])(?![\d/]|[.\-]\d)")


def date_ambiguous(target: LintTarget) -> Iterator[Diagnostic]:
    """Day and month cannot be taken for each other."""
    for passage, match in (*matches(target, _SLASHED), *matches(target, _SHORT)):
        first, second = int(match["first"]), int(match["second"])
        if 1 <= first <= 12 and 1 <= second <= 12 and first != second and _is_date(target, passage, match):
            spelled = _spelled(target, match)
            if spelled:
                yield from found(target, "date-ambiguous", passage, *match.span(), spelled)


_VERSION = re.compile(
    r"(?:\b(?:v|ver|versions?|releases?|builds?|firmware|kernel|driver|upgrad\w+(?: to| from)?|windows|macos|ios|android|python|php|java|node(?:\.js)?|postgres\w*|mysql|ubuntu|debian)"
    r"|版本|固件|内核|升级[到至]|版)[\s.:：]{0,3}v?$",
    re.IGNORECASE | re.ASCII,
)
"""What stands before the number of a version."""
_CUE = re.compile(
    r"(?:^|[,，（(]|\b(?:on|since|from|until|till|by|before|after|between|of|date|dated|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|maintenance|于|自|从|至|到|在|日期)[\s:：,]{0,3}$",
    re.IGNORECASE | re.ASCII,
)
"""What stands before a date."""
_PLAUSIBLE = 2
"""Years from the update within which `1.2.26` is a date at all."""


def _is_date(target: LintTarget, passage: Passage, match: re.Match[str]) -> bool:
    """Whether figures with slashes or dots are a date, not a version such as `1.2.10` or `10/11`."""
    before = passage.text[max(0, match.start() - 24) : match.start()]
    if before[-1:].isascii() and before[-1:].isalpha():
        return False  # v10/11
    if _VERSION.search(before):
        return False
    padded = match["first"][0] == "0" or match["second"][0] == "0"
    year = match.groupdict().get("year")
    if year is None:
        return padded or _CUE.search(before) is not None
    if match["sign"] == "/" or len(year) == 4:
        return True
    near = abs(2000 + int(year) - _reference(target).year) <= _PLAUSIBLE
    return near and (padded or _CUE.search(before) is not None)


def _spelled(target: LintTarget, match: re.Match[str]) -> str | None:
    """One of the two readings: that which lies nearer to the update; None if there is no such year."""
    at = _reference(target).date()
    said = match.groupdict().get("year") or str(at.year)
    year = int(said) + (2000 if len(said) == 2 else 0)
    days = (
        _date(year, int(match["second"]), int(match["first"])),
        _date(year, int(match["first"]), int(match["second"])),
    )
    near = min((day for day in days if day), key=lambda day: abs(day - at), default=None)
    if near is None:
        return None
    return (
        f"{near.year}年{near.month}月{near.day}日"
        if target.language.code == "zh"
        else f"{near.day} {_NAMES[near.month - 1]} {near.year}"
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A date in words, with its weekday if one is given (Monday is 0)."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None


def date_mismatch(target: LintTarget) -> Iterator[Diagnostic]:
    """Weekdays fit their dates, and the dates of planned work are those of its fields."""
    named = [(passage, one) for passage in target.passages for one in _named_dates(passage.text)]
    for passage, one in named:
        day = _nearest(one, target)
        if day is None:
            fact, advice = _fact(target, passage.raw[one.start : one.end], None)
            yield from found(target, "date-mismatch", passage, one.start, one.end, fact=fact, advice=advice)
        elif one.weekday is not None and day.weekday() != one.weekday:
            fact, advice = _fact(target, passage.raw[one.start : one.end], day)
            yield from found(target, "date-mismatch", passage, one.start, one.end, fact=fact, advice=advice)
    if isinstance(target.note, Maintenance) and target.phase in (Phase.PLANNED, Phase.TITLE):
        yield from _outside(target, target.note)


_ABOUT_THE_WORK = re.compile(
    r"\b(?:start|begin|perform|window|maintenance|will|take place|plan|schedul|between|from|until|till)|维护|升级|停机|开始|进行|计划|将|割接|检修|暂停",
    re.IGNORECASE | re.ASCII,
)
_EXACT = re.compile(
    r"(?<![\d:+-])(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?![\d:])(?=[^.!?;]{0,24}?\b(?:UTC|GMT)(?![+\-−]))",
    re.ASCII,
)
_SLACK = timedelta(minutes=15)


def _outside(target: LintTarget, note: Maintenance) -> Iterator[Diagnostic]:
    """Days and, where they are given in UTC, hours of the work that its fields do not have."""
    days = _window(note)
    written = (target.update.at if target.update else note.starts).date()
    for passage in target.passages:
        for sentence in passage.sentences:
            text = passage.text[sentence.start : sentence.end]
            if not _ABOUT_THE_WORK.search(text) or not target.language.patterns.clock.search(text):
                continue
            named = list(_named_dates(text))
            told = [day for one in named if (day := _nearest(one, target))]
            ahead = bool(told) and all(day >= written and day not in days for day in told)
            if ahead or _other_hours(text, note):
                at = named[0] if named else None
                start, end = (at.start, at.end) if at else (0, len(text))
                fact, advice = _other_time(target, note)
                yield from found(
                    target,
                    "date-mismatch",
                    passage,
                    sentence.start + start,
                    sentence.start + end,
                    fact=fact,
                    advice=advice,
                )
                return


def _other_hours(text: str, note: Maintenance) -> bool:
    """Whether there are clock times in UTC, and none of them lies in the work."""
    times = [time for one in note.updates for time in (one.starts, one.ends) if time]
    first, last = (
        min(note.starts, *times) if times else note.starts,
        max(note.ends, *times) if times else note.ends,
    )
    told = [(int(one["hour"]), int(one["minute"])) for one in _EXACT.finditer(text)]
    if not told or last - first >= timedelta(hours=20):
        return False
    return not any(
        _falls_into(hour, minute, first.astimezone(UTC), last.astimezone(UTC)) for hour, minute in told
    )


def _falls_into(hour: int, minute: int, first: datetime, last: datetime) -> bool:
    days = {first.date(), last.date()}
    at = (datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) for day in days)
    return any(first - _SLACK <= one <= last + _SLACK for one in at)


_MOST_DATES = 60
"""Nobody names more in one text."""


def _named_dates(text: str) -> Iterator[_Named]:
    if not any(letter.isdigit() for letter in text):
        return
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in islice(pattern.finditer(text), _MOST_DATES):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            groups = match.groupdict()
            month = groups["month"]
            number = int(month) if month.isdigit() else _MONTHS[month.lower()]
            year = int(groups["year"]) if groups.get("year") else None
            yield _Named(*match.span(), number, int(groups["day"]), year, _weekday(groups))


def _weekday(groups: dict[str, str | None]) -> int | None:
    if zh := groups.get("zh"):
        return _DAYS_ZH.index("日" if zh == "天" else zh)
    said = (groups.get("weekday") or groups.get("after") or "").lower()
    return next(
        (index for index, name in enumerate(_DAYS) if len(said) >= 3 and name.startswith(said[:3])), None
    )


def _nearest(one: _Named, target: LintTarget) -> date | None:
    """The day meant: without a year, that nearest to the update. None if there is no such day."""
    at = _reference(target).date()
    years = (one.year,) if one.year else (at.year - 1, at.year, at.year + 1)
    days = [day for year in years if (day := _date(year, one.month, one.day))]
    return min(days, key=lambda day: abs(day - at), default=None)


def _reference(target: LintTarget) -> datetime:
    note = target.note
    if isinstance(note, Maintenance):
        return note.starts
    if target.update:
        return target.update.at
    return note.begins or target.context.now


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_ANY_ZONE = timedelta(hours=14)
"""No zone is further from UTC: the words may count in another one than the fields."""


def _window(note: Maintenance) -> set[date]:
    """The days of planned work wherever one reads it, with those to which it was moved."""
    times = [note.starts, note.ends]
    times += [time for one in note.updates for time in (one.starts, one.ends) if time]
    first, last = (min(times) - _ANY_ZONE).astimezone(UTC), (max(times) + _ANY_ZONE).astimezone(UTC)
    return {(first + timedelta(days=index)).date() for index in range(min((last - first).days + 2, 400))}


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _fact(target: LintTarget, said: str, day: date | None) -> tuple[str, str]:
    if target.language.code == "zh":
        fact = (
            f"没有“{said}”这一天"
            if day is None
            else f"{day.year}年{day.month}月{day.day}日是星期{_DAYS_ZH[day.weekday()]}"
        )
        return fact, "请核对日期。"
    if day is None:
        return f"there is no such day as “{said}”", "Look it up in a calendar."
    fact = f"{day.day} {_NAMES[day.month - 1]} {day.year} is a {_WEEKDAYS[day.weekday()]}"
    return fact, "Which of the two is right?"


def _other_time(target: LintTarget, note: Maintenance) -> tuple[str, str]:
    starts = note.starts.astimezone(target.context.settings.zone)
    if target.language.code == "zh":
        return f"`starts` 是 {starts.month}月{starts.day}日 {starts:%H:%M}，文字里不同", "请改成一致。"
    at = f"{starts.day} {_NAMES[starts.month - 1]}, {starts:%H:%M %Z}"
    return f"by `starts`, the work begins on {at}; the words say otherwise", "Correct one of the two."

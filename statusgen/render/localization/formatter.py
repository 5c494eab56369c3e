"""Times, durations and numbers in one language and in the site's time zone.

Babel knows how a language writes dates and numbers; the theme's catalogue has the interface texts.
Languages unknown to Babel are formatted as in English, those without a catalogue read English.

Times of day are `09:20` in every language: nobody mistakes them, and all of them read such times. Digits are
those of Latin text also where CLDR has others, as in Arabic: readers compare them with addresses and logs.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache, reduce
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, parse_pattern
from babel.numbers import format_percent
from markupsafe import Markup, escape

from statusgen.model.zones import zone_name
from statusgen.render.views.words import Day, Label, Moment, Period
from statusgen.timeline.values import Uptime

_LOCALES = {"en": "en_GB"}
"""Locales of language codes for another region than CLDR's most likely one: day before month, 24 hours."""

_NAMES = {"zh": "zh_Hans"}

_TIME = Markup('<time datetime="%s">%s</time>')
_BETWEEN = "\N{THIN SPACE} –—-～~至"
"""Characters between the ends of an interval, in all languages."""


@dataclass(frozen=True, slots=True)
class Formatter:
    """Formats of dates and numbers, and interface texts, in one language and one time zone."""

    language: str
    locale: Locale = field(repr=False)
    zone: ZoneInfo
    texts: gettext.NullTranslations = field(repr=False, compare=False)


def make_formatter(language: str, zone: ZoneInfo, texts: gettext.NullTranslations) -> Formatter:
    """Return the formatter of a language, given as a BCP 47 code."""
    return Formatter(language, _locale(language), zone, texts)


def direction(fmt: Formatter) -> str:
    """Return the direction of text: `ltr` or `rtl`."""
    return fmt.locale.text_direction


def direction_of(language: str) -> str:
    """Return the direction of text in a language, given as a BCP 47 code: `ltr` or `rtl`."""
    return _locale(language).text_direction


@cache
def language_name(language: str) -> str:
    """Return the name of a language in itself (`简体中文`), or its code if Babel does not know it."""
    locale = _locale(language)
    code = _NAMES.get(language, language).replace("-", "_")
    name = locale.languages.get(code)
    if name is None and locale.language == code.partition("_")[0]:
        name = locale.get_display_name()
    return name[:1].upper() + name[1:] if name else language


def local_date(fmt: Formatter, at: datetime) -> date:
    """Return the calendar day of an instant in the site's zone."""
    return at.astimezone(fmt.zone).date()


def moment(fmt: Formatter, at: datetime) -> Moment:
    """Return an instant for a page."""
    return _moment(fmt.language, fmt.zone, at)


@lru_cache(8_192)
def _moment(language: str, zone: ZoneInfo, at: datetime) -> Moment:
    local = at.astimezone(zone)
    clock = f"{local.hour:02}:{local.minute:02} {zone_name(local)}"  # twice as fast as strftime
    text = _date_and_time(language, _day(language, "long", local.date()), clock)
    day = first_letter(_day(language, "full", local.date()))
    return Moment(local.isoformat(timespec="seconds"), text, clock, day)


def midnight(fmt: Formatter, day: date) -> Moment:
    """Return the instant at which a calendar day begins in the site's zone."""
    return moment(fmt, datetime.combine(day, time(), fmt.zone))


def short_day(fmt: Formatter, day: date) -> str:
    """Return `1 May 2026`."""
    return _day(fmt.language, "long", day)


@lru_cache(8_192)  # Babel is slow
def _day(language: str, form: Literal["full", "long"], day: date) -> str:
    return format_date(day, form, locale=_locale(language))


def begun_day(fmt: Formatter, begin: datetime) -> Day:
    """Return `1 May 2026`, the day that begins at an instant."""
    day = local_date(fmt, begin)
    return Day(day.isoformat(), short_day(fmt, day))


def ended_day(fmt: Formatter, end: datetime, *, weekday: bool = False) -> Day:
    """Return `1 May 2026`, the day that ends at an instant; with its weekday `Friday, 1 May 2026`."""
    day = local_date(fmt, end - timedelta(microseconds=1))
    return Day(day.isoformat(), _day(fmt.language, "full" if weekday else "long", day))


def medium_day(fmt: Formatter, day: date) -> Day:
    """Return `1 Feb 2026`, for tables."""
    return Day(day.isoformat(), format_skeleton("yMMMd", day, locale=fmt.locale))


def day_span(fmt: Formatter, first: date, last: date) -> Period:
    """Return `20 Aug – 3 Sept 2026`; `3 Sept 2026` for a single day."""
    text = format_interval(first, last, "yMMMd", locale=fmt.locale)
    if first == last:
        return Period(text, _TIME % (first, text))
    end = _end_of_interval(fmt, first, last)
    before = text.removesuffix(end)
    begin = before.rstrip(_BETWEEN)
    html = _TIME % (first, begin) + before[len(begin) :] + _TIME % (last, end)
    return Period(text, html if begin and before != text else escape(text))


def _end_of_interval(fmt: Formatter, first: date, last: date) -> str:
    """Return the end of an interval, without the fields that both days share if the language omits them."""
    patterns = fmt.locale.interval_formats["yMMMd"]
    fields = (("y", first.year != last.year), ("M", first.month != last.month), ("d", True))
    field = next(name for name, differs in fields if differs)
    return str(parse_pattern(patterns[field][-1]).apply(last, fmt.locale)) if field in patterns else ""


def count_days(fmt: Formatter, count: int) -> str:
    """Return `15 days`."""
    return fmt.texts.ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def month_name(fmt: Formatter, year: int, month: int) -> str:
    """Return `May 2026`, as in a heading: `Mai 2026` in French."""
    return first_letter(format_skeleton("yMMMM", date(year, month, 1), locale=fmt.locale))


def first_letter(text: str) -> str:
    """Return a text with a capital at its beginning, for words that are small within a sentence."""
    return text[:1].upper() + text[1:]


def listed(language: str, names: Iterable[str]) -> str:
    """Return `a, b, c`, as after a label: names have an "and" of their own, such as *Loans and renewals*."""
    pattern: str = _locale(language).list_patterns["standard"]["middle"]
    return reduce(pattern.format, names) if (names := list(names)) else ""


def sentences(parts: Iterable[str]) -> str:
    """Return sentences in one line; the wide full stop of Chinese and Japanese has its own space."""
    return " ".join(parts).replace("。 ", "。")


def first_weekday(fmt: Formatter) -> int:
    """Return the first day of the week, from 0 (Monday) to 6."""
    return fmt.locale.first_week_day


def weekdays(fmt: Formatter) -> tuple[Label, ...]:
    """Return the days of the week in order: short names as keys, and full names."""
    names = fmt.locale.days["stand-alone"]
    order = [(first_weekday(fmt) + step) % 7 for step in range(7)]
    return tuple(Label(names["short"][day], names["wide"][day]) for day in order)


def span(fmt: Formatter, start: datetime, end: datetime | None) -> Period:
    """Return start and end on one line. On one day in one zone, the day and the zone are given once."""
    first = start.astimezone(fmt.zone)
    if end is None:
        return _period(fmt.texts.gettext("Since %(start)s"), start=moment(fmt, start))
    last = end.astimezone(fmt.zone)
    times = fmt.texts.gettext("%(start)s to %(end)s")
    begin, over = moment(fmt, start), moment(fmt, end)
    if first.date() != last.date() or first.utcoffset() != last.utcoffset():
        return _period(times, start=begin, end=over)
    day = short_day(fmt, first.date()).replace("%", "%%")
    ends = {"start": replace(begin, text=f"{first:%H:%M}"), "end": replace(over, text=over.time)}
    hours = _period(f"%(start)s{_between_times(fmt.locale)}%(end)s", **ends)
    return replace(_period(_date_and_time(fmt.language, day, times), **ends), hours=hours.html)


@cache
def _between_times(locale: Locale) -> str:
    """Return what a language writes between two times of a day: the end of a pattern such as `HH:mm–`."""
    begin: str = locale.interval_formats.get("Hm", {}).get("m", ("–",))[0]
    return begin[len(begin.rstrip(_BETWEEN)) :] or "–"


def _period(pattern: str, **ends: Moment) -> Period:
    """Return a pattern filled with the ends, as plain text and as HTML."""
    html = escape(pattern) % {name: _TIME % (end.iso, end.text) for name, end in ends.items()}
    return Period(pattern % {name: end.text for name, end in ends.items()}, html)


def duration(fmt: Formatter, length: timedelta) -> str:
    """Return the two largest units: `1 hour 52 minutes`, `3 days 4 hours`, or `less than a minute`."""
    if length < timedelta(1):
        return hours(fmt, length) if length >= _MINUTE else fmt.texts.gettext("less than a minute")
    rest = length.seconds // 3600
    return _joined(fmt, count_days(fmt, length.days), _count_hours(fmt, rest) if rest else "")


def hours(fmt: Formatter, length: timedelta) -> str:
    """Return hours and minutes, also of several days: `43 hours 48 minutes`; `0 minutes` only of nothing."""
    if timedelta() < length < _MINUTE:
        return fmt.texts.gettext("less than a minute")
    whole, minutes = divmod(length // _MINUTE, 60)
    rest = fmt.texts.ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if not whole:
        return rest
    return _joined(fmt, _count_hours(fmt, whole), rest if minutes else "")


_MINUTE = timedelta(minutes=1)


def _count_hours(fmt: Formatter, count: int) -> str:
    return fmt.texts.ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}


def _joined(fmt: Formatter, larger: str, smaller: str) -> str:
    """Return `1 hour 52 minutes`; `larger` alone if the other is empty."""
    parts = {"larger": larger, "smaller": smaller}
    return fmt.texts.gettext("%(larger)s %(smaller)s") % parts if smaller else larger


def uptime(fmt: Formatter, measured: Uptime) -> str:
    """Return `99.98%`, rounded down, so that only a service that never failed has `100%`.

    A text if part of the time is unconfirmed; empty without data.
    """
    if measured.unconfirmed:
        return fmt.texts.gettext("Not confirmed")
    if measured.share is None:
        return ""
    pattern = fmt.locale.percent_formats[None].pattern
    digits = pattern if measured.share == 1 else pattern.replace("0", "0.00")
    return format_percent(measured.share, format=digits, locale=fmt.locale)


def downtime(fmt: Formatter, measured: Uptime) -> str:
    """Return the weighted downtime: `5 minutes`; empty without any.

    If part of the time is unconfirmed, it is the least that is known: `at least 5 minutes`.
    """
    if not measured.down:
        return ""
    time = duration(fmt, measured.down)
    return fmt.texts.gettext("at least %(time)s") % {"time": time} if measured.unconfirmed else time


def percent(fmt: Formatter, number: float | str) -> str:
    """Return a number of percents with all its digits: `99.5%`."""
    return format_percent(Decimal(str(number)) / 100, locale=fmt.locale, decimal_quantization=False)


@cache
def _locale(language: str) -> Locale:
    """Return the locale of a language in its most likely region, which has the first day of the week."""
    code = language.replace("-", "_")
    for one in (_LOCALES.get(code) or get_global("likely_subtags").get(code, code), code):
        try:
            return Locale.parse(one)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_LOCALES["en"])


def _date_and_time(language: str, day: str, clock: str) -> str:
    pattern = str(_locale(language).datetime_formats["medium"])  # `{1}, {0}`
    return pattern.replace("{1}", day).replace("{0}", clock)

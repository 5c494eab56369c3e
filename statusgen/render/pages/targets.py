"""Views of what is promised about the uptime of a service: its targets, and the words of its contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from markupsafe import escape

from statusgen.model.catalog import Service
from statusgen.model.targets import Window
from statusgen.model.text import N_
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import (
    Formatter,
    day_span,
    hours,
    listed,
    medium_day,
    month_name,
    percent,
)
from statusgen.render.localization.periods import quarter_name, year_name
from statusgen.render.texts import localized
from statusgen.render.views.services import AgreementView, PromiseView, TargetView
from statusgen.render.views.words import Label, Period
from statusgen.timeline.calendar import day_at
from statusgen.timeline.values import Level, LevelState

WINDOWS = {
    Window.DAYS_30: N_("Last 30 days"),
    Window.DAYS_90: N_("Last 90 days"),
    Window.DAYS_365: N_("Last 365 days"),
    Window.MONTH: N_("Each month"),
    Window.QUARTER: N_("Each quarter"),
    Window.YEAR: N_("Each year"),
}
_STATES = {
    LevelState.MET: N_("met"),
    LevelState.MISSED: N_("missed"),
    LevelState.ON_COURSE: N_("on course"),
    LevelState.MISSED_ALREADY: N_("missed already"),
}
_DAY, _TICK = timedelta(days=1), timedelta.resolution


def promise_view(fmt: Formatter, level: Level, today: date | None = None) -> PromiseView:
    """Return a target and what is used of it; windows of days that end today are “Last 90 days”."""
    text, period = percents(fmt, level), _period(fmt, level, today)
    if level.state is None:
        texts = fmt.texts
        missing = texts.gettext("Not confirmed") if level.counted else texts.gettext("No data yet")
        return PromiseView(text=text, result=None, period=period, missing=missing)
    return PromiseView(
        text=text,
        result=Label(level.state.value, fmt.texts.gettext(_STATES[level.state])),
        period=period,
        allowed=_hours(fmt, level.allowed),
        used=_hours(fmt, level.used),
        left=_hours(fmt, level.left) if level.left >= 0 else "",
        over=_hours(fmt, -level.left) if level.left < 0 else "",
    )


def percents(fmt: Formatter, level: Level) -> str:
    """Return the target of a level, or all that judge its window: `99.5%, 99.9%`."""
    return listed(fmt.language, (percent(fmt, one) for one in level.percents))


def _hours(fmt: Formatter, microseconds: Fraction) -> str:
    return hours(fmt, timedelta(microseconds=int(microseconds)))


def _period(fmt: Formatter, level: Level, today: date | None) -> Period:
    """Return the window as its name if it is whole, else as its first and last day."""
    window = level.target.window
    first, last = day_at(level.start, fmt.zone), day_at(level.end - _TICK, fmt.zone)
    if window.days:
        name = fmt.texts.gettext(WINDOWS[window]) if first + _DAY * (window.days - 1) == today else ""
    else:
        ends = first.day == (last + _DAY).day == 1
        name = _NAMES[window](fmt, first) if ends and last.month - first.month + 1 == window.months else ""
    return Period(name, escape(name)) if name else day_span(fmt, first, last)


_NAMES: Mapping[Window, Callable[[Formatter, date], str]] = {
    Window.MONTH: lambda fmt, day: month_name(fmt, day.year, day.month),
    Window.QUARTER: quarter_name,
    Window.YEAR: year_name,
}


def target_views(fmt: Formatter, service: Service) -> tuple[TargetView, ...]:
    """Return the targets of a service, newest first, if readers should know that they have changed."""
    return tuple(_targets(fmt, service)) if any(one.since for one in service.targets) else ()


def _targets(fmt: Formatter, service: Service) -> Iterator[TargetView]:
    for one in reversed(service.targets):
        yield TargetView(
            percent(fmt, one.percent),
            fmt.texts.gettext(WINDOWS[one.window]),
            medium_day(fmt, one.since) if one.since else None,
            medium_day(fmt, one.until) if one.until else None,
        )


def agreement_view(context: RenderContext, service: Service) -> AgreementView | None:
    """Return the words of the contract, if there are any."""
    found = service.agreement
    return AgreementView(localized(context, found.words), found.link) if found else None

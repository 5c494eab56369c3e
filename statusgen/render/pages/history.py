"""The past as views: months with their calendars, all months, a service's years, and the search."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from statusgen.model.notes import Kind
from statusgen.model.states import ServiceState, Severity
from statusgen.render.context import (
    Edition,
    href,
    month_address,
    search_address,
    service_link,
    service_year_address,
)
from statusgen.render.localization.formatter import (
    first_weekday,
    local_date,
    midnight,
    month_name,
    short_day,
    weekdays,
)
from statusgen.render.localization.labels import kind_label, severity_label, state_label
from statusgen.render.pages.note import note_line
from statusgen.render.views.notes import DayNotesView
from statusgen.render.views.services import YearLink
from statusgen.render.views.site import (
    CalendarDay,
    CalendarView,
    HistoryView,
    MonthLink,
    MonthView,
    SearchView,
    ServiceYearView,
    YearView,
)
from statusgen.render.views.words import Label
from statusgen.timeline.history import MonthStory, YearStory
from statusgen.timeline.note_summary import Story
from statusgen.timeline.site_state import Month


def month_view(edition: Edition, told: MonthStory) -> MonthView:
    """A month, with those that have notes before and after it."""
    return MonthView(
        name=month_name(edition.words, *told.month),
        iso="{:04}-{:02}".format(*told.month),
        calendar=_calendar(edition, told),
        days=_by_day(edition, told.notes),
        earlier=tuple(note_line(edition, story) for story in told.earlier),
        previous=_month_link(edition, told.before) if told.before else None,
        next=_month_link(edition, told.after) if told.after else None,
    )


def history_view(
    edition: Edition, counts: Iterable[tuple[Month, int]], latest: MonthStory | None, search: SearchView
) -> HistoryView:
    """All months, newest first, with how much began in them, and the newest one as a whole."""
    years = dict[int, list[MonthLink]]()
    for month, count in counts:
        years.setdefault(month[0], []).append(_month_link(edition, month, count))
    return HistoryView(
        years=tuple(YearView(str(year), tuple(links)) for year, links in years.items()),
        latest=month_view(edition, latest) if latest else None,
        search=search,
    )


def search_view(edition: Edition, years: Sequence[int]) -> SearchView:
    """What the search offers to choose from, and where its index lies, newest year first."""
    words = edition.words
    return SearchView(
        shards=tuple(href(edition, search_address(year)) for year in years),
        services=tuple(Label(id_, service_link(edition, id_).text.text) for id_ in edition.services),
        severities=tuple(severity_label(words, one) for one in reversed(Severity)),
        kinds=tuple(kind_label(words, kind) for kind in (Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE)),
    )


def service_year_view(edition: Edition, told: YearStory) -> ServiceYearView:
    """A year of a service."""
    return ServiceYearView(
        service=service_link(edition, told.service),
        year=str(told.year),
        days=_by_day(edition, told.notes),
        previous=year_link(edition, told.service, told.before) if told.before else None,
        next=year_link(edition, told.service, told.after) if told.after else None,
    )


def year_link(edition: Edition, service: str, year: int) -> YearLink:
    """The link to a year of a service."""
    return YearLink(href(edition, service_year_address(service, year)), str(year))


def _month_link(edition: Edition, month: Month, count: int = 0) -> MonthLink:
    return MonthLink(href(edition, month_address(month)), month_name(edition.words, *month), count)


def _by_day(edition: Edition, notes: Iterable[Story]) -> tuple[DayNotesView, ...]:
    """Notes under the day of their start, newest first."""
    days = groupby(notes, lambda story: local_date(edition.words, story.starts))
    return tuple(
        DayNotesView(
            midnight(edition.words, day), tuple(note_line(edition, story) for story in told), _anchor(day)
        )
        for day, told in days
    )


def _anchor(day: date) -> str:
    return f"d-{day.isoformat()}"


def _calendar(edition: Edition, told: MonthStory) -> CalendarView:
    """The days of the month in weeks, each with the worst of it; those to come have nothing to tell."""
    states = dict(told.days)
    counts = dict[date, int]()
    for story in told.notes:
        day = local_date(edition.words, story.starts)
        counts[day] = counts.get(day, 0) + 1
    weeks = Calendar(first_weekday(edition.words)).monthdatescalendar(*told.month)
    return CalendarView(
        weekdays=weekdays(edition.words),
        weeks=tuple(
            tuple(
                _day(edition, day, states.get(day), counts.get(day, 0), to_come=_to_come(day, told))
                if (day.year, day.month) == told.month
                else None
                for day in week
            )
            for week in weeks
        ),
    )


def _to_come(day: date, told: MonthStory) -> bool:
    return told.today is not None and day > told.today


def _day(
    edition: Edition, day: date, state: ServiceState | None, count: int, *, to_come: bool
) -> CalendarDay:
    words = edition.words
    label = state_label(words, state or ServiceState.OPERATIONAL)
    facts = {"day": short_day(words, day), "state": label.text, "count": count}
    if count:
        text = words.texts.ngettext(
            "%(day)s: %(state)s, %(count)s entry", "%(day)s: %(state)s, %(count)s entries", count
        )
    else:
        text = words.texts.gettext("%(day)s: %(state)s")
    return CalendarDay(
        number=day.day,
        iso=day.isoformat(),
        state=None if to_come else label,
        text="" if to_come else text % facts,
        href=f"#{_anchor(day)}" if count else "",
        count=count,
    )

"""The past as views: months with their calendars, all months, a service's years, and the search."""

from __future__ import annotations

import json
from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from statusgen.markdown import shorten
from statusgen.model.notes import Kind
from statusgen.model.output import Output
from statusgen.model.states import ServiceState, Severity
from statusgen.render.context import (
    RenderContext,
    href,
    output_path,
    said,
    service_link,
    service_name,
)
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import (
    first_weekday,
    local_date,
    midnight,
    month_name,
    short_day,
    weekdays,
)
from statusgen.render.localization.labels import kind_label, severity_label, state_label
from statusgen.render.pages.note import note_line, summary
from statusgen.render.pages.template import PageContent, page_output
from statusgen.render.urls import HISTORY, month_address, note_address, search_address, service_year_address
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
from statusgen.timeline.history import History, MonthHistory, YearHistory
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month


def month_view(context: RenderContext, told: MonthHistory) -> MonthView:
    """A month, with those that have notes before and after it."""
    return MonthView(
        name=month_name(context.words, *told.month),
        iso="{:04}-{:02}".format(*told.month),
        calendar=_calendar(context, told),
        days=_by_day(context, told.notes),
        earlier=tuple(note_line(context, story) for story in told.earlier),
        previous=_month_link(context, told.before) if told.before else None,
        next=_month_link(context, told.after) if told.after else None,
    )


def history_view(
    context: RenderContext,
    counts: Iterable[tuple[Month, int]],
    latest: MonthHistory | None,
    search: SearchView,
) -> HistoryView:
    """All months, newest first, with how much began in them, and the newest one as a whole."""
    years = dict[int, list[MonthLink]]()
    for month, count in counts:
        years.setdefault(month[0], []).append(_month_link(context, month, count))
    return HistoryView(
        years=tuple(YearView(str(year), tuple(links)) for year, links in years.items()),
        latest=month_view(context, latest) if latest else None,
        search=search,
    )


def search_view(context: RenderContext, years: Sequence[int]) -> SearchView:
    """What the search offers to choose from, and where its index lies, newest year first."""
    words = context.words
    return SearchView(
        shards=tuple(href(context, search_address(year)) for year in years),
        services=tuple(Label(id_, service_link(context, id_).text.text) for id_ in context.services),
        severities=tuple(severity_label(words, one) for one in reversed(Severity)),
        kinds=tuple(kind_label(words, kind) for kind in (Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE)),
    )


def service_year_view(context: RenderContext, told: YearHistory) -> ServiceYearView:
    """A year of a service."""
    return ServiceYearView(
        service=service_link(context, told.service),
        year=str(told.year),
        days=_by_day(context, told.notes),
        previous=year_link(context, told.service, told.before) if told.before else None,
        next=year_link(context, told.service, told.after) if told.after else None,
    )


def year_link(context: RenderContext, service: str, year: int) -> YearLink:
    """The link to a year of a service."""
    return YearLink(href(context, service_year_address(service, year)), str(year))


def _month_link(context: RenderContext, month: Month, count: int = 0) -> MonthLink:
    return MonthLink(href(context, month_address(month)), month_name(context.words, *month), count)


def _by_day(context: RenderContext, notes: Iterable[NoteSummary]) -> tuple[DayNotesView, ...]:
    """Notes under the day of their start, newest first."""
    days = groupby(notes, lambda story: local_date(context.words, story.starts))
    return tuple(
        DayNotesView(
            midnight(context.words, day), tuple(note_line(context, story) for story in told), _anchor(day)
        )
        for day, told in days
    )


def _anchor(day: date) -> str:
    return f"d-{day.isoformat()}"


def _calendar(context: RenderContext, told: MonthHistory) -> CalendarView:
    """The days of the month in weeks, each with the worst of it; those to come have nothing to tell."""
    states = dict(told.days)
    counts = dict[date, int]()
    for story in told.notes:
        day = local_date(context.words, story.starts)
        counts[day] = counts.get(day, 0) + 1
    weeks = Calendar(first_weekday(context.words)).monthdatescalendar(*told.month)
    return CalendarView(
        weekdays=weekdays(context.words),
        weeks=tuple(
            tuple(
                _day(context, day, states.get(day), counts.get(day, 0), to_come=_to_come(day, told))
                if (day.year, day.month) == told.month
                else None
                for day in week
            )
            for week in weeks
        ),
    )


def _to_come(day: date, told: MonthHistory) -> bool:
    return told.today is not None and day > told.today


def _day(
    context: RenderContext, day: date, state: ServiceState | None, count: int, *, to_come: bool
) -> CalendarDay:
    words = context.words
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


def history_pages(context: RenderContext, past: History) -> Iterator[Output]:
    """All of them, of an edition. They list others, so they are late."""
    counts = tuple((told.month, len(told.notes)) for told in past.months)
    inputs = (context, counts, past.months[0] if past.months else None, tuple(past.notes))
    yield Output(output_path(context, HISTORY), _make_history, inputs, late=True)
    for told in past.months:
        yield Output(output_path(context, month_address(told.month)), _make_month, (context, told), late=True)
    for of_service in past.years.values():
        for year in of_service:
            if year.service in context.services:
                path = output_path(context, service_year_address(year.service, year.year))
                yield Output(path, _make_year, (context, year), late=True)


@page_output
def _make_history(
    context: RenderContext,
    counts: tuple[tuple[Month, int], ...],
    latest: MonthHistory | None,
    searched: Sequence[int],
) -> PageContent:
    view = history_view(context, counts, latest, search_view(context, searched))
    top = head(context, HISTORY, context.words.texts.gettext("History"))
    return PageContent("history.html", frame(context, HISTORY), top, {"history": view})


@page_output
def _make_month(context: RenderContext, told: MonthHistory) -> PageContent:
    address, name = month_address(told.month), month_name(context.words, *told.month)
    around, top = frame(context, address), head(context, address, name)
    return PageContent("month.html", around, top, {"month": month_view(context, told)})


@page_output
def _make_year(context: RenderContext, told: YearHistory) -> PageContent:
    address = service_year_address(told.service, told.year)
    top = head(context, address, f"{service_name(context, told.service).text} {told.year}")
    view = service_year_view(context, told)
    return PageContent("service_year.html", frame(context, address), top, {"page": view})


MOST_SIGNS = 80
"""Of a summary: 1,000 notes shall take at most 60 KB, compressed."""


def search_index(context: RenderContext, notes: Mapping[int, Sequence[NoteSummary]]) -> Iterator[Output]:
    """The files of an edition, from the notes of each year."""
    for year, told in notes.items():
        yield Output(output_path(context, search_address(year)), _make_shard, (context, told), late=True)


def _make_shard(context: RenderContext, stories: Sequence[NoteSummary]) -> bytes:
    """A list a note: address, title, summary, kind, severity, first day, services by their place."""
    places = {service: place for place, service in enumerate(context.services)}
    notes = [
        [
            href(context, note_address(story.kind, story.id)),
            said(context, story.title).text,
            shorten(summary(context, story).text, MOST_SIGNS),
            story.kind.value,
            story.severity.key if story.severity is not None and not story.withdrawn else "",
            local_date(context.words, story.starts).isoformat(),
            [places[service] for service in story.states if service in places],
        ]
        for story in stories
    ]
    return json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

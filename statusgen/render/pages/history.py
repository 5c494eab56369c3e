"""The history: its page, its months with calendars, the years of services, and the search index."""

from __future__ import annotations

import json
from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from statusgen.markdown import shorten
from statusgen.model.output import Output
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind
from statusgen.render.context import RenderContext, href, output_path
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
from statusgen.render.texts import localized, service_link, service_name
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
from statusgen.timeline.site_state import Month, format_month


def month_view(context: RenderContext, month: MonthHistory) -> MonthView:
    """Return a month, with links to the neighbouring months that have notes."""
    return MonthView(
        name=month_name(context.formatter, *month.month),
        iso=format_month(month.month),
        calendar=_calendar(context, month),
        days=_by_day(context, month.notes),
        earlier=tuple(note_line(context, note) for note in month.earlier),
        previous=_month_link(context, month.before) if month.before else None,
        next=_month_link(context, month.after) if month.after else None,
    )


def history_view(
    context: RenderContext,
    counts: Iterable[tuple[Month, int]],
    latest: MonthHistory | None,
    search: SearchView,
) -> HistoryView:
    """Return all months with the number of notes that began in them, newest first, and the newest in full."""
    years = dict[int, list[MonthLink]]()
    for month, count in counts:
        years.setdefault(month[0], []).append(_month_link(context, month, count))
    return HistoryView(
        years=tuple(YearView(str(year), tuple(links)) for year, links in years.items()),
        latest=month_view(context, latest) if latest else None,
        search=search,
    )


def search_view(context: RenderContext, years: Sequence[int]) -> SearchView:
    """Return the choices that the search offers, and the links to its index, newest year first."""
    fmt, problems = context.formatter, (Kind.PROBLEM,) if context.learned_page else ()
    kinds = (Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE, *problems)
    return SearchView(
        shards=tuple(href(context, search_address(year)) for year in years),
        services=tuple(Label(id_, service_link(context, id_).text.text) for id_ in context.services),
        severities=tuple(severity_label(fmt, one) for one in reversed(Severity)),
        kinds=tuple(kind_label(fmt, kind) for kind in kinds),
    )


def service_year_view(context: RenderContext, year: YearHistory) -> ServiceYearView:
    """Return a year of a service, with links to the neighbouring years that have notes."""
    return ServiceYearView(
        service=service_link(context, year.service),
        year=str(year.year),
        days=_by_day(context, year.notes),
        previous=year_link(context, year.service, year.before) if year.before else None,
        next=year_link(context, year.service, year.after) if year.after else None,
    )


def year_link(context: RenderContext, service: str, year: int) -> YearLink:
    """Return the link to a year of a service."""
    return YearLink(href(context, service_year_address(service, year)), str(year))


def _month_link(context: RenderContext, month: Month, count: int = 0) -> MonthLink:
    return MonthLink(href(context, month_address(month)), month_name(context.formatter, *month), count)


def _by_day(context: RenderContext, notes: Iterable[NoteSummary]) -> tuple[DayNotesView, ...]:
    """Group notes by the day of their start, newest first."""
    days = groupby(notes, lambda note: local_date(context.formatter, note.starts))
    return tuple(
        DayNotesView(
            midnight(context.formatter, day), tuple(note_line(context, note) for note in of_day), _anchor(day)
        )
        for day, of_day in days
    )


def _anchor(day: date) -> str:
    return f"d-{day.isoformat()}"


def _calendar(context: RenderContext, month: MonthHistory) -> CalendarView:
    """Return the days of the month in weeks, each with its worst state; days in the future have none.

    Before the first day that counts, the state of a day on which nothing happened is unknown.
    """
    states = dict(month.days)
    counts = Counter(local_date(context.formatter, note.starts) for note in month.notes)
    weeks = Calendar(first_weekday(context.formatter)).monthdatescalendar(*month.month)
    return CalendarView(
        weekdays=weekdays(context.formatter),
        weeks=tuple(
            tuple(
                _day(
                    context,
                    day,
                    states.get(day, None if month.first and day < month.first else ServiceState.OPERATIONAL),
                    counts[day],
                    to_come=bool(month.today and day > month.today),
                )
                if (day.year, day.month) == month.month
                else None
                for day in week
            )
            for week in weeks
        ),
    )


def _day(
    context: RenderContext, day: date, state: ServiceState | None, count: int, *, to_come: bool
) -> CalendarDay:
    fmt = context.formatter
    label = state_label(fmt, state)
    facts = {"day": short_day(fmt, day), "state": label.text, "count": count}
    text = fmt.texts.gettext("%(day)s: %(state)s")
    if count:
        text = fmt.texts.ngettext(
            "%(day)s: %(state)s, %(count)s entry", "%(day)s: %(state)s, %(count)s entries", count
        )
    return CalendarDay(
        number=day.day,
        iso=day.isoformat(),
        state=None if to_come else label,
        text="" if to_come else text % facts,
        href=f"#{_anchor(day)}" if count else "",
        count=count,
    )


def history_pages(context: RenderContext, history: History) -> Iterator[Output]:
    """Yield the history, its months, and the years of services. They link to notes, so they are late."""
    counts = tuple((month.month, len(month.notes)) for month in history.months)
    inputs = (context, counts, history.months[0] if history.months else None, tuple(history.notes))
    yield Output(output_path(context, HISTORY), _make_history, inputs, late=True)
    for month in history.months:
        yield Output(
            output_path(context, month_address(month.month)), _make_month, (context, month), late=True
        )
    for of_service in history.years.values():
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
    top = head(context, HISTORY, context.formatter.texts.gettext("History"))
    return PageContent("history.html", frame(context, HISTORY), top, {"history": view})


@page_output
def _make_month(context: RenderContext, month: MonthHistory) -> PageContent:
    address, name = month_address(month.month), month_name(context.formatter, *month.month)
    around, top = frame(context, address), head(context, address, name)
    return PageContent("month.html", around, top, {"month": month_view(context, month)})


@page_output
def _make_year(context: RenderContext, year: YearHistory) -> PageContent:
    address = service_year_address(year.service, year.year)
    top = head(context, address, f"{service_name(context, year.service).text} {year.year}")
    view = service_year_view(context, year)
    return PageContent("service_year.html", frame(context, address), top, {"page": view})


SEARCH_SUMMARY_LENGTH = 80
"""The length of a summary in the index: 1,000 notes take at most 60 KB, compressed."""


def search_index(context: RenderContext, notes: Mapping[int, Sequence[NoteSummary]]) -> Iterator[Output]:
    """Yield the search index: a file per year, from the notes of each year."""
    for year, of_year in notes.items():
        yield Output(output_path(context, search_address(year)), _make_shard, (context, of_year), late=True)


def _make_shard(context: RenderContext, notes: Sequence[NoteSummary]) -> bytes:
    """Render a list per note: link, title, summary, kind, severity, first day, services, words of the day.

    Services are positions in the catalog.
    """
    places = {service: place for place, service in enumerate(context.services)}
    lines = [
        [
            href(context, note_address(note.kind, note.id)),
            localized(context, note.title).text,
            shorten(summary(context, note).text, SEARCH_SUMMARY_LENGTH),
            note.kind.value,
            note.severity.key if note.severity is not None and not note.withdrawn else "",
            (day := local_date(context.formatter, note.starts)).isoformat(),
            [places[service] for service in note.states if service in places],
            short_day(context.formatter, day),
        ]
        for note in notes
    ]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

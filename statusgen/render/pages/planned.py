"""The page of planned maintenance: a calendar of work and freezes, and what is planned later as a list."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from statusgen.model.changes import Freeze
from statusgen.model.output import Output
from statusgen.render.context import RenderContext, output_path, url
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import (
    first_weekday,
    local_date,
    midnight,
    moment,
    month_name,
    short_day,
    weekdays,
)
from statusgen.render.pages.note import note_line
from statusgen.render.pages.subscribe import webcal
from statusgen.render.pages.template import PageContent, page_output, with_markdown
from statusgen.render.texts import localized, service_link
from statusgen.render.urls import CALENDAR, PLANNED
from statusgen.render.views.planned import (
    FreezeBarView,
    FreezeView,
    PlannedDayView,
    PlannedMonthView,
    PlannedView,
    PlannedWeekView,
    PlannedWorkView,
)
from statusgen.render.views.words import Day
from statusgen.timeline.calendar import midnight as beginning
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.planned import Plan, days_of, is_excepted, months_ahead, plan
from statusgen.timeline.site_state import Month, Timeline

_DAY = timedelta(days=1)
WorkByDay = Mapping[date, Sequence[NoteSummary]]


def planned_pages(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the page and its Markdown version."""
    if context.planned_page:
        page = Output(output_path(context, PLANNED), _make_planned, (context, plan(timeline)), late=True)
        yield from with_markdown(context, [page])


@page_output
def _make_planned(context: RenderContext, planned: Plan) -> PageContent:
    top = head(context, PLANNED, context.formatter.texts.gettext("Planned maintenance"))
    view = planned_view(context, planned)
    return PageContent("planned.html", frame(context, PLANNED), top, {"planned": view})


def planned_view(context: RenderContext, planned: Plan) -> PlannedView:
    """Return three months from the day of the plan on, and what begins after them."""
    months = months_ahead(planned.today)
    after = _first_of_next(months[-1])
    work = _by_day(context, planned.work, date(*months[0], 1), after)
    views = (_month(context, planned, one, work) for one in months)
    return PlannedView(
        months=tuple(one for one in views if one.freezes or one.notes),
        later=tuple(
            note_line(context, note)
            for note in planned.work
            if days_of(note, context.settings.zone)[0] >= after
        ),
        later_freezes=tuple(
            freeze_view(context, one, planned.work) for one in planned.freezes if one.start >= after
        ),
        webcal=webcal(url(context, CALENDAR)),
    )


def freeze_view(context: RenderContext, freeze: Freeze, work: Iterable[NoteSummary]) -> FreezeView:
    """Return a freeze; `work` is what is planned."""
    first, last = (
        Day(day.isoformat(), short_day(context.formatter, day)) for day in (freeze.start, freeze.end)
    )
    services = tuple(service_link(context, id_) for id_ in freeze.services)
    excepted = is_excepted(freeze, work, context.settings.zone)
    return FreezeView(excepted, first, last, localized(context, freeze.reason), services)


def _by_day(context: RenderContext, work: Iterable[NoteSummary], begin: date, after: date) -> WorkByDay:
    """Return the work of each day of a period; `after` is the day after it."""
    found = dict[date, list[NoteSummary]]()
    for note in work:
        first, last = days_of(note, context.settings.zone)
        day = max(first, begin)
        while day <= last and day < after:
            found.setdefault(day, []).append(note)
            day += _DAY
    return found


def _first_of_next(month: Month) -> date:
    return (date(*month, 28) + timedelta(days=4)).replace(day=1)


def _month(context: RenderContext, planned: Plan, month: Month, work: WorkByDay) -> PlannedMonthView:
    fmt, first, after = context.formatter, date(*month, 1), _first_of_next(month)
    freezes = [one for one in planned.freezes if one.start < after and one.end >= first]
    every = Calendar(first_weekday(fmt)).monthdatescalendar(*month)
    weeks = [
        [one if first <= one < after else None for one in week] for week in every if week[-1] >= planned.today
    ]
    notes = {note.key: note for week in weeks for day in week if day for note in work.get(day, ())}
    return PlannedMonthView(
        name=month_name(fmt, *month),
        iso=first.isoformat()[:7],
        freezes=tuple(freeze_view(context, one, planned.work) for one in freezes),
        weekdays=weekdays(fmt),
        notes=tuple(note_line(context, one) for one in notes.values()),
        weeks=tuple(
            PlannedWeekView(
                tuple(_bars(context, week, freezes, planned.work)),
                tuple(_day(context, day, planned.today, work) if day else None for day in week),
            )
            for week in weeks
        ),
    )


def _bars(
    context: RenderContext,
    week: Sequence[date | None],
    freezes: Iterable[Freeze],
    work: Sequence[NoteSummary],
) -> Iterator[FreezeBarView]:
    for one in freezes:
        within = [place for place, day in enumerate(week) if day and one.start <= day <= one.end]
        if within:
            view = freeze_view(context, one, work)
            yield FreezeBarView(view, within[0], len(within), len(week) - 1 - within[-1])


def _day(context: RenderContext, day: date, today: date, work: WorkByDay) -> PlannedDayView:
    return PlannedDayView(
        number=day.day,
        day=midnight(context.formatter, day),
        today=day == today,
        past=day < today,
        work=tuple(_on_day(context, note, day) for note in work.get(day, ())),
    )


def _on_day(context: RenderContext, note: NoteSummary, day: date) -> PlannedWorkView:
    fmt, zone = context.formatter, context.settings.zone
    starts, ends = (
        moment(fmt, at) if at and local_date(fmt, at) == day else None for at in (note.starts, note.ends)
    )
    whole = ends is None and note.starts <= beginning(day, zone)
    return PlannedWorkView(note_line(context, note), None if whole else starts, ends)

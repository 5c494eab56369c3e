"""Views of services: in their groups, on their own page, and their days as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from urllib.parse import quote

from statusgen.model.catalog import Group
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY
from statusgen.render.context import RenderContext, href, once
from statusgen.render.localization.formatter import (
    Formatter,
    count_days,
    day_span,
    duration,
    medium_day,
    short_day,
    uptime,
)
from statusgen.render.localization.labels import incomplete_text, state_label
from statusgen.render.pages.bars import bar_view
from statusgen.render.pages.history import year_link
from statusgen.render.pages.learning import note_link
from statusgen.render.pages.measures import budget_view
from statusgen.render.pages.note import note_line, problem_line
from statusgen.render.pages.planned import freeze_view
from statusgen.render.pages.targets import agreement_view, target_views
from statusgen.render.pages.uptime import first_counted, service_row
from statusgen.render.texts import localized, rich_text, service_link
from statusgen.render.urls import HISTORY, month_address, service_address
from statusgen.render.views.charts import BudgetView
from statusgen.render.views.services import DayRunView, DayView, GroupView, ServicePageView, ServiceView
from statusgen.render.views.words import Day as DayName
from statusgen.render.views.words import Text
from statusgen.timeline.history import ServiceHistory
from statusgen.timeline.planned import Plan
from statusgen.timeline.site_state import Month, ServiceSummary, offered
from statusgen.timeline.spendings import spendings
from statusgen.timeline.values import Day, GroupUptime, Uptimes

MOST_PLANNED = 5
"""Scheduled maintenance on the page of a service; all of it is in the calendar."""

FEW_SERVICES = 8
"""With more services than fit a screen, groups that work are folded."""


def service_view(
    context: RenderContext, summary: ServiceSummary, site_since: date | None = None
) -> ServiceView:
    """Return a service, of a site that counts from a day."""
    service, fmt = summary.service, context.formatter
    return ServiceView(
        id=service.id,
        href=href(context, service_address(service.id)),
        name=localized(context, service.name),
        description=rich_text(context, service.description, service_address(service.id), top_heading=4),
        state=state_label(fmt, summary.state),
        days=_days(context, summary),
        bar=bar_view(fmt, summary.days),
        uptime_90_days=_uptime(fmt, summary.state, summary.uptimes),
        since=_since(fmt, [summary], site_since),
        depends_on=tuple(service_link(context, id_) for id_ in service.depends_on if id_ in context.services),
        url=service.url,
        causes=tuple(note_link(context, note) for note in summary.open_notes),
        retired=medium_day(fmt, service.retired) if service.retired and summary.retired else None,
    )


def group_views(
    context: RenderContext,
    groups: Iterable[Group],
    services: Sequence[ServiceSummary],
    uptimes: Iterable[GroupUptime] = (),
) -> tuple[GroupView, ...]:
    """Return the groups that have services; services without a group are in a nameless one at the end."""
    services = offered(services)
    fmt, of_groups = context.formatter, {one.group.id: one.uptimes for one in uptimes}
    site_since = min((one.uptimes.since for one in services), default=None)
    headings = [(group.id, group.name, group.description) for group in groups] + [("", EMPTY, EMPTY)]
    views = []
    for id_, name, description in headings:
        members = [one for one in services if one.service.group == id_]
        if members:
            worst = max(one.state for one in members)
            views.append(
                GroupView(
                    localized(context, name),
                    rich_text(context, description, "", top_heading=4),
                    state_label(fmt, worst),
                    bar_view(fmt, _worst_days(members)),
                    _uptime(fmt, worst, of_groups.get(id_)),
                    _since(fmt, members, site_since) if id_ else None,
                    worst is ServiceState.OPERATIONAL and len(services) > FEW_SERVICES,
                    tuple(service_view(context, one, site_since) for one in members),
                )
            )
    return tuple(views)


def _uptime(fmt: Formatter, state: ServiceState, measured: Uptimes | None) -> str:
    """Return the uptime of 90 days, to be shown beside a state that says whether it is confirmed."""
    return "" if measured is None or state is ServiceState.UNCONFIRMED else uptime(fmt, measured.days_90)


def _since(fmt: Formatter, services: Sequence[ServiceSummary], site: date | None) -> DayName | None:
    """Return the first day that counts for some services, if it is later than that of the site."""
    since, today = min(one.uptimes.since for one in services), services[0].days[-1].date
    return None if since == site else first_counted(fmt, since, today)


def _worst_days(services: Sequence[ServiceSummary]) -> tuple[Day, ...]:
    """Return the days of several services as one: each in the worst state of any."""

    def worst(days: Sequence[Day]) -> ServiceState | None:
        return max((day.state for day in days if day.state is not None), default=None)

    by_date = zip(*(one.days for one in services), strict=True)
    return tuple(Day(days[0].date, worst(days), timedelta()) for days in by_date)


def service_page_view(
    context: RenderContext,
    summary: ServiceSummary,
    group: Group | None,
    planned: Plan,
    history: ServiceHistory,
    now: datetime,
) -> ServicePageView:
    """Return a service's own page at the instant of its summary, with its plan and its history."""
    id_ = summary.service.id
    users = (service for service in context.services.values() if id_ in service.depends_on)
    return ServicePageView(
        service=service_view(context, summary),
        uptime=service_row(context, summary.service, summary.uptimes, summary.level, summary.days[-1].date),
        targets=target_views(context.formatter, summary.service),
        agreement=agreement_view(context, summary.service),
        budget=_budget(context, summary, now),
        days=day_run_views(context, summary),
        group=localized(context, group.name) if group else Text(""),
        incomplete=incomplete_text(context.formatter, context.settings.contacts)
        if summary.state is ServiceState.UNCONFIRMED
        else "",
        problems=tuple(problem_line(context, note) for note in history.problems),
        planned=tuple(note_line(context, note) for note in planned.work[:MOST_PLANNED]),
        planned_more=max(len(planned.work) - MOST_PLANNED, 0),
        freezes=tuple(freeze_view(context, one, planned.work) for one in planned.freezes),
        postmortems=tuple(note_link(context, note) for note in history.postmortems),
        notes=tuple(note_line(context, note) for note in history.notes),
        years=tuple(year_link(context, id_, year) for year in history.years),
        search=f"{href(context, HISTORY)}?service={quote(id_)}",
        used_by=tuple(service_link(context, service.id) for service in users),
    )


def _days(context: RenderContext, summary: ServiceSummary) -> tuple[DayView, ...]:
    """Return the days of a service, oldest first, each with the month of the history that has its notes."""
    months = summary.months
    in_month = (
        max((months[key] for key in day.notes if key in months), default=None) for day in summary.days
    )
    return tuple(
        once(context, ("day", day, month), partial(_day_view, context, day, month))
        for day, month in zip(summary.days, in_month, strict=True)
    )


def _budget(context: RenderContext, summary: ServiceSummary, now: datetime) -> BudgetView | None:
    if summary.level is None or summary.level.state is None:
        return None
    spent = spendings(summary.level, summary.intervals, context.settings.weights, now)
    return budget_view(context, summary.level, spent, now, summary.notes)


def _day_view(context: RenderContext, day: Day, month: Month | None) -> DayView:
    fmt, label = context.formatter, state_label(context.formatter, day.state)
    facts = {"day": short_day(fmt, day.date), "state": label.text}
    if day.state and day.affected:
        facts["duration"] = duration(fmt, day.affected)
        text = fmt.texts.gettext("%(day)s: %(state)s, %(duration)s") % facts
    else:
        text = fmt.texts.gettext("%(day)s: %(state)s") % facts
    return DayView(day.date.isoformat(), label, text, href(context, month_address(month)) if month else "")


def day_runs(days: Iterable[Day]) -> tuple[tuple[Day, ...], ...]:
    """Group consecutive days with one state by the same notes."""
    return tuple(tuple(run) for _, run in groupby(days, key=lambda day: (day.state, frozenset(day.notes))))


def day_run_views(context: RenderContext, summary: ServiceSummary) -> tuple[DayRunView, ...]:
    """Return a service's days as rows of equal days, newest first."""
    return tuple(_view(context, summary, run) for run in reversed(day_runs(summary.days)))


def _view(context: RenderContext, summary: ServiceSummary, run: Sequence[Day]) -> DayRunView:
    fmt, first, last = context.formatter, run[0], run[-1]
    quiet = first.state in (None, ServiceState.OPERATIONAL)
    affected = sum((day.affected for day in run), timedelta())
    return DayRunView(
        first=first.date.isoformat(),
        last=last.date.isoformat(),
        days=day_span(fmt, first.date, last.date),
        state=state_label(fmt, first.state),
        duration=count_days(fmt, len(run)) if quiet else duration(fmt, affected),
        notes=tuple(note_link(context, summary.notes[key]) for key in first.notes if key in summary.notes),
    )

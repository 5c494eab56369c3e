"""The public report of incident communication, if the settings ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from statusgen.model.output import Output
from statusgen.model.text import N_
from statusgen.render.context import RenderContext, output_path
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import duration, month_name, percent
from statusgen.render.pages.measures import lengths_view
from statusgen.render.pages.template import PageContent, page_output, with_markdown
from statusgen.render.urls import REPORTS
from statusgen.render.views.site import ReportMonthView, ReportShareView, ReportView
from statusgen.timeline.calendar import day_at
from statusgen.timeline.lengths import Quarter, by_quarter
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import Measures, Quality

MONTHS = 24
"""Months that the page shows, the newest first."""
_QUESTIONS = {
    "impact": N_("What is happening?"),
    "scope": N_("Am I affected?"),
    "action": N_("What is being done?"),
    "next": N_("When is the next update?"),
}


def reports(context: RenderContext, quality: Quality | None, timeline: Timeline) -> Iterator[Output]:
    """Yield the page and its Markdown version, if there is a report and no free page has its address."""
    if quality is not None and context.reports_page:
        path = output_path(context, REPORTS)
        shown = replace(quality, months=quality.months[:MONTHS])
        lasted = _lasted(context, timeline) if "incidents" in context.settings.reports.public else None
        yield from with_markdown(context, [Output(path, _make_report, (context, shown, lasted), late=True)])


def _lasted(context: RenderContext, timeline: Timeline) -> tuple[Sequence[Quarter], Sequence[NoteSummary]]:
    """Return the last quarters, and their incidents, of those that count in reports."""
    zone, since = context.settings.zone, context.settings.reports.since
    counted = [one for one in timeline.incidents if not since or since <= day_at(one.starts, zone)]
    quarters = by_quarter(counted, day_at(timeline.now, zone), zone)
    keys = {one.key for quarter in quarters for one in quarter.lengths.incidents}
    return quarters, tuple(one for one in counted if one.key in keys)


@page_output
def _make_report(
    context: RenderContext,
    quality: Quality,
    lasted: tuple[Sequence[Quarter], Sequence[NoteSummary]] | None,
) -> PageContent:
    top = head(context, REPORTS, context.formatter.texts.gettext("How we keep you informed"))
    measures = lengths_view(context, lasted[0], {one.key: one for one in lasted[1]}) if lasted else None
    variables = {"report": _report_view(context, quality), "measures": measures}
    return PageContent("reports.html", frame(context, REPORTS), top, variables)


def _report_view(context: RenderContext, quality: Quality) -> ReportView:
    total, texts = quality.total, context.formatter.texts
    return ReportView(
        incidents=total.incidents,
        updates=total.updates,
        first_update=_time(context, total.first_update),
        slowest=_time(context, total.slowest_first_update),
        kept=_share(context, total.kept, total.promises),
        promises=total.promises,
        promises_kept=total.kept,
        answers=tuple(
            ReportShareView(texts.gettext(_QUESTIONS[one.question]), _share(context, one.given, one.owed))
            for one in total.answers
        ),
        months=tuple(_month(context, month, own) for month, own in quality.months),
    )


def _month(context: RenderContext, month: str, own: Measures) -> ReportMonthView:
    year, number = map(int, month.split("-"))
    return ReportMonthView(
        month=month_name(context.formatter, year, number),
        iso=month,
        incidents=own.incidents,
        first_update=_time(context, own.first_update),
        kept=_share(context, own.kept, own.promises),
        answers=_share(context, own.all_answers.given, own.all_answers.owed),
    )


def _time(context: RenderContext, minutes: float | None) -> str:
    """Return whole minutes, rounded as the command does."""
    return "" if minutes is None else duration(context.formatter, timedelta(minutes=round(minutes)))


def _share(context: RenderContext, count: int, of: int) -> str:
    """Return a share in whole percents, rounded down; empty if `of` is 0."""
    return percent(context.formatter, 100 * count // of) if of else ""

"""The monthly reports that the settings publish: their pages and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from statusgen.model.notes import Report
from statusgen.model.output import Output, OutputGroup, Part
from statusgen.render.context import RenderContext, output_path
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import sentences
from statusgen.render.pages.communication import communication_month, communication_view, month_day
from statusgen.render.pages.measures import lengths_view
from statusgen.render.pages.month_files import incidents_csv, lengths_csv, services_csv
from statusgen.render.pages.month_report import PublishedMonth, month_link, month_report_view
from statusgen.render.pages.site_pages import picture_files
from statusgen.render.pages.template import PageContent, page_output, with_markdown
from statusgen.render.urls import INCIDENTS_CSV, LENGTHS_CSV, REPORTS, SERVICES_CSV, report_address
from statusgen.render.views.reports import ReportsView
from statusgen.render.views.site import YearView
from statusgen.timeline.calendar import day_at
from statusgen.timeline.lengths import Quarter, by_quarter
from statusgen.timeline.months import MonthReport
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, Timeline, format_month

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import CommunicationMeasures, Quality

MONTHS = 24
"""Months whose communication the page of all reports shows, the newest first."""


@dataclass(frozen=True, slots=True)
class Reports:
    """What the published reports follow from."""

    months: tuple[MonthReport, ...] = ()
    """Newest first; the first one is of the month so far."""
    quality: Quality | None = None
    """Incident communication; None if it is not published."""
    own: tuple[Report, ...] = ()
    """The author's own words."""


def report_pages(contexts: Sequence[RenderContext], reports: Reports, timeline: Timeline) -> Iterator[Part]:
    """Yield the page of all reports in each language, and all files of each month that is over as a group."""
    if not contexts[0].reports_page:
        return
    current, *over = _published(reports)
    quality, months = reports.quality, tuple(one.report.month for one in over)
    communication = quality and _Communication(
        quality.total, quality.months[:MONTHS], quality.months[-1][0] if quality.months[MONTHS:] else ""
    )
    first = day_at(reports.months[-1].start, timeline.site.settings.zone)
    durations = _durations(timeline, first) if "incidents" in timeline.site.settings.reports.public else None
    for context in contexts:
        path = output_path(context, REPORTS)
        inputs = (context, current, months, communication, durations, timeline.now)
        yield from with_markdown(context, [Output(path, _make_reports, inputs, late=True)])
        yield from _tables(context, current, REPORTS)
        if durations:
            yield Output(output_path(context, REPORTS + LENGTHS_CSV), lengths_csv, (context, durations[1]))
        yield from _pictures(context, current)
    for one in over:
        folder = report_address(one.report.month)
        roots = (output_path(context, folder).removesuffix("/index.html") for context in contexts)
        yield OutputGroup(tuple(roots), _month_files, (tuple(contexts), one))


@dataclass(frozen=True, slots=True)
class _Communication:
    """Incident communication of all months, and of the newest of them."""

    total: CommunicationMeasures
    months: Sequence[tuple[str, CommunicationMeasures]]
    since: str
    """The oldest month, if it is not among the newest."""


_Durations = tuple[Sequence[Quarter], Sequence[NoteSummary], date]
"""The last quarters, the incidents in them, and the first day that counts."""


def _durations(timeline: Timeline, first: date) -> _Durations:
    """Return how long incidents lasted that began on or after the first day that counts."""
    zone = timeline.site.settings.zone
    counted = [one for one in timeline.incidents if first <= day_at(one.starts, zone)]
    quarters = by_quarter(counted, day_at(timeline.now, zone), zone, first)
    keys = {one.key for quarter in quarters for one in quarter.lengths.incidents}
    return quarters, tuple(one for one in counted if one.key in keys), first


def _published(reports: Reports) -> Iterator[PublishedMonth]:
    """Yield each month with the months around it. The one after the newest that is over is not over."""
    measures = dict(reports.quality.months) if reports.quality else {}
    own = {one.month: one for one in reports.own}
    months = [one.month for one in reports.months]
    around = zip(reports.months, [None, *months], [*months[1:], None], strict=False)
    for place, (report, after, before) in enumerate(around):
        yield PublishedMonth(
            report=report,
            measures=measures.get(format_month(report.month)),
            own=own.get(report.month),
            before=before,
            after=after,
            is_last=place == 1,
        )


def _month_files(contexts: Sequence[RenderContext], one: PublishedMonth) -> Iterator[Output]:
    folder = report_address(one.report.month)
    for context in contexts:
        page = Output(output_path(context, folder), _make_month, (context, one), late=True)
        yield from with_markdown(context, [page])
        yield from _tables(context, one, folder)
        yield from _pictures(context, one)


def _pictures(context: RenderContext, one: PublishedMonth) -> Iterator[Output]:
    if one.own:
        yield from picture_files(context, report_address(one.report.month), one.own)


def _tables(context: RenderContext, one: PublishedMonth, folder: str) -> Iterator[Output]:
    """Yield the CSV files of a month, as far as the settings publish them."""
    public = context.settings.reports.public
    if "levels" in public:
        yield Output(output_path(context, folder + SERVICES_CSV), services_csv, (context, one.report))
    if "incidents" in public:
        yield Output(output_path(context, folder + INCIDENTS_CSV), incidents_csv, (context, one.report))


@page_output
def _make_month(context: RenderContext, one: PublishedMonth) -> PageContent:
    address = report_address(one.report.month)
    month = month_report_view(context, one, address)
    texts = context.formatter.texts
    title = texts.gettext("Report of %(month)s") % {"month": month.name}
    top = head(context, address, title, sentences(month.short))
    return PageContent("report.html", frame(context, address), top, {"month": month})


@page_output
def _make_reports(
    context: RenderContext,
    current: PublishedMonth,
    months: Sequence[Month],
    communication: _Communication | None,
    durations: _Durations | None,
    now: datetime,
) -> PageContent:
    view = ReportsView(
        current=month_report_view(context, current, REPORTS),
        years=tuple(
            YearView(str(year), tuple(month_link(context, month) for month in of_year))
            for year, of_year in groupby(months, lambda month: month[0])
        ),
        communication=communication_view(context, communication.total) if communication else None,
        months=tuple(
            communication_month(context, month, own)
            for month, own in (communication.months if communication else ())
        ),
        since=month_day(context, communication.since) if communication and communication.since else None,
    )
    top = head(context, REPORTS, context.formatter.texts.gettext("Monthly reports"))
    measures = None
    if durations:
        quarters, notes, first = durations
        measures = lengths_view(context, quarters, {one.key: one for one in notes}, first)
    variables = {"reports": view, "measures": measures}
    return PageContent("reports.html", frame(context, REPORTS, now), top, variables)

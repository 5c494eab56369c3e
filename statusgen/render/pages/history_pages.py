"""The pages of the past: the history, its months, and the years of each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.context import RenderContext, output_path, service_name
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import month_name
from statusgen.render.pages.history import history_view, month_view, search_view, service_year_view
from statusgen.render.pages.template import PageContent, page_output
from statusgen.render.urls import HISTORY, month_address, service_year_address
from statusgen.timeline.history import History, MonthHistory, YearHistory
from statusgen.timeline.site_state import Month


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

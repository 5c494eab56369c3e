"""The pages of the past: the history, its months, and the years of each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.context import Edition, month_address, output_path, service_name, service_year_address
from statusgen.render.frame import HISTORY, frame, head
from statusgen.render.localization.formatter import month_name
from statusgen.render.pages.history import history_view, month_view, search_view, service_year_view
from statusgen.render.pages.template import Sheet, as_page
from statusgen.timeline.history import MonthStory, Past, YearStory
from statusgen.timeline.site_state import Month


def history_pages(edition: Edition, past: Past) -> Iterator[Output]:
    """All of them, of an edition. They list others, so they are late."""
    counts = tuple((told.month, len(told.notes)) for told in past.months)
    inputs = (edition, counts, past.months[0] if past.months else None, tuple(past.notes))
    yield Output(output_path(edition, HISTORY), _make_history, inputs, late=True)
    for told in past.months:
        yield Output(output_path(edition, month_address(told.month)), _make_month, (edition, told), late=True)
    for of_service in past.years.values():
        for year in of_service:
            if year.service in edition.services:
                path = output_path(edition, service_year_address(year.service, year.year))
                yield Output(path, _make_year, (edition, year), late=True)


@as_page
def _make_history(
    edition: Edition,
    counts: tuple[tuple[Month, int], ...],
    latest: MonthStory | None,
    searched: Sequence[int],
) -> Sheet:
    view = history_view(edition, counts, latest, search_view(edition, searched))
    top = head(edition, HISTORY, edition.words.texts.gettext("History"))
    return Sheet("history.html", frame(edition, HISTORY), top, {"history": view})


@as_page
def _make_month(edition: Edition, told: MonthStory) -> Sheet:
    address, name = month_address(told.month), month_name(edition.words, *told.month)
    around, top = frame(edition, address), head(edition, address, name)
    return Sheet("month.html", around, top, {"month": month_view(edition, told)})


@as_page
def _make_year(edition: Edition, told: YearStory) -> Sheet:
    address = service_year_address(told.service, told.year)
    top = head(edition, address, f"{service_name(edition, told.service).text} {told.year}")
    view = service_year_view(edition, told)
    return Sheet("service_year.html", frame(edition, address), top, {"page": view})

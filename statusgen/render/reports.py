"""The page that tells how well the site told of its incidents; only where it is to be public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from statusgen.model import Site
from statusgen.outputs import Output
from statusgen.render.edition import Edition, output_path
from statusgen.render.labels import N_
from statusgen.render.page import Sheet, as_page, with_twins
from statusgen.render.present_frame import REPORTS, frame, head
from statusgen.render.wording import duration, month_name, percent
from statusgen.views import ReportMonthView, ReportShareView, ReportView

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import Measures, Quality

_MONTHS = 24
_QUESTIONS = {
    "impact": N_("What is happening?"),
    "scope": N_("Am I affected?"),
    "action": N_("What is being done?"),
    "next": N_("When do I hear more?"),
}


def reports(edition: Edition, site: Site, quality: Quality | None) -> Iterator[Output]:
    """The page and its twin, if there is a report, and no free page has their address."""
    if quality is not None and has_address(site):
        path = output_path(edition, REPORTS)
        yield from with_twins([Output(path, _make_report, (edition, _shown(quality)), late=True)])


def _shown(quality: Quality) -> Quality:
    return replace(quality, months=quality.months[:_MONTHS])


def has_address(site: Site) -> bool:
    """Whether the address of the report is free: nobody's page is taken away."""
    return REPORTS.rstrip("/") not in {page.id.casefold() for page in site.pages}


@as_page
def _make_report(edition: Edition, quality: Quality) -> Sheet:
    top = head(edition, REPORTS, edition.words.texts.gettext("How we keep you informed"))
    return Sheet("reports.html", frame(edition, REPORTS), top, {"report": _report_view(edition, quality)})


def _report_view(edition: Edition, quality: Quality) -> ReportView:
    total, texts = quality.total, edition.words.texts
    return ReportView(
        incidents=total.incidents,
        updates=total.updates,
        first_update=_time(edition, total.first_update),
        slowest=_time(edition, total.slowest_first_update),
        kept=_share(edition, total.kept, total.promises),
        promises=total.promises,
        promises_kept=total.kept,
        answers=tuple(
            ReportShareView(texts.gettext(_QUESTIONS[one.question]), _share(edition, one.given, one.owed))
            for one in total.answers
        ),
        months=tuple(_month(edition, month, own) for month, own in quality.months),
    )


def _month(edition: Edition, month: str, own: Measures) -> ReportMonthView:
    year, number = map(int, month.split("-"))
    return ReportMonthView(
        month=month_name(edition.words, year, number),
        iso=month,
        incidents=own.incidents,
        first_update=_time(edition, own.first_update),
        kept=_share(edition, own.kept, own.promises),
        answers=_share(edition, own.all_answers.given, own.all_answers.owed),
    )


def _time(edition: Edition, minutes: float | None) -> str:
    return "" if minutes is None else duration(edition.words, timedelta(minutes=minutes))


def _share(edition: Edition, count: int, of: int) -> str:
    """In whole percents, rounded down; empty where there is nothing to share."""
    return percent(edition.words, 100 * count // of) if of else ""

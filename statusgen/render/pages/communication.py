"""Incident communication in reports: first updates, promises and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from statusgen.model.text import N_
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import duration, month_name, percent
from statusgen.render.views.reports import CommunicationMonthView, CommunicationView, ReportShareView
from statusgen.render.views.words import Day

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import CommunicationMeasures

_QUESTIONS = {
    "impact": N_("What is happening?"),
    "scope": N_("Am I affected?"),
    "action": N_("What is being done?"),
    "next": N_("When is the next update?"),
}


def communication_view(context: RenderContext, own: CommunicationMeasures) -> CommunicationView | None:
    """Return the communication about some incidents; None if there were none."""
    if not own.incidents:
        return None
    texts = context.formatter.texts
    count = texts.ngettext("%(count)s incident", "%(count)s incidents", own.incidents)
    return CommunicationView(
        incidents=count % {"count": own.incidents},
        first_update=_time(context, own.first_update),
        slowest=_time(context, own.slowest_first_update) if own.incidents > 1 else "",
        kept=_share(context, own.kept, own.promises),
        promises=own.promises,
        promises_kept=own.kept,
        answers=tuple(
            ReportShareView(texts.gettext(_QUESTIONS[one.question]), _share(context, one.given, one.owed))
            for one in own.answers
        ),
    )


def communication_month(
    context: RenderContext, month: str, own: CommunicationMeasures
) -> CommunicationMonthView:
    """Return the communication about the incidents that began in a month."""
    return CommunicationMonthView(
        month=month_day(context, month).text,
        iso=month,
        incidents=own.incidents,
        first_update=_time(context, own.first_update),
        kept=_share(context, own.kept, own.promises),
        answers=_share(context, own.all_answers.given, own.all_answers.owed),
    )


def month_day(context: RenderContext, month: str) -> Day:
    """Return the name of a month that is given as `2026-05`."""
    year, number = map(int, month.split("-"))
    return Day(month, month_name(context.formatter, year, number))


def _time(context: RenderContext, minutes: float | None) -> str:
    """Return whole minutes, rounded as the command does."""
    return "" if minutes is None else duration(context.formatter, timedelta(minutes=round(minutes)))


def _share(context: RenderContext, count: int, of: int) -> str:
    """Return a share in whole percents, rounded down; empty if `of` is 0."""
    return percent(context.formatter, 100 * count // of) if of else ""

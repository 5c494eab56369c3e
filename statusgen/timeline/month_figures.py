"""All figures of a month: those of its published report, and measures of its incidents. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from statusgen.model.notes import Incident
from statusgen.timeline.measures import Instants, Measures, instants, measure
from statusgen.timeline.months import MonthReport, month_reports
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, Timeline
from statusgen.timeline.spendings import Spending, spendings


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month, and more than its published report says of it."""

    report: MonthReport
    measures: Measures
    """Of the incidents and the planned work that began in the month, as posted by now."""
    instants: Mapping[str, Instants]
    """Those of each incident of the month, by key."""
    used_up: Mapping[str, tuple[Spending, ...]]
    """What used the budgets of which more is used than allowed, by the id of the service."""
    notes: Mapping[str, NoteSummary]
    """All notes by key: those that used a budget can be of earlier months."""


def months_of_reports(timeline: Timeline) -> tuple[Month, ...]:
    """Return the months that have a report, newest first."""
    return tuple(one.month for one in month_reports(timeline))


def month_figures(timeline: Timeline, month: Month) -> MonthFigures | None:
    """Return the figures of a month; None if it has not begun, or is before the first one that counts."""
    report = next((one for one in month_reports(timeline) if one.month == month), None)
    if report is None:
        return None
    settings = timeline.site.settings
    noted = (*report.incidents, *report.maintenances, *report.withdrawn)
    began = (one for one in noted if report.start <= one.starts)
    intervals = {one.service.id: one.intervals for one in timeline.services}
    used_up = {
        one.service.id: spendings(one.level, intervals[one.service.id], settings.weights, report.end)
        for one in report.services
        if one.level and one.level.left < 0
    }
    measures = measure((one.note for one in began), settings.plain_language, timeline.now)
    notes = {one.key: one for one in timeline.notes}
    incidents = (one.note for one in report.incidents)
    own = {one.key: instants(one, timeline.now) for one in incidents if isinstance(one, Incident)}
    return MonthFigures(report, measures, own, used_up, notes)

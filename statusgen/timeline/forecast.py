"""The timeline at the next instants at which the site changes by itself.

A forecast follows from what readers may know now, so what is posted later is not in it. Days and uptime stay
as they are: pages show a forecast for minutes, until the site is built again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from statusgen.model.status import Kind
from statusgen.timeline.derive import Revise, with_version
from statusgen.timeline.intervals import state_and_causes
from statusgen.timeline.note_summary import NoteSummary, summarize
from statusgen.timeline.overall import overall_state
from statusgen.timeline.services import with_notes
from statusgen.timeline.site_state import Timeline

MOST = 3


def forecast(timeline: Timeline, revise: Revise = lambda summary: summary) -> tuple[Timeline, ...]:
    """Return the timeline at the next instants, at most three and in order, as if nothing more were posted.

    `revise` adds to each summary what is known of revisions of its note.
    """
    times = (time for summary in timeline.notes if _may_change(summary) for time in _changes(summary))
    instants = sorted({time for time in times if time > timeline.now})[:MOST]
    return tuple(_at(timeline, instant, revise) for instant in instants)


def _may_change(summary: NoteSummary) -> bool:
    return summary.open or summary.report_by is not None


def _changes(summary: NoteSummary) -> Iterator[datetime]:
    """Yield when a promised update is due, planned work begins or ends, or a notice leaves the home page."""
    if summary.next_update:
        yield summary.next_update
    if summary.report_by:
        yield summary.report_by
    if summary.kind is Kind.MAINTENANCE:
        yield summary.starts
    if summary.ends:
        yield summary.ends


def _at(timeline: Timeline, now: datetime, revise: Revise) -> Timeline:
    def later(notes: Iterable[NoteSummary]) -> tuple[NoteSummary, ...]:
        """Return notes at the instant; what is over stays as it is."""
        return tuple(revise(summarize(one.note, now)) if _may_change(one) else one for one in notes)

    incidents, maintenances = later(timeline.incidents), later(timeline.maintenances)
    notes = {one.key: one for one in (*maintenances, *incidents)}
    moved = (
        replace(service, state=state, causes=causes)
        for service in timeline.services
        for state, causes in (state_and_causes(service.intervals, now),)
    )
    services = tuple(with_notes(one, notes, now, timeline.site.settings.zone) for one in moved)
    later_timeline = replace(
        timeline,
        now=now,
        incidents=incidents,
        maintenances=maintenances,
        # The published version of a forecast does not count archived notices.
        notices=later(one for one in timeline.notices if not one.archived),
        problems=later(timeline.problems),
        services=services,
        state=overall_state(services, incidents, timeline.site),
    )
    return with_version(later_timeline)

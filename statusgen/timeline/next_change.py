"""The next instant at which a site changes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from statusgen.model.notes import DatedNote, Incident
from statusgen.model.site import Site
from statusgen.timeline.calendar import next_midnight
from statusgen.timeline.learning import actions_of
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.visible import known_from


def next_change(site: Site, notes: Iterable[NoteSummary], now: datetime) -> datetime:
    """Return the first instant after `now` at which anything changes.

    `site` is all content, also that for later; `notes` are the summaries of what is visible and not archived.
    """
    times = [*_postings(site), *(time for summary in notes for time in _changes(summary))]
    return min([next_midnight(now, site.settings.zone), *(time for time in times if time > now)])


def _postings(site: Site) -> Iterator[datetime]:
    """Yield when notes and updates appear."""
    notes: tuple[DatedNote, ...] = (*site.incidents, *site.maintenances, *site.notices, *site.problems)
    for note in notes:
        if known := known_from(note):
            yield known
        yield from (update.at for update in note.updates)
    yield from (notice.until for notice in site.notices if notice.until)


def _changes(summary: NoteSummary) -> Iterator[datetime]:
    """Yield when a note or its actions begin, end or are overdue, and when states become known or unknown."""
    yield summary.starts  # also of cancelled work: from then on it is in the history
    if summary.open and summary.ends:
        yield summary.ends
    if summary.next_update:
        yield summary.next_update
    if summary.report_by:
        yield summary.report_by
    for action in actions_of(summary.note):
        yield from (time for time in (action.due, action.done, action.dropped) if time)
    if isinstance(summary.note, Incident):
        yield from (time for one in summary.note.unconfirmed for time in (one.start, one.end) if time)

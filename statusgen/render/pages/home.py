"""Views of the home page and of free pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from statusgen.model.catalog import Group
from statusgen.model.notes import Page
from statusgen.model.status import Kind, Status
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import local_date, midnight
from statusgen.render.localization.labels import incomplete_text
from statusgen.render.overall_status import affected_services, site_label, summary_sentence
from statusgen.render.pages.learning import promise_lines
from statusgen.render.pages.note import note_line, note_view
from statusgen.render.pages.service import group_views
from statusgen.render.pages.uptime import first_counted
from statusgen.render.texts import localized, rich_text
from statusgen.render.urls import note_address
from statusgen.render.views.notes import DayNotesView, NoteView
from statusgen.render.views.site import FreePageView, HomeView, OverviewView, PromiseLine
from statusgen.timeline.calendar import day_at, next_midnight
from statusgen.timeline.learned import UNRELATED, RelatedNotes, promised_reports
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.series import next_of_each, without_routine
from statusgen.timeline.site_state import (
    Timeline,
    active_maintenances,
    ongoing_incidents,
    planned_maintenances,
)

MOST_RECENT = 10
"""The number of closed notes that the home page shows at most."""


def home_view(
    context: RenderContext,
    timeline: Timeline,
    groups: Sequence[Group],
    others: Mapping[str, RelatedNotes] = MappingProxyType({}),
) -> HomeView:
    """Return the home page, whose notes link to `others`, their related notes by key."""

    def views(notes: Sequence[NoteSummary]) -> tuple[NoteView, ...]:
        return tuple(note_view(context, note, others.get(note.key, UNRELATED), alone=False) for note in notes)

    recent, more = _recent(context, timeline)
    return HomeView(
        overview=OverviewView(
            state=site_label(context, timeline),
            sentence=summary_sentence(context, timeline),
            detail=affected_services(context, timeline.services),
            incomplete=incomplete_text(context.formatter, context.settings.contacts)
            if timeline.incomplete
            else "",
        ),
        incidents=views(ongoing_incidents(timeline)),
        active=views(active_maintenances(timeline)),
        planned=views([*next_of_each(planned_maintenances(timeline))]),
        notices=views([note for note in timeline.notices if note.open]),
        groups=group_views(context, groups, timeline.services, timeline.groups),
        since=first_counted(
            context.formatter, timeline.uptimes.since, day_at(timeline.now, context.settings.zone)
        )
        if timeline.uptimes
        else None,
        reports=_reports(context, timeline),
        recent=recent,
        recent_more=more,
    )


def _reports(context: RenderContext, timeline: Timeline) -> tuple[PromiseLine, ...]:
    """Return the promised postmortems that are due on this day, or late."""
    tomorrow = next_midnight(timeline.now, context.settings.zone)
    promised = promised_reports(timeline.notes)
    due = (note for note in promised if note.report_by and note.report_by <= tomorrow)
    return tuple(promise_lines(context, due))


def _recent(context: RenderContext, timeline: Timeline) -> tuple[tuple[DayNotesView, ...], int]:
    """Return the last days, today first, with the notes that ended on each, and the number left out."""
    today = local_date(context.formatter, timeline.now)
    days = [today - timedelta(days=back) for back in range(context.settings.recent_days)]
    over = dict[date, list[NoteSummary]]()
    oldest = timeline.now - timedelta(days=context.settings.recent_days + 1)
    for note in without_routine(timeline.notes):
        if not note.open and note.kind is not Kind.PROBLEM and _over(note) >= oldest:
            over.setdefault(local_date(context.formatter, _over(note)), []).append(note)
    left, views = MOST_RECENT, list[DayNotesView]()
    for day in days:
        notes = over.get(day, ())
        lines = tuple(note_line(context, note) for note in notes[: max(left, 0)])
        left -= len(notes)
        views.append(DayNotesView(midnight(context.formatter, day), lines))
    return tuple(views), max(-left, 0)


def _over(note: NoteSummary) -> datetime:
    """Return when a closed note ended, or when it was cancelled or withdrawn."""
    cancelled = note.status is Status.CANCELLED or note.withdrawn
    return note.updated if cancelled or note.ends is None else note.ends


def free_page_view(context: RenderContext, page: Page) -> FreePageView:
    """Return a free page."""
    address = note_address(Kind.PAGE, page.id)
    body = rich_text(context, page.intro, address, top_heading=2, ids="text")
    return FreePageView(localized(context, page.title), body)

"""The home page, the history and the free pages, as views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Group
from statusgen.model.notes import Kind, Page, Status
from statusgen.render.context import RenderContext, prose, said
from statusgen.render.localization.formatter import local_date, midnight
from statusgen.render.localization.labels import incomplete_text, state_label
from statusgen.render.overall_status import affected_services, summary_sentence
from statusgen.render.pages.note import note_line, note_view
from statusgen.render.pages.service import group_views
from statusgen.render.urls import note_address
from statusgen.render.views.notes import DayNotesView, NoteView
from statusgen.render.views.site import FreePageView, HomeView, OverviewView
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import (
    NoteIndex,
    ServiceSummary,
    active_maintenances,
    ongoing_incidents,
    planned_maintenances,
)

MOST_RECENT = 10
"""So many notes of the last days stand on the home page, whatever happened."""


def home_view(
    context: RenderContext,
    stories: NoteIndex,
    services: Sequence[ServiceSummary],
    groups: Sequence[Group],
) -> HomeView:
    """The home page."""

    def views(told: Sequence[NoteSummary]) -> tuple[NoteView, ...]:
        return tuple(note_view(context, story, alone=False) for story in told)

    recent, more = _recent(context, stories)
    return HomeView(
        overview=_overview(context, stories, services),
        incidents=views(ongoing_incidents(stories)),
        active=views(active_maintenances(stories)),
        planned=views(planned_maintenances(stories)),
        notices=views([story for story in stories.notices if story.open]),
        groups=group_views(context, groups, services),
        recent=recent,
        recent_more=more,
    )


def _overview(context: RenderContext, stories: NoteIndex, services: Sequence[ServiceSummary]) -> OverviewView:
    return OverviewView(
        state=state_label(context.words, stories.state),
        sentence=summary_sentence(context, stories),
        detail=affected_services(context, services),
        incomplete=incomplete_text(context.words) if stories.incomplete else "",
    )


def _recent(context: RenderContext, stories: NoteIndex) -> tuple[tuple[DayNotesView, ...], int]:
    """The last days, today first, a note on the day on which it was over; and how many had no room."""
    today = local_date(context.words, stories.now)
    days = [today - timedelta(days=back) for back in range(context.settings.recent_days)]
    over = dict[date, list[NoteSummary]]()
    oldest = stories.now - timedelta(days=context.settings.recent_days + 1)
    for story in stories.all:
        if not story.open and _over(story) >= oldest:
            over.setdefault(local_date(context.words, _over(story)), []).append(story)
    left, views = MOST_RECENT, list[DayNotesView]()
    for day in days:
        told = over.get(day, ())
        lines = tuple(note_line(context, story) for story in told[: max(left, 0)])
        left -= len(told)
        views.append(DayNotesView(midnight(context.words, day), lines))
    return tuple(views), max(-left, 0)


def _over(story: NoteSummary) -> datetime:
    """When a note that is not open any more was over."""
    called_off = story.status is Status.CANCELLED or story.withdrawn
    return story.updated if called_off or story.ends is None else story.ends


def free_page_view(context: RenderContext, page: Page) -> FreePageView:
    """A free page."""
    address = note_address(Kind.PAGE, page.id)
    body = prose(context, page.intro, address, top_heading=2, ids="text")
    return FreePageView(said(context, page.title), body)

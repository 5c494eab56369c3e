"""The home page, the history and the free pages, as views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Group
from statusgen.model.notes import Kind, Page, Status
from statusgen.model.states import ServiceState
from statusgen.render.context import RenderContext, prose, said
from statusgen.render.localization.formatter import local_date, midnight
from statusgen.render.localization.labels import incomplete_text, state_label
from statusgen.render.pages.note import note_line, note_view
from statusgen.render.pages.service import group_views
from statusgen.render.urls import note_address
from statusgen.render.views.notes import DayNotesView, NoteView
from statusgen.render.views.site import FreePageView, HomeView, OverviewView
from statusgen.render.views.words import Text
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import (
    NoteIndex,
    ServiceSummary,
    active_maintenances,
    offered,
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
        overview=overview(context, stories, services),
        incidents=views(ongoing_incidents(stories)),
        active=views(active_maintenances(stories)),
        planned=views(planned_maintenances(stories)),
        notices=views([story for story in stories.notices if story.open]),
        groups=group_views(context, groups, services),
        recent=recent,
        recent_more=more,
    )


def overview(context: RenderContext, stories: NoteIndex, services: Sequence[ServiceSummary]) -> OverviewView:
    """The banner of the home page."""
    states = [told.life.state for told in offered(services)]
    affected = sum(state not in (ServiceState.OPERATIONAL, ServiceState.UNCONFIRMED) for state in states)
    texts = context.words.texts
    detail = texts.ngettext(
        "%(count)s of %(total)s services is affected",
        "%(count)s of %(total)s services are affected",
        affected,
    ) % {"count": affected, "total": len(states)}
    return OverviewView(
        state=state_label(context.words, stories.state),
        sentence=_sentence(context, stories),
        detail=detail if affected else "",
        incomplete=incomplete_text(context.words) if stories.incomplete else "",
    )


def _sentence(context: RenderContext, stories: NoteIndex) -> Text:
    """What is going on in one sentence: the worst incident, else planned work, else that all is well."""
    texts = context.words.texts
    incidents, active = ongoing_incidents(stories), active_maintenances(stories)
    if not incidents and stories.state is ServiceState.UNCONFIRMED:
        return Text(texts.gettext("We cannot confirm that all services are working"))
    if not incidents and not active:
        return Text(texts.gettext("All services are working"))
    title = said(context, (incidents or active)[0].note.title)
    if not incidents:
        return Text(texts.gettext("Planned work is going on: %(title)s") % {"title": title.text}, title.lang)
    more = len(incidents) - 1
    if not more:
        return title
    text = texts.ngettext("%(title)s, and %(count)s more", "%(title)s, and %(count)s more", more)
    return Text(text % {"title": title.text, "count": more}, title.lang)


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

"""The home page, the history and the free pages, as views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from statusgen.model import Group, Kind, Page, ServiceState, Status
from statusgen.render.edition import Edition, note_address, prose, said
from statusgen.render.labels import incomplete_text, state_label
from statusgen.render.present_notes import note_line, note_view
from statusgen.render.present_services import group_views
from statusgen.render.stories import (
    ServiceStory,
    Stories,
    active_maintenances,
    offered,
    ongoing_incidents,
    planned_maintenances,
)
from statusgen.render.story import Story
from statusgen.render.wording import local_date, midnight
from statusgen.views import (
    DayNotesView,
    FreePageView,
    HomeView,
    NoteView,
    OverviewView,
    Said,
)

MOST_RECENT = 10
"""So many notes of the last days stand on the home page, whatever happened."""


def home_view(
    edition: Edition,
    stories: Stories,
    services: Sequence[ServiceStory],
    groups: Sequence[Group],
) -> HomeView:
    """The home page."""

    def views(told: Sequence[Story]) -> tuple[NoteView, ...]:
        return tuple(note_view(edition, story, alone=False) for story in told)

    recent, more = _recent(edition, stories)
    return HomeView(
        overview=overview(edition, stories, services),
        incidents=views(ongoing_incidents(stories)),
        active=views(active_maintenances(stories)),
        planned=views(planned_maintenances(stories)),
        notices=views([story for story in stories.notices if story.open]),
        groups=group_views(edition, groups, services),
        recent=recent,
        recent_more=more,
    )


def overview(edition: Edition, stories: Stories, services: Sequence[ServiceStory]) -> OverviewView:
    """The banner of the home page."""
    states = [told.life.state for told in offered(services)]
    affected = sum(state not in (ServiceState.OPERATIONAL, ServiceState.UNCONFIRMED) for state in states)
    texts = edition.words.texts
    detail = texts.ngettext(
        "%(count)s of %(total)s services is affected",
        "%(count)s of %(total)s services are affected",
        affected,
    ) % {"count": affected, "total": len(states)}
    return OverviewView(
        state=state_label(edition.words, stories.state),
        sentence=_sentence(edition, stories),
        detail=detail if affected else "",
        incomplete=incomplete_text(edition.words) if stories.incomplete else "",
    )


def _sentence(edition: Edition, stories: Stories) -> Said:
    """What is going on in one sentence: the worst incident, else planned work, else that all is well."""
    texts = edition.words.texts
    incidents, active = ongoing_incidents(stories), active_maintenances(stories)
    if not incidents and stories.state is ServiceState.UNCONFIRMED:
        return Said(texts.gettext("We cannot confirm that all services are working"))
    if not incidents and not active:
        return Said(texts.gettext("All services are working"))
    title = said(edition, (incidents or active)[0].note.title)
    if not incidents:
        return Said(texts.gettext("Planned work is going on: %(title)s") % {"title": title.text}, title.lang)
    more = len(incidents) - 1
    if not more:
        return title
    text = texts.ngettext("%(title)s, and %(count)s more", "%(title)s, and %(count)s more", more)
    return Said(text % {"title": title.text, "count": more}, title.lang)


def _recent(edition: Edition, stories: Stories) -> tuple[tuple[DayNotesView, ...], int]:
    """The last days, today first, a note on the day on which it was over; and how many had no room."""
    today = local_date(edition.words, stories.now)
    days = [today - timedelta(days=back) for back in range(edition.settings.recent_days)]
    over = dict[date, list[Story]]()
    oldest = stories.now - timedelta(days=edition.settings.recent_days + 1)
    for story in stories.all:
        if not story.open and _over(story) >= oldest:
            over.setdefault(local_date(edition.words, _over(story)), []).append(story)
    left, views = MOST_RECENT, list[DayNotesView]()
    for day in days:
        told = over.get(day, ())
        lines = tuple(note_line(edition, story) for story in told[: max(left, 0)])
        left -= len(told)
        views.append(DayNotesView(midnight(edition.words, day), lines))
    return tuple(views), max(-left, 0)


def _over(story: Story) -> datetime:
    """When a note that is not open any more was over."""
    called_off = story.status is Status.CANCELLED or story.withdrawn
    return story.updated if called_off or story.ends is None else story.ends


def free_page_view(edition: Edition, page: Page) -> FreePageView:
    """A free page."""
    address = note_address(Kind.PAGE, page.id)
    body = prose(edition, page.intro, address, top_heading=2, ids="text")
    return FreePageView(said(edition, page.title), body)

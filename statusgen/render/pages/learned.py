"""The page about what was learned: postmortems, problems and actions of a year, and all that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from statusgen.model.learning import Action
from statusgen.model.output import Output
from statusgen.model.text import EMPTY
from statusgen.render.context import RenderContext, href, output_path
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import local_date, moment
from statusgen.render.pages.learning import action_view, closed_on, note_actions, note_link, promise_lines
from statusgen.render.pages.note import note_line, problem_line
from statusgen.render.pages.template import PageContent, page_output, with_markdown
from statusgen.render.texts import localized, service_link
from statusgen.render.urls import LEARNED, note_address
from statusgen.render.views.learning import ActionView
from statusgen.render.views.site import LearnedView, PostmortemLine, ServiceLessonsView
from statusgen.timeline.learned import MOST, Learned, learned
from statusgen.timeline.learning import ActionState, newest_postmortem
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline

_ORDER = tuple(ActionState)
_LAST = datetime.max.replace(tzinfo=UTC)


def learned_pages(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the page and its Markdown version, if there is anything on it."""
    if context.learned_page:
        today = local_date(context.formatter, timeline.now)
        page = Output(output_path(context, LEARNED), _make_learned, (context, learned(timeline), today))
        yield from with_markdown(context, [replace(page, late=True)])


@page_output
def _make_learned(context: RenderContext, lessons: Learned, today: date) -> PageContent:
    texts = context.formatter.texts
    top = head(
        context,
        LEARNED,
        texts.gettext("What we learned"),
        texts.gettext(
            "Postmortems of incidents, known problems, and what we change so that they do not recur."
        ),
    )
    return PageContent(
        "learned.html", frame(context, LEARNED), top, {"learned": learned_view(context, lessons, today)}
    )


def learned_view(context: RenderContext, lessons: Learned, today: date) -> LearnedView:
    """Return the page about what was learned, on a day in the site's zone."""
    return LearnedView(
        promised=tuple(promise_lines(context, lessons.promised)),
        actions=_actions(context, lessons, today),
        problems=tuple(problem_line(context, one) for one in lessons.problems),
        postmortems=tuple(_postmortem_line(context, one) for one in lessons.postmortems),
        services=tuple(_services(context, lessons)),
        more=lessons.more,
    )


def _actions(context: RenderContext, lessons: Learned, today: date) -> tuple[ActionView, ...]:
    """Return all actions to do, late ones first, and the last of those that were closed in the last year."""
    found = [
        (note, action, state)
        for note in lessons.acting
        for action, state in note_actions(note)
        if not (closed := closed_on(action, state)) or _is_recent(context, closed, today)
    ]
    found.sort(key=lambda one: _place(one[1], one[2]))
    still = sum(not closed_on(action, state) for _, action, state in found)
    return tuple(
        action_view(context, action, state, lessons.for_problems, note)
        for note, action, state in found[: still + MOST]
    )


def _is_recent(context: RenderContext, closed: datetime, today: date) -> bool:
    """Return whether a day is in the last 12 months."""
    day = local_date(context.formatter, closed)
    return (day.year + 1, day.month, day.day) > (today.year, today.month, today.day)


def _place(action: Action, state: ActionState) -> tuple[int, float]:
    """Return the place in the list: by state, then by the due day, or the last closed first."""
    closed = closed_on(action, state)
    return _ORDER.index(state), -closed.timestamp() if closed else (action.due or _LAST).timestamp()


def _postmortem_line(context: RenderContext, note: NoteSummary) -> PostmortemLine:
    update = newest_postmortem(note.note)
    anchor = f"#{update.id}" if update else ""
    return PostmortemLine(
        note_line(context, note),
        href(context, note_address(note.kind, note.id)) + anchor,
        moment(context.formatter, note.postmortem or note.updated),
        localized(context, (update.summary if update else EMPTY) or note.impact),
    )


def _services(context: RenderContext, lessons: Learned) -> Iterator[ServiceLessonsView]:
    """Yield the services of the catalog that a problem or a note with a postmortem names."""
    for id_ in context.services:
        problems, postmortems = (
            tuple(note_link(context, note) for note in notes if id_ in note.states)
            for notes in (lessons.problems, lessons.postmortems)
        )
        if problems or postmortems:
            yield ServiceLessonsView(service_link(context, id_), problems, postmortems)

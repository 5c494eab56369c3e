"""Stories to the views of notes: chosen, ordered and worded for one edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime

from statusgen.markdown import shorten
from statusgen.model.notes import AffectedService, Kind, Status, Update
from statusgen.model.states import ServiceState
from statusgen.render.context import (
    RenderContext,
    href,
    once,
    plain,
    prose,
    said,
    service_name,
)
from statusgen.render.localization.formatter import duration, moment, span
from statusgen.render.localization.labels import severity_label, state_label, status_label
from statusgen.render.pages.repository import history_address, note_history
from statusgen.render.urls import EVENT, note_address, service_address
from statusgen.render.views.notes import (
    AffectedView,
    AnswersView,
    NoteLine,
    NoteView,
    TimelineStep,
    UpdateView,
)
from statusgen.render.views.words import Label, Link, Moment, Text
from statusgen.timeline.note_summary import NoteSummary, shown_updates, speaks_ahead

SUMMARY_LENGTH = 160
"""What search engines show of a description."""

_OF_LINES = tuple(one.name for one in fields(NoteLine))


def note_line(context: RenderContext, story: NoteSummary) -> NoteLine:
    """A note as lists show it, and most notes stand in many."""
    return once(context, ("line", context.language, story.digest), lambda: _note_line(context, story))


def _note_line(context: RenderContext, story: NoteSummary) -> NoteLine:
    words = context.words
    return NoteLine(
        kind=story.kind.value,
        id=story.id,
        href=href(context, note_address(story.kind, story.id)),
        title=said(context, story.title),
        status=status_label(words, story.status) if story.status else None,
        severity=severity_label(words, story.severity) if story.severity is not None else None,
        open=story.open,
        starts=moment(words, story.starts),
        ends=_moment(context, story.ends),
        duration=_duration(context, story),
        span=span(words, story.starts, story.ends),
        updated=moment(words, story.modified),
        summary=summary(context, story),
        withdrawn=said(context, story.withdrawn),
    )


def note_link(context: RenderContext, story: NoteSummary) -> Link:
    """The link to a note's page."""
    return Link(href(context, note_address(story.kind, story.id)), said(context, story.title))


def note_view(context: RenderContext, story: NoteSummary, *, alone: bool = True) -> NoteView:
    """A note with all its words, `alone` on its own page or on a page together with others."""
    line, address = note_line(context, story), note_address(story.kind, story.id)
    updates, postmortem = shown_updates(story.note)
    views = tuple(
        replace(update_view(context, address, update, alone=alone), ahead=_ahead(story, update))
        for update in updates
    )
    return NoteView(
        **{name: getattr(line, name) for name in _OF_LINES},
        intro=prose(context, story.note.intro, address, top_heading=2, ids="text" if alone else ""),
        answers=_answers(context, story, views),
        updates=views,
        postmortem=_postmortem(context, story, postmortem, alone=alone) if postmortem else None,
        timeline=timeline(context, story) if alone else (),
        history=note_history(context.settings, story.note.path),
        event=href(context, address + EVENT) if story.open and story.status is Status.SCHEDULED else "",
    )


def _postmortem(context: RenderContext, story: NoteSummary, update: Update, *, alone: bool) -> UpdateView:
    """The postmortem with its summary: the writer's, or else who noticed what, or else what it was."""
    view = update_view(context, note_address(story.kind, story.id), update, alone=alone)
    brief = update.summary or story.impact or story.note.impact or story.title
    return replace(view, summary=said(context, brief))


def update_view(context: RenderContext, address: str, update: Update, *, alone: bool = True) -> UpdateView:
    """An update of the note at `address`. Headings in its words lie below its own, which is the third."""
    words = context.words
    top_heading = 3 if update.status is Status.POSTMORTEM else 4
    return UpdateView(
        anchor=update.id,
        href=f"{href(context, address)}#{update.id}",
        status=status_label(words, update.status),
        at=moment(words, update.at),
        since=_moment(context, update.since),
        edited=_moment(context, update.edited),
        history=history_address(context.settings, update.path),
        changes=affected(context, _states(update.services)),
        ahead=update.status is Status.SCHEDULED,
        body=prose(context, update.body, address, top_heading=top_heading, ids=update.id if alone else ""),
        summary=said(context, update.summary),
    )


def affected(context: RenderContext, states: Mapping[str, ServiceState]) -> tuple[AffectedView, ...]:
    """Services that a note names, with their states."""
    return tuple(
        AffectedView(
            service,
            href(context, service_address(service)),
            service_name(context, service),
            state_label(context.words, state),
        )
        for service, state in states.items()
        if service in context.services
    )


def summary(context: RenderContext, story: NoteSummary) -> Text:
    """One line: who notices what, or else what was said last."""
    if story.impact:
        impact = said(context, story.impact)
        return Text(shorten(impact.text, SUMMARY_LENGTH), impact.lang)
    return plain(context, story.last_words, SUMMARY_LENGTH)


def _answers(context: RenderContext, story: NoteSummary, updates: tuple[UpdateView, ...]) -> AnswersView:
    return AnswersView(
        impact=said(context, story.impact),
        affected=affected(context, story.states),
        ahead=story.status is Status.SCHEDULED,
        latest=updates[0] if updates else None,
        workaround=said(context, story.workaround),
        next_update=_moment(context, story.next_update),
        overdue=story.overdue,
    )


def _ahead(story: NoteSummary, update: Update) -> bool:
    """Whether an update speaks of work that had not begun then."""
    return story.kind is Kind.MAINTENANCE and speaks_ahead(update.status, update.at, story.starts)


def _states(effects: tuple[AffectedService, ...]) -> dict[str, ServiceState]:
    return {effect.service: effect.state for effect in effects}


def _moment(context: RenderContext, at: datetime | None) -> Moment | None:
    return moment(context.words, at) if at else None


def _duration(context: RenderContext, story: NoteSummary) -> str:
    """How long an incident took or planned work takes; how long a notice stands says nothing."""
    if story.status is None or story.ends is None:
        return ""
    return duration(context.words, story.ends - story.starts)


FEWEST_STEPS = 3
"""With fewer, start and end in the page's head say as much."""

_ENDS = frozenset({Status.RESOLVED, Status.COMPLETED})
_NO_STEPS = frozenset({Status.UPDATE, Status.POSTMORTEM, Status.SCHEDULED})


def timeline(context: RenderContext, story: NoteSummary) -> tuple[TimelineStep, ...]:
    """The steps of an incident or of work that is over, oldest first; none where they would tell nothing."""
    if story.open or story.kind is Kind.NOTICE or story.withdrawn:
        return ()
    texts = context.words.texts
    began = Label("began", texts.gettext("Started"))
    told = Label("told", texts.gettext("Told here"))
    points = sorted(_points(context, story, told), key=lambda point: point[0])
    steps = (
        TimelineStep(
            label.key,
            label.text,
            moment(context.words, at),
            duration(context.words, at - story.starts),
            f"#{update.id}",
        )
        for at, label, update in points
    )
    whole = (TimelineStep(began.key, began.text, moment(context.words, story.starts), "", ""), *steps)
    return whole if len(whole) >= FEWEST_STEPS else ()


def _points(
    context: RenderContext, story: NoteSummary, told: Label
) -> Iterator[tuple[datetime, Label, Update]]:
    """When each new status was reached; and when the end was told, if it had come earlier."""
    last: Status | None = None
    for update in story.note.updates:
        if update.status in _NO_STEPS or update.status is last or update.at <= story.starts:
            continue
        last = update.status
        label = status_label(context.words, update.status)
        reached = update.since if update.since and story.starts < update.since else update.at
        yield reached, label, update
        if update.status in _ENDS and reached < update.at:
            yield update.at, told, update

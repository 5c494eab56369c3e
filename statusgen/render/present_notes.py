"""Stories to the views of notes: chosen, ordered and worded for one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from statusgen.model import Effect, Kind, ServiceState, Status, Update
from statusgen.prose import shorten
from statusgen.render.edition import (
    Edition,
    href,
    note_address,
    once,
    plain,
    prose,
    said,
    service_address,
    service_name,
)
from statusgen.render.labels import severity_label, state_label, status_label
from statusgen.render.present_frame import EVENT
from statusgen.render.present_timeline import timeline
from statusgen.render.repository import history_address, note_history
from statusgen.render.story import Story, shown_updates, speaks_ahead
from statusgen.render.wording import duration, moment, span
from statusgen.views import AffectedView, AnswersView, Link, Moment, NoteLine, NoteView, Said, UpdateView

SUMMARY_LENGTH = 160
"""What search engines show of a description."""

_OF_LINES = tuple(one.name for one in fields(NoteLine))


def note_line(edition: Edition, story: Story) -> NoteLine:
    """A note as lists show it, and most notes stand in many."""
    return once(edition, ("line", edition.language, story.digest), lambda: _note_line(edition, story))


def _note_line(edition: Edition, story: Story) -> NoteLine:
    words = edition.words
    return NoteLine(
        kind=story.kind.value,
        id=story.id,
        href=href(edition, note_address(story.kind, story.id)),
        title=said(edition, story.title),
        status=status_label(words, story.status) if story.status else None,
        severity=severity_label(words, story.severity) if story.severity is not None else None,
        open=story.open,
        starts=moment(words, story.starts),
        ends=_moment(edition, story.ends),
        duration=_duration(edition, story),
        span=span(words, story.starts, story.ends),
        updated=moment(words, story.modified),
        summary=summary(edition, story),
        withdrawn=said(edition, story.withdrawn),
    )


def note_link(edition: Edition, story: Story) -> Link:
    """The link to a note's page."""
    return Link(href(edition, note_address(story.kind, story.id)), said(edition, story.title))


def note_view(edition: Edition, story: Story, *, alone: bool = True) -> NoteView:
    """A note with all its words, `alone` on its own page or on a page together with others."""
    line, address = note_line(edition, story), note_address(story.kind, story.id)
    updates, postmortem = shown_updates(story.note)
    views = tuple(
        replace(update_view(edition, address, update, alone=alone), ahead=_ahead(story, update))
        for update in updates
    )
    return NoteView(
        **{name: getattr(line, name) for name in _OF_LINES},
        intro=prose(edition, story.note.intro, address, top_heading=2, ids="text" if alone else ""),
        answers=_answers(edition, story, views),
        updates=views,
        postmortem=_postmortem(edition, story, postmortem, alone=alone) if postmortem else None,
        timeline=timeline(edition, story) if alone else (),
        history=note_history(edition.settings, story.note.path),
        event=href(edition, address + EVENT) if story.open and story.status is Status.SCHEDULED else "",
    )


def _postmortem(edition: Edition, story: Story, update: Update, *, alone: bool) -> UpdateView:
    """The postmortem with its summary: the writer's, or else who noticed what, or else what it was."""
    view = update_view(edition, note_address(story.kind, story.id), update, alone=alone)
    brief = update.summary or story.impact or story.note.impact or story.title
    return replace(view, summary=said(edition, brief))


def update_view(edition: Edition, address: str, update: Update, *, alone: bool = True) -> UpdateView:
    """An update of the note at `address`. Headings in its words lie below its own, which is the third."""
    words = edition.words
    top_heading = 3 if update.status is Status.POSTMORTEM else 4
    return UpdateView(
        anchor=update.id,
        href=f"{href(edition, address)}#{update.id}",
        status=status_label(words, update.status),
        at=moment(words, update.at),
        since=_moment(edition, update.since),
        edited=_moment(edition, update.edited),
        history=history_address(edition.settings, update.path),
        changes=affected(edition, _states(update.services)),
        ahead=update.status is Status.SCHEDULED,
        body=prose(edition, update.body, address, top_heading=top_heading, ids=update.id if alone else ""),
        summary=said(edition, update.summary),
    )


def affected(edition: Edition, states: Mapping[str, ServiceState]) -> tuple[AffectedView, ...]:
    """Services that a note names, with their states."""
    return tuple(
        AffectedView(
            service,
            href(edition, service_address(service)),
            service_name(edition, service),
            state_label(edition.words, state),
        )
        for service, state in states.items()
        if service in edition.services
    )


def summary(edition: Edition, story: Story) -> Said:
    """One line: who notices what, or else what was said last."""
    if story.impact:
        impact = said(edition, story.impact)
        return Said(shorten(impact.text, SUMMARY_LENGTH), impact.lang)
    return plain(edition, story.last_words, SUMMARY_LENGTH)


def _answers(edition: Edition, story: Story, updates: tuple[UpdateView, ...]) -> AnswersView:
    return AnswersView(
        impact=said(edition, story.impact),
        affected=affected(edition, story.states),
        ahead=story.status is Status.SCHEDULED,
        latest=updates[0] if updates else None,
        workaround=said(edition, story.workaround),
        next_update=_moment(edition, story.next_update),
        overdue=story.overdue,
    )


def _ahead(story: Story, update: Update) -> bool:
    """Whether an update speaks of work that had not begun then."""
    return story.kind is Kind.MAINTENANCE and speaks_ahead(update.status, update.at, story.starts)


def _states(effects: tuple[Effect, ...]) -> dict[str, ServiceState]:
    return {effect.service: effect.state for effect in effects}


def _moment(edition: Edition, at: datetime | None) -> Moment | None:
    return moment(edition.words, at) if at else None


def _duration(edition: Edition, story: Story) -> str:
    """How long an incident took or planned work takes; how long a notice stands says nothing."""
    if story.status is None or story.ends is None:
        return ""
    return duration(edition.words, story.ends - story.starts)

"""Views of notes: as a line of a list, as a whole, and as a timeline, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.markdown import shorten
from statusgen.model.notes import Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Meaning, Status
from statusgen.model.text import EMPTY
from statusgen.render.context import RenderContext, href, once, url
from statusgen.render.localization.formatter import Formatter, day_span, duration, local_date, moment, span
from statusgen.render.localization.labels import (
    incomplete_text,
    severity_label,
    state_label,
    status_label,
)
from statusgen.render.pages.changes import change_view
from statusgen.render.pages.learning import background_view, learning_view, promised_report_view
from statusgen.render.pages.repository import history_address, note_history
from statusgen.render.pages.subscribe import webcal
from statusgen.render.texts import localized, plain_line, rich_text, service_name
from statusgen.render.urls import EVENT, RSS, note_address, service_address
from statusgen.render.views.notes import (
    AffectedView,
    AnswersView,
    NoteLine,
    NoteView,
    ProblemLine,
    TimelineStep,
    UpdateView,
)
from statusgen.render.views.subscribe import FollowView
from statusgen.render.views.words import Label, Moment, Period, Text
from statusgen.timeline.calendar import day_at
from statusgen.timeline.learned import UNRELATED, RelatedNotes, is_known_problem
from statusgen.timeline.note_summary import NoteSummary, shown_updates, speaks_ahead
from statusgen.timeline.state_changes import states_of

SUMMARY_LENGTH = 160
"""The length of a description that search engines show."""

_LINE_FIELDS = tuple(one.name for one in fields(NoteLine))


def note_line(context: RenderContext, note: NoteSummary) -> NoteLine:
    """Return a note as lists show it, made once for all of them."""
    return once(context, ("line", note.digest), lambda: _note_line(context, note))


def note_span(fmt: Formatter, note: NoteSummary) -> Period:
    """Return when a note began and ended; days alone if its start is a guess."""
    if note.start_known:
        return span(fmt, note.starts, note.ends)
    return day_span(fmt, local_date(fmt, note.starts), local_date(fmt, note.ends or note.starts))


def _note_line(context: RenderContext, note: NoteSummary) -> NoteLine:
    fmt = context.formatter
    return NoteLine(
        kind=note.kind.value,
        id=note.id,
        href=href(context, note_address(note.kind, note.id)),
        title=localized(context, note.title),
        status=status_label(fmt, note.status) if note.status else None,
        severity=severity_label(fmt, note.severity) if note.severity is not None else None,
        worst=_worst(context, note),
        urgent=note.emergency,
        open=note.open,
        starts=moment(fmt, note.starts),
        ends=_moment(context, note.ends),
        duration=duration(fmt, note.length) if note.status and note.length is not None else "",
        span=note_span(fmt, note),
        updated=moment(fmt, note.modified),
        summary=summary(context, note),
        withdrawn=localized(context, note.withdrawn),
    )


def _worst(context: RenderContext, note: NoteSummary) -> Label | None:
    """Return the worst state of a service by an incident: now while it is open, else of all."""
    if note.kind is not Kind.INCIDENT:
        return None
    states = note.states.values() if note.open else [one.state for one in note.intervals]
    worst = max(states, default=ServiceState.OPERATIONAL)
    return state_label(context.formatter, worst) if worst else None


def problem_line(context: RenderContext, note: NoteSummary) -> ProblemLine:
    """Return a problem as lists show it."""
    workaround = note.workaround if is_known_problem(note) else EMPTY
    return ProblemLine(note_line(context, note), localized(context, workaround))


def note_view(
    context: RenderContext,
    note: NoteSummary,
    others: RelatedNotes = UNRELATED,
    *,
    alone: bool = True,
    follow: bool = False,
) -> NoteView:
    """Return a note with all its words, for a page of its own if `alone`, or else for one with others.

    If `follow`, the page offers the feed and the calendar of the note.
    """
    line, address = note_line(context, note), note_address(note.kind, note.id)
    updates, postmortem = shown_updates(note.note)
    views = tuple(
        replace(update_view(context, address, update, alone=alone), ahead=_ahead(note, update))
        for update in updates
    )
    return NoteView(
        **{name: getattr(line, name) for name in _LINE_FIELDS},
        intro=rich_text(context, note.note.intro, address, top_heading=2, ids="text" if alone else ""),
        answers=_answers(context, note, views),
        updates=views,
        postmortem=_postmortem(context, note, postmortem, alone=alone) if postmortem else None,
        timeline=timeline(context, note) if alone else (),
        history=note_history(context.settings, note.note.path),
        incomplete=incomplete_text(context.formatter, context.settings.contacts) if note.note.lost else "",
        follow=_follow(context, address) if follow else None,
        change=change_view(context, note),
        background=background_view(context, note, others),
        report=promised_report_view(context, note),
        learning=learning_view(context, note, others),
    )


FOLLOWED = timedelta(days=90)
"""Time after the end of a note in which its page offers to follow it. Its files stay."""


def is_followed(note: NoteSummary, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether the page of a note offers to follow it: until the end of a day in the site's zone."""
    if not note.kind.is_event:
        return False
    return note.open or day_at(now, zone) <= day_at((note.ends or note.updated) + FOLLOWED, zone)


def _follow(context: RenderContext, address: str) -> FollowView:
    calendar = url(context, address + EVENT)
    return FollowView(url(context, address + RSS), calendar, webcal(calendar))


def _postmortem(context: RenderContext, note: NoteSummary, update: Update, *, alone: bool) -> UpdateView:
    """Return the postmortem with a summary: its own, or else the impact, or else the title of the note."""
    view = update_view(context, note_address(note.kind, note.id), update, alone=alone)
    brief = update.summary or note.impact or note.note.impact or note.title
    return replace(view, summary=localized(context, brief))


def update_view(context: RenderContext, address: str, update: Update, *, alone: bool = True) -> UpdateView:
    """Return an update of the note at `address`. Its own heading has level 3 on the page."""
    fmt = context.formatter
    top_heading = 3 if update.status is Status.POSTMORTEM else 4
    return UpdateView(
        anchor=update.id,
        href=f"{href(context, address)}#{update.id}",
        status=status_label(fmt, update.status),
        at=moment(fmt, update.at),
        since=_moment(context, update.since),
        edited=_moment(context, update.edited),
        history=history_address(context.settings, update.path),
        changes=affected(context, states_of(update.services)),
        ahead=update.status is Status.SCHEDULED,
        body=rich_text(
            context, update.body, address, top_heading=top_heading, ids=update.id if alone else ""
        ),
        summary=localized(context, update.summary),
    )


def affected(context: RenderContext, states: Mapping[str, ServiceState]) -> tuple[AffectedView, ...]:
    """Return the services of the catalog among these, with their states."""
    return tuple(
        AffectedView(
            service,
            href(context, service_address(service)),
            service_name(context, service),
            state_label(context.formatter, state),
        )
        for service, state in states.items()
        if service in context.services
    )


def summary(context: RenderContext, note: NoteSummary) -> Text:
    """Return one line of text: the impact, or else the beginning of the newest words."""
    if note.impact:
        impact = localized(context, note.impact)
        return Text(shorten(impact.text, SUMMARY_LENGTH), impact.lang)
    return plain_line(context, note.last_words, SUMMARY_LENGTH)


def _answers(context: RenderContext, note: NoteSummary, updates: tuple[UpdateView, ...]) -> AnswersView:
    return AnswersView(
        impact=localized(context, note.impact),
        affected=affected(context, note.states),
        ahead=note.status is Status.SCHEDULED,
        latest=updates[0] if updates else None,
        workaround=localized(context, note.workaround),
        next_update=_moment(context, note.next_update),
        overdue=note.overdue,
    )


def _ahead(note: NoteSummary, update: Update) -> bool:
    """Return whether an update is about work that had not begun at its time."""
    return note.kind is Kind.MAINTENANCE and speaks_ahead(update.status, update.at, note.starts)


def _moment(context: RenderContext, at: datetime | None) -> Moment | None:
    return moment(context.formatter, at) if at else None


FEWEST_STEPS = 3
"""A shorter timeline adds nothing to the start and end at the top of the page."""

_NO_STEPS = (Meaning.PLANNED, Meaning.UNCHANGED)


def timeline(context: RenderContext, note: NoteSummary) -> tuple[TimelineStep, ...]:
    """Return the timeline of an incident or of planned work that is over, oldest first; else empty."""
    if note.open or not note.kind.is_event or note.withdrawn or not note.start_known:
        return ()
    texts = context.formatter.texts
    points = sorted(_points(context, note), key=lambda point: point[0])
    steps = (
        TimelineStep(
            label.key,
            label.text,
            moment(context.formatter, at),
            duration(context.formatter, at - note.starts),
            f"#{update.id}",
        )
        for at, label, update in points
    )
    start = TimelineStep("began", texts.gettext("Started"), moment(context.formatter, note.starts), "", "")
    whole = (start, *steps, *_added(context, note))
    ordered = tuple(sorted(whole, key=lambda step: datetime.fromisoformat(step.at.iso)))
    return ordered if len(ordered) >= FEWEST_STEPS else ()


def _added(context: RenderContext, note: NoteSummary) -> Iterator[TimelineStep]:
    """Yield what the postmortem adds to the course of events, which nobody posted at the time."""
    _, postmortem = shown_updates(note.note)
    label = context.formatter.texts.gettext("Added later")
    for entry in postmortem.course if postmortem else ():
        at, words = moment(context.formatter, entry.at), localized(context, entry.words)
        yield TimelineStep("added", label, at, "", "", words)


def _points(context: RenderContext, note: NoteSummary) -> Iterator[tuple[datetime, Label, Update]]:
    """Yield when each new status was reached, and when an end was reported if that was later."""
    last: Status | None = None
    for update in note.note.updates:
        if update.status.facts.meaning in _NO_STEPS or update.status is last or update.at <= note.starts:
            continue
        last = update.status
        label = status_label(context.formatter, update.status)
        reached = update.since if update.since and note.starts < update.since else update.at
        yield reached, label, update
        if update.status.ends and update.status is not Status.CANCELLED and reached < update.at:
            yield update.at, Label("posted", context.formatter.texts.gettext("End posted")), update

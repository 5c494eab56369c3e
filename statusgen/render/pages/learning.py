"""Views of what is learned from incidents: factors, actions, promised postmortems, related notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from statusgen.model.learning import Action, Factor
from statusgen.model.notes import Incident, Problem
from statusgen.model.text import EMPTY
from statusgen.render.context import RenderContext, href
from statusgen.render.localization.formatter import begun_day, ended_day, moment
from statusgen.render.localization.labels import (
    action_label,
    action_state_label,
    detection_label,
    factor_label,
)
from statusgen.render.texts import localized
from statusgen.render.urls import note_address
from statusgen.render.views.learning import (
    ActionView,
    BackgroundView,
    FactorView,
    LearningView,
    PromisedReportView,
)
from statusgen.render.views.site import PromiseLine
from statusgen.render.views.words import Link, Text
from statusgen.timeline.learned import UNRELATED, RelatedNotes, RelatedWork
from statusgen.timeline.learning import ActionState, actions_of, newest_postmortem
from statusgen.timeline.note_summary import NoteSummary


def note_link(context: RenderContext, note: NoteSummary) -> Link:
    """Return the link to a note's page."""
    return Link(href(context, note_address(note.kind, note.id)), localized(context, note.title))


def _series_link(context: RenderContext, note: NoteSummary) -> Link:
    texts = context.formatter.texts
    return Link(href(context, note_address(note.kind, note.series)), Text(texts.gettext("All dates")))


def _work_link(context: RenderContext, work: RelatedWork) -> Link:
    """Return the link to a maintenance, or to all dates of recurring work."""
    id_ = work.note.series if work.recurs else work.note.id
    address = href(context, note_address(work.note.kind, id_))
    return Link(address, localized(context, work.note.title))


def learning_view(
    context: RenderContext, note: NoteSummary, others: RelatedNotes = UNRELATED
) -> LearningView | None:
    """Return the parts of the newest postmortem of a note, or of a problem; None if there are none.

    A problem also has the actions of other notes that are for it.
    """
    whole, postmortem = note.note, newest_postmortem(note.note)
    factors = whole.factors if isinstance(whole, Problem) else postmortem.factors if postmortem else ()
    listed = [(note, *pair) for pair in note_actions(note)]
    listed += [
        (one, *pair) for one in others.acting for pair in note_actions(one) if pair[0].problem == note.id
    ]
    closed = [day for _, action, state in listed if (day := closed_on(action, state))]
    view = LearningView(
        figures=tuple(localized(context, one) for one in postmortem.figures) if postmortem else (),
        cost=localized(context, postmortem.cost if postmortem else EMPTY),
        factors=tuple(_factor_view(context, one) for one in factors),
        actions=tuple(
            action_view(context, action, state, others.for_problems, one if one is not note else None)
            for one, action, state in listed
        ),
        changed=begun_day(context.formatter, max(closed)) if closed else None,
    )
    return view if view.figures or view.cost or factors or listed else None


def note_actions(note: NoteSummary) -> tuple[tuple[Action, ActionState], ...]:
    """Return the actions of a note, each with its state at the instant of the summary."""
    return tuple(zip(actions_of(note.note), note.actions, strict=True))


def closed_on(action: Action, state: ActionState) -> datetime | None:
    """Return the beginning of the day on which an action was done or dropped; None if it is neither."""
    return {ActionState.DONE: action.done, ActionState.DROPPED: action.dropped}.get(state)


def _factor_view(context: RenderContext, factor: Factor) -> FactorView:
    return FactorView(
        what=localized(context, factor.what),
        kind=factor_label(context.formatter, factor.kind) if factor.kind else None,
        supplier=factor.supplier,
        why=tuple(localized(context, one) for one in factor.why),
    )


def action_view(
    context: RenderContext,
    action: Action,
    state: ActionState,
    problems: Iterable[NoteSummary] = (),
    source: NoteSummary | None = None,
) -> ActionView:
    """Return an action, with a link to the one of these problems that it is for.

    `source` is the note that it is part of, where those of several notes are listed.
    """
    fmt, closed = context.formatter, closed_on(action, state)
    problem = next((one for one in problems if one.id == action.problem and one is not source), None)
    return ActionView(
        do=localized(context, action.do),
        kind=action_label(fmt, action.kind) if action.kind else None,
        state=action_state_label(fmt, state),
        due=ended_day(fmt, action.due) if action.due else None,
        closed=begun_day(fmt, closed) if closed else None,
        reason=localized(context, action.reason if state is ActionState.DROPPED else EMPTY),
        owner=action.owner,
        link=action.link,
        source=note_link(context, source) if source else None,
        problem=note_link(context, problem) if problem else None,
    )


def promised_report_view(context: RenderContext, note: NoteSummary) -> PromisedReportView | None:
    """Return the promise of a postmortem; None without one."""
    if note.report_by is None:
        return None
    return PromisedReportView(ended_day(context.formatter, note.report_by, weekday=True), note.report_late)


def promise_lines(context: RenderContext, notes: Iterable[NoteSummary]) -> Iterator[PromiseLine]:
    """Yield the promised postmortems of notes that have a promise."""
    for note in notes:
        if report := promised_report_view(context, note):
            yield PromiseLine(note_link(context, note), report)


def background_view(context: RenderContext, note: NoteSummary, others: RelatedNotes) -> BackgroundView:
    """Return how an incident was noticed, and the notes that a note is related to."""
    incident = note.note if isinstance(note.note, Incident) else None
    noticed = incident.detected if incident else None
    return BackgroundView(
        noticed=moment(context.formatter, noticed) if noticed else None,
        noticed_by=tuple(
            detection_label(context.formatter, one) for one in (incident.detected_by if incident else ())
        ),
        supplier=incident.supplier if incident else "",
        problem=note_link(context, others.problem) if others.problem else None,
        series=_series_link(context, note) if note.series else None,
        replaces=_work_link(context, others.replaces) if others.replaces else None,
        replaced_by=tuple(_work_link(context, one) for one in others.replaced_by),
        caused_by=tuple(note_link(context, one) for one in others.causes),
        incidents=tuple(note_link(context, one) for one in others.incidents),
    )

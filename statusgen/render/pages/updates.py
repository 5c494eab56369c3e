"""The course of what is over, as a few points in time: when it began, was understood, resolved and told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.model.notes import Update
from statusgen.model.status import Kind, Meaning, Status
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import duration, moment
from statusgen.render.localization.labels import status_label
from statusgen.render.views.notes import TimelineStep
from statusgen.render.views.words import Label
from statusgen.timeline.note_summary import NoteSummary

FEWEST_STEPS = 3
"""With fewer, start and end in the page's head say as much."""

_NO_STEPS = (Meaning.PLANNED, Meaning.UNCHANGED)


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
        if update.status.facts.meaning in _NO_STEPS or update.status is last or update.at <= story.starts:
            continue
        last = update.status
        label = status_label(context.words, update.status)
        reached = update.since if update.since and story.starts < update.since else update.at
        yield reached, label, update
        if update.status.ends and update.status is not Status.CANCELLED and reached < update.at:
            yield update.at, told, update

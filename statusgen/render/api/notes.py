"""Incidents and maintenances as Statuspage's clients read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from statusgen.markdown import html_to_text
from statusgen.model.ids import page_code, update_code
from statusgen.model.notes import Kind, Status
from statusgen.model.states import ServiceState, Severity
from statusgen.model.text import LocalText, pick
from statusgen.render.api.components import STATUS, Component, component_shape, long_name
from statusgen.render.api.updates import ApiEvent, ApiUpdate, api_updates
from statusgen.render.context import (
    RenderContext,
    feed_prose,
    once,
    said,
    url,
)
from statusgen.render.localization.labels import N_, status_label
from statusgen.render.statuspage_times import timestamp
from statusgen.render.urls import note_address
from statusgen.timeline.note_summary import NoteSummary

_BY_PLAN = {
    ApiEvent.BEGAN: N_("The planned work has begun."),
    ApiEvent.ENDED: N_("The planned work is over."),
}


def note_shape(
    context: RenderContext, story: NoteSummary, services: Mapping[str, Component]
) -> dict[str, object]:
    """An incident or a maintenance: these keys in this order, and no other.

    `services` are the components of the services that it names.
    """
    steps = steps_of(context, story)
    edited = [step.update.edited for step in steps if step.update and step.update.edited]
    edited += [story.revised] if story.revised else []
    shape: dict[str, object] = {
        "id": story.code,
        "name": said(context, story.title).text,
        "status": steps[-1].status,
        "created_at": timestamp(steps[0].at),
        "updated_at": timestamp(max([steps[-1].at, *edited])),
        "monitoring_at": _entered(steps, "monitoring"),
        "resolved_at": _resolved(story, steps),
        "impact": impact(story),
        "shortlink": url(context, note_address(story.kind, story.id)),
        "started_at": timestamp(story.starts),
        "page_id": page_code(context.settings.identity),
        "incident_updates": _updates(context, story, steps, services)[::-1],
        "components": [component_shape(context, one) for one in services.values()],
        "reminder_intervals": None,
    }
    if story.kind is Kind.MAINTENANCE:
        shape["scheduled_for"] = timestamp(story.starts)
        shape["scheduled_until"] = timestamp(story.ends or story.starts)
    return shape


def steps_of(context: RenderContext, story: NoteSummary) -> tuple[ApiUpdate, ...]:
    """The note's course; it is the same in all languages, and several files tell of it."""
    return once(context, ("course", story.digest), partial(api_updates, story))


def impact(story: NoteSummary) -> str:
    """How bad it is as a whole, in one of the words that clients know."""
    if story.kind is Kind.MAINTENANCE:
        return "maintenance"
    return Severity.NONE.key if story.withdrawn or story.severity is None else story.severity.key


def body(context: RenderContext, story: NoteSummary, step: ApiUpdate) -> str:
    """The words of a step: plain text with `<br />` between its lines, but a postmortem in Markdown."""
    texts, note, update = context.words.texts, story.note, step.update
    if step.event in _BY_PLAN:
        return texts.gettext(_BY_PLAN[step.event])
    if step.event is ApiEvent.WITHDRAWN:
        return _plain(f"{texts.gettext('Posted in error')}: {said(context, note.withdrawn).text}")
    words = [update.body] if update else []
    if update and update.status is Status.POSTMORTEM and update.body:
        return pick(update.body, context.language)[0]
    if step.first:
        words = [note.intro, *words]
    parts = [_text(context, story, text) for text in words]
    if any(parts):
        return _plain("\n\n".join(filter(None, parts))).replace("\n", "<br />")
    if update is None:
        return _plain(said(context, note.impact or note.title).text)
    return _plain(status_label(context.words, update.status).text)


def _text(context: RenderContext, story: NoteSummary, text: LocalText) -> str:
    return html_to_text(feed_prose(context, text, note_address(story.kind, story.id)))


def _plain(line: str) -> str:
    """Clients put bodies into pages as they are, so words must not become tags."""
    return line.replace("<", "&lt;")


def _updates(
    context: RenderContext, story: NoteSummary, steps: Sequence[ApiUpdate], services: Mapping[str, Component]
) -> list[dict[str, object]]:
    befores: list[Mapping[str, ServiceState]] = [{}, *(step.states for step in steps)]
    times = [timestamp(step.at) for step in steps]
    code = story.code
    return [
        {
            "id": update_code(story.key, step.name),
            "status": step.status,
            "body": body(context, story, step),
            "incident_id": code,
            "created_at": at,
            "updated_at": timestamp(step.update.edited) if step.update and step.update.edited else at,
            "display_at": at,
            "affected_components": [
                {
                    "code": one.code,
                    "name": long_name(context, one, step.at),
                    "old_status": STATUS[before.get(service, ServiceState.OPERATIONAL)],
                    "new_status": STATUS[step.states.get(service, ServiceState.OPERATIONAL)],
                }
                for service, one in services.items()
            ],
            "deliver_notifications": True,
            "custom_tweet": None,
            "tweet_id": None,
        }
        for before, step, at in zip(befores, steps, times, strict=False)
    ]


def _entered(steps: Sequence[ApiUpdate], *statuses: str) -> str | None:
    """When it last came to one of these statuses from another."""
    befores = ["", *(step.status for step in steps)]
    times = [
        step.at
        for before, step in zip(befores, steps, strict=False)
        if step.status in statuses and before not in statuses
    ]
    return timestamp(times[-1]) if times else None


def _resolved(story: NoteSummary, steps: Sequence[ApiUpdate]) -> str | None:
    """When it was over: really, where the note says so; null as long as it is not."""
    over = ("resolved", "postmortem", "completed")
    if steps[-1].status not in over:
        return None
    if story.withdrawn or story.status is Status.CANCELLED or story.ends is None:
        return _entered(steps, *over)
    return timestamp(story.ends)

"""Incidents and maintenances as Statuspage's clients read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from statusgen.model import Kind, LocalText, ServiceState, Severity, Status, pick
from statusgen.prose import html_to_text
from statusgen.render.api.components import STATUS, Component, component_shape, long_name
from statusgen.render.api.course import Event, Step, course
from statusgen.render.api.ids import page_code, update_code
from statusgen.render.api.times import timestamp
from statusgen.render.edition import Edition, feed_prose, note_address, once, said, url
from statusgen.render.labels import N_, status_label
from statusgen.render.story import Story

_BY_PLAN = {
    Event.BEGAN: N_("The planned work has begun."),
    Event.ENDED: N_("The planned work is over."),
}


def note_shape(edition: Edition, story: Story, services: Mapping[str, Component]) -> dict[str, object]:
    """An incident or a maintenance: these keys in this order, and no other.

    `services` are the components of the services that it names.
    """
    steps = steps_of(edition, story)
    edited = [step.update.edited for step in steps if step.update and step.update.edited]
    edited += [story.revised] if story.revised else []
    shape: dict[str, object] = {
        "id": story.code,
        "name": said(edition, story.title).text,
        "status": steps[-1].status,
        "created_at": timestamp(steps[0].at),
        "updated_at": timestamp(max([steps[-1].at, *edited])),
        "monitoring_at": _entered(steps, "monitoring"),
        "resolved_at": _resolved(story, steps),
        "impact": impact(story),
        "shortlink": url(edition, note_address(story.kind, story.id)),
        "started_at": timestamp(story.starts),
        "page_id": page_code(edition.settings.identity),
        "incident_updates": _updates(edition, story, steps, services)[::-1],
        "components": [component_shape(edition, one) for one in services.values()],
        "reminder_intervals": None,
    }
    if story.kind is Kind.MAINTENANCE:
        shape["scheduled_for"] = timestamp(story.starts)
        shape["scheduled_until"] = timestamp(story.ends or story.starts)
    return shape


def steps_of(edition: Edition, story: Story) -> tuple[Step, ...]:
    """The note's course; it is the same in all languages, and several files tell of it."""
    return once(edition, ("course", story.digest), partial(course, story))


def impact(story: Story) -> str:
    """How bad it is as a whole, in one of the words that clients know."""
    if story.kind is Kind.MAINTENANCE:
        return "maintenance"
    return Severity.NONE.key if story.withdrawn or story.severity is None else story.severity.key


def body(edition: Edition, story: Story, step: Step) -> str:
    """The words of a step: plain text with `<br />` between its lines, but a postmortem in Markdown."""
    texts, note, update = edition.words.texts, story.note, step.update
    if step.event in _BY_PLAN:
        return texts.gettext(_BY_PLAN[step.event])
    if step.event is Event.WITHDRAWN:
        return _plain(f"{texts.gettext('Posted in error')}: {said(edition, note.withdrawn).text}")
    words = [update.body] if update else []
    if update and update.status is Status.POSTMORTEM and update.body:
        return pick(update.body, edition.language)[0]
    if step.first:
        words = [note.intro, *words]
    parts = [_text(edition, story, text) for text in words]
    if any(parts):
        return _plain("\n\n".join(filter(None, parts))).replace("\n", "<br />")
    if update is None:
        return _plain(said(edition, note.impact or note.title).text)
    return _plain(status_label(edition.words, update.status).text)


def _text(edition: Edition, story: Story, text: LocalText) -> str:
    return html_to_text(feed_prose(edition, text, note_address(story.kind, story.id)))


def _plain(line: str) -> str:
    """Clients put bodies into pages as they are, so words must not become tags."""
    return line.replace("<", "&lt;")


def _updates(
    edition: Edition, story: Story, steps: Sequence[Step], services: Mapping[str, Component]
) -> list[dict[str, object]]:
    befores: list[Mapping[str, ServiceState]] = [{}, *(step.states for step in steps)]
    times = [timestamp(step.at) for step in steps]
    code = story.code
    return [
        {
            "id": update_code(story.key, step.name),
            "status": step.status,
            "body": body(edition, story, step),
            "incident_id": code,
            "created_at": at,
            "updated_at": timestamp(step.update.edited) if step.update and step.update.edited else at,
            "display_at": at,
            "affected_components": [
                {
                    "code": one.code,
                    "name": long_name(edition, one, step.at),
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


def _entered(steps: Sequence[Step], *statuses: str) -> str | None:
    """When it last came to one of these statuses from another."""
    befores = ["", *(step.status for step in steps)]
    times = [
        step.at
        for before, step in zip(befores, steps, strict=False)
        if step.status in statuses and before not in statuses
    ]
    return timestamp(times[-1]) if times else None


def _resolved(story: Story, steps: Sequence[Step]) -> str | None:
    """When it was over: really, where the note says so; null as long as it is not."""
    over = ("resolved", "postmortem", "completed")
    if steps[-1].status not in over:
        return None
    if story.withdrawn or story.status is Status.CANCELLED or story.ends is None:
        return _entered(steps, *over)
    return timestamp(story.ends)

"""Incidents and maintenances as clients of Statuspage read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from statusgen.markdown import html_to_text
from statusgen.model.ids import note_code, page_code, update_code
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import N_, LocalText, pick
from statusgen.render.api.components import STATUS, Component, component_to_json, long_name
from statusgen.render.api.updates import ApiEvent, ApiUpdate, api_updates
from statusgen.render.context import RenderContext, url
from statusgen.render.localization.labels import status_label
from statusgen.render.statuspage_times import timestamp
from statusgen.render.texts import feed_html, localized
from statusgen.render.urls import note_address
from statusgen.timeline.note_summary import NoteSummary

_BY_PLAN = {
    ApiEvent.BEGAN: N_("The planned maintenance has begun."),
    ApiEvent.ENDED: N_("The planned maintenance has ended."),
}


def note_to_json(
    context: RenderContext, note: NoteSummary, services: Mapping[str, Component]
) -> dict[str, object]:
    """Return an incident or a maintenance: exactly these keys, in this order.

    `services` are the components of the services that it names, by service id.
    """
    steps = steps_of(context, note)
    edited = [step.update.edited for step in steps if step.update and step.update.edited]
    edited += [note.revised] if note.revised else []
    data: dict[str, object] = {
        "id": note_code(note.key),
        "name": localized(context, note.title).text,
        "status": steps[-1].status,
        "created_at": timestamp(steps[0].at),
        "updated_at": timestamp(max([steps[-1].at, *edited])),
        "monitoring_at": _entered(steps, "monitoring"),
        "resolved_at": _resolved(note, steps),
        "impact": impact(note),
        "shortlink": url(context, note_address(note.kind, note.id)),
        "started_at": timestamp(note.starts),
        "page_id": page_code(context.settings.identity),
        "incident_updates": _updates(context, note, steps, services)[::-1],
        "components": [component_to_json(context, one) for one in services.values()],
        "reminder_intervals": None,
    }
    if note.kind is Kind.MAINTENANCE:
        data["scheduled_for"] = timestamp(note.starts)
        data["scheduled_until"] = timestamp(note.ends or note.starts)
    return data


def steps_of(context: RenderContext, note: NoteSummary) -> tuple[ApiUpdate, ...]:
    """Return the updates of a note, derived once for all languages and files."""
    key = ("api updates", note.digest)
    return context.cache.get_or_compute("rendered", key, partial(api_updates, note))


def impact(note: NoteSummary) -> str:
    """Return the severity as a value that clients know."""
    if note.kind is Kind.MAINTENANCE:
        return "maintenance"
    return Severity.NONE.key if note.withdrawn or note.severity is None else note.severity.key


def body(context: RenderContext, summary: NoteSummary, step: ApiUpdate) -> str:
    """Return the text of an update: plain with `<br />` between lines, but Markdown for a postmortem."""
    texts, note, update = context.formatter.texts, summary.note, step.update
    if step.event in _BY_PLAN:
        return texts.gettext(_BY_PLAN[step.event])
    if step.event is ApiEvent.WITHDRAWN:
        return _plain(f"{texts.gettext('Posted in error')}: {localized(context, note.withdrawn).text}")
    words = [update.body] if update else []
    if update and update.status is Status.POSTMORTEM and update.body:
        return pick(update.body, context.language)[0]
    if step.first:
        words = [note.intro, *words]
    parts = [_text(context, summary, text) for text in words]
    if any(parts):
        return _plain("\n\n".join(filter(None, parts))).replace("\n", "<br />")
    if update is None:
        return _plain(localized(context, note.impact or note.title).text)
    return _plain(status_label(context.formatter, update.status).text)


def _text(context: RenderContext, note: NoteSummary, text: LocalText) -> str:
    return html_to_text(feed_html(context, text, note_address(note.kind, note.id)))


def _plain(line: str) -> str:
    """Escape tags: clients insert bodies into pages as they are."""
    return line.replace("<", "&lt;")


def _updates(
    context: RenderContext, note: NoteSummary, steps: Sequence[ApiUpdate], services: Mapping[str, Component]
) -> list[dict[str, object]]:
    befores: list[Mapping[str, ServiceState]] = [{}, *(step.states for step in steps)]
    times = [timestamp(step.at) for step in steps]
    code = note_code(note.key)
    return [
        {
            "id": update_code(note.key, step.name),
            "status": step.status,
            "body": body(context, note, step),
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
    """Return when the note last entered one of these statuses from another; None if never."""
    befores = ["", *(step.status for step in steps)]
    times = [
        step.at
        for before, step in zip(befores, steps, strict=False)
        if step.status in statuses and before not in statuses
    ]
    return timestamp(times[-1]) if times else None


def _resolved(note: NoteSummary, steps: Sequence[ApiUpdate]) -> str | None:
    """Return when the note ended, as it says itself or else by its updates; None while it is open."""
    ends = (one for one in Status if one.ends or one is Status.POSTMORTEM)
    over = {one.facts.statuspage for one in ends} - {""}  # problems are not in this API
    if steps[-1].status not in over:
        return None
    if note.withdrawn or note.status is Status.CANCELLED or note.ends is None:
        return _entered(steps, *over)
    return timestamp(note.ends)

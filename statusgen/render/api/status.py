"""statusgen's own API: all data of the home page, from the same views, so that both always agree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urljoin

from statusgen.markdown import html_to_text
from statusgen.model.catalog import Group
from statusgen.model.changes import Freeze
from statusgen.model.output import Output
from statusgen.model.states import ServiceState
from statusgen.model.targets import Agreement, Target
from statusgen.render import urls
from statusgen.render.api.changes import change_to_json
from statusgen.render.api.files import compact
from statusgen.render.api.learning import Json, label_to_json, learning_to_json
from statusgen.render.api.status_schema import LINKS, SCHEMA, VERSION
from statusgen.render.context import RenderContext, output_path, url
from statusgen.render.frame import frame
from statusgen.render.localization.formatter import language_name, moment, uptime
from statusgen.render.localization.labels import state_label
from statusgen.render.pages.home import home_view
from statusgen.render.pages.note import note_view
from statusgen.render.texts import localized
from statusgen.render.views.notes import AffectedView, NoteView, UpdateView
from statusgen.render.views.services import GroupView, ServiceView
from statusgen.render.views.words import Moment
from statusgen.timeline.calendar import day_at
from statusgen.timeline.learned import (
    UNRELATED,
    RelatedNotes,
    is_known_problem,
    promised_reports,
    recent_postmortems,
    related_notes,
)
from statusgen.timeline.level_records import level_record, uptime_percent
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.planned import freezes
from statusgen.timeline.site_state import ServiceSummary, Timeline

_MOST_POSTMORTEMS = 50


def status_file(context: RenderContext, timeline: Timeline) -> Output:
    """Return the file of a language."""
    to_come = freezes(timeline.site, day_at(timeline.now, timeline.site.settings.zone))
    inputs = (context, timeline, timeline.site.groups, to_come)
    return Output(output_path(context, urls.STATUS), _make_status, inputs, late=True)


def schema_file(context: RenderContext) -> Output:
    """Return the JSON Schema of the files, one for all languages."""
    return Output(urls.STATUS_SCHEMA, _make_schema, (context.settings.url,), late=True)


def _make_schema(site: str) -> bytes:
    return json.dumps({"$id": f"{site}{urls.STATUS_SCHEMA}", **SCHEMA}, indent=1).encode() + b"\n"


def _make_status(
    context: RenderContext, timeline: Timeline, groups: Sequence[Group], freezes: Sequence[Freeze]
) -> bytes:
    others = related_notes(timeline)
    home = home_view(context, timeline, groups, others)
    summaries = {one.service.id: one for one in timeline.services}
    return compact(
        {
            "$schema": f"{context.settings.url}{urls.STATUS_SCHEMA}",
            "version": VERSION,
            "site": _site(context),
            "as_of": moment(context.formatter, timeline.now).iso,
            "next_change": moment(context.formatter, timeline.next_change).iso,
            "overall": {
                "state": label_to_json(home.overview.state),
                "sentence": home.overview.sentence.text,
                "detail": home.overview.detail,
            },
            "groups": [_group(group) for group in home.groups if group.name],
            "services": [
                _service(context, view, group, summaries[view.id])
                for group in home.groups
                for view in group.services
            ],
            "incidents": [_note(context, note) for note in home.incidents],
            "maintenance": {
                "active": [_note(context, note) for note in home.active],
                "planned": [_note(context, note) for note in home.planned],
            },
            "freezes": [_freeze(context, one) for one in freezes],
            "notices": [_note(context, note) for note in home.notices],
            "problems": [
                _problem(context, note, others.get(note.key, UNRELATED))
                for note in timeline.problems
                if is_known_problem(note)
            ],
            "learned": [
                _note(context, note_view(context, note, others.get(note.key, UNRELATED), alone=False))
                for note in _learned(timeline)
            ],
            "languages": _languages(context),
            "links": {name: url(context, address) for name, address in LINKS.items()},
        }
    )


def _learned(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return the notes whose postmortem is promised, then those with one, each once."""
    notes = (*promised_reports(timeline.notes), *recent_postmortems(timeline)[:_MOST_POSTMORTEMS])
    return tuple({one.key: one for one in notes}.values())


def _freeze(context: RenderContext, one: Freeze) -> Json:
    reason = localized(context, one.reason).text
    return {"from": str(one.start), "until": str(one.end), "services": one.services, "reason": reason}


def _site(context: RenderContext) -> Json:
    settings = context.settings
    return {
        "name": localized(context, settings.name).text,
        "description": localized(context, settings.description).text,
        "url": url(context, ""),
        "language": context.language,
        "time_zone": settings.zone.key,
        "home_page": settings.home_page or None,
        "contacts": [
            {"label": localized(context, contact.label).text, "url": contact.url}
            for contact in settings.contacts
        ],
    }


def _group(group: GroupView) -> Json:
    return {
        "name": group.name.text,
        "state": label_to_json(group.state),
        "services": [service.id for service in group.services],
    }


def _service(context: RenderContext, view: ServiceView, group: GroupView, summary: ServiceSummary) -> Json:
    service = summary.service
    return {
        "id": view.id,
        "name": view.name.text,
        "description": _text(context, view.description.html),
        "group": group.name.text or None,
        "url": _absolute(context, view.href),
        "state": label_to_json(view.state),
        "uptimes": _uptimes(context, summary),
        "target": level_record(summary.level, context.settings.zone) if summary.level else None,
        "targets": [_target(one) for one in reversed(service.targets)],
        "sla": _agreement(context, service.agreement) if service.agreement else None,
        "depends_on": [id_ for id_ in service.depends_on if id_ in context.services],
        "causes": [
            {
                "id": note.id,
                "kind": note.kind.value,
                "title": link.text.text,
                "url": _absolute(context, link.href),
            }
            for note, link in zip(summary.open_notes, view.causes, strict=True)
        ],
    }


def _target(target: Target) -> Json:
    return {
        "percent": target.percent,
        "window": target.window.value,
        "from": _day(target.since),
        "until": _day(target.until),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _agreement(context: RenderContext, agreement: Agreement) -> Json:
    return {"says": localized(context, agreement.words).text, "link": agreement.link or None}


def _uptimes(context: RenderContext, summary: ServiceSummary) -> Json:
    """Return the uptime in each period, with the period's first day."""
    uptimes, today = summary.uptimes, summary.days[-1].date
    return {
        f"{days}_days" if days else "all": {
            "percent": uptime_percent(figure),
            "text": uptime(context.formatter, figure),
            "since": str(max(uptimes.since, today - timedelta(days=days - 1)) if days else uptimes.since),
        }
        for days, figure in uptimes.windows
    }


def _note(context: RenderContext, note: NoteView) -> Json:
    answers = note.answers
    return {
        "id": note.id,
        "kind": note.kind,
        "url": _absolute(context, note.href),
        "title": note.title.text,
        "status": label_to_json(note.status) if note.status else None,
        "severity": label_to_json(note.severity) if note.severity else None,
        "starts": note.starts.iso,
        "ends": _iso(note.ends),
        "updated": note.updated.iso,
        "summary": note.summary.text,
        "intro": _text(context, note.intro.html),
        "impact": answers.impact.text,
        "affected": [_affected(context, one, ahead=answers.ahead) for one in answers.affected],
        "latest": _update(context, answers.latest) if answers.latest else None,
        "workaround": answers.workaround.text,
        "next_update": _iso(answers.next_update),
        "overdue": answers.overdue,
        "change": change_to_json(context, note),
        "learning": learning_to_json(context, note),
    }


def _problem(context: RenderContext, note: NoteSummary, others: RelatedNotes) -> Json:
    incidents = [one.id for one in others.incidents]
    return {**_note(context, note_view(context, note, others, alone=False)), "incidents": incidents}


def _affected(context: RenderContext, one: AffectedView, *, ahead: bool) -> Json:
    """Return a service with its state by the note now; if work has not begun, also the state during it."""
    now = state_label(context.formatter, ServiceState.OPERATIONAL) if ahead else one.state
    return {
        "id": one.id,
        "name": one.name.text,
        "url": _absolute(context, one.href),
        "state": label_to_json(now),
        "planned_state": label_to_json(one.state) if ahead else None,
    }


def _update(context: RenderContext, update: UpdateView) -> Json:
    return {
        "id": update.anchor,
        "url": _absolute(context, update.href),
        "status": label_to_json(update.status),
        "at": update.at.iso,
        "since": _iso(update.since),
        "edited": _iso(update.edited),
        "text": _text(context, update.body.html),
    }


def _languages(context: RenderContext) -> list[Json]:
    around = frame(context, urls.STATUS)
    return [{"code": one.code, "name": one.name, "url": one.url} for one in around.languages] or [
        {"code": context.language, "name": language_name(context.language), "url": url(context, urls.STATUS)}
    ]


def _iso(at: Moment | None) -> str | None:
    return at.iso if at else None


def _text(context: RenderContext, html: str) -> str:
    """Return HTML as plain text, with a blank line between paragraphs."""
    return html_to_text(html, context.settings.url)


def _absolute(context: RenderContext, href: str) -> str:
    return urljoin(context.settings.url, href)

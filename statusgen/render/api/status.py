"""Our own API: everything that the home page knows, from the same views, so that they never differ."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from urllib.parse import urljoin

from statusgen.model import Group, ServiceState
from statusgen.outputs import Output
from statusgen.prose import html_to_text
from statusgen.render.api.files import compact
from statusgen.render.api.status_schema import SCHEMA, VERSION
from statusgen.render.edition import Edition, output_path, said, url
from statusgen.render.labels import state_label
from statusgen.render.present_frame import ATOM, CALENDAR, HISTORY, JSON_FEED, RSS, SUBSCRIBE, UPTIME, frame
from statusgen.render.present_site import home_view
from statusgen.render.stories import Scene, ServiceStory
from statusgen.render.wording import language_name, moment, uptime
from statusgen.timeline.values import Timeline, Uptime
from statusgen.views import AffectedView, GroupView, Label, Moment, NoteView, ServiceView, UpdateView

STATUS = "api/status.json"
SUMMARY = "api/v2/summary.json"
STATUS_SCHEMA = "api/status.schema.json"

Shape = dict[str, object]


def status_file(edition: Edition, timeline: Timeline, scene: Scene) -> Output:
    """The file of an edition."""
    inputs = (edition, scene, timeline.site.groups, timeline.next_change)
    return Output(output_path(edition, STATUS), _make_status, inputs, late=True)


def schema_file(edition: Edition) -> Output:
    """What the file of each edition keeps to; one for all."""
    return Output(STATUS_SCHEMA, _make_schema, (edition.settings.url,), late=True)


def _make_schema(site: str) -> bytes:
    return json.dumps({"$id": f"{site}{STATUS_SCHEMA}", **SCHEMA}, indent=1).encode() + b"\n"


def _make_status(edition: Edition, scene: Scene, groups: Sequence[Group], next_change: datetime) -> bytes:
    home = home_view(edition, scene.stories, scene.services, groups)
    told = {one.life.service.id: one for one in scene.services}
    return compact(
        {
            "$schema": f"{edition.settings.url}{STATUS_SCHEMA}",
            "version": VERSION,
            "site": _site(edition),
            "as_of": moment(edition.words, scene.stories.now).iso,
            "next_change": moment(edition.words, next_change).iso,
            "overall": {
                "state": _label(home.overview.state),
                "sentence": home.overview.sentence.text,
                "detail": home.overview.detail,
            },
            "groups": [_group(group) for group in home.groups if group.name],
            "services": [
                _service(edition, view, group, told[view.id])
                for group in home.groups
                for view in group.services
            ],
            "incidents": [_note(edition, note) for note in home.incidents],
            "maintenance": {
                "active": [_note(edition, note) for note in home.active],
                "planned": [_note(edition, note) for note in home.planned],
            },
            "notices": [_note(edition, note) for note in home.notices],
            "languages": _languages(edition),
            "links": _links(edition),
        }
    )


def _site(edition: Edition) -> Shape:
    settings = edition.settings
    return {
        "name": said(edition, settings.name).text,
        "description": said(edition, settings.description).text,
        "url": url(edition, ""),
        "language": edition.language,
        "time_zone": settings.zone.key,
        "home_page": settings.home_page or None,
        "contacts": [
            {"label": said(edition, contact.label).text, "url": contact.url} for contact in settings.contacts
        ],
    }


def _group(group: GroupView) -> Shape:
    return {
        "name": group.name.text,
        "state": _label(group.state),
        "services": [service.id for service in group.services],
    }


def _service(edition: Edition, view: ServiceView, group: GroupView, told: ServiceStory) -> Shape:
    service = told.life.service
    return {
        "id": view.id,
        "name": view.name.text,
        "description": _text(edition, view.description.html),
        "group": group.name.text or None,
        "url": _absolute(edition, view.href),
        "state": _label(view.state),
        "uptimes": _uptimes(edition, told),
        "slo": service.slo,
        "depends_on": [id_ for id_ in service.depends_on if id_ in edition.services],
        "causes": [
            {
                "id": story.id,
                "kind": story.kind.value,
                "title": link.text.text,
                "url": _absolute(edition, link.href),
            }
            for story, link in zip(told.causes, view.causes, strict=True)
        ],
    }


def _uptimes(edition: Edition, told: ServiceStory) -> Shape:
    """By period, with the day on which it begins."""
    uptimes, today = told.life.uptimes, told.life.days[-1].date
    return {
        f"{days}_days" if days else "all": {
            "percent": _percent(figure),
            "text": uptime(edition.words, figure),
            "since": str(max(uptimes.since, today - timedelta(days=days - 1)) if days else uptimes.since),
        }
        for days, figure in uptimes.windows
    }


def _percent(figure: Uptime) -> float | None:
    """As pages have it: rounded down to two digits."""
    if figure.ratio is None:
        return None
    return float(Decimal(repr(figure.ratio)).quantize(Decimal("0.0001"), rounding=ROUND_FLOOR) * 100)


def _note(edition: Edition, note: NoteView) -> Shape:
    answers = note.answers
    return {
        "id": note.id,
        "kind": note.kind,
        "url": _absolute(edition, note.href),
        "title": note.title.text,
        "status": _label(note.status) if note.status else None,
        "severity": _label(note.severity) if note.severity else None,
        "starts": note.starts.iso,
        "ends": _iso(note.ends),
        "updated": note.updated.iso,
        "summary": note.summary.text,
        "intro": _text(edition, note.intro.html),
        "impact": answers.impact.text,
        "affected": [_affected(edition, one, ahead=answers.ahead) for one in answers.affected],
        "latest": _update(edition, answers.latest) if answers.latest else None,
        "workaround": answers.workaround.text,
        "next_update": _iso(answers.next_update),
        "overdue": answers.overdue,
    }


def _affected(edition: Edition, one: AffectedView, *, ahead: bool) -> Shape:
    """A service with its state by the note now, and that during work which has not begun."""
    now = state_label(edition.words, ServiceState.OPERATIONAL) if ahead else one.state
    return {
        "id": one.id,
        "name": one.name.text,
        "url": _absolute(edition, one.href),
        "state": _label(now),
        "planned_state": _label(one.state) if ahead else None,
    }


def _update(edition: Edition, update: UpdateView) -> Shape:
    return {
        "id": update.anchor,
        "url": _absolute(edition, update.href),
        "status": _label(update.status),
        "at": update.at.iso,
        "since": _iso(update.since),
        "edited": _iso(update.edited),
        "text": _text(edition, update.body.html),
    }


def _languages(edition: Edition) -> list[Shape]:
    around = frame(edition, STATUS)
    return [{"code": one.code, "name": one.name, "url": one.url} for one in around.languages] or [
        {
            "code": edition.language,
            "name": language_name(edition.language),
            "url": url(edition, STATUS),
        }
    ]


def _links(edition: Edition) -> Shape:
    addresses = {
        "home": "",
        "history": HISTORY,
        "uptime": UPTIME,
        "subscribe": SUBSCRIBE,
        "rss": RSS,
        "atom": ATOM,
        "json_feed": JSON_FEED,
        "calendar": CALENDAR,
        "statuspage": SUMMARY,
    }
    return {name: url(edition, address) for name, address in addresses.items()}


def _label(label: Label) -> Shape:
    return {"key": label.key, "text": label.text}


def _iso(at: Moment | None) -> str | None:
    return at.iso if at else None


def _text(edition: Edition, html: str) -> str:
    """The words of a page's prose as lines, with a blank line between paragraphs."""
    return html_to_text(html, edition.settings.url)


def _absolute(edition: Edition, href: str) -> str:
    return urljoin(edition.settings.url, href)

"""The data of a monthly report as CSV files, with the keys of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from statusgen.model.csv_tables import Cell, csv_bytes
from statusgen.render.context import RenderContext, url
from statusgen.render.texts import localized
from statusgen.render.urls import note_address, service_address
from statusgen.timeline.level_records import level_record, uptime_percent
from statusgen.timeline.months import MonthReport, ServiceMonth, open_time, worst_state
from statusgen.timeline.note_summary import NoteSummary

_TARGET = (
    *("percent", "window", "start", "end", "state"),
    *("allowed_seconds", "used_seconds", "left_seconds"),
)
_SERVICE = (
    *(
        "id",
        "name",
        "url",
        "since",
        "uptime_percent",
        "counted_seconds",
        "down_seconds",
        "unconfirmed_seconds",
    ),
    "planned_seconds",
    *(f"target_{name}" for name in _TARGET),
)
_INCIDENT = (
    *("id", "title", "url", "severity", "started", "first_update", "restored", "lasted_seconds"),
    *("worst_state", "seconds_in_month"),
)


def services_csv(context: RenderContext, report: MonthReport) -> bytes:
    """Render the services of a month, with their targets as in the API."""
    return csv_bytes(_SERVICE, (_service(context, one) for one in report.services))


def _service(context: RenderContext, one: ServiceMonth) -> Iterator[Cell]:
    yield one.service.id
    yield localized(context, one.service.name).text
    yield url(context, service_address(one.service.id))
    yield _time(context, one.start)
    yield uptime_percent(one.uptime)
    yield from map(_seconds, (one.uptime.counted, one.uptime.down, one.uptime.unconfirmed, one.planned))
    target = level_record(one.level, context.settings.zone) if one.level else {}
    yield from (target.get(name) for name in _TARGET)


def incidents_csv(context: RenderContext, report: MonthReport) -> bytes:
    """Render the incidents of a month; times are in the zone of the site."""
    return csv_bytes(_INCIDENT, (_incident(context, one, report) for one in report.incidents))


def lengths_csv(context: RenderContext, notes: Iterable[NoteSummary]) -> bytes:
    """Render how long incidents lasted, as far as they are over."""
    return csv_bytes(_INCIDENT[:-2], (_whole(context, one) for one in notes))


def _incident(context: RenderContext, note: NoteSummary, report: MonthReport) -> Iterator[Cell]:
    yield from _whole(context, note)
    yield worst_state(note, report.start, report.end).key
    yield _seconds(open_time(note, report.start, report.end))


def _whole(context: RenderContext, note: NoteSummary) -> Iterator[Cell]:
    yield note.id
    yield localized(context, note.title).text
    yield url(context, note_address(note.kind, note.id))
    yield note.severity.key if note.severity is not None else None
    yield _time(context, note.starts) if note.start_known else None
    yield _time(context, note.posted[0]) if note.posted else None
    yield _time(context, note.ends) if note.ends else None
    yield _seconds(note.length)


def _time(context: RenderContext, at: datetime) -> str:
    return at.astimezone(context.settings.zone).isoformat(timespec="seconds")


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())

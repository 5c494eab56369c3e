"""The state of the site as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.printable import harmless
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import LocalText, pick
from statusgen.model.zones import zone_name
from statusgen.timeline.values import IncidentState, MaintenanceState, Timeline


def describe(timeline: Timeline, language: str) -> str:
    """Return services with a problem, open incidents and maintenance, a line or two each.

    Content is in `language` where it is translated, times are in the site's zone.
    """
    return "\n".join(
        (*_head(timeline, language), *_incidents(timeline, language), *_works(timeline, language))
    )


def describe_waiting(waiting: Sequence[Diagnostic], root: str) -> str:
    """Return the updates that are not shown yet, with their places; `root` is the content folder."""
    lines = (f"  {root}/{one.span.path}:{one.span.line}: {one.message}" for one in waiting)
    return "\n".join(("\nNot shown yet:", *map(harmless, lines)))


def _head(timeline: Timeline, language: str) -> Iterator[str]:
    zone = timeline.site.settings.zone
    yield f"{_words(timeline.site.settings.name, language)}, {_time(timeline.now, zone)}"
    if timeline.incomplete:
        yield "Part of the content cannot be read, so not all is known: see `statusgen check`."
    offered = [life for life in timeline.services if not life.retired]
    ailing = [life for life in offered if life.state is not ServiceState.OPERATIONAL]
    if not ailing and not timeline.incomplete:
        yield "All services are operational."
    if not ailing:
        return
    yield f"{len(ailing)} of {len(offered)} services are not operational:"
    for life in sorted(ailing, key=lambda life: -life.state):
        yield f"  {_plain(life.state.key)}: {_words(life.service.name, language)}"


def _incidents(timeline: Timeline, language: str) -> Iterator[str]:
    zone = timeline.site.settings.zone
    for life in timeline.incidents:
        if life.open:
            yield f"\nIncident, {life.status}: {_words(life.note.title, language)}"
            yield f"  {life.severity.key} since {_time(life.started, zone)}; {_promise(life, zone)}"


def _works(timeline: Timeline, language: str) -> Iterator[str]:
    """Yield maintenance in progress, then planned maintenance, the earliest first."""
    zone = timeline.site.settings.zone
    for life in reversed(timeline.maintenances):
        if life.active:
            yield f"\nMaintenance, {_plain(life.status)}: {_words(life.note.title, language)}"
            yield f"  until {_time(life.ends, zone)}; {_promise(life, zone)}"
    for life in reversed(timeline.maintenances):
        if life.status is Status.SCHEDULED:
            yield f"\nPlanned maintenance: {_words(life.note.title, language)}"
            yield f"  {_time(life.starts, zone)} to {_time(life.ends, zone)}"


def _promise(life: IncidentState | MaintenanceState, zone: ZoneInfo) -> str:
    if life.next_update is None:
        return "no next update promised"
    due = _time(life.next_update, zone)
    return f"UPDATE OVERDUE since {due}" if life.overdue else f"next update by {due}"


def _words(text: LocalText, language: str) -> str:
    return harmless(pick(text, language)[0])


def _plain(key: str) -> str:
    return key.replace("-", " ")


def _time(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M} {zone_name(local)}"

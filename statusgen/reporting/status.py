"""The state of the site as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.printable import harmless, plural
from statusgen.model.states import ServiceState
from statusgen.model.text import LocalText, pick
from statusgen.model.zones import zone_name
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline, active_maintenances, offered, planned_maintenances


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
    services = offered(timeline.services)
    affected = [one for one in services if one.state is not ServiceState.OPERATIONAL]
    if not affected and not timeline.incomplete:
        yield "All services are operational."
    if not affected:
        return
    verb = "is" if len(affected) == 1 else "are"
    yield f"{len(affected)} of {plural(len(services), 'service')} {verb} not operational:"
    for one in sorted(affected, key=lambda one: -one.state):
        yield f"  {_plain(one.state.key)}: {_words(one.service.name, language)}"


def _incidents(timeline: Timeline, language: str) -> Iterator[str]:
    zone = timeline.site.settings.zone
    for one in timeline.incidents:
        if one.open and one.status and one.severity is not None:
            yield f"\nIncident, {one.status}: {_words(one.title, language)}"
            yield f"  {one.severity.key} since {_time(one.starts, zone)}; {_promise(one, zone)}"


def _works(timeline: Timeline, language: str) -> Iterator[str]:
    """Yield maintenance in progress, then planned maintenance, the earliest first."""
    zone = timeline.site.settings.zone
    for one in reversed(active_maintenances(timeline)):
        yield f"\nMaintenance, {_plain(one.status or '')}: {_words(one.title, language)}"
        yield f"  until {_time(one.ends or one.starts, zone)}; {_promise(one, zone)}"
    for one in planned_maintenances(timeline):
        yield f"\nPlanned maintenance: {_words(one.title, language)}"
        yield f"  {_time(one.starts, zone)} to {_time(one.ends or one.starts, zone)}"


def _promise(note: NoteSummary, zone: ZoneInfo) -> str:
    if note.next_update is None:
        return "no next update promised"
    due = _time(note.next_update, zone)
    return f"UPDATE OVERDUE since {due}" if note.overdue else f"next update by {due}"


def _words(text: LocalText, language: str) -> str:
    return harmless(pick(text, language)[0])


def _plain(key: str) -> str:
    return key.replace("-", " ")


def _time(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M} {zone_name(local)}"

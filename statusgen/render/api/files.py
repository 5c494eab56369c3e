"""The files of the Statuspage API v2.

They have only what its clients know. The rest is in statusgen's own `status.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.ids import note_code, page_code
from statusgen.model.output import Output
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.render.api.components import ClosedComponents, Component, component_to_json, components
from statusgen.render.api.history import history_to_json, last_months
from statusgen.render.api.notes import note_to_json
from statusgen.render.context import RenderContext, output_path, url
from statusgen.render.overall_status import statuspage_status
from statusgen.render.statuspage_times import EPOCH, timestamp
from statusgen.render.texts import localized
from statusgen.render.urls import STATUSPAGE_API, note_file_address
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, Timeline, by_month, newest_first

MOST = 50
"""The number of incidents or maintenances in a file at most."""

_OPERATIONAL = ServiceState.OPERATIONAL
_UNRESOLVED = "incidents/unresolved.json"
_UNFINISHED = "scheduled or active"
"""The list of maintenances in the summary, which is no file of its own."""


NamedComponents = tuple[tuple[str, Component], ...]
"""The components that a note names, by the ids of their services, in the order of the note."""

ListedNote = tuple[NoteSummary, NamedComponents]
"""A note of a file, with the components that it names."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Notes of one kind for a file, newest first, and their key in the JSON object."""

    key: str
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuspageData:
    """The data of the files, the same in all languages."""

    updated: datetime
    catalog: tuple[Component, ...]
    lists: Mapping[str, Listing]
    """By file name, and `_UNFINISHED`."""
    single: tuple[ListedNote, ...]
    """Every incident and maintenance that is not archived."""
    overall: ServiceState
    """The state of the whole site."""
    closed: ClosedComponents
    history: Mapping[Month, tuple[NoteSummary, ...]]


def gather(timeline: Timeline) -> StatuspageData:
    """Return the data of all files at the instant of the timeline."""
    site, now = timeline.site, timeline.now
    notes = (*timeline.incidents, *timeline.maintenances)
    first = min((min(note.created, note.starts) for note in notes), default=None)
    catalog, leaves = components(site, timeline.services, first, now)
    months = by_month(newest_first(notes), now, site.settings.zone)
    return StatuspageData(
        updated=_updated(timeline, first or EPOCH),
        overall=timeline.state,
        catalog=catalog,
        lists=_lists(timeline, leaves),
        single=tuple((one, _named(one, leaves, closed=not one.open)) for one in notes if not one.archived),
        closed=ClosedComponents(
            {id_: replace(one, state=_OPERATIONAL, updated=one.created) for id_, one in leaves.items()}
        ),
        history={month: months.get(month, ()) for month in last_months(now.astimezone(site.settings.zone))},
    )


def statuspage_files(context: RenderContext, data: StatuspageData) -> Iterator[Output]:
    """Yield the files of a language, without those of archived notes."""

    def output(name: str, *parts: object) -> Output:
        return Output(
            output_path(context, STATUSPAGE_API + name),
            _make_file,
            (context, data.updated, *parts, data.overall),
            late=True,
        )

    lists = data.lists
    states = tuple(one.state for one in data.catalog if not one.children)
    yield output("summary.json", data.catalog, (lists[_UNRESOLVED], lists[_UNFINISHED]), states)
    yield output("status.json", None, (), states)
    yield output("components.json", data.catalog, (), None)
    for name, listing in lists.items():
        if name != _UNFINISHED:
            yield output(name, None, (listing,), None)
    for note, named in data.single:
        yield _note_file(context, note, named)
    yield Output(output_path(context, "history.json"), _make_history, (context, data.history), late=True)


def archived_note_file(context: RenderContext, note: NoteSummary, components: ClosedComponents) -> Output:
    """Return the file of an archived note."""
    return _note_file(context, note, _named(note, components.by_service, closed=True))


def _note_file(context: RenderContext, note: NoteSummary, named: NamedComponents) -> Output:
    path = output_path(context, note_file_address(note_code(note.key)))
    return Output(path, _make_note, (context, note, named), late=True)


def _lists(timeline: Timeline, leaves: Mapping[str, Component]) -> dict[str, Listing]:
    incidents, works = (
        sorted(notes, key=lambda note: (note.created, note.key), reverse=True)
        for notes in (timeline.incidents, timeline.maintenances)
    )
    chosen = {
        "incidents.json": incidents,
        _UNRESOLVED: [note for note in incidents if note.open],
        "scheduled-maintenances.json": works,
        _UNFINISHED: [note for note in works if note.status is Status.SCHEDULED or note.active],
        "scheduled-maintenances/upcoming.json": [note for note in works if note.status is Status.SCHEDULED],
        "scheduled-maintenances/active.json": [note for note in works if note.active],
    }
    return {
        name: Listing(
            "incidents" if name.startswith("incidents") else "scheduled_maintenances",
            tuple((note, _named(note, leaves, closed=False)) for note in notes[:MOST]),
        )
        for name, notes in chosen.items()
    }


def _named(note: NoteSummary, leaves: Mapping[str, Component], *, closed: bool) -> NamedComponents:
    """Return the components that a note names: as of now, or operational since the end of a `closed` note.

    So the file of a closed note never changes.
    """
    found = {service: leaves[service] for service in note.states if service in leaves}
    if closed:
        over = note.ends or note.updated
        found = {
            service: replace(one, state=_OPERATIONAL, updated=max(one.created, over), left=over)
            for service, one in found.items()
        }
    return tuple(found.items())


def _updated(timeline: Timeline, first: datetime) -> datetime:
    """Return when readers last saw a change: new words, or work that began or ended. Not the build's time."""
    notes = (*timeline.incidents, *timeline.maintenances)
    times = [time for note in notes for time in (note.updated, note.revised) if time]
    times += [time for note in notes for time in note.edited]
    planned = (note for note in timeline.maintenances if note.status is not Status.CANCELLED)
    times += [time for note in planned for time in (note.starts, note.ends) if time]
    return max((time for time in times if time <= timeline.now), default=min(first, timeline.now))


def _make_file(
    context: RenderContext,
    updated: datetime,
    catalog: tuple[Component, ...] | None,
    listings: tuple[Listing, ...],
    states: Sequence[ServiceState] | None,
    overall: ServiceState,
) -> bytes:
    data: dict[str, object] = {"page": _page(context, updated)}
    if catalog is not None:
        data["components"] = [component_to_json(context, one) for one in catalog]
    for listing in listings:
        data[listing.key] = [note_to_json(context, note, dict(named)) for note, named in listing.notes]
    if states is not None:
        indicator, description = statuspage_status(states, overall)
        data["status"] = {"indicator": indicator, "description": description}
    return compact(data)


def _page(context: RenderContext, updated: datetime) -> dict[str, object]:
    settings, zone = context.settings, context.settings.zone.key
    return {
        "id": page_code(settings.identity),
        "name": localized(context, settings.name).text,
        "url": url(context, "").rstrip("/"),
        "time_zone": "Etc/UTC" if zone == "UTC" else zone,
        "updated_at": timestamp(updated),
    }


def _make_note(context: RenderContext, note: NoteSummary, named: NamedComponents) -> bytes:
    return compact(note_to_json(context, note, dict(named)))


def _make_history(context: RenderContext, history: Mapping[Month, tuple[NoteSummary, ...]]) -> bytes:
    return compact(history_to_json(context, history))


def compact(data: object) -> bytes:
    """Return JSON without spaces: some clients read at most a mebibyte."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

"""Convert a cState note to an incident or a notice. The rules are in docs/import.md."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import timedelta

from statusgen.importers.cstate.body import lower_headings, published_text
from statusgen.importers.cstate.config import OTHERS, CatalogEntry
from statusgen.importers.cstate.front_matter import read_front_matter
from statusgen.importers.cstate.note_paths import address_of, name_of
from statusgen.importers.cstate.source_note import SourceNote, SourceSite
from statusgen.importers.cstate.timeline import NoteTimeline, read_timeline
from statusgen.importers.cstate.times import UNKNOWN, day_of
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import AffectedService, Incident, Notice, Status, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.text import localise
from statusgen.read.yaml.source import Source

_STATES = {
    "down": ServiceState.MAJOR_OUTAGE,
    "disrupted": ServiceState.PARTIAL_OUTAGE,
    "notice": ServiceState.OPERATIONAL,
}


@dataclass(frozen=True, slots=True)
class ConvertedNote:
    """A converted note."""

    note: Incident | Notice
    draft: bool
    times: int
    """Number of times that the old note prints for updates."""
    used: int
    """Number of these times that begin an update."""


def convert_note(source: Source, site: SourceSite, problems: list[Diagnostic]) -> ConvertedNote:
    """Convert the note in a file; all guesses are reported, and no text is lost."""
    front_matter, body = read_front_matter(source, problems)
    name = name_of(source.path)
    note = SourceNote(source, front_matter, site, day_of(name) or UNKNOWN, problems)
    text = published_text(source, body, problems)
    timeline = read_timeline(note, text, body.first_line)
    convert = _notice if timeline.is_announcement else _incident
    converted = convert(note, name, timeline)
    return ConvertedNote(converted, front_matter.is_true("draft"), timeline.times, timeline.used)


def _incident(note: SourceNote, name: str, timeline: NoteTimeline) -> Incident:
    state = _state(note)
    services = _services(note, state)
    updates = timeline.updates
    if services and state is not ServiceState.OPERATIONAL and _was_announced(note, timeline):
        updates = _with_beginning(timeline, services)
        services = tuple(AffectedService(one.service, ServiceState.OPERATIONAL) for one in services)
    return Incident(
        id=name,
        title=localise([(note.site.language, _title(note, name))]),
        intro=localise([(note.site.language, lower_headings(timeline.intro))]),
        services=services,
        none_affected=not services,  # as the old page showed it
        updates=updates,
        aliases=_old_addresses(note),
        path=note.source.path,
        started=min([timeline.start, *(update.at for update in updates)]),
        severity=Severity.NONE if state is ServiceState.OPERATIONAL else None,
    )


def _was_announced(note: SourceNote, timeline: NoteTimeline) -> bool:
    """Return whether the first update was posted on a day before the beginning."""
    zone = note.site.zone
    first = min((update.at for update in timeline.updates), default=timeline.start)
    return first.astimezone(zone).date() < timeline.start.astimezone(zone).date()


def _with_beginning(timeline: NoteTimeline, services: tuple[AffectedService, ...]) -> tuple[Update, ...]:
    """Return the updates with the states of services set at the beginning, before which they worked."""
    start = timeline.start.replace(microsecond=0)
    earlier = [update for update in timeline.updates if update.at < start]
    later = [update for update in timeline.updates if update.at >= start]
    if later and later[0].at == start:
        return (*earlier, replace(later[0], services=services), *later[1:])
    return (*earlier, Update(status=Status.UPDATE, at=start, services=services), *later)


def _notice(note: SourceNote, name: str, timeline: NoteTimeline) -> Notice:
    last = max([timeline.end or timeline.start, *(update.at for update in timeline.updates)])
    return Notice(
        id=name,
        title=localise([(note.site.language, _title(note, name))]),
        intro=localise([(note.site.language, lower_headings(timeline.intro))]),
        services=_services(note, ServiceState.OPERATIONAL),
        updates=timeline.updates,
        aliases=_old_addresses(note),
        path=note.source.path,
        published=timeline.start,
        until=max(last, timeline.start + timedelta(days=1)),
    )


def _title(note: SourceNote, name: str) -> str:
    title = note.front_matter.text("title")
    if not title:
        note.report("import-text", "title", "this note has no title", "Its file's name is taken instead.")
    return title or name


def _old_addresses(note: SourceNote) -> tuple[str, ...]:
    address = address_of(note.source.path, note.front_matter.text("slug"), lower=note.site.lowers_addresses)
    return (address,) if address else ()


def _state(note: SourceNote) -> ServiceState:
    text = note.front_matter.text("severity").lower()
    if text in _STATES:
        return _STATES[text]
    close = difflib.get_close_matches(text, _STATES, 1, 0.6)
    taken = close[0] if close else "notice"
    message = f"there is no severity `{text}`" if text else "this note has no severity"
    note.report("import-state", "severity", message, f"It is taken as `{taken}`.")
    return _STATES[taken]


def _services(note: SourceNote, state: ServiceState) -> tuple[AffectedService, ...]:
    found: dict[str, AffectedService] = {}
    for name in note.front_matter.texts("affected"):
        id_ = note.site.catalog.find(name)
        if id_ is None:
            if not any(group.id == OTHERS for group in note.site.catalog.groups):
                note.site.catalog.groups.append(CatalogEntry(OTHERS, "Others"))
            id_ = note.site.catalog.add(name, group=OTHERS)
            help = "It was added to the group “Others” of services.yml; merge it if it is another's old name."
            note.report("import-service", "affected", f"the configuration has no service `{name}`", help)
        found.setdefault(id_, AffectedService(id_, state))
    return tuple(found.values())

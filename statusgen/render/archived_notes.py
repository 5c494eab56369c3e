"""Notes that are over: told once, and for ever, so that later runs need not look at them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from statusgen.model.cache import Lazy
from statusgen.model.notes import AnyNote, Incident, Kind, Maintenance, Notice, Page
from statusgen.model.output import Output, OutputGroup
from statusgen.render.api.components import Component
from statusgen.render.api.files import archived_note_file
from statusgen.render.calendars import event_file
from statusgen.render.context import RenderContext, output_path
from statusgen.render.pages.site_pages import archived_note_pages
from statusgen.render.urls import note_address, note_file_address
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.note_summary import DatedNote, NoteSummary, summarize, summarize_notice
from statusgen.timeline.values import ArchivedDowntime, Interval
from statusgen.timeline.visible import as_posted, instants


@dataclass(frozen=True, slots=True)
class ArchivedNote:
    """A note's story that is the same at any instant from `since` on, and its intervals."""

    since: datetime
    story: NoteSummary
    intervals: tuple[Interval, ...]


def archive(kept: Lazy[AnyNote], now: datetime) -> ArchivedNote | None:
    """The note, if it is over and all instants that it names are past: then time changes nothing more.

    None for others, and for those with more than a page of their own.
    """
    note = kept.get()
    if isinstance(note, Page) or note.pictures or note.aliases:
        return None
    since = max(instants(note))
    if since > now:
        return None
    ordered = as_posted(note, now)
    story, intervals = _told(ordered, now)
    same = cast("Lazy[DatedNote]", kept) if ordered is note else story.kept  # as bytes, it is kept once
    return None if story.open else ArchivedNote(since, replace(story, kept=same, settled=True), intervals)


def _told(note: Incident | Maintenance | Notice, now: datetime) -> tuple[NoteSummary, tuple[Interval, ...]]:
    if isinstance(note, Notice):
        return summarize_notice(note, now), ()
    if isinstance(note, Incident):
        life = incident_state(note, now)
        return summarize(life), life.intervals
    work = maintenance_state(note, now)
    return summarize(work), work.intervals


def archived_downtime(settled: Iterable[ArchivedNote]) -> ArchivedDowntime:
    """What they add to the timeline."""
    some = tuple(settled)
    intervals = tuple(interval for one in some for interval in one.intervals)
    stories = (one.story for one in some if one.story.kind is not Kind.NOTICE)
    begins = (story.starts for story in stories if not story.withdrawn)
    return ArchivedDowntime(intervals, min(begins, default=None))


def archived_notes(
    contexts: Sequence[RenderContext], notes: Iterable[NoteSummary], components_after: Mapping[str, Component]
) -> Iterator[OutputGroup]:
    """Yield all files of each archived note as one group; for `components_after`, see `StatuspageData`."""
    shared = tuple(contexts)
    for note in notes:
        if note.settled:
            yield OutputGroup(tuple(_roots(shared, note)), _files, (shared, note, components_after))


def _roots(contexts: Iterable[RenderContext], note: NoteSummary) -> Iterator[str]:
    """Yield the folders and files that belong to the note alone."""
    page = note_address(note.kind, note.id)
    for context in contexts:
        yield output_path(context, page).removesuffix("/index.html")
    if note.kind is not Kind.NOTICE:
        file = note_file_address(note.code)
        yield from (output_path(context, file) for context in contexts)


def _files(
    contexts: Sequence[RenderContext], note: NoteSummary, components_after: Mapping[str, Component]
) -> Iterator[Output]:
    for context in contexts:
        yield from archived_note_pages(context, note)
        if note.kind is Kind.MAINTENANCE:
            yield event_file(context, note)
        if note.kind is not Kind.NOTICE:
            yield archived_note_file(context, note, components_after)

"""Notes that are over: told once, and for ever, so that later runs need not look at them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from statusgen.model.cache import Later
from statusgen.model.notes import AnyNote, Incident, Kind, Maintenance, Notice, Page
from statusgen.model.output import Bundle, Output
from statusgen.render.api.components import Component
from statusgen.render.api.files import note_file_address, settled_note_file
from statusgen.render.calendars import event_file
from statusgen.render.context import Edition, note_address, output_path
from statusgen.render.pages.site_pages import settled_note_pages
from statusgen.timeline.incidents import incident_life
from statusgen.timeline.maintenances import maintenance_life
from statusgen.timeline.note_summary import DatedNote, Story, tell_life, tell_notice
from statusgen.timeline.values import Bygone, Interval
from statusgen.timeline.visible import as_posted, instants


@dataclass(frozen=True, slots=True)
class Settled:
    """A note's story that is the same at any instant from `since` on, and its intervals."""

    since: datetime
    story: Story
    intervals: tuple[Interval, ...]


def settle(kept: Later[AnyNote], now: datetime) -> Settled | None:
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
    same = cast("Later[DatedNote]", kept) if ordered is note else story.kept  # as bytes, it is kept once
    return None if story.open else Settled(since, replace(story, kept=same, settled=True), intervals)


def _told(note: Incident | Maintenance | Notice, now: datetime) -> tuple[Story, tuple[Interval, ...]]:
    if isinstance(note, Notice):
        return tell_notice(note, now), ()
    if isinstance(note, Incident):
        life = incident_life(note, now)
        return tell_life(life), life.intervals
    work = maintenance_life(note, now)
    return tell_life(work), work.intervals


def bygone(settled: Iterable[Settled]) -> Bygone:
    """What they add to the timeline."""
    some = tuple(settled)
    intervals = tuple(interval for one in some for interval in one.intervals)
    stories = (one.story for one in some if one.story.kind is not Kind.NOTICE)
    begins = (story.starts for story in stories if not story.withdrawn)
    return Bygone(intervals, min(begins, default=None))


def settled_notes(
    editions: Sequence[Edition], stories: Iterable[Story], left: Mapping[str, Component]
) -> Iterator[Bundle]:
    """All files of each settled note together, in all editions; for `left`, see `Facts`."""
    shared = tuple(editions)
    for story in stories:
        if story.settled:
            yield Bundle(tuple(_roots(shared, story)), _files, (shared, story, left))


def _roots(editions: Iterable[Edition], story: Story) -> Iterator[str]:
    page = note_address(story.kind, story.id)
    for edition in editions:
        yield output_path(edition, page).removesuffix("/index.html")
    if story.kind is not Kind.NOTICE:
        file = note_file_address(story)
        yield from (output_path(edition, file) for edition in editions)


def _files(editions: Sequence[Edition], story: Story, left: Mapping[str, Component]) -> Iterator[Output]:
    for edition in editions:
        yield from settled_note_pages(edition, story)
        if story.kind is Kind.MAINTENANCE:
            yield event_file(edition, story)
        if story.kind is not Kind.NOTICE:
            yield settled_note_file(edition, story, left)

"""The files of archived notes, each note as one group, so that later runs need not look at them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statusgen.model.ids import note_code
from statusgen.model.output import Output, OutputGroup
from statusgen.render.api.components import ClosedComponents
from statusgen.render.api.files import archived_note_file
from statusgen.render.calendars import event_files
from statusgen.render.context import RenderContext, output_path
from statusgen.render.feeds import note_feeds
from statusgen.render.pages.note import is_followed
from statusgen.render.pages.site_pages import archived_note_pages
from statusgen.render.urls import note_address, note_file_address
from statusgen.timeline.learned import UNRELATED, RelatedNotes, related_notes
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline


def archived_notes(
    contexts: Sequence[RenderContext],
    timeline: Timeline,
    components: ClosedComponents,
) -> Iterator[OutputGroup]:
    """Yield all files of each archived note as one group."""
    shared, others, now = tuple(contexts), related_notes(timeline), timeline.now
    zone = shared[0].settings.zone
    for note in timeline.notes:
        if note.archived:
            inputs = (shared, note, others.get(note.key, UNRELATED), components, is_followed(note, now, zone))
            yield OutputGroup(tuple(_roots(shared, note)), _files, inputs)


def _roots(contexts: Iterable[RenderContext], note: NoteSummary) -> Iterator[str]:
    """Yield the folders and files that belong to the note alone."""
    page = note_address(note.kind, note.id)
    for context in contexts:
        yield output_path(context, page).removesuffix("/index.html")
    if note.kind.is_event:
        file = note_file_address(note_code(note.key))
        yield from (output_path(context, file) for context in contexts)


def _files(
    contexts: Sequence[RenderContext],
    note: NoteSummary,
    others: RelatedNotes,
    components: ClosedComponents,
    follow: bool,  # noqa: FBT001 - an input of an output
) -> Iterator[Output]:
    for context in contexts:
        yield from archived_note_pages(context, note, others, follow=follow)
        if note.kind.is_event:
            yield from event_files(context, note)
            yield from note_feeds(context, note, (note,))
            yield archived_note_file(context, note, components)

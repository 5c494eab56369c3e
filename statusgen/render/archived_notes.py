"""The files of archived notes, each note as one group, so that later runs need not look at them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from statusgen.model.output import Output, OutputGroup
from statusgen.model.status import Kind
from statusgen.render.api.components import Component
from statusgen.render.api.files import archived_note_file, note_file_address
from statusgen.render.calendars import event_file
from statusgen.render.context import RenderContext, note_address, output_path
from statusgen.render.pages.site_pages import archived_note_pages
from statusgen.timeline.note_summary import NoteSummary


def archived_notes(
    contexts: Sequence[RenderContext], notes: Iterable[NoteSummary], left: Mapping[str, Component]
) -> Iterator[OutputGroup]:
    """Yield the files of each archived note in all languages; for `left`, see `StatuspageData`."""
    shared = tuple(contexts)
    for summary in notes:
        if summary.archived:
            yield OutputGroup(tuple(_roots(shared, summary)), _files, (shared, summary, left))


def _roots(contexts: Iterable[RenderContext], summary: NoteSummary) -> Iterator[str]:
    page = note_address(summary.kind, summary.id)
    for context in contexts:
        yield output_path(context, page).removesuffix("/index.html")
    if summary.kind is not Kind.NOTICE:
        file = note_file_address(summary)
        yield from (output_path(context, file) for context in contexts)


def _files(
    contexts: Sequence[RenderContext], summary: NoteSummary, left: Mapping[str, Component]
) -> Iterator[Output]:
    for context in contexts:
        yield from archived_note_pages(context, summary)
        if summary.kind is Kind.MAINTENANCE:
            yield event_file(context, summary)
        if summary.kind is not Kind.NOTICE:
            yield archived_note_file(context, summary, left)

"""The page of recurring work: what is done, and its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from statusgen.model.output import Output
from statusgen.model.status import Kind
from statusgen.render.context import RenderContext, output_path
from statusgen.render.frame import frame, head
from statusgen.render.pages.note import note_line, note_view
from statusgen.render.pages.template import PageContent, page_output
from statusgen.render.urls import note_address
from statusgen.render.views.site import SeriesView
from statusgen.timeline.learned import UNRELATED, RelatedNotes, related_notes
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.series import by_series
from statusgen.timeline.site_state import Timeline

MOST_DATES = 24
"""Earlier dates on the page; the others are in the history."""


def series_pages(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the page of each series of recurring work."""
    others = related_notes(timeline)
    for series, notes in by_series(timeline.maintenances).items():
        open_ones = [note for note in notes if note.open]
        over = [note for note in notes if not note.open]
        shown = (*open_ones, *over[:MOST_DATES])
        related = others.get(f"{Kind.MAINTENANCE}/{series}", UNRELATED)
        inputs = (context, series, shown, related, len(notes) > len(shown))
        yield Output(output_path(context, note_address(Kind.MAINTENANCE, series)), _make_series, inputs)


@page_output
def _make_series(
    context: RenderContext,
    series: str,
    notes: Sequence[NoteSummary],
    others: RelatedNotes,
    more: bool,  # noqa: FBT001 - an input of an output
) -> PageContent:
    address = note_address(Kind.MAINTENANCE, series)
    view = series_view(context, notes, others, more=more)
    top = head(context, address, view.note.title.text, view.note.summary.text, "article")
    return PageContent("series.html", frame(context, address), top, {"series": view})


def series_view(
    context: RenderContext, notes: Sequence[NoteSummary], others: RelatedNotes, *, more: bool
) -> SeriesView:
    """Return the dates of a series, newest first; its words are those of the next one, or else the last."""
    coming = tuple(note_line(context, note) for note in reversed(notes) if note.open)
    current = next((note for note in reversed(notes) if note.open), notes[0])
    note = note_view(context, current, others, alone=False)
    background = replace(note.background, series=None)
    return SeriesView(
        note=replace(note, answers=replace(note.answers, latest=None), background=background),
        coming=coming,
        earlier=tuple(note_line(context, one) for one in notes if not one.open),
        more=more,
    )

"""The index that the search of the history reads: a file a year, with what a list shows of each note."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from statusgen.markdown import shorten
from statusgen.model.output import Output
from statusgen.render.context import (
    RenderContext,
    href,
    output_path,
    said,
)
from statusgen.render.localization.formatter import local_date
from statusgen.render.pages.note import summary
from statusgen.render.urls import note_address, search_address
from statusgen.timeline.note_summary import NoteSummary

MOST_SIGNS = 80
"""Of a summary: 1,000 notes shall take at most 60 KB, compressed."""


def search_index(context: RenderContext, notes: Mapping[int, Sequence[NoteSummary]]) -> Iterator[Output]:
    """The files of an edition, from the notes of each year."""
    for year, told in notes.items():
        yield Output(output_path(context, search_address(year)), _make_shard, (context, told), late=True)


def _make_shard(context: RenderContext, stories: Sequence[NoteSummary]) -> bytes:
    """A list a note: address, title, summary, kind, severity, first day, services by their place."""
    places = {service: place for place, service in enumerate(context.services)}
    notes = [
        [
            href(context, note_address(story.kind, story.id)),
            said(context, story.title).text,
            shorten(summary(context, story).text, MOST_SIGNS),
            story.kind.value,
            story.severity.key if story.severity is not None and not story.withdrawn else "",
            local_date(context.words, story.starts).isoformat(),
            [places[service] for service in story.states if service in places],
        ]
        for story in stories
    ]
    return json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

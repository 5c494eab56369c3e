"""Feeds with one item per update: for the site and each of its parts, in three formats and every language.

A single incident or maintenance has one in RSS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.context import RenderContext, output_path
from statusgen.render.feeds.entries import Source, newest_notes, note_sources
from statusgen.render.feeds.other_formats import render_json_feed, render_opml
from statusgen.render.feeds.scopes import Scope, notes_by_scope, scopes
from statusgen.render.feeds.statuspage import history_notes, render_history_atom, render_history_rss
from statusgen.render.feeds.xml_feeds import render_atom, render_rss
from statusgen.render.urls import (
    ATOM,
    HISTORY_ATOM,
    HISTORY_RSS,
    JSON_FEED,
    OPML,
    RSS,
    folders_of_note,
    note_address,
)
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline

_FORMATS = ((RSS, render_rss), (ATOM, render_atom), (JSON_FEED, render_json_feed))


def feeds(contexts: Sequence[RenderContext], timeline: Timeline) -> Iterator[Output]:
    """Yield the feeds of all languages, and the list of them. Archived notes are opened when rendered."""
    subjects = tuple(scopes(timeline.site))
    with_plans = timeline.site.settings.feed_plans
    entries = {note.key: note_sources(note, timeline.now, with_plans=with_plans) for note in timeline.notes}
    by_scope = [
        (scope, tuple(source for note in newest_notes(notes) for source in entries[note.key]))
        for scope, notes in notes_by_scope(subjects, timeline.notes)
    ]
    history = history_notes(timeline)
    for context in contexts:
        for scope, sources in by_scope:
            for name, render in _FORMATS:
                path = output_path(context, scope.address + name)
                yield Output(path, render, (context, scope, sources), late=True)
        yield Output(output_path(context, HISTORY_RSS), render_history_rss, (context, history), late=True)
        yield Output(output_path(context, HISTORY_ATOM), render_history_atom, (context, history), late=True)
        for note in timeline.notes:
            if note.kind.is_event and not note.archived:
                yield from note_feeds(context, note, entries[note.key])
    yield Output(OPML, render_opml, (tuple(contexts), subjects))


def note_feeds(context: RenderContext, note: NoteSummary, sources: tuple[Source, ...]) -> Iterator[Output]:
    """Yield the feed of a single note, at its address and at former ones.

    `sources` are its entries, or the note itself if it is archived.
    """
    scope = Scope(note_address(note.kind, note.id), note.title)
    for address in folders_of_note(note.kind, note.id, note.note.aliases):
        yield Output(output_path(context, address + RSS), render_rss, (context, scope, sources))

"""Feeds that replace those of Statuspage: one entry per incident or maintenance, with all its updates.

Programs look for English words of a fixed form (`<strong>Resolved</strong> - …`), so these feeds have them in
every language. The other feeds have one item per update.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from statusgen.model.printable import strip_controls
from statusgen.model.status import Kind, Status
from statusgen.render.context import RenderContext, url
from statusgen.render.statuspage_times import EPOCH, statuspage_time
from statusgen.render.texts import feed_html, localized
from statusgen.render.urls import HISTORY_ATOM, HISTORY_RSS, note_address
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline

MOST_NOTES = 50


def history_notes(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return the newest `MOST_NOTES` incidents and maintenances, newest first."""
    notes = (note for note in (*timeline.incidents, *timeline.maintenances) if not note.withdrawn)
    return tuple(sorted(notes, key=lambda note: (_date(note), note.id), reverse=True)[:MOST_NOTES])


def _date(note: NoteSummary) -> datetime:
    """Return the latest update of an incident, the start of a maintenance (which may be in the future)."""
    return note.starts if note.kind is Kind.MAINTENANCE else note.updated


def render_history_rss(context: RenderContext, notes: Sequence[NoteSummary]) -> bytes:
    """Render `history.rss`."""
    feed = _feed(context, notes, HISTORY_RSS)
    feed.register_extension("maintenance", BaseExtension, _MaintenanceEnd, atom=False, rss=True)
    for note in notes:
        entry = feed.add_entry(order="append")
        entry.title(strip_controls(localized(context, note.title).text))
        entry.description(strip_controls("".join(_paragraphs(context, note))))
        entry.pubDate(_date(note))
        entry.link(href=url(context, note_address(note.kind, note.id)))
        entry.guid(_note_tag(context, note), permalink=False)
        if note.kind is Kind.MAINTENANCE:
            entry.maintenance.ends = note.ends
    data: bytes = feed.rss_str(pretty=True)
    return data


def render_history_atom(context: RenderContext, notes: Sequence[NoteSummary]) -> bytes:
    """Render `history.atom`."""
    feed = _feed(context, notes, HISTORY_ATOM)
    for note in notes:
        entry = feed.add_entry(order="append")
        entry.id(_note_tag(context, note))
        entry.published(min(note.starts, note.updated))
        entry.updated(note.modified)
        entry.link(href=url(context, note_address(note.kind, note.id)), rel="alternate", type="text/html")
        entry.title(strip_controls(localized(context, note.title).text))
        entry.content(strip_controls("".join(_paragraphs(context, note))), type="html")
    data: bytes = feed.atom_str(pretty=True)
    return data


def _feed(context: RenderContext, notes: Sequence[NoteSummary], name: str) -> FeedGenerator:
    """Return a feed without its entries."""
    site = localized(context, context.settings.name).text
    feed = FeedGenerator()
    feed.id(_tag(context, f"{context.language}/history"))
    feed.title(strip_controls(f"{site} - Incident History"))
    feed.description("Statuspage")
    feed.author({"name": strip_controls(site)})
    feed.generator("statusgen")
    feed.link(href=url(context, name), rel="self")
    feed.link(href=url(context, ""), rel="alternate", type="text/html")
    newest = max((note.modified for note in notes), default=EPOCH)
    feed.updated(newest)
    feed.lastBuildDate(newest)
    return feed


def _tag(context: RenderContext, name: str) -> str:
    return f"tag:{context.settings.identity},2005:{name}"


def _note_tag(context: RenderContext, note: NoteSummary) -> str:
    """Return a permanent id with a number in it, as Statuspage's feeds have."""
    number = int.from_bytes(hashlib.sha256(note.key.encode()).digest()[:4], "big")
    return _tag(context, f"Incident/{number}")


def _paragraphs(context: RenderContext, note: NoteSummary) -> Iterator[str]:
    """Yield the HTML of a note: the period of a maintenance, and the updates, newest first."""
    zone = context.settings.zone
    if note.kind is Kind.MAINTENANCE and note.ends:
        when = f"{statuspage_time(note.starts, zone)} - {statuspage_time(note.ends, zone)}"
        yield f"<p><strong>THIS IS A SCHEDULED EVENT {when}</strong></p>"
    for update in note.note.updates[::-1]:
        body = feed_html(context, update.body, note_address(note.kind, note.id))
        # The first paragraph continues the line of the status.
        rest = body.removeprefix("<p>") if body.startswith("<p>") else f"</p>{body}"
        at = statuspage_time(update.at, zone)
        # Statuspage has no status for work that takes longer.
        status = update.status if update.status.facts.statuspage else Status.UPDATE
        yield f"<p><small>{at}</small><br><strong>{status.facts.label}</strong> - {rest}"


class _MaintenanceEnd(BaseEntryExtension):  # type: ignore[misc] # the library ships no types
    """The end of planned work, in an element without namespace that readers of Statuspage's feeds expect."""

    ends: datetime | None = None

    def extend_rss(self, entry: Any) -> Any:
        """Add the element to the entry."""
        if self.ends:
            end = entry.makeelement("maintenanceEndDate", {})
            end.text = format_datetime(self.ends)
            entry.append(end)
        return entry

"""Drop-in feeds for readers of Statuspage's: one entry an incident or maintenance, all updates in it.

Their readers look for English words in a fixed shape (`<strong>Resolved</strong> - …`), so this one shape has
them in every language. Whoever wants to hear of each update follows the other feeds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from statusgen.model.notes import Kind, Status, Update
from statusgen.model.printable import strip_controls
from statusgen.render.context import (
    RenderContext,
    feed_prose,
    said,
    url,
)
from statusgen.render.statuspage_times import EPOCH, statuspage_time
from statusgen.render.urls import HISTORY_ATOM, HISTORY_RSS, note_address
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import NoteIndex

MOST_NOTES = 50
_WORDS = {
    Status.INVESTIGATING: "Investigating",
    Status.IDENTIFIED: "Identified",
    Status.MONITORING: "Monitoring",
    Status.RESOLVED: "Resolved",
    Status.UPDATE: "Update",
    Status.POSTMORTEM: "Postmortem",
    Status.SCHEDULED: "Scheduled",
    Status.IN_PROGRESS: "In progress",
    Status.VERIFYING: "Verifying",
    Status.COMPLETED: "Completed",
    Status.CANCELLED: "Cancelled",
    Status.EXTENDED: "Update",
}


def history_of(stories: NoteIndex) -> tuple[NoteSummary, ...]:
    """The notes that such a feed holds: incidents and maintenances, the latest news first."""
    told = (story for story in (*stories.incidents, *stories.maintenances) if not story.withdrawn)
    return tuple(sorted(told, key=lambda story: (_dated(story), story.id), reverse=True)[:MOST_NOTES])


def _dated(story: NoteSummary) -> datetime:
    """An incident stands at its latest update, planned work at its start, which may lie ahead."""
    return story.starts if story.kind is Kind.MAINTENANCE else story.updated


def make_history_rss(context: RenderContext, stories: Sequence[NoteSummary]) -> bytes:
    """`history.rss`."""
    made = _channel(context, stories, HISTORY_RSS)
    made.register_extension("maintenance", BaseExtension, _MaintenanceEnd, atom=False, rss=True)
    for story in stories:
        address = url(context, note_address(story.kind, story.id))
        added = made.add_entry(order="append")
        added.title(strip_controls(said(context, story.title).text))
        added.description(strip_controls(_html(context, story)))
        added.pubDate(_dated(story))
        added.link(href=address)
        added.guid(_note_id(context, story), permalink=False)
        if story.kind is Kind.MAINTENANCE:
            added.maintenance.ends = story.ends
    data: bytes = made.rss_str(pretty=True)
    return data


def make_history_atom(context: RenderContext, stories: Sequence[NoteSummary]) -> bytes:
    """`history.atom`."""
    made = _channel(context, stories, HISTORY_ATOM)
    for story in stories:
        added = made.add_entry(order="append")
        added.id(_note_id(context, story))
        added.published(min(story.starts, story.updated))
        added.updated(story.modified)
        added.link(href=url(context, note_address(story.kind, story.id)), rel="alternate", type="text/html")
        added.title(strip_controls(said(context, story.title).text))
        added.content(strip_controls(_html(context, story)), type="html")
    data: bytes = made.atom_str(pretty=True)
    return data


def _channel(context: RenderContext, stories: Sequence[NoteSummary], name: str) -> FeedGenerator:
    site = said(context, context.settings.name).text
    made = FeedGenerator()
    made.id(_tag(context, f"{context.language}/history"))
    made.title(strip_controls(f"{site} - Incident History"))
    made.description("Statuspage")
    made.author({"name": strip_controls(site)})
    made.generator("statusgen")
    made.link(href=url(context, name), rel="self")
    made.link(href=url(context, ""), rel="alternate", type="text/html")
    newest = max((story.modified for story in stories), default=EPOCH)
    made.updated(newest)
    made.lastBuildDate(newest)
    return made


def _tag(context: RenderContext, name: str) -> str:
    return f"tag:{context.settings.identity},2005:{name}"


def _note_id(context: RenderContext, story: NoteSummary) -> str:
    return _tag(context, f"Incident/{_number(story)}")


def _number(story: NoteSummary) -> int:
    """A number for ever, as those feeds have it."""
    return int.from_bytes(hashlib.sha256(story.key.encode()).digest()[:4], "big")


def _html(context: RenderContext, story: NoteSummary) -> str:
    return "".join(_paragraphs(context, story))


def _paragraphs(context: RenderContext, story: NoteSummary) -> Iterator[str]:
    zone = context.settings.zone
    if story.kind is Kind.MAINTENANCE and story.ends:
        when = f"{statuspage_time(story.starts, zone)} - {statuspage_time(story.ends, zone)}"
        yield f"<p><strong>THIS IS A SCHEDULED EVENT {when}</strong></p>"
    for update in story.note.updates[::-1]:
        yield _paragraph(context, story, update)


def _paragraph(context: RenderContext, story: NoteSummary, update: Update) -> str:
    words = feed_prose(context, update.body, note_address(story.kind, story.id))
    # A first paragraph goes on in the line of the status.
    rest = words.removeprefix("<p>") if words.startswith("<p>") else f"</p>{words}"
    at = statuspage_time(update.at, context.settings.zone)
    return f"<p><small>{at}</small><br><strong>{_WORDS[update.status]}</strong> - {rest}"


class _MaintenanceEnd(BaseEntryExtension):  # type: ignore[misc] # the library ships no types
    """When planned work ends, in an element of no namespace that readers of those feeds look for."""

    ends: datetime | None = None

    def extend_rss(self, entry: Any) -> Any:
        """Add it to the entry."""
        if self.ends:
            end = entry.makeelement("maintenanceEndDate", {})
            end.text = format_datetime(self.ends)
            entry.append(end)
        return entry

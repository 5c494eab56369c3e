"""Notes that time changes no more: their permanent summaries, computed once and kept in the cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.pipeline.content import Content
from statusgen.read import ReadNote, read_site
from statusgen.timeline.archive import archive
from statusgen.timeline.note_summary import NoteSummary


def split_archived(content: Content, now: datetime, cache: Cache) -> tuple[list[NoteSummary], Content]:
    """Return the summaries of archived notes, and the content without them."""
    named = Counter((one.kind, one.id) for one in content.notes)
    archived, current = list[NoteSummary](), list[ReadNote]()
    for one in content.notes:
        # Two notes with one name must both stay, to be reported as a clash.
        summary = archived_summary(one, now, cache) if named[one.kind, one.id] == 1 else None
        if summary:
            archived.append(summary)
        else:
            current.append(one)
    return archived, replace(content, notes=tuple(current))


def archived_summary(one: ReadNote, now: datetime, cache: Cache) -> NoteSummary | None:
    """Return the permanent summary of a note; None if time can still change it."""
    if one.kept is None or not one.digest:
        return None
    found: NoteSummary | None = cache.get("archived", one.digest)
    if found is None and (found := archive(one.kept, now)):
        cache.put("archived", one.digest, found)
    return found if found and found.archived and found.archived <= now else None


def learn(files: Mapping[str, bytes], now: datetime, cache: Cache) -> None:
    """Put the notes of these files into the cache. Other notes may be missing, not settings and catalog."""
    for one in read_site(files, cache).notes:
        archived_summary(one, now, cache)

"""Archived notes: what is over is summarized once, so that later runs need not look at it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

from statusgen.model.notes import AnyNote, DatedNote, UndatedNote
from statusgen.model.packed import Lazy
from statusgen.timeline.note_summary import NoteSummary, summarize
from statusgen.timeline.visible import as_posted, instants


def archive(kept: Lazy[AnyNote], now: datetime) -> NoteSummary | None:
    """Return the summary of a note that is over, if all instants that it names are past at `now`.

    From the instant in `archived` on, the summary is the same at any time. None for notes that time may still
    change, and for those with more than a page of their own.
    """
    note = kept.get()
    if isinstance(note, UndatedNote) or note.pictures or note.aliases:
        return None
    since = max(instants(note))
    if since > now:
        return None
    ordered = as_posted(note, now)
    summary = summarize(ordered, now)
    same = cast("Lazy[DatedNote]", kept) if ordered is note else summary.kept  # one packed copy, not two
    return None if summary.open else replace(summary, kept=same, archived=since)

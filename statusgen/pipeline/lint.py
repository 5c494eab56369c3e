"""Plain-language findings note by note, and the incident communication report.

Separate from `compile`, as loading the rules takes longer than building a small site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.status import Kind
from statusgen.pipeline.check import site_timeline
from statusgen.pipeline.content import sound_site
from statusgen.plain_language import NoteFindings, lint_context, lint_note, lint_site
from statusgen.plain_language.metrics import Quality, measure_quality
from statusgen.read import files_about, read_site


def lint_content(files: Mapping[str, bytes], now: datetime) -> tuple[NoteFindings, ...]:
    """Return the plain-language findings for the notes that can be read, note by note.

    Empty when the settings cannot be read.
    """
    reading = read_site(files)
    return lint_site(sound_site(reading), now) if reading.settings else ()


def site_quality(
    files: Mapping[str, bytes], now: datetime, cache: Cache | None = None
) -> tuple[Quality | None, tuple[Diagnostic, ...]]:
    """Return the report on the notes without errors up to `now`, and all problems of the content.

    The report is None when the settings cannot be read.
    """
    timeline, problems = site_timeline(files, now, cache)
    if timeline is None:
        return None, problems
    return measure_quality(lint_site(timeline.site, now), timeline.site.settings, now), problems


def lint_content_note(
    files: Mapping[str, bytes], now: datetime, kind: Kind, id_: str, cache: Cache | None = None
) -> tuple[NoteFindings, ...]:
    """Return the findings for one note; empty if it cannot be read. No other note is read.

    `cache` holds results of earlier runs.
    """
    reading = read_site(files_about(files, kind, id_), cache)
    if reading.settings is None:
        return ()
    context = lint_context(sound_site(replace(reading, notes=())), now)
    notes = (one.note for one in reading.notes if (one.kind, one.id) == (kind, id_) and one.sound)
    return tuple(judged for note in notes if note for judged in lint_note(note, context))

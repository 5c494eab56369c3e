"""Occurrences of recurring work in lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from statusgen.model.status import Status
from statusgen.timeline.note_summary import NoteSummary


def by_series(notes: Iterable[NoteSummary]) -> Mapping[str, tuple[NoteSummary, ...]]:
    """Return the occurrences of each series, in the order given."""
    found = dict[str, list[NoteSummary]]()
    for note in notes:
        if note.series:
            found.setdefault(note.series, []).append(note)
    return {series: tuple(notes) for series, notes in found.items()}


def next_of_each(planned: Iterable[NoteSummary]) -> Iterator[NoteSummary]:
    """Yield work to come, earliest first as given, with the next occurrence alone of each series."""
    seen = set[str]()
    for note in planned:
        if note.series not in seen:
            yield note
        seen |= {note.series} - {""}


def without_routine(notes: Iterable[NoteSummary]) -> Iterator[NoteSummary]:
    """Yield notes, newest first as given, with only the last of the occurrences that went as planned.

    A window each night would otherwise hide all else.
    """
    seen = set[str]()
    for note in notes:
        is_routine = bool(note.series) and note.status is Status.COMPLETED and not note.posted
        if not (is_routine and note.series in seen):
            yield note
        seen |= {note.series} if is_routine else set()

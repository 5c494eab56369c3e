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


def is_routine(note: NoteSummary) -> bool:
    """Return whether an occurrence went as planned: nobody wrote anything about it."""
    return bool(note.series) and note.status is Status.COMPLETED and not note.posted

"""The content of a site on its way from reading to the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.notes import Incident, Maintenance, Notice, Page, Problem, Report
from statusgen.model.site import Site, UnreadableNote
from statusgen.read import Reading, ReadNote


@dataclass(frozen=True, slots=True)
class Content:
    """Content as it is published, with diagnostics for what was restored or left out."""

    reading: Reading
    notes: tuple[ReadNote, ...]
    unreadable: tuple[UnreadableNote, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def site_of(content: Content) -> Site:
    """Return the content as a site; its settings must have been read."""
    reading = content.reading
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    notes = [note for one in content.notes if (note := one.note)]
    return Site(
        settings=reading.settings,
        groups=reading.catalog.groups,
        services=reading.catalog.services,
        glossary=reading.glossary,
        incidents=tuple(one for one in notes if isinstance(one, Incident)),
        maintenances=tuple(one for one in notes if isinstance(one, Maintenance)),
        notices=tuple(one for one in notes if isinstance(one, Notice)),
        problems=tuple(one for one in notes if isinstance(one, Problem)),
        pages=tuple(one for one in notes if isinstance(one, Page)),
        reports=tuple(one for one in notes if isinstance(one, Report)),
        unreadable=content.unreadable,
    )


def sound_site(reading: Reading) -> Site:
    """Return the site without the notes that have errors; its settings must have been read."""
    return site_of(Content(reading, tuple(one for one in reading.notes if one.sound)))


def problems_of(reading: Reading) -> list[Diagnostic]:
    """Return the diagnostics of all files, in no particular order."""
    of_notes = (problem for note in reading.notes for problem in note.problems)
    return [*reading.problems, *reading.strays, *of_notes]


def sorted_problems(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics by file and place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.span, one.code, one.message)))


def any_error(problems: Iterable[Diagnostic]) -> bool:
    """Return whether one of the diagnostics is an error."""
    return any(problem.level is Level.ERROR for problem in problems)

"""What is learned on a site: notes in relation to each other, and lists of postmortems and problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.model.status import Kind, Status
from statusgen.timeline.calendar import day_at, midnight
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline


@dataclass(frozen=True, slots=True)
class RelatedWork:
    """A maintenance, or recurring work with all its dates."""

    note: NoteSummary
    """The maintenance, or the first date."""
    recurs: bool


@dataclass(frozen=True, slots=True)
class RelatedNotes:
    """Other notes that the page of a note links to."""

    problem: NoteSummary | None = None
    """The problem behind an incident."""
    causes: tuple[NoteSummary, ...] = ()
    """Maintenances that caused an incident."""
    incidents: tuple[NoteSummary, ...] = ()
    """Incidents that a maintenance or a problem caused, newest first, without withdrawn ones."""
    for_problems: tuple[NoteSummary, ...] = ()
    """Problems that actions of the note are for."""
    acting: tuple[NoteSummary, ...] = ()
    """Notes with actions that are for a problem, newest first."""
    replaces: RelatedWork | None = None
    """The earlier work that a maintenance takes the place of."""
    replaced_by: tuple[RelatedWork, ...] = ()
    """Work that takes the place of a maintenance, without what is withdrawn."""


UNRELATED = RelatedNotes()


def related_notes(timeline: Timeline) -> Mapping[str, RelatedNotes]:
    """Return the related notes of those that have any, by key; those of recurring work by its own key.

    What recurring work replaces, or is replaced by, is related to all its dates and not to each.
    """
    notes = {one.key: one for one in (*timeline.maintenances, *timeline.problems)}
    own = dict[str, RelatedNotes]()
    incidents, acting = defaultdict[str, list[NoteSummary]](list), defaultdict[str, list[NoteSummary]](list)
    naming = (one for one in timeline.notes if one.problem or one.caused_by or one.for_problems)
    for note in naming:
        problem = notes.get(f"{Kind.PROBLEM}/{note.problem}")
        causes = tuple(_among(notes, Kind.MAINTENANCE, note.caused_by))
        aims = tuple(_among(notes, Kind.PROBLEM, note.for_problems))
        if problem or causes or aims:
            own[note.key] = RelatedNotes(problem, causes, for_problems=aims)
        for one in (problem, *causes):
            if one and not note.withdrawn:
                incidents[one.key].append(note)
        for one in aims:
            acting[one.key].append(note)
    replaces, replaced_by = _replacements(timeline)
    return {
        key: replace(
            own.get(key, UNRELATED),
            incidents=tuple(incidents[key]),
            acting=tuple(acting[key]),
            replaces=replaces.get(key),
            replaced_by=tuple(replaced_by[key]),
        )
        for key in {*own, *incidents, *acting, *replaces, *replaced_by}
    }


def _replacements(
    timeline: Timeline,
) -> tuple[Mapping[str, RelatedWork], defaultdict[str, list[RelatedWork]]]:
    """Return what work takes the place of, and what takes its place, by key."""
    works = {one.key: RelatedWork(one, recurs=False) for one in timeline.maintenances}
    for note in timeline.maintenances:  # newest first: the oldest date stays
        if note.series:
            works[f"{note.kind}/{note.series}"] = RelatedWork(note, recurs=True)
    replaces, replaced_by = dict[str, RelatedWork](), defaultdict[str, list[RelatedWork]](list)
    for key, work in works.items():
        note = work.note
        target = f"{note.kind}/{note.supersedes}"
        if work.recurs == bool(note.series) and target in works and target != key:
            replaces[key] = works[target]
            if not note.withdrawn:
                replaced_by[target].append(work)
    return replaces, replaced_by


def _among(notes: Mapping[str, NoteSummary], kind: Kind, ids: Iterable[str]) -> Iterator[NoteSummary]:
    """Yield the notes of a kind by their ids, those that are known."""
    found = (notes.get(f"{kind}/{one}") for one in ids)
    return (one for one in found if one)


@dataclass(frozen=True, slots=True)
class Learned:
    """Notes that the page about what was learned shows."""

    postmortems: tuple[NoteSummary, ...]
    """Notes with a postmortem of the last year, the newest postmortem first: at most `MOST`."""
    promised: tuple[NoteSummary, ...]
    """Notes whose postmortem is promised, the earliest promise first."""
    problems: tuple[NoteSummary, ...]
    """Those that are not fixed first, each newest first; those that were fixed in the last year."""
    acting: tuple[NoteSummary, ...]
    """Notes of any age with actions."""
    for_problems: tuple[NoteSummary, ...]
    """Problems of any age that actions are for."""
    more: bool
    """Whether a postmortem or a problem is left out, so that only the history has it."""

    def __bool__(self) -> bool:
        return bool(self.postmortems or self.promised or self.problems or self.more)


MOST = 100
"""Number of postmortems, and of actions that are done or dropped, on the page about what was learned."""


def learned(timeline: Timeline) -> Learned:
    """Return what was learned up to the instant of a timeline. Withdrawn notes are left out."""
    notes = [one for one in timeline.notes if not one.withdrawn]
    problems = [one for one in notes if one.kind is Kind.PROBLEM]
    since = _a_year_ago(timeline)
    shown = [one for one in problems if is_known_problem(one) or one.updated >= since]
    postmortems = recent_postmortems(timeline)[:MOST]
    named = {id_ for note in notes for id_ in note.for_problems}
    return Learned(
        postmortems=postmortems,
        promised=promised_reports(notes),
        problems=tuple(sorted(shown, key=is_known_problem, reverse=True)),
        acting=tuple(one for one in notes if one.actions),
        for_problems=tuple(one for one in timeline.problems if one.id in named),
        more=len(postmortems) + len(shown) < sum(bool(one.postmortem) for one in notes) + len(problems),
    )


def is_known_problem(note: NoteSummary) -> bool:
    """Return whether a note is a problem that is not fixed: an accepted one may cause incidents as well."""
    return note.kind is Kind.PROBLEM and note.status is not Status.FIXED and not note.withdrawn


def lessons_by_service(
    timeline: Timeline,
) -> Mapping[str, tuple[tuple[NoteSummary, ...], tuple[NoteSummary, ...]]]:
    """Return the known problems of each service, and its notes with a recent postmortem."""
    recent = {one.key for one in recent_postmortems(timeline)}
    found = dict[str, tuple[list[NoteSummary], list[NoteSummary]]]()
    for note in timeline.notes:
        has_postmortem = note.key in recent
        for service in note.states if has_postmortem or is_known_problem(note) else ():
            found.setdefault(service, ([], []))[has_postmortem].append(note)
    return {service: (tuple(problems), by_postmortem(notes)) for service, (problems, notes) in found.items()}


_YEAR = timedelta(days=365)
"""Age of the oldest postmortems on pages and in the API."""


def recent_postmortems(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return the notes with a postmortem of the last year, the newest postmortem first."""
    since = _a_year_ago(timeline)
    return by_postmortem(
        one for one in timeline.notes if one.postmortem and one.postmortem >= since and not one.withdrawn
    )


def _a_year_ago(timeline: Timeline) -> datetime:
    zone = timeline.site.settings.zone
    return midnight(day_at(timeline.now, zone) - _YEAR, zone)


def by_postmortem(notes: Iterable[NoteSummary]) -> tuple[NoteSummary, ...]:
    """Return the notes with a postmortem, the newest postmortem first."""
    dated = [(one.postmortem, one) for one in notes if one.postmortem]
    return tuple(one for _, one in sorted(dated, key=lambda pair: pair[0], reverse=True))


def promised_reports(notes: Iterable[NoteSummary]) -> tuple[NoteSummary, ...]:
    """Return the notes whose postmortem is promised, the earliest promise first."""
    promised: list[tuple[datetime, NoteSummary]] = [(one.report_by, one) for one in notes if one.report_by]
    return tuple(one for _, one in sorted(promised, key=lambda pair: pair[0]))

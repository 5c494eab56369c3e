"""How planned work of twelve months went, what it may have caused, and what awaits approval. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.model.catalog import Service
from statusgen.model.changes import ChangeRules, ChangeType
from statusgen.model.notes import DatedNote, Incident, Maintenance
from statusgen.model.status import Status
from statusgen.timeline.changes import (
    Approvals,
    Work,
    approvals,
    is_called_off,
    planned_work,
    required_notice,
)
from statusgen.timeline.learning import newest_postmortem
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.note_summary import summarize
from statusgen.timeline.repeats import PERIOD, recent_incidents, services_hit
from statusgen.timeline.reviews import posted_notes
from statusgen.timeline.samples import Sample, sample
from statusgen.timeline.work_outcomes import Outcome, outcome

RECENT = timedelta(days=90)
"""Incidents whose cause is asked for began no longer ago; emergencies that await approval, too."""
AFTERWARDS = timedelta(hours=24)
"""How long after its end work may have caused an incident."""

Share = tuple[int, int]
"""How many, and of how many."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Work that has fewer approvals than it needs."""

    work: Work
    approvals: Approvals
    late: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Incident without a cause that planned work may have caused."""

    incident: Incident
    work: Maintenance
    after: timedelta | None
    """Time from the end of the work to the incident; None: it began during the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """Planned work that began in the last twelve months, and what is to do about it."""

    types: tuple[tuple[ChangeType, int], ...]
    """Number of changes of each type, the most frequent first."""
    called_off: int
    """Number of those that were called off before their start, which count nowhere else."""
    in_time: Share
    """Announced in time, of those that needed notice and say when they were announced."""
    as_planned: Share
    """Completed by the announced end, and without an incident that names them, of those that are over."""
    emergencies: Share
    causes: Share
    """Named as the cause of an incident, of all."""
    until_found: Sample
    """From the start of the work that an incident names as its cause until the incident was noticed."""
    candidates: tuple[Candidate, ...]
    """The newest incident first."""
    awaiting: tuple[Awaiting, ...]
    """By the time at which approvals are due."""

    @property
    def count(self) -> int:
        """Return the number of changes."""
        return sum(count for _, count in self.types)


def change_report(
    notes: Sequence[DatedNote], services: Iterable[Service], rules: ChangeRules, now: datetime
) -> ChangeReport:
    """Return the report as of an instant. `notes` have what is internal."""
    maintenances = [one for one in notes if isinstance(one, Maintenance)]
    works = planned_work(maintenances, services, now)
    recent = [one for one in works if one.begun and one.starts > now - PERIOD]
    incidents = recent_incidents(posted_notes(notes, now), now)
    causes = {id_ for one in incidents for id_ in one.caused_by}
    counts = {kind: sum(one.type is kind for one in recent) for kind in ChangeType}
    noticed = [one for one in recent if not one.is_emergency and one.known and required_notice(one, rules)]
    over = [one for one in recent if one.over]
    return ChangeReport(
        types=tuple(sorted(((kind, n) for kind, n in counts.items() if n), key=lambda pair: -pair[1])),
        called_off=sum(_was_called_off(one, now) for one in posted_notes(maintenances, now)),
        in_time=(sum(_is_in_time(one, rules) for one in noticed), len(noticed)),
        as_planned=(sum(_went_as_planned(one, causes, now) for one in over), len(over)),
        emergencies=(counts[ChangeType.EMERGENCY], len(recent)),
        causes=(sum(one.note.id in causes for one in recent), len(recent)),
        until_found=sample(_times_until_found(incidents, works)),
        candidates=tuple(_candidates(incidents, works, now)),
        awaiting=tuple(
            sorted(_awaiting(works, rules, now), key=lambda one: (one.approvals.due, one.work.note.id))
        ),
    )


def _was_called_off(note: DatedNote, now: datetime) -> bool:
    """Return whether planned work was called off that would have begun in the last twelve months."""
    if not isinstance(note, Maintenance):
        return False
    state = maintenance_state(note, now)
    return now - PERIOD < state.starts <= now and is_called_off(note, state)


def _is_in_time(work: Work, rules: ChangeRules) -> bool:
    return work.known is not None and work.planned_start - work.known >= required_notice(work, rules)


def _went_as_planned(work: Work, causes: Iterable[str], now: datetime) -> bool:
    own = summarize(work.note, now)
    return own.status is Status.COMPLETED and outcome(own) is Outcome.KEPT and work.note.id not in causes


def _times_until_found(incidents: Iterable[Incident], works: Iterable[Work]) -> Iterator[timedelta | None]:
    """Yield, for each incident with a cause, the time from the start of the work until it was noticed."""
    starts = {one.note.id: one.starts for one in works}
    for incident in incidents:
        begun = [starts[id_] for id_ in incident.caused_by if id_ in starts]
        if begun:
            yield incident.detected - min(begun) if incident.detected else None


def _candidates(incidents: Sequence[Incident], works: Iterable[Work], now: datetime) -> Iterator[Candidate]:
    """Yield, for each recent incident whose cause is not known, the last work that may be the cause."""
    begun = [one for one in works if one.begun]
    for incident in reversed(incidents):
        if _has_cause(incident) or incident.started <= now - RECENT:
            continue
        hit = services_hit(incident)
        near = (
            one
            for one in reversed(begun)
            if one.starts <= incident.started <= one.ends + AFTERWARDS
            and any(id_ in one.users for id_ in hit)
        )
        if work := next(near, None):
            after = incident.started - work.ends
            yield Candidate(incident, work.note, after if after >= timedelta() else None)


def _has_cause(incident: Incident) -> bool:
    """Return whether an incident says where it came from."""
    postmortem = newest_postmortem(incident)
    named = incident.caused_by or incident.problem or incident.supplier
    return bool(named or (postmortem and postmortem.factors))


def _awaiting(works: Iterable[Work], rules: ChangeRules, now: datetime) -> Iterator[Awaiting]:
    for work in works:
        if work.over and not (work.is_emergency and now - work.starts <= RECENT):
            continue
        found = approvals(work, rules, now)
        if found and found.missing:
            yield Awaiting(work, found, found.due <= now)

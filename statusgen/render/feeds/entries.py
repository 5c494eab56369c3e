"""Entries of feeds: one per update, with the facts as of its time; later updates change nothing in them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from statusgen.model.notes import Incident, Maintenance, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.render.context import RenderContext
from statusgen.timeline.incidents import severity_of
from statusgen.timeline.maintenances import planned_by
from statusgen.timeline.note_summary import NoteSummary, speaks_ahead
from statusgen.timeline.state_changes import states_of

MOST_ENTRIES = 50
_FOREVER = datetime.max.replace(tzinfo=UTC)
"""Entries of archived notes are as of the end of time: nothing about them is in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An update of a note, the note itself, or the planned start or end of work that no update reports.

    Its `repr` is part of fingerprints: all other fields follow from those in it and from the note.
    """

    note: NoteSummary
    id: str
    """Unique in its note, permanent; empty for the note itself."""
    at: datetime
    posted: bool
    """Whether it was posted at `at`; of planned work without announcement only the start is known."""
    status: Status | None = field(repr=False)
    update: Update | None = field(default=None, repr=False)
    states: Mapping[str, ServiceState] = field(default_factory=dict, repr=False)
    impact: LocalText = field(default=EMPTY, repr=False)
    workaround: LocalText = field(default=EMPTY, repr=False)
    severity: Severity | None = field(default=None, repr=False)
    """Incidents only: as given, or from the worst state so far."""
    planned: tuple[datetime, datetime] | None = field(default=None, repr=False)
    """Maintenances only: start and end as planned at the time."""

    @property
    def over(self) -> bool:
        """Return whether the entry reports that no service is affected any more."""
        status = self.update.status if self.update else None
        return status is not None and (status.ends or status is Status.POSTMORTEM)

    @property
    def ahead(self) -> bool:
        """Return whether it is about planned work that had not begun: `states` are those during the work."""
        return self.planned is not None and speaks_ahead(self.status, self.at, self.planned[0])

    @property
    def edited(self) -> datetime:
        """Return the last known change of its words or of its note's facts, which every entry shows."""
        edited = self.update.edited if self.update else None
        return max(at for at in (self.at, edited, self.note.revised) if at)


Source = FeedEntry | NoteSummary
"""An entry, or an archived note in place of its entries, which are derived only when a feed is rendered."""


def note_sources(note: NoteSummary, now: datetime, *, with_plans: bool) -> tuple[Source, ...]:
    """Return the entries of a note in order of time, or the note itself if it is archived."""
    return (note,) if note.archived else tuple(_entries(note, now, with_plans=with_plans))


def newest_notes(notes: Sequence[NoteSummary]) -> tuple[NoteSummary, ...]:
    """Return the notes that may have one of the newest entries, in the same order."""
    few = _recent(notes, lambda note: note.posted[-1:])  # bounds the times that the next line looks at
    return _recent(few, lambda note: note.posted)


def _recent(
    notes: Sequence[NoteSummary], times: Callable[[NoteSummary], Sequence[datetime]]
) -> tuple[NoteSummary, ...]:
    """Return the notes with an entry at or after the oldest of the newest `MOST_ENTRIES` times."""
    newest = heapq.nlargest(MOST_ENTRIES, (at for note in notes for at in times(note)))
    if len(newest) < MOST_ENTRIES:
        return tuple(notes)
    return tuple(
        note for note in notes if max(note.updated, note.starts, note.ends or note.starts) >= newest[-1]
    )


def newest_entries(context: RenderContext, sources: Iterable[Source]) -> tuple[FeedEntry, ...]:
    """Return the newest `MOST_ENTRIES` entries, newest first; those without a known time are last."""
    entries = (entry for source in sources for entry in _entries_of(context, source))
    ordered = sorted(entries, key=lambda entry: (entry.posted, entry.at), reverse=True)
    return tuple(ordered[:MOST_ENTRIES])


def _entries_of(context: RenderContext, source: Source) -> tuple[FeedEntry, ...]:
    if isinstance(source, FeedEntry):
        return (source,)
    with_plans = context.settings.feed_plans
    return context.cache.get_or_compute(  # the same in all languages
        "rendered",
        ("entries", source.digest, with_plans),
        lambda: tuple(_entries(source, _FOREVER, with_plans=with_plans)),
    )


def first_id(note: NoteSummary) -> str:
    """Return the id of the first entry of a note, under which the others are a thread."""
    if note.kind is Kind.NOTICE or not note.note.updates:
        return ""
    return note.note.updates[0].id


def _entries(summary: NoteSummary, now: datetime, *, with_plans: bool) -> Iterator[FeedEntry]:
    """Yield the entries of a note in order of time, each with the values that earlier ones leave unchanged.

    `with_plans` adds the planned start and end of work that no update reports, as soon as they are past.
    """
    note = summary.note
    at = (note.announced if isinstance(note, Maintenance) else None) or summary.starts
    states = states_of(note.services)
    last = FeedEntry(
        note=summary,
        id="",
        at=at,
        posted=at <= now,
        status=summary.status if not note.updates else None,
        states=states,
        severity=_severity(summary, None, states),
        impact=note.impact,
        workaround=note.workaround,
        planned=(note.starts, note.ends) if isinstance(note, Maintenance) else None,
    )
    occurrence = note.occurrence if isinstance(note, Maintenance) else None
    is_routine = occurrence is not None and not occurrence.is_first
    if summary.kind is Kind.NOTICE or not (note.updates or is_routine):
        yield replace(last, status=Status.SCHEDULED if summary.kind is Kind.MAINTENANCE else summary.status)
    for update in note.updates:
        last = _after(last, update)
        yield last
    if with_plans and not occurrence:
        yield from _plans(last, now)


def _after(last: FeedEntry, update: Update) -> FeedEntry:
    """Return the entry of an update that follows the `last` entry."""
    states = states_of(update.services)
    return replace(
        last,
        id=update.id,
        update=update,
        status=update.status,
        at=update.at,
        posted=True,
        states=dict(last.states) | states,
        severity=_severity(last.note, last.severity, states),
        impact=update.impact or last.impact,
        workaround=update.workaround or last.workaround,
        planned=last.planned and (update.starts or last.planned[0], update.ends or last.planned[1]),
    )


def _severity(
    summary: NoteSummary, before: Severity | None, states: Mapping[str, ServiceState]
) -> Severity | None:
    """Return the severity that an incident was given, or else the worse of `before` and of the states."""
    if not isinstance(summary.note, Incident):
        return None
    derived = severity_of(max(states.values(), default=ServiceState.OPERATIONAL))
    given = summary.note.severity
    return given if given is not None else max(before or Severity.NONE, derived)


def _plans(last: FeedEntry, now: datetime) -> Iterator[FeedEntry]:
    """Yield the planned start and end of work up to `now` that no update reports."""
    note, updates = last.note, last.note.note.updates
    reported = {update.status for update in updates}
    if note.kind is not Kind.MAINTENANCE or note.withdrawn or Status.CANCELLED in reported:
        return
    plan = replace(last, update=None, posted=True)
    # Ids have no time in them: it would follow the site's time zone.
    if note.starts <= now and reported.isdisjoint({Status.IN_PROGRESS, Status.VERIFYING}):
        id_ = f"plan/begins/{planned_by(updates, 'starts')}"
        yield replace(plan, id=id_, at=note.starts, status=Status.IN_PROGRESS)
    completed = note.status is Status.COMPLETED and Status.COMPLETED not in reported
    if completed and note.ends and note.ends <= now:
        id_ = f"plan/ends/{planned_by(updates, 'ends')}"
        yield replace(plan, id=id_, at=note.ends, status=Status.COMPLETED)

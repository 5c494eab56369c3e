"""The entries of feeds: one an update, with what held when it was posted; nothing later changes them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from statusgen.model.notes import Incident, Maintenance, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.render.context import RenderContext, once
from statusgen.timeline.incidents import severity_of
from statusgen.timeline.maintenances import planned_by
from statusgen.timeline.note_summary import NoteSummary, speaks_ahead
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.state_changes import states_of

MOST_ENTRIES = 50
_EVER = datetime.max.replace(tzinfo=UTC)
"""The instant as of which entries of archived notes are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry to be: an update of a note, the note itself, or a plan that came true without a word.

    In a `repr`, the story stands for all that follows from it.
    """

    story: NoteSummary
    id: str
    """Unique in its note, permanent; empty for the note itself."""
    at: datetime
    known: bool
    """Whether `at` is when it was posted; planned work without announcement has only its start."""
    status: Status | None = field(repr=False)
    update: Update | None = field(default=None, repr=False)
    states: Mapping[str, ServiceState] = field(default_factory=dict, repr=False)
    impact: LocalText = field(default=EMPTY, repr=False)
    workaround: LocalText = field(default=EMPTY, repr=False)
    severity: Severity | None = field(default=None, repr=False)
    """Of an incident: as given, or from the worst state told so far."""
    planned: tuple[datetime, datetime] | None = field(default=None, repr=False)
    """Of a maintenance: from when to when, as it was planned then."""

    @property
    def over(self) -> bool:
        """Whether it says that nothing is affected any more."""
        status = self.update.status if self.update else None
        return status is not None and (status.ends or status is Status.POSTMORTEM)

    @property
    def ahead(self) -> bool:
        """Whether it speaks of planned work that had not begun: its states are those during the work."""
        return self.planned is not None and speaks_ahead(self.status, self.at, self.planned[0])

    @property
    def edited(self) -> datetime:
        """When its words were last changed, as far as is known: every entry shows facts of its note."""
        edited = self.update.edited if self.update else None
        return max(at for at in (self.at, edited, self.story.revised) if at)


@dataclass(frozen=True, slots=True)
class Thread:
    """What a story adds to feeds: the entries themselves, or none where the story alone says them all.

    So the entries of archived notes are made only for feeds that are made.
    """

    story: NoteSummary
    entries: tuple[Entry, ...] = ()


def tell_threads(timeline: Timeline, *, with_plans: bool) -> tuple[Thread, ...]:
    """All threads, newest story first; with the begin and end of planned work that no update told of."""
    return tuple(
        Thread(story)
        if story.archived
        else Thread(story, tuple(_entries(story, timeline.now, with_plans=with_plans)))
        for story in timeline.notes
    )


def threads_of(threads: Sequence[Thread]) -> tuple[Thread, ...]:
    """Those that may have one of the newest entries, in the same order."""
    few = _that_reach(threads, lambda story: story.posted[-1:])  # and only these are looked through
    return _that_reach(few, lambda story: story.posted)


def _that_reach(
    threads: Sequence[Thread], times: Callable[[NoteSummary], Sequence[datetime]]
) -> tuple[Thread, ...]:
    """Those that last as long as the oldest of the newest times."""
    newest = heapq.nlargest(MOST_ENTRIES, (at for thread in threads for at in times(thread.story)))
    if len(newest) < MOST_ENTRIES:
        return tuple(threads)
    return tuple(thread for thread in threads if _last(thread.story) >= newest[-1])


def newest_entries(context: RenderContext, threads: Sequence[Thread]) -> tuple[Entry, ...]:
    """The newest entries of a feed, newest first. Those of a story are made once for an edition."""
    entries = [entry for thread in threads for entry in _kept_entries(context, thread)]
    ordered = sorted(entries, key=lambda entry: (entry.known, entry.at), reverse=True)
    return tuple(ordered[:MOST_ENTRIES])


def _kept_entries(context: RenderContext, thread: Thread) -> tuple[Entry, ...]:
    story, with_plans = thread.story, context.settings.feed_plans
    if not story.archived:
        return thread.entries
    key = ("entries", story.key)
    return once(context, key, lambda: tuple(_entries(story, _EVER, with_plans=with_plans)))


def _last(story: NoteSummary) -> datetime:
    """No entry of the story is later."""
    return max(story.updated, story.starts, story.ends or story.starts)


def first_id(story: NoteSummary) -> str:
    """The id of the entry that began the note's thread."""
    if story.kind is Kind.NOTICE or not story.note.updates:
        return ""
    return story.note.updates[0].id


def _entries(story: NoteSummary, now: datetime, *, with_plans: bool) -> Iterator[Entry]:
    """A note's entries in order of time, each with what is carried on from those before it."""
    note = story.note
    at, known = _posted(story, now)
    last = Entry(
        story=story,
        id="",
        at=at,
        known=known,
        status=story.status if not note.updates else None,
        states=states_of(note.services),
        severity=_severity(story, None, states_of(note.services)),
        impact=note.impact,
        workaround=note.workaround,
        planned=(note.starts, note.ends) if isinstance(note, Maintenance) else None,
    )
    if story.kind is Kind.NOTICE or not note.updates:
        yield replace(last, status=_first_status(story))
    for update in note.updates:
        last = _after(last, update)
        yield last
    if with_plans:
        yield from _plans(story, last, now)


def _first_status(story: NoteSummary) -> Status | None:
    """What the note itself said when it appeared."""
    return Status.SCHEDULED if story.kind is Kind.MAINTENANCE else story.status


def _posted(story: NoteSummary, now: datetime) -> tuple[datetime, bool]:
    announced = story.note.announced if isinstance(story.note, Maintenance) else None
    at = announced or story.starts
    return at, at <= now


def _after(last: Entry, update: Update) -> Entry:
    planned = last.planned and (update.starts or last.planned[0], update.ends or last.planned[1])
    states = states_of(update.services)
    return replace(
        last,
        id=update.id,
        update=update,
        status=update.status,
        at=update.at,
        known=True,
        states=dict(last.states) | states,
        severity=_severity(last.story, last.severity, states),
        impact=update.impact or last.impact,
        workaround=update.workaround or last.workaround,
        planned=planned,
    )


def _severity(
    story: NoteSummary, before: Severity | None, states: Mapping[str, ServiceState]
) -> Severity | None:
    """As given, or else what it was before, or worse."""
    if not isinstance(story.note, Incident):
        return None
    told = severity_of(max(states.values(), default=ServiceState.OPERATIONAL))
    return story.note.severity if story.note.severity is not None else max(before or Severity.NONE, told)


def _plans(story: NoteSummary, last: Entry, now: datetime) -> Iterator[Entry]:
    """The begin and the end of work by plan, unless an update told of them."""
    told = {update.status for update in story.note.updates}
    if story.kind is not Kind.MAINTENANCE or story.withdrawn or Status.CANCELLED in told or not last.planned:
        return
    by_plan, updates = replace(last, update=None, known=True), story.note.updates
    if story.starts <= now and told.isdisjoint({Status.IN_PROGRESS, Status.VERIFYING}):
        id_ = f"plan/begins/{planned_by(updates, 'starts')}"  # no time: it would follow the site's time zone
        yield replace(by_plan, id=id_, at=story.starts, status=Status.IN_PROGRESS)
    if story.status is Status.COMPLETED and Status.COMPLETED not in told and story.ends and story.ends <= now:
        id_ = f"plan/ends/{planned_by(updates, 'ends')}"
        yield replace(by_plan, id=id_, at=story.ends, status=Status.COMPLETED)

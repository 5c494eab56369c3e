"""A note as it stands at an instant, in one shape for incidents, maintenances and notices.

So whatever lists or shows notes is written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from statusgen.model.cache import Lazy
from statusgen.model.ids import note_code
from statusgen.model.notes import Incident, Maintenance, Notice, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.timeline.current_values import newest_impact, newest_workaround
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import incident_facts, maintenance_facts, notice_facts
from statusgen.timeline.revisions import facts_of, moves_of
from statusgen.timeline.values import IncidentState, MaintenanceState

DatedNote = Incident | Maintenance | Notice
"""A note that has a place in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSummary:
    """A note as it stands at the instant. In a `repr`, `digest` stands for all of it.

    Lists are made from its own fields, so that the words of old notes need not be at hand.
    """

    kind: Kind
    digest: str
    key: str
    """The note's key."""
    id: str = field(repr=False)
    title: LocalText = field(repr=False)
    kept: Lazy[DatedNote] = field(repr=False)
    status: Status | None = field(repr=False)
    """None for notices."""
    severity: Severity | None = field(repr=False)
    """Incidents only."""
    open: bool = field(repr=False)
    """Going on, still to come, or standing on the home page."""
    starts: datetime = field(repr=False)
    ends: datetime | None = field(repr=False)
    updated: datetime = field(repr=False)
    states: Mapping[str, ServiceState] = field(repr=False)
    next_update: datetime | None = field(repr=False)
    overdue: bool = field(repr=False)
    code: str = field(repr=False)
    """What clients of a Statuspage know it by."""
    withdrawn: LocalText = field(repr=False)
    """What there is to say about it if it was posted in error."""
    impact: LocalText = field(repr=False)
    """Who notices what, as told last."""
    last_words: LocalText = field(repr=False)
    """What was said last, as Markdown, where nobody told who notices what."""
    posted: tuple[datetime, ...] = field(repr=False)
    """When its updates were posted, in order."""
    edited: tuple[datetime, ...] = field(repr=False)
    """When their words were changed later."""
    announced: datetime | None = field(repr=False)
    """Maintenances only: when it was made known, if that was told."""
    facts: str = field(repr=False)
    """Digests of the front matter; see `facts_of`."""
    moves: int = field(repr=False)
    """How often updates moved the plan of a maintenance, and whether it was withdrawn; else 0."""
    sequence: int = field(repr=False)
    """The SEQUENCE in calendars: the moves, and the later edits of facts."""
    revised: datetime | None = field(default=None, repr=False)
    """When the facts of a published note were last found edited, as far as is known."""
    settled: bool = field(default=False, repr=False)
    """Whether no passing of time changes it any more."""

    def __repr__(self) -> str:
        """Short, as it is asked for whenever something is made of many stories."""
        return f"Story({self.key} {self.digest})"

    @property
    def note(self) -> DatedNote:
        """The note itself, with all words."""
        return self.kept.get()

    @property
    def workaround(self) -> LocalText:
        """What readers can do meanwhile, as told last."""
        return self.note.workaround if isinstance(self.note, Notice) else newest_workaround(self.note)

    @property
    def modified(self) -> datetime:
        """When its last update was posted, or its facts were edited later."""
        return max(self.updated, self.revised) if self.revised else self.updated

    @property
    def created(self) -> datetime:
        """When readers first heard of it."""
        return min([*self.posted[:1], *([self.announced] if self.announced else [])], default=self.starts)


def summarize(life: IncidentState | MaintenanceState) -> NoteSummary:
    """The story of an incident or a maintenance."""
    return _of_incident(life) if isinstance(life, IncidentState) else _of_maintenance(life)


def _of_incident(life: IncidentState) -> NoteSummary:
    return NoteSummary(
        **_of_note(life.note),
        kind=Kind.INCIDENT,
        digest=digest(*incident_facts(life)),
        status=life.status,
        severity=life.severity,
        open=life.open,
        starts=life.started,
        ends=life.resolved,
        updated=life.updated,
        states=life.states,
        next_update=life.next_update,
        overdue=life.overdue,
        announced=None,
    )


def _of_maintenance(life: MaintenanceState) -> NoteSummary:
    over = life.status.ends or bool(life.note.withdrawn)
    return NoteSummary(
        **_of_note(life.note),
        kind=Kind.MAINTENANCE,
        digest=digest(*maintenance_facts(life)),
        status=life.status,
        severity=None,
        open=not over,
        starts=life.starts,
        ends=life.ends,
        updated=life.updated,
        states=life.states,
        next_update=life.next_update,
        overdue=life.overdue,
        announced=life.note.announced,
    )


def summarize_notice(notice: Notice, now: datetime) -> NoteSummary:
    """The story of a notice."""
    standing = not notice.withdrawn and (notice.until is None or now < notice.until)
    last = notice.updates[-1] if notice.updates else None
    return NoteSummary(
        **_of_note(notice),
        kind=Kind.NOTICE,
        digest=digest(*notice_facts(notice, standing=standing)),
        status=None,
        severity=None,
        open=standing,
        starts=notice.published,
        ends=notice.until,
        updated=max(notice.published, last.at) if last else notice.published,
        states={effect.service: effect.state for effect in notice.services},
        next_update=None,
        overdue=False,
        announced=None,
    )


def _of_note(note: DatedNote) -> dict[str, Any]:
    impact = note.impact if isinstance(note, Notice) else newest_impact(note)
    updates, _ = shown_updates(note)
    moves = moves_of(note) if isinstance(note, Maintenance) else 0
    said = next((update.body for update in updates if update.body), note.intro)
    return {
        "key": note.key,
        "id": note.id,
        "title": _words(note.title),
        "kept": Lazy(note),
        "code": note_code(note.key),
        "withdrawn": _words(note.withdrawn),
        "impact": _words(impact),
        "last_words": EMPTY if impact else _words(said),
        "posted": tuple(update.at for update in note.updates),
        "edited": tuple(update.edited for update in note.updates if update.edited),
        "facts": facts_of(note),
        "moves": moves,
        "sequence": moves,
    }


def _words(text: LocalText) -> LocalText:
    """The same without the places in files: there are many stories."""
    return LocalText(text.variants) if text else EMPTY


def shown_updates(note: DatedNote) -> tuple[tuple[Update, ...], Update | None]:
    """The updates, newest first, and apart from them the postmortem: the newest, if there are several."""
    newest_first = note.updates[::-1]
    postmortem = next((update for update in newest_first if update.status is Status.POSTMORTEM), None)
    return tuple(update for update in newest_first if update is not postmortem), postmortem


def speaks_ahead(status: Status | None, at: datetime, starts: datetime) -> bool:
    """Return whether words of planned work, posted at an instant, are about work that had not begun."""
    return status is Status.SCHEDULED or (status in {Status.UPDATE, Status.EXTENDED} and at < starts)

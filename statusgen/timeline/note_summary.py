"""The summary of a note at an instant, in one shape for incidents, maintenances and notices."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from statusgen.model.changes import ChangeType
from statusgen.model.notes import DatedNote, Incident, Maintenance, Notice, Problem, Update
from statusgen.model.packed import Lazy
from statusgen.model.status import Kind, Meaning, Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.timeline.current_values import newest_values
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import state_facts
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.learning import action_states, for_problems, newest_postmortem, promised_report
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.revisions import facts_of, moves_of
from statusgen.timeline.values import NoteState


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NoteSummary(NoteState):
    """A note at an instant: its state, and the words that lists show.

    The note itself may be packed, so lists must need nothing but these fields. Fingerprints of outputs take
    the `repr`, which has the `digest` in place of all fields.
    """

    kind: Kind
    id: str
    key: str
    """The key of the note."""
    digest: str
    """Digest of all that readers can see of the note."""
    kept: Lazy[DatedNote]
    title: LocalText
    withdrawn: LocalText
    """Why the note was posted in error; empty when it was not."""
    impact: LocalText
    """Impact on readers, from the newest update that has one."""
    last_words: LocalText
    """The body of the newest update, or the introduction, as Markdown; empty when there is an impact."""
    posted: tuple[datetime, ...]
    """Instants at which updates were posted, in order."""
    edited: tuple[datetime, ...]
    """Instants at which the text of updates was edited later."""
    announced: datetime | None
    """Maintenances only: when it was announced, if the writer gave it."""
    postmortem: datetime | None
    """When the newest postmortem was posted."""
    problem: str
    """Incidents only: id of the problem behind it, if readers see that."""
    caused_by: tuple[str, ...]
    """Incidents only: ids of the maintenances that caused it."""
    emergency: bool
    """Maintenances only: whether it is work that cannot wait."""
    supersedes: str
    """Maintenances only: id of earlier work that it takes the place of, if readers see that."""
    series: str
    """Maintenances only: id of the series of recurring work that it belongs to."""
    for_problems: tuple[str, ...]
    """Ids of the other notes, problems, that its actions are for, if readers see these."""
    facts: str
    """Digests of the front matter; see `facts_of`."""
    moves: int
    """Number of times that updates moved a maintenance, see `moves_of`; 0 for other notes."""
    sequence: int
    """The SEQUENCE in calendars: the moves, and the later edits of facts."""
    revised: datetime | None = None
    """Last edit of the front matter of the published note, as far as is known."""
    archived: datetime | None = None
    """The instant from which time changes nothing more; None for notes that time may still change."""

    def __repr__(self) -> str:
        return f"NoteSummary({self.key} {self.digest})"

    @property
    def note(self) -> DatedNote:
        """Return the note itself, unpacked if it is packed."""
        return self.kept.get()

    @property
    def workaround(self) -> LocalText:
        """Return the workaround of the newest update that has one. Unpacks the note."""
        return newest_values(self.note).workaround

    @property
    def modified(self) -> datetime:
        """Return when the last update was posted or the facts were edited, whichever is later."""
        return max(self.updated, self.revised) if self.revised else self.updated

    @property
    def created(self) -> datetime:
        """Return when the note was first posted or announced."""
        return min([*self.posted[:1], *([self.announced] if self.announced else [])], default=self.starts)


def summarize(note: DatedNote, now: datetime) -> NoteSummary:
    """Return the summary of a note whose updates are all posted by `now`, and in order."""
    state = note_state(note, now)
    impact = newest_values(note).impact
    updates, _ = shown_updates(note)
    last_words = next((update.body for update in updates if update.body), note.intro)
    moves = moves_of(note) if isinstance(note, Maintenance) else 0
    return NoteSummary(
        **{name: getattr(state, name) for name in _STATE_FIELDS},
        kind=note.kind,
        id=note.id,
        key=note.key,
        digest=digest(*state_facts(note, state)),
        kept=Lazy(note),
        title=_without_origins(note.title),
        withdrawn=_without_origins(note.withdrawn),
        impact=_without_origins(impact),
        last_words=EMPTY if impact else _without_origins(last_words),
        posted=tuple(update.at for update in note.updates),
        edited=tuple(update.edited for update in note.updates if update.edited),
        announced=note.announced if isinstance(note, Maintenance) else None,
        postmortem=postmortem.at if (postmortem := newest_postmortem(note)) else None,
        problem=note.problem if isinstance(note, Incident) else "",
        caused_by=note.caused_by if isinstance(note, Incident) else (),
        emergency=isinstance(note, Maintenance) and note.change is ChangeType.EMERGENCY,
        supersedes=note.supersedes if isinstance(note, Maintenance) else "",
        series=note.occurrence.series if isinstance(note, Maintenance) and note.occurrence else "",
        for_problems=for_problems(note),
        facts=facts_of(note),
        moves=moves,
        sequence=moves,
    )


_STATE_FIELDS = tuple(one.name for one in fields(NoteState))


def note_state(note: DatedNote, now: datetime) -> NoteState:
    """Return the state of a note whose updates are all posted by `now`, and in order."""
    report_by, actions = promised_report(note), action_states(note, now)
    late = report_by is not None and report_by <= now
    return replace(_own_state(note, now), report_by=report_by, report_late=late, actions=actions)


def _own_state(note: DatedNote, now: datetime) -> NoteState:
    match note:
        case Incident():
            return incident_state(note, now)
        case Maintenance():
            return maintenance_state(note, now)
        case Notice():
            return _notice_state(note, now)
        case Problem():
            return _problem_state(note, now)


def _notice_state(note: Notice, now: datetime) -> NoteState:
    return NoteState(
        status=None,
        open=not note.withdrawn and (note.until is None or now < note.until),
        starts=note.published,
        ends=note.until,
        updated=max([note.published, *(update.at for update in note.updates[-1:])]),
        states={effect.service: effect.state for effect in note.services},
    )


def _problem_state(note: Problem, now: datetime) -> NoteState:
    progress = [one for one in note.updates if one.status.facts.meaning is not Meaning.UNCHANGED]
    status = progress[-1].status if progress else Status.INVESTIGATING
    is_open = not (status.ends or note.withdrawn)
    promise = newest_values(note).next_update if is_open else None
    return NoteState(
        status=status,
        open=is_open,
        starts=note.opened,
        ends=progress[-1].at if status.ends else None,
        updated=max([note.opened, *(update.at for update in note.updates[-1:])]),
        states={effect.service: effect.state for effect in note.services},
        next_update=promise,
        overdue=promise is not None and now >= promise,
    )


def _without_origins(text: LocalText) -> LocalText:
    """Return the text without its places in files: many summaries are kept in memory."""
    return LocalText(text.variants) if text else EMPTY


def shown_updates(note: DatedNote) -> tuple[tuple[Update, ...], Update | None]:
    """Return the updates, newest first, without the newest postmortem, and this postmortem or None."""
    newest_first = note.updates[::-1]
    postmortem = next((update for update in newest_first if update.status is Status.POSTMORTEM), None)
    return tuple(update for update in newest_first if update is not postmortem), postmortem


def speaks_ahead(status: Status | None, at: datetime, starts: datetime) -> bool:
    """Return whether an update of a maintenance, posted at an instant, is about work that had not begun."""
    return status is Status.SCHEDULED or (status in {Status.UPDATE, Status.EXTENDED} and at < starts)

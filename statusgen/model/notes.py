"""Notes and their updates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import ClassVar

from statusgen.model.changes import Approval, ChangeType, Risk
from statusgen.model.diagnostics import Span
from statusgen.model.learning import Action, CourseEntry, Detection, Factor, texts_in
from statusgen.model.recurrence import SHOWN_AHEAD, Occurrence, OccurrenceException
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, NOWHERE, LocalText, Picture


@dataclass(frozen=True, slots=True)
class AffectedService:
    """State of a service according to a note."""

    service: str
    state: ServiceState
    span: Span = field(default=NOWHERE, compare=False, repr=False)


UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)
"""Placeholder for a required time that cannot be read; it is never published."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Plain-language rule whose findings the writer accepts in a note, with the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Dated message of a note."""

    status: Status
    at: datetime
    """When the update was posted."""
    body: LocalText = EMPTY
    """Markdown, without HTML comments."""
    since: datetime | None = None
    """When the update really became true, if earlier than `at`."""
    next_update: datetime | None = None
    services: tuple[AffectedService, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    starts: datetime | None = None
    """Maintenance only: the new start, from this update on."""
    ends: datetime | None = None
    """Maintenance only: the new end, from this update on."""
    summary: LocalText = EMPTY
    """What happened, in two sentences for everybody.

    Postmortems only, as are `figures`, `cost`, `factors`, `course`, `actions` and `public`.
    """
    figures: tuple[LocalText, ...] = ()
    """The impact in numbers."""
    cost: LocalText = EMPTY
    factors: tuple[Factor, ...] = ()
    course: tuple[CourseEntry, ...] = ()
    """Events that were posted later than they happened."""
    actions: tuple[Action, ...] = ()
    public: tuple[str, ...] | None = None
    """Parts that readers see, of `learning.PARTS`; None: those that the site names."""
    report_by: datetime | None = None
    """End of the day by which a postmortem is promised."""
    on: date | None = None
    """Day of the occurrence of recurring work that it is about, as `Occurrence.day`."""
    edited: datetime | None = None
    lint_ok: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """Sorted names of the fields that are present but unreadable; `status` is one of them."""
    id: str = ""
    """Permanent id, unique within the note: its time as written, or the id that the writer gave. Empty
    until the update is written."""
    path: str = field(default="", compare=False)
    """File that contains the update, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Places of the fields by name."""

    @property
    def effective(self) -> datetime:
        """Return the instant from which the update holds."""
        return self.since or self.at


@dataclass(frozen=True, slots=True)
class UnconfirmedPeriod:
    """Period in which the service states of a note are unknown, because part of the note is unreadable."""

    start: datetime
    end: datetime | None
    """None: until now."""
    everywhere: bool
    """Whether even the affected services are unknown; otherwise those that the note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Fields that all kinds of notes share. `updates` are in order of `at`."""

    kind: ClassVar[Kind]
    id: str
    title: LocalText
    intro: LocalText = EMPTY
    """Markdown, without HTML comments."""
    services: tuple[AffectedService, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    withdrawn: LocalText = EMPTY
    """Why the note was posted in error; empty when it was not."""
    updates: tuple[Update, ...] = ()
    pictures: tuple[Picture, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old addresses, as paths from the site's root: `/incidents/old-name/`."""
    lint_ok: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """Sorted names of the fields that are present but unreadable.

    `update/resolved` is an update of that status, `update/?` one or more updates of any status."""
    path: str = field(default="", compare=False)
    """Main file, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Places of the keys of the front matter by name."""

    @property
    def key(self) -> str:
        """Return kind and id, unique in the site: `incident/2026-05-01-card-payments`."""
        return f"{self.kind.value}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Note):
    """Unplanned problem of one or more services."""

    kind: ClassVar[Kind] = Kind.INCIDENT
    started: datetime
    """As written, or when the first update became true."""
    severity: Severity | None = None
    """As written; None: it follows from the states."""
    none_affected: bool = field(default=False, repr=False)
    """Whether the writer declares that no service of the catalog is affected: `services: none`."""
    detected: datetime | None = None
    """When the organisation noticed it."""
    detected_by: tuple[Detection, ...] = ()
    caused_by: tuple[str, ...] = ()
    """Ids of maintenances."""
    problem: str = ""
    """Id of the problem behind it."""
    supplier: str = ""
    """Name of the supplier in whose service the cause lay."""
    unconfirmed: tuple[UnconfirmedPeriod, ...] = ()

    @property
    def begins(self) -> datetime:
        """Return the instant by which the incident is sorted in the history."""
        return self.started

    @property
    def start_known(self) -> bool:
        """Return whether the start was read; else it is a guess, and no length of time follows from it."""
        return "started" not in self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance(Note):
    """Planned work."""

    kind: ClassVar[Kind] = Kind.MAINTENANCE
    starts: datetime
    ends: datetime
    announced: datetime | None = None
    change: ChangeType | None = None
    """None: a normal one, as far as rules ask; readers see an emergency alone, unless `changes` says more."""
    reason: LocalText = EMPTY
    """Why the work must be done."""
    fallback: LocalText = EMPTY
    """What happens if it does not work."""
    risk: Risk | None = None
    tested: LocalText = EMPTY
    approved: tuple[Approval, ...] = ()
    supersedes: str = ""
    """Id of earlier work that was called off."""
    freeze_exception: LocalText = EMPTY
    """Why the work may be done in a freeze. Internal."""
    repeat: str = ""
    """Rule of RFC 5545 in local time, without UNTIL and COUNT; readers see its occurrences alone."""
    until: date | None = None
    """The last day on which an occurrence may begin; None: no end."""
    show_ahead: int = SHOWN_AHEAD
    """Days before its start from which readers see an occurrence."""
    exceptions: tuple[OccurrenceException, ...] = ()
    occurrence: Occurrence | None = None
    """Place in the series that it belongs to; None for other work, and for the series."""
    unconfirmed: tuple[UnconfirmedPeriod, ...] = ()

    @property
    def begins(self) -> datetime:
        """Return the instant by which the work is sorted in the history."""
        return self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Note):
    """Announcement that is neither an incident nor maintenance."""

    kind: ClassVar[Kind] = Kind.NOTICE
    published: datetime
    until: datetime | None = None

    @property
    def begins(self) -> datetime:
        """Return the instant by which the notice is sorted in the history."""
        return self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Note):
    """Cause of incidents, known or not yet known. It has no effect on states of services and uptime."""

    kind: ClassVar[Kind] = Kind.PROBLEM
    opened: datetime
    public: bool = False
    """Whether readers see it; others are in internal reports only."""
    factors: tuple[Factor, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def begins(self) -> datetime:
        """Return the instant by which problems are sorted."""
        return self.opened


PAGE_ORDER = 100
"""Menu position of pages that do not set one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Note):
    """Free page; its text is the `intro`."""

    kind: ClassVar[Kind] = Kind.PAGE
    menu: bool = True
    order: int = PAGE_ORDER

    @property
    def begins(self) -> None:
        """Return None: pages are not part of the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Note):
    """Author's words in the report of a month; they are the `intro`. The id is the month: `2026-05`."""

    kind: ClassVar[Kind] = Kind.REPORT
    title: LocalText = EMPTY
    """Always empty: the page of the month has a title without it."""

    @property
    def begins(self) -> None:
        """Return None: reports are not part of the history."""

    @property
    def month(self) -> tuple[int, int]:
        """Return the year and the month."""
        year, month = self.id.split("-")
        return int(year), int(month)


DatedNote = Incident | Maintenance | Notice | Problem
"""A note with updates."""
UndatedNote = Page | Report
AnyNote = DatedNote | UndatedNote
NOTE_TYPES: dict[Kind, type[AnyNote]] = {
    one.kind: one for one in (Incident, Maintenance, Notice, Problem, Page, Report)
}


def text_fields(owner: Note | Update) -> tuple[str, ...]:
    """Return the names of the fields of a note or an update that have words in one or more languages."""
    return tuple(one.name for one in fields(owner) if one.type == LocalText.__name__)


def listed_texts(owner: Note | Update) -> Iterator[tuple[str, LocalText]]:
    """Yield the texts in lists of a note or an update, such as those of its actions, with the list's name."""
    for name in ("figures", "factors", "course", "actions"):
        for one in getattr(owner, name, ()):
            yield from ((name, text) for text in texts_in(one))

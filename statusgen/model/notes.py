"""Notes and their updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from statusgen.model.diagnostics import Span
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, NOWHERE, LocalText, Picture


@dataclass(frozen=True, slots=True)
class AffectedService:
    """A service is in a state, says a note."""

    service: str
    state: ServiceState
    span: Span = field(default=NOWHERE, compare=False, repr=False)


UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)
"""Stands for a time that a note must have and that cannot be read; it is never published."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The findings of a rule of plain language that a writer accepts in a note, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One dated message of a note."""

    status: Status
    at: datetime
    """When it was posted."""
    body: LocalText = EMPTY
    """Markdown, without HTML comments."""
    since: datetime | None = None
    """When it really became true, if earlier than `at`."""
    next_update: datetime | None = None
    services: tuple[AffectedService, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    starts: datetime | None = None
    """Maintenance only: the new start, from this update on."""
    ends: datetime | None = None
    """Maintenance only: the new end, from this update on."""
    summary: LocalText = EMPTY
    """Postmortems only: what happened, in two sentences for everybody."""
    edited: datetime | None = None
    accepted: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """The names of the fields that are written but could not be read, sorted; `status` is one of them."""
    id: str = ""
    """Unique within the note and permanent: its time as written, or what the writer gave; empty until it is
    written."""
    path: str = field(default="", compare=False)
    """The file that it stands in, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where the fields stand, by name."""

    @property
    def effective(self) -> datetime:
        """From when on it holds."""
        return self.since or self.at


@dataclass(frozen=True, slots=True)
class UnconfirmedPeriod:
    """A time in which the states that a note tells of are not known, as part of it could not be read."""

    start: datetime
    end: datetime | None
    """None: still."""
    everywhere: bool
    """Whether it is unknown which services are meant; else those that the note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What all kinds of notes have in common. `updates` are in order of `at`."""

    kind: ClassVar[Kind]
    id: str
    title: LocalText
    intro: LocalText = EMPTY
    """Markdown, without HTML comments."""
    services: tuple[AffectedService, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    withdrawn: LocalText = EMPTY
    """Why it was posted in error; empty when it was not."""
    updates: tuple[Update, ...] = ()
    pictures: tuple[Picture, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old addresses, as paths from the site's root: `/incidents/old-name/`."""
    accepted: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """The names of the fields that are written but could not be read, sorted.

    `update/resolved` stands for an update of that status, `update/?` for one or more of any status."""
    path: str = field(default="", compare=False)
    """The main file, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where the keys of the front matter stand, by name."""

    @property
    def key(self) -> str:
        """Its kind and id, unique in the site: `incident/2026-05-01-card-payments`."""
        return f"{self.kind.value}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Note):
    """Something went wrong."""

    kind: ClassVar[Kind] = Kind.INCIDENT
    started: datetime
    """As given, or when its first update became true."""
    severity: Severity | None = None
    """As given; without it, it follows from the states."""
    none_affected: bool = field(default=False, repr=False)
    """Whether the writer says that no service of the catalog is affected: `services: none`."""
    unconfirmed: tuple[UnconfirmedPeriod, ...] = ()

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.started


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance(Note):
    """Planned work."""

    kind: ClassVar[Kind] = Kind.MAINTENANCE
    starts: datetime
    ends: datetime
    announced: datetime | None = None
    unconfirmed: tuple[UnconfirmedPeriod, ...] = ()

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Note):
    """An announcement that is neither."""

    kind: ClassVar[Kind] = Kind.NOTICE
    published: datetime
    until: datetime | None = None

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.published


PAGE_ORDER = 100
"""The place in the menu of pages that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Note):
    """A free page; its words are the `intro`."""

    kind: ClassVar[Kind] = Kind.PAGE
    menu: bool = True
    order: int = PAGE_ORDER

    @property
    def begins(self) -> None:
        """Pages have no place in the history."""


AnyNote = Incident | Maintenance | Notice | Page


@dataclass(frozen=True, slots=True)
class UnreadableNote:
    """A note that was never published and of which too little can be read to show it."""

    kind: Kind
    id: str
    since: datetime | None
    """From when on it may hold; None: nobody knows, so from today."""

"""Notes and their updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Self

from statusgen.model.diagnostics import Span
from statusgen.model.states import ServiceState, Severity
from statusgen.model.text import EMPTY, NOWHERE, LocalText, Picture


def N_(text: str) -> str:  # noqa: N802 - what extractors of interface texts look for
    """Mark a text for translation, which happens where it is used; the text stays as it is."""
    return text


class Kind(StrEnum):
    """The kinds of notes, each with its folder in `content/`."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"
    PAGE = "page"


class Meaning(StrEnum):
    """What an update says about the course of an incident or of planned work."""

    TROUBLE = "trouble"
    """An incident is open."""
    PLANNED = "planned"
    """Work is still to come."""
    WORK = "work"
    """Work is in progress."""
    OVER = "over"
    """An incident or work is over: no service is affected any more."""
    UNCHANGED = "unchanged"
    """The status that the note had still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """A row of the table of statuses."""

    key: str
    """The name in files, classes and machine formats: `in-progress`."""
    label: str
    """The English name on pages and in headings of updates, translated by themes and for writers."""
    names: tuple[str, ...]
    """Names that writers may type besides the label; the first Chinese one is recommended."""
    kinds: tuple[Kind, ...]
    """The kinds of notes whose updates may have this status."""
    meaning: Meaning
    statuspage: str
    """Statuspage's nearest name for it; empty if only an update has this status, never a note."""
    in_issue_form: bool
    """Whether the form for updates on GitHub offers it."""
    question: str = "What do you know, and what are you doing?"
    """What commands and forms ask for the words of the update, translated for writers."""


class Status(StrEnum):
    """The statuses of updates and notes: one row for each.

    To add a status, add a row; types and tests report what else is missing, as translations of its label.
    """

    facts: StatusFacts

    def __new__(cls, facts: StatusFacts) -> Self:
        """Return the key as text, with the row as its attribute `facts`."""
        status = str.__new__(cls, facts.key)
        status._value_ = facts.key
        status.facts = facts
        return status

    # fmt: off
    INVESTIGATING = StatusFacts(
        key="investigating", label=N_("Investigating"), kinds=(Kind.INCIDENT,), meaning=Meaning.TROUBLE,
        statuspage="investigating", in_issue_form=True, names=("调查中", "正在调查"),
    )
    IDENTIFIED = StatusFacts(
        key="identified", label=N_("Identified"), kinds=(Kind.INCIDENT,), meaning=Meaning.TROUBLE,
        statuspage="identified", in_issue_form=True, names=("已确认原因", "已确认", "原因已查明"),
    )
    MONITORING = StatusFacts(
        key="monitoring", label=N_("Monitoring"), kinds=(Kind.INCIDENT,), meaning=Meaning.TROUBLE,
        statuspage="monitoring", in_issue_form=True, names=("观察中", "监测中", "监控中"),
    )
    RESOLVED = StatusFacts(
        key="resolved", label=N_("Resolved"), kinds=(Kind.INCIDENT,), meaning=Meaning.OVER,
        statuspage="resolved", in_issue_form=True, names=("已解决", "已恢复"),
        question="What happened, and does anyone need to do anything?",
    )
    UPDATE = StatusFacts(
        key="update", label=N_("Update"), kinds=(Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE),
        meaning=Meaning.UNCHANGED, statuspage="", in_issue_form=True, names=("更新",),
    )
    POSTMORTEM = StatusFacts(
        key="postmortem", label=N_("Postmortem"), kinds=(Kind.INCIDENT, Kind.MAINTENANCE),
        meaning=Meaning.UNCHANGED, statuspage="postmortem", in_issue_form=False,
        names=("post mortem", "复盘", "事后分析", "事后总结"),
        question="What happened, why, and what do you change?",
    )
    SCHEDULED = StatusFacts(
        key="scheduled", label=N_("Scheduled"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.PLANNED,
        statuspage="scheduled", in_issue_form=False, names=("已计划", "计划中", "已安排"),
        question="What will you do, and does anyone need to do anything?",
    )
    IN_PROGRESS = StatusFacts(
        key="in-progress", label=N_("In progress"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="in_progress", in_issue_form=True, names=("进行中", "正在进行"),
        question="What have you begun, and what do people notice?",
    )
    VERIFYING = StatusFacts(
        key="verifying", label=N_("Verifying"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="verifying", in_issue_form=False, names=("验证中", "正在验证"),
    )
    COMPLETED = StatusFacts(
        key="completed", label=N_("Completed"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.OVER,
        statuspage="completed", in_issue_form=True, names=("已完成",),
        question="What is new for people, and does anyone need to do anything?",
    )
    CANCELLED = StatusFacts(
        key="cancelled", label=N_("Cancelled"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.OVER,
        statuspage="completed", in_issue_form=True, names=("canceled", "已取消"),
        question="Why is it called off, and will there be another date?",
    )
    EXTENDED = StatusFacts(
        key="extended", label=N_("Extended"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="", in_issue_form=False, names=("已延长", "延长"),
        question="Why does it take longer, and what do people notice?",
    )
    # fmt: on

    @property
    def ends(self) -> bool:
        """Whether the incident or the work is over with it."""
        return self.facts.meaning is Meaning.OVER

    @property
    def names(self) -> tuple[str, ...]:
        """The names that writers may type, the recommended English one first."""
        return self.facts.label.lower(), *self.facts.names


def statuses_of(kind: Kind) -> tuple[Status, ...]:
    """The statuses that an update of this kind of note may have; those of several kinds are last."""
    statuses = (one for one in Status if kind in one.facts.kinds)
    return tuple(sorted(statuses, key=lambda one: len(one.facts.kinds) > 1))


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

    `update/resolved` is an update of that status, `update/?` one or more of any status."""
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


def text_fields(owner: Note | Update) -> tuple[str, ...]:
    """Return the names of the fields of a note or an update that have words in one or more languages."""
    return tuple(one.name for one in fields(owner) if one.type == LocalText.__name__)


@dataclass(frozen=True, slots=True)
class UnreadableNote:
    """A note that was never published and of which too little can be read to show it."""

    kind: Kind
    id: str
    since: datetime | None
    """From when on it may hold; None: nobody knows, so from today."""

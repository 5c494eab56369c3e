"""Kinds of notes, and the table of the statuses of their updates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from statusgen.model.text import N_


class Kind(StrEnum):
    """Kinds of notes."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"
    PROBLEM = "problem"
    PAGE = "page"
    REPORT = "report"

    @property
    def folder(self) -> str:
        """The name of the folder in `content/` that has the notes of this kind."""
        return _FOLDERS[self]

    @property
    def is_dated(self) -> bool:
        """Whether notes of this kind have updates, and a place in the history."""
        return self not in {Kind.PAGE, Kind.REPORT}

    @property
    def is_event(self) -> bool:
        """Whether notes of this kind begin and end: each has a calendar, a feed and a file for Statuspage."""
        return self in {Kind.INCIDENT, Kind.MAINTENANCE}


_FOLDERS = {
    Kind.INCIDENT: "incidents",
    Kind.MAINTENANCE: "maintenance",
    Kind.NOTICE: "notices",
    Kind.PROBLEM: "problems",
    Kind.PAGE: "pages",
    Kind.REPORT: "reports",
}
KINDS_BY_FOLDER = {kind.folder: kind for kind in Kind}
DATED_FOLDERS = tuple(f"{kind.folder}/" for kind in Kind if kind.is_dated)
"""The beginnings of the paths of notes that have a date, in the content and on the site."""


class Meaning(StrEnum):
    """Effect of an update on the state of an incident or of planned work."""

    TROUBLE = "trouble"
    """An incident is open."""
    PLANNED = "planned"
    """Work is still to come."""
    WORK = "work"
    """Work is in progress."""
    OVER = "over"
    """The incident or the work is over: no service is affected any more."""
    UNCHANGED = "unchanged"
    """The previous status of the note still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """Row of the table of statuses."""

    key: str
    """The name in files, classes and machine formats: `in-progress`."""
    label: str
    """English name on pages and in headings of updates, translated by themes and for writers."""
    kinds: tuple[Kind, ...]
    """Kinds of notes whose updates may have this status."""
    meaning: Meaning
    statuspage: str
    """Statuspage's nearest name for it; empty if only an update has this status, never a note."""
    in_issue_form: bool
    """Whether the GitHub issue form for updates offers it."""
    question: str = "What do you know, and what are you doing?"
    """Prompt of commands and forms for the text of the update, translated for writers."""


class Status(StrEnum):
    """Statuses of updates and notes, one row for each.

    To add a status, add a row; types and tests report what else is missing, as a translation of its label.
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
        key="investigating", label=N_("Investigating"), kinds=(Kind.INCIDENT, Kind.PROBLEM),
        meaning=Meaning.TROUBLE, statuspage="investigating", in_issue_form=True,
    )
    IDENTIFIED = StatusFacts(
        key="identified", label=N_("Identified"), kinds=(Kind.INCIDENT,), meaning=Meaning.TROUBLE,
        statuspage="identified", in_issue_form=True,
    )
    MONITORING = StatusFacts(
        key="monitoring", label=N_("Monitoring"), kinds=(Kind.INCIDENT,), meaning=Meaning.TROUBLE,
        statuspage="monitoring", in_issue_form=True,
    )
    RESOLVED = StatusFacts(
        key="resolved", label=N_("Resolved"), kinds=(Kind.INCIDENT,), meaning=Meaning.OVER,
        statuspage="resolved", in_issue_form=True,
        question="What happened, and does anyone need to do anything?",
    )
    UPDATE = StatusFacts(
        key="update", label=N_("Update"),
        kinds=(Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE, Kind.PROBLEM),
        meaning=Meaning.UNCHANGED, statuspage="", in_issue_form=True,
    )
    POSTMORTEM = StatusFacts(
        key="postmortem", label=N_("Postmortem"), kinds=(Kind.INCIDENT, Kind.MAINTENANCE),
        meaning=Meaning.UNCHANGED, statuspage="postmortem", in_issue_form=False,
        question="What happened, why, and what will change?",
    )
    SCHEDULED = StatusFacts(
        key="scheduled", label=N_("Scheduled"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.PLANNED,
        statuspage="scheduled", in_issue_form=False,
        question="What will you do, and does anyone need to do anything?",
    )
    IN_PROGRESS = StatusFacts(
        key="in-progress", label=N_("In progress"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="in_progress", in_issue_form=True,
        question="What have you begun, and what do people notice?",
    )
    VERIFYING = StatusFacts(
        key="verifying", label=N_("Verifying"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="verifying", in_issue_form=False,
    )
    COMPLETED = StatusFacts(
        key="completed", label=N_("Completed"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.OVER,
        statuspage="completed", in_issue_form=True,
        question="What is new for people, and does anyone need to do anything?",
    )
    CANCELLED = StatusFacts(
        key="cancelled", label=N_("Cancelled"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.OVER,
        statuspage="completed", in_issue_form=True,
        question="Why is it cancelled, and will there be another date?",
    )
    EXTENDED = StatusFacts(
        key="extended", label=N_("Extended"), kinds=(Kind.MAINTENANCE,), meaning=Meaning.WORK,
        statuspage="", in_issue_form=False,
        question="Why does it take longer, and what do people notice?",
    )
    CAUSE_KNOWN = StatusFacts(
        key="cause-known", label=N_("Cause known"), kinds=(Kind.PROBLEM,), meaning=Meaning.TROUBLE,
        statuspage="", in_issue_form=False,
        question="What is the cause, and what will you do about it?",
    )
    FIXED = StatusFacts(
        key="fixed", label=N_("Fixed"), kinds=(Kind.PROBLEM,), meaning=Meaning.OVER,
        statuspage="", in_issue_form=False,
        question="What did you change, and how do you know that it helps?",
    )
    ACCEPTED = StatusFacts(
        key="accepted", label=N_("Accepted"), kinds=(Kind.PROBLEM,), meaning=Meaning.OVER,
        statuspage="", in_issue_form=False,
        question="Why do you live with it, and until when?",
    )
    # fmt: on

    @property
    def ends(self) -> bool:
        """Return whether this status closes the incident or the work."""
        return self.facts.meaning is Meaning.OVER

    @property
    def spelling(self) -> str:
        """Return the name as writers type it in English: `in progress`."""
        return self.value.replace("-", " ")


def statuses_of(kind: Kind) -> tuple[Status, ...]:
    """Return the statuses that an update of this kind of note may have; those without effect are last."""
    statuses = (one for one in Status if kind in one.facts.kinds)
    return tuple(sorted(statuses, key=lambda one: one.facts.meaning is Meaning.UNCHANGED))

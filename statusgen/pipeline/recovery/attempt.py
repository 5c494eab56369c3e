"""Facts and findings of the recovery of one note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.notes import AffectedService, AnyNote, Update
from statusgen.model.status import Kind, Status
from statusgen.model.text import LocalText
from statusgen.read import ReadNote
from statusgen.timeline.calendar import day_at, midnight

ENDS = tuple(status for status in Status if status.ends)
"""The statuses that end an incident or a maintenance."""
UPDATE_PREFIX = "update/"
"""Beginning of the names of updates in `Note.lost`."""


def plain_name(name: str) -> str:
    """Return the name or id of a service without case, blanks and punctuation, for comparison."""
    return re.sub(r"[\W_]+", "", name).casefold()


@dataclass(frozen=True, slots=True)
class RecoveryContext:
    """Facts of the site and the instant that the recovery of every note needs."""

    services: frozenset[str]
    """The ids of the services that the site shows."""
    restored: frozenset[str]
    """The ids of those services that only the last published catalog has."""
    names: Mapping[str, str]
    """The ids of the services by their names and ids, as `plain_name` gives them."""
    languages: tuple[str, ...]
    titles: Mapping[Kind, LocalText]
    """The titles of notes whose own title cannot be read."""
    zone: ZoneInfo
    now: datetime
    public: tuple[str, ...] = ()
    """The parts of postmortems that the site makes public."""
    problems: frozenset[str] = frozenset()
    """The ids of public problems."""

    def has(self, affected: AffectedService) -> bool:
        """Return whether the site shows the service."""
        return affected.service in self.services

    def start_of_day(self, at: datetime) -> datetime:
        """Return the instant at which the day of an instant begins in the site's zone."""
        return midnight(day_at(at, self.zone), self.zone)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time in which the states of services may be worse than those that could be read."""

    begin: datetime
    """Not before the note begins, whatever is given."""
    end: datetime | None = None
    """None: still, but for `until_over` and `while_working`."""
    until_over: bool = False
    """Whether it is interrupted while an update says that the incident or the maintenance is over."""
    while_working: bool = False
    """Whether it is limited to the periods of a maintenance in which work is in progress."""
    everywhere: bool = False
    """Whether any service may be meant; else those that the note names."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A note with mistakes, its last published version, and the findings of its recovery."""

    read: ReadNote
    last: AnyNote | None
    context: RecoveryContext
    restored: list[str] = field(default_factory=list)
    """The names of the fields that have their last published values."""
    missing: list[str] = field(default_factory=list)
    """The names of the fields that could not be read and were never published."""
    doubts: list[Doubt] = field(default_factory=list)

    def last_updates(self) -> Mapping[str, Update]:
        """Return the updates of the last published version by id."""
        return {one.id: one for one in self.last.updates} if self.last else {}

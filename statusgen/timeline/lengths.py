"""How long incidents lasted: one length for each, and samples by quarter. Pure.

Summaries are enough: no note is unpacked. An incident that was opened again lasted until it was over for the
last time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from statusgen.model.states import Severity
from statusgen.timeline.calendar import day_at
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.samples import Sample, sample
from statusgen.timeline.values import NoteState

QUARTERS = 5
"""Twelve whole months, and the quarter so far."""
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class IncidentDuration:
    """An incident, and how long it lasted."""

    key: str
    """The key of the note."""
    severity: Severity
    began: datetime
    restored: datetime | None
    """None while it is open."""
    start_known: bool = True
    """Whether `began` was read; else it is a guess."""

    @property
    def length(self) -> timedelta | None:
        """Return how long it lasted.

        None while it is open, if its start is a guess, and if it was over as it began: such incidents were
        posted afterwards, without their times.
        """
        if not self.start_known or self.restored is None or self.restored <= self.began:
            return None
        return self.restored - self.began


@dataclass(frozen=True)
class Lengths:
    """Incidents that were not posted in error, and how long they lasted."""

    incidents: tuple[IncidentDuration, ...]
    """Oldest first."""

    @cached_property
    def sample(self) -> Sample:
        """Return the lengths of those that are over and have one."""
        return sample(one.length for one in self.incidents)

    @property
    def open(self) -> int:
        """Return the number of incidents that are not over."""
        return sum(one.restored is None for one in self.incidents)

    @property
    def without_length(self) -> int:
        """Return the number of incidents that are over, but whose start or end is not known."""
        return len(self.incidents) - self.sample.count - self.open


@dataclass(frozen=True, slots=True)
class Quarter:
    """The incidents that began in a quarter of a year."""

    start: date
    end: date
    """First day of the next quarter."""
    lengths: Lengths


def incident_duration(key: str, state: NoteState) -> IncidentDuration:
    """Return how long an incident lasted, by its state. A withdrawn one is neither open nor over."""
    return IncidentDuration(key, state.severity or Severity.NONE, state.starts, state.ends, state.start_known)


def lengths(incidents: Iterable[NoteSummary]) -> Lengths:
    """Return how long incidents lasted, without those that were posted in error."""
    posted = [one for one in incidents if not one.withdrawn]
    found = (incident_duration(one.key, one) for one in posted)
    return Lengths(tuple(sorted(found, key=lambda one: (one.began, one.key))))


def by_quarter(
    incidents: Iterable[NoteSummary], last: date, zone: ZoneInfo, first: date = date.min
) -> tuple[Quarter, ...]:
    """Return the quarter with the last day, so far, and the four before it, oldest first.

    Those that end before the first day that counts are left out.
    """
    current = date(last.year, (last.month - 1) // _MONTHS * _MONTHS + 1, 1)
    starts = [_months_later(current, -_MONTHS * ago) for ago in reversed(range(-1, QUARTERS))]
    days = [(day_at(one.starts, zone), one) for one in incidents]
    return tuple(
        Quarter(start, end, lengths(one for day, one in days if start <= day < end and day <= last))
        for start, end in pairwise(starts)
        if min(first, last) < end
    )


def _months_later(month: date, months: int) -> date:
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)

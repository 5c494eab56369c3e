"""Recurring work: its exceptions, and the place of one occurrence in its series."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from statusgen.model.diagnostics import Span
from statusgen.model.text import EMPTY, NOWHERE, LocalText

SHOWN_AHEAD = 35
"""Days before its start from which readers see an occurrence, if the note does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceException:
    """An occurrence that is cancelled, or has other times than the rule gives it."""

    day: date
    """The day on which it begins by the rule, in the site's time zone."""
    cancelled: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    reason: LocalText = EMPTY
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Place of work in a series."""

    series: str
    """Id of the note that has the rule."""
    day: date
    """The day on which it begins by the rule, in the site's time zone; it never changes."""
    is_first: bool


def occurrence_id(series: str, day: date) -> str:
    """Return the id of an occurrence, by its day in the rule: `2026-06-07-catalogue/2026-07-05`."""
    return f"{series}/{day.isoformat()}"


def series_of(id_: str) -> str:
    """Return the id of the series that a date of recurring work belongs to; other ids as they are."""
    return id_.partition("/")[0]

"""What a change needs before it may be made: its type, its risk, and who approved it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from statusgen.model.diagnostics import Span
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY, NOWHERE, LocalText


class ChangeType(StrEnum):
    """Types of changes, after ITIL."""

    STANDARD = "standard"
    """Low in risk, done often, and approved once for all."""
    NORMAL = "normal"
    EMERGENCY = "emergency"
    """It cannot wait for an approval."""


class Risk(StrEnum):
    """How likely it is that a change fails, and how bad that would be."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Approval of a change."""

    by: str
    """A board, a team or a role, never a person."""
    on: datetime
    """Beginning of the day on which it was given."""
    link: str = ""
    """Address of the record. Internal."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


CHANGE_PARTS = ("change", "risk", "tested", "approved")
"""Keys of planned work that `public` can name; readers see `reason` and `fallback` without that."""


@dataclass(frozen=True, slots=True)
class WorkWindow:
    """Time of the week in which work should lie, in the site's time zone."""

    weekdays: tuple[int, ...]
    """On which it begins: numbers from 0, Monday."""
    start: time
    end: time
    """On the same day, or on the next one if it is not after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Days on which no work is done, in the site's time zone."""

    start: date
    end: date
    """The last day."""
    reason: LocalText = EMPTY
    services: tuple[str, ...] = ()
    """Ids; empty: all services."""
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    """Places of these ids."""
    hard: bool = False
    """Whether work in it is an error; else it is a warning."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRules:
    """What changes have to keep, and what readers see of them."""

    notice: tuple[tuple[ServiceState, timedelta], ...] = ()
    """By the worst state of the work, how long before its start it must be announced."""
    approvals: tuple[tuple[ChangeType, int], ...] = ()
    """By type, how many approvals it needs."""
    emergency_approval_within: timedelta | None = None
    """How long after its start an emergency change must be approved; None: it needs no approval."""
    windows: tuple[WorkWindow, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    public: tuple[str, ...] = ()
    """Parts that readers see, of `CHANGE_PARTS`."""

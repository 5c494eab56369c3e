"""What is learned from incidents: factors, actions, and the course of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from statusgen.model.diagnostics import Span
from statusgen.model.text import EMPTY, NOWHERE, LocalText


class Detection(StrEnum):
    """Who noticed an incident first."""

    MONITORING = "monitoring"
    CUSTOMERS = "customers"
    STAFF = "staff"
    SUPPLIER = "supplier"
    OTHER = "other"


class FactorKind(StrEnum):
    """What a factor is about. The list is short, so that incidents can be counted by it."""

    CHANGE = "change"
    SOFTWARE = "software"
    SETTINGS = "settings"
    CAPACITY = "capacity"
    HARDWARE = "hardware"
    NETWORK = "network"
    POWER_OR_PLACE = "power-or-place"
    SUPPLIER = "supplier"
    PEOPLE_AND_PROCEDURE = "people-and-procedure"
    ATTACK = "attack"
    UNKNOWN = "unknown"


class ActionKind(StrEnum):
    """What an action is for, after the kinds in Google's postmortems (sre.google/workbook)."""

    PREVENT = "prevent"
    """It makes the incident impossible, or less likely."""
    DETECT = "detect"
    """We notice it sooner."""
    LESSEN = "lessen"
    """It harms fewer people, or for a shorter time."""
    REPAIR = "repair"
    """Damage of this incident is made good."""
    RESPOND = "respond"
    """We act and inform better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something without which the incident would not have happened, or would have been milder."""

    what: LocalText
    kind: FactorKind | None = None
    supplier: str = ""
    why: tuple[LocalText, ...] = ()
    """Answers to "why?", each about the one before it; the first is about `what`."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Promise to change something. Whether it is done, dropped, late or open: `timeline.learning`."""

    do: LocalText
    kind: ActionKind | None = None
    problem: str = ""
    """Id of the problem that it is for."""
    owner: str = ""
    """A team or a role, never a person. Internal, unless `reviews` in site.yml makes it public."""
    due: datetime | None = None
    """End of the last day on which it is in time, in the site's zone; from then on it is late."""
    done: datetime | None = None
    """Beginning of the day on which it was done."""
    dropped: datetime | None = None
    """Beginning of the day on which it was given up."""
    reason: LocalText = EMPTY
    """Why it was given up."""
    link: str = ""
    """Address of a ticket. Internal, like the owner."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Places of the fields by name."""


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """Event that was posted later than it happened."""

    at: datetime
    words: LocalText


def texts_in(item: Factor | Action | CourseEntry | LocalText) -> Iterator[LocalText]:
    """Yield the texts of an entry of a list."""
    match item:
        case LocalText():
            yield item
        case CourseEntry():
            yield item.words
        case Factor():
            yield from (item.what, *item.why)
        case Action():
            yield from (item.do, item.reason)


PARTS = ("figures", "factors", "course", "actions", "cost", "owner", "link")
"""Parts of postmortems and problems that `public` can name. `owner` and `link` are of actions."""
PUBLIC = PARTS[:4]
"""Those that readers see by default."""

"""What is learned from incidents: factors, actions, and promised postmortems."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.words import Day, Label, Link, Moment, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorView:
    """Something without which the incident would not have happened, or would have been milder."""

    what: Text
    kind: Label | None
    supplier: str
    why: tuple[Text, ...]
    """Why it was so; each further text says why the one before was so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """Promise to change something."""

    do: Text
    kind: Label | None
    state: Label
    """Key `late`, `open`, `done` or `dropped`."""
    due: Day | None
    """The last day on which it is in time."""
    closed: Day | None
    """The day on which it was done or dropped."""
    reason: Text
    """Why it was dropped."""
    owner: str
    """Team or role; empty unless the site makes it public. So is `link`."""
    link: str
    """URL of a ticket."""
    source: Link | None
    """The note whose action it is, where those of several notes are listed."""
    problem: Link | None
    """The problem that it is for, but on the page of that problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningView:
    """Parts of a postmortem or of a problem that readers may see, besides words."""

    figures: tuple[Text, ...]
    """The impact in numbers."""
    cost: Text
    factors: tuple[FactorView, ...]
    actions: tuple[ActionView, ...]
    """In the order written; on the page of a problem, then those of other notes that are for it."""
    changed: Day | None
    """The day on which an action was last done or dropped."""


@dataclass(frozen=True, slots=True)
class PromisedReportView:
    """Promise of a postmortem."""

    by: Day
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundView:
    """How an incident was noticed, and the notes that it is related to."""

    noticed: Moment | None
    noticed_by: tuple[Label, ...]
    supplier: str
    """Name of the supplier in whose service the cause lay."""
    problem: Link | None
    series: Link | None
    """Page of all dates of recurring work."""
    replaces: Link | None
    """Earlier work that a maintenance takes the place of."""
    replaced_by: tuple[Link, ...]
    """Work that takes the place of a maintenance."""
    caused_by: tuple[Link, ...]
    """Maintenances."""
    incidents: tuple[Link, ...]
    """Incidents that a maintenance or a problem caused, newest first."""

    def __bool__(self) -> bool:
        return bool(
            self.noticed
            or self.noticed_by
            or self.supplier
            or self.problem
            or self.series
            or self.replaces
            or self.replaced_by
            or self.caused_by
            or self.incidents
        )

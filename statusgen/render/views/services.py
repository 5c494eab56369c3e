"""Services, their days and their uptime."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.notes import NoteLine
from statusgen.render.views.words import Day, Label, Link, Period, RichText, Text


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a service's bar."""

    date: str
    """ISO."""
    state: Label
    """Key `unknown` before the service's first day."""
    text: str
    """`3 May 2026: partial outage, 1 hour 12 minutes`."""
    href: str
    """The month of the history that lists the day's notes; empty when nothing happened."""


@dataclass(frozen=True, slots=True)
class StrokeView:
    """All days of one state in a bar, as the path of a line of this thickness."""

    key: str
    """The state's, or `unknown`."""
    thickness: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """The last days of a service as a drawing: one unit wide a day, the taller the worse."""

    label: str
    """What it shows, in words."""
    width: int
    height: int
    strokes: tuple[StrokeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A service, as in the list on the home page and on its own page."""

    id: str
    href: str
    name: Text
    description: RichText
    state: Label
    days: tuple[DayView, ...]
    bar: BarView
    uptime_90_days: str
    """`99.98%` as the language writes it; empty when nothing was counted."""
    depends_on: tuple[Link, ...]
    url: str
    causes: tuple[Link, ...]
    """The notes that explain its state now."""
    retired: Day | None = None
    """The day from which it is no longer offered, once that is past."""


@dataclass(frozen=True, slots=True)
class DayRunView:
    """Days on end of a service in one state, by the same notes."""

    first: str
    """ISO, as `last`."""
    last: str
    days: Period
    """`20 Aug – 3 Sept 2026`, or the one day."""
    state: Label
    """As in `DayView`."""
    duration: str
    """How long the service was in that state; of days without trouble, how many they are."""
    notes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """The uptime in one window of time."""

    window: str
    """`Last 90 days`."""
    text: str
    """`99.98%` as the language writes it; empty when nothing was counted."""
    since: Day | None
    """The day from which it counts, where that is not the window's first."""
    down: str
    """`1 hour 36 minutes`, each state by its weight; empty when nothing was down."""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """The uptime promised for a service, and whether the last 90 days kept it."""

    text: str
    """`99.5%`."""
    kept: Label | None
    """Key `kept` or `missed`; None when nothing was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeRowView:
    """What a service, a group or the whole site was up."""

    name: Text
    href: str
    """The service's page; empty for groups and the site."""
    figures: tuple[FigureView, ...]
    """The last 30, 90 and 365 days, and all time."""
    promise: PromiseView | None
    since: Day
    """The first day that counts."""


@dataclass(frozen=True, slots=True)
class UptimeGroupView:
    """A group of the catalog; the services outside any group have one without a row of its own."""

    total: UptimeRowView | None
    services: tuple[UptimeRowView, ...]


@dataclass(frozen=True, slots=True)
class WeightView:
    """How time in a state counts."""

    state: Label
    down: str
    """`30%`; empty when such time is not counted at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeView:
    """`uptime.html`."""

    site: UptimeRowView | None
    """All services together; None when there are none."""
    groups: tuple[UptimeGroupView, ...]
    promises: bool
    """Whether any service has a promise."""
    weights: tuple[WeightView, ...]
    zone: str
    """`Europe/Berlin`."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of the catalog; the services outside any group have one with an empty name."""

    name: Text
    description: RichText
    state: Label
    """The worst of its services."""
    bar: BarView
    """The worst state of its services on each day."""
    uptime_90_days: str
    """As in `ServiceView`, of its services together; empty for services outside any group."""
    folded: bool
    """Nothing is wrong in it, and there is so much else that it need not be open."""
    services: tuple[ServiceView, ...]


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of a service."""

    href: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePageView:
    """`service.html`: a service and its notes, open ones first, then the newest 20."""

    service: ServiceView
    uptime: UptimeRowView
    days: tuple[DayRunView, ...]
    """Its days in runs, newest first."""
    group: Text
    notes: tuple[NoteLine, ...]
    years: tuple[YearLink, ...]
    """All its years that have notes, newest first."""
    search: str
    """The link to the search, narrowed to this service."""
    used_by: tuple[Link, ...]

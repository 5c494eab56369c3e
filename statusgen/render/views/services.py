"""Services, their days and their uptime."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.charts import BudgetView
from statusgen.render.views.notes import NoteLine, ProblemLine
from statusgen.render.views.planned import FreezeView
from statusgen.render.views.words import Day, Label, Link, Period, RichText, Text


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a service's bar."""

    date: str
    """ISO 8601 date."""
    state: Label
    """Key `unknown` before the service's first day."""
    text: str
    """`3 May 2026: partial outage, 1 hour 12 minutes`."""
    href: str
    """Link to the month of the history with the notes of the day; empty without notes."""


@dataclass(frozen=True, slots=True)
class StrokeView:
    """All days of one state in a bar: an SVG path and its stroke width."""

    key: str
    """Key of the state, or `unknown`."""
    thickness: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """The last days of a service as a drawing: one unit wide a day; worse states are taller."""

    label: str
    """Text alternative of the drawing."""
    width: int
    height: int
    strokes: tuple[StrokeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A service in the list of the home page and on its own page."""

    id: str
    href: str
    name: Text
    description: RichText
    state: Label
    days: tuple[DayView, ...]
    bar: BarView
    uptime_90_days: str
    """`99.98%` in the format of the language; empty without data, and while the state is not confirmed."""
    since: Day | None
    """The first day that counts for the bar and the figure, if it is later than that of the site."""
    depends_on: tuple[Link, ...]
    url: str
    causes: tuple[Link, ...]
    """Links to the notes behind the current state."""
    retired: Day | None = None
    """The day from which it is no longer offered, if that is past; else None."""


@dataclass(frozen=True, slots=True)
class DayRunView:
    """Consecutive days of a service in one state by the same notes."""

    first: str
    """ISO 8601 date, like `last`."""
    last: str
    days: Period
    """`20 Aug – 3 Sept 2026`; `3 Sept 2026` for a single day."""
    state: Label
    """As in `DayView`."""
    duration: str
    """Time in that state; for operational days and days without data, their number."""
    notes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """Uptime in one window of time."""

    window: str
    """`Last 90 days`."""
    text: str
    """`99.98%` in the format of the language; empty without data."""
    since: Day | None
    """The first day that counts; None if that is the first of the window."""
    down: str
    """Weighted downtime: `1 hour 36 minutes`; empty without downtime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """Target uptime (SLO) of a service, and what is used of the downtime that it allows in a period."""

    text: str
    """`99.5%`; all targets that judge the period one after another, the oldest first: `99%, 99.5%`."""
    result: Label | None
    """Key `met`, `missed`, `on-course` or `missed-already`; None without data."""
    period: Period
    """`Last 90 days`, `May 2026`, or first and last day if the period is not whole."""
    missing: str = ""
    """`Not confirmed` or `No data yet` in place of `result`; the rest is empty then."""
    allowed: str = ""
    """Downtime allowed in the whole period, in hours and minutes: `10 hours 48 minutes`."""
    used: str = ""
    """Weighted downtime so far."""
    left: str = ""
    """Empty if more is used than allowed."""
    over: str = ""
    """By how much more is used than allowed; else empty."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """Target of a service, now or at another time."""

    text: str
    """`99.5%`."""
    window: str
    """`Each month`."""
    since: Day | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What a contract promises."""

    words: Text
    href: str
    """Link to the contract; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeRowView:
    """Uptime of a service, a group or the whole site."""

    name: Text
    href: str
    """Link to the page of the service; empty for groups and the site."""
    figures: tuple[FigureView, ...]
    """Last 30, 90 and 365 days, and all time."""
    promise: PromiseView | None
    since: Day
    """The first day that counts."""


@dataclass(frozen=True, slots=True)
class UptimeGroupView:
    """A group of the catalog; services without a group are in one whose `total` is None."""

    total: UptimeRowView | None
    services: tuple[UptimeRowView, ...]


@dataclass(frozen=True, slots=True)
class WeightView:
    """The weight of a state as downtime."""

    state: Label
    down: str
    """`30%`; empty if time in the state does not count at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeView:
    """`uptime.html`."""

    site: UptimeRowView | None
    """All services together; None without services."""
    groups: tuple[UptimeGroupView, ...]
    promises: bool
    """Whether any service has a target."""
    weights: tuple[WeightView, ...]
    zone: str
    """`Europe/Berlin`."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of the catalog; services without a group are in one with an empty name."""

    name: Text
    description: RichText
    state: Label
    """The worst of its services."""
    bar: BarView
    """The worst state of its services on each day."""
    uptime_90_days: str
    """As in `ServiceView`, of its services together; empty for services outside any group."""
    since: Day | None
    """As in `ServiceView`, of the first of its services."""
    folded: bool
    """Whether it is collapsed: all its services work, and the site has many services."""
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
    targets: tuple[TargetView, ...]
    """Its targets, newest first, if they have changed or will change; else empty."""
    agreement: AgreementView | None
    budget: BudgetView | None
    """None without a target, and without data."""
    days: tuple[DayRunView, ...]
    """Runs of equal days, newest first."""
    group: Text
    incomplete: str
    """Warning that an update about the service could not be shown completely; else empty."""
    problems: tuple[ProblemLine, ...]
    """Known problems that are not fixed, newest first."""
    planned: tuple[NoteLine, ...]
    """Scheduled maintenance, earliest first, at most five."""
    planned_more: int
    """Number of further ones."""
    freezes: tuple[FreezeView, ...]
    """Those that are not over, of this service or of all."""
    postmortems: tuple[Link, ...]
    """Notes with a postmortem of the last year, the newest postmortem first."""
    notes: tuple[NoteLine, ...]
    """Without scheduled maintenance."""
    years: tuple[YearLink, ...]
    """Years in which the service has notes, newest first."""
    search: str
    """Link to the search with this service selected."""
    used_by: tuple[Link, ...]

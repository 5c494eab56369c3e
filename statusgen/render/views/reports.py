"""Monthly reports."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.services import PromiseView
from statusgen.render.views.site import MonthLink, YearView
from statusgen.render.views.words import Day, Label, Link, Moment, Period, RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMonthView:
    """Uptime of a service in a month."""

    service: Link
    uptime: str
    """`99.98%`; empty without data, a text if part of the time is unconfirmed."""
    since: Day | None
    """First day that counts, if it is not that of the report."""
    down: str
    """Weighted downtime, `at least 5 minutes` if part of the time is unconfirmed; empty without any."""
    planned: str
    """Planned work without downtime; empty without any."""
    target: PromiseView | None
    calm: bool
    """Whether it is folded: it had no downtime, and the report has many services."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthNoteView:
    """Incident or planned work in a month."""

    note: Link
    span: Period
    duration: str
    """The whole time; empty for notes that took no time, or are open."""
    part: str
    """Time within the month, if the note began before it or went on after it; else empty."""
    state: Label | None
    """Worst state of a service in the month; None if it affected none, and for planned work."""
    first_update: str
    """Time from the start to the first update; empty if unknown."""
    kinds: tuple[Label, ...]
    """Kinds of factors, as far as they are public."""
    notice: str
    """Planned work: time from its announcement to its start, and its type, if readers see it; else empty."""
    outcome: Label | None
    """Planned work: key `kept`, `extended`, `called-off` or `open`."""


@dataclass(frozen=True, slots=True)
class ReportShareView:
    """Share of updates that answer a question."""

    name: str
    share: str
    """`92%`; empty without updates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationView:
    """Communication about the incidents of a month, or of all of them."""

    incidents: str
    """Number of them: `3 incidents`."""
    first_update: str
    """Median time to the first update: `12 minutes`."""
    slowest: str
    kept: str
    """Share of promised updates that were posted on time: `92%`; empty without promises."""
    promises: int
    promises_kept: int
    answers: tuple[ReportShareView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningMonthView:
    """Postmortems and actions of a month."""

    postmortems: tuple[Link, ...]
    promised: int
    """Postmortems that were promised by a day of the month."""
    kept: int
    done: int
    dropped: int
    open: int
    """Actions that were not done at the end of the month, late ones included."""
    late: int


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """Note that was changed or added after the month."""

    note: Link
    at: Moment
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReportView:
    """`report.html`: the report of a month. Parts that the site does not publish are None."""

    name: str
    """`May 2026`."""
    iso: str
    """`2026-05`."""
    is_over: bool
    since: Day | None
    """First day that counts, if it is not the first of the month."""
    short: tuple[str, ...]
    """Sentences about the month."""
    words: RichText
    """The author's own."""
    services: tuple[ServiceMonthView, ...] | None
    targets: bool
    """Whether any of the services has a target."""
    services_file: str
    """Link to the same data as CSV; empty without services."""
    incidents: tuple[MonthNoteView, ...] | None
    """Newest first."""
    incidents_file: str
    maintenances: tuple[MonthNoteView, ...] | None
    communication: CommunicationView | None
    """None also without incidents."""
    learning: LearningMonthView | None
    """None also if there is nothing."""
    incomplete: str
    """Warning while a note of the month cannot be shown completely; else empty."""
    corrections: tuple[CorrectionView, ...]
    """Newest first."""
    zone: str
    """`Europe/Berlin`."""
    previous: MonthLink | None
    next: MonthLink | None


@dataclass(frozen=True, slots=True)
class CommunicationMonthView:
    """Communication about incidents that began in a month; texts are empty without data."""

    month: str
    """`May 2026`."""
    iso: str
    """`2026-05`."""
    incidents: int
    first_update: str
    kept: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsView:
    """`reports.html`: the report of the month so far, those of all months that are over, communication."""

    current: MonthReportView
    years: tuple[YearView, ...]
    """Months that are over, newest first."""
    communication: CommunicationView | None
    """About all incidents; None if the site does not publish it."""
    months: tuple[CommunicationMonthView, ...]
    """The last 24 months with incidents, newest first."""
    since: Day | None
    """The oldest month with incidents, if it is not one of them."""

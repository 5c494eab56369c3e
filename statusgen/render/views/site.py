"""The home page, the history, and all other pages of the site."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.learning import ActionView, PromisedReportView
from statusgen.render.views.notes import DayNotesView, NoteLine, NoteView, ProblemLine
from statusgen.render.views.services import GroupView, YearLink
from statusgen.render.views.words import Day, Label, Link, Moment, RichText, Text


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The banner of the home page."""

    state: Label
    """Key `info` while an incident is open that affects no service."""
    sentence: Text
    """`Some card payments are failing`, or `All services are working`."""
    detail: str
    """`2 of 14 services are affected`; empty if none is."""
    incomplete: str = ""
    """Warning that a message could not be shown completely; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """`home.html`."""

    overview: OverviewView
    incidents: tuple[NoteView, ...]
    """Open incidents, worst and newest first."""
    active: tuple[NoteView, ...]
    """Maintenance in progress."""
    planned: tuple[NoteView, ...]
    """Scheduled maintenance, earliest first."""
    notices: tuple[NoteView, ...]
    groups: tuple[GroupView, ...]
    since: Day | None
    """The first day that counts for the bars and figures of services; None if that is the first of 90."""
    reports: tuple[PromiseLine, ...]
    """Promised postmortems that are due today or late, the earliest promise first."""
    recent: tuple[DayNotesView, ...]
    recent_more: int
    """Number of notes that ended in these days and are only in the history."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A note whose postmortem is promised."""

    note: Link
    report: PromisedReportView


@dataclass(frozen=True, slots=True)
class PostmortemLine:
    """A postmortem in a list."""

    note: NoteLine
    href: str
    """Permanent link to the postmortem, with the anchor."""
    at: Moment
    summary: Text


@dataclass(frozen=True, slots=True)
class ServiceLessonsView:
    """The notes about a service on the page about what was learned."""

    service: Link
    problems: tuple[Link, ...]
    postmortems: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedView:
    """`learned.html`: postmortems, problems and actions of the last 12 months, and all that is open."""

    promised: tuple[PromiseLine, ...]
    """The earliest promise first."""
    actions: tuple[ActionView, ...]
    """Late ones, open ones by due day; then at most 100 that were done or dropped in the last 12 months."""
    problems: tuple[ProblemLine, ...]
    """Those that are not fixed first, each newest first."""
    postmortems: tuple[PostmortemLine, ...]
    """Newest first, at most 100."""
    services: tuple[ServiceLessonsView, ...]
    """Services with a problem or a postmortem, in the order of the catalog."""
    more: bool
    """Whether older postmortems or problems are in the history alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """`series.html`: recurring work."""

    note: NoteView
    """The occurrence that is next or in progress; without one, the last."""
    coming: tuple[NoteLine, ...]
    """Occurrences that are not over, the next one first."""
    earlier: tuple[NoteLine, ...]
    """Occurrences that are over, newest first, at most 24."""
    more: bool
    """Whether earlier ones are in the history alone."""


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month of the history."""

    href: str
    name: str
    """`May 2026`."""
    count: int = 0
    """Number of notes that began in it; 0 where that is not shown."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month with its worst state."""

    number: int
    iso: str
    """`2026-05-03`."""
    state: Label | None
    """None for days in the future; key `unknown` before the first day that counts."""
    text: str
    """`3 May 2026: Partial outage, 2 entries`; empty for days in the future."""
    href: str
    """Link to the notes of the day within the page; empty if none began on it."""
    count: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A month in weeks; days of other months are None."""

    weekdays: tuple[Label, ...]
    """Short name (as `key`) and full name, in the order of the language's weeks."""
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """`month.html`: notes that began in a month, newest first, and `earlier` ones that continued into it."""

    name: str
    iso: str
    """`2026-05`."""
    calendar: CalendarView
    days: tuple[DayNotesView, ...]
    earlier: tuple[NoteLine, ...]
    previous: MonthLink | None
    next: MonthLink | None


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the history."""

    name: str
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Choices of the search (keys and names), and links to its index, newest year first."""

    shards: tuple[str, ...]
    services: tuple[Label, ...]
    severities: tuple[Label, ...]
    kinds: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """`history.html`: all months, newest first, the newest one in full, and the search."""

    years: tuple[YearView, ...]
    latest: MonthView | None
    search: SearchView


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceYearView:
    """`service_year.html`: notes of a service that began in a year, newest first."""

    service: Link
    year: str
    days: tuple[DayNotesView, ...]
    previous: YearLink | None
    next: YearLink | None


@dataclass(frozen=True, slots=True)
class FreePageView:
    """`page.html`."""

    title: Text
    body: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """`404.html`: the words of the page in one of the site's languages."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    title: str
    sentences: tuple[str, ...]
    back: str
    """Name of the navigation with `links`."""
    links: tuple[Link, ...]
    """To the home page and the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedNote:
    """An open incident or maintenance in progress, in the banner."""

    href: str
    title: Text
    next_update: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """`embed.html`: the banner in frames of other sites."""

    state: Label
    """The headline; key `info` while an incident is open although all services work."""
    detail: str
    """`2 of 14 services are affected`; empty if none is."""
    incidents: tuple[EmbedNote, ...]
    """Open incidents, worst and newest first."""
    active: tuple[EmbedNote, ...]
    """Maintenance in progress."""
    incomplete: str = ""
    """As in `OverviewView`."""

"""The home page, the history, and the pages that stand alone."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.notes import DayNotesView, NoteLine, NoteView
from statusgen.render.views.services import GroupView, YearLink
from statusgen.render.views.words import Label, Link, Moment, RichText, Text


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The banner of the home page."""

    state: Label
    sentence: Text
    """`Some card payments are failing`, or `All services are working`."""
    detail: str
    """How many services are affected, out of how many."""
    incomplete: str = ""
    """What to tell readers while a message could not be shown completely; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """`home.html`."""

    overview: OverviewView
    incidents: tuple[NoteView, ...]
    """Open ones, worst and newest first."""
    active: tuple[NoteView, ...]
    """Maintenance going on."""
    planned: tuple[NoteView, ...]
    """Maintenance to come, next first."""
    notices: tuple[NoteView, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[DayNotesView, ...]
    recent_more: int
    """How many more notes ended in these days; the history has them."""


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month of the history."""

    href: str
    name: str
    """`May 2026`."""
    count: int = 0
    """How much began in it, where that is told."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month, coloured by the worst of it."""

    number: int
    iso: str
    """`2026-05-03`."""
    state: Label | None
    """None for days to come."""
    text: str
    """`3 May 2026: Partial outage, 2 entries`; empty for days to come."""
    href: str
    """To the entries of the day below; empty when nothing began on it."""
    count: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A month in weeks, with None for the days of other months."""

    weekdays: tuple[Label, ...]
    """Short name (as `key`) and full name, in the order of the language's weeks."""
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """`month.html`: what began in a month, newest first, and what went on into it."""

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
    """What the search may be narrowed to (keys and names), and where its index lies, newest year first."""

    shards: tuple[str, ...]
    services: tuple[Label, ...]
    severities: tuple[Label, ...]
    kinds: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """`history.html`: all months, newest first, the newest one as a whole, and the search."""

    years: tuple[YearView, ...]
    latest: MonthView | None
    search: SearchView


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceYearView:
    """`service_year.html`: what began in a year at a service, newest first."""

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


@dataclass(frozen=True, slots=True)
class EmbedCodes:
    """What other sites put into their pages: pieces of HTML and Markdown to copy, with absolute addresses."""

    badge: str
    """The link to the badge, for a page that shows it."""
    badge_html: str
    badge_markdown: str
    frame: str
    """The banner, always shown."""
    script: str
    """The banner, shown while something is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """The feeds of the site or of a part of it: absolute addresses, to copy."""

    name: str
    """What they are about, such as a service; empty for the whole site."""
    rss: str
    atom: str
    json: str
    calendar: str
    """Planned work as a calendar; empty for groups and severities, which have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """`subscribe.html`."""

    site: FeedsView
    parts: tuple[FeedsView, ...]
    """Groups, services, and incidents from some severity on."""
    opml: str
    """The list of all feeds in all languages."""
    embeds: EmbedCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedNote:
    """An open incident or work going on, as the banner tells it."""

    href: str
    title: Text
    next_update: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """`embed.html`: the banner that other sites show in a frame."""

    state: Label
    """Key `info` while an incident is watched although all services work; its text is the headline."""
    detail: str
    """How many services are affected, out of how many."""
    incidents: tuple[EmbedNote, ...]
    """Open ones, worst and newest first."""
    active: tuple[EmbedNote, ...]
    """Maintenance going on."""
    incomplete: str = ""
    """As in `OverviewView`."""


@dataclass(frozen=True, slots=True)
class ReportShareView:
    """A share of updates, such as of those that answer a question."""

    name: str
    share: str
    """`92%`; empty where there are none."""


@dataclass(frozen=True, slots=True)
class ReportMonthView:
    """How well incidents were told that began in a month; texts are empty where nothing was measured."""

    month: str
    iso: str
    """`2026-05`."""
    incidents: int
    first_update: str
    kept: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """`reports.html`: how well the site told of its incidents."""

    incidents: int
    updates: int
    first_update: str
    """The median: `12 minutes`."""
    slowest: str
    kept: str
    promises: int
    promises_kept: int
    answers: tuple[ReportShareView, ...]
    months: tuple[ReportMonthView, ...]
    """The newest first."""

"""What templates and feeds are given: facts already chosen, ordered, worded and formatted for one language.

This is the contract with themes. Values named `html` are safe markup; all others are plain text and are
escaped by the template. `href`s are links as they stand in a page, from the root of the host
(`/status/incidents/x/`). `key`s are the machine names used in CSS classes. Empty text means: leave it out.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, in the site's time zone."""

    iso: str
    """For `datetime="…"`: `2026-05-01T09:20:00+02:00`."""
    text: str
    """In full, with the zone: `1 May 2026, 09:20 CEST`."""
    time: str
    """The time alone, with the zone: `09:20 CEST`."""
    day: str
    """The day alone: `Friday, 1 May 2026`."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the organisation. `lang` is set only where they are not in the page's language."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class HeadingLink:
    """A heading in rendered words; `href` is an address within the page (`#…`)."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered Markdown. `lang` is set only where it is not in the page's language.

    Its highest heading has level 2 in introductions and free pages, 3 in postmortems, 4 in other updates and
    in descriptions. Tables stand in a `<div class="table">` that may scroll, footnotes in an
    `<ol class="footnotes">`; a link that shows its own address has the class `address`. Ids in it have a
    `~`, which no other id has.
    """

    html: Markup
    lang: str = ""
    headings: tuple[HeadingLink, ...] = ()
    """Its highest headings, for a table of contents; empty where they are fewer than three, and away from the
    page that the words belong to."""
    source: str = ""
    """The Markdown it was made of, with absolute links and the same levels of headings."""

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class Label:
    """A state, stage or severity: its machine name and its name for readers."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words."""

    href: str
    text: Said
    current: bool = False


@dataclass(frozen=True, slots=True)
class AffectedView:
    """A service named by a note, with its state by that note."""

    id: str
    href: str
    name: Said
    state: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """One update."""

    anchor: str
    href: str
    """The permalink, with the anchor."""
    stage: Label
    at: Moment
    since: Moment | None
    edited: Moment | None
    history: str
    """Where the public repository shows all changes to the file it stands in; empty if it is not known."""
    changes: tuple[AffectedView, ...]
    body: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """The four questions of a reader, answered from fields.

    What is happening: the note's title and `latest`. Am I affected: `impact`, `affected`. What is being
    done: `latest`, `workaround`. When do I hear more: `next_update`, `overdue`.
    """

    impact: Said
    affected: tuple[AffectedView, ...]
    latest: UpdateView | None
    workaround: Said
    next_update: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A point in the course of what is over."""

    key: str
    """`began`, `told`, or the stage's machine name."""
    text: str
    """`Started`, `Told here`, or the name of the stage."""
    at: Moment
    after: str
    """How long after the beginning: `10 minutes`; empty at the beginning."""
    href: str
    """The update that says so, as an address within the page; empty at the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """An incident, a maintenance or a notice, as lists show it."""

    kind: str
    """`incident`, `maintenance` or `notice`."""
    id: str
    href: str
    title: Said
    stage: Label | None
    """None for notices."""
    severity: Label | None
    """Incidents only."""
    open: bool
    """The incident is open, the work goes on or is still to come, the notice stands on the home page."""
    starts: Moment
    """When it started, starts, or was published."""
    ends: Moment | None
    """When it was over, ends, or leaves the home page."""
    duration: str
    """`1 hour 52 minutes`, once it is over or when it is planned."""
    span: str
    """Start and end in one line: `1 May 2026, 09:10 to 11:02 CEST`."""
    updated: Moment
    summary: Said
    """One line for lists and search engines: the impact, or else the latest words."""
    withdrawn: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView(NoteLine):
    """The same with all its words."""

    intro: Prose
    answers: AnswersView
    updates: tuple[UpdateView, ...]
    """Newest first, without the postmortem."""
    postmortem: UpdateView | None
    """The newest, if there are several; older ones stay among the updates."""
    timeline: tuple[TimelineStep, ...]
    """Oldest first; empty while it is open, and where it would tell nothing."""
    history: str
    """Where the public repository shows all changes to the note; empty if it is not known."""
    event: str
    """The link to the calendar file of planned work still to come."""


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
    name: Said
    description: Prose
    state: Label
    days: tuple[DayView, ...]
    bar: BarView
    uptime_90_days: str
    """`99.98%` as the language writes it; empty when nothing was counted."""
    depends_on: tuple[Link, ...]
    url: str
    causes: tuple[Link, ...]
    """The notes that explain its state now."""


@dataclass(frozen=True, slots=True)
class DayRunView:
    """Days on end of a service in one state, by the same notes."""

    first: str
    """ISO, as `last`."""
    last: str
    text: str
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
    since: str
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

    name: Said
    href: str
    """The service's page; empty for groups and the site."""
    figures: tuple[FigureView, ...]
    """The last 30, 90 and 365 days, and all time."""
    promise: PromiseView | None
    since: str
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

    name: Said
    description: Prose
    state: Label
    """The worst of its services."""
    folded: bool
    """Nothing is wrong in it, and there is so much else that it need not be open."""
    services: tuple[ServiceView, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The banner of the home page."""

    state: Label
    sentence: Said
    """`Some card payments are failing`, or `All services are working`."""
    detail: str
    """How many services are affected, out of how many."""


@dataclass(frozen=True, slots=True)
class DayNotesView:
    """A day with its notes: in the history those that began on it, on the home page those that were over."""

    day: Moment
    notes: tuple[NoteLine, ...]
    anchor: str = ""
    """In the history, its id in the page."""


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


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of a service."""

    href: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceYearView:
    """`service_year.html`: what began in a year at a service, newest first."""

    service: Link
    year: str
    days: tuple[DayNotesView, ...]
    previous: YearLink | None
    next: YearLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePageView:
    """`service.html`: a service and its notes, open ones first, then the newest 20."""

    service: ServiceView
    uptime: UptimeRowView
    days: tuple[DayRunView, ...]
    """Its days in runs, newest first."""
    group: Said
    notes: tuple[NoteLine, ...]
    years: tuple[YearLink, ...]
    """All its years that have notes, newest first."""
    search: str
    """The link to the search, narrowed to this service."""
    used_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FreePageView:
    """`page.html`."""

    title: Said
    body: Prose


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
    title: Said
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


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    code: str
    name: str
    """In that language: `简体中文`."""
    href: str
    url: str
    """Absolute, for `hreflang`."""
    current: bool


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of the whole site."""

    type: str
    """Its media type: `application/rss+xml`."""
    href: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """When a page will differ by itself, and where it lies as it will be then, for a script."""

    at: Moment
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """What `appearance` in site.yml makes of the theme."""

    rules: Markup
    """The rules of a style sheet, which come after those of the theme; often empty."""
    paper: str
    """The colour of the page, as `#f4f5f7`; empty if the theme's style sheets do not say it."""
    dark_paper: str
    logo: str
    """Its address; empty if there is none."""
    dark_logo: str
    name_beside_logo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around its content; `frame` in every template."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    site_name: Said
    home: str
    home_page: str
    """The organisation's own site."""
    repository: str
    """The public repository of the content; empty if there is none."""
    stylesheet: str
    theme_stylesheet: str
    """`theme.css`, which adds to the other style sheets; empty if the theme has none."""
    look: LookView
    icon: str
    icon_type: str
    """Its media type."""
    menu: tuple[Link, ...]
    """The home page, the history, and the free pages; `subscribe` is apart."""
    history: str
    languages: tuple[LanguageLink, ...]
    """Empty when the site has one language."""
    contacts: tuple[Link, ...]
    footer: Said
    feed: str
    """The RSS feed, for links that people follow."""
    feeds: tuple[FeedLink, ...]
    """All formats, for their software."""
    live: str
    """A small file that tells a script whether there is news; empty when pages shall stay as they are."""
    turn: TurnView | None
    version: str
    """What `live` says as long as there is no news; on the home page only."""
    text: str
    """The page as plain text; empty where there is none."""
    as_of: Moment | None
    """The instant the page shows; None on pages that stay the same as time passes."""
    subscribe: str
    uptime: str
    """The page that tells all uptime and how it is counted."""
    uptime_method: str
    """One sentence: how uptime is counted here."""
    policy: str
    """What the page may load, for `<meta http-equiv="Content-Security-Policy">`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What search engines and link previews need; `head` in every template."""

    title: str
    """The whole `<title>`."""
    description: str
    url: str
    """Canonical, absolute; empty for pages that must not be indexed."""
    kind: str = "website"
    """The OpenGraph type: `website` or `article`."""

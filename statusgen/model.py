"""What the content says: frozen values without behaviour.

Times are aware and in UTC. Words are `LocalText`, in Markdown where a field says so. `span` fields tell
where a value stands in the content and take no part in comparison, so that tests compare meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Level, Span

NOWHERE = Span("")


class ServiceState(IntEnum):
    """How a service is, from best to worst: the worst of several states is their `max`."""

    OPERATIONAL = 0
    UNDER_MAINTENANCE = 1
    UNCONFIRMED = 2
    """A message about it could not be read, so nobody can say; writers cannot choose it."""
    DEGRADED = 3
    PARTIAL_OUTAGE = 4
    MAJOR_OUTAGE = 5

    @property
    def key(self) -> str:
        """The name in files, classes and machine formats: `partial-outage`."""
        return self.name.lower().replace("_", "-")


class Severity(IntEnum):
    """How bad an incident is as a whole."""

    NONE = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def key(self) -> str:
        """The name in files, classes and machine formats: `critical`."""
        return self.name.lower()


class Kind(StrEnum):
    """The kinds of notes, each with its folder in `content/`."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"
    PAGE = "page"


class Status(StrEnum):
    """What an update says about where things stand."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    UPDATE = "update"
    POSTMORTEM = "postmortem"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in-progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXTENDED = "extended"


STATUSES: dict[Kind, tuple[Status, ...]] = {
    Kind.INCIDENT: (
        Status.INVESTIGATING,
        Status.IDENTIFIED,
        Status.MONITORING,
        Status.RESOLVED,
        Status.UPDATE,
        Status.POSTMORTEM,
    ),
    Kind.MAINTENANCE: (
        Status.SCHEDULED,
        Status.IN_PROGRESS,
        Status.VERIFYING,
        Status.COMPLETED,
        Status.CANCELLED,
        Status.EXTENDED,
        Status.UPDATE,
        Status.POSTMORTEM,
    ),
    Kind.NOTICE: (Status.UPDATE,),
    Kind.PAGE: (),
}
"""The statuses an update of each kind of note may have."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words stand: the value of a field, or whole lines, which then have their numbers each."""

    span: Span
    """Of the value, or of the first line."""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalText:
    """The same words in one or more languages, the site's default first: `(("en", "Loans"), ("zh", "借阅"))`.

    Empty when nothing was written. The default may be missing when only others were given.
    """

    variants: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False, repr=False)
    """Of each variant, where they were read from files."""

    def __bool__(self) -> bool:
        return bool(self.variants)


EMPTY = LocalText()


def pick(text: LocalText, language: str) -> tuple[str, str]:
    """The words in `language` if there are any, else in the first language given: (words, language)."""
    for code, words in text.variants:
        if code == language:
            return words, code
    if text.variants:
        code, words = text.variants[0]
        return words, code
    return "", language


def localise(pairs: Iterable[tuple[str, str]]) -> LocalText:
    """A `LocalText` of those (language, words) pairs that have words."""
    return LocalText(tuple((code, words) for code, words in pairs if words))


@dataclass(frozen=True, slots=True)
class Effect:
    """A service is in a state, says a note."""

    service: str
    state: ServiceState
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file published beside its note's page; `name` has no folder."""

    name: str
    data: bytes = field(repr=False)
    digest: str = ""


UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)
"""Stands for a time that a note must have and that cannot be read; it is never published."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The findings of a rule of plain language that a writer accepts in a note, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One dated message of a note."""

    status: Status
    at: datetime
    """When it was posted."""
    body: LocalText = EMPTY
    """Markdown, without HTML comments."""
    since: datetime | None = None
    """When it really became true, if earlier than `at`."""
    next_update: datetime | None = None
    services: tuple[Effect, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    starts: datetime | None = None
    """Maintenance only: the new start, from this update on."""
    ends: datetime | None = None
    """Maintenance only: the new end, from this update on."""
    summary: LocalText = EMPTY
    """Postmortems only: what happened, in two sentences for everybody."""
    edited: datetime | None = None
    accepted: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """The names of the fields that are written but could not be read, sorted; `status` is one of them."""
    id: str = ""
    """Unique within the note and permanent: its time as written, or what the writer gave; empty until it is
    written."""
    path: str = field(default="", compare=False)
    """The file that it stands in, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where the fields stand, by name."""

    @property
    def effective(self) -> datetime:
        """From when on it holds."""
        return self.since or self.at


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time in which the states that a note tells of are not known, as part of it could not be read."""

    start: datetime
    end: datetime | None
    """None: still."""
    everywhere: bool
    """Whether it is unknown which services are meant; else those that the note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What all kinds of notes have in common. `updates` are in order of `at`."""

    kind: ClassVar[Kind]
    id: str
    title: LocalText
    intro: LocalText = EMPTY
    """Markdown, without HTML comments."""
    services: tuple[Effect, ...] = ()
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    withdrawn: LocalText = EMPTY
    """Why it was posted in error; empty when it was not."""
    updates: tuple[Update, ...] = ()
    pictures: tuple[Picture, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old addresses, as paths from the site's root: `/incidents/old-name/`."""
    accepted: tuple[Accepted, ...] = field(default=(), compare=False, repr=False)
    lost: tuple[str, ...] = ()
    """The names of the fields that are written but could not be read, sorted.

    `update/resolved` stands for an update of that status, `update/?` for one or more of any status."""
    path: str = field(default="", compare=False)
    """The main file, relative to the content folder."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where the keys of the front matter stand, by name."""

    @property
    def key(self) -> str:
        """Its kind and id, unique in the site: `incident/2026-05-01-card-payments`."""
        return f"{self.kind.value}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Note):
    """Something went wrong."""

    kind: ClassVar[Kind] = Kind.INCIDENT
    started: datetime
    """As given, or when its first update became true."""
    severity: Severity | None = None
    """As given; without it, it follows from the states."""
    none_affected: bool = field(default=False, repr=False)
    """Whether the writer says that no service of the catalog is affected: `services: none`."""
    unconfirmed: tuple[Doubt, ...] = ()

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.started


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance(Note):
    """Planned work."""

    kind: ClassVar[Kind] = Kind.MAINTENANCE
    starts: datetime
    ends: datetime
    announced: datetime | None = None
    unconfirmed: tuple[Doubt, ...] = ()

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Note):
    """An announcement that is neither."""

    kind: ClassVar[Kind] = Kind.NOTICE
    published: datetime
    until: datetime | None = None

    @property
    def begins(self) -> datetime:
        """When it takes its place in the history."""
        return self.published


PAGE_ORDER = 100
"""The place in the menu of pages that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Note):
    """A free page; its words are the `intro`."""

    kind: ClassVar[Kind] = Kind.PAGE
    menu: bool = True
    order: int = PAGE_ORDER

    @property
    def begins(self) -> None:
        """Pages have no place in the history."""


AnyNote = Incident | Maintenance | Notice | Page


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a service was called before a day, in the site's time zone."""

    name: LocalText
    until: date


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A note that was never published and of which too little can be read to show it."""

    kind: Kind
    id: str
    since: datetime | None
    """From when on it may hold; None: nobody knows, so from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An entry of the service catalog."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    """Markdown."""
    group: str = ""
    since: date | None = None
    """The day, in the site's time zone, from which uptime counts."""
    retired: date | None = None
    """The day, in the site's time zone, from which it is no longer offered."""
    slo: float | None = None
    """The promised uptime in percent."""
    depends_on: tuple[str, ...] = ()
    url: str = ""
    formerly: tuple[FormerName, ...] = ()
    """Its former names, oldest first: what was posted under them keeps them."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


def name_on(name: LocalText, formerly: Iterable[FormerName], day: date) -> LocalText:
    """What something was called on a day, given its name of today and its former names, oldest first."""
    return next((one.name for one in formerly if day < one.until), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading of the catalog; its services name it."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: a term, its other spellings, and what it means."""

    term: LocalText
    meaning: LocalText
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the organisation."""

    label: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class Weights:
    """How much an hour in a state counts as down, from 0 to 1.

    The defaults are those that Atlassian Statuspage and Instatus document for their uptime figures.
    """

    degraded: float = 0.0
    partial_outage: float = 0.3
    major_outage: float = 1.0


@dataclass(frozen=True, slots=True)
class Colour:
    """The colour that a site gives a token of its theme: `partial-outage`, `#b8400a`."""

    token: str
    value: str
    """Six digits in lower case."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """How a site differs from its theme; what is empty stays as the theme has it."""

    logo: Picture | None = None
    dark_logo: Picture | None = None
    """The logo on dark screens, where it is another."""
    name_beside_logo: bool = False
    favicon: Picture | None = None
    colours: tuple[Colour, ...] = ()
    dark_colours: tuple[Colour, ...] = ()
    font: str = ""
    """A CSS font list, safe to stand in a style sheet."""
    square: bool | None = None
    """Whether corners are square; None where the theme decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLanguage:
    """How strictly the words of notes are judged."""

    levels: tuple[tuple[str, Level | None], ...] = ()
    """Of rules that weigh otherwise here; None switches a rule off."""
    wait_minutes: int = 60
    """How long readers of an open incident may wait for the next update …"""
    wait_minutes_major: int = 30
    """… when a service is out at least in part, …"""
    wait_minutes_long: int = 240
    """… and once the incident has gone on for four hours."""
    sentence_words: int = 0
    """The most words in an English sentence; 0 leaves it to the rules."""
    abbreviations: frozenset[str] = frozenset()
    """Those that readers of this site know."""
    private_names: tuple[str, ...] = ()
    """Names of machines, projects and people that must not be published."""


NO_SITE_ID = "status-page"
"""The identity of sites without a `site id`: the same whatever else their settings say."""


EDITORS = ("decap", "sveltia")
"""The editors that can run in the browser."""


@dataclass(frozen=True, slots=True)
class WebEditor:
    """An editor in the browser, below `/admin/`."""

    program: str
    """One of `EDITORS`."""
    repository: str
    """The address of the repository it writes to, such as `https://github.com/acme/status`."""
    branch: str
    login: str
    """The address of the service by which people sign in; empty for the editor's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `site.yml` says."""

    name: LocalText
    url: str
    """Absolute, with a closing slash."""
    id: str = ""
    """The `site id`; empty when none is given. Ids are made from `identity`."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    languages: tuple[str, ...] = ("en",)
    """BCP 47 codes; the first is the default."""
    description: LocalText = EMPTY
    home_page: str = ""
    contacts: tuple[Contact, ...] = ()
    theme: str = "default"
    repository: str = ""
    repository_folder: str = "content"
    """Where in the repository the content folder lies; empty when it is the repository."""
    file_history: str = ""
    """The address of a file's changes, with `{path}` for the file; empty: it follows from `repository`."""
    footer: LocalText = EMPTY
    recent_days: int = 14
    weights: Weights = Weights()
    hub: str = ""
    """The WebSub hub that tells subscribers of new entries; empty if there is none."""
    feed_plans: bool = True
    """Whether feeds tell of the begin and end of planned work that no update told of."""
    appearance: Appearance = Appearance()
    reports_public: bool = False
    """Whether the site tells how well it told of its incidents."""
    plain_language: PlainLanguage = field(default=PlainLanguage(), repr=False)
    editor: WebEditor | None = field(default=None, repr=False)
    lost: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """The names of the keys that could not be read."""

    @property
    def identity(self) -> str:
        """The permanent name of the site in the ids of feed entries, calendar events and the v2 API."""
        return self.id or NO_SITE_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All content, or that part of it which readers may know at an instant."""

    settings: Settings
    groups: tuple[Group, ...] = ()
    services: tuple[Service, ...] = ()
    """In the order of the catalog, those without a group last."""
    glossary: tuple[Term, ...] = ()
    incidents: tuple[Incident, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: tuple[Page, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

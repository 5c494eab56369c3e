"""Contents of `site.yml` and the glossary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from statusgen.model.changes import ChangeRules
from statusgen.model.diagnostics import Level, Span
from statusgen.model.learning import PUBLIC, ActionKind
from statusgen.model.states import Severity
from statusgen.model.text import EMPTY, NOWHERE, LocalText, Picture


@dataclass(frozen=True, slots=True)
class Term:
    """Glossary entry: a term, its other spellings, and its meaning."""

    term: LocalText
    meaning: LocalText
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Way to reach the organisation."""

    label: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Share of an hour in a state that counts as downtime, from 0 to 1.

    The defaults are those that Atlassian Statuspage and Instatus document for their uptime figures.
    """

    degraded: float = 0.0
    partial_outage: float = 0.3
    major_outage: float = 1.0


@dataclass(frozen=True, slots=True)
class Colour:
    """Colour that a site gives a token of its theme: `partial-outage`, `#b8400a`."""

    token: str
    value: str
    """Six digits in lower case."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Changes to the theme. An empty field keeps the theme's own value."""

    logo: Picture | None = None
    dark_logo: Picture | None = None
    """Logo on dark screens; None: the same as `logo`."""
    name_beside_logo: bool = False
    favicon: Picture | None = None
    colours: tuple[Colour, ...] = ()
    dark_colours: tuple[Colour, ...] = ()
    font: str = ""
    """CSS font list, safe in a style sheet; empty: the theme's."""
    square: bool | None = None
    """Whether corners are square; None: the theme decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLanguage:
    """Settings of the plain-language rules."""

    levels: tuple[tuple[str, Level | None], ...] = ()
    """Levels that replace those of the rules' table; None switches a rule off."""
    wait_minutes: int = 60
    """Longest time until the next update of an open incident …"""
    wait_minutes_major: int = 30
    """… when a service has at least a partial outage, …"""
    wait_minutes_long: int = 240
    """… and once the incident has lasted four hours."""
    sentence_words: int = 0
    """Maximum number of words in an English sentence; 0: the rule's own limit."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations that readers of this site know."""
    private_names: tuple[str, ...] = ()
    """Names of machines, projects and people that must not be published."""


NO_SITE_ID = "status-page"
"""Identity of sites without a `site id`, whatever their other settings."""


EDITORS = ("decap", "sveltia")
"""Editors that can run in the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebEditor:
    """Editor in the browser, below `/admin/`."""

    repository: str
    """Address of the repository that the editor writes to, such as `https://github.com/acme/status`."""
    program: str = EDITORS[0]
    """One of `EDITORS`."""
    branch: str = "main"
    login: str = ""
    """Address of the sign-in service; empty: the editor's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailList:
    """Mailing list: a form that its service answers, or a link to its own page or address."""

    address: str
    """Where the form is sent (`https:`), or where the link leads (`https:` or `mailto:`)."""
    field: str = ""
    """Name of the form's field for the reader's address; empty: a link."""
    hidden: tuple[tuple[str, str], ...] = ()
    """Further fields of the form: names and values, in order; a name may occur again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """Ways to subscribe besides feeds and calendars, which every site has."""

    email: EmailList | None = None
    links: tuple[Contact, ...] = ()
    """Accounts and channels of the organisation in which it posts updates."""


@dataclass(frozen=True, slots=True)
class Within:
    """Time until something is due: days, or working days."""

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Rules for postmortems and their actions."""

    postmortem_within: tuple[tuple[Severity, Within], ...] = ()
    """By severity; incidents of others need no postmortem."""
    actions_within: tuple[tuple[ActionKind, Within], ...] = ()
    """By kind, for actions without a day of their own."""
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Numbers of weekdays from 0, Monday."""
    holidays: tuple[date, ...] = ()
    since: date | None = None
    """Incidents that ended before this day need no postmortem; None: those that ended 90 days ago."""
    public: tuple[str, ...] = PUBLIC
    """Parts of postmortems and problems that readers see, of `learning.PARTS`."""


REPORT_PARTS = ("levels", "incidents", "planned work", "communication", "learning")
"""Parts of the monthly reports that `public` can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What the published monthly reports have."""

    public: tuple[str, ...] = ()
    """Parts that readers see, of `REPORT_PARTS`; without any, no report is published."""
    since: date | None = None
    """First day that counts; None: the first of the month of the first incident or maintenance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Contents of `site.yml`."""

    name: LocalText
    url: str
    """Absolute, with a final slash."""
    id: str = ""
    """`site id` as written; empty when not given. Published ids use `identity`."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    languages: tuple[str, ...] = ("en",)
    """BCP 47 codes; the first is the default."""
    description: LocalText = EMPTY
    home_page: str = ""
    contacts: tuple[Contact, ...] = ()
    subscribe: Subscribe = Subscribe()
    theme: str = "default"
    repository: str = ""
    repository_folder: str = "content"
    """Path of the content folder in the repository; empty when it is the repository itself."""
    file_history: str = ""
    """Address of a file's history, with `{path}` for the file; empty: derived from `repository`."""
    footer: LocalText = EMPTY
    recent_days: int = 14
    weights: Weights = Weights()
    hub: str = ""
    """WebSub hub that notifies subscribers of new entries; empty: none."""
    feed_plans: bool = True
    """Whether feeds announce the planned start and end of work that no update announced."""
    appearance: Appearance = Appearance()
    reviews: Reviews = field(default=Reviews(), repr=False)
    changes: ChangeRules = field(default=ChangeRules(), repr=False)
    reports: Reports = Reports()
    plain_language: PlainLanguage = field(default=PlainLanguage(), repr=False)
    editor: WebEditor | None = field(default=None, repr=False)
    lost: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """Names of the keys that could not be read."""

    @property
    def public_parts(self) -> tuple[str, ...]:
        """Return the parts of postmortems, problems and changes that readers see."""
        return *self.reviews.public, *self.changes.public

    @property
    def identity(self) -> str:
        """Return the permanent name of the site in ids of feed entries, calendar events and the v2 API."""
        return self.id or NO_SITE_ID

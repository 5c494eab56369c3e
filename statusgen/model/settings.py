"""What `site.yml` and the glossary say."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Level, Span
from statusgen.model.text import EMPTY, NOWHERE, LocalText, Picture


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

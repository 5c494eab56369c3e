"""The addresses of pages and files within a language's part of the site.

An address is relative, with `/` at its end if it is a page: `incidents/2026-05-01-cards/`, `updates.rss`.
The context turns it into a link (`href`), an absolute URL (`url`) or a path in the output (`output_path`).
"""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.model.states import Severity
from statusgen.model.status import Kind
from statusgen.timeline.site_state import Month, format_month

SERVICES = "services/"
"""The folder with the pages of services; it has no page of its own."""
GROUPS = "groups/"
"""The folder with the feeds of groups, which have no page."""
HISTORY = "history/"
UPTIME = "uptime/"
SUBSCRIBE = "subscribe/"
GLOSSARY = "glossary/"
REPORTS = "reports/"
LEARNED = "learned/"
PLANNED = f"{Kind.MAINTENANCE.folder}/"
"""The page of planned maintenance, in the folder of its notes."""
PAGE_FOLDERS = (SERVICES, HISTORY, UPTIME, SUBSCRIBE, GLOSSARY, REPORTS, LEARNED, PLANNED)
"""Folders of pages."""

EMBED = "embed/"
"""The banner: the only page that other sites may show in a frame."""
NOT_FOUND = "404.html"

MARKDOWN_PAGE = "index.md"
"""The Markdown version of a page, beside its index.html."""
LLMS = "llms.txt"
SERVICES_CSV, INCIDENTS_CSV = "services.csv", "incidents.csv"
"""The data of the report of a month, beside its page."""
LENGTHS_CSV = "lengths.csv"
"""How long incidents lasted, beside the page of all reports."""

RSS, ATOM, JSON_FEED = "updates.rss", "updates.atom", "feed.json"
FEEDS = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON_FEED: "application/feed+json"}
"""Media types of the feeds with one item per update, by file name."""
HISTORY_RSS, HISTORY_ATOM = "history.rss", "history.atom"
"""Feeds in the form of Atlassian Statuspage: one item per incident or maintenance."""
OPML = "feeds.opml"
"""The list of all feeds: one file for all languages."""

CALENDAR = "calendar.ics"
EVENT = "event.ics"
BADGE = "badge.svg"
SHIELD = "badge.json"
WIDGET = "widget.js"
LIVE = "live.json"
STATUS = "api/status.json"
STATUS_SCHEMA = "api/status.schema.json"
STATUSPAGE_API = "api/v2/"
SUMMARY = f"{STATUSPAGE_API}summary.json"
METRICS = ("metrics", "metrics.txt")
"""For Prometheus: the same file twice."""


def note_address(kind: Kind, id_: str) -> str:
    """Return the address of a note's page: `incidents/2026-05-01-cards/`."""
    return f"{id_}/" if kind is Kind.PAGE else f"{kind.folder}/{id_}/"


def alias_address(alias: str) -> str:
    """Return the address that an alias of a note names; without an ending, it is a page: `incidents/old/`."""
    old = alias.lstrip("/")
    return old if old.endswith(("/", ".html", ".htm")) else f"{old}/"


def folders_of_note(kind: Kind, id_: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses below which a note has its own feed and calendar: today's and former ones."""
    former = (alias_address(alias) for alias in aliases)
    return (note_address(kind, id_), *(address for address in former if address.endswith("/")))


def note_file_address(code: str) -> str:
    """Return the address of a note's file for clients of Statuspage: `incidents/8xk2.json`."""
    return f"incidents/{code}.json"


def service_address(id_: str) -> str:
    """Return the address of a service's page: `services/checkout/`."""
    return f"{SERVICES}{id_}/"


def service_year_address(id_: str, year: int) -> str:
    """Return the address of a service's page for a year: `services/checkout/2026/`."""
    return f"{service_address(id_)}{year:04}/"


def group_address(id_: str) -> str:
    """Return the address below which a group has its feeds: `groups/shop/`. It has no page."""
    return f"{GROUPS}{id_}/"


def severity_address(severity: Severity) -> str:
    """Return the address below which a severity has its feeds: `severity/major/`. It has no page."""
    return f"severity/{severity.key}/"


def month_address(month: Month) -> str:
    """Return the address of a month of the history: `history/2026/05/`."""
    return f"{HISTORY}{month[0]:04}/{month[1]:02}/"


def report_address(month: Month) -> str:
    """Return the address of the report of a month: `reports/2026-05/`."""
    return f"{REPORTS}{format_month(month)}/"


def search_address(year: int) -> str:
    """Return the address of the search index of a year: `search/2026.json`."""
    return f"search/{year:04}.json"
